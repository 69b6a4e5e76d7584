-- Who learns of a block as soon as the VPC holds it, without anybody's asking: VPN gateways, Direct Connect and transit
-- gateways advertise it. A network that uses the same addresses elsewhere is then torn in two.
local cidr = require "cidr"
local range = require "vpc.range"
local reading = require "reading"

local M = {}

-- The first allowed prefix of a Direct Connect gateway that is equal to the block or contains it.
local function lets_out(association, block)
  for _, prefix in ipairs(association.allowedPrefixesToDirectConnectGateway or {}) do
    if cidr.parse(prefix.cidr) and cidr.contains(prefix.cidr, block) then return prefix.cidr end
  end
end

local function of_gateway(associations, id)
  local list = {}
  for _, association in ipairs(associations) do
    if association.associatedGateway and association.associatedGateway.id == id
      and association.associationState ~= "disassociated" then list[#list + 1] = association end
  end
  return list
end

-- What listens behind a VPN gateway, in words; what cannot be read is taken to be there.
local function behind(network, gateway, block)
  local list, id = {}, gateway.VpnGatewayId
  local connections, no_connections = reading.try(network, "vpn_connections")
  local interfaces, no_interfaces = reading.try(network, "virtual_interfaces")
  for _, connection in ipairs(connections or {}) do
    local static = connection.Options and connection.Options.StaticRoutesOnly
    if connection.VpnGatewayId == id and connection.State ~= "deleted" and not static then
      list[#list + 1] = "VPN connection " .. connection.VpnConnectionId
    end
  end
  for _, interface in ipairs(interfaces or {}) do
    if interface.virtualGatewayId == id and interface.virtualInterfaceState ~= "deleted" then
      list[#list + 1] = "virtual interface " .. interface.virtualInterfaceId
    end
  end
  for _, association in ipairs(of_gateway(reading.list(network, "gateway_associations"), id)) do
    local prefix = lets_out(association, block)
    if prefix then
      list[#list + 1] = ("Direct Connect gateway %s (it lets %s out)"):format(association.directConnectGatewayId,
        prefix)
    end
  end
  if no_connections or no_interfaces then list[#list + 1] = "what is behind it (it cannot be read)" end
  return list
end

local function by_vpn_gateways(network, block, add)
  for _, gateway in ipairs(reading.list(network, "vpn_gateways")) do
    local list = behind(network, gateway, block)
    if #list > 0 then
      add(gateway.VpnGatewayId, ("%s is attached to %s and advertises every block of it: %s learns %s at once")
        :format(gateway.VpnGatewayId, network.id, table.concat(list, ", "), block))
    end
  end
end

local function by_transit_gateways(network, block, add)
  for _, attachment in ipairs(reading.list(network, "propagating_attachments")) do
    add(attachment.id, ("%s propagates the blocks of %s to %s: every attachment that is associated with it learns %s")
      :format(attachment.id, network.id, table.concat(attachment.tables, ", "), block))
  end
  for _, attachment in ipairs(reading.list(network, "transit_attachments")) do
    local id = attachment.TransitGatewayId
    for _, association in ipairs(of_gateway(reading.list(network, "gateway_associations"), id)) do
      local prefix = lets_out(association, block)
      if prefix then
        add(association.directConnectGatewayId, ("%s advertises %s for %s: %s lies in it, and what comes back now "
          .. "reaches the VPC"):format(association.directConnectGatewayId, prefix, id, block))
      end
    end
  end
end

local function advertised(network, block, accepted)
  local rule = "nobody learns of the new block unasked"
  return { name = "advertised block", rule = rule, warn = accepted or nil, test = function()
    local held = range.held(network, block)
    if held then return true, ("%s is %s already"):format(block, held.state) end
    local problems = {}
    local function add(object, detail)
      problems[#problems + 1] = { object = object, detail = detail,
        remedy = ("see that nobody there uses addresses of %s, and that its owners know; then --set "
          .. "accept_propagation=true"):format(block) }
    end
    by_vpn_gateways(network, block, add)
    by_transit_gateways(network, block, add)
    return problems
  end }
end

---Nobody learns of the block unasked, and what cannot be read about that.
---@param network table
---@param block string
---@param accepted? boolean tell it only
---@return table[] checks
function M.checks(network, block, accepted)
  local function fact(member, what, right) return { object = network, member = member, what = what, right = right } end
  return { advertised(network, block, accepted), reading.unread("who advertises", {
    fact("vpn_gateways", "VPN gateways", "ec2:DescribeVpnGateways"),
    fact("vpn_connections", "VPN connections", "ec2:DescribeVpnConnections"),
    fact("virtual_interfaces", "virtual interfaces of Direct Connect", "directconnect:DescribeVirtualInterfaces"),
    fact("gateway_associations", "Direct Connect gateways",
      "directconnect:DescribeDirectConnectGatewayAssociations"),
    fact("propagating_attachments", "propagation of transit gateways",
      "ec2:GetTransitGatewayAttachmentPropagations"),
  }) }
end

return M
