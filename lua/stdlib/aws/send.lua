-- One attempt: sign, send, and read the answer. Nothing is decided here about repeating.
local errors = require "aws.errors"
local failure = require "failure"
local json = require "json"
local secret = require "secret"
local sign = require "aws.sign"
local wire = require "wire"
local world = require "world"

local M = {}

local hidden_headers = { authorization = true, ["x-amz-security-token"] = true, ["x-amz-sso_bearer_token"] = true }

local function masked_headers(headers)
  local shown = {}
  for name, value in pairs(headers) do
    shown[name] = (hidden_headers[name:lower()] or secret.is(value)) and "<secret>" or value
  end
  return shown
end

-- The text of an answer without what the model calls sensitive.
local function masked_body(operation, body)
  if operation.secret or secret.is(body) then return "<secret>" end
  for _, name in ipairs(operation.mask or {}) do
    body = body:gsub("(<" .. name .. ">)[^<]*", "%1<secret>")
    -- Up to a quote without a backslash: that may hide more than the value, never less.
    body = body:gsub('("' .. name .. '"%s*:%s*)".-[^\\]"', '%1"<secret>"')
  end
  return body
end

-- The headers to send; nil and the failure when there are no credentials.
local function signed(client, operation, request)
  if operation.unsigned then return request.headers end
  local good, keys = pcall(client.credentials.get, client.credentials)
  if not good then
    if not failure.is(keys) or keys.code == "cancelled" then error(keys, 0) end
    keys.sent, keys.before_sending = false, true
    return nil, keys
  end
  return sign.headers(request, {
    service = client.model.signing, region = client.endpoint.signing_region, credentials = keys,
    time = world.now() + client.clock.offset,
  })
end

local function transmit(client, operation, call, request, headers, attempt)
  wire.trace({ phase = "request", call = call, method = request.method, url = request.url, attempt = attempt },
    function(event)
      event.headers, event.body = masked_headers(headers), json.encode(call.params, { sort = true })
    end)
  local started = world.monotonic()
  local response, err = world.request {
    method = request.method, url = request.url, headers = headers, body = request.body,
    connect_timeout = client.connect_timeout, idle_timeout = client.idle_timeout,
    max_body = 64 * 1024 * 1024, tls = rawget(client, "tls"), secret_body = operation.secret ~= nil,
  }
  wire.trace({
    phase = "answer", call = call, method = request.method, url = request.url, attempt = attempt,
    status = response and response.status, seconds = world.monotonic() - started, error = err,
  }, function(event)
    if not response then return end
    event.headers, event.body = masked_headers(response.headers), masked_body(operation, response.body)
  end)
  return response, err
end

---@param client table
---@param operation table
---@param call wire.call
---@param request table {method=, url=, headers=, body=}
---@param attempt integer
---@return table|nil answer, table|nil failure
function M.attempt(client, operation, call, request, attempt)
  local headers, unsigned = signed(client, operation, request)
  if not headers then return nil, unsigned end
  local response, err = transmit(client, operation, call, request, headers, attempt)
  if not response then return nil, errors.unanswered(client, operation, err) end
  if response.status < 200 or response.status >= 300 then return nil, errors.refused(client, operation, response) end
  local answer, bad = client.parse.answer(client.model, operation, response)
  if not answer then return nil, errors.unreadable(client, operation, bad, response) end
  return answer
end

return M
