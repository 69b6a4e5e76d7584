-- Turns a user entry of a kubeconfig into a credential: token, token file, client certificate, password or plugin.
-- `aws eks get-token` is recognised and its token made natively, so no aws CLI is needed.
local aws_command = require "k8s.aws_command"
local credential = require "k8s.credential"
local exec_plugin = require "k8s.exec_plugin"
local failure = require "failure"
local kubeconfig = require "k8s.kubeconfig"
local secret = require "secret"
local world = require "world"

local M = {}

local TOKEN_FILE_SECONDS <const> = 60 -- a mounted token rotates: read it again this often

local function fail(message, hint)
  failure.raise { code = "Kubeconfig", message = message, hint = hint, service = "kubernetes" }
end

--- A credential that follows a token file; `fallback` serves while the file cannot be read.
---@param path string
---@param source string
---@param fallback userdata|nil
---@return table
function M.token_file(path, source, fallback)
  return credential.renewing(source, function()
    local text, missing = world.read_file(path, { secret = true })
    if not text and not fallback then
      fail(("could not read the token file %s: %s"):format(path, missing.message), "check the path and its permissions")
    end
    return { token = text and secret.trim(text) or fallback, renew_at = world.now() + TOKEN_FILE_SECONDS }
  end)
end

local function certificate_of(entry, source)
  local cert, key = kubeconfig.bytes(entry, "client-certificate"), kubeconfig.bytes(entry, "client-key")
  if cert and not key or key and not cert then
    fail(("%s has a client %s without its %s"):format(source, cert and "certificate" or "key",
      cert and "key" or "certificate"), "give both client-certificate and client-key")
  end
  return cert and { cert = cert, key = key } or nil
end

local function from_exec(entry, source, cluster)
  local command = aws_command.recognise(entry.value.exec)
  if command then return aws_command.credential(command, source) end
  return exec_plugin.credential(entry, source, cluster)
end

-- Everything but a client certificate, which may come on top.
local function from_words(entry, source, cluster)
  local user = entry.value
  local token = kubeconfig.given(user.token)
  if type(user.exec) == "table" then return from_exec(entry, source, cluster) end
  if kubeconfig.given(user.tokenFile) then
    local path = kubeconfig.resolve(entry, user.tokenFile)
    return M.token_file(path, ("token file %s of %s"):format(path, source), token)
  end
  if token then return credential.fixed("token of " .. source, { token = token }) end
  if kubeconfig.given(user.username) then
    return credential.fixed("password of " .. source, { user = user.username, password = user.password or "" })
  end
end

--- The credential of a user entry; `cluster` goes to plugins that ask for it.
---@param entry table|nil from `kubeconfig.select`; nil is nobody
---@param context string
---@param cluster table the cluster entry
---@return table
function M.credential(entry, context, cluster)
  if not entry then return credential.fixed(("context '%s', which names no user"):format(context), {}) end
  local source = ("user '%s' in %s"):format(entry.name, entry.file)
  local provider = entry.value["auth-provider"]
  if type(provider) == "table" then
    fail(("%s uses auth-provider '%s', which Kubernetes has removed"):format(source, tostring(provider.name)),
      "use an exec plugin instead, as kubectl 1.26 and newer ask")
  end
  local certificate = certificate_of(entry, source)
  local found = from_words(entry, source, cluster)
  if found then
    found.always = certificate or {}
    return found
  end
  if certificate then
    local by_certificate = credential.fixed("client certificate of " .. source, certificate)
    by_certificate.remedy = "the client certificate may have expired or be for another cluster: renew the kubeconfig"
    return by_certificate
  end
  return credential.fixed(source .. ", which holds no credentials", {})
end

return M
