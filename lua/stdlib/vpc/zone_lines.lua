-- Reads the `zones` section: each line gives a zone a block, an existing subnet, or only a route table.
-- Without lines every zone in which a node can appear gets an even share of the range.
local cidr = require "cidr"
local range = require "vpc.range"

local M = {}

local function known(list, id)
  for _, item in ipairs(list or {}) do
    if item == id then return true end
  end
  return false
end

local function subnets_in(network, ids, zone)
  local list = {}
  for _, id in ipairs(ids or {}) do
    local subnet = network:subnet(id)
    if subnet and subnet.AvailabilityZone == zone then list[#list + 1] = id end
  end
  return list
end

local function block_problem(o, zone, block)
  if type(block) ~= "string" or not cidr.parse(block) then
    return ("cidr %q of zone %s is not a block"):format(tostring(block), zone), "write it as 100.64.0.0/18"
  end
  local length = tonumber(block:match("/(%d+)$"))
  if not length or length < 16 or length > 28 then
    return ("%s of zone %s is a /%s; a subnet is /16 to /28"):format(block, zone, length), "choose another block"
  end
  if not cidr.contains(o.range, block) then
    return ("%s of zone %s lies outside pod_range %s"):format(block, zone, o.range), "choose a block inside it"
  end
end

local function used_by(o, id)
  for _, node_zone in ipairs(o.node_zones) do
    if known(node_zone.subnets, id) then return "nodes" end
  end
  return known(o.cluster_subnets, id) and "the cluster's control plane"
end

local function subnet_problem(o, zone, id)
  if type(id) ~= "string" or not (id:match("^subnet%-" .. ("%x"):rep(8) .. "$")
      or id:match("^subnet%-" .. ("%x"):rep(17) .. "$")) then
    return ("%q of zone %s is not the id of a subnet: 8 or 17 hexadecimal digits after subnet-")
      :format(tostring(id), zone), "copy it from the console or DescribeSubnets"
  end
  local subnet = o.network:subnet(id)
  if not subnet then
    return ("%s of zone %s is not in %s"):format(id, zone, o.network.id), "name a subnet of this VPC"
  end
  if subnet.AvailabilityZone ~= zone then
    return ("%s lies in %s, not in %s"):format(id, subnet.AvailabilityZone, zone), "name a subnet of that zone"
  end
  if subnet.State ~= "available" then
    return ("%s is %s"):format(id, tostring(subnet.State)), "wait until it is available"
  end
  local user = used_by(o, id)
  if user then
    return ("%s of zone %s is a subnet of %s; pods need one of their own"):format(id, zone, user), "name another subnet"
  end
end

local function disjoint(plan, zone, problem)
  local block = zone.cidr
  for _, other in ipairs(plan.zones) do
    if block and other.cidr and cidr.overlaps(block, other.cidr) then
      problem(plan, zone.zone, ("%s of zone %s overlaps %s of zone %s")
        :format(block, zone.zone, other.cidr, other.zone), "give each zone a block of its own")
      return false
    end
  end
  return true
end

-- A new block may not run into a subnet that exists; being one of this zone is fine.
local function collision(o, zone)
  for _, subnet in ipairs(o.network.subnets) do
    local same = subnet.CidrBlock == zone.cidr and subnet.AvailabilityZone == zone.zone
    if not same and cidr.overlaps(subnet.CidrBlock, zone.cidr) then
      return ("%s of zone %s overlaps %s (%s) in %s"):format(zone.cidr, zone.zone, subnet.CidrBlock, subnet.SubnetId,
        subnet.AvailabilityZone)
    end
  end
end

local function read_line(o, plan, zone, line, problem)
  zone.route_table, zone.security_groups = line.route_table, line.security_groups
  if line.cidr and line.subnet then
    return problem(plan, zone.zone, ("zone %s has both a cidr and a subnet"):format(zone.zone), "leave one of them out")
  end
  if line.subnet then
    local detail, remedy = subnet_problem(o, zone.zone, line.subnet)
    if detail then return problem(plan, line.subnet, detail, remedy) end
    zone.existing, zone.named = o.network:subnet(line.subnet), true
    zone.cidr = zone.existing.CidrBlock
  elseif line.cidr then
    local detail, remedy = block_problem(o, zone.zone, line.cidr)
    if detail then return problem(plan, zone.zone, detail, remedy) end
    zone.cidr = range.canonical(line.cidr)
    local clash = collision(o, zone)
    if clash then
      return problem(plan, zone.zone, clash, "choose another block, or name that subnet: subnet = \"subnet-...\"")
    end
  end
  return disjoint(plan, zone, problem)
end

local function node_zone_of(o, name)
  for _, node_zone in ipairs(o.node_zones) do
    if node_zone.zone == name then return node_zone end
  end
end

local function zone_of(o, plan, name, problem)
  local nodes = node_zone_of(o, name)
  local subnets = nodes and nodes.subnets or subnets_in(o.network, o.cluster_subnets, name)
  if #subnets == 0 then
    problem(plan, name, ("no node can appear in zone %s: no node group or cluster subnet lies there"):format(name),
      "take the line out of `zones`, or add a subnet of that zone to a node group first")
    return nil
  end
  return { zone = name, node_subnets = subnets, why = nodes and nodes.why or "a line of `zones`" }
end

local function missing_lines(o, plan, seen, problem)
  for _, node_zone in ipairs(o.node_zones) do
    if not seen[node_zone.zone] then
      problem(plan, node_zone.zone, ("nodes can appear in zone %s (%s), but `zones` has no line for it")
        :format(node_zone.zone, node_zone.why), ("add { zone = %q, cidr = ... } to `zones`"):format(node_zone.zone))
    end
  end
end

---Fills plan.zones from the lines, or from the zones in which nodes can appear.
---@param o table as for vpc.plan
---@param plan table
---@param problem fun(plan: table, object: string, detail: string, remedy: string)
function M.read(o, plan, problem)
  local given = o.zones or {}
  if #given == 0 then
    for _, node_zone in ipairs(o.node_zones) do
      plan.zones[#plan.zones + 1] = { zone = node_zone.zone, node_subnets = node_zone.subnets, why = node_zone.why }
    end
    if #plan.zones == 0 then
      problem(plan, o.cluster, "no zone is known in which a node can appear: the cluster has no node group",
        "name the zones in `zones`, or create a node group first")
    end
    return
  end
  local seen = {}
  for _, line in ipairs(given) do
    if seen[line.zone] then
      problem(plan, line.zone, ("zone %s has two lines in `zones`"):format(line.zone), "leave one of them out")
    else
      seen[line.zone] = true
      local zone = zone_of(o, plan, line.zone, problem)
      if zone then
        read_line(o, plan, zone, line, problem)
        plan.zones[#plan.zones + 1] = zone
      end
    end
  end
  missing_lines(o, plan, seen, problem)
end

return M
