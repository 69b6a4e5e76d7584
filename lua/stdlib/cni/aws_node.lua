-- The DaemonSet aws-node as it runs: its container, image, environment, who owns it, how far its rollout is.
local eks = require "eks.addon"
local fields = require "cni.fields"
local failure = require "failure"
local version = require "cni.version"

local M = {}

M.NAMESPACE, M.NAME, M.ADDON = "kube-system", "aws-node", "vpc-cni"
M.FLAG, M.LABEL = "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "ENI_CONFIG_LABEL_DEF"

---@param cluster table
---@return table|nil the DaemonSet
function M.daemon_set(cluster)
  return cluster.kube:get("daemonsets.apps", M.NAME, { namespace = M.NAMESPACE }) or nil
end

---The container aws-node, found by its name; others stand beside it since 1.14.
---@param daemon_set table
---@return table
function M.container(daemon_set)
  for _, container in ipairs(daemon_set.spec.template.spec.containers) do
    if container.name == M.NAME then return container end
  end
  failure.raise{ code = "no_aws_node", message = "DaemonSet kube-system/aws-node has no container aws-node",
    hint = "restore the DaemonSet of the VPC CNI" }
end

---Its environment: name -> value; variables that come from elsewhere (valueFrom) are left out.
---@param daemon_set table
---@return table<string, string>
function M.environment(daemon_set)
  local values = {}
  for _, entry in ipairs(M.container(daemon_set).env or {}) do
    if not entry.valueFrom then values[entry.name] = entry.value or "" end
  end
  return values
end

---Variables that somebody other than EKS has set by hand: an add-on update with OVERWRITE would drop them.
---@param daemon_set table
---@return table<string, string>
function M.hand_set(daemon_set)
  local values, by_hand = M.environment(daemon_set), {}
  for _, part in ipairs(fields.by_others(daemon_set)) do
    local name = part[2] == M.NAME and part[3] == "env" and part[4]
    if name then by_hand[name] = values[name] end
  end
  return by_hand
end

---Who decides over the DaemonSet: "addon", "helm" or "manifest".
---@param cluster table
---@param daemon_set table
---@return string owner, table|string|nil the add-on, or the name of the release
function M.owner(cluster, daemon_set)
  local addon = eks.addon(cluster, M.ADDON)
  if addon then return "addon", addon end
  -- EKS's own first installation bears Helm's labels too, but only a real release has these annotations
  local release = (daemon_set.metadata.annotations or {})["meta.helm.sh/release-name"]
  if release then return "helm", release end
  return "manifest"
end

---The version that runs, or nil and the image that hides it.
---@param daemon_set table
---@param addon? table
---@return table|nil, string image
function M.version(daemon_set, addon)
  local image = M.container(daemon_set).image or ""
  return version.of_image(image) or (addon and addon.addonVersion and version.parse(addon.addonVersion)), image
end

---Whether the rollout of the current template is through.
---@param daemon_set table
---@return boolean, string how far
function M.rolled_out(daemon_set)
  local status = daemon_set.status or {}
  local desired, updated = status.desiredNumberScheduled or 0, status.updatedNumberScheduled or 0
  local ready = status.numberReady or 0
  local seen = (status.observedGeneration or 0) >= (daemon_set.metadata.generation or 0)
  local text = ("rollout %d/%d, %d ready"):format(updated, desired, ready)
  return seen and updated >= desired and ready >= desired, seen and text or "rollout not yet begun"
end

return M
