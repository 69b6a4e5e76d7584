-- A small pod pinned to one new node: the proof that pods there get addresses of their zone's pod subnet.
-- Only its address is asked for, which it has as soon as its sandbox stands, whatever becomes of its image.
local cidr = require "cidr"
local failure = require "failure"
local aws_node = require "cni.aws_node"

local M = {}

M.LABEL = "perigee.dev/canary"

local function name_of(node)
  return ("perigee-canary-%s"):format(node.metadata.name:gsub("[^%w%-%.]", "-")):lower():sub(1, 63):gsub("[%-%.]+$", "")
end

-- Nodes of a region can always pull from the registry that their CNI came from.
local function image_of(cluster, settings)
  if settings.canary_image ~= "" then return settings.canary_image end
  local registry = aws_node.container(cluster.aws_node).image:match("^([^/]+)/")
  return (registry and registry:find(".", 1, true) and registry or "registry.k8s.io") .. "/eks/pause:3.5"
end

---The pod, as small as Pod Security "restricted" asks: no root, no privileges, requests and limits.
---@return table
function M.object(cluster, node, settings)
  local small = { cpu = "10m", memory = "16Mi" }
  return {
    apiVersion = "v1", kind = "Pod",
    metadata = { name = name_of(node), namespace = settings.canary_namespace, labels = { [M.LABEL] = "true" } },
    spec = {
      restartPolicy = "Never", automountServiceAccountToken = false, terminationGracePeriodSeconds = 1,
      affinity = { nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution = { nodeSelectorTerms = { {
        matchFields = { { key = "metadata.name", operator = "In", values = { node.metadata.name } } } } } } } },
      tolerations = { { operator = "Exists" } },
      securityContext = { runAsNonRoot = true, runAsUser = 65535, seccompProfile = { type = "RuntimeDefault" } },
      containers = { { name = "pause", image = image_of(cluster, settings),
        securityContext = { allowPrivilegeEscalation = false, capabilities = { drop = { "ALL" } } },
        resources = { requests = small, limits = small } } },
    },
  }
end

local function why_waiting(pod)
  for _, condition in ipairs(pod.status.conditions or {}) do
    if condition.status == "False" and condition.message then return condition.message end
  end
  return "no address yet"
end

---The canary of a node as a resource: ready when its address lies in the zone's pod subnet.
---@param cluster table
---@param node table
---@param zone table a zone of the plan
---@param settings {canary_image: string, canary_namespace: string, canary_timeout: number}
---@return table resource for run:ensure
function M.resource(cluster, node, zone, settings)
  local object = M.object(cluster, node, settings)
  local metadata = object.metadata
  return {
    kind = "canary pod", name = metadata.namespace .. "/" .. metadata.name, repeatable = true,
    undo = { call = "nodes.undo.canary", with = { cluster = cluster.name, namespace = metadata.namespace,
      name = metadata.name } },
    timeout = settings.canary_timeout, every = 5,
    find = function()
      local found = cluster.kube:get("pods", metadata.name, { namespace = metadata.namespace })
      return found and not found.metadata.deletionTimestamp and found or nil
    end,
    create = function() cluster.kube:create(object) end,
    ready = function(found)
      local address = found.status and found.status.podIP
      if not address then return false, why_waiting(found) end
      if cidr.contains(zone.cidr, address) then return true end
      failure.raise{ code = "canary", message = ("a pod on the new node %s has %s, not an address of the pod subnet of "
        .. "zone %s (%s, %s)"):format(node.metadata.name, address, zone.zone, zone.cidr, zone.existing.SubnetId),
        hint = "nothing is evicted to it: see that the ENIConfig of this node is the zone's, then replace the node" }
    end,
    show = function(found) return ("%s on %s"):format(found.status.podIP, node.metadata.name) end,
  }
end

---Takes a canary away again; called by the playbook's remove_canary.
function M.remove(cluster, with)
  cluster.kube:delete("pods", with.name, { namespace = with.namespace, uid = with.uid })
end

return M
