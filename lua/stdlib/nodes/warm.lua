-- What a smaller warm pool would give back: the addresses that old nodes hold in a zone's node subnets against those
-- that aws-node keeps with an IP target (a table of the CNI's own documentation).
local cidr = require "cidr"
local aws_node = require "cni.aws_node"
local instance_types = require "nodes.instance_types"
local instances = require "eks.instances"
local kinds = require "pods.kinds"

local M = {}

local PREFIX = 16

-- Addresses that a node keeps of its subnets with WARM_IP_TARGET=1: the pods', one more, one for each interface.
---@param limits {enis: integer, ips: integer}
---@param pods integer that have an address of the node's interfaces
---@param environment table<string, string>
---@return integer
function M.kept(limits, pods, environment)
  local slots = math.max(1, limits.ips - 1)
  local most = math.max(1, environment.ENABLE_POD_ENI == "true" and limits.enis - 1 or limits.enis)
  local prefixes = environment.ENABLE_PREFIX_DELEGATION == "true"
  local count = prefixes and math.ceil((pods + 1) / PREFIX) or pods + 1
  count = math.min(count, most * slots)
  return (prefixes and PREFIX * count or count) + math.max(1, math.ceil(count / slots))
end

-- Addresses that an instance holds in these subnets.
local function held(instance, subnets)
  local count = 0
  for _, interface in ipairs(instance.NetworkInterfaces or {}) do
    if subnets[interface.SubnetId] then
      count = count + #(interface.PrivateIpAddresses or {}) + PREFIX * #(interface.Ipv4Prefixes or {})
    end
  end
  return count
end

local function within(subnets, address)
  for _, subnet in ipairs(subnets) do
    if address and cidr.contains(subnet.cidr, address) then return true end
  end
  return false
end

-- Pods with an address of these subnets, by the instance that they run on.
local function pods_by_instance(cluster, subnets)
  local instance, counts = {}, {}
  for _, node in ipairs(cluster.nodes) do
    instance[node.metadata.name] = instances.of_node(node)
  end
  for _, pod in ipairs(cluster.pods) do
    local id = instance[pod.spec.nodeName or ""]
    local branch = (pod.metadata.annotations or {})["vpc.amazonaws.com/pod-eni"]
    local counts_here = id and not pod.spec.hostNetwork and not branch and not kinds.finished(pod)
    if counts_here and within(subnets, pod.status.podIP) then
      counts[id] = (counts[id] or 0) + 1
    end
  end
  return counts
end

---What the nodes with addresses in a zone's subnets hold there, and what an IP target would free.
---@param cluster table
---@param zone nodes.spread.Zone
---@return {nodes: integer, held: integer, pods: integer, free: integer}
function M.zone(cluster, zone)
  local environment = cluster.aws_node and aws_node.environment(cluster.aws_node) or {}
  local subnets, types, here, pods = {}, {}, {}, pods_by_instance(cluster, zone.subnets)
  local sum = { nodes = 0, held = 0, pods = 0, free = 0 }
  for _, subnet in ipairs(zone.subnets) do subnets[subnet.id] = true end
  for _, instance in ipairs(cluster.instances) do
    local count = held(instance, subnets)
    if count > 0 then
      here[#here + 1] = { count = count, type = instance.InstanceType, pods = pods[instance.InstanceId] or 0 }
      types[#types + 1] = instance.InstanceType
    end
  end
  local limits = #types > 0 and instance_types.limits(cluster, types) or {}
  for _, node in ipairs(here) do
    local kept = limits[node.type] and M.kept(limits[node.type], node.pods, environment) or node.count
    sum.nodes, sum.held, sum.pods = sum.nodes + 1, sum.held + node.count, sum.pods + node.pods
    sum.free = sum.free + math.max(0, node.count - kept)
  end
  return sum
end

local function nodes_hold(count) return count == 1 and "1 node holds" or ("%d nodes hold"):format(count) end

local function ids_of(zone)
  local list = {}
  for _, subnet in ipairs(zone.subnets) do list[#list + 1] = subnet.id end
  return table.concat(list, ", ")
end

-- The targets that hold now, as aws-node weighs them: those of addresses go before those of prefixes and interfaces.
local function targets(environment)
  local list = {}
  for _, name in ipairs{ "WARM_IP_TARGET", "MINIMUM_IP_TARGET" } do
    if environment[name] then list[#list + 1] = name .. "=" .. environment[name] end
  end
  if #list > 0 then return table.concat(list, ", ") end
  local name = environment.ENABLE_PREFIX_DELEGATION == "true" and "WARM_PREFIX_TARGET" or "WARM_ENI_TARGET"
  return name .. "=" .. (environment[name] or "1")
end

---What to do about zones that cannot take a node, in words.
---@param cluster table
---@param zones nodes.spread.Zone[] full ones
---@return string
function M.remedy(cluster, zones)
  local environment = cluster.aws_node and aws_node.environment(cluster.aws_node) or {}
  local frees, cannot = {}, {}
  for _, zone in ipairs(zones) do
    local sum = M.zone(cluster, zone)
    if sum.free > 0 then
      frees[#frees + 1] = ("%d of the %d addresses that %s in %s for %d pods"):format(sum.free, sum.held,
        nodes_hold(sum.nodes), ids_of(zone), sum.pods)
    else
      cannot[#cannot + 1] = ("%s (%s %d addresses there for %d pods)"):format(ids_of(zone), nodes_hold(sum.nodes),
        sum.held, sum.pods)
    end
  end
  local parts = {}
  if #frees > 0 then
    local minimum = environment.MINIMUM_IP_TARGET and " and MINIMUM_IP_TARGET=0" or ""
    parts[1] = ("set WARM_IP_TARGET=1%s on aws-node until the groups are replaced (%s now): it frees %s"):format(
      minimum, targets(environment), table.concat(frees, ", and "))
  end
  if #cannot > 0 then
    parts[#parts + 1] = ("no warm target frees any in %s: take pods or a node away there"):format(
      table.concat(cannot, ", "))
  end
  return table.concat(parts, "; ")
end

return M
