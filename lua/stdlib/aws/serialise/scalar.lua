-- One value as text: for forms, query strings, headers and paths.
local base64 = require "aws.base64"
local secret = require "secret"
local time = require "aws.time"

local M = {}

-- The shortest text that reads back as the same number.
local function number_text(n)
  if n ~= n then return "NaN" end
  if n == math.huge then return "Infinity" end
  if n == -math.huge then return "-Infinity" end
  if math.type(n) == "integer" then return tostring(n) end
  for digits = 15, 17 do
    local text = ("%." .. digits .. "g"):format(n)
    if tonumber(text) == n then return text end
  end
end

---@param shape table
---@param ref table the reference to it, which may name a time format
---@param value any checked before
---@param time_format string of the protocol
---@return string|userdata text a secret stays one
function M.text(shape, ref, value, time_format)
  local kind = shape.kind
  if kind == "int" or kind == "long" then return ("%d"):format(value) end
  if kind == "bool" then return value and "true" or "false" end
  if kind == "float" or kind == "double" then return number_text(value) end
  if kind == "time" then return tostring(time.format(value, ref.format or time_format)) end
  if kind == "blob" then return secret.is(value) and secret.base64(value) or base64.encode(value) end
  return value
end

return M
