-- Which way each old group goes: whole, beside the others; whole, when others have gone; or in batches. New nodes take
-- an address each of the node subnets, and these are what is full.
local groups = require "nodes.groups"
local lookup = require "cni.lookup"
local spread = require "nodes.spread"

local M = {}

local function count_in(zones, zone, amount)
  zones[zone] = (zones[zone] or 0) + amount
end

-- How many nodes each zone has.
local function nodes_by_zone(nodes)
  local zones = {}
  for _, node in ipairs(nodes) do count_in(zones, lookup.zone_of(node) or "", 1) end
  return zones
end

local function instances_by_zone(scaling)
  local zones = {}
  for _, instance in ipairs(scaling and scaling.Instances or {}) do
    local leaving = (instance.LifecycleState or ""):match("^Terminat")
    if not leaving then count_in(zones, instance.AvailabilityZone or "", 1) end
  end
  return zones
end

---The zones of a group's subnets, as spread counts them.
---@param subnets table[] the group's subnets, as DescribeSubnets gives them
---@param nodes table[] the old group's nodes
---@param scaling table|nil the new group's Auto Scaling group
---@param taken? table<string, integer> subnet -> addresses that are spoken for
---@return nodes.spread.Zone[]
function M.zones(subnets, nodes, scaling, taken)
  local old, new, by_zone, list = nodes_by_zone(nodes), instances_by_zone(scaling), {}, {}
  for _, subnet in ipairs(subnets) do
    local name = subnet.AvailabilityZone
    local zone = by_zone[name]
    if not zone then
      local have = new[name] or 0
      zone = { zone = name, free = 0, have = have, needed = (old[name] or 0) + have > 0, subnets = {} }
      by_zone[name], list[#list + 1] = zone, zone
    end
    local free = math.max(0, (subnet.AvailableIpAddressCount or 0) - (taken and taken[subnet.SubnetId] or 0))
    zone.free = zone.free + free
    zone.subnets[#zone.subnets + 1] = { id = subnet.SubnetId, cidr = subnet.CidrBlock, free = free }
  end
  table.sort(list, function(a, b) return a.zone < b.zone end)
  return list
end

---The zones and their subnets with what is free there, in one line.
---@param zones nodes.spread.Zone[]
---@return string
function M.describe(zones)
  local parts = {}
  for _, zone in ipairs(zones) do
    for _, subnet in ipairs(zone.subnets) do
      parts[#parts + 1] = ("%s (%s) %d"):format(subnet.id, zone.zone, subnet.free)
    end
  end
  return table.concat(parts, ", ")
end

-- What `count` more nodes take is not there for the next group.
local function take(zones, count, taken)
  for i, share in ipairs(spread.shares(zones, count) or {}) do
    for _, subnet in ipairs(zones[i].subnets) do
      local some = math.min(subnet.free, share)
      taken[subnet.id], share = (taken[subnet.id] or 0) + some, share - some
    end
  end
end

local function subnets_of(cluster, group)
  local list = {}
  for _, id in ipairs(group.subnets) do list[#list + 1] = cluster.network:subnet(id) or nil end
  return list
end

-- A group that an earlier run has begun to replace: in batches where it bears their mark, else whole.
local function begun(cluster, way, marked, taken)
  local scaling = groups.scaling(cluster, way.new)
  if marked then
    way.way = "batches"
    return
  end
  way.way = "made"
  local missing = scaling and scaling.DesiredCapacity - #scaling.Instances or 0
  if missing > 0 then take(M.zones(subnets_of(cluster, way.group), {}, scaling, taken), missing, taken) end
end

local function way_of(cluster, group, surge, taken)
  local marked, name = groups.wanted(group), group.nodegroupName
  local way = { group = group, new = groups.replacement_of(cluster.node_groups, name),
                wanted = marked and marked.desired or groups.size(cluster, group) }
  local subnets, nodes = subnets_of(cluster, group), groups.known_nodes(cluster, name)
  way.nodes, way.zones = nodes, M.zones(subnets, nodes)
  if way.new then
    begun(cluster, way, marked, taken)
    return way
  end
  way.batch = spread.next(way.zones, way.wanted, surge)
  local full = spread.full(way.zones)
  if way.batch == way.wanted and not marked then
    local beside = M.zones(subnets, nodes, nil, taken)
    way.way = spread.shares(beside, way.wanted) and "whole" or "later"
    if way.way == "whole" then take(beside, way.wanted, taken) end
  else
    way.way = way.batch > 0 and #full == 0 and "batches" or "none"
  end
  return way
end

---The way of each old group that the settings choose, by what is free now.
---@param cluster table
---@param settings {node_groups: string[], surge: integer}
---@return table[] list of {group=, new=, wanted=, way= "made" | "whole" | "later" | "batches" | "none", batch=, zones=,
---  nodes=}
function M.ways(cluster, settings)
  local list, taken = {}, {}
  for _, group in ipairs(groups.old(cluster, settings)) do
    list[#list + 1] = way_of(cluster, group, M.bound(settings), taken)
  end
  return list
end

---Why a group cannot be replaced at all, in words.
---@param way table as ways gives it, its way "none"
---@return string
function M.refusal(way)
  local full = {}
  for _, zone in ipairs(spread.full(way.zones)) do full[#full + 1] = zone.zone end
  return ("group %s has %d nodes; a second group does not fit whole beside it, and batches need room for one new node "
    .. "in each zone, which there is not in %s; free are %s"):format(way.group.nodegroupName, way.wanted,
    table.concat(full, ", "), M.describe(way.zones))
end

---The bound that the settings put on a batch; 0: none.
---@param settings {surge: number}
---@return integer
function M.bound(settings) return math.max(0, math.floor(settings.surge or 0)) end

return M
