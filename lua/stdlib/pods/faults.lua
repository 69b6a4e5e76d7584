-- What makes a verdict fail besides single pods: settings, routes and interfaces that the next new node or pod would
-- run into. Each fault is one line that names its object.
local aws_node = require "cni.aws_node"
local cidr = require "cidr"
local groups = require "nodes.groups"
local next_hop = require "vpc.next_hop"
local replacement = require "nodes.replacement"
local route_table = require "vpc.route_table"

local M = {}

local function sorted_zones(zones)
  local list = {}
  for _, zone in pairs(zones) do list[#list + 1] = zone end
  table.sort(list, function(a, b) return a.zone < b.zone end)
  return list
end

-- Nodes, and with them aws-node and kube-proxy, belong in the node subnets: among the pods they take their addresses.
local function misplaced_nodes(cluster, zones, add)
  for _, node in ipairs(cluster.nodes) do
    for _, entry in ipairs(node.status and node.status.addresses or {}) do
      for _, zone in ipairs(zones) do
        if entry.type == "InternalIP" and zone.cidr and cidr.contains(zone.cidr, entry.address) then
          add("node %s has %s, an address of the pod subnet of zone %s", node.metadata.name, entry.address, zone.zone)
        end
      end
    end
  end
end

local function set_of(list)
  local set = {}
  for _, item in ipairs(list or {}) do set[item] = true end
  return set
end

-- An ENIConfig against EC2: its subnet is there and in the zone, its groups are there.
local function eniconfigs(cluster, zones, add)
  local wanted = {}
  for _, zone in ipairs(zones) do
    if zone.named and not zone.cidr then
      add("ENIConfig %s names %s, which is not in %s", zone.eniconfig, tostring(zone.named.subnet), cluster.vpc)
    elseif zone.misplaced then
      add("ENIConfig %s names a subnet of zone %s", zone.eniconfig, zone.misplaced)
    end
    for group in pairs(set_of(zone.named and zone.named.securityGroups)) do wanted[#wanted + 1] = group end
  end
  if #wanted == 0 then return end
  table.sort(wanted)
  local there = {}
  local filters = { { Name = "vpc-id", Values = { cluster.vpc } } }
  for group in cluster.ec2:each("describe_security_groups", { Filters = filters }) do there[group.GroupId] = true end
  for _, zone in ipairs(zones) do
    for _, group in ipairs(zone.named and zone.named.securityGroups or {}) do
      if not there[group] then
        add("ENIConfig %s names %s, a security group that is not in %s", zone.eniconfig, group, cluster.vpc)
      end
    end
  end
end

local function ways_out(cluster, zones, add)
  for _, zone in ipairs(zones) do
    local table_ = zone.subnet and route_table.of_subnet(cluster.network.route_tables, zone.subnet)
    if table_ then
      local holds, detail, _, acceptable = next_hop.way_out(cluster.network, table_, zone.zone)
      if not holds and not acceptable then add("pod subnet %s: %s", zone.subnet, detail) end
    end
  end
end

-- Of groups that a run has made: what they admit more than they have addresses for stays ContainerCreating.
local function overfilled(cluster, known, add)
  local made = {}
  for _, node in ipairs(cluster.nodes) do
    local group = known.groups[groups.of_node(node) or ""]
    if group and groups.replaces(group) then made[#made + 1] = node end
  end
  for _, problem in ipairs(#made > 0 and replacement.overfilled(cluster, made) or {}) do add("%s", problem.detail) end
end

local function same_groups(interface, wanted)
  local set, count = set_of(wanted), 0
  for _, group in ipairs(interface.Groups or {}) do
    if not set[group.GroupId] then return false end
    count = count + 1
  end
  return count == #wanted
end

-- The interfaces that hold pods' addresses have the ENIConfig's groups; branch interfaces have their own.
local function interfaces(zones, add)
  for _, zone in ipairs(zones) do
    local wanted = zone.named and zone.named.securityGroups or {}
    for _, interface in ipairs(#wanted > 0 and zone.interfaces or {}) do
      local instance = interface.Attachment and interface.Attachment.InstanceId
      local plain = interface.InterfaceType == nil or interface.InterfaceType == "interface"
      if instance and plain and not same_groups(interface, wanted) then
        local names = {}
        for i, group in ipairs(interface.Groups or {}) do names[i] = group.GroupId end
        add("interface %s of %s has the security groups %s, ENIConfig %s says %s", interface.NetworkInterfaceId,
          instance, table.concat(names, ", "), zone.eniconfig, table.concat(wanted, ", "))
      end
    end
  end
end

---Every fault as a line.
---@param cluster table
---@param by_name table<string, table> zone -> {zone=, eniconfig=, named=, cidr=, subnet=, misplaced=, interfaces=}
---@param known table as classify.known gives it
---@param daemon_set table|nil aws-node as it is now
---@return string[]
function M.all(cluster, by_name, known, daemon_set)
  local lines, zones = {}, sorted_zones(by_name)
  local function add(text, ...) lines[#lines + 1] = "wrong   " .. text:format(...) end
  if not known.on then add("custom networking is off: %s", known.why_off or "") end
  eniconfigs(cluster, zones, add)
  ways_out(cluster, zones, add)
  misplaced_nodes(cluster, zones, add)
  if daemon_set then
    overfilled(cluster, known, add)
    local through, state = aws_node.rolled_out(daemon_set)
    if not through then add("aws-node: %s", state) end
  end
  interfaces(zones, add)
  return lines
end

return M
