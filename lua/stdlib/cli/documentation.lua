-- ?name in the REPL: what docs/api says about a function, else what can be said of the value itself.
local search = require "search"
local world = require "world"

local M = {}

local function stub(module)
  local folder = search.stock("api")
  return folder and world.read_file(("%s/%s.lua"):format(folder, module))
    or search.embedded("docs/api/" .. module .. ".lua")
end

-- The comment lines above `function module.name(` in a stub.
local function documented(text, name)
  local comments = {}
  for line in (text .. "\n"):gmatch("(.-)\n") do
    local comment = line:match("^%-%-%-?%s?(.*)$")
    if comment then
      comments[#comments + 1] = comment
    else
      local declared, parameters = line:match("^function ([%w_.:]+)(%b())")
      if declared and declared:gsub(":", ".") == name then
        table.insert(comments, 1, declared .. parameters)
        return comments
      end
      comments = {}
    end
  end
end

local function value_lines(name)
  local value = _G
  for part in name:gmatch("[%a_][%w_]*") do
    if type(value) ~= "table" then return nil end
    local ok, inner = pcall(function() return value[part] end)
    if not ok then return { tostring(inner) } end
    value = inner
  end
  if value == nil then return nil end
  if type(value) ~= "table" then
    return { ("%s is a %s; there is no documentation for it"):format(name, type(value)) }
  end
  local members = {}
  for key, member in pairs(value) do
    if type(key) == "string" then members[#members + 1] = type(member) == "function" and key .. "()" or key end
  end
  table.sort(members)
  return { ("%s: %s"):format(name, table.concat(members, "  ")) }
end

---@param name string "cidr.split"
---@return string[] lines
function M.lines(name)
  local plain = name:gsub(":", ".")
  local module = plain:match("^[%w_]+")
  local text = stub(module)
  local lines = text and documented(text, plain)
  if lines then
    for i = 2, #lines do lines[i] = "  " .. lines[i] end
    return lines
  end
  return value_lines(plain) or { ("there is nothing named '%s'"):format(name) }
end

return M
