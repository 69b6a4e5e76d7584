-- The impact report, rule by rule: what holds, what does not, what cannot be read. On plain tables: no server is asked.
local t = require "spec"
local failure = require "failure"
local lazy = require "lazy"
local vpc = require "vpc"
local group_checks = require "vpc.group_checks"
local group_rules = require "cni.group_rules"
local autoscaler = require "eks.autoscaler"
local budget_checks = require "nodes.budget_checks"
local control_plane = require "nodes.control_plane"
local named_ranges = require "pods.named_ranges"
local cni_kept = require "cni.kept"
local karpenter = require "eks.karpenter"
local load_balancers = require "cni.load_balancers"
local owners = require "eks.owners"
local pinned = require "nodes.pinned"
local versions = require "nodes.versions"

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

-- -- security groups

local function permission(protocol, first, last, more)
  local made = { IpProtocol = protocol, FromPort = first, ToPort = last, IpRanges = {}, UserIdGroupPairs = {} }
  for i, block in ipairs(more.ranges or {}) do made.IpRanges[i] = { CidrIp = block } end
  for i, group in ipairs(more.groups or {}) do made.UserIdGroupPairs[i] = { GroupId = group } end
  if more.list then made.PrefixListIds = { { PrefixListId = more.list } } end
  return made
end

local function ranges(...) return { ranges = { ... } } end

local function store(ingress, egress)
  return { { GroupId = "sg-db", GroupName = "db", IpPermissions = ingress, IpPermissionsEgress = egress or {} } }
end

local USED = { { NetworkInterfaceId = "eni-1", Description = "RDSNetworkInterface",
                 Groups = { { GroupId = "sg-db" } } } }

local function pods_groups() return { "sg-pods" } end

local function group_check(members, unread)
  return group_checks.checks(plan(network(members, unread)), pods_groups)
end

t.test("groups by address: node blocks only, in both directions", function()
  local postgres = permission("tcp", 5432, 5432, ranges("10.0.0.0/16"))
  says(group_check{ security_groups = store{ postgres }, interfaces = USED }[1], "sg-db (db) lets in tcp 5432 from "
    .. "10.0.0.0/16, but not from 100.64.0.0/16; it is on 1 interface: RDSNetworkInterface eni-1")
  says(group_check{ security_groups = store({}, { postgres }), interfaces = USED }[1],
    "sg-db (db) lets out tcp 5432 to")
  says(group_check{ security_groups = store{ postgres } }[1]) -- nothing uses it
  says(group_check({ security_groups = store{ postgres } }, { "interfaces" })[1], "what uses it cannot be read")
end)

t.test("groups by address: what lets pods in as well", function()
  local postgres = permission("tcp", 5432, 5432, ranges("10.0.0.0/16"))
  for _, other in ipairs{ permission("tcp", 5432, 5432, ranges("100.64.0.0/10")),
                          permission("-1", nil, nil, ranges("0.0.0.0/0")),
                          permission("tcp", 5000, 6000, { groups = { "sg-pods" } }) } do
    says(group_check{ security_groups = store{ postgres, other }, interfaces = USED }[1])
  end
  for _, other in ipairs{ permission("udp", 5432, 5432, ranges("100.64.0.0/10")),
                          permission("tcp", 5432, 5432, ranges("100.65.0.0/16")),
                          permission("tcp", 80, 443, { groups = { "sg-pods" } }) } do
    says(group_check{ security_groups = store{ postgres, other }, interfaces = USED }[1], "tcp 5432")
  end
  local elsewhere = permission("tcp", 5432, 5432, ranges("192.168.0.0/16", "10.0.7.9/32"))
  says(group_check{ security_groups = store{ elsewhere }, interfaces = USED }[1])
end)

t.test("VPC endpoints: 443 from pods, where private DNS leads pods there", function()
  local function endpoint(private, ingress)
    return group_check{ security_groups = store(ingress), endpoints = { { VpcEndpointId = "vpce-1",
      ServiceName = "sts", VpcEndpointType = "Interface", PrivateDnsEnabled = private,
      Groups = { { GroupId = "sg-db" } } } } }[2]
  end
  local from_nodes = { permission("tcp", 443, 443, ranges("10.0.0.0/16")) }
  says(endpoint(true, from_nodes), "vpce-1 (sts, private DNS) does not let in tcp 443 from 100.64.0.0/16")
  says(endpoint(false, from_nodes))
  says(endpoint(true, { permission("tcp", 443, 443, { groups = { "sg-pods" } }) }))
  local unread = group_check({}, { "security_groups", "endpoints" })
  says(unread[1])
  says(unread[3], "security groups cannot be read", "VPC endpoints cannot be read")
end)

local function cluster(members)
  local made = { name = "blue", version = "1.33", security_group = "sg-cluster", subnets = { "subnet-a" },
                 instances = {}, node_groups = {}, pods = {}, nodes = {}, services = {}, raw = { tags = {} } }
  for name, value in pairs(members or {}) do made[name] = value end
  made.network = made.network or network()
  return made
end

local ALL_OUT = permission("-1", nil, nil, ranges("0.0.0.0/0"))

local function pods_rules(ingress, control)
  local n = network{ security_groups = {
    { GroupId = "sg-pods", IpPermissions = ingress, IpPermissionsEgress = { ALL_OUT } },
    { GroupId = "sg-cluster", IpPermissions = control, IpPermissionsEgress = { ALL_OUT } } } }
  return group_rules.check(cluster{ network = n }, plan(n), { "sg-pods" })
end

t.test("rules of pods' groups: 443, 10250 and 53", function()
  local all = { permission("-1", nil, nil, { groups = { "sg-pods", "sg-cluster" } }) }
  says(pods_rules(all, all))
  says(pods_rules(all, {}), "sg-cluster let no tcp 443 pass from pods: the API server")
  says(pods_rules({}, all), "sg-pods let no tcp 10250 pass from the control plane", "udp 53", "tcp 53")
  local n = network{ security_groups = { { GroupId = "sg-cluster", IpPermissionsEgress = { ALL_OUT }, IpPermissions = {
    permission("-1", nil, nil, { groups = { "sg-cluster" } }) } } } }
  says(group_rules.check(cluster{ network = n }, plan(n), { "sg-cluster" }))
  local unread = network({}, { "security_groups" })
  says(group_rules.check(cluster{ network = unread }, plan(unread), { "sg-pods" }))
end)

-- -- objects of the cluster that name blocks

t.test("network policies and source ranges that name node blocks only", function()
  local function policy(...)
    local peers = {}
    for i, block in ipairs{ ... } do peers[i] = { ipBlock = { cidr = block } } end
    return cluster{ network_policies = { { metadata = { namespace = "shop", name = "db" },
      spec = { ingress = { { from = peers } }, egress = { { to = {} } } } } } }
  end
  local p = plan(network())
  says(named_ranges.policies(policy("10.0.0.0/16"), p), "NetworkPolicy shop/db allows ingress from 10.0.0.0/16, but "
    .. "not from 100.64.0.0/16")
  says(named_ranges.policies(policy("10.0.0.0/16", "100.64.0.0/16"), p))
  says(named_ranges.policies(policy("192.168.0.0/16"), p))
  says(named_ranges.policies(policy(), p))
  local function service(...)
    return cluster{ services = { { metadata = { namespace = "shop", name = "web" },
      spec = { loadBalancerSourceRanges = { ... } } } } }
  end
  says(named_ranges.source_ranges(service("10.0.0.0/8"), p), "Service shop/web lets in 10.0.0.0/8, but not "
    .. "100.64.0.0/16")
  says(named_ranges.source_ranges(service("10.0.0.0/8", "100.64.0.0/10"), p))
  says(named_ranges.source_ranges(service(), p))
end)

-- -- workloads

local WORKERS = { nodegroupName = "workers", status = "ACTIVE", labels = { team = "shop" }, tags = {},
                  version = "1.33", releaseVersion = "1.33.1-20250801", amiType = "AL2023_x86_64_STANDARD" }

local function workloads(members)
  local none = { deployments = {}, stateful_sets = {}, daemon_sets = {}, jobs = {}, cron_jobs = {}, budgets = {},
    node_groups = { WORKERS }, nodes = { { metadata = { name = "n-1", labels = {
      ["eks.amazonaws.com/nodegroup"] = "workers", ["alpha.eksctl.io/nodegroup-name"] = "workers" } } } } }
  for name, value in pairs(members or {}) do none[name] = value end
  return cluster(none)
end

local function template(kind, spec, more)
  local object = { kind = kind, metadata = { namespace = "shop", name = "web" }, spec = { template = { spec = spec } } }
  for key, value in pairs(more or {}) do object[key] = value end
  return object
end

local function selected(label, value) return { nodeSelector = { [label] = value } } end

local function affinity(...)
  local terms = {}
  for i, values in ipairs{ ... } do
    terms[i] = { matchExpressions = { { key = "eks.amazonaws.com/nodegroup", operator = "In", values = values } } }
  end
  return { affinity = { nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution = {
    nodeSelectorTerms = terms } } } }
end

local function pinned_check(members) return pinned.check(workloads(members), { node_groups = {} }) end

t.test("pinned to a group: by every kind of template, nodeSelector or required affinity", function()
  local spec = selected("eks.amazonaws.com/nodegroup", "workers")
  for member, object in pairs{ deployments = template("Deployment", spec), jobs = template("Job", spec),
      stateful_sets = template("StatefulSet", spec), daemon_sets = template("DaemonSet", spec),
      cron_jobs = { kind = "CronJob", metadata = { namespace = "shop", name = "web" },
                    spec = { jobTemplate = { spec = { template = { spec = spec } } } } } } do
    says(pinned_check{ [member] = { object } }, "shop/web asks for eks.amazonaws.com/nodegroup=workers (nodeSelector): "
      .. "group workers is replaced")
  end
  says(pinned_check{ deployments = { template("Deployment", affinity{ "workers" }) } }, "(required nodeAffinity)")
  says(pinned_check{ deployments = { template("Deployment", selected("alpha.eksctl.io/nodegroup-name", "workers")) } },
    "alpha.eksctl.io/nodegroup-name=workers")
end)

t.test("pinned to a group: what can run elsewhere, and jobs that have ended", function()
  local ended = { status = { conditions = { { type = "Complete", status = "True" } } } }
  for _, object in ipairs{ template("Deployment", {}), template("Deployment", selected("team", "shop")),
      template("Deployment", selected("eks.amazonaws.com/nodegroup", "other")),
      template("Deployment", affinity{ "workers", "other" }), template("Deployment", affinity({ "workers" }, { "x" })),
      template("Job", selected("eks.amazonaws.com/nodegroup", "workers"), ended) } do
    says(pinned_check{ deployments = { object } })
  end
  local kept = setmetatable({ labels = { ["alpha.eksctl.io/nodegroup-name"] = "workers" } }, { __index = WORKERS })
  says(pinned_check{ node_groups = { kept },
    deployments = { template("Deployment", selected("alpha.eksctl.io/nodegroup-name", "workers")) } })
end)

local BUDGET = { metadata = { namespace = "shop", name = "web", generation = 1 },
                 status = { observedGeneration = 1, expectedPods = 3, currentHealthy = 2, desiredHealthy = 2 } }

local function pod(name, labels, more)
  local made = { metadata = { namespace = "shop", name = name, uid = name, labels = labels }, spec = {}, status = {} }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end

local function tight(why, list)
  local asked = {}
  local kube = { try = function(_, method, who, options)
    asked[#asked + 1] = ("%s %s %s"):format(method, who.name, tostring(options.dry_run))
    if why then return nil, why end
    return "accepted"
  end }
  local check = budget_checks.tight(cluster{ kube = kube }, { drain_timeout = 9 },
    function() return { pod("web-1"), pod("web-2", nil, { status = { conditions = { { type = "Ready",
      status = "True" } } } }) } end, function() return list or { BUDGET } end)
  return check, asked
end

t.test("budgets that allow none: one dry run each, for a pod that is Ready", function()
  local check, asked = tight{ blocked = "budget", budget = { needed = 2, healthy = 2 } }
  says(check, "budget shop/web allows no eviction now: it needs 2 healthy pods and has 2")
  t.equal(asked, { "evict web-2 true" })
  says((tight(nil)))
  says((tight{ blocked = "budget", budget = { pending = true } }))
  says((tight(setmetatable({ status = 403 }, { __tostring = function() return "forbidden" end }))),
    "whether a pod may go could not be asked for 1 of 1 budgets, shop/web first: forbidden")
  says((tight({ blocked = "budget", budget = {} }, { BUDGET, BUDGET }))) -- told by another check
end)

local function hooks(webhook, pods)
  local lists = {
    ["validatingwebhookconfigurations.admissionregistration.k8s.io"] = { { kind = "ValidatingWebhookConfiguration",
      metadata = { name = "gate" }, webhooks = { webhook } } },
    ["mutatingwebhookconfigurations.admissionregistration.k8s.io"] = {},
    ["apiservices.apiregistration.k8s.io"] = { { metadata = { name = "v1.apps" }, spec = {} },
      { metadata = { name = "v1beta1.metrics.k8s.io" },
        spec = { service = { namespace = "shop", name = "metrics" } } } },
  }
  local function service(name) return { metadata = { namespace = "shop", name = name },
    spec = { selector = { app = name } } } end
  return control_plane.check(cluster{ kube = { list = function(_, kind) return lists[kind] end }, pods = pods,
    services = { service("hook"), service("metrics") } }, function() return pods end)
end

t.test("called by the control plane: webhooks that must answer, and aggregated APIs", function()
  local hook = { name = "gate.shop", clientConfig = { service = { namespace = "shop", name = "hook" } } }
  local mine = { pod("hook-1", { app = "hook" }) }
  says(hooks(hook, mine), "ValidatingWebhookConfiguration gate (gate.shop, failurePolicy Fail) is served by Service "
    .. "shop/hook from 1 pod that moves")
  says(hooks(hook, { pod("m-1", { app = "metrics" }), pod("m-2", { app = "metrics" }) }),
    "APIService v1beta1.metrics.k8s.io is served by Service shop/metrics from 2 pods that move")
  says(hooks(hook, { pod("hook-1", { app = "hook" }, { spec = { hostNetwork = true } }) }))
  says(hooks({ name = "soft", failurePolicy = "Ignore", clientConfig = hook.clientConfig }, mine))
  says(hooks({ name = "outside", clientConfig = { url = "https://x" } }, mine))
end)

-- -- load balancers

local TAG = { { Key = "kubernetes.io/cluster/blue", Value = "owned" } }

local function bindings(...)
  local list = {}
  for i, spec in ipairs{ ... } do list[i] = { metadata = { namespace = "shop", name = "b" .. i }, spec = spec } end
  return list
end

local function tags_check(groups, list, chosen)
  local n = network{ security_groups = groups }
  return load_balancers.tags(cluster{ network = n, target_bindings = list }, plan(n), chosen or { "sg-1", "sg-2" })
end

t.test("tags of pods' groups: one of several, where a binding has rules", function()
  local with_rules = bindings{ targetType = "ip", networking = { ingress = {} } }
  local function two(first, second)
    return { { GroupId = "sg-1", Tags = first }, { GroupId = "sg-2", Tags = second } }
  end
  says(tags_check(two({}, {}), with_rules), "pods get 2 groups (sg-1, sg-2), of which none carries the tag "
    .. "kubernetes.io/cluster/blue; TargetGroupBinding shop/b1 needs exactly one")
  says(tags_check(two(TAG, TAG), with_rules), "of which sg-1, sg-2 carry the tag")
  says(tags_check(two(TAG, {}), with_rules))
  says(tags_check(two({}, {}), bindings{ targetType = "ip" }))
  says(tags_check(two({}, {}), bindings{ targetType = "instance", networking = {} }))
  says(tags_check(two({}, {}), with_rules, { "sg-1" }))
end)

t.test("readiness gates: of namespaces with ip targets", function()
  local function gates(labels, ...)
    return load_balancers.gates(cluster{ target_bindings = bindings(...),
      namespaces = { { metadata = { name = "shop", labels = labels } } } })
  end
  local gated = { ["elbv2.k8s.aws/pod-readiness-gate-inject"] = "enabled" }
  says(gates(nil, { targetType = "ip" }, { targetType = "ip" }), "pods of namespace shop are ip targets (b1, b2)")
  says(gates(gated, { targetType = "ip" }))
  says(gates(nil, { targetType = "instance" }))
  says(gates(nil))
end)

-- -- versions, Karpenter, owners, Cluster Autoscaler

local function kubelet(version)
  return { metadata = { name = "n-1", labels = { ["eks.amazonaws.com/nodegroup"] = "workers" } },
           status = { nodeInfo = { kubeletVersion = version } } }
end

local function version_check(group, node, settings)
  local made = setmetatable(group or {}, { __index = WORKERS })
  return versions.check(cluster{ node_groups = { made }, nodes = { node } }, settings or { node_groups = {} })
end

t.test("version of new nodes: the cluster's, and the release's", function()
  says(version_check({ version = "1.32" }), "group workers runs 1.32; its replacement can only run the cluster's 1.33")
  says(version_check(nil, kubelet "v1.33.0-eks-1"), "1 node of group workers runs kubelet 1.33.0; new ones start from "
    .. "release 1.33.1-20250801, with 1.33.1")
  says(version_check(nil, kubelet "v1.33.1-eks-1"))
  says(version_check({ releaseVersion = "1.20.0-b1c2" }, kubelet "v1.33.0")) -- Bottlerocket's own count
  says(version_check({ amiType = "CUSTOM", version = "1.32" }, kubelet "v1.32.0"))
  t.equal(version_check(nil, nil, { node_groups = {}, accept_upgrade = true }).warn, true)
end)

local function karpenter_check(container, classes)
  return karpenter.reserved(cluster{ node_classes = classes or { { metadata = { name = "default" } } },
    deployments = container and { { metadata = { labels = { ["app.kubernetes.io/name"] = "karpenter" } },
      spec = { template = { spec = { containers = { container } } } } } } or {} })
end

t.test("Karpenter's interfaces: one is reserved", function()
  says(karpenter_check{}, "Karpenter reserves 0 interfaces")
  says(karpenter_check{ env = { { name = "RESERVED_ENIS", value = "0" } } }, "Karpenter reserves 0 interfaces")
  says(karpenter_check{ env = { { name = "RESERVED_ENIS", value = "1" } } })
  says(karpenter_check{ args = { "--reserved-enis=1" } })
  says(karpenter_check{ command = { "controller", "--reserved-enis", "1" } })
  says(karpenter_check({}, {}))
  says(karpenter_check(nil)) -- cannot be told; it says so
end)

t.test("owners elsewhere: by tags and by marks", function()
  t.equal(owners.of_tags{ ["aws:cloudformation:stack-name"] = "net" }, "CloudFormation (stack net)")
  t.equal(owners.of_tags{ ManagedBy = "atlantis" }, "another tool (tag ManagedBy = atlantis)")
  t.equal(owners.of_tags{ team = "shop" }, nil)
  t.equal(owners.of_object{ annotations = { ["argocd.argoproj.io/tracking-id"] = "cni:apps/DaemonSet:x/y" } },
    "Argo CD, application cni")
  t.equal(owners.of_object{ labels = { ["helm.toolkit.fluxcd.io/name"] = "cni" } }, "Flux, helm flux-system/cni")
  t.equal(owners.of_object{ managedFields = { { manager = "Terraform" } } }, "Terraform (field manager Terraform)")
  t.equal(owners.of_object{ labels = { ["app.kubernetes.io/instance"] = "aws-vpc-cni" } }, nil)
  local n = network()
  n.vpc.Tags = TAG
  says(owners.check(cluster{ network = n }, { vpc = true }))
  n.vpc.Tags = { { Key = "terraform", Value = "true" } }
  says(owners.check(cluster{ network = n, vpc = "vpc-1" }, { vpc = true, groups = function()
    return { { nodegroupName = "w", tags = { ["alpha.eksctl.io/cluster-name"] = "blue" } } } end }),
    "vpc-1 belongs to Terraform (tag terraform = true)", "node group w belongs to eksctl (cluster blue)")
  says(owners.check(cluster{ vpc_cni = { tags = { ManagedBy = "x" } }, aws_node = { metadata = {} } }, { cni = true }),
    "the add-on vpc-cni belongs to another tool (tag ManagedBy = x)")
end)

t.test("Cluster Autoscaler: tags, arguments and priorities that name a group", function()
  local group = { nodegroupName = "workers", resources = { autoScalingGroups = { { name = "eks-workers-1" } } } }
  local function check(members)
    local made = cluster(members)
    made.deployments, made.scaling_groups = made.deployments or {}, made.scaling_groups or {}
    return autoscaler.check(made, function() return { group } end)
  end
  local function tagged(key)
    return { { AutoScalingGroupName = "eks-workers-1", Tags = { { Key = key, Value = "x" } } } }
  end
  says(check{ scaling_groups = tagged "k8s.io/cluster-autoscaler/node-template/label/gpu" }, "eks-workers-1 (group "
    .. "workers) has tags for Cluster Autoscaler that EKS does not set")
  says(check{ scaling_groups = tagged "k8s.io/cluster-autoscaler/enabled" })
  says(check{ scaling_groups = tagged "k8s.io/cluster-autoscaler/blue" })
  local function run(argument)
    return { { metadata = { namespace = "kube-system", name = "ca" }, spec = { template = { spec = { containers = { {
      command = { "./cluster-autoscaler", argument, "--v=4" } } } } } } } }
  end
  says(check{ deployments = run "--nodes=1:9:eks-workers-1" }, "Deployment kube-system/ca names "
    .. "eks-workers-1 (--nodes)")
  says(check{ deployments = run "--nodes=1:9:eks-workers-11" })
  says(check{ autoscaler_priorities = { data = { priorities = "10:\n - .*workers.*" } } }, "priority-expander names")
  says(check{})
end)

t.test("features of the CNI: prefixes in subnets that are there, pods with groups of their own", function()
  local function check(environment, existing, pods)
    local env = {}
    for name, value in pairs(environment) do env[#env + 1] = { name = name, value = value } end
    local p = plan(network())
    p.zones[1].existing = existing
    return cni_kept.check(cluster{ pods = pods or {}, aws_node = { metadata = {}, spec = { template = { spec = {
      containers = { { name = "aws-node", env = env } } } } } } }, p)
  end
  local there = { SubnetId = "subnet-pods", CidrBlock = "100.64.0.0/18" }
  says(check({ ENABLE_PREFIX_DELEGATION = "true" }, there), "prefix delegation is on, and subnet-pods of zone z-a")
  says(check({ ENABLE_PREFIX_DELEGATION = "true" }))
  says(check({}, there))
  local branch = pod("db")
  branch.metadata.annotations = { ["vpc.amazonaws.com/pod-eni"] = "[]" }
  says(check({ ENABLE_POD_ENI = "true" }, nil, { branch, pod("web") }),
    "pods with security groups of their own (shop/db) move to the pod subnets too")
  says(check({}, nil, { branch }))
end)
