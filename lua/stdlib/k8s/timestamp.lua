-- Times of the Kubernetes API (RFC 3339) as seconds since the epoch.
local M = {}

-- Days since 1970-01-01 of a date of the Gregorian calendar.
local function days(year, month, day)
  if month <= 2 then year, month = year - 1, month + 12 end
  local era_days = 365 * year + year // 4 - year // 100 + year // 400
  return era_days + (153 * (month - 3) + 2) // 5 + day - 1 - 719468
end

--- Seconds since the epoch of "2025-01-02T03:04:05Z", with fraction or offset; nil when it is no such time.
---@param text string
---@return number|nil
function M.parse(text)
  local y, mo, d, h, mi, s, zone = text:match("^(%d%d%d%d)-(%d%d)-(%d%d)[Tt ](%d%d):(%d%d):(%d%d%.?%d*)(.*)$")
  if not y then return nil end
  local seconds = days(tonumber(y), tonumber(mo), tonumber(d)) * 86400
    + tonumber(h) * 3600 + tonumber(mi) * 60 + tonumber(s)
  if zone == "Z" or zone == "z" then return seconds end
  local sign, oh, om = zone:match("^([+-])(%d%d):?(%d%d)$")
  if not sign then return nil end
  local offset = tonumber(oh) * 3600 + tonumber(om) * 60
  return sign == "+" and seconds - offset or seconds + offset
end

return M
