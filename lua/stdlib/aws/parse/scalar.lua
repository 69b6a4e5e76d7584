-- One text of an XML answer as the value that the model says it is.
local base64 = require "aws.base64"
local time = require "aws.time"

local M = {}

local read = {}

function read.int(text)
  local n = math.tointeger(tonumber(text))
  return n
end

read.long = read.int

function read.bool(text)
  local lower = text:lower()
  if lower == "true" or lower == "1" then return true end
  if lower == "false" or lower == "0" then return false end
end

local special = { NaN = 0 / 0, Infinity = math.huge, ["-Infinity"] = -math.huge }

function read.double(text) return special[text] or tonumber(text) and tonumber(text) + 0.0 end

read.float = read.double

function read.time(text) return time.parse(text) end

function read.blob(text) return base64.decode(text) end

---@param shape table
---@param text string|userdata
---@return any value nil and false if the text is no such value; nil if it is empty where text cannot be
function M.value(shape, text)
  local reader = read[shape.kind]
  if not reader or type(text) ~= "string" then return text end
  if text == "" and shape.kind ~= "blob" then return nil, true end
  local value = reader(text)
  if value == nil then return nil, false end
  return value, true
end

return M
