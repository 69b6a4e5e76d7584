-- One VPC and what surrounds it, read when first asked for: subnets, route tables, gateways, peerings, quotas.
-- Checks and resources share the object, so that each fact is read once in a step.
local aws = require "aws"
local task = require "task"
local lazy = require "lazy"
local failure = require "failure"
local advertisers = require "vpc.advertisers"

local M = {}

local function of_vpc(operation, filter, parameter)
  return function(network)
    return network.ec2:all(operation, { [parameter or "Filters"] = { { Name = filter, Values = { network.id } } } })
  end
end

local readers = {}

readers.ec2 = function(network) return aws.ec2{ region = network.region } end

readers.vpc = function(network)
  local answer = network.ec2:describe_vpcs{ VpcIds = { network.id } }
  return answer.Vpcs[1]
end

readers.subnets = of_vpc("describe_subnets", "vpc-id")
readers.route_tables = of_vpc("describe_route_tables", "vpc-id")
readers.nat_gateways = of_vpc("describe_nat_gateways", "vpc-id", "Filter")
readers.transit_attachments = of_vpc("describe_transit_gateway_vpc_attachments", "vpc-id")
readers.endpoints = of_vpc("describe_vpc_endpoints", "vpc-id")
readers.network_acls = of_vpc("describe_network_acls", "vpc-id")
readers.security_groups = of_vpc("describe_security_groups", "vpc-id")
readers.interfaces = of_vpc("describe_network_interfaces", "vpc-id")

-- EC2 joins filters by "and", so either side of a peering is a question of its own.
readers.peerings = function(network)
  local sides = task.map({ "requester-vpc-info.vpc-id", "accepter-vpc-info.vpc-id" }, function(filter)
    return of_vpc("describe_vpc_peering_connections", filter)(network)
  end)
  local list, seen = {}, {}
  for _, side in ipairs(sides) do
    for _, peering in ipairs(side) do
      if not seen[peering.VpcPeeringConnectionId] then list[#list + 1] = peering end
      seen[peering.VpcPeeringConnectionId] = true
    end
  end
  return list
end

for name, read in pairs(advertisers) do readers[name] = read end

local methods = {}

---The subnet with this id, or nil.
function methods.subnet(network, id)
  for _, subnet in ipairs(network.subnets) do
    if subnet.SubnetId == id then return subnet end
  end
end

---The IPv4 blocks of the VPC that are there or on their way; blocks that were taken away are ghosts in the answer.
---@return table[] list of {cidr=, state=, id=, primary=}
function methods.blocks(network)
  local list = {}
  for _, block in ipairs(network.vpc.CidrBlockAssociationSet) do
    local state = block.CidrBlockState and block.CidrBlockState.State or "associated"
    if state == "associated" or state == "associating" or state == "disassociating" then
      list[#list + 1] = { cidr = block.CidrBlock, state = state, id = block.AssociationId,
                          message = block.CidrBlockState and block.CidrBlockState.StatusMessage,
                          primary = block.CidrBlock == network.vpc.CidrBlock }
    end
  end
  return list
end

---The destinations of a managed prefix list, or nil and why they cannot be read.
function methods.prefix_list(network, id)
  local known = network.prefix_lists[id]
  if not known then
    -- all pages: a list may hold a thousand
    local read, entries = pcall(network.ec2.all, network.ec2, "get_managed_prefix_list_entries", { PrefixListId = id })
    if not read then
      if not failure.is(entries) or entries.code == "cancelled" then error(entries, 0) end
      return nil, entries
    end
    known = {}
    for _, entry in ipairs(entries) do known[#known + 1] = entry.Cidr end
    network.prefix_lists[id] = known
  end
  return known
end

---A VPC whose facts are read when they are first used.
---@param id string
---@param region? string
---@return table
function M.network(id, region)
  if type(id) ~= "string" or not id:match("^vpc%-%x+$") then
    failure.raise{ code = "vpc_id", message = ("%q is not the id of a VPC"):format(tostring(id)) }
  end
  return lazy.object({ id = id, region = region or aws.region(), prefix_lists = {} }, readers, methods)
end

return M
