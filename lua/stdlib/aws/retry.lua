-- When a request is sent again, and how long after: the "standard" mode of the SDKs ("adaptive" counts as that, without
-- its rate limit in the client). What may be repeated at all is decided first: a write that the service cannot
-- recognise is never repeated after an unclear answer.
local failure = require "failure"
local wire = require "wire"
local world = require "world"

local M = {}

local function set(text)
  local words = {}
  for word in text:gmatch("%S+") do words[word] = true end
  return words
end

local throttling = set [[
  Throttling ThrottlingException ThrottledException RequestThrottledException RequestThrottled TooManyRequestsException
  ProvisionedThroughputExceededException TransactionInProgressException RequestLimitExceeded BandwidthLimitExceeded
  LimitExceededException SlowDown PriorRequestNotComplete EC2ThrottledException
]]
local transient = set "RequestTimeout RequestTimeoutException IDPCommunicationError"
local skewed = set "RequestExpired RequestInTheFuture RequestTimeTooSkewed"
local perhaps_skewed = set "InvalidSignatureException SignatureDoesNotMatch AuthFailure"
local expired = set "ExpiredToken ExpiredTokenException"
local unreached = set "dns connect connect_timeout idle_timeout timeout closed proxy"
local slow = set "connect_timeout idle_timeout timeout RequestTimeout RequestTimeoutException"

M.throttling = throttling

local clock_tolerance <const> = 240 -- seconds; within it a refused signature has another cause

---What kind of failure this is: "throttled", "skew", "expired", "transient", or nil when it is final.
---@param err table failure of one attempt
---@param clock table {offset=} of the endpoint
---@return string|nil
function M.kind(err, clock)
  local code = err.code
  if err.before_sending then return nil end
  if throttling[code] or err.throttling or err.status == 429 then return "throttled" end
  if skewed[code] then return "skew" end
  if perhaps_skewed[code] and math.abs((err.clock_offset or 0) - clock.offset) > clock_tolerance then return "skew" end
  if expired[code] then return "expired" end
  if transient[code] or unreached[code] or err.retryable then return "transient" end
  local status = err.status
  if status == 500 or status == 502 or status == 503 or status == 504 then return "transient" end
end

---Whether it is unclear what the service did: the request may have arrived, and no refusal came back.
---@param err table
---@param kind string|nil
---@return boolean
function M.unclear(err, kind)
  if kind == "throttled" or err.sent == false then return false end
  if err.status then
    return err.status >= 500 or err.status < 300 or transient[err.code] == true
  end
  return err.sent == true or unreached[err.code] == true
end

---@class aws.retry
local Policy = {}
Policy.__index = Policy

local modes = { standard = 3, adaptive = 3, legacy = 5 }

---@param config aws.config
---@return aws.retry
function M.new(config)
  local attempts = modes[config.retry_mode]
  if not attempts then
    failure.raise { code = "ConfigMalformed", hint = "correct or unset it",
      message = ("the retry mode '%s' (%s) is not one of standard, adaptive, legacy"):format(config.retry_mode,
        config.retry_source) }
  end
  return setmetatable({
    attempts = config.max_attempts or attempts, quota = 500,
    new_rules = (world.getenv("AWS_NEW_RETRIES_2026") or ""):lower() == "true",
  }, Policy)
end

function Policy:cost(kind, err)
  if self.new_rules then return kind == "throttled" and 5 or 14 end
  return slow[err.code] and 10 or 5
end

function Policy:delay(kind, err, attempt)
  local base = 1
  if self.new_rules and kind ~= "throttled" then base = 0.05 end
  local delay = world.random_float() * math.min(base * 2 ^ (attempt - 1), 20)
  local asked = tonumber(err.retry_after_ms)
  if asked then delay = math.min(math.max(asked / 1000, delay), delay + 5) end
  return delay
end

-- Seconds to wait before the next attempt; nil and why when there is none.
function Policy:next(kind, err, attempt)
  if attempt >= self.attempts then return nil, ("%d attempts made"):format(attempt) end
  local cost = self:cost(kind, err)
  if self.quota < cost then return nil, "the retry quota is used up" end
  self.quota, self.spent = self.quota - cost, cost
  return self:delay(kind, err, attempt)
end

function Policy:succeeded(attempt)
  self.quota = math.min(500, self.quota + (attempt == 1 and 1 or self.spent or 0))
end

-- Sets right what made the service refuse; true if a repetition now makes sense.
local function repair(kind, err, client)
  if kind == "skew" then
    if not err.clock_offset or math.abs(err.clock_offset - client.clock.offset) < 1 then return false end
    client.clock.offset = err.clock_offset
  elseif kind == "expired" then
    return client.credentials.renew ~= nil and client.credentials:renew()
  end
  return true
end

---Performs attempts until one succeeds or must not be repeated.
---@param client table {retry=, clock=, credentials=}
---@param call wire.call
---@param attempt_once fun(attempt: integer): any|nil, table|nil
---@return any|nil answer, table|nil failure
function M.run(client, call, attempt_once)
  local policy, repaired = client.retry, {}
  for attempt = 1, math.huge do
    local answer, err = attempt_once(attempt)
    if answer ~= nil then
      policy:succeeded(attempt)
      return answer
    end
    local kind = M.kind(err, client.clock)
    err.attempts, err.retryable = attempt, kind == "transient" or kind == "throttled"
    if call.mutating and not call.tokened and M.unclear(err, kind) then
      err.outcome, err.retryable = "unknown", false
      return nil, err
    end
    local delay, why
    if kind == "skew" or kind == "expired" then
      delay = not repaired[kind] and repair(kind, err, client) and 0 or nil
      repaired[kind] = true
    elseif kind then
      delay, why = policy:next(kind, err, attempt)
    end
    if not delay then
      if call.mutating and kind ~= "throttled" and M.unclear(err, kind) then err.outcome = "unknown" end
      err.gave_up = why
      return nil, err
    end
    wire.trace { phase = "retry", call = call, attempt = attempt, delay = delay, error = err, reason = kind }
    if delay > 0 then world.sleep(delay) end
  end
end

return M
