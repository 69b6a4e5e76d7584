-- Times on the wire: ISO 8601, RFC 822 and epoch seconds. In Lua a time is a number of seconds since the epoch.
local M = {}

local months = { Jan = 1, Feb = 2, Mar = 3, Apr = 4, May = 5, Jun = 6, Jul = 7, Aug = 8, Sep = 9, Oct = 10, Nov = 11,
  Dec = 12 }
local month_names = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" }
local day_names = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" } -- the epoch was a Thursday

-- Days since the epoch of a date of the Gregorian calendar; a year that starts in March puts the leap day last.
local function days_of(year, month, day)
  if month <= 2 then year, month = year - 1, month + 12 end
  local since_march = (153 * (month - 3) + 2) // 5 + day - 1
  return 365 * year + year // 4 - year // 100 + year // 400 + since_march - 719468
end

-- The way back: year, month, day.
local function date_of(days)
  days = days + 719468
  local era = days // 146097
  local rest = days - era * 146097
  local year = (rest - rest // 1460 + rest // 36524 - rest // 146096) // 365
  local day = rest - (365 * year + year // 4 - year // 100)
  local month = (5 * day + 2) // 153
  day = day - (153 * month + 2) // 5 + 1
  month = month < 10 and month + 3 or month - 9
  return era * 400 + year + (month <= 2 and 1 or 0), month, day
end

local function whole(digits) return math.tointeger(tonumber(digits)) end

local function seconds(year, month, day, hour, minute, second)
  local days = days_of(whole(year), whole(month), whole(day))
  return days * 86400 + whole(hour) * 3600 + whole(minute) * 60 + whole(second)
end

local function offset_of(zone)
  local sign, hours, minutes = zone:match("^([+-])(%d%d):?(%d%d)$")
  if not sign then return (zone == "Z" or zone == "z" or zone == "GMT" or zone == "UTC" or zone == "") and 0 or nil end
  return (sign == "-" and -1 or 1) * (tonumber(hours) * 3600 + tonumber(minutes) * 60)
end

---Reads a time in any of the forms that AWS sends; nil if the text is none of them.
---@param text string|number
---@return number|nil epoch
function M.parse(text)
  if type(text) == "number" then return text end
  local year, month, day, hour, minute, second, fraction, zone =
    text:match("^(%d%d%d%d)-?(%d%d)-?(%d%d)[Tt ](%d%d):?(%d%d):?(%d%d)(%.?%d*)(.*)$")
  if not year then
    local name
    day, name, year, hour, minute, second, zone =
      text:match("^%a+, (%d+)[ -](%a+)[ -](%d%d%d%d) (%d+):(%d+):(%d+) ?(.*)$")
    month, fraction = months[name], ""
    if not month then return tonumber(text) end
  end
  local offset = offset_of(zone)
  if not offset then return nil end
  local epoch = seconds(year, month, day, hour, minute, second) - offset
  if #fraction > 1 then return epoch + tonumber("0" .. fraction) end
  return epoch
end

local function parts(epoch)
  local floor = math.floor(epoch)
  local days, rest = floor // 86400, floor % 86400
  local year, month, day = date_of(days)
  return year, month, day, rest // 3600, rest % 3600 // 60, rest % 60, days
end

---@param epoch number
---@return string "2026-01-31T12:00:00Z", with microseconds when there are any
function M.iso8601(epoch)
  local micros = math.floor((epoch - math.floor(epoch)) * 1e6 + 0.5)
  if micros >= 1000000 then epoch, micros = math.floor(epoch) + 1, 0 end
  local year, month, day, hour, minute, second = parts(epoch)
  local fraction = micros > 0 and (".%06d"):format(micros) or ""
  return ("%04d-%02d-%02dT%02d:%02d:%02d%sZ"):format(year, month, day, hour, minute, second, fraction)
end

---@param epoch number
---@return string "Sat, 31 Jan 2026 12:00:00 GMT"
function M.rfc822(epoch)
  local year, month, day, hour, minute, second, days = parts(epoch)
  return ("%s, %02d %s %04d %02d:%02d:%02d GMT"):format(day_names[days % 7 + 1], day, month_names[month], year, hour,
    minute, second)
end

---The form that a protocol asks for: "iso8601", "rfc822" (text) or "unixTimestamp" (a number).
---@param epoch number|string
---@param format string
---@return string|number
function M.format(epoch, format)
  epoch = M.parse(epoch)
  if format == "iso8601" then return M.iso8601(epoch) end
  if format == "rfc822" then return M.rfc822(epoch) end
  return math.tointeger(epoch) or epoch
end

return M
