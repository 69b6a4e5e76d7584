-- Every running pod in one of four classes: in the pod range, on the host network, out of scope, or wrong and why.
local cidr = require "cidr"
local aws_node = require "cni.aws_node"
local lookup = require "cni.lookup"
local groups = require "nodes.groups"
local kinds = require "pods.kinds"

local M = {}

local function addresses(pod)
  local list = {}
  for _, entry in ipairs(pod.status.podIPs or {}) do list[#list + 1] = entry.ip end
  if #list == 0 and pod.status.podIP then list[1] = pod.status.podIP end
  return list
end

-- Where a node came from, in words for a message.
local function origin(node, known)
  local labels = node.metadata.labels or {}
  local name = groups.of_node(node)
  if name then
    local group = known.groups[name]
    if group and groups.replaces(group) then return "new", "group " .. name end
    return "old", ("group %s is not replaced"):format(name)
  end
  local pool = labels["karpenter.sh/nodepool"]
  if pool then return "old", ("Karpenter pool %s: delete its old NodeClaims"):format(pool) end
  return "old", "it is self-managed: drain and terminate it"
end

local function reason(node, zone, known)
  if not known.on then return "custom networking is off: " .. (known.why_off or "") end
  local name, by = lookup.eniconfig_of(node, known.environment)
  local expected = zone and zone.eniconfig
  if not zone then return "no pod subnet is known for its zone" end
  if not zone.cidr then
    return ("ENIConfig %s %s"):format(expected, zone.named and "names no subnet of this VPC" or "is not there")
  end
  if name ~= expected then return ("its node takes ENIConfig %q (%s), not %q"):format(name, by, expected) end
  local age, words = origin(node, known)
  if age == "new" then return ("its node is new (%s) and took an address outside all the same"):format(words) end
  return ("the node is older than the switch (%s)"):format(words)
end

local function in_other_zone(address, zone, known)
  for _, other in pairs(known.zones) do
    if other ~= zone and other.cidr and cidr.contains(other.cidr, address) then return other end
  end
end

local function where(pod, node)
  return "on " .. (node and node.metadata.name or pod.spec.nodeName or "no node")
end

---The class of a running pod: in the range, on the host network, out of scope, or wrong and why.
---@param pod table a running pod
---@param node table|nil its node
---@param known table {zones = zone -> {cidr=, eniconfig=}, environment=, on=, why_off=, groups=}
---@return string class "range" | "host" | "out" | "wrong", string|nil why
function M.pod(pod, node, known)
  if pod.spec.hostNetwork then return "host" end
  local zone = node and known.zones[lookup.zone_of(node) or ""]
  local list, inside = addresses(pod), 0
  for _, address in ipairs(list) do
    if zone and zone.cidr and cidr.contains(zone.cidr, address) then inside = inside + 1 end
  end
  if #list > 0 and inside == #list then return "range" end
  local out = kinds.out_of_scope(pod, node)
  if out then return "out", out end
  if #list == 0 then return "wrong", ("runs without an address %s"):format(where(pod, node)) end
  if not node then return "wrong", ("has %s %s, which is not there"):format(list[1], where(pod, node)) end
  local other = in_other_zone(list[1], zone, known)
  if other then
    return "wrong", ("has %s %s: an address of the pod subnet of zone %s"):format(list[1], where(pod, node), other.zone)
  end
  return "wrong", ("has %s %s: %s"):format(list[1], where(pod, node), reason(node, zone, known))
end

---What classification needs to know besides pods and nodes: the subnets that ENIConfigs name, the switch, the groups.
---@param cluster table
---@param zones table zone -> {zone=, eniconfig=, cidr=, subnet=}
---@param on boolean
---@param why_off string|nil
function M.known(cluster, zones, on, why_off)
  local by_name = {}
  for _, group in ipairs(cluster.node_groups) do by_name[group.nodegroupName] = group end
  return { zones = zones, groups = by_name, on = on, why_off = why_off,
           environment = cluster.aws_node and aws_node.environment(cluster.aws_node) or {} }
end

return M
