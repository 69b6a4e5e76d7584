-- Turns a failed call into a message for people: what was attempted, what the server said, what to do next.
local M = {}

local TRANSPORT <const> = {
  dns = "the name of the API server does not resolve", connect = "the API server cannot be reached",
  connect_timeout = "the API server cannot be reached", timeout = "the API server did not answer in time",
  idle_timeout = "the API server fell silent", closed = "the connection broke", tls = "TLS failed",
  proxy = "the proxy failed",
}

local function endpoint_hint(client)
  if client.reach then return client.reach end
  if client.server:find("%.eks%.amazonaws%.com") then
    return "is the endpoint private (then run this from its VPC, a VPN or a bastion), or limited to other addresses?"
  end
  return "check the server of " .. client.source .. ", the network and the proxy settings"
end

local function tls_hint(client, message)
  if message:find("expired", 1, true) then
    return "a certificate has expired: compare the clocks, then renew it (" .. client.credential.source .. ")"
  end
  local ca = client.ca_source and ("the CA comes from " .. client.ca_source)
    or "no CA is given, so the system's is used"
  return ca .. "; if the cluster was made anew, fetch its data again (aws eks update-kubeconfig); if it is reached "
    .. "under another name, set tls-server-name"
end

local function transport(err, client)
  local said = TRANSPORT[err.code] or err.line and "the answer is not valid JSON" or "the request failed"
  err.message = ("%s at %s: %s"):format(said, client.server, err.message)
  err.hint = err.hint or err.code == "tls" and tls_hint(client, err.message) or endpoint_hint(client)
end

local function unauthorized(err, client)
  err.message = ("the server does not accept the identity (%s): %s"):format(client.credential.source, err.message)
  err.hint = client.credential.remedy or "the token may have expired or been revoked: log in again"
end

-- 'User "jo" cannot get resource "pods" in API group "" in the namespace "shop"'
local function forbidden(err)
  local who, verb, resource, group = err.message:match('User "(.-)" cannot (%S+) resource "(.-)" in API group "(.-)"')
  if not who then return end
  if who == "system:anonymous" then
    err.hint = "the request carried no identity: does the user entry hold a token or certificate?"
    return
  end
  local namespace = err.message:match('in the namespace "(.-)"')
  err.hint = ("%s needs verb `%s` on `%s`%s%s: a Role or ClusterRole with a binding (EKS: or an access policy)"):format(
    who, verb, resource, group ~= "" and " of API group `" .. group .. "`" or "",
    namespace and " in namespace `" .. namespace .. "`" or "")
end

local function unsupported(err, call)
  if call.patch == "strategic" then
    err.hint = "custom resources take no strategic merge patch: use type = \"merge\", \"json\" or apply"
  end
end

local function internal(err)
  local webhook = err.message:match('failed calling webhook "(.-)"')
  if webhook then
    err.hint = ("admission webhook %s could not be called, nothing was written: are its pods running, and can the "
      .. "control plane reach their addresses?"):format(webhook)
  elseif err.message:find("field not declared in schema", 1, true) then
    err.hint = "the server knows no such field: look for a misspelling, or for a field of another version"
  end
end

-- Kubernetes refuses with a Status object, which has a reason; a web page or another service's error has none.
local function not_kubernetes(err, client)
  local body = type(err.body) == "string" and err.body or err.message
  if body:find("^%s*<") or body:find("<html", 1, true) or body:find("<!", 1, true) then err.code = "NotKubernetes" end
  if err.code == "NotKubernetes" or err.code == "HTTP" and err.status < 500 then
    err.hint = ("is %s really a Kubernetes API server, or a proxy or login page in between? (%s)"):format(client.server,
      client.source)
  end
end

local BY_STATUS <const> = {
  [401] = function(err, _, client) unauthorized(err, client) end,
  [403] = forbidden, [415] = unsupported, [500] = internal,
}

--- Completes a failure in place.
---@param err table
---@param call table
---@param client table
---@return table the same failure
function M.failure(err, call, client)
  if err.code == "cancelled" then return err end
  err.service, err.operation = "kubernetes", call.method .. " " .. call.path
  err.object = call.object
  err.message = tostring(err.message)
  if not err.status then
    transport(err, client)
  else
    not_kubernetes(err, client)
    local by_status = BY_STATUS[err.status]
    if by_status and not err.hint then by_status(err, call, client) end
  end
  err.message = ("could not %s: %s"):format(call.does, err.message)
  if err.outcome == "unknown" then
    err.message = err.message .. "; whether it was carried out is not known"
    err.hint = "read the object before trying again" .. (err.hint and "; " .. err.hint or "")
  end
  return err
end

return M
