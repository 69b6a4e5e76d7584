-- Where a route table sends what leaves the VPC, and whether pods of a zone get out that way.
-- Pods have no public address, so an internet gateway is no way out for them.
local route_table = require "vpc.route_table"
local range = require "vpc.range"

local M = {}

---The IPv4 default route of a table, or nil.
function M.default_route(table_)
  for _, route in ipairs(table_.Routes) do
    if route.DestinationCidrBlock == "0.0.0.0/0" then return route end
  end
end

local function by(list, key, id)
  for _, item in ipairs(list) do
    if item[key] == id then return item end
  end
end

-- Each way out answers: true and what it is; or false, what is wrong, what to do, and whether that may be accepted.
local ways = {}

function ways.nat(network, route)
  local id = route.NatGatewayId
  local nat = by(network.nat_gateways, "NatGatewayId", id)
  if not nat or nat.State ~= "available" then
    return false, ("%s is %s"):format(id, nat and nat.State or "not there"),
      "create a NAT gateway in that zone and point the route to it"
  end
  if nat.ConnectivityType == "private" then
    return false, id .. " is a private NAT gateway: it leads to other networks, not to the internet",
      "use a public one, or --set accept_way_out=true", true
  end
  return true, "NAT " .. id
end

local function has(list, value)
  for _, item in ipairs(list or {}) do
    if item == value then return true end
  end
  return false
end

-- Attachments that were deleted stay in the answer for a while, beside the one in force.
local function attachment_to(network, id)
  local other
  for _, attachment in ipairs(network.transit_attachments) do
    if attachment.TransitGatewayId == id then
      if attachment.State == "available" or attachment.State == "modifying" then return attachment end
      other = other or attachment
    end
  end
  return other
end

function ways.transit(network, route, zone)
  local id = route.TransitGatewayId
  local attachment = attachment_to(network, id)
  if not attachment or (attachment.State ~= "available" and attachment.State ~= "modifying") then
    local state = attachment and attachment.State or "not there"
    return false, ("the attachment of %s to %s is %s"):format(network.id, id, state),
      "attach the VPC to the transit gateway, or have the attachment accepted"
  end
  for _, subnet in ipairs(network.subnets) do
    if subnet.AvailabilityZone == zone and has(attachment.SubnetIds, subnet.SubnetId) then
      return true, "transit gateway " .. id
    end
  end
  return false, ("%s has no subnet in %s, so %s cannot be reached from there")
    :format(attachment.TransitGatewayAttachmentId, zone, id), "add a subnet of that zone to the attachment"
end

function ways.endpoint(network, route)
  local id = route.GatewayId
  local endpoint = by(network.endpoints, "VpcEndpointId", id)
  local kind, state = endpoint and endpoint.VpcEndpointType, endpoint and endpoint.State
  if kind ~= "GatewayLoadBalancer" or (state or ""):lower() ~= "available" then
    return false, ("%s is %s"):format(id, not endpoint and "not there" or ("a %s endpoint, %s"):format(kind, state)),
      "point the route to a Gateway Load Balancer endpoint that is available"
  end
  return true, "Gateway Load Balancer endpoint " .. id
end

function ways.internet(_, route)
  return false, ("it leads to internet gateway %s, and pods have no public address"):format(route.GatewayId),
    "use a node subnet behind a NAT gateway, or name another table in `zones` (route_table = ...)"
end

function ways.other(_, route)
  return false, ("it leads to %s, which is no NAT gateway, transit gateway or Gateway Load Balancer endpoint")
    :format(range.target_of(route)), "if pods do get out that way: --set accept_way_out=true", true
end

local function way_of(route)
  local gateway = route.GatewayId or ""
  if route.NatGatewayId then return ways.nat end
  if route.TransitGatewayId then return ways.transit end
  if gateway:match("^vpce%-") then return ways.endpoint end
  if gateway:match("^igw%-") then return ways.internet end
  return ways.other
end

---Whether pods of a zone get out by a table.
---@return boolean holds, string detail, string|nil remedy, boolean|nil acceptable
function M.way_out(network, table_, zone)
  local route = M.default_route(table_)
  if not route then
    return false, ("%s (zone %s) has no default route"):format(table_.RouteTableId, zone),
      "add a default route to a NAT or transit gateway; for pods without a way out: --set accept_way_out=true", true
  end
  local holds, what, remedy, acceptable = way_of(route)(network, route, zone)
  if route.State == "blackhole" then
    return false, ("the default route of %s (zone %s) is a blackhole: %s")
      :format(table_.RouteTableId, zone, holds and range.target_of(route) .. " does not take it" or what),
      remedy or "point the route to a gateway that exists"
  end
  if holds then return true, ("%s (%s)"):format(table_.RouteTableId, what) end
  return false, ("the default route of %s (zone %s): %s"):format(table_.RouteTableId, zone, what), remedy, acceptable
end

---Every zone of a plan has a way out.
---@param network table
---@param plan table
---@param accepted? boolean routes that AWS knows but we cannot vouch for are accepted
function M.check(network, plan, accepted)
  local rule = "active, to an available public NAT gateway, a transit gateway attached in the zone, or a GWLB endpoint"
  return { name = "no way out", rule = rule, test = function()
    local problems, ways_out = {}, {}
    for _, zone in ipairs(plan.zones) do
      local table_ = zone.route_table and route_table.by_id(network.route_tables, zone.route_table)
      if table_ then
        local holds, detail, remedy, acceptable = M.way_out(network, table_, zone.zone)
        if holds or (acceptable and accepted) then
          ways_out[#ways_out + 1] = ("%s: %s"):format(zone.zone, detail)
        else
          problems[#problems + 1] = { object = table_.RouteTableId, detail = detail, remedy = remedy }
        end
      end
    end
    if #problems > 0 then return problems end
    return true, table.concat(ways_out, "; ")
  end }
end

return M
