-- All that must hold of a VPC before pods get a range of their own in it. Nothing here writes.
local cidr = require "cidr"
local capacity = require "vpc.capacity"
local acl_checks = require "vpc.network_acl_checks"
local network_acl = require "vpc.network_acl"
local next_hop = require "vpc.next_hop"
local plans = require "vpc.plan"
local propagation = require "vpc.propagation"
local quota = require "vpc.quota"
local range = require "vpc.range"

local M = {}

-- A participant of a shared VPC cannot change it: the owner must.
local function owner(network, account)
  return { name = "vpc owner", rule = "the caller's account owns the VPC", test = function()
    local vpc = network.vpc
    if not vpc then return false, network.id .. " is not there", "check the account and region" end
    if not account or not vpc.OwnerId or vpc.OwnerId == account then return true end
    return false, ("%s belongs to account %s; only its owner can change it"):format(network.id, vpc.OwnerId),
      "have the owner run the playbook vpc-range, then go on here with `zones` that name its subnets"
  end }
end

local function same_acl(network, plan)
  return { name = "network ACL", warn = true, test = function()
    local problems = {}
    for _, zone in ipairs(plan.zones) do
      local first
      for _, id in ipairs(zone.node_subnets) do
        local acl = network_acl.of_subnet(network.network_acls, id)
        if first and acl ~= first then
          problems[#problems + 1] = { object = zone.zone,
            detail = ("node subnets of zone %s have different network ACLs (%s, %s)"):format(zone.zone, first, acl),
            remedy = ("the pod subnet gets that of %s; see that it lets pods through"):format(zone.model.SubnetId) }
        end
        first = first or acl
      end
      local there = zone.existing and network_acl.of_subnet(network.network_acls, zone.existing.SubnetId)
      if zone.named and there and first and there ~= first then
        problems[#problems + 1] = { object = zone.existing.SubnetId,
          detail = ("%s has network ACL %s, the node subnet of its zone %s")
            :format(zone.existing.SubnetId, there, first),
          remedy = "see that it lets the same traffic through" }
      end
    end
    return problems
  end }
end

-- The zones share what others leave of the range.
local function shared_range(network, plan)
  return { name = "others in the range", warn = true, test = function()
    local ours, others = {}, {}
    for _, zone in ipairs(plan.zones) do
      if zone.existing then ours[zone.existing.SubnetId] = true end
    end
    for _, subnet in ipairs(network.subnets) do
      if plan.range and not ours[subnet.SubnetId] and cidr.overlaps(plan.range, subnet.CidrBlock) then
        others[#others + 1] = ("%s (%s, %s)"):format(subnet.SubnetId, subnet.CidrBlock, subnet.AvailabilityZone)
      end
    end
    if #others == 0 then return true end
    return false, ("%s holds %d other subnets, pods get what they leave: %s"):format(plan.range, #others,
      table.concat(others, ", ", 1, math.min(#others, 6))),
      "if they are meant for pods, name them in `zones`: { zone = ..., subnet = ... }"
  end }
end

local function holds(plan, typical)
  return { name = "capacity", test = function()
    local lines, node = {}, typical and typical()
    for _, zone in ipairs(plan.zones) do
      local what = zone.cidr and capacity.describe(zone.cidr, node)
      if what then lines[#lines + 1] = zone.zone .. " " .. what end
    end
    return true, table.concat(lines, "; ")
  end }
end

---All that must hold of the VPC before the first write, as checks: range, quota, zones, way out, owner.
---@param plan table
---@param o {service_range: string?, account: string?, accept_way_out: boolean?, accept_propagation: boolean?,
---  node: function?}
---@return table[] checks
function M.checks(plan, o)
  local network, list = plan.network, {}
  -- where every zone names a subnet of another block, the range itself is not needed
  if plan.needs_range or #plan.zones == 0 then
    list = range.checks(network, plan.range or o.range, o)
    list[#list + 1] = quota.blocks(network, plan.range)
    if plan.range then
      local advertised = propagation.checks(network, plan.range, o.accept_propagation)
      table.move(advertised, 1, #advertised, #list + 1, list)
    end
  end
  list[#list + 1] = plans.check(plan)
  list[#list + 1] = quota.subnets(network, plan)
  list[#list + 1] = next_hop.check(network, plan, o.accept_way_out)
  list[#list + 1] = owner(network, o.account)
  list[#list + 1] = same_acl(network, plan)
  list[#list + 1] = acl_checks.check(plan)
  list[#list + 1] = shared_range(network, plan)
  list[#list + 1] = holds(plan, o.node)
  return list
end

return M
