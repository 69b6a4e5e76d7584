-- A pod subnet as a resource: found by VPC and block, made with the organisation's tags, awaited until available.
local aws = require "aws"
local failure = require "failure"
local tags = require "vpc.tags"

local M = {}

local function finder(ec2, vpc, zone)
  local by_id = zone.named and { SubnetIds = { zone.existing.SubnetId } }
  local filters = { { Name = "vpc-id", Values = { vpc } }, { Name = "cidr-block", Values = { zone.cidr } } }
  local by_block = { Filters = filters }
  return function() return ec2:describe_subnets(by_id or by_block).Subnets[1] end
end

---The pod subnet of one zone of a plan as a resource.
---@param plan table as vpc.plan gives it
---@param zone table one of its zones
---@return table resource for run:ensure
function M.subnet(plan, zone)
  local network = plan.network
  local ec2, name = aws.ec2{ region = network.region }, plan.name_of(zone.zone)
  return {
    kind = "subnet", name = name, repeatable = true,
    undo = { call = "vpc.undo.subnet", with = { vpc = network.id, cidr = zone.cidr, zone = zone.zone, name = name,
      cluster = plan.cluster, region = network.region } }, timeout = 300, every = 5,
    find = finder(ec2, network.id, zone),
    same = function(found)
      if found.AvailabilityZone == zone.zone then return true end
      return false, ("%s lies in %s, not in %s"):format(found.SubnetId, found.AvailabilityZone, zone.zone)
    end,
    create = function()
      local own = { Name = name, [tags.PODS_OF] = plan.cluster }
      ec2:create_subnet{ VpcId = network.id, CidrBlock = zone.cidr, AvailabilityZone = zone.zone,
        TagSpecifications = { { ResourceType = "subnet", Tags = tags.for_subnet(zone.model, own) } } }
    end,
    ready = function(found)
      if found.State == "available" then return true end
      if found.State and found.State:match("^failed") then
        failure.raise{ code = "subnet_failed", message = ("%s is %s"):format(found.SubnetId, found.State) }
      end
      return false, found.State
    end,
    show = function(found)
      return ("%s %s in %s, %d addresses free"):format(found.SubnetId, found.CidrBlock, found.AvailabilityZone,
        found.AvailableIpAddressCount or 0)
    end,
    remedy = "give the zone another block in `zones`",
  }
end

return M
