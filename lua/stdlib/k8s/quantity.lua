-- Quantities as Kubernetes writes them: "250m", "1.5", "64Mi", "2G", "1e3".
local M = {}

local UNITS = { [""] = 1, n = 1e-9, u = 1e-6, m = 1e-3, k = 1e3, M = 1e6, G = 1e9, T = 1e12, P = 1e15, E = 1e18,
  Ki = 2.0 ^ 10, Mi = 2.0 ^ 20, Gi = 2.0 ^ 30, Ti = 2.0 ^ 40, Pi = 2.0 ^ 50, Ei = 2.0 ^ 60 }

---A quantity as a number; nil when it is none.
---@param text string|number|nil
---@return number|nil
function M.number(text)
  local plain = tonumber(text)
  if plain or type(text) ~= "string" then return plain end
  local digits, unit = text:match("^([%+%-]?[%d%.]+)(%a+)$")
  local amount = tonumber(digits)
  return amount and UNITS[unit] and amount * UNITS[unit]
end

return M
