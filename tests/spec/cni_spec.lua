-- The CNI's versions, look-ups, ENIConfigs and add-on configuration, on objects written down here.
local t = require "spec"
local failure = require "failure"
local json = require "json"
local yaml = require "yaml"
local cni = require "cni"
local addons = require "eks.addon"
local by_hand = require "cni.by_hand"
local configuration = require "cni.configuration"
local eniconfig = require "cni.eniconfig"
local fields_of = require "cni.fields"
local lookup = require "cni.lookup"
local security_groups = require "cni.security_groups"
local switch = require "cni.switch"
local version = cni.version

local function daemon_set(env, fields)
  local set = { metadata = { generation = 2 }, status = {}, spec = { template = { spec = { containers = {
    { name = "aws-eks-nodeagent", image = "x/agent:v1.1.0", env = { { name = "OTHER", value = "1" } } },
    { name = "aws-node", image = "1.dkr.ecr.z.amazonaws.com/amazon-k8s-cni:v1.19.5-eksbuild.1", env = env or {} },
  } } } } }
  for key, value in pairs(fields or {}) do set[key] = value end
  return set
end

t.test("versions from images and add-ons", function()
  local cases = {
    ["961992271922.dkr.ecr.cn-northwest-1.amazonaws.com.cn/amazon-k8s-cni:v1.10.1-eksbuild.1"] = "v1.10.1",
    ["mirror:5000/cni:1.18.3"] = "v1.18.3",
    ["x/amazon-k8s-cni:v1.19.0-rc1"] = "v1.19.0",
    ["x/amazon-k8s-cni:v1.6.3@sha256:00ff"] = "v1.6.3",
    ["x/amazon-k8s-cni@sha256:00ff"] = false, ["x/amazon-k8s-cni:latest"] = false, ["mirror:5000/cni"] = false,
    ["x/cni:v1.19.5-patched"] = false,
  }
  for image, wanted in pairs(cases) do
    local found = version.of_image(image)
    t.equal(found and found.text or false, wanted, image)
  end
end)

t.test("what each version is good for", function()
  local cases = {
    ["1.5.7"] = "newer than 1.6.3", ["1.6.3"] = "newer than 1.6.3", ["1.6.4"] = "needs 1.8.0",
    ["1.7.10"] = "needs 1.8.0",
    ["1.8.0"] = "warn", ["1.13.0"] = "warn", ["1.13.1"] = "warn", ["1.13.2"] = "good", ["1.19.5"] = "good",
    ["1.22.2"] = "warn", ["2.0.0"] = "good",
  }
  for text, wanted in pairs(cases) do
    local refusal, remedy, warning = version.judge(version.parse(text))
    local got = refusal and (refusal:find(wanted, 1, true) and wanted or refusal) or warning and "warn" or "good"
    t.equal(got, wanted, text)
    t.equal(remedy ~= nil, got ~= "good", "remedy of " .. text)
  end
end)

t.test("the container is found by its name, its values as texts", function()
  local set = daemon_set{ { name = "A", value = "true" }, { name = "EMPTY" }, { name = "NODE", valueFrom = {} } }
  t.equal(cni.aws_node.environment(set), { A = "true", EMPTY = "" })
  t.raises("no container aws%-node", function()
    cni.aws_node.container{ spec = { template = { spec = { containers = {} } } } }
  end)
end)

t.test("a rollout is through when every node runs the observed template", function()
  local function through(observed, updated, ready)
    return (cni.aws_node.rolled_out(daemon_set(nil, { status = { observedGeneration = observed,
      desiredNumberScheduled = 3, updatedNumberScheduled = updated, numberReady = ready } })))
  end
  t.equal({ through(2, 3, 3), through(1, 3, 3), through(2, 2, 3), through(2, 3, 2) }, { true, false, false, false })
end)

local function fields(manager, names)
  local env = {}
  for _, name in ipairs(names) do
    env[('k:{"name":"%s"}'):format(name)] = { ["."] = {}, ["f:name"] = {}, ["f:value"] = {} }
  end
  return { manager = manager, fieldsV1 = { ["f:spec"] = { ["f:template"] = { ["f:spec"] = { ["f:containers"] = {
    ['k:{"name":"aws-node"}'] = { ["f:env"] = env } } } } } } }
end

t.test("variables set by hand are those that EKS does not own", function()
  local set = daemon_set{ { name = "WARM_IP_TARGET", value = "2" }, { name = "AWS_VPC_ENI_MTU", value = "9001" } }
  set.metadata.managedFields = { fields("eks", { "AWS_VPC_ENI_MTU" }),
    fields("kubectl-set", { "WARM_IP_TARGET", "GONE" }) }
  t.equal(cni.aws_node.hand_set(set), { WARM_IP_TARGET = "2" })
end)

t.test("the add-on's configuration is merged, never replaced", function()
  local addon = { addonName = "vpc-cni",
    configurationValues = '{"env":{"WARM_ENI_TARGET":"2"},"resources":{"limits":{"cpu":"1"}}}' }
  local set = daemon_set{ { name = "WARM_IP_TARGET", value = "5" }, { name = "WARM_ENI_TARGET", value = "9" } }
  set.metadata.managedFields = { fields("kubectl-set", { "WARM_IP_TARGET", "WARM_ENI_TARGET" }) }
  local merged = configuration.merged(addon, set, "topology.kubernetes.io/zone")
  t.equal(merged, { resources = { limits = { cpu = "1" } }, env = { WARM_ENI_TARGET = "2", WARM_IP_TARGET = "5",
    AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true", ENI_CONFIG_LABEL_DEF = "topology.kubernetes.io/zone" } })
  t.equal(addons.configuration{ configurationValues = "env:\n  A: \"1\"\n" }, { env = { A = "1" } }, "YAML too")
  t.equal(addons.configuration{}, {})
end)

t.test("a node's ENIConfig is looked up as the CNI does it", function()
  local env = { ENI_CONFIG_LABEL_DEF = "topology.kubernetes.io/zone" }
  local function found(labels, annotations, environment)
    return (lookup.eniconfig_of({ metadata = { labels = labels, annotations = annotations } }, environment or env))
  end
  local zone = { ["topology.kubernetes.io/zone"] = "z-a" }
  t.equal(found(zone), "z-a")
  t.equal(found({}), "default")
  t.equal(found(zone, { ["k8s.amazonaws.com/eniConfig"] = "mine" }), "mine")
  local external = { ["vpc.amazonaws.com/externalEniConfig"] = "first" }
  t.equal(found(external, { ["k8s.amazonaws.com/eniConfig"] = "mine" }), "first")
  local named = { ENI_CONFIG_LABEL_DEF = "x", ENI_CONFIG_ANNOTATION_DEF = "other" }
  t.equal(found(zone, { other = "theirs" }, named), "theirs")
  t.equal(found({ ["k8s.amazonaws.com/eniConfig"] = "old" }, nil, {}), "old")
end)

-- The problems that one check of the CNI finds in a cluster of two zones.
local function problems_of(name, cluster, label, eniconfig_name)
  local run = { name = function(_, _, words) return (eniconfig_name or "{zone}"):gsub("{zone}", words.zone), nil end }
  local plan = { zones = { { zone = "z-a" }, { zone = "z-b" } } }
  local settings = { node_label = label or "topology.kubernetes.io/zone", security_groups = {} }
  cluster.network = { subnet = function(_, id) return { AvailabilityZone = "z-" .. id:sub(-1) } end }
  cluster.nodes, cluster.aws_node = cluster.nodes or {}, cluster.aws_node or daemon_set()
  cluster.kube = { try = function() return {} end }
  for _, check in ipairs(cni.checks(run, cluster, plan, settings)) do
    if check.name == name then
      local first = check.test()
      return first == true and {} or first
    end
  end
  error("no check " .. name)
end

local function node(name, labels, annotations)
  return { metadata = { name = name, labels = labels, annotations = annotations } }
end

t.test("new nodes must resolve to their zone's ENIConfig, by whatever label wins", function()
  local function groups(labels)
    return { node_groups = { { nodegroupName = "g", subnets = { "s-a", "s-b" }, labels = labels } } }
  end
  t.equal(problems_of("ENIConfig names", groups{}), {})
  t.equal(#problems_of("ENIConfig names", groups{ ["vpc.amazonaws.com/externalEniConfig"] = "z-a" }), 1, "zone b")
  t.equal(#problems_of("ENIConfig names", groups{ net = "pods" }, "net", "pods"), 0)
  t.equal(#problems_of("ENIConfig names", groups{ net = "other" }, "net", "pods"), 2)
  t.equal(#problems_of("ENIConfig names", groups{}, nil, "pods-{zone}"), 2)
end)

t.test("nodes of no managed group must resolve too", function()
  local zone = "topology.kubernetes.io/zone"
  local function nodes(value, more)
    local labels = { [zone] = "z-b", net = value }
    for key, item in pairs(more or {}) do labels[key] = item end
    return { node_groups = {}, nodes = { node("n", labels) } }
  end
  t.equal(problems_of("ENIConfig names", nodes("pods"), "net", "pods"), {})
  t.equal(problems_of("ENIConfig names", nodes("theirs"), "net", "pods")[1].detail,
    'n will look for ENIConfig "theirs" (label net), not "pods"')
  t.equal(problems_of("ENIConfig names", nodes("x", { ["kubernetes.io/os"] = "windows" }), "net", "pods"), {})
end)

t.test("marks on nodes are read by the annotation that aws-node is set to", function()
  local marked = node("n", { ["topology.kubernetes.io/zone"] = "z-a" }, { mine = "z-b" })
  local cluster = { node_groups = {}, nodes = { marked } }
  t.equal(problems_of("marks on nodes", cluster), {})
  cluster.aws_node = daemon_set{ { name = "ENI_CONFIG_ANNOTATION_DEF", value = "mine" } }
  t.equal(#problems_of("marks on nodes", cluster), 1)
end)

-- The two checks of the configuration of an add-on v1.11.4: the problems of each.
local function judged(env_schema, values, by_hand_env, more)
  local set = daemon_set()
  for name, value in pairs(by_hand_env or {}) do
    table.insert(set.spec.template.spec.containers[2].env, { name = name, value = value })
    set.metadata.managedFields = { fields("kubectl-set", { name }) }
  end
  local schema = json.decode(([[{"additionalProperties":false,"properties":{"tolerations":{},"affinity":{"pattern":"x"},
    "env":{"additionalProperties":false,"properties":{%s}}}}]]):format(env_schema))
  local addon = { addonName = "vpc-cni", addonVersion = "v1.11.4", configurationValues = values }
  local cluster = { aws_node = set, vpc_cni_schema = schema, vpc_cni = addon }
  for key, value in pairs(more or {}) do cluster[key] = value end
  local results = {}
  for i, check in ipairs{ configuration.checks(cluster, "zone", function() return cluster.is_on end) } do
    results[i] = check.test()
    if results[i] == true then results[i] = {} end
  end
  return table.unpack(results)
end

local BOTH <const> = '"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG":{},"ENI_CONFIG_LABEL_DEF":{}'

t.test("the whole configuration that would be sent is held against the schema", function()
  t.equal({ judged(BOTH) }, { {}, {} })
  local problems = judged('"WARM_IP_TARGET":{}')
  t.equal(#problems, 2)
  t.equal(problems[1], { object = "env.AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", detail = "env.AWS_VPC_K8S_CNI_CUSTOM_"
    .. "NETWORK_CFG in the configuration of vpc-cni v1.11.4: the schema does not know it",
    remedy = "custom networking needs it: update the add-on first" })
  problems = judged(BOTH .. ',"WARM_IP_TARGET":{"type":"string"}', '{"env":{"WARM_IP_TARGET":5},"toleration":[]}')
  t.equal(problems[1].detail, "env.WARM_IP_TARGET in the configuration of vpc-cni v1.11.4: expected string, is number")
  t.equal(problems[2].detail, "toleration in the configuration of vpc-cni v1.11.4: the schema does not know it, "
    .. "did you mean 'tolerations'?")
  t.ok(problems[2].remedy:find("describe-addon-configuration --addon-name vpc-cni --addon-version v1.11.4", 1, true))
  problems = judged(BOTH, nil, { MINE = "1" })
  t.equal(problems[1].detail, "env.MINE in the configuration of vpc-cni v1.11.4 (set by hand on aws-node): "
    .. "the schema does not know it")
  t.ok(problems[1].remedy:find("take it away (kubectl set env daemonset/aws-node -n kube-system MINE-)", 1, true))
end)

t.test("a schema that cannot be read or judged is told, and refuses nothing", function()
  local problems, warnings = judged(BOTH, '{"affinity":"y"}')
  t.equal(problems, {})
  t.equal(warnings[1].detail,
    'affinity in the configuration of vpc-cni was not validated against "pattern" of the schema')
  local cluster = setmetatable({ aws_node = daemon_set(), vpc_cni = {} }, { __index = function(_, name)
    if name == "vpc_cni_schema" then failure.raise{ code = "AccessDeniedException", message = "no" } end
  end })
  local valid, validated = configuration.checks(cluster, "zone", function() return false end)
  t.equal({ valid.test() }, { true, "not validated" })
  t.ok(validated.warn)
  t.ok(validated.test()[1].detail:find("not validated, since its schema cannot be read: no", 1, true))
end)

t.test("a configuration that will not be sent is not judged", function()
  t.equal({ judged("", '{"foo":1}', nil, { is_on = true }) }, { {}, {} })
  t.equal({ judged("", '{"foo":1}', nil, { vpc_cni = false }) }, { {}, {} })
end)

t.test("what is sent is judged again, by the schema of the version that was just read", function()
  local schema, asked = '{"properties":{"env":{"additionalProperties":{"type":"string"}}}}', nil
  local cluster = { eks = { describe_addon_configuration = function(_, input)
    asked = input
    if not schema then failure.raise{ code = "AccessDeniedException", message = "no" } end
    return { configurationSchema = schema }
  end } }
  local function sent(values)
    local addon = { addonName = "vpc-cni", addonVersion = "v1.15.1", configurationValues = values }
    return configuration.sent(cluster, addon, daemon_set(), "zone")
  end
  t.equal(sent('{"env":{"A":"1"}}').env.A, "1")
  t.equal(asked, { addonName = "vpc-cni", addonVersion = "v1.15.1" })
  local problem = t.raises("env.A in the configuration of vpc%-cni v1.15.1: expected string, is number",
    function() sent('{"env":{"A":1}}') end)
  t.ok(problem.refusal)
  schema = nil
  t.equal(sent('{"env":{"A":1}}').env.A, 1, "EKS will judge it")
end)

t.test("the switch is ready when what was sent is in the add-on and in the DaemonSet", function()
  local label = "topology.kubernetes.io/zone"
  local addon = { addonName = "vpc-cni", status = "ACTIVE", configurationValues = '{"env":{"A":"1"}}' }
  local set = daemon_set({ { name = "A", value = "1" } }, { status = { observedGeneration = 2 } })
  local cluster = { name = "blue", kube = { get = function() return set end }, eks = {
    try = function() return { addon = addon } end,
    describe_addon_configuration = function() return { configurationSchema = "{}" } end,
    update_addon = function() return {} end } }
  local resource = switch.resource(cluster, label)
  local function ready() return resource.ready(resource.find()) end
  t.ok(ready(), "nothing was sent")
  resource.change(resource.find())
  t.equal({ ready() }, { false, "the add-on's configuration is not what was sent" })
  addon.configurationValues = ('{"env":{"A":"1","%s":"true","%s":"%s"}}'):format(cni.aws_node.FLAG, cni.aws_node.LABEL,
    label)
  t.equal({ ready() }, { false, cni.aws_node.FLAG .. " is not set in the DaemonSet, and true in the add-on's "
    .. "configuration" })
  local env = { { name = "A", value = "2" }, { name = cni.aws_node.FLAG, value = "true" },
                { name = cni.aws_node.LABEL, value = label } }
  set.spec.template.spec.containers[2].env = env
  t.equal({ ready() }, { false, "A is 2 in the DaemonSet, and 1 in the add-on's configuration" })
  env[1].value = "1"
  t.ok(ready())
end)

t.test("the stream of ENIConfigs reads back as it was meant", function()
  local objects = { eniconfig.object("cn-northwest-1a", "subnet-0212576e31c02c077", { "sg-1", "sg-2" }),
                    eniconfig.object("true", "subnet-002bfe02b7bfa7ba4", { "sg-1" }) }
  local text = cni.eniconfig_stream(objects)
  t.equal(yaml.decode_all(text), objects)
  t.ok(text:find("name: cn-northwest-1a", 1, true) and text:find('"true"', 1, true), text)
end)

t.test("ENIConfigs are compared by subnet and by the set of groups", function()
  local wanted = eniconfig.object("z-a", "subnet-1", { "sg-1", "sg-2" })
  t.ok(eniconfig.same({ spec = { subnet = "subnet-1", securityGroups = { "sg-2", "sg-1" } } }, wanted))
  t.ok(not eniconfig.same({ spec = { subnet = "subnet-2", securityGroups = { "sg-2", "sg-1" } } }, wanted))
  t.ok(not eniconfig.same({ spec = { subnet = "subnet-1", securityGroups = { "sg-1" } } }, wanted))
  t.ok(not eniconfig.same({ spec = { subnet = "subnet-1" } }, wanted))
end)

local function instance(id, zone, ...)
  local groups = {}
  for _, group in ipairs{ ... } do groups[#groups + 1] = { GroupId = group } end
  return { InstanceId = id, Placement = { AvailabilityZone = zone }, NetworkInterfaces = {
    { Attachment = { DeviceIndex = 1 }, Groups = { { GroupId = "sg-other" } } },
    { Attachment = { DeviceIndex = 0 }, Groups = groups } } }
end

t.test("pods get the groups of the nodes' first interfaces, or a choice is asked for", function()
  local cluster = { security_group = "sg-cluster", instances = { instance("i-1", "z-a", "sg-2", "sg-1"),
    instance("i-2", "z-a", "sg-1", "sg-2"), instance("i-3", "z-b", "sg-1") } }
  local function of(zone, chosen, line)
    return security_groups.of_zone(cluster, { zone = zone, security_groups = line }, chosen or {})
  end
  t.equal(of("z-a"), { "sg-1", "sg-2" })
  t.equal(of("z-b"), { "sg-1" })
  t.equal(of("z-a", { "sg-9" }), { "sg-9" })
  t.equal(of("z-a", { "sg-9" }, { "sg-8" }), { "sg-8" }, "the zone's own line wins")
  local none, detail, remedy = of("z-c")
  t.ok(none == nil and detail:find("different security groups") and remedy, "no nodes here, and others differ")
  cluster.instances[2] = instance("i-2", "z-a", "sg-7")
  none, detail = of("z-a")
  t.ok(none == nil and detail:find("sg%-7 on i%-2"), detail)
  cluster.instances = {}
  t.equal(of("z-a"), { "sg-cluster" })
end)

-- An entry of managedFields: what a manager owns of the pods' specification.
local function owned(manager, spec, subresource)
  return { manager = manager, fieldsV1 = { ["f:spec"] = { ["f:template"] = { ["f:spec"] = spec } } },
           subresource = subresource }
end

local function of_container(name, parts, list)
  return { [list or "f:containers"] = { [('k:{"name":"%s"}'):format(name)] = parts } }
end

t.test("parts of aws-node that others than EKS have set are told by the owners of their fields", function()
  local set = daemon_set()
  local function parts(...)
    set.metadata.managedFields = { ... }
    local texts = {}
    for i, part in ipairs(fields_of.by_others(set)) do texts[i] = table.concat(part, "/") end
    return texts
  end
  local function requests(leaf) return of_container("aws-node", { ["f:resources"] = { ["f:requests"] = leaf } }) end
  local tolerations, cpu, memory = { ["f:tolerations"] = {} }, { ["f:cpu"] = {} }, { ["f:memory"] = {} }
  t.equal(parts(owned("eks", tolerations), owned("eks", requests(cpu))), {})
  t.equal(parts(owned("kubectl-patch", tolerations), owned("eks", requests(cpu))), { "tolerations" })
  t.equal(parts(owned("eks", tolerations), owned("mine", tolerations)), {}, "both own it")
  t.equal(parts(owned("eks", requests(memory)), owned("mine", requests(cpu))), { "containers/aws-node/resources" })
  t.equal(parts(owned("mine", tolerations, "status")), {})
  local variable = { ["f:env"] = { ['k:{"name":"A"}'] = { ["f:value"] = {} } }, ["f:image"] = {},
                     ["f:livenessProbe"] = { ["f:timeoutSeconds"] = {} } }
  t.equal(parts(owned("mine", of_container("aws-vpc-cni-init", variable, "f:initContainers"))), {
    "initContainers/aws-vpc-cni-init/env/A", "initContainers/aws-vpc-cni-init/image",
    "initContainers/aws-vpc-cni-init/livenessProbe/timeoutSeconds" })
end)

-- aws-node with parts that were set by hand, in a cluster whose add-on has this configuration.
local function set_by_hand(text)
  local set = daemon_set{ { name = "A", value = "2" }, { name = "NEW", value = "1" }, { name = "POD", valueFrom = {} },
    { name = cni.aws_node.FLAG, value = "true" } }
  local spec = set.spec.template.spec
  spec.tolerations = { { operator = "Exists" } }
  local early = { name = "DISABLE_TCP_EARLY_DEMUX", value = "true" }
  spec.initContainers = { { name = "aws-vpc-cni-init", env = { early } } }
  spec.containers[1].resources, spec.containers[1].args = { requests = { cpu = "50m" } }, { "--x" }
  spec.containers[2].livenessProbe = { timeoutSeconds = 60, periodSeconds = 10 }
  local function variables(...)
    local env = {}
    for _, name in ipairs{ ... } do env[('k:{"name":"%s"}'):format(name)] = { ["f:value"] = {} } end
    return env
  end
  set.metadata.managedFields = { owned("mine", { ["f:tolerations"] = {} }),
    owned("mine", of_container("aws-vpc-cni-init", { ["f:env"] = variables "DISABLE_TCP_EARLY_DEMUX" },
      "f:initContainers")),
    owned("mine", of_container("aws-eks-nodeagent", { ["f:args"] = {}, ["f:resources"] = { ["f:requests"] = {} } })),
    owned("mine", of_container("aws-node", { ["f:image"] = {}, ["f:livenessProbe"] = { ["f:timeoutSeconds"] = {} },
      ["f:env"] = variables("A", "NEW", "POD", cni.aws_node.FLAG) })) }
  return { name = "blue", aws_node = set, vpc_cni_schema = true, vpc_cni = { configurationValues = text } }
end

t.test("what was set past the add-on is refused with the command that keeps it, the rest is named", function()
  local flag = cni.aws_node.FLAG
  local cluster = set_by_hand(('{"env":{"A":"1","%s":"false"}}'):format(flag))
  local kept, reset = by_hand.checks(cluster, function() return false end)
  local ok, detail, remedy = kept.test()
  t.equal({ ok, detail:match("^[%w_., ]+ of") }, { false, "env.A, init.env.DISABLE_TCP_EARLY_DEMUX, "
    .. "livenessProbeTimeoutSeconds, nodeAgent.resources, tolerations of" }, "NEW is carried over, the switch set")
  t.ok(remedy:find([['{"env":{"A":"2","]] .. flag .. [[":"false"},"init":{"env":{"DISABLE_TCP_EARLY_DEMUX":"true"}},]]
    .. [["livenessProbeTimeoutSeconds":60,"nodeAgent":{"resources":{"requests":{"cpu":"50m"}}},]]
    .. [["tolerations":[{"operator":"Exists"}]}']], 1, true), remedy)
  t.ok(reset.warn)
  t.ok(reset.test()[1].detail:find("no key for it: args of aws-eks-nodeagent, env.POD of aws-node, image of aws-node; ",
    1, true), reset.test()[1].detail)
  cluster.vpc_cni.configurationValues = remedy:match("values '(.*)'$")
  t.equal({ kept.test() }, { true }, "the configuration says the same")
end)

t.test("what the schema of an older version has no key for is named, and not refused", function()
  local cluster = set_by_hand "{}"
  cluster.vpc_cni_schema = json.decode [[{"additionalProperties":false,"properties":{"env":{},"tolerations":{},
    "init":{"properties":{"env":{"additionalProperties":false}}}}}]]
  local kept, reset = by_hand.checks(cluster, function() return false end)
  t.equal(select(2, kept.test()):match("^%a+ of"), "tolerations of")
  t.ok(reset.test()[1].detail:find("env.DISABLE_TCP_EARLY_DEMUX of aws-vpc-cni-init", 1, true))
end)

t.test("nothing is asked of an add-on that is not there or will not be updated", function()
  local cluster = set_by_hand "{}"
  for _, check in ipairs{ by_hand.checks(cluster, function() return true end) } do
    t.equal({ check.test() }, { true })
  end
  cluster.vpc_cni = false
  for _, check in ipairs{ by_hand.checks(cluster, function() return false end) } do
    t.equal({ check.test() }, { true })
  end
end)
