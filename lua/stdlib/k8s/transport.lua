-- Sends one call of the client: a valid credential, the gate and trace of the run, repeats, and failures in words.
local explain = require "k8s.explain"
local failure = require "failure"
local json = require "json"
local kube = require "kube"
local retry = require "k8s.retry"
local wire = require "wire"
local world = require "world"

local M = {}

-- A server that has answered before is waited for; one that never did is reported soon.
local PATIENCE_KNOWN <const> = 40
local PATIENCE_FIRST <const> = 3
local TIMEOUT <const> = 60

local function request_of(call)
  return {
    method = call.method, path = call.path, query = call.query, body = call.body, patch = call.patch,
    headers = call.headers, stream = call.stream, timeout = call.timeout or not call.stream and TIMEOUT or nil,
    idle_timeout = call.idle_timeout, skip_managed_fields = call.skip_managed_fields,
  }
end

-- What Secrets hold, and tokens that are asked for, are nobody's business in a trace or a journal.
local function is_confidential(call)
  return call.path:find("/secrets", 1, true) ~= nil or call.path:find("/token", 1, true) ~= nil
end

local function wire_call(call)
  return {
    client = "k8s", service = "kubernetes", operation = call.method, object = call.path,
    mutating = call.mutating or false, tokened = call.repeatable or false,
    params = { query = call.query, body = not is_confidential(call) and call.body or nil },
  }
end

local function body_text(call, body)
  if is_confidential(call) then return "<masked>" end
  if type(body) == "table" then return json.encode(body) end
  return type(body) == "string" and body or nil
end

-- A refused watch comes as a stream too: read what it says.
local function refusal_of(answer)
  local stream <close> = answer.stream
  local parts, size = {}, 0
  for chunk in function() return stream:read() end do
    parts[#parts + 1], size = chunk, size + #chunk
    if size > 65536 then break end
  end
  local text = table.concat(parts)
  local status = json.decode(text)
  status = type(status) == "table" and status or {}
  return failure.new {
    code = status.reason or "HTTP", status = answer.status, details = status.details, headers = answer.headers,
    message = status.message or ("the server answered %d: %s"):format(answer.status, text:sub(1, 200)), sent = true,
  }
end

-- The URL as people read it: parameters in a settled order, not encoded.
local function shown_url(client, call)
  local parts = {}
  for name, value in pairs(call.query or {}) do parts[#parts + 1] = ("%s=%s"):format(name, tostring(value)) end
  table.sort(parts)
  return client.server .. call.path .. (#parts > 0 and "?" .. table.concat(parts, "&") or "")
end

-- One request on the wire, traced.
local function exchange(client, call, as_wire, request, n)
  client.credential:renew(client.conn)
  local event = {
    phase = "request", call = as_wire, attempt = n, method = call.method, url = shown_url(client, call),
    query = call.query,
  }
  wire.trace(event, function(e) e.body = body_text(call, call.body) end)
  local started = world.monotonic()
  local answer, err = kube.request(client.conn, request)
  if answer and call.stream and answer.status >= 400 then answer, err = nil, refusal_of(answer) end
  wire.trace({
    phase = "answer", call = as_wire, attempt = n, method = event.method, url = event.url, error = err,
    status = (answer or err).status, seconds = world.monotonic() - started,
  }, function(e) e.body = answer and body_text(call, answer.body) end)
  return answer, err
end

-- A refused token is made anew once: 401 means that nothing was carried out.
local function attempt(client, call, as_wire, request, n)
  local answer, err = exchange(client, call, as_wire, request, n)
  if not answer and err.status == 401 and client.credential:forget() then
    answer, err = exchange(client, call, as_wire, request, n)
  end
  if not answer or call.stream or call.raw or type(answer.body) == "table" then return answer, err end
  -- Kubernetes answers in JSON; a login page or a load balancer does not.
  return nil, failure.new {
    code = "NotKubernetes", status = answer.status, body = answer.body,
    message = ("the answer is not a Kubernetes object but %s"):format(answer.headers["content-type"] or "plain text"),
  }
end

--- Sends a call `{does=, method=, path=, query=, body=, patch=, mutating=, repeatable=, final=, stream=, raw=}`.
--- `does` says in words what is attempted. Returns the answer, or nil and a failure.
---@param client table
---@param call table
---@return table|nil answer, table|nil failure
function M.try(client, call)
  if call.method == "GET" then call.repeatable = true end
  local request, as_wire = request_of(call), wire_call(call)
  local answer, err = wire.send(as_wire, function()
    local patience = call.patience or client.reached and PATIENCE_KNOWN or PATIENCE_FIRST
    local answer, err = retry.run(call, patience, function(n) return attempt(client, call, as_wire, request, n) end)
    if answer then return answer end
    return nil, explain.failure(err, call, client)
  end)
  if answer or err.status then client.reached = true end
  return answer, err
end

--- The same, but raises the failure.
---@param client table
---@param call table
---@return table answer
function M.send(client, call)
  local answer, err = M.try(client, call)
  if not answer then error(err, 0) end
  return answer
end

return M
