-- What the advice rests on, read from the world: addresses, CNI and its settings, instance types, routes, ranges.
-- What cannot be read is left out and named, since half an answer is worth more than none.
local task = require "task"
local aws_node = require "cni.aws_node"
local instance_types = require "nodes.instance_types"
local max_pods = require "nodes.max_pods"
local range = require "vpc.range"
local capacity = require "vpc.capacity"

local M = {}

local CANDIDATES = { "100.64.0.0/16", "100.65.0.0/16", "100.96.0.0/16", "100.112.0.0/16", "100.127.0.0/16" }

-- The first usual range that every rule lets this VPC take, and why the others fall.
local function free_range(cluster)
  local why
  for _, block in ipairs(CANDIDATES) do
    local refused
    for _, check in ipairs(range.checks(cluster.network, block, { service_range = cluster.service_range })) do
      local first, detail = check.test()
      if type(first) == "table" and #first > 0 then first, detail = false, first[1].detail end
      if not first and not check.warn then refused = refused or detail end
    end
    if not refused then return { block = block } end
    why = why or refused
  end
  return { why = why }
end

local function node_subnets(cluster)
  local list, seen = {}, {}
  for _, group in ipairs(cluster.node_groups) do
    for _, id in ipairs(group.subnets) do
      local subnet = not seen[id] and cluster.network:subnet(id)
      seen[id] = true
      if subnet then
        list[#list + 1] = { id = id, zone = subnet.AvailabilityZone, cidr = subnet.CidrBlock,
                            free = subnet.AvailableIpAddressCount, size = capacity.usable(subnet.CidrBlock) }
      end
    end
  end
  table.sort(list, function(a, b) return a.free / a.size < b.free / b.size end)
  return list
end

-- The types in use and what custom networking and prefixes would make of their pods.
local function types_of(cluster)
  local names = {}
  for _, group in ipairs(cluster.node_groups) do
    for _, name in ipairs(instance_types.of_group(cluster, group)) do names[#names + 1] = name end
  end
  local list = {}
  for name, limits in pairs(#names > 0 and instance_types.limits(cluster, names) or {}) do
    local prefixes = { ENABLE_PREFIX_DELEGATION = "true" }
    list[#list + 1] = { name = name, enis = limits.enis, nitro = limits.hypervisor ~= "xen",
      pods = max_pods.formula(limits, {}, false), custom = max_pods.formula(limits, {}, true),
      prefixes = max_pods.formula(limits, prefixes, false) }
  end
  table.sort(list, function(a, b) return a.name < b.name end)
  return list
end

local function neighbours(cluster)
  local found = { transit = 0, peerings = 0 }
  for _, attachment in ipairs(cluster.network.transit_attachments) do
    if attachment.State == "available" then found.transit = found.transit + 1 end
  end
  for _, peering in ipairs(cluster.network.peerings) do
    if peering.Status and peering.Status.Code == "active" then found.peerings = found.peerings + 1 end
  end
  return found
end

local function cni(cluster)
  local daemon_set = cluster.aws_node
  if not daemon_set then return { none = true } end
  local environment = aws_node.environment(daemon_set)
  return { version = aws_node.version(daemon_set, cluster.vpc_cni or nil), env = environment,
           custom = environment[aws_node.FLAG] == "true" }
end

local readers = {
  range = free_range, subnets = node_subnets, types = types_of, neighbours = neighbours, cni = cni,
  nodes = function(cluster) return #cluster.nodes end,
  pods = function(cluster)
    local count = 0
    for _, pod in ipairs(cluster.pods) do
      if not pod.spec.hostNetwork and pod.status and pod.status.phase == "Running" then count = count + 1 end
    end
    return count
  end,
}

---@param cluster table
---@return table facts, with `unread`: list of {what=, why=}
function M.read(cluster)
  local facts, names = { unread = {}, cluster = cluster }, {}
  for name in pairs(readers) do names[#names + 1] = name end
  table.sort(names)
  task.map(names, function(name)
    local ok, value = pcall(readers[name], cluster)
    if ok then
      facts[name] = value
    else
      facts.unread[#facts.unread + 1] = { what = name, why = tostring(value) }
    end
  end)
  return facts
end

return M
