-- Readers of what may advertise a VPC's blocks to other networks; vpc.network takes them over. Each asks only when the
-- VPC has something that could.
local aws = require "aws"

local M = {}

---VPN gateways that are attached to the VPC.
function M.vpn_gateways(network)
  local filters = { { Name = "attachment.vpc-id", Values = { network.id } } }
  local list = {}
  for _, gateway in ipairs(network.ec2:describe_vpn_gateways{ Filters = filters }.VpnGateways or {}) do
    for _, attachment in ipairs(gateway.VpcAttachments or {}) do
      local here = attachment.VpcId == network.id
      if here and (attachment.State == "attached" or attachment.State == "attaching") then list[#list + 1] = gateway end
    end
  end
  return list
end

---VPN connections of these gateways.
function M.vpn_connections(network)
  local ids = {}
  for i, gateway in ipairs(network.vpn_gateways) do ids[i] = gateway.VpnGatewayId end
  if #ids == 0 then return {} end
  local filters = { { Name = "vpn-gateway-id", Values = ids } }
  return network.ec2:describe_vpn_connections{ Filters = filters }.VpnConnections or {}
end

---Virtual interfaces of Direct Connect, of the whole account: the call takes no gateway.
function M.virtual_interfaces(network)
  if #network.vpn_gateways == 0 then return {} end
  return aws.directconnect{ region = network.region }:describe_virtual_interfaces{}.virtualInterfaces or {}
end

---Direct Connect gateways behind the VPC's VPN and transit gateways.
function M.gateway_associations(network)
  local ids, seen, list = {}, {}, {}
  for _, gateway in ipairs(network.vpn_gateways) do ids[#ids + 1] = gateway.VpnGatewayId end
  for _, attachment in ipairs(network.transit_attachments) do ids[#ids + 1] = attachment.TransitGatewayId end
  for _, id in ipairs(ids) do
    if not seen[id] then
      seen[id] = true
      local found = aws.directconnect{ region = network.region }
        :all("describe_direct_connect_gateway_associations", { associatedGatewayId = id })
      table.move(found, 1, #found, #list + 1, list)
    end
  end
  return list
end

---Attachments of the VPC that propagate its blocks, each with the transit gateway's route tables that learn them.
function M.propagating_attachments(network)
  local list = {}
  for _, attachment in ipairs(network.transit_attachments) do
    local id, tables = attachment.TransitGatewayAttachmentId, {}
    local living = attachment.State == "available" or attachment.State == "modifying"
    for _, found in ipairs(living and network.ec2:all("get_transit_gateway_attachment_propagations",
      { TransitGatewayAttachmentId = id }) or {}) do
      if found.State == "enabled" or found.State == "enabling" then
        tables[#tables + 1] = found.TransitGatewayRouteTableId
      end
    end
    if #tables > 0 then list[#list + 1] = { id = id, tables = tables } end
  end
  return list
end

return M
