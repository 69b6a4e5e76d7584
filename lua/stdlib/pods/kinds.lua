-- What a pod is to this procedure: one that must move, one on the host network, or one that cannot and need not.
local M = {}

local OTHER_NODES = { fargate = "on Fargate: takes its address from the profile's subnets",
                      hybrid = "on a hybrid node: another CNI gives it its address",
                      auto = "on an Auto Mode node: its NodeClass gives it its address" }

---Why pods of a node are out of scope, or nil.
---@param node table
---@return string|nil
function M.node_out_of_scope(node)
  local labels = node.metadata.labels or {}
  local compute = labels["eks.amazonaws.com/compute-type"]
  if compute and compute ~= "ec2" then
    return OTHER_NODES[compute] or ("on a node of compute type %s"):format(compute)
  end
  if labels["kubernetes.io/os"] == "windows" then
    return "on Windows: takes its address from the node's first interface"
  end
end

---Why a pod is out of scope, or nil.
---@param pod table
---@param node table|nil
---@return string|nil
function M.out_of_scope(pod, node)
  local labels, annotations = pod.metadata.labels or {}, pod.metadata.annotations or {}
  if labels["eks.amazonaws.com/fargate-profile"] then return OTHER_NODES.fargate end
  local why = node and M.node_out_of_scope(node)
  if why then return why end
  if annotations["vpc.amazonaws.com/pod-eni"] then return "has a branch interface with security groups of its own" end
end

---The controller of an object, as "Kind namespace/name"; a ReplicaSet is followed to its Deployment.
---@param cluster table
---@param pod table
---@return string
function M.owner(cluster, pod)
  local function controller(metadata)
    for _, reference in ipairs(metadata.ownerReferences or {}) do
      if reference.controller then return reference end
    end
  end
  local owner, namespace = controller(pod.metadata), pod.metadata.namespace
  if not owner then return "nobody" end
  if owner.kind == "ReplicaSet" then
    local set = cluster.kube:try("get", "replicasets.apps", owner.name, { namespace = namespace })
    owner = set and controller(set.metadata) or owner
  end
  return ("%s %s/%s"):format(owner.kind, namespace, owner.name)
end

---@param pod table
---@return string|nil kind of its controller
function M.controller_kind(pod)
  for _, reference in ipairs(pod.metadata.ownerReferences or {}) do
    if reference.controller then return reference.kind end
  end
end

---Whether a drain leaves the pod where it is: DaemonSet and mirror pods go with their node.
function M.stays_on_node(pod)
  if (pod.metadata.annotations or {})["kubernetes.io/config.mirror"] then return true end
  return M.controller_kind(pod) == "DaemonSet"
end

---Whether a pod tolerates a cordon: evicted, it would come back to the node that it left, again and again.
function M.tolerates_cordon(pod)
  for _, toleration in ipairs(pod.spec.tolerations or {}) do
    local key, effect = toleration.key or "", toleration.effect or ""
    local any = key == "" and toleration.operator == "Exists"
    local named = key == "node.kubernetes.io/unschedulable" -- its value is empty
      and (toleration.operator == "Exists" or (toleration.value or "") == "")
    if (any or named) and (effect == "" or effect == "NoSchedule") then return true end
  end
  return false
end

---Whether a pod has ended and only its object is left.
function M.finished(pod)
  local phase = pod.status and pod.status.phase
  return phase == "Succeeded" or phase == "Failed"
end

---Whether a pod keeps data in emptyDir volumes on disk.
function M.has_local_data(pod)
  for _, volume in ipairs(pod.spec.volumes or {}) do
    if volume.emptyDir and volume.emptyDir.medium ~= "Memory" then return true end
  end
  return false
end

return M
