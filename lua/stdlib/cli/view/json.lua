-- A run as JSON: one event per line, in the order of their numbers, for programs.
local json = require "json"

local M = {}

-- Fields that hold live objects of the engine or are said elsewhere.
local left_out = { failure = true, traceback = true }

local function plain(value)
  if type(value) ~= "table" then
    if type(value) == "function" or type(value) == "userdata" then return tostring(value) end
    return value
  end
  if #value > 0 or next(value) == nil then
    local list = {}
    for i, item in ipairs(value) do list[i] = plain(item) end
    return #list > 0 and list or nil
  end
  local map = {}
  for key, item in pairs(value) do map[tostring(key)] = plain(item) end
  return map
end

---One event as one line of JSON.
---@param event table
---@return string
function M.line(event)
  local shown = {}
  for key, value in pairs(event) do
    if not left_out[key] and not (key == "step" and value == false) then shown[key] = plain(value) end
  end
  local problem = event.failure
  if type(problem) == "table" and problem.code then
    shown.failure = { code = problem.code, message = problem.message, status = problem.status,
      request_id = problem.request_id, operation = problem.operation, hint = problem.hint }
  end
  return json.encode(shown, { sort = true })
end

---@param out table
function M.new(out)
  return { on = function(_, event) out:line(M.line(event)) end }
end

return M
