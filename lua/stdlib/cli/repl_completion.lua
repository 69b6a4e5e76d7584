-- Completion in the REPL: globals, fields of tables, methods of clients (`ec2:describe_sub<TAB>`).
-- It looks at values that are there already and calls nothing but a client's own list of operations.
local program = require "program"

local M = {}

local keywords = { "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
  "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while" }

local function add_keys(found, value)
  if type(value) ~= "table" then return end
  for key in next, value do
    if type(key) == "string" then found[key] = true end
  end
end

-- Names that `value` answers to: its own, its metatable's, a client's operations.
local function members(value)
  local found = {}
  add_keys(found, value)
  local meta = getmetatable(value)
  if type(meta) == "table" then
    add_keys(found, meta.__index)
    if meta.__name == "aws.client" then
      for _, name in ipairs(value:operations()) do found[name] = true end
      for _, name in ipairs { "try", "each", "all", "wait", "operations" } do found[name] = true end
    end
  end
  return found
end

local function globals()
  local found = {}
  add_keys(found, _G)
  for _, name in ipairs(program.names()) do found[name] = true end
  for _, name in ipairs(keywords) do found[name] = true end
  return found
end

-- The value of `a.b.c` without running anything of the user's: fields of tables only.
local function resolve(path)
  local value = _G
  for name in path:gmatch("[%a_][%w_]*") do
    if type(value) ~= "table" and type(value) ~= "string" then return nil end
    value = value[name]
  end
  return value
end

---What may stand at the cursor, and how many bytes before the cursor it replaces.
---@param text string
---@param cursor integer
---@return string[], integer
function M.candidates(text, cursor)
  local before = text:sub(1, cursor)
  local path, separator, start = before:match("([%a_][%w_%.]*)([%.:])([%w_]*)$")
  local found
  if path then
    local ok, value = pcall(resolve, path)
    if not ok or value == nil then return {}, 0 end
    local fine
    fine, found = pcall(members, value)
    if not fine then return {}, 0 end
  elseif before:find("[.:][%w_]*$") and not before:find("%.%.[%w_]*$") then
    return {}, 0 -- a member of what only running it would give
  else
    start = before:match("([%a_][%w_]*)$") or ""
    separator = "."
    found = globals()
  end
  local list = {}
  for name in pairs(found) do
    if name:sub(1, #start) == start and not (name:find("^_") and start == "") then list[#list + 1] = name end
  end
  table.sort(list)
  return list, #start, separator
end

return M
