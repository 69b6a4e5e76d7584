-- Waiting: look at once, then at growing intervals with jitter, and tell what is awaited and for how long.
-- The jitter keeps many runs from asking in step; the growth keeps a long wait from costing requests.
local failure = require "failure"
local lock = require "playbook.lock"
local task = require "task"

-- Much is there within a second; what is not is asked for less and less often.
local FIRST_PAUSE <const> = 0.1

local M = {}

---@class playbook.Wait
---@field what string       what is awaited: "3 nodes Ready"
---@field look fun(): any, string|nil  the awaited value, or nil/false and how it stands now
---@field timeout number|nil seconds (default 600)
---@field every number|nil  the longest pause in seconds (default 15)
---@field resource table|nil

---Looks until there is a value; raises a failure `timeout` that says what was awaited and how it stood last.
---@param run table
---@param wait playbook.Wait
---@return any
function M.until_there(run, wait)
  local limit, longest = wait.timeout or 600, wait.every or 15
  local begun, pause = task.now(), math.min(FIRST_PAUSE, longest)
  local told, before = false, nil
  while true do
    local value, state = wait.look()
    local seconds = task.now() - begun
    if value then
      if told then
        run:emit { event = "progress", phase = "end", what = wait.what, seconds = seconds, resource = wait.resource }
      end
      return value, seconds
    end
    if seconds >= limit then
      if told then
        run:emit { event = "progress", phase = "end", what = wait.what, seconds = seconds, failed = true,
          resource = wait.resource }
      end
      failure.raise { code = "timeout", message = ("waited %d s for %s%s"):format(math.floor(seconds), wait.what,
        state and "; it still stands at: " .. tostring(state) or ""), hint = wait.remedy
        or "look at it; then run the same command again: it goes on where it stopped" }
    end
    run:emit { event = "progress", phase = told and "look" or "begin", what = wait.what,
      state = state and tostring(state) or nil, seconds = seconds, timeout = limit, resource = wait.resource }
    if told and state ~= before then pause = math.min(pause, 1) end -- what moves is soon there
    told, before = true, state
    local jittered = pause * (0.8 + 0.4 * run.random())
    task.sleep(math.max(0, math.min(jittered, limit - seconds)))
    lock.renew(run)
    pause = math.min(pause * 1.6, longest)
  end
end

---Looks again and again for a while, for an answer that never came; nil when it is not there.
---@param run table
---@param look fun(): any
---@param seconds number
function M.settle(run, look, seconds)
  local begun, pause = task.now(), 1
  while true do
    local value = look()
    local left = begun + seconds - task.now()
    if value or left <= 0 then return value or nil end
    task.sleep(math.min(pause * (0.8 + 0.4 * run.random()), left))
    lock.renew(run)
    pause = math.min(pause * 1.6, 8)
  end
end

return M
