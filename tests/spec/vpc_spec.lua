-- Ranges, cuts, plans and ways out, on networks written down here: no server is asked.
local t = require "spec"
local aws = require "aws"
local vpc = require "vpc"
local cut = require "vpc.cut"
local range = require "vpc.range"
local tags = require "vpc.tags"

local function block(cidr, state)
  return { CidrBlock = cidr, AssociationId = "vpc-cidr-assoc-1", CidrBlockState = { State = state or "associated" } }
end

local function route(destination, fields)
  local entry = { DestinationCidrBlock = destination, State = "active" }
  for key, value in pairs(fields) do entry[key] = value end
  return entry
end

local function association(subnet, main) return { SubnetId = subnet, Main = main or false } end

local function node_subnet(id, zone, cidr)
  return { SubnetId = id, AvailabilityZone = zone, CidrBlock = cidr, State = "available", Tags = {} }
end

-- Two zones, one node subnet and one private table each.
local function network(change)
  local n = vpc.network("vpc-0a1b2c3d", "cn-northwest-1")
  n.vpc = { CidrBlock = "10.0.0.0/16", OwnerId = "123456789012", CidrBlockAssociationSet = { block("10.0.0.0/16") } }
  n.subnets = {
    node_subnet("subnet-0000000a", "z-a", "10.0.0.0/26"), node_subnet("subnet-0000000b", "z-b", "10.0.0.64/26"),
  }
  n.route_tables = {
    { RouteTableId = "rtb-main", Routes = { route("10.0.0.0/16", { GatewayId = "local" }) },
      Associations = { association(nil, true) } },
    { RouteTableId = "rtb-a", Routes = { route("0.0.0.0/0", { NatGatewayId = "nat-a" }) },
      Associations = { association("subnet-0000000a") } },
    { RouteTableId = "rtb-b", Routes = { route("0.0.0.0/0", { NatGatewayId = "nat-a" }) },
      Associations = { association("subnet-0000000b") } },
  }
  n.nat_gateways = { { NatGatewayId = "nat-a", State = "available", ConnectivityType = "public" } }
  n.transit_attachments, n.endpoints, n.peerings, n.network_acls = {}, {}, {}, {}
  if change then change(n) end
  return n
end

local NODE_ZONES = { { zone = "z-a", subnets = { "subnet-0000000a" }, why = "group one" },
                     { zone = "z-b", subnets = { "subnet-0000000b" }, why = "group one" } }

local function plan(n, zones, node_zones)
  return vpc.plan{ network = n, cluster = "blue", range = "100.64.0.0/16", zones = zones or {},
    node_zones = node_zones or NODE_ZONES, cluster_subnets = {}, name = function(zone) return "blue-pods-" .. zone end }
end

-- The details of all checks of a range that do not hold; warnings apart.
local function refusals(n, cidr, options)
  local list = {}
  for _, check in ipairs(vpc.range_checks(n, cidr, options)) do
    local first, detail = check.test()
    if type(first) == "table" then
      for _, problem in ipairs(first) do list[#list + 1] = check.name .. ": " .. problem.detail end
    elseif not first and not check.warn then
      list[#list + 1] = check.name .. ": " .. tostring(detail)
    end
  end
  return list
end

local function refused(n, cidr, pattern, options)
  local list = refusals(n, cidr, options)
  t.equal(#list, 1, "refusals of " .. cidr .. ": " .. table.concat(list, " | "))
  t.ok(list[1]:find(pattern), ("%q does not say %q"):format(list[1], pattern))
end

t.test("the restriction table, row by row", function()
  local rows = {
    { "10.0.0.0/16", "172.16.0.0/16", false }, { "10.0.0.0/16", "192.168.0.0/20", false },
    { "10.0.0.0/16", "198.19.0.0/24", false }, { "10.0.0.0/16", "10.9.0.0/16", true },
    { "10.0.0.0/16", "100.64.0.0/16", true }, { "10.0.0.0/16", "8.8.0.0/16", true },
    { "172.20.0.0/16", "10.0.0.0/16", false }, { "172.20.0.0/16", "172.31.0.0/20", false },
    { "172.20.0.0/16", "172.21.0.0/16", true }, { "172.20.0.0/16", "192.168.3.0/24", false },
    { "192.168.0.0/20", "10.0.0.0/16", false }, { "192.168.0.0/20", "172.17.0.0/16", false },
    { "192.168.0.0/20", "192.168.64.0/20", true }, { "192.168.0.0/20", "100.127.0.0/16", true },
    { "198.19.0.0/20", "10.1.0.0/16", false }, { "198.19.0.0/20", "198.19.32.0/20", true },
    { "100.64.0.0/16", "10.0.0.0/16", false }, { "100.64.0.0/16", "198.19.0.0/16", false },
    { "100.64.0.0/16", "100.65.0.0/16", true }, { "52.10.0.0/16", "192.168.0.0/24", false },
    { "52.10.0.0/16", "100.64.0.0/16", true },
  }
  for _, row in ipairs(rows) do
    local why = vpc.restriction(row[1], row[2])
    t.equal(why == nil, row[3], ("%s beside %s"):format(row[2], row[1]))
  end
end)

t.test("a good block passes every rule", function()
  t.equal(refusals(network(), "100.64.0.0/16", { service_range = "10.100.0.0/16" }), {})
end)

t.test("size and form of a block", function()
  refused(network(), "100.64.0.0/10", "/10")
  refused(network(), "100.64.0.0/29", "/29")
  refused(network(), "nonsense", "not an IPv4 block")
  refused(network(), "fd00::/56", "not an IPv4 block")
  refused(network(), "169.254.0.0/16", "169.254.0.0/16")
  refused(network(), "224.1.0.0/16", "224.0.0.0/4")
end)

t.test("host bits do not matter", function() t.equal(range.canonical("100.68.0.18/18"), "100.68.0.0/18") end)

t.test("nothing of 10.0.0.0/16 beside a block in 10.0.0.0/15", function()
  local n = network(function(n)
    n.vpc.CidrBlock, n.vpc.CidrBlockAssociationSet = "10.1.0.0/16", { block("10.1.0.0/16") }
  end)
  refused(n, "10.0.128.0/20", "10.0.0.0/15")
  t.equal(refusals(n, "10.2.0.0/16"), {})
end)

t.test("own blocks: overlap, blocks on their way out, and ghosts", function()
  refused(network(), "10.0.4.0/24", "overlaps 10.0.0.0/16")
  local function with(state)
    return network(function(n) table.insert(n.vpc.CidrBlockAssociationSet, block("100.64.0.0/16", state)) end)
  end
  local leaving = with("disassociating")
  refused(leaving, "100.64.0.0/16", "giving up")
  local ghost = with("disassociated")
  t.equal(refusals(ghost, "100.64.0.0/16"), {})
  t.equal(#ghost:blocks(), 1)
end)

t.test("a block that is there already is not judged again", function()
  local n = network(function(n)
    table.insert(n.vpc.CidrBlockAssociationSet, block("100.64.0.0/16"))
    table.insert(n.route_tables[2].Routes, route("100.64.0.0/16", { GatewayId = "local" }))
    table.insert(n.route_tables[2].Routes, route("100.64.1.0/24", { TransitGatewayId = "tgw-1" }))
  end)
  t.equal(refusals(n, "100.64.0.0/16"), {})
end)

t.test("routes: equal to or inside the block refuse, larger ones do not", function()
  local function with(destination)
    return network(function(n)
      table.insert(n.route_tables[2].Routes, route(destination, { VpcPeeringConnectionId = "pcx-1" }))
    end)
  end
  refused(with("100.64.1.0/24"), "100.64.0.0/16", "rtb%-a sends 100.64.1.0/24 to pcx%-1")
  refused(with("100.64.0.0/16"), "100.64.0.0/16", "rtb%-a sends")
  t.equal(refusals(with("100.64.0.0/10"), "100.64.0.0/16"), {})
end)

t.test("routes over prefix lists count with what the list holds", function()
  local n = network(function(n)
    n.route_tables[2].Routes[2] = { DestinationPrefixListId = "pl-1", TransitGatewayId = "tgw-1", State = "active" }
    n.prefix_lists["pl-1"] = { "100.64.9.0/24", "192.0.2.0/24" }
  end)
  refused(n, "100.64.0.0/16", "100.64.9.0/24 %(pl%-1%)")
end)

t.test("peerings: overlap when active, any block when we asked and wait", function()
  local function with(status, requester, theirs)
    local us, them = { VpcId = "vpc-0a1b2c3d" }, { VpcId = "vpc-peer", CidrBlockSet = { { CidrBlock = theirs } } }
    return network(function(n)
      n.peerings = { { VpcPeeringConnectionId = "pcx-1", Status = { Code = status },
        RequesterVpcInfo = requester and us or them, AccepterVpcInfo = requester and them or us } }
    end)
  end
  refused(with("active", true, "100.64.0.0/20"), "100.64.0.0/16", "overlaps 100.64.0.0/20 of vpc%-peer")
  refused(with("pending-acceptance", true, "10.9.0.0/16"), "100.64.0.0/16", "waits to be accepted")
  t.equal(refusals(with("pending-acceptance", false, "10.9.0.0/16"), "100.64.0.0/16"), {})
  t.equal(refusals(with("deleted", true, "100.64.0.0/16"), "100.64.0.0/16"), {})
end)

t.test("the service range of the cluster", function()
  refused(network(), "100.64.0.0/16", "service range", { service_range = "100.64.128.0/20" })
end)

t.test("cuts are even, around what is taken, and stable", function()
  local zones = { "a", "b", "c" }
  local even = { a = "100.64.0.0/18", b = "100.64.64.0/18", c = "100.64.128.0/18" }
  t.equal(cut.blocks("100.64.0.0/16", zones, {}, {}), even)
  t.equal(cut.blocks("100.64.0.0/16", { "a" }, {}, {}), { a = "100.64.0.0/16" })
  t.equal(cut.blocks("100.64.0.0/16", zones, { "100.64.1.0/24" }, {}),
    { a = "100.64.64.0/18", b = "100.64.128.0/18", c = "100.64.192.0/18" })
  -- whichever of them exist by now, the others come out the same
  for _, existing in ipairs{ { a = even.a }, { b = even.b }, { c = even.c }, { a = even.a, b = even.b },
                             { a = even.a, c = even.c }, { b = even.b, c = even.c } } do
    t.equal(cut.blocks("100.64.0.0/16", zones, {}, existing), even)
  end
  t.equal(cut.blocks("100.64.0.0/28", { "a", "b" }, {}, {}), nil, "two zones in a /28")
  -- a third zone came later: what exists stays
  t.equal(cut.blocks("100.64.0.0/16", zones, {}, { a = "100.64.0.0/18", b = "100.64.192.0/18" }),
    { a = "100.64.0.0/18", b = "100.64.192.0/18", c = "100.64.64.0/18" })
end)

t.test("a plan takes over table and tags of the node subnet", function()
  local made = plan(network())
  t.equal(made.problems, {})
  t.equal({ made.zones[1].cidr, made.zones[2].cidr }, { "100.64.0.0/17", "100.64.128.0/17" })
  t.equal({ made.zones[1].route_table, made.zones[2].route_table }, { "rtb-a", "rtb-b" })
  t.equal(made.zones[1].model.SubnetId, "subnet-0000000a")
end)

t.test("a node subnet without association uses the main table", function()
  local made = plan(network(function(n) n.route_tables[3].Associations = {} end))
  t.equal({ made.zones[1].route_table, made.zones[2].route_table }, { "rtb-a", "rtb-main" })
end)

local function problem_of(made, pattern)
  for _, problem in ipairs(made.problems) do
    if problem.detail:find(pattern) then
      t.ok(problem.remedy and problem.remedy ~= "", "no remedy: " .. problem.detail)
      return problem
    end
  end
  local all = {}
  for _, problem in ipairs(made.problems) do all[#all + 1] = problem.detail end
  error(("no problem like %q among: %s"):format(pattern, table.concat(all, " | ")), 2)
end

t.test("lines of zones: what is wrong with each is said", function()
  local a = { zone = "z-a", cidr = "100.64.0.0/17" }
  problem_of(plan(network(), { a }), "z%-b .*no line")
  problem_of(plan(network(), { a, { zone = "z-b", cidr = "100.64.64.0/18" } }), "overlaps")
  problem_of(plan(network(), { a, { zone = "z-b", cidr = "100.65.0.0/18" } }), "outside pod_range")
  problem_of(plan(network(), { a, { zone = "z-b", cidr = "100.64.128.0/29" } }), "/29")
  problem_of(plan(network(), { a, { zone = "z-b", cidr = "what" } }), "not a block")
  problem_of(plan(network(), { a, { zone = "z-b", subnet = "subnet-08cb25ce86ab2a4cs" } }), "not the id of a subnet")
  problem_of(plan(network(), { a, { zone = "z-b", subnet = "subnet-00000099" } }), "is not in vpc%-0a1b2c3d")
  problem_of(plan(network(), { a, { zone = "z-b", subnet = "subnet-0000000a" } }), "lies in z%-a")
  problem_of(plan(network(), { a, { zone = "z-b", subnet = "subnet-0000000b" } }), "is a subnet of nodes")
  problem_of(plan(network(), { a, { zone = "z-b" }, { zone = "z-x", cidr = "100.64.128.0/18" } }),
    "no node can appear in zone z%-x")
end)

local function with_pod_subnet(fields, tables)
  return network(function(n)
    local subnet = { SubnetId = "subnet-0000001b", AvailabilityZone = "z-b", CidrBlock = "100.64.8.0/24",
                     State = "available", Tags = {} }
    for key, value in pairs(fields or {}) do subnet[key] = value end
    table.insert(n.subnets, subnet)
    if tables then tables(n) end
  end)
end

t.test("an existing subnet of a line is taken as it is", function()
  local named = { zone = "z-b", subnet = "subnet-0000001b" }
  local made = plan(with_pod_subnet(), { { zone = "z-a", cidr = "100.64.64.0/18" }, named })
  t.equal(made.problems, {})
  t.equal(made.zones[2].existing.SubnetId, "subnet-0000001b")
  t.equal(made.zones[2].cidr, "100.64.8.0/24")
  problem_of(plan(with_pod_subnet{ State = "pending" }, { { zone = "z-a" }, named }), "is pending")
end)

t.test("an existing subnet with another table of its own is refused, unless the line accepts it", function()
  local function own(n) table.insert(n.route_tables[2].Associations, association("subnet-0000001b")) end
  local lines = { { zone = "z-a" }, { zone = "z-b", subnet = "subnet-0000001b" } }
  problem_of(plan(with_pod_subnet(nil, own), lines), "is associated with rtb%-a, the node subnets of .* use rtb%-b")
  lines[2].route_table = "rtb-a"
  t.equal(plan(with_pod_subnet(nil, own), lines).problems, {})
end)

t.test("different tables in one zone: the one that leads out, or a choice", function()
  local function second(target)
    return network(function(n)
      table.insert(n.subnets, node_subnet("subnet-0000002a", "z-a", "10.0.1.0/26"))
      table.insert(n.route_tables, { RouteTableId = "rtb-c", Routes = { route("0.0.0.0/0", target) },
        Associations = { association("subnet-0000002a") } })
    end)
  end
  local zones = { { zone = "z-a", subnets = { "subnet-0000000a", "subnet-0000002a" }, why = "one" }, NODE_ZONES[2] }
  t.equal(plan(second{ GatewayId = "igw-1" }, nil, zones).zones[1].route_table, "rtb-a")
  problem_of(plan(second{ NatGatewayId = "nat-a" }, nil, zones), "different route tables")
  local lines = { { zone = "z-a", route_table = "rtb-c" }, { zone = "z-b" } }
  local chosen = plan(second{ NatGatewayId = "nat-a" }, lines, zones)
  t.equal(chosen.problems, {})
  t.equal(chosen.zones[1].route_table, "rtb-c")
end)

t.test("every kind of way out, and what is none", function()
  local function of(entry, change)
    local n = network(change)
    return vpc.way_out(n, { RouteTableId = "rtb-x", Routes = { entry } }, "z-a")
  end
  local function out(pattern, entry, change)
    local holds, detail = of(entry, change)
    t.ok(holds and detail:find(pattern), detail)
  end
  local function none(pattern, entry, change)
    local holds, detail, remedy = of(entry, change)
    t.ok(not holds and detail:find(pattern), detail)
    t.ok(remedy, "no remedy for: " .. detail)
  end
  out("NAT nat%-a", route("0.0.0.0/0", { NatGatewayId = "nat-a" }))
  none("nat%-gone is not there", route("0.0.0.0/0", { NatGatewayId = "nat-gone" }))
  none("blackhole", route("0.0.0.0/0", { NatGatewayId = "nat-a", State = "blackhole" }))
  none("nat%-a is deleted", route("0.0.0.0/0", { NatGatewayId = "nat-a" }),
    function(n) n.nat_gateways[1].State = "deleted" end)
  none("private NAT", route("0.0.0.0/0", { NatGatewayId = "nat-a" }),
    function(n) n.nat_gateways[1].ConnectivityType = "private" end)
  none("igw%-1", route("0.0.0.0/0", { GatewayId = "igw-1" }))
  none("eni%-1", route("0.0.0.0/0", { NetworkInterfaceId = "eni-1" }))
  none("no default route", route("10.9.0.0/16", { TransitGatewayId = "tgw-1" }))
  local function attached(state, subnet)
    return function(n)
      n.transit_attachments = { { TransitGatewayId = "tgw-1", TransitGatewayAttachmentId = "tgw-attach-1",
        State = state, SubnetIds = { subnet } } }
    end
  end
  local transit = route("0.0.0.0/0", { TransitGatewayId = "tgw-1" })
  out("transit gateway tgw%-1", transit, attached("available", "subnet-0000000a"))
  out("transit gateway tgw%-1", transit, attached("modifying", "subnet-0000000a"))
  none("pendingAcceptance", transit, attached("pendingAcceptance", "subnet-0000000a"))
  none("has no subnet in z%-a", transit, attached("available", "subnet-0000000b"))
  out("transit gateway tgw%-1", transit, function(n)
    attached("deleted", "subnet-0000000a")(n)
    local ghost = n.transit_attachments
    attached("available", "subnet-0000000a")(n)
    table.insert(n.transit_attachments, 1, ghost[1])
  end)
  local inspected = route("0.0.0.0/0", { GatewayId = "vpce-1" })
  local function endpoint(kind, state)
    return function(n) n.endpoints = { { VpcEndpointId = "vpce-1", VpcEndpointType = kind, State = state } } end
  end
  out("Gateway Load Balancer endpoint vpce%-1", inspected, endpoint("GatewayLoadBalancer", "available"))
  none("Interface", inspected, endpoint("Interface", "available"))
end)

t.test("tags: the organisation's are copied, role marks never", function()
  local model = { Tags = { { Key = "team", Value = "shop" }, { Key = "Name", Value = "node-a" },
    { Key = "kubernetes.io/role/internal-elb", Value = "1" }, { Key = "karpenter.sh/discovery", Value = "blue" },
    { Key = "aws:cloudformation:stack-name", Value = "net" }, { Key = "elbv2.k8s.aws/cluster", Value = "blue" },
    { Key = "node.k8s.amazonaws.com/no_manage", Value = "true" }, { Key = "SubnetType", Value = "x" },
    { Key = "cost.kubernetes.io.example/team", Value = "7" },
    { Key = "kubernetes.io/cluster/blue", Value = "shared" } } }
  t.equal(tags.for_subnet(model, { Name = "blue-pods-a", [tags.PODS_OF] = "blue" }),
    { { Key = "Name", Value = "blue-pods-a" }, { Key = "SubnetType", Value = "x" },
      { Key = "cost.kubernetes.io.example/team", Value = "7" }, { Key = tags.PODS_OF, Value = "blue" },
      { Key = "team", Value = "shop" } })
end)

-- A client of EC2 whose VPC holds these associations of one block.
local function vpc_with(entries, associate)
  local set = {}
  for i, entry in ipairs(entries) do set[i] = block("100.64.0.0/16", entry[2]) set[i].AssociationId = entry[1] end
  return {
    describe_vpcs = function() return { Vpcs = { { CidrBlockAssociationSet = set } } } end,
    associate_vpc_cidr_block = function()
      local made = block("100.64.0.0/16", associate[2])
      made.AssociationId, made.CidrBlockState.StatusMessage = associate[1], "no room"
      table.insert(set, made)
      return { CidrBlockAssociation = made }
    end,
  }
end

local function range_resource(client)
  local before <const> = rawget(aws, "ec2")
  aws.ec2 = function() return client end
  local resource = vpc.cidr_block{ vpc = "vpc-0a1b2c3d", cidr = "100.64.0.0/16", region = "r" }
  aws.ec2 = before
  return resource
end

t.test("ghosts of a block neither stand for it nor hide it", function()
  local resource = range_resource(vpc_with{ { "a-1", "failed" }, { "a-2", "disassociated" } })
  t.equal(resource.find(), nil)
  resource = range_resource(vpc_with{ { "a-1", "failed" }, { "a-2", "disassociating" }, { "a-3", "associated" } })
  t.equal(resource.find().id, "a-3")
  t.ok(resource.ready(resource.find()))
end)

t.test("a block that EC2 gave up after it was asked for is told with EC2's words", function()
  for _, state in ipairs{ "failing", "failed" } do
    local resource = range_resource(vpc_with({ { "a-1", "failed" } }, { "a-2", state }))
    t.equal(resource.find(), nil, "the first attempt is somebody else's")
    resource.create()
    t.raises("no room", function() resource.ready(resource.find()) end)
  end
end)

t.test("capacity counts what the CNI takes", function()
  local m5 = { type = "m5.large", enis = 3, ips = 10, max_pods = 20, environment = {} }
  local function taken(pods, environment) return vpc.capacity.taken(m5, pods, environment or {}) end
  t.equal({ taken(0), taken(1), taken(9), taken(18) }, { 10, 20, 20, 20 }, "a warm interface")
  t.equal({ taken(0, { WARM_ENI_TARGET = "0" }), taken(9, { WARM_ENI_TARGET = "0" }) }, { 0, 10 })
  t.equal({ taken(3, { WARM_IP_TARGET = "2" }), taken(9, { WARM_IP_TARGET = "2" }),
    taken(18, { WARM_IP_TARGET = "5" }), taken(3, { WARM_IP_TARGET = "2", MINIMUM_IP_TARGET = "10" }) },
    { 6, 13, 20, 12 }, "warm addresses")
  local prefixes = { ENABLE_PREFIX_DELEGATION = "true" }
  t.equal({ taken(20, prefixes), taken(108, prefixes) }, { 49, 129 }, "prefixes")
  t.equal(taken(20, { ENABLE_PREFIX_DELEGATION = "true", WARM_IP_TARGET = "4" }), 33)
  t.equal(vpc.capacity.usable("100.64.0.0/18"), 16379)
  t.equal(vpc.capacity.describe("100.64.1.0/24", m5),
    "100.64.1.0/24: 251 addresses, 12 full nodes of m5.large (20 addresses each for 18 pods), 216 pods")
  t.equal(vpc.capacity.describe("100.64.1.0/24"), "100.64.1.0/24: 251 addresses")
end)
