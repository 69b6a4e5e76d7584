-- Form bodies and query strings: percent-encoded pairs. A pair whose value is a secret makes the whole body one.
local secret = require "secret"

local M = {}

local function hex(char) return ("%%%02X"):format(char:byte()) end

---@param text string
---@return string
function M.escape(text)
  return (text:gsub("[^%w%-._~]", hex))
end

---@param pairs_list table[] {{name, value}, ...}
---@return string|userdata body a secret if a value is one
function M.encode(pairs_list)
  local parts, opaque = {}, false
  for i, pair in ipairs(pairs_list) do
    local head = (i > 1 and "&" or "") .. M.escape(pair[1]) .. "="
    if secret.is(pair[2]) then
      opaque = true
      parts[#parts + 1] = head
      parts[#parts + 1] = pair[2] -- tokens are made of unreserved characters
    else
      parts[#parts + 1] = head .. M.escape(pair[2])
    end
  end
  if opaque then return secret.concat(table.unpack(parts)) end
  return table.concat(parts)
end

return M
