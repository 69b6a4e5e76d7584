-- Base64 for blobs in parameters and answers. (Secrets have their own in the native module `secret`.)
local M = {}

local alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
local value_of = {}
for i = 1, #alphabet do value_of[alphabet:byte(i)] = i - 1 end

local function letter(bits) return alphabet:sub(bits + 1, bits + 1) end

---@param bytes string
---@return string
function M.encode(bytes)
  local out = {}
  for i = 1, #bytes, 3 do
    local a, b, c = bytes:byte(i, i + 2)
    local bits = a << 16 | (b or 0) << 8 | (c or 0)
    out[#out + 1] = letter(bits >> 18) .. letter(bits >> 12 & 63) .. (b and letter(bits >> 6 & 63) or "=")
      .. (c and letter(bits & 63) or "=")
  end
  return table.concat(out)
end

---@param text string
---@return string|nil bytes nil if the text is no base64
function M.decode(text)
  text = text:gsub("%s", "")
  local body = text:gsub("=+$", "")
  if #text % 4 ~= 0 or #text - #body > 2 or body:find("[^%w+/]") then return nil end
  local out, bits, count = {}, 0, 0
  for i = 1, #body do
    bits, count = (bits << 6 | value_of[body:byte(i)]) & 0xffffff, count + 6
    if count >= 8 then
      count = count - 8
      out[#out + 1] = string.char(bits >> count & 255)
    end
  end
  return table.concat(out)
end

return M
