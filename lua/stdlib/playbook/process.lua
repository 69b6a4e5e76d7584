-- Who runs: user, host and process, as journals and locks name them; and whether such a process is dead, as far as this
-- machine can tell.
local world = require "world"

local M = {}

-- State and start time of a process, from the line in which a name of any shape stands in parentheses.
local function stat_of(pid)
  local text = world.read_file(("/proc/%s/stat"):format(pid))
  local state, rest = (text or ""):match("^.*%) (%a) (.*)$")
  local fields = {}
  for field in (rest or ""):gmatch("%S+") do fields[#fields + 1] = field end
  return text and math.tointeger(tonumber(text:match("^%d+"))), state, fields[19]
end

---Who runs this process.
---@return {user: string, host: string, pid: integer, started: string}
function M.me()
  local host = world.read_file("/proc/sys/kernel/hostname")
  local pid, _, started = stat_of("self")
  return { user = world.getenv("USER") or world.getenv("LOGNAME") or "somebody", host = host and host:match("%S+")
    or "somewhere", pid = pid or 0, started = started or "" }
end

---"jo on laptop, process 4711"
---@param who table
---@return string
function M.words(who) return ("%s on %s, process %d"):format(who.user, who.host, who.pid) end

---Whether a process runs, or ran, on this machine.
---@param who {host: string}|nil
---@return boolean
function M.is_here(who) return who ~= nil and who.host == M.me().host end

---Whether a process of this machine has ended; false where that cannot be told.
---@param who {host: string, pid: integer, started?: string}|nil
---@return boolean
function M.is_dead(who)
  if not M.is_here(who) then return false end
  local pid, state, started = stat_of(who.pid)
  return not pid or state == "Z" or (who.started ~= nil and who.started ~= started)
end

---The process that words name; nil when they name none.
---@param text string|nil
---@return {host: string, pid: integer}|nil
function M.of_words(text)
  local host, pid = (text or ""):match(" on (%S+), process (%d+)$")
  return host and { host = host, pid = math.tointeger(tonumber(pid)) } or nil
end

return M
