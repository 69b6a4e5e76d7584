-- Which groups are old, what replaces them field by field, and how many pods a node may hold.
local t = require "spec"
local nodes = require "nodes"
local groups = require "nodes.groups"

local function group(name, fields)
  local described = {
    nodegroupName = name, nodegroupArn = "arn:aws:eks:r:1:nodegroup/" .. name, clusterName = "blue", status = "ACTIVE",
    createdAt = 1, modifiedAt = 2, version = "1.33", releaseVersion = "1.33.1-20250801", capacityType = "ON_DEMAND",
    scalingConfig = { minSize = 1, maxSize = 6, desiredSize = 3 }, subnets = { "subnet-1", "subnet-2" },
    instanceTypes = { "m5.large" }, amiType = "AL2023_x86_64_STANDARD", nodeRole = "arn:aws:iam::1:role/node",
    labels = { team = "shop" }, taints = { { key = "only", value = "shop", effect = "NO_SCHEDULE" } }, diskSize = 50,
    resources = { autoScalingGroups = { { name = "eks-" .. name } } }, health = { issues = {} },
    updateConfig = { maxUnavailable = 1, maxUnavailablePercentage = 33 },
    tags = { owner = "platform", ["aws:cloudformation:stack-name"] = "s" },
  }
  for key, value in pairs(fields or {}) do
    if value == "none" then value = nil end
    described[key] = value
  end
  return described
end

local CLUSTER = { name = "blue", version = "1.33", raw = { tags = {} } }
local SIZE = { desired = 4, min = 1, max = 6 }

t.test("a new group keeps everything but its name, and is marked", function()
  t.equal(nodes.parameters(group("ng-1"), "ng-1-pods", SIZE, CLUSTER), {
    clusterName = "blue", nodegroupName = "ng-1-pods", subnets = { "subnet-1", "subnet-2" }, version = "1.33",
    nodeRole = "arn:aws:iam::1:role/node", scalingConfig = { minSize = 1, maxSize = 6, desiredSize = 4 },
    instanceTypes = { "m5.large" }, amiType = "AL2023_x86_64_STANDARD", capacityType = "ON_DEMAND", diskSize = 50,
    releaseVersion = "1.33.1-20250801", labels = { team = "shop" }, updateConfig = { maxUnavailable = 1 },
    taints = { { key = "only", value = "shop", effect = "NO_SCHEDULE" } },
    tags = { owner = "platform", ["perigee:replaces"] = "ng-1" },
  })
end)

t.test("a launch template is named once, and takes what it replaces", function()
  local old = group("ng-1", { amiType = "CUSTOM", releaseVersion = "ami-1", instanceTypes = {},
    remoteAccess = { ec2SshKey = "k" }, launchTemplate = { id = "lt-1", name = "workers", version = "7" } })
  local made = nodes.parameters(old, "ng-1-pods", SIZE, CLUSTER)
  t.equal(made.launchTemplate, { id = "lt-1", version = "7" })
  for _, field in ipairs{ "amiType", "releaseVersion", "version", "instanceTypes", "diskSize", "remoteAccess" } do
    t.equal(made[field], nil, field)
  end
end)

t.test("another version than the cluster's is not asked for", function()
  local made = nodes.parameters(group("ng-1", { version = "1.32" }), "x", SIZE, CLUSTER)
  t.equal({ made.version, made.releaseVersion }, {})
end)

t.test("a frozen group's former maximum comes from the cluster's tag", function()
  local cluster = { name = "blue", version = "1.33", raw = { tags = { ["perigee:max-size/ng-1"] = "9" } } }
  local frozen = { desired = 3, min = 1, max = 3 }
  t.equal(nodes.parameters(group("ng-1"), "x", frozen, cluster).scalingConfig,
    { minSize = 1, maxSize = 9, desiredSize = 3 })
  t.equal(nodes.parameters(group("ng-2"), "x", frozen, cluster).scalingConfig.maxSize, 3)
end)

t.test("names that EKS does not take are refused", function()
  for _, name in ipairs{ "-x", "a b", ("x"):rep(64), "" } do
    t.raises("no name for a node group", function() nodes.parameters(group("ng-1"), name, SIZE, CLUSTER) end)
  end
end)

t.test("replacements are never replaced in turn", function()
  local cluster = { node_groups = { group("a"), group("a-pods", { tags = { ["perigee:replaces"] = "a" } }), group("b"),
    group("c-pods", { tags = { ["perigee:replaces"] = "c" } }), group("d", { status = "DELETING" }) } }
  local function names(settings)
    local list = {}
    for i, found in ipairs(nodes.old_groups(cluster, settings)) do list[i] = found.nodegroupName end
    return list
  end
  t.equal(names{ node_groups = {} }, { "a", "b" })
  t.equal(names{ node_groups = { "b" } }, { "b" })
  t.equal(names{ node_groups = { "c" } }, {}, "c is gone, its replacement is here")
  t.equal(groups.unknown(cluster, { node_groups = { "c", "nope" } }), { "nope" })
  t.equal(groups.replacement_of(cluster.node_groups, "a").nodegroupName, "a-pods")
end)

t.test("max-pods by the formula", function()
  local m5 = { enis = 3, ips = 10, vcpus = 2, hypervisor = "nitro" }
  local big = { enis = 15, ips = 50, vcpus = 96, hypervisor = "nitro" }
  local prefixes = { ENABLE_PREFIX_DELEGATION = "true" }
  t.equal({ nodes.max_pods(m5, {}, false) }, { 29, 29 })
  t.equal({ nodes.max_pods(m5, {}, true) }, { 20, 20 })
  t.equal({ nodes.max_pods(m5, prefixes, false) }, { 110, 434 })
  t.equal({ nodes.max_pods(m5, prefixes, true) }, { 110, 290 })
  t.equal({ nodes.max_pods(m5, { MAX_ENI = "2" }, true) }, { 11, 11 })
  t.equal((nodes.max_pods(big, {}, true)), 250)
end)

t.test("names of new groups are checked before anything is made", function()
  local cluster = { node_groups = { group("a"), group("b"), group("c-pods") }, nodes = {}, pods = {} }
  local function problems(template, settings)
    local run = { name = function(_, _, words) return (template:gsub("{group}", words.group)) end }
    local check = nodes.drain_checks(run, cluster, settings or { node_groups = { "a", "b" } })[1]
    local found = check.test()
    return found == true and 0 or #found
  end
  t.equal(problems("{group}-pods"), 0)
  t.equal(problems("same"), 1, "the second one clashes with the first")
  t.equal(problems("c-pods"), 2, "a group of that name is there")
  t.equal(problems("{group} pods"), 2, "a blank")
  table.insert(cluster.node_groups, group("a-pods", { tags = { ["perigee:replaces"] = "a" } }))
  t.equal(problems("{group}-pods"), 0, "made by an earlier run")
  t.equal(problems("{group}-new", { node_groups = { "a" } }), 0, "made under another name")
  t.equal(problems("c-pods", { node_groups = { "a" } }), 0, "it has its group, whoever has that name")
end)

t.test("nodes of self-managed groups and of Karpenter are refused with the exact steps by hand, or taken on", function()
  local function on(pool) return { metadata = { name = pool, labels = { ["karpenter.sh/nodepool"] = pool } } } end
  local cluster = { name = "blue", nodes = { on("spot"), on("main"), on("spot") },
    self_managed = { { AutoScalingGroupName = "legacy", Instances = { {}, {} } }, { AutoScalingGroupName = "empty" } } }
  local function found(by_hand)
    local objects, remedies = {}, {}
    for i, check in ipairs(require("nodes.others").checks(cluster, { replace_by_hand = by_hand })) do
      t.equal(check.warn, i == 2 or nil)
      objects[i] = {}
      local problems = check.test()
      for _, problem in ipairs(problems ~= true and problems or {}) do
        table.insert(objects[i], problem.object)
        remedies[problem.object] = problem.remedy
      end
    end
    return objects, remedies
  end
  local objects, remedies = found(nil)
  t.equal(objects, { { "legacy", "main", "spot" }, {} }, "one without nodes leaves nothing behind")
  t.ok(remedies.legacy:find("terminate-instance-in-auto-scaling-group --instance-id ID "
    .. "--should-decrement-desired-capacity (group legacy)", 1, true))
  t.ok(remedies.legacy:find("--set replace_by_hand=legacy", 1, true))
  t.ok(remedies.main:find("kubectl delete nodeclaims -l karpenter.sh/nodepool=main", 1, true))
  t.equal((found{ "spot", "legacy" }), { { "main" }, { "legacy", "spot" } })
  t.equal((found{ "spot", "legacy", "main", "mian" }), { { "mian" }, { "legacy", "main", "spot" } }, "a slip")
end)
