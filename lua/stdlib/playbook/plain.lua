-- Plain data: what can be written down in the journal, and read by another process.
local sorted = require "playbook.sorted"

local M = {}

local function not_plain(value, path, seen)
  local kind = type(value)
  if kind == "string" or kind == "number" or kind == "boolean" or kind == "nil" then return nil end
  if kind ~= "table" then return ("%s is a %s"):format(path, kind) end
  if seen[value] then return ("%s contains itself"):format(path) end
  seen[value] = true
  for key, inner in sorted.pairs(value) do
    if type(key) ~= "string" and math.type(key) ~= "integer" then
      return ("%s has a key that is a %s"):format(path, type(key))
    end
    local problem = not_plain(inner, ("%s.%s"):format(path, tostring(key)), seen)
    if problem then return problem end
  end
  seen[value] = nil
end

---Where in `value` there is something that cannot be written down, or nil.
---@param value any
---@param name string what it is called in the message
---@return string|nil
function M.problem(value, name) return not_plain(value, name, {}) end

return M
