-- What to do about a failure, in one sentence that names what is in use here.
local M = {}

local function who(client)
  local source = client.credentials.source
  return source and ("the credentials in use (%s)"):format(source) or "the credentials in use"
end

local function clock(_, err)
  local offset = err.clock_offset
  if not offset then return "the time of this machine may be wrong: check its clock" end
  return ("the clock of this machine is %.0f s %s the service's: set it (NTP)"):format(math.abs(offset),
    offset > 0 and "behind" or "ahead of")
end

local function permission(client, err)
  local action = client.model.signing .. ":" .. err.operation
  return ("%s may not do this: allow the IAM action %s, or use another profile or role"):format(who(client), action)
end

local function expired(client)
  return ("%s have expired: sign in again or renew them, then run the same command again"):format(who(client))
end

local function elsewhere(client)
  local partition = client.endpoint.partition.name
  return ("%s are not known in %s (%s): accounts of aws, aws-cn and aws-us-gov are separate, a region may have to be "
    .. "enabled for the account, and temporary keys need their session token"):format(who(client),
    client.region or "this region", partition)
end

local function signature(client, err)
  if err.clock_offset and math.abs(err.clock_offset) > 240 then return clock(client, err) end
  return ("the secret key of %s does not fit its key id, or a proxy changed the request"):format(who(client))
end

local function unreached(client, err)
  local endpoint = client.endpoint
  local from = endpoint.override and ("it is set by %s"):format(endpoint.source)
    or ("it follows from %s"):format(endpoint.source)
  if err.code == "tls" and err.message:lower():find "certificate" then
    return ("the certificate of %s was not accepted (%s): set AWS_CA_BUNDLE if a private CA issued it")
      :format(endpoint.url, from)
  elseif err.code == "tls" then
    return ("%s may not speak TLS at all: is it http instead of https? %s"):format(endpoint.url, from)
  end
  return ("check that %s can be reached from here (network, proxy, VPN); %s"):format(endpoint.url, from)
end

local function slow_down()
  return "the service limits the rate of requests: wait a minute, or raise AWS_MAX_ATTEMPTS"
end

local function redirected(client)
  return ("the endpoint %s (%s) is not the service itself"):format(client.endpoint.url, client.endpoint.source)
end

local by_code = {
  UnauthorizedOperation = permission, AccessDenied = permission, AccessDeniedException = permission,
  ExpiredToken = expired, ExpiredTokenException = expired,
  RequestExpired = clock, RequestInTheFuture = clock, RequestTimeTooSkewed = clock,
  SignatureDoesNotMatch = signature, InvalidSignatureException = signature,
  AuthFailure = elsewhere, InvalidClientTokenId = elsewhere, UnrecognizedClientException = elsewhere,
  OptInRequired = elsewhere,
  dns = unreached, connect = unreached, tls = unreached, timeout = unreached, connect_timeout = unreached,
  idle_timeout = unreached, closed = unreached, proxy = unreached,
  Throttling = slow_down, ThrottlingException = slow_down, RequestLimitExceeded = slow_down,
  DryRunOperation = function() return "the call would have been allowed" end,
  Redirected = redirected,
}

---Adds `hint` to a failure: what to do about it, and which values the model had doubts about.
---@param client table
---@param err table
---@param doubts string[]|nil
---@return table failure the same
function M.add(client, err, doubts)
  local advice = by_code[err.code]
  if advice and not err.hint then err.hint = advice(client, err) end
  if err.code == "AuthFailure" and err.clock_offset and math.abs(err.clock_offset) > 240 then
    err.hint = clock(client, err)
  end
  if doubts and #doubts > 0 and err.status and err.status < 500 then
    local text = table.concat(doubts, "; ")
    err.hint = err.hint and err.hint .. "; " .. text or text
  end
  if not err.hint and err.retryable and err.status and err.status >= 500 then
    err.hint = ("the service failed %d times in a row: run the same command again in a few minutes; if it lasts, see "
      .. "AWS's health page, and give its support the request id"):format(err.attempts or 1)
  end
  if err.outcome == "unknown" then
    local look = "it is not known whether this was done: look before repeating it"
    err.hint = err.hint and look .. "; " .. err.hint or look
  end
  return err
end

return M
