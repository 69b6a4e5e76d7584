-- The impact report, rule by rule: what holds, what does not, what cannot be read. On plain tables: no server is asked.
local t = require "spec"
local failure = require "failure"
local lazy = require "lazy"
local vpc = require "vpc"

local POD_RANGE = "100.64.0.0/16"

local function denied(name)
  return function() failure.raise{ code = "UnauthorizedOperation", message = "no right for " .. name } end
end

-- A VPC with one node subnet; `members` are laid over it, and those of `unread` cannot be read.
local function network(members, unread)
  local n = {
    id = "vpc-0a1b2c3d", region = "cn-northwest-1",
    subnets = { { SubnetId = "subnet-a", AvailabilityZone = "z-a", CidrBlock = "10.0.0.0/26", Tags = {} } },
    vpc = { CidrBlock = "10.0.0.0/16",
            CidrBlockAssociationSet = { { CidrBlock = "10.0.0.0/16", CidrBlockState = { State = "associated" } } } },
    route_tables = {}, network_acls = {}, security_groups = {}, interfaces = {}, endpoints = {},
    transit_attachments = {}, vpn_gateways = {}, vpn_connections = {}, virtual_interfaces = {},
    gateway_associations = {}, propagating_attachments = {},
  }
  for name, value in pairs(members or {}) do n[name] = value end
  local readers = {}
  for _, name in ipairs(unread or {}) do n[name], readers[name] = nil, denied(name) end
  return lazy.object(n, readers, {
    subnet = function(_, id) return id == "subnet-a" and n.subnets[1] or nil end,
    blocks = function(_)
      local list = {}
      for _, block in ipairs(n.vpc.CidrBlockAssociationSet) do
        list[#list + 1] = { cidr = block.CidrBlock, state = block.CidrBlockState.State }
      end
      return list
    end,
    prefix_list = function(_, id) return id == "pl-1" and { "10.9.0.0/16", "10.8.0.0/16" } or nil end,
  })
end

local function plan(n)
  return { network = n, range = POD_RANGE, zones = { { zone = "z-a", cidr = "100.64.0.0/18", route_table = "rtb-a",
    node_subnets = { "subnet-a" }, model = n.subnets[1] } } }
end

-- What a check says: a list of details, empty when it holds.
local function said(check)
  local first, detail = check.test()
  if first == true then return {} end
  if type(first) ~= "table" then return { tostring(detail) } end
  local list = {}
  for i, problem in ipairs(first) do
    list[i] = problem.detail
    t.ok(problem.object and problem.remedy, check.name .. " names an object and a remedy")
  end
  return list
end

local function says(check, ...)
  local list = said(check)
  local wanted = { ... }
  t.equal(#list, #wanted, check.name .. ": " .. table.concat(list, " | "))
  for i, pattern in ipairs(wanted) do
    t.ok(list[i]:find(pattern, 1, true), ("%q does not say %q"):format(list[i], pattern))
  end
end

local EXTERNAL = { AWS_VPC_K8S_CNI_EXTERNALSNAT = "true" }

-- -- unmasked pods

local function routed(route, environment, accepted)
  local n = network{ route_tables = { { RouteTableId = "rtb-a", Associations = {}, Routes = {
    { DestinationCidrBlock = "0.0.0.0/0", NatGatewayId = "nat-1", State = "active" }, route } } } }
  return vpc.unmasked_check(plan(n), function() return environment end, accepted)
end

t.test("unmasked pods: each way out of the VPC, by EXTERNALSNAT", function()
  local targets = { TransitGatewayId = "tgw-1", VpcPeeringConnectionId = "pcx-1", GatewayId = "vgw-1",
                    CoreNetworkArn = "arn:core", LocalGatewayId = "lgw-1" }
  for member, target in pairs(targets) do
    local route = { DestinationCidrBlock = "10.9.0.0/16", [member] = target, State = "active" }
    says(routed(route, EXTERNAL), "rtb-a (z-a) sends 10.9.0.0/16 to")
    t.ok(said(routed(route, EXTERNAL))[1]:find(target, 1, true), target)
    says(routed(route, {}))
  end
end)

t.test("unmasked pods: what is no way out of the VPC, and blackholes, do not count", function()
  for _, route in ipairs{ { DestinationCidrBlock = "10.9.0.0/16", GatewayId = "local", State = "active" },
                          { DestinationCidrBlock = "10.9.0.0/16", NatGatewayId = "nat-2", State = "active" },
                          { DestinationCidrBlock = "10.9.0.0/16", TransitGatewayId = "tgw-1", State = "blackhole" },
                          { DestinationIpv6CidrBlock = "::/0", TransitGatewayId = "tgw-1", State = "active" } } do
    says(routed(route, EXTERNAL))
  end
end)

t.test("unmasked pods: excluded destinations and prefix lists", function()
  local route = { DestinationCidrBlock = "10.9.0.0/16", TransitGatewayId = "tgw-1", State = "active" }
  local excluded = { AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS = "192.168.0.0/16, 10.9.4.0/24" }
  says(routed(route, excluded), "AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS=10.9.4.0/24")
  says(routed(route, { AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS = "192.168.0.0/16" }))
  local listed = { DestinationPrefixListId = "pl-1", TransitGatewayId = "tgw-1", State = "active" }
  says(routed(listed, EXTERNAL), "sends 10.9.0.0/16", "sends 10.8.0.0/16")
  says(routed({ DestinationPrefixListId = "pl-unread", TransitGatewayId = "tgw-1", State = "active" }, EXTERNAL))
end)

t.test("unmasked pods: accepted, it is told as a warning", function()
  local route = { DestinationCidrBlock = "10.9.0.0/16", TransitGatewayId = "tgw-1", State = "active" }
  t.equal({ routed(route, EXTERNAL, false).warn, routed(route, EXTERNAL, true).warn }, { nil, true })
end)

-- -- who advertises the block

local VGW = { { VpnGatewayId = "vgw-1" } }

local function prefixes(gateway, ...)
  local list = {}
  for i, prefix in ipairs{ ... } do list[i] = { cidr = prefix } end
  return { { directConnectGatewayId = "dx-1", associationState = "associated", associatedGateway = { id = gateway },
             allowedPrefixesToDirectConnectGateway = list } }
end

local function advertised(members, unread)
  return vpc.propagation_checks(network(members, unread), POD_RANGE)
end

t.test("advertised block: a VPN gateway with somebody behind it", function()
  says(advertised{ vpn_gateways = VGW }[1])
  says(advertised{ vpn_gateways = VGW, vpn_connections = { { VpnConnectionId = "vpn-1", VpnGatewayId = "vgw-1",
    State = "available" } } }[1], "vgw-1 is attached to vpc-0a1b2c3d and advertises every block of it: VPN connection "
    .. "vpn-1 learns 100.64.0.0/16 at once")
  says(advertised{ vpn_gateways = VGW, vpn_connections = { { VpnConnectionId = "vpn-1", VpnGatewayId = "vgw-1",
    State = "available", Options = { StaticRoutesOnly = true } } } }[1])
  says(advertised{ vpn_gateways = VGW, virtual_interfaces = { { virtualInterfaceId = "dxvif-1",
    virtualGatewayId = "vgw-1", virtualInterfaceState = "available" } } }[1], "virtual interface dxvif-1")
end)

t.test("advertised block: Direct Connect gateways let out what they list", function()
  says(advertised{ vpn_gateways = VGW, gateway_associations = prefixes("vgw-1", "10.0.0.0/8") }[1])
  says(advertised{ vpn_gateways = VGW, gateway_associations = prefixes("vgw-1", "100.64.0.0/16") }[1],
    "Direct Connect gateway dx-1 (it lets 100.64.0.0/16 out)")
  local transit = { { TransitGatewayId = "tgw-1", TransitGatewayAttachmentId = "tgw-attach-1", State = "available" } }
  says(advertised{ transit_attachments = transit, gateway_associations = prefixes("tgw-1", "100.64.1.0/24") }[1])
  says(advertised{ transit_attachments = transit, gateway_associations = prefixes("tgw-1", "100.64.0.0/10") }[1],
    "dx-1 advertises 100.64.0.0/10 for tgw-1")
end)

t.test("advertised block: propagation, a block that is held already, and accepted", function()
  local learns = { { id = "tgw-attach-1", tables = { "tgw-rtb-1" } } }
  says(advertised{ propagating_attachments = learns }[1], "tgw-attach-1 propagates the blocks of vpc-0a1b2c3d to "
    .. "tgw-rtb-1")
  local held = { CidrBlock = "10.0.0.0/16", CidrBlockAssociationSet = { { CidrBlock = POD_RANGE,
    CidrBlockState = { State = "associated" } } } }
  says(advertised{ propagating_attachments = learns, vpc = held }[1])
  t.equal(vpc.propagation_checks(network(), POD_RANGE, true)[1].warn, true)
end)

t.test("advertised block: what cannot be read is told, and a gateway is not taken to be idle", function()
  local checks = advertised({ vpn_gateways = VGW }, { "virtual_interfaces", "gateway_associations" })
  says(checks[1], "what is behind it (it cannot be read)")
  t.equal(checks[2].warn, true)
  says(checks[2], "virtual interfaces of Direct Connect cannot be read, and was not looked at",
    "Direct Connect gateways cannot be read")
  says(advertised({}, { "vpn_gateways" })[1])
  says(advertised({}, { "propagating_attachments" })[2], "propagation of transit gateways cannot be read")
  says(advertised()[2])
end)

-- -- network ACLs

local function entry(number, action, block, more)
  local made = { RuleNumber = number, RuleAction = action, CidrBlock = block, Protocol = "-1", Egress = false }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end

local function acl(...)
  local entries = { ... }
  return vpc.network_acl_check(plan(network{ network_acls = { { NetworkAclId = "acl-1", Entries = entries,
    Associations = { { SubnetId = "subnet-db" } } } } }))
end

t.test("network ACL rules: by number, for what nodes may", function()
  says(acl(entry(100, "allow", "0.0.0.0/0"), entry(32767, "deny", "0.0.0.0/0")))
  says(acl(entry(100, "allow", "10.0.0.0/8")), "acl-1 of subnet-db lets all traffic from 10.0.0.0/8 through (rule 100)"
    .. ", but not from 100.64.0.0/16")
  says(acl(entry(100, "allow", "10.0.0.0/8"), entry(110, "allow", "100.64.0.0/10")))
  says(acl(entry(100, "allow", "0.0.0.0/0"), entry(90, "deny", "100.64.0.0/10")), "(rule 90)")
  says(acl(entry(100, "allow", "0.0.0.0/0"), entry(90, "deny", "100.64.3.0/24")), "(rule 90)")
  says(acl(entry(100, "allow", "0.0.0.0/0"), entry(110, "deny", "100.64.0.0/10")))
  says(acl(entry(100, "allow", "192.168.0.0/16")))
end)

t.test("network ACL rules: protocol, ports and direction", function()
  local tcp = { Protocol = "6", PortRange = { From = 5432, To = 5432 } }
  local out = { Protocol = "6", PortRange = { From = 5432, To = 5432 }, Egress = true }
  says(acl(entry(100, "allow", "10.0.0.0/24", tcp), entry(110, "allow", POD_RANGE, out)), "lets tcp 5432 from")
  says(acl(entry(100, "allow", "10.0.0.0/24", out)), "lets tcp 5432 to 10.0.0.0/24")
  says(acl(entry(100, "allow", "10.0.0.0/24", tcp), entry(110, "allow", POD_RANGE)))
  says(acl(entry(100, "allow", "10.0.0.0/24", tcp), entry(110, "allow", POD_RANGE, { Protocol = "17" })), "tcp 5432")
end)
