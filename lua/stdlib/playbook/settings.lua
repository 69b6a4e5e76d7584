-- The settings that a playbook declares: their defaults, kinds and help texts.
-- The kind of the default is the kind that a value must have; values.lua holds the values of a run against it.
local sorted = require "playbook.sorted"

local M = {}

---Stands in a playbook for a value that the operator must give.
M.required = setmetatable({}, {
  __name = "required setting",
  __tostring = function() return "required" end,
  __concat = function()
    error("a required setting has no value while the file loads: use it inside a step, or as {word} in names", 2)
  end,
})

---Kinds in words, for messages.
M.kind_words = { string = "a text", integer = "a whole number", number = "a number",
  boolean = "true or false", list = "a list", map = "a table" }

---`string`, `integer`, `number`, `boolean`, `list`, `map`, or nil for what no setting can be.
---@return string|nil
function M.kind(value)
  if value == M.required then return "string" end
  if type(value) == "number" then return math.type(value) == "integer" and "integer" or "number" end
  if type(value) == "table" then return (#value > 0 or next(value) == nil) and "list" or "map" end
  if type(value) == "string" or type(value) == "boolean" then return type(value) end
end

-- An empty table may become either: nothing says yet which of the two it is.
function M.is_open(value)
  return type(value) == "table" and next(value) == nil
end

---@class playbook.Setting
---@field name string
---@field default any  nil when required
---@field required boolean
---@field kind string
---@field help string
---@field place table  line and column in the file

---Reads one line of the section: a plain default, `required`, or `{ default, help = "..." }`.
---@return playbook.Setting|nil, string|nil problem
function M.declare(name, value, comment, place)
  local help
  if type(value) == "table" and type(value.help) == "string" and value ~= M.required then
    for key in sorted.pairs(value) do
      if key ~= 1 and key ~= "help" then
        return nil, ("setting '%s' has a key '%s'; the long form is { default, help = \"...\" }"):format(name,
          tostring(key))
      end
    end
    value, help = value[1], value.help
    if value == nil then return nil, ("setting '%s' has a help text but no default; write `required`, or a value in "
      .. "front of help"):format(name) end
  end
  local kind = M.kind(value)
  if not kind then
    return nil, ("setting '%s' is a %s; a setting is a text, a number, true or false, a list or a table"):format(name,
      type(value))
  end
  local required = value == M.required
  if required then value = nil end
  return { name = name, default = value, required = required, kind = kind, help = help or comment or "",
    place = place }
end

local function copy(value)
  if type(value) ~= "table" then return value end
  local result = {}
  for k, v in pairs(value) do result[k] = copy(v) end
  return setmetatable(result, getmetatable(value))
end
M.copy = copy

local function show(value)
  if type(value) == "string" then return ('"%s"'):format(value) end
  if type(value) == "table" then
    return (require("json").encode(value, { sort = true }))
  end
  return tostring(value)
end
M.show = show

return M
