-- Client tokens: random UUIDs by which a service recognises a repeated request.
local world = require "world"

local M = {}

---@return string
function M.new()
  local bytes = { world.random(16):byte(1, 16) }
  bytes[7] = bytes[7] & 0x0f | 0x40
  bytes[9] = bytes[9] & 0x3f | 0x80
  local hex = {}
  for i, byte in ipairs(bytes) do hex[i] = ("%02x"):format(byte) end
  local text = table.concat(hex)
  return ("%s-%s-%s-%s-%s"):format(text:sub(1, 8), text:sub(9, 12), text:sub(13, 16), text:sub(17, 20), text:sub(21))
end

return M
