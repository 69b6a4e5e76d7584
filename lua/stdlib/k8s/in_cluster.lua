-- The connection of a pod to its own cluster, from the service account that is mounted into it.
local failure = require "failure"
local kubeconfig_user = require "k8s.kubeconfig_user"
local world = require "world"

local M = {}

local FOLDER <const> = "/var/run/secrets/kubernetes.io/serviceaccount/"

--- The pod's cluster, or nil when this process does not run in a pod.
---@return table|nil `{conn=, credential=, namespace=, source=}`
function M.connection()
  local host, port = world.getenv("KUBERNETES_SERVICE_HOST"), world.getenv("KUBERNETES_SERVICE_PORT")
  if not host or host == "" or not world.stat(FOLDER .. "token") then return nil end
  local ca, missing = world.read_file(FOLDER .. "ca.crt")
  if not ca then
    failure.raise {
      code = "InCluster", service = "kubernetes", message = "could not read the cluster's CA: " .. missing.message,
      hint = "the pod's service account must be mounted (automountServiceAccountToken)",
    }
  end
  local namespace = world.read_file(FOLDER .. "namespace")
  if host:find(":", 1, true) then host = "[" .. host .. "]" end
  return {
    conn = { server = ("https://%s:%s"):format(host, port or "443"), ca = ca },
    credential = kubeconfig_user.token_file(FOLDER .. "token", "the pod's service account"),
    namespace = namespace and namespace:match("^%s*(.-)%s*$"),
    source = "in-cluster configuration", ca_source = FOLDER .. "ca.crt",
  }
end

return M
