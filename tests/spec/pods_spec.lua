-- What each pod is to the procedure: in the range, on the host network, out of scope, or wrong and why.
local t = require "spec"
local failure = require "failure"
local pods = require "pods"
local budgets = require "pods.budgets"
local kinds = require "pods.kinds"
local evict = require "pods.evict"
local marks = require "pods.marks"

local function node(name, zone, labels, annotations)
  local all = { ["topology.kubernetes.io/zone"] = zone }
  for key, value in pairs(labels or {}) do all[key] = value end
  return { metadata = { name = name, labels = all, annotations = annotations } }
end

local function pod(address, fields)
  local made = { metadata = { name = "p", namespace = "shop", labels = {} }, spec = { nodeName = "n" },
                 status = { phase = "Running", podIP = address, podIPs = address and { { ip = address } } or nil } }
  for key, value in pairs(fields or {}) do
    for inner, item in pairs(value) do made[key][inner] = item end
  end
  return made
end

local function known(change)
  local facts = { on = true, environment = { ENI_CONFIG_LABEL_DEF = "topology.kubernetes.io/zone" },
    groups = { old = { nodegroupName = "old", tags = {} },
               new = { nodegroupName = "new", tags = { ["perigee:replaces"] = "gone" } } },
    zones = { ["z-a"] = { zone = "z-a", eniconfig = "z-a", cidr = "100.64.0.0/18" },
              ["z-b"] = { zone = "z-b", eniconfig = "z-b", cidr = "100.64.64.0/18" } } }
  if change then change(facts) end
  return facts
end

local OLD = node("n-old", "z-a", { ["eks.amazonaws.com/nodegroup"] = "old" })
local NEW = node("n-new", "z-a", { ["eks.amazonaws.com/nodegroup"] = "new" })

local function is(class, pattern, made, on, facts)
  local got, why = pods.classify(made, on, facts or known())
  t.equal(got, class, why)
  if pattern then t.ok(why and why:find(pattern), ("%s does not say %s"):format(tostring(why), pattern)) end
end

t.test("pods where they should be", function()
  is("range", nil, pod("100.64.3.17"), NEW)
  is("host", nil, pod("10.0.0.21", { spec = { hostNetwork = true } }), OLD)
end)

t.test("pods that cannot move, each with its reason", function()
  is("out", "Fargate", pod("10.0.0.7"), node("fargate-1", "z-a", { ["eks.amazonaws.com/compute-type"] = "fargate" }))
  local profile = { labels = { ["eks.amazonaws.com/fargate-profile"] = "p" } }
  is("out", "Fargate", pod("10.0.0.7", { metadata = profile }), nil)
  is("out", "hybrid", pod("10.0.0.7"), node("h", "z-a", { ["eks.amazonaws.com/compute-type"] = "hybrid" }))
  is("out", "Auto Mode", pod("10.0.0.7"), node("a", "z-a", { ["eks.amazonaws.com/compute-type"] = "auto" }))
  is("out", "Windows", pod("10.0.0.7"), node("w", "z-a", { ["kubernetes.io/os"] = "windows" }))
  local branch = { metadata = { annotations = { ["vpc.amazonaws.com/pod-eni"] = "[]" } } }
  is("out", "branch", pod("10.0.0.7", branch), NEW)
  is("range", nil, pod("100.64.0.7", branch), NEW)
end)

t.test("a pod that tolerates a cordon is not evicted: it would come back", function()
  local function forbidden(...)
    local made = pod("10.0.0.7", { spec = { tolerations = { ... } }, metadata = { ownerReferences = {
      { controller = true, kind = "ReplicaSet", name = "r" } } } })
    return (evict.forbidden(made, { delete_emptydir_data = true }))
  end
  for _, toleration in ipairs{ { operator = "Exists" }, { operator = "Exists", effect = "NoSchedule" },
    { key = "node.kubernetes.io/unschedulable", operator = "Exists" },
    { key = "node.kubernetes.io/unschedulable", effect = "NoSchedule" } } do
    t.ok((forbidden(toleration) or ""):find("taint of a cordon"))
  end
  t.equal(forbidden(), nil)
  t.equal(forbidden({ operator = "Exists", effect = "NoExecute" }, { key = "dedicated", operator = "Exists" }), nil)
  t.equal(forbidden{ key = "node.kubernetes.io/unschedulable", value = "x" }, nil)
end)

t.test("marks that ask not to disturb, on a pod or on its node", function()
  local function of(annotations, start)
    return marks.of_pod{ metadata = { annotations = annotations }, status = { startTime = start } }
  end
  t.equal(of{ ["karpenter.sh/do-not-disrupt"] = "true" }, "karpenter.sh/do-not-disrupt=true")
  t.equal(of{ ["cluster-autoscaler.kubernetes.io/safe-to-evict"] = "false" },
    "cluster-autoscaler.kubernetes.io/safe-to-evict=false")
  t.equal(of{ ["cluster-autoscaler.kubernetes.io/safe-to-evict"] = "true",
    ["karpenter.sh/do-not-disrupt"] = "false" }, nil)
  t.equal(of(nil), nil)
  local started = os.date("!%Y-%m-%dT%H:%M:%SZ", os.time() - 3600)
  t.ok(of({ ["karpenter.sh/do-not-disrupt"] = "1h30m" }, started), "it holds for half an hour more")
  t.equal(of({ ["karpenter.sh/do-not-disrupt"] = "59m" }, started), nil, "its time is over")
  t.equal(of({ ["karpenter.sh/do-not-disrupt"] = "soon" }, started), nil)
  local on = { metadata = { name = "n", annotations = { ["karpenter.sh/do-not-disrupt"] = "true" } } }
  t.ok((marks.held(pod("10.0.0.7", { metadata = { namespace = "shop" } }), on)):find("node n, which bears", 1, true))
  t.equal(marks.held(pod("10.0.0.7"), { metadata = { name = "n" } }), nil)
  t.equal(marks.held(pod("10.0.0.7", { status = { phase = "Succeeded" } }), on), nil, "one that has ended")
end)

t.test("wrong pods, each with its reason", function()
  is("wrong", "older than the switch %(group old is not replaced%)", pod("10.0.0.141"), OLD)
  is("wrong", "its node is new", pod("10.0.0.141"), NEW)
  is("wrong", "pod subnet of zone z%-b", pod("100.64.64.9"), NEW)
  is("wrong", "self%-managed", pod("10.0.0.141"), node("s", "z-a"))
  is("wrong", "NodeClaims", pod("10.0.0.141"), node("k", "z-a", { ["karpenter.sh/nodepool"] = "default" }))
  is("wrong", 'takes ENIConfig "mine"', pod("10.0.0.141"),
    node("x", "z-a", nil, { ["k8s.amazonaws.com/eniConfig"] = "mine" }))
  is("wrong", "ENIConfig z%-a is not there", pod("10.0.0.141"), NEW, known(function(f) f.zones["z-a"].cidr = nil end))
  is("wrong", "custom networking is off", pod("10.0.0.141"), NEW, known(function(f) f.on = false end))
  is("wrong", "no pod subnet is known", pod("10.0.0.141"), node("c", "z-c"))
  is("wrong", "without an address", pod(nil), NEW)
end)

t.test("every address of a pod counts", function()
  local two = pod("100.64.3.17")
  two.status.podIPs = { { ip = "100.64.3.17" }, { ip = "10.0.0.9" } }
  is("wrong", nil, two, NEW)
end)

t.test("budgets select pods as Kubernetes does", function()
  local labels = { app = "web", tier = "front" }
  t.ok(budgets.selects({}, labels), "an empty selector takes all")
  t.ok(not budgets.selects(nil, labels), "none takes nothing")
  t.ok(budgets.selects({ matchLabels = { app = "web" } }, labels))
  t.ok(not budgets.selects({ matchLabels = { app = "db" } }, labels))
  local function expression(operator, values, key)
    local one = { key = key or "app", operator = operator, values = values }
    return budgets.selects({ matchExpressions = { one } }, labels)
  end
  t.equal({ expression("In", { "web" }), expression("In", { "db" }), expression("NotIn", { "db" }),
    expression("NotIn", { "web" }), expression("Exists"), expression("DoesNotExist"),
    expression("DoesNotExist", nil, "x"), expression("In", { "a" }, "x"), expression("NotIn", { "a" }, "x") },
    { true, false, true, false, true, false, true, false, true })
end)

t.test("what a drain leaves, and what it refuses", function()
  local function owned(kind)
    return { metadata = { ownerReferences = { { kind = kind, name = "o", controller = true } } } }
  end
  t.ok(kinds.stays_on_node(pod("x", owned("DaemonSet"))))
  t.ok(not kinds.stays_on_node(pod("x", owned("ReplicaSet"))))
  t.ok(kinds.stays_on_node(pod("x", { metadata = { annotations = { ["kubernetes.io/config.mirror"] = "h" } } })))
  local strict = { force_unmanaged = false, delete_emptydir_data = false }
  local lenient = { force_unmanaged = true, delete_emptydir_data = true }
  local bare, data = pod("x"), pod("x", owned("ReplicaSet"))
  data.spec.volumes = { { name = "d", emptyDir = {} } }
  t.ok(evict.forbidden(bare, strict):find("no controller"))
  t.ok(evict.forbidden(data, strict):find("emptyDir"))
  t.equal({ evict.forbidden(bare, lenient), evict.forbidden(data, lenient) }, {})
  data.spec.volumes[1].emptyDir.medium = "Memory"
  t.equal(evict.forbidden(data, strict), nil)
  bare.status.phase = "Succeeded"
  t.equal(evict.forbidden(bare, strict), nil, "a finished pod loses nothing")
end)

-- A cluster of one node and one pod, for a verdict; the pod subnet of z-a is 100.64.0.0/18.
local function verdict_of(address, pod_address, looks)
  local one = node("n", "z-a")
  one.status = { addresses = { { type = "InternalIP", address = address } } }
  local env = { { name = "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", value = "true" },
    { name = "ENI_CONFIG_LABEL_DEF", value = "topology.kubernetes.io/zone" } }
  local daemon_set = { metadata = { generation = 1 }, spec = { template = { spec = { containers = {
    { name = "aws-node", image = "x:v1.20.4", env = env } } } } }, status = { observedGeneration = 1,
    desiredNumberScheduled = 1, updatedNumberScheduled = 1, numberReady = 1 } }
  local lists = { ["eniconfigs.crd.k8s.amazonaws.com"] = { { metadata = { name = "z-a" }, spec = { subnet = "s" } } },
    pods = { pod(pod_address) } }
  local cluster = { name = "blue", nodes = { one }, node_groups = {}, aws_node = daemon_set,
    network = { subnet = function()
      return { CidrBlock = "100.64.0.0/18", AvailabilityZone = "z-a", AvailableIpAddressCount = 9 }
    end },
    kube = { list = function(_, kind) return lists[kind] end, get = function() return daemon_set end },
    eks = { try = function() return nil, { code = "ResourceNotFoundException" } end } }
  local given
  local run = { name = function(_, _, words) return words.zone end, verdict = function(_, v) given = v end,
    wait = function(_, awaited)
      for _ = 1, 5 do
        looks = looks - 1
        if looks == 0 then daemon_set.status.numberReady = 1 end
        if awaited.look() then return end
      end
      failure.raise { code = "timeout", message = "waited" }
    end }
  if looks then daemon_set.status.numberReady = 0 end
  pods.verify(run, cluster, { pod_range = "100.64.0.0/16", node_label = "topology.kubernetes.io/zone" })
  return given
end

t.test("nodes among the pods make the verdict fail", function()
  t.ok(verdict_of("10.0.0.9", "100.64.0.9").holds)
  local verdict = verdict_of("100.64.0.7", "100.64.0.9")
  t.ok(not verdict.holds)
  t.equal(verdict.lines, { "wrong   node n has 100.64.0.7, an address of the pod subnet of zone z-a" })
end)

t.test("the verdict waits a while for aws-node to be counted ready, and tells what is not then", function()
  t.ok(verdict_of("10.0.0.9", "100.64.0.9", 3).holds)
  local verdict = verdict_of("10.0.0.9", "100.64.0.9", 9)
  t.ok(not verdict.holds)
  t.equal(verdict.lines, { "wrong   aws-node: rollout 1/1, 0 ready" })
end)

t.test("what the next new node or pod would run into makes the verdict fail", function()
  local faults = require "pods.faults"
  local groups_there = { { GroupId = "sg-a" }, { GroupId = "sg-b" } }
  local function each()
    local i = 0
    return function()
      i = i + 1
      return groups_there[i]
    end
  end
  local table_ = { RouteTableId = "rtb-1", Associations = { { Main = true } },
    Routes = { { DestinationCidrBlock = "0.0.0.0/0", NatGatewayId = "nat-1", State = "active" } } }
  local cluster = { vpc = "vpc-1", nodes = {}, ec2 = { each = each }, network = { id = "vpc-1", subnets = {},
    route_tables = { table_ }, nat_gateways = { { NatGatewayId = "nat-1", State = "available" } } } }
  local function interface(...)
    local list = {}
    for i, group in ipairs { ... } do list[i] = { GroupId = group } end
    return { NetworkInterfaceId = "eni-1", InterfaceType = "interface", Groups = list,
      Attachment = { InstanceId = "i-1" } }
  end
  local zone = { zone = "z-a", eniconfig = "z-a", named = { subnet = "subnet-a", securityGroups = { "sg-a", "sg-b" } },
    cidr = "100.64.0.0/18", subnet = "subnet-a", interfaces = { interface("sg-b", "sg-a") } }
  local function lines(facts) return faults.all(cluster, { ["z-a"] = zone }, facts or known()) end
  local function says(pattern, facts)
    local found = table.concat(lines(facts), "\n")
    t.ok(found:find(pattern), ("%q does not say %s"):format(found, pattern))
  end
  t.equal(lines(), {})
  says("custom networking is off: x", known(function(facts) facts.on, facts.why_off = false, "x" end))
  zone.interfaces[1] = interface("sg-a")
  says("interface eni%-1 of i%-1 has the security groups sg%-a, ENIConfig z%-a says sg%-a, sg%-b")
  zone.interfaces[1].InterfaceType = "branch"
  t.equal(lines(), {})
  table.remove(groups_there)
  says("ENIConfig z%-a names sg%-b, a security group that is not in vpc%-1")
  cluster.network.nat_gateways[1].State = "deleted"
  says("pod subnet subnet%-a: .*nat%-1 is deleted")
  zone.cidr, zone.subnet = nil, nil
  says("ENIConfig z%-a names subnet%-a, which is not in vpc%-1")
end)

t.test("what is free in one piece", function()
  local free = require "vpc.free_blocks"
  local function addresses(...)
    local list = {}
    for i, address in ipairs { ... } do list[i] = { PrivateIpAddress = address } end
    return { { PrivateIpAddresses = list } }
  end
  t.equal(free.largest("10.0.0.0/24", {}), 26)
  t.equal(free.largest("10.0.0.0/24", addresses("10.0.0.70", "10.0.0.130")), 27)
  t.equal(free.largest("10.0.0.0/24", { { Ipv4Prefixes = { { Ipv4Prefix = "10.0.0.64/28" } } } }), 26)
  t.equal(free.largest("10.0.0.0/28", addresses("10.0.0.5", "10.0.0.9", "10.0.0.13")), 31)
end)
