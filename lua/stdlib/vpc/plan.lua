-- The plan of pod subnets: for every zone in which a node can appear, its block or existing subnet, the node subnet
-- whose route table, network ACL and tags it takes over. What is wrong with it is collected, not raised.
local cidr = require "cidr"
local cut = require "vpc.cut"
local lines = require "vpc.zone_lines"
local next_hop = require "vpc.next_hop"
local range = require "vpc.range"
local route_table = require "vpc.route_table"
local tags = require "vpc.tags"

local M = {}

local function problem(plan, object, detail, remedy)
  plan.problems[#plan.problems + 1] = { object = object, detail = detail, remedy = remedy }
end

-- Subnets of ours by zone: they bear the cluster's mark and lie in the range.
local function own_subnets(o)
  local own = {}
  for _, subnet in ipairs(o.network.subnets) do
    if tags.get(subnet.Tags, tags.PODS_OF) == o.cluster and cidr.contains(o.range, subnet.CidrBlock) then
      own[subnet.AvailabilityZone] = own[subnet.AvailabilityZone] or subnet
    end
  end
  return own
end

local function subnet_with_block(network, block)
  for _, subnet in ipairs(network.subnets) do
    if subnet.CidrBlock == block then return subnet end
  end
end

-- Blocks inside the range that no zone may be cut from.
local function taken_blocks(o, plan, own)
  local taken, ours = {}, {}
  for _, zone in ipairs(plan.zones) do
    if zone.cidr then taken[#taken + 1] = zone.cidr end
    local mine = own[zone.zone]
    if mine and not zone.cidr and not zone.existing then ours[mine.SubnetId] = true end
  end
  for _, subnet in ipairs(o.network.subnets) do
    if not ours[subnet.SubnetId] and cidr.overlaps(o.range, subnet.CidrBlock) then
      taken[#taken + 1] = subnet.CidrBlock
    end
  end
  return taken
end

local function cut_rest(o, plan)
  local own, rest, existing = own_subnets(o), {}, {}
  for _, zone in ipairs(plan.zones) do
    if not zone.cidr and not zone.existing then
      rest[#rest + 1] = zone.zone
      existing[zone.zone] = own[zone.zone] and own[zone.zone].CidrBlock
    end
  end
  local blocks = cut.blocks(o.range, rest, taken_blocks(o, plan, own), existing)
  if not blocks then
    problem(plan, o.range, ("%s has no room left for %d more subnets"):format(o.range, #rest),
      "name existing subnets or other blocks in `zones`, or choose another pod_range")
    return
  end
  for _, zone in ipairs(plan.zones) do zone.cidr = zone.cidr or blocks[zone.zone] end
end

-- A block that is a subnet of this zone already is that subnet.
local function recognise(o, plan)
  for _, zone in ipairs(plan.zones) do
    local there = zone.cidr and not zone.existing and subnet_with_block(o.network, zone.cidr)
    if there and there.AvailabilityZone == zone.zone then
      zone.existing, zone.own = there, tags.get(there.Tags, tags.PODS_OF) == o.cluster
    elseif there then
      problem(plan, there.SubnetId, ("%s of zone %s is %s in %s already")
        :format(zone.cidr, zone.zone, there.SubnetId, there.AvailabilityZone), "give the zone another block in `zones`")
    end
  end
end

-- The tables of a zone's node subnets; the same table counts once.
local function tables_of(network, zone)
  local list, seen = {}, {}
  for _, id in ipairs(zone.node_subnets) do
    local found = route_table.of_subnet(network.route_tables, id)
    if found and not seen[found.RouteTableId] then
      seen[found.RouteTableId] = true
      list[#list + 1] = { table = found, subnet = id }
    end
  end
  return list
end

-- Several tables in one zone: the only one by which pods get out, if there is just one.
local function chosen_table(network, zone)
  local candidates = tables_of(network, zone)
  if #candidates <= 1 then return candidates[1] end
  local good = {}
  for _, candidate in ipairs(candidates) do
    if next_hop.way_out(network, candidate.table, zone.zone) then good[#good + 1] = candidate end
  end
  if #good == 1 then return good[1] end
  return nil, candidates
end

local function names_of(candidates)
  local list = {}
  for _, candidate in ipairs(candidates) do
    list[#list + 1] = candidate.table.RouteTableId .. " of " .. candidate.subnet
  end
  return table.concat(list, ", ")
end

local function choose_table(o, plan, zone)
  if zone.route_table then
    if route_table.by_id(o.network.route_tables, zone.route_table) then
      zone.model = o.network:subnet(zone.node_subnets[1])
      return
    end
    problem(plan, zone.route_table, ("route table %s of zone %s is not in %s")
      :format(zone.route_table, zone.zone, o.network.id), "correct it in `zones`")
    zone.route_table = nil
    return
  end
  local chosen, candidates = chosen_table(o.network, zone)
  if chosen then
    zone.route_table, zone.model = chosen.table.RouteTableId, o.network:subnet(chosen.subnet)
  else
    problem(plan, zone.zone, ("the node subnets of zone %s use different route tables: %s")
      :format(zone.zone, candidates and names_of(candidates) or "none was found"),
      "say which pods shall use: a `zones` line with route_table = \"rtb-...\"")
  end
end

-- An existing subnet with a table of its own is somebody's decision; it is not overruled.
local function foreign_table(o, plan, zone)
  local current, explicit = route_table.of_subnet(o.network.route_tables, zone.existing.SubnetId)
  if explicit and zone.route_table and current.RouteTableId ~= zone.route_table then
    problem(plan, zone.existing.SubnetId, ("%s is associated with %s, the node subnets of zone %s use %s")
      :format(zone.existing.SubnetId, current.RouteTableId, zone.zone, zone.route_table),
      ("associate it with %s yourself, or accept its table in `zones`: route_table = %q")
        :format(zone.route_table, current.RouteTableId))
  end
end

---The plan of pod subnets of a VPC; what is wrong with it stands in `problems`.
---@param o {network: table, cluster: string, range: string, zones: table[], node_zones: table[],
---  cluster_subnets: string[], name: fun(zone: string): string}
---@return table plan {zones = {...}, problems = {...}, needs_range = boolean}
function M.plan(o)
  local plan = { zones = {}, problems = {}, network = o.network, cluster = o.cluster, name_of = o.name }
  if not cidr.parse(o.range) or o.range:find(":", 1, true) then
    problem(plan, o.range, ("pod_range %q is not an IPv4 block"):format(tostring(o.range)), "write it as 100.64.0.0/16")
    return plan
  end
  o.range = range.canonical(o.range)
  plan.range = o.range
  lines.read(o, plan, problem)
  cut_rest(o, plan)
  recognise(o, plan)
  for _, zone in ipairs(plan.zones) do
    choose_table(o, plan, zone)
    if zone.existing then foreign_table(o, plan, zone) end
    -- only a subnet named by its id may lie in another block of the VPC
    plan.needs_range = plan.needs_range or not zone.existing or cidr.contains(plan.range, zone.existing.CidrBlock)
  end
  return plan
end

---The plan as a check: every zone has its block or subnet.
function M.check(plan)
  return { name = "zones", rule = "one pod subnet for every zone in which a node can appear", test = function()
    if #plan.problems > 0 then return plan.problems end
    local list = {}
    for _, zone in ipairs(plan.zones) do
      list[#list + 1] = ("%s %s%s"):format(zone.zone, zone.cidr,
        zone.existing and " (" .. zone.existing.SubnetId .. ")" or "")
    end
    return true, table.concat(list, ", ")
  end }
end

---Every zone has its pod subnet already.
function M.subnets_there(plan)
  return { name = "pod subnets", rule = "every zone's pod subnet exists", test = function()
    local problems = {}
    for _, zone in ipairs(plan.zones) do
      if not zone.existing then
        problems[#problems + 1] = { object = zone.zone,
          detail = ("zone %s has no pod subnet %s"):format(zone.zone, zone.cidr or ""),
          remedy = "run the playbook vpc-range first, or name an existing subnet in `zones`" }
      end
    end
    return problems
  end }
end

return M
