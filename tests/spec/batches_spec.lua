-- Batches of new nodes: what fits into full subnets, whose pods find room, and that no node goes that is not empty.
local t = require "spec"
local failure = require "failure"
local rebalance = require "nodes.rebalance"
local quantity = require "k8s.quantity"
local room = require "nodes.room"
local spread = require "nodes.spread"
local surge = require "nodes.surge"
local terminate = require "nodes.terminate"
local victims = require "nodes.victims"
local warm = require "nodes.warm"

-- Zones a, b, c, ... with this much free; `have` instances each, all needed unless named otherwise.
local function zones(free, have, unneeded)
  local list = {}
  for i, count in ipairs(free) do
    local name = string.char(96 + i)
    list[i] = { zone = name, free = count, have = have and have[i] or 0,
      needed = not (unneeded or ""):find(name, 1, true), subnets = { { id = "subnet-" .. name, free = count } } }
  end
  return list
end

t.test("the largest number whose even spread fits", function()
  local cases = {
    { { 5, 5, 5 }, nil, 9, 9 },
    { { 2, 2, 1 }, nil, 9, 3, "a fourth may come into the zone with one" },
    { { 1, 1, 1 }, nil, 9, 3 },
    { { 1, 1, 0 }, nil, 9, 0, "Auto Scaling may begin in the full zone" },
    { { 9, 0, 9 }, { 0, 3, 0 }, 9, 6, "a zone that is ahead gets none until the others have caught up" },
    { { 5, 5, 5 }, { 1, 1, 1 }, 6, 6 },
    { { 3, 2, 2 }, { 1, 1, 1 }, 6, 6 },
    { { 1, 0, 1 }, { 1, 1, 1 }, 6, 0 },
    { { 2, 0, 1 }, { 0, 1, 1 }, 6, 1 },
    { { 4 }, nil, 9, 4 },
    { { 0 }, nil, 9, 0 },
    { {}, nil, 9, 0 },
    { { 3, 3 }, nil, 0, 0 },
  }
  for _, case in ipairs(cases) do
    local free, have, wanted, expected, why = table.unpack(case, 1, 5)
    t.equal(spread.most(zones(free, have), wanted), expected, why or table.concat(free, ","))
  end
end)

t.test("a zone that no old node is in may be full", function()
  t.equal(spread.most(zones({ 2, 2, 0 }, nil, "c"), 4), 4, "its starts fail and go elsewhere")
  t.equal(spread.most(zones({ 2, 2, 1 }, nil, "c"), 5), 5)
  t.equal(spread.most(zones({ 2, 2, 1 }, nil, "c"), 6), 5)
  t.equal(spread.full(zones({ 1, 0, 0 }, { 0, 0, 2 }, "")), { zones({ 1, 0, 0 })[2] })
end)

-- Every way in which Auto Scaling may break ties; a count fits when none of them runs out of addresses.
local function fits_always(list, count)
  if count == 0 then return true end
  local least = math.huge
  for _, zone in ipairs(list) do least = math.min(least, zone.have) end
  for i, zone in ipairs(list) do
    if zone.have == least then
      if zone.free == 0 then return false end
      local after = {}
      for j, other in ipairs(list) do
        local more = i == j and 1 or 0
        after[j] = { have = other.have + more, free = other.free - more, needed = true }
      end
      if not fits_always(after, count - 1) then return false end
    end
  end
  return true
end

t.test("what fits is what no order of starts can break", function()
  local seed = 7
  local function below(n) seed = (seed * 1103515245 + 12345) % 2147483648; return seed // 65536 % n end
  for _ = 1, 200 do
    local list = zones({ below(4), below(4), below(4) }, { below(3), below(3), below(3) })
    local expected = 0
    while expected < 6 and fits_always(list, expected + 1) do expected = expected + 1 end
    t.equal(spread.most(list, 6), expected, surge.describe(list))
  end
end)

t.test("a batch is as large as fits and as the setting allows, one for each zone at first", function()
  t.equal(spread.next(zones{ 5, 5, 5 }, 9, 0), 9)
  t.equal(spread.next(zones{ 5, 5, 5 }, 9, 4), 4)
  t.equal(spread.next(zones{ 5, 5, 5 }, 9, 1), 3, "one for each zone")
  t.equal(spread.next(zones({ 5, 5, 5 }, { 1, 1, 1 }), 6, 1), 1)
  t.equal(spread.next(zones({ 5, 5, 5 }, nil, "c"), 2, 1), 2, "no more than are wanted")
  t.equal(spread.next(zones{ 2, 2, 1 }, 9, 5), 3)
end)

local function node(name, group, zone, fields)
  local made = { metadata = { name = name, uid = "uid-" .. name, labels = { ["eks.amazonaws.com/nodegroup"] = group,
    ["topology.kubernetes.io/zone"] = zone } }, spec = { providerID = "aws:///" .. zone .. "/i-" .. name },
    status = { conditions = { { type = "Ready", status = "True" } },
      allocatable = { pods = "5", cpu = "2", memory = "4Gi" } } }
  for key, value in pairs(fields or {}) do made[key] = value end
  return made
end

local made = 0
local function pod(on, cpu, fields)
  made = made + 1
  local new = { metadata = { namespace = "shop", name = "p" .. made, uid = "pod-" .. made,
    ownerReferences = { { controller = true, kind = "ReplicaSet", name = "r" } } },
    spec = { nodeName = on, containers = { { resources = { requests = { cpu = cpu, memory = "128Mi" } } } } },
    status = { phase = "Running" } }
  for key, value in pairs(fields or {}) do new[key] = value end
  return new
end

local function kube_of(world)
  return { list = function(_, kind, options)
    local list = {}
    for _, item in ipairs(world[kind] or {}) do
      local fields, labels = options and options.fields, options and options.labels
      if (not fields or fields == "spec.nodeName=" .. (item.spec.nodeName or "")) and (not labels or labels ==
        "eks.amazonaws.com/nodegroup=" .. item.metadata.labels["eks.amazonaws.com/nodegroup"]) then
        list[#list + 1] = item
      end
    end
    return list
  end, get = function(_, kind, name)
    for _, item in ipairs(world[kind] or {}) do
      if item.metadata.name == name then return item end
    end
  end }
end

local function names(list)
  local result = {}
  for i, item in ipairs(list) do result[i] = item.metadata.name end
  return result
end

t.test("old nodes are emptied zone by zone, as far as their pods find room", function()
  local old = { node("a1", "ng", "a"), node("a2", "ng", "a"), node("b1", "ng", "b"), node("b2", "ng", "b") }
  local new = { node("n1", "ng-pods", "a"), node("n2", "ng-pods", "b") }
  local world = { pods = {} }
  for _, name in ipairs(names(old)) do
    for _ = 1, 3 do table.insert(world.pods, pod(name, "100m")) end
  end
  local cluster = { kube = kube_of(world) }
  local function pick(limit, free) return names(victims.pick(cluster, old, new, zones(free or { 1, 1 }), limit)) end
  t.equal(pick(9), { "a1", "b1", "a2" }, "ten slots take nine pods")
  t.equal(pick(2), { "a1", "b1" })
  t.equal(pick(1, { 1, 0 }), { "b1" }, "where addresses are short first")
  table.remove(world.pods, 1)
  t.equal(pick(1), { "a1" })
  table.remove(world.pods, 3) -- of a2
  table.remove(world.pods, 3)
  t.equal(pick(1), { "a2" }, "one that was begun with")
  world.pods[#world.pods + 1] = pod("n1", "100m", { status = { phase = "Succeeded" } })
  t.equal(#pick(9), 4, "what has ended takes no room")
end)

t.test("CPU, memory and slots are counted node by node, DaemonSet pods aside", function()
  local old, new = { node("a1", "ng", "a") }, { node("n1", "ng-pods", "a"), node("n2", "ng-pods", "a") }
  local daemon = { controller = true, kind = "DaemonSet", name = "d" }
  local function fits(...)
    local world = { pods = { ... } }
    return #victims.pick({ kube = kube_of(world) }, old, new, zones{ 0 }, 1) == 1
  end
  t.ok(fits(pod("a1", "1500m"), pod("a1", "1500m")))
  t.ok(not fits(pod("a1", "1500m"), pod("a1", "1500m"), pod("a1", "1")), "one CPU is free, on two nodes")
  t.ok(not fits(pod("a1", "2"), pod("n1", "100m"), pod("n2", "100m")))
  t.ok(fits(pod("a1", "2"), pod("n1", "100m")))
  local huge = pod("a1", "9")
  huge.metadata.ownerReferences = { daemon }
  t.ok(fits(huge), "it goes with its node")
  local init = pod("a1", "100m")
  init.spec.initContainers = { { resources = { requests = { cpu = "3" } } } }
  t.ok(not fits(init), "an init container that is larger than the rest")
  init.spec.initContainers[1] = { restartPolicy = "Always", resources = { requests = { cpu = "1" } } }
  t.ok(fits(init))
  local memory = pod("a1", "1", { spec = { nodeName = "a1", containers = { { resources = { requests = {
    memory = "5Gi" } } } } } })
  t.ok(not fits(memory))
  new[1].spec.unschedulable, new[2].status.conditions[1].status = true, "False"
  t.ok(not fits(pod("a1", "100m")), "new nodes that take no pods")
end)

t.test("a pod whose volume lies in a zone needs room there", function()
  local bound = pod("a1", "100m")
  bound.spec.volumes = { { persistentVolumeClaim = { claimName = "data" } } }
  local world = { pods = { bound },
    persistentvolumeclaims = { { metadata = { namespace = "shop", name = "data" }, spec = { volumeName = "v" } } },
    persistentvolumes = { { metadata = { name = "v" }, spec = { nodeAffinity = { required = { nodeSelectorTerms = { {
      matchExpressions = { { key = "topology.kubernetes.io/zone", operator = "In", values = { "a" } } } } } } } } } } }
  local old = { node("a1", "ng", "a") }
  local function fits(zone)
    return #victims.pick({ kube = kube_of(world) }, old, { node("n1", "ng-pods", zone) }, zones{ 0 }, 1) == 1
  end
  t.ok(fits("a"))
  t.ok(not fits("b"))
end)

t.test("quantities as Kubernetes writes them", function()
  for text, number in pairs{ ["2"] = 2, ["250m"] = 0.25, ["1.5"] = 1.5, ["64Mi"] = 64 * 2 ^ 20, ["2G"] = 2e9,
    ["1e3"] = 1e3 } do
    t.equal(quantity.number(text) == number, true, text)
  end
  t.equal({ quantity.number("x"), quantity.number("1Q") }, {})
end)

-- One node, what runs on it and what Auto Scaling says, with what is sent to it.
local function terminal(changes)
  local old = node("old-a", "ng", "a")
  old.spec.unschedulable, old.spec.providerID = true, "aws:///a/i-0a"
  local sent, world = {}, { nodes = { old }, pods = {} }
  local cluster = { kube = kube_of(world), autoscaling = { try = function(_, operation, params)
    sent[#sent + 1] = { operation, params.InstanceId, params.ShouldDecrementDesiredCapacity }
    return {}
  end, describe_auto_scaling_instances = function()
    return { AutoScalingInstances = world.state and { { LifecycleState = world.state } } or {} }
  end } }
  if changes then changes(world, old) end
  local with = { cluster = "blue", group = "ng", node = "old-a", uid = "uid-old-a", instance = "i-0a" }
  return cluster, with, sent
end

t.test("only an empty, cordoned node that is still the same is terminated", function()
  local function refused(what, changes)
    local cluster, with, sent = terminal(changes)
    t.raises(what, function() terminate.apply(cluster, with) end)
    t.equal(sent, {}, what)
  end
  refused("1 pod is still on it: shop/p", function(world) world.pods = { pod("old-a", "1") } end)
  refused("not cordoned", function(_, old) old.spec.unschedulable = nil end)
  refused("another node has this name", function(_, old) old.metadata.uid = "other" end)
  refused("another node has this name", function(_, old) old.spec.providerID = "aws:///a/i-0b" end)
  refused("no node of group ng", function(_, old) old.metadata.labels["eks.amazonaws.com/nodegroup"] = "ng-pods" end)
  refused("Node object is not there", function(world) world.nodes = {} end)
end)

t.test("a termination takes the group's desired size down", function()
  local cluster, with, sent = terminal(function(world)
    world.pods = { pod("old-a", "1", { metadata = { namespace = "x", name = "d", uid = "d", ownerReferences = {
      { controller = true, kind = "DaemonSet", name = "d" } } } }), pod("other", "1") }
  end)
  terminate.apply(cluster, with)
  t.equal(sent, { { "terminate_instance_in_auto_scaling_group", "i-0a", true } })
end)

t.test("a node is gone for its group when its instance is leaving or unknown there", function()
  local done = {}
  for _, state in ipairs{ "InService", "Terminating:Wait", "Terminated" } do
    local cluster, with = terminal(function(world) world.state = state end)
    done[state] = terminate.is_done(cluster, with)
  end
  t.equal(done, { InService = false, ["Terminating:Wait"] = true, Terminated = true })
  t.equal(terminate.is_done(terminal()), true)
end)

t.test("a minimum that was raised again is told", function()
  local cluster, with = terminal()
  cluster.autoscaling.try = function()
    return nil, failure.new{ code = "ValidationError", message = "Currently, desiredSize equals minSize (3)." }
  end
  local _, why = pcall(terminate.apply, cluster, with)
  t.ok(why.hint:find("raised the minimum of group ng", 1, true))
end)

-- A cluster with groups of nodes in zones a, b, c; `free` addresses of the three subnets.
local function crowded(free, sizes, fields)
  local subnets, cluster = {}, { node_groups = {}, nodes = {}, pods = {}, instances = {}, aws_node = false }
  for i, count in ipairs(free) do
    local zone = string.char(96 + i)
    subnets["subnet-" .. zone] = { SubnetId = "subnet-" .. zone, AvailabilityZone = zone,
      AvailableIpAddressCount = count, CidrBlock = ("10.0.%d.0/24"):format(i) }
  end
  cluster.network = { subnet = function(_, id) return subnets[id] end }
  cluster.autoscaling = { try = function() return nil end }
  cluster.ec2 = { describe_instance_types = function() return { InstanceTypes = { { InstanceType = "m5.large",
    NetworkInfo = { MaximumNetworkInterfaces = 3, Ipv4AddressesPerInterface = 10 },
    VCpuInfo = { DefaultVCpus = 2 } } } } end }
  for _, name in ipairs{ "one", "two" } do
    local size = sizes[name]
    if size then
      table.insert(cluster.node_groups, { nodegroupName = name, status = "ACTIVE", instanceTypes = { "m5.large" },
        subnets = { "subnet-a", "subnet-b", "subnet-c" }, tags = fields and fields[name] or {},
        scalingConfig = { minSize = 1, maxSize = size, desiredSize = size } })
      for i = 1, size do
        table.insert(cluster.nodes, node(("%s%d"):format(name, i), name, string.char(97 + (i - 1) % 3)))
      end
    end
  end
  return cluster
end

local function ways(cluster, bound)
  local list = {}
  for i, way in ipairs(surge.ways(cluster, { node_groups = {}, surge = bound })) do
    list[i] = ("%s %s%s"):format(way.group.nodegroupName, way.way, way.way == "batches" and way.batch
      and " " .. way.batch or "")
  end
  return list
end

t.test("each group goes whole where it fits, after the others, in batches, or not at all", function()
  t.equal(ways(crowded({ 9, 9, 9 }, { one = 9, two = 9 })), { "one whole", "two whole" })
  t.equal(ways(crowded({ 4, 4, 4 }, { one = 9, two = 9 })), { "one whole", "two later" })
  t.equal(ways(crowded({ 4, 4, 4 }, { one = 9, two = 3 })), { "one whole", "two whole" })
  t.equal(ways(crowded({ 2, 2, 1 }, { one = 9, two = 3 })), { "one batches 3", "two whole" })
  t.equal(ways(crowded({ 1, 1, 0 }, { one = 3, two = 9 })), { "one none", "two none" })
  t.equal(ways(crowded({ 9, 9, 9 }, { one = 9 }), 4), { "one batches 4" })
  t.equal(ways(crowded({ 9, 9, 9 }, { one = 3 }), 1), { "one whole" }, "one for each zone is all of it")
  t.equal(ways(crowded({ 0, 0, 0 }, { one = 0 })), { "one whole" }, "none is needed")
end)

t.test("a group that was begun in batches goes on so, one that was begun whole ends so", function()
  local cluster = crowded({ 9, 9, 9 }, { one = 6 }, { one = { ["perigee:size"] = "9/3/12" } })
  t.equal(ways(cluster), { "one batches 9" })
  table.insert(cluster.node_groups, { nodegroupName = "one-pods", status = "ACTIVE", tags = { ["perigee:replaces"] =
    "one" }, subnets = { "subnet-a" } })
  t.equal(ways(cluster), { "one batches" })
  t.equal(surge.ways(cluster, { node_groups = {}, surge = 0 })[1].wanted, 9)
  cluster.node_groups[1].tags = {}
  t.equal(ways(cluster), { "one made" })
end)

local function look(cluster)
  local problems, holds = room.checks(cluster, { node_groups = {}, surge = 0 })[1].test()
  return problems, holds
end

t.test("the check tells how a group will go", function()
  t.equal({ look(crowded({ 2, 2, 1 }, { one = 9, two = 3 })) },
    { true, "one: 9 nodes in batches of 3 at first, two: 3 nodes at once" })
end)

t.test("a refusal says which warm target frees how much", function()
  local cluster = crowded({ 1, 1, 0 }, { one = 3 })
  -- the node of zone c holds its own address, nine in reserve and a second interface with ten
  local function interface(count, subnet)
    local list = {}
    for i = 1, count do list[i] = { PrivateIpAddress = "10.0.0." .. i } end
    return { SubnetId = subnet, PrivateIpAddresses = list }
  end
  cluster.nodes[3].spec.providerID = "aws:///c/i-0c"
  cluster.instances = { { InstanceId = "i-0c", InstanceType = "m5.large",
    NetworkInterfaces = { interface(10, "subnet-c"), interface(10, "subnet-c") } },
    { InstanceId = "i-0a", InstanceType = "m5.large", NetworkInterfaces = { interface(10, "subnet-a") } } }
  cluster.pods = { pod("one3", "1"), pod("one3", "1"), pod("one3", "1"),
    pod("one3", "1", { spec = { nodeName = "one3", hostNetwork = true } }) }
  for i, address in ipairs{ "10.0.3.7", "10.0.3.8", "100.64.0.9", "10.0.3.5" } do
    cluster.pods[i].status.podIP = address
  end
  local problem = look(cluster)[1]
  t.ok(problem.detail:find("group one has 3 nodes", 1, true) and problem.detail:find("there is not in c", 1, true)
    and problem.detail:find("subnet-c (c) 0", 1, true), problem.detail)
  t.ok(problem.remedy:find("set WARM_IP_TARGET=1 on aws-node until the groups are replaced (WARM_ENI_TARGET=1 now): it "
    .. "frees 16 of the 20 addresses that 1 node holds in subnet-c for 2 pods", 1, true), problem.remedy)
  cluster.instances[1].NetworkInterfaces = { interface(4, "subnet-c") }
  t.ok(look(cluster)[1].remedy:find("no warm target frees any in subnet-c (1 node holds 4 addresses there for 2 pods)",
    1, true), look(cluster)[1].remedy)
end)

t.test("what aws-node keeps with an IP target", function()
  local m5 = { enis = 3, ips = 10 }
  local prefixes = { ENABLE_PREFIX_DELEGATION = "true" }
  t.equal(warm.kept(m5, 0, {}), 2)
  t.equal(warm.kept(m5, 2, {}), 4)
  t.equal(warm.kept(m5, 9, {}), 12, "ten addresses need two interfaces")
  t.equal(warm.kept(m5, 27, {}), 30, "no more than there are")
  t.equal(warm.kept(m5, 27, { ENABLE_POD_ENI = "true" }), 20, "one interface is a trunk")
  t.equal(warm.kept(m5, 2, prefixes), 17)
  t.equal(warm.kept(m5, 16, prefixes), 33)
end)

t.test("a termination is awaited as long as a hook may hold it, and until its address is counted", function()
  local gone = node("old-a", "ng", "a", { spec = { providerID = "aws:///a/i-0a" } })
  local world = { nodes = { gone }, state = "Terminating:Wait", instance = "running" }
  local cluster = { kube = kube_of(world), ec2 = { all = function()
    return { { Instances = { { InstanceId = "i-0a", State = { Name = world.instance } } } } }
  end }, autoscaling = { try = function(_, operation)
    if operation == "describe_lifecycle_hooks" then
      return { LifecycleHooks = { { LifecycleHookName = "Terminate-LC-Hook", HeartbeatTimeout = 2400,
        LifecycleTransition = "autoscaling:EC2_INSTANCE_TERMINATING" }, { LifecycleHookName = "Launch-LC-Hook",
        LifecycleTransition = "autoscaling:EC2_INSTANCE_LAUNCHING", HeartbeatTimeout = 9999 } } }
    end
    return { AutoScalingGroups = { { AutoScalingGroupName = "eks-ng", DesiredCapacity = 1, Instances = {} } } }
  end, describe_auto_scaling_instances = function()
    return { AutoScalingInstances = world.state and { { InstanceId = "i-0a", LifecycleState = world.state } } or {} }
  end } }
  local free, states, run = { 0 }, {}, {}
  local function look_as(wait, change)
    change()
    local done, state = wait.look()
    states[#states + 1] = done and "done" or state
  end
  function run.wait(_, wait)
    t.equal(wait.timeout, 2700)
    look_as(wait, function() end)
    look_as(wait, function() world.state = nil end)
    look_as(wait, function() world.instance = "terminated" end)
    look_as(wait, function() world.nodes = {} end)
    look_as(wait, function() free = { 1 } end)
  end
  local group = { nodegroupName = "ng", resources = { autoScalingGroups = { { name = "eks-ng" } } } }
  terminate.await(run, cluster, group, { gone }, { delete_timeout = 1800 },
    { before = zones{ 0 }, now = function() return zones(free) end })
  t.equal(states, { "1 still there; old-a: Terminating:Wait (hook Terminate-LC-Hook, 2400 s)",
    "1 still there; old-a: running", "1 still there; old-a: its Node object",
    "gone, their addresses in a not counted as free yet", "done" })
  t.equal(names(terminate.leaving(cluster, group, { gone })), { "old-a" }, "its group does not know it any more")
end)

t.test("AZRebalance is suspended and turned on again, unless somebody else had suspended it", function()
  local tags, suspended, sent = {}, {}, {}
  local described = { nodegroupName = "ng", nodegroupArn = "arn:ng", tags = tags,
    resources = { autoScalingGroups = { { name = "eks-ng" } } } }
  local autoscaling = { try = function()
    return { AutoScalingGroups = { { AutoScalingGroupName = "eks-ng", SuspendedProcesses = suspended } } }
  end }
  function autoscaling.suspend_processes(_, params)
    sent[#sent + 1], suspended = "suspend " .. params.ScalingProcesses[1], { { ProcessName = "AZRebalance" } }
  end
  function autoscaling.resume_processes(_, params)
    sent[#sent + 1], suspended = "resume " .. params.ScalingProcesses[1], {}
  end
  local cluster = { name = "blue", autoscaling = autoscaling, eks = {
    try = function() return { nodegroup = described } end,
    tag_resource = function(_, params)
      sent[#sent + 1] = "tag " .. params.resourceArn
      for key, value in pairs(params.tags) do tags[key] = value end
    end } }
  local run = { ensure = function(_, resource)
    local found = resource.find()
    if not found then resource.create()
    elseif resource.same and not resource.same(found) then resource.change(found) end
  end }
  suspended = { { ProcessName = "AZRebalance" } }
  t.ok(not rebalance.suspend(run, cluster, described))
  rebalance.resume(run, cluster, "ng")
  t.equal(sent, {}, "it is somebody else's")
  suspended = { { ProcessName = "Launch" } }
  t.ok(rebalance.suspend(run, cluster, described))
  t.ok(rebalance.suspend(run, cluster, described), "a later run knows that it was on")
  rebalance.resume(run, cluster, "ng")
  t.equal(sent, { "tag arn:ng", "suspend AZRebalance", "resume AZRebalance" })
end)
