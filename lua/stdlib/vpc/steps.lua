-- What the steps of the VPC half do, shared by pod-range and vpc-range: each makes sure of its part of a plan.
local cidr_block = require "vpc.cidr_block"
local capacity = require "vpc.capacity"
local network_acl = require "vpc.network_acl"
local next_hop = require "vpc.next_hop"
local plans = require "vpc.plan"
local route_table = require "vpc.route_table"
local subnets = require "vpc.subnet"
local thousands = require "thousands"

local M = {}

local AT_ONCE = 4 -- EC2 answers bursts of writes with throttling

---The range is associated with the VPC.
function M.add_range(run, plan)
  run:check(plans.check(plan))
  if not plan.needs_range then return run:summary("not needed: every zone names a subnet of another block") end
  local network = plan.network
  local found = run:ensure(cidr_block.cidr_block{ vpc = network.id, cidr = plan.range, region = network.region })
  run:summary(("%s %s"):format(found.cidr, found.state))
end

-- The ACL is taken over for subnets that we made; one that the operator named stays as it is.
local function take_acl(run, plan, zone, subnet)
  local acl = zone.model and network_acl.of_subnet(plan.network.network_acls, zone.model.SubnetId)
  if acl and not zone.named then
    run:ensure(network_acl.association{ subnet = subnet.SubnetId, acl = acl, region = plan.network.region })
  end
end

local function sizes(plan)
  local list, same = {}, true
  for i, zone in ipairs(plan.zones) do
    list[i] = thousands(capacity.usable(zone.cidr))
    same = same and list[i] == list[1]
  end
  return same and ("%s addresses each"):format(list[1]) or table.concat(list, " + ") .. " addresses"
end

---A pod subnet in every zone, with the network ACL of its node subnet.
function M.create_subnets(run, plan)
  run:check(plans.check(plan))
  run:each(plan.zones, function(zone)
    take_acl(run, plan, zone, run:ensure(subnets.subnet(plan, zone)))
  end, { limit = AT_ONCE })
  run:summary(("%d subnets, %s"):format(#plan.zones, sizes(plan)))
end

-- The tables in use and where they lead, each once.
local function ways_out(plan)
  local parts, seen = {}, {}
  for _, zone in ipairs(plan.zones) do
    local table_ = not seen[zone.route_table] and route_table.by_id(plan.network.route_tables, zone.route_table)
    seen[zone.route_table] = true
    if table_ then parts[#parts + 1] = select(2, next_hop.way_out(plan.network, table_, zone.zone)) end
  end
  return table.concat(parts, ", ")
end

---Every pod subnet uses its node subnet's route table, and gets out by it.
function M.join_route_tables(run, plan, settings)
  run:check(plans.check(plan))
  run:check(next_hop.check(plan.network, plan, settings.accept_way_out))
  if not run:check(plans.subnets_there(plan)) then return end
  run:each(plan.zones, function(zone) M.join(run, plan, zone) end, { limit = AT_ONCE })
  run:summary(("%s; %d associations"):format(ways_out(plan), #plan.zones))
end

---The association of one zone: explicit, also where the node subnet uses the main table.
function M.join(run, plan, zone)
  run:ensure(route_table.association{ subnet = zone.existing.SubnetId, route_table = zone.route_table,
    region = plan.network.region })
end

return M
