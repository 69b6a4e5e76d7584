-- Decides whether a request that failed may be sent again, and when.
-- A write is repeated only if it was certainly not carried out, or if the API itself refuses a duplicate.
local failure = require "failure"
local task = require "task"
local world = require "world"

local M = {}

local FIRST_DELAY <const> = 0.2
local LONGEST_DELAY <const> = 10
local LONGEST_RETRY_AFTER <const> = 60

-- Failures of the transport that another attempt cannot mend.
local FINAL_CODES <const> = { tls = true, url = true, body_too_large = true, cancelled = true, proxy = true }

--- Seconds that the server asks us to stay away, from the header or from the Status.
---@param err table failure
---@return number|nil
function M.retry_after(err)
  local header = err.headers and tonumber(err.headers["retry-after"])
  local details = err.details
  return err.retry_after or header or (type(details) == "table" and tonumber(details.retryAfterSeconds)) or nil
end

--- The pause before attempt `n + 1`: exponential with full jitter, never shorter than what the server asked for.
---@param n integer attempts made so far
---@param err table|nil failure of the last one
---@return number seconds
function M.delay(n, err)
  local most = math.min(LONGEST_DELAY, FIRST_DELAY * 2 ^ n)
  local wait = most * (0.5 + world.random_float() / 2)
  local asked = err and M.retry_after(err)
  return asked and asked + wait / 4 or wait
end

-- Some 500s say plainly that nothing was stored: a webhook that cannot be called may answer later; an object that does
-- not fit its schema (server-side apply reports that so) never will.
local PLAIN_500 <const> = {
  { "failed calling webhook", "not done" }, { "failed to create typed patch object", "final" },
  { "more than one PodDisruptionBudget", "final" },
}

local function plain_500(err)
  for _, known in ipairs(PLAIN_500) do
    if tostring(err.message):find(known[1], 1, true) then return known[2] end
  end
end

--- What a failed attempt means: "not done" (certainly not carried out), "unclear", or "final" (a clear answer).
---@param err table failure
---@return string
function M.judge(err)
  local status = tonumber(err.status)
  if not status then
    if FINAL_CODES[err.code] then return err.sent and "unclear" or "final" end
    return err.sent == false and "not done" or "unclear"
  end
  if status == 429 then return "not done" end
  if status >= 500 and status ~= 501 then return plain_500(err) or "unclear" end
  return "final"
end

local function may_repeat(err, verdict, call)
  if verdict == "final" or FINAL_CODES[err.code] then return false end
  if call.final and call.final(err) then return false end
  if (M.retry_after(err) or 0) > LONGEST_RETRY_AFTER then return false end
  return verdict == "not done" or call.repeatable
end

--- Runs `attempt(n)` until it answers, fails for good, or `patience` seconds have passed.
--- `call.repeatable` = a second identical request does no harm; `call.final(err)` = do not repeat after this answer.
---@param call table
---@param patience number seconds
---@param attempt fun(n: integer): table|nil, table|nil
---@return table|nil answer, table|nil failure (`outcome = "unknown"`: a write that may have been carried out)
function M.run(call, patience, attempt)
  local started, unclear = world.monotonic(), false
  for n = 1, math.huge do
    local answer, err = attempt(n)
    if answer then return answer end
    if not failure.is(err) then error(err, 0) end
    local verdict = M.judge(err)
    unclear = unclear or verdict == "unclear" and not (call.final and call.final(err))
    local wait = M.delay(n, err)
    if not may_repeat(err, verdict, call) or world.monotonic() - started + wait > patience then
      -- A conflict after an unclear attempt may be the trace of that very attempt.
      if unclear and call.mutating and (verdict ~= "final" or err.status == 409) then err.outcome = "unknown" end
      err.attempts = n
      return nil, err
    end
    task.sleep(wait)
  end
end

return M
