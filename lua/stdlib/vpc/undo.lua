-- The way back of the VPC half: blocks, subnets, associations and ACLs as a run left them, when nothing uses them.
-- Named in the journal by the resources that made them.
local aws = require "aws"
local cidr = require "cidr"
local cidr_block = require "vpc.cidr_block"
local network_acl = require "vpc.network_acl"
local route_table = require "vpc.route_table"
local tags = require "vpc.tags"

local M = {}

-- Interfaces of nodes that have ended go a while after them.
local INTERFACES <const> = 600

local function subnets_in(ec2, vpc, block)
  local list = {}
  for subnet in ec2:each("describe_subnets", { Filters = { { Name = "vpc-id", Values = { vpc } } } }) do
    if cidr.contains(block, subnet.CidrBlock) then list[#list + 1] = subnet end
  end
  return list
end

---Takes a block off its VPC again, when no subnet lies in it any more.
---@param run table
---@param with {vpc: string, cidr: string, region: string}
function M.range(run, with)
  local ec2, resource = aws.ec2{ region = with.region }, cidr_block.cidr_block(with)
  run:remove{ kind = "range", name = with.cidr, timeout = 300, every = 5, find = resource.find,
    leaving = function(found) return found.state == "disassociating" end,
    used = function()
      local problems = {}
      for _, subnet in ipairs(subnets_in(ec2, with.vpc, with.cidr)) do
        problems[#problems + 1] = { object = subnet.SubnetId, detail = ("subnet %s (%s) lies in it"):format(
          subnet.SubnetId, subnet.CidrBlock), remedy = "whoever made it must take it away first" }
      end
      return problems
    end,
    state = function(found) return found.state end,
    delete = function(found) ec2:disassociate_vpc_cidr_block{ AssociationId = found.id } end }
end

local function interfaces_in(ec2, id)
  local problems = {}
  for interface in ec2:each("describe_network_interfaces", { Filters = { { Name = "subnet-id", Values = { id } } } }) do
    local attached = interface.Attachment and interface.Attachment.InstanceId
    -- those of nodes that have ended go by themselves, attached or not
    local of_node = attached or (interface.Description or ""):find("^aws%-K8S%-")
    problems[#problems + 1] = { object = interface.NetworkInterfaceId, stays = not of_node,
      detail = ("interface %s (%s) is in %s%s"):format(interface.NetworkInterfaceId, interface.Description or "-", id,
        attached and ", attached to " .. attached or ", not attached"),
      remedy = attached and "its instance must end first" or "delete it when nobody needs it: a leaked interface" }
  end
  return problems
end

---Deletes a pod subnet, when no interface is in it any more.
---@param run table
---@param with {vpc: string, cidr: string, zone: string, cluster: string, name: string, region: string}
function M.subnet(run, with)
  local ec2 = aws.ec2{ region = with.region }
  run:remove{ kind = "subnet", name = with.name, timeout = 300, every = 5, patience = INTERFACES,
    find = function()
      return ec2:describe_subnets{ Filters = { { Name = "vpc-id", Values = { with.vpc } },
        { Name = "cidr-block", Values = { with.cidr } } } }.Subnets[1]
    end,
    same = function(found)
      local ours = tags.get(found.Tags, tags.PODS_OF) == with.cluster and found.AvailabilityZone == with.zone
      return ours, ("%s has no tag %s=%s any more"):format(found.SubnetId, tags.PODS_OF, with.cluster)
    end,
    used = function(found) return interfaces_in(ec2, found.SubnetId) end,
    delete = function(found) ec2:delete_subnet{ SubnetId = found.SubnetId } end }
end

---Takes the association of a subnet with a route table away; the subnet falls back to the main table.
---@param run table
---@param with {subnet: string, route_table: string, region: string}
function M.association(run, with)
  local ec2, resource = aws.ec2{ region = with.region }, route_table.association(with)
  run:remove{ kind = resource.kind, name = resource.name, timeout = 120, every = 3, find = resource.find,
    same = resource.same, leaving = function(found) return found.state == "disassociating" end,
    delete = function(found) ec2:disassociate_route_table{ AssociationId = found.id } end }
end

---Gives a subnet the network ACL that it had.
---@param run table
---@param with {subnet: string, acl: string, region: string}
function M.network_acl(run, with)
  local resource = network_acl.association(with)
  if resource.find() then run:ensure(resource) end
end

return M
