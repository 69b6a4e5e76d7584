-- SHA-1, only for the names of the files in which the AWS command line keeps its sign-ins; nothing rests on it.
local M = {}

local mask <const> = 0xffffffff

local function rotate(x, n) return (x << n | x >> (32 - n)) & mask end

local function round(i, b, c, d)
  if i < 20 then return (b & c | ~b & d) & mask, 0x5a827999 end
  if i < 40 then return b ~ c ~ d, 0x6ed9eba1 end
  if i < 60 then return b & c | b & d | c & d, 0x8f1bbcdc end
  return b ~ c ~ d, 0xca62c1d6
end

---@param text string
---@return string hex 40 digits
function M.hex(text)
  local h = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 }
  local padded = text .. "\x80" .. ("\0"):rep((55 - #text) % 64) .. (">I8"):pack(#text * 8)
  for start = 1, #padded, 64 do
    local w = {}
    for i = 0, 15 do w[i] = (">I4"):unpack(padded, start + 4 * i) end
    for i = 16, 79 do w[i] = rotate(w[i - 3] ~ w[i - 8] ~ w[i - 14] ~ w[i - 16], 1) end
    local a, b, c, d, e = table.unpack(h)
    for i = 0, 79 do
      local f, k = round(i, b, c, d)
      a, b, c, d, e = (rotate(a, 5) + f + e + k + w[i]) & mask, a, rotate(b, 30), c, d
    end
    for i, value in ipairs { a, b, c, d, e } do h[i] = (h[i] + value) & mask end
  end
  return ("%08x%08x%08x%08x%08x"):format(table.unpack(h))
end

return M
