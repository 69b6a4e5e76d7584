-- Runs a credential plugin of a kubeconfig (ExecCredential v1 and v1beta1) and keeps what it answers until it expires.
local credential = require "k8s.credential"
local failure = require "failure"
local json = require "json"
local kubeconfig = require "k8s.kubeconfig"
local time = require "aws.time"
local world = require "world"

local M = {}

local GROUP <const> = "client.authentication.k8s.io/"
local VERSIONS <const> = { [GROUP .. "v1"] = true, [GROUP .. "v1beta1"] = true }
local TIMEOUT <const> = 60
local EARLY <const> = 30 -- seconds before the expiry at which a new one is asked for

local function fail(plugin, message, hint)
  failure.raise {
    code = "CredentialPlugin", service = "kubernetes", hint = hint,
    message = ("credential plugin '%s' of %s %s"):format(plugin.command, plugin.source, message),
  }
end

-- What the plugin is told about the cluster, when it asks with provideClusterInfo.
local function cluster_info(cluster)
  local value, info = cluster.value, {}
  for _, name in ipairs { "server", "tls-server-name", "insecure-skip-tls-verify", "certificate-authority-data",
    "proxy-url", "disable-compression" } do
    info[name] = value[name]
  end
  for _, extension in ipairs(type(value.extensions) == "table" and value.extensions or {}) do
    if extension.name == GROUP .. "exec" then info.config = extension.extension end
  end
  return info
end

local function environment(plugin, cluster)
  local env = {}
  for name, value in pairs(world.environ()) do env[name] = value end
  for _, pair in ipairs(type(plugin.exec.env) == "table" and plugin.exec.env or {}) do
    env[pair.name] = tostring(pair.value)
  end
  env.KUBERNETES_EXEC_INFO = json.encode {
    apiVersion = plugin.exec.apiVersion, kind = "ExecCredential",
    spec = { interactive = false, cluster = plugin.exec.provideClusterInfo and cluster_info(cluster) or nil },
  }
  return env
end

local function parse(plugin, output)
  local answer, bad = json.decode(output, { secret = { "token", "clientKeyData" } })
  if bad or type(answer) ~= "table" then
    fail(plugin, "did not print an ExecCredential in JSON: " .. (bad and bad.message or "no object"),
      "run it by hand and look at what it prints")
  end
  if answer.apiVersion ~= plugin.exec.apiVersion then
    fail(plugin, ("answered with apiVersion %s, but the kubeconfig says %s"):format(tostring(answer.apiVersion),
      plugin.exec.apiVersion), "make them equal: `kubectl` refuses this as well")
  end
  local status = type(answer.status) == "table" and answer.status or {}
  if not status.token and not (status.clientCertificateData and status.clientKeyData) then
    fail(plugin, "gave neither a token nor a certificate with its key", "run it by hand and look at what it prints")
  end
  local expires = type(status.expirationTimestamp) == "string" and time.parse(status.expirationTimestamp)
  return {
    token = status.token, cert = status.clientCertificateData, key = status.clientKeyData,
    renew_at = expires and expires - EARLY or nil,
  }
end

local function run(plugin, cluster)
  local argv = { plugin.program }
  local args = type(plugin.exec.args) == "table" and plugin.exec.args or {}
  for _, arg in ipairs(args) do argv[#argv + 1] = tostring(arg) end
  local result, err = world.run(argv, { env = environment(plugin, cluster), secret = true, timeout = TIMEOUT })
  if not result then
    fail(plugin, "could not be run: " .. err.message, plugin.exec.installHint or "is it installed and in PATH?")
  end
  if result.status ~= 0 then
    local said = (result.stderr or ""):gsub("%s+$", "")
    fail(plugin, ("ended with status %d%s"):format(result.status, said ~= "" and ": " .. said or ""),
      plugin.exec.installHint or "run it by hand; often a login has expired")
  end
  return parse(plugin, result.stdout)
end

--- A credential that runs the plugin of a user entry whenever its last answer has expired.
---@param entry table user entry of a kubeconfig
---@param source string
---@param cluster table cluster entry
---@return table
function M.credential(entry, source, cluster)
  local exec = entry.value.exec
  local plugin = { exec = exec, command = tostring(exec.command), source = source }
  if type(exec.command) ~= "string" or exec.command == "" then fail(plugin, "has no command", "name one in `exec`") end
  if not VERSIONS[exec.apiVersion] then
    fail(plugin, ("wants apiVersion %s"):format(tostring(exec.apiVersion)),
      ("set it to %sv1beta1 or %sv1 (v1alpha1 was removed in Kubernetes 1.24)"):format(GROUP, GROUP))
  end
  if exec.interactiveMode == "Always" then
    fail(plugin, "wants to ask questions on a terminal", "log in with it first, then set interactiveMode: IfAvailable")
  end
  plugin.program = exec.command:find("/", 1, true) and kubeconfig.resolve(entry, exec.command) or exec.command
  return credential.renewing(("plugin '%s' of %s"):format(exec.command, source), function()
    return run(plugin, cluster)
  end)
end

return M
