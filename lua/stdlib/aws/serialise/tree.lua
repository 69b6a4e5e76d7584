-- Parameters as the table that a JSON body is made of: names of the wire, lists marked as lists, whole numbers
-- as integers.
local base64 = require "aws.base64"
local json = require "json"
local secret = require "secret"
local time = require "aws.time"

local M = {}

local build = {}

---@param model aws.model
---@param ref table
---@param value any checked before
---@return any
function M.value(model, ref, value)
  if value == json.null then return value end
  local shape = model:type_of(ref)
  local make = build[shape.kind]
  if make then return make(model, shape, value, ref) end
  return value
end

function build.struct(model, shape, value)
  local out = {}
  for _, member in ipairs(shape.members) do
    local given = value[member.name]
    if given ~= nil and given ~= json.null and not member.place then
      out[member.wire or member.name] = M.value(model, member, given)
    end
  end
  return json.object(out)
end

function build.list(model, shape, value)
  local out = {}
  for i = 1, #value do out[i] = M.value(model, shape.element, value[i]) end
  return json.array(out)
end

function build.map(model, shape, value)
  local out = {}
  for key, item in pairs(value) do out[key] = M.value(model, shape.value, item) end
  return json.object(out)
end

function build.int(_, _, value) return math.tointeger(value) end

build.long = build.int

function build.blob(_, _, value) return secret.is(value) and secret.base64(value) or base64.encode(value) end

function build.time(_, _, value, ref) return time.format(value, ref.format or "unixTimestamp") end

function build.float(_, _, value)
  if value ~= value then return "NaN" end
  if value == math.huge then return "Infinity" end
  if value == -math.huge then return "-Infinity" end
  return value
end

build.double = build.float

return M
