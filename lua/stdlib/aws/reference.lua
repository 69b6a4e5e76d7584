-- How a model's text refers to a type: TYPE[/FORMAT][%][=WIRE][~QUERY][^][@PLACE], see aws/facts.lua.
local M = {}

local match = string.match

local primitives = setmetatable({}, {
  __index = function(cache, kind)
    local shape = { kind = kind }
    cache[kind] = shape
    return shape
  end,
})

local function given(text)
  if text ~= "" then return text end
end

---@param text string
---@param more table|nil what else a member is: {name=, wire=, required=, token=, at=}
---@return table ref {type= or shape=, wire=, format=, query=, place=, sensitive=, flat=}
function M.read(text, more)
  more = more or {}
  local kind, format, sensitive, wire, query, flat, place = match(text, "^(%.?%w+)$"), "", "", "", "", "", ""
  if not kind then
    kind, format, sensitive, wire, query, flat, place =
      match(text, "^(%.?%w+)/?(%w*)(%%?)=?([^~^@]*)~?([^^@]*)(%^?)@?(%a*)$")
  end
  local primitive = kind:byte() == 46 and kind:sub(2)
  return {
    type = primitive and primitives[primitive] or nil, shape = not primitive and kind or nil, name = more.name,
    wire = more.wire or given(wire), format = given(format), query = given(query), place = given(place),
    sensitive = sensitive ~= "", flat = flat ~= "", required = more.required, token = more.token, at = more.at,
  }
end

return M
