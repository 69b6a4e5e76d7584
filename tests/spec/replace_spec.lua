-- What stops a replacement on its way, so that no workload is lost: new groups that go, pods that do not end, volumes.
local t = require "spec"
local avoid = require "nodes.avoid"
local nodes = require "nodes"
local drain = require "nodes.drain"
local freeze = require "nodes.freeze"
local refuge = require "nodes.refuge"
local replacement = require "nodes.replacement"
local volumes = require "nodes.volumes"
local failure = require "failure"
local json = require "json"

local function node(name, group, fields)
  local made = { metadata = { name = name, uid = "uid-" .. name, labels = { ["eks.amazonaws.com/nodegroup"] = group,
    ["topology.kubernetes.io/zone"] = "z-" .. name:sub(-1) } }, spec = {},
    status = { conditions = { { type = "Ready", status = "True" } } } }
  for key, value in pairs(fields or {}) do made[key] = value end
  return made
end

-- A cluster of these nodes, pods and groups; `status` of each group as EKS tells it, nil for one that is gone.
local function cluster_of(world)
  local kube = {}
  function kube.list(_, kind, options)
    if kind == "nodes" then
      local list = {}
      for _, item in ipairs(world.nodes) do
        if options.labels == "eks.amazonaws.com/nodegroup=" .. item.metadata.labels["eks.amazonaws.com/nodegroup"] then
          list[#list + 1] = item
        end
      end
      return list
    end
    local list = {}
    for _, item in ipairs(world[kind] or {}) do
      local wanted = options and options.fields
      if not wanted or wanted == "spec.nodeName=" .. item.spec.nodeName then list[#list + 1] = item end
    end
    return list
  end
  local eks = { try = function(_, _, params)
    local group = world.groups[params.nodegroupName]
    if group then return { nodegroup = group } end
    return nil, failure.new{ code = "ResourceNotFoundException", message = "gone" }
  end }
  return { name = "blue", kube = kube, eks = eks, autoscaling = { try = function() return nil end } }
end

local function group(name, replaces, fields)
  local made = { nodegroupName = name, status = "ACTIVE", tags = { ["perigee:replaces"] = replaces },
                 scalingConfig = { minSize = 1, maxSize = 3, desiredSize = 2 } }
  for key, value in pairs(fields or {}) do made[key] = value end
  return made
end

-- A run that looks once, or as often as `looks` says, and shows what it was told.
local function new_run(looks)
  return { act = function() end, say = function() end, lock = function() end, wait = function(_, wait)
    local value
    for _ = 1, looks or 1 do value = value or wait.look() end
    return value
  end }
end

t.test("evictions stop when the new group goes", function()
  local world = { nodes = { node("n-a", "ng-pods"), node("n-b", "ng-pods") },
    groups = { ["ng-pods"] = group("ng-pods", "ng") } }
  local made = { { group = world.groups["ng-pods"], nodes = { world.nodes[1], world.nodes[2] } } }
  local cluster = cluster_of(world)
  refuge.hold(cluster, made)
  world.nodes[2].spec.unschedulable = true
  refuge.hold(cluster, made)
  world.groups["ng-pods"].status = "DELETING"
  t.raises("ng%-pods is DELETING, 1 of its 2 nodes", function() refuge.hold(cluster, made) end)
  world.groups["ng-pods"].status = "ACTIVE"
  world.nodes = {}
  t.raises("ng%-pods is ACTIVE, 0 of its 2 nodes", function() refuge.hold(cluster, made) end)
  world.groups["ng-pods"] = nil
  t.raises("ng%-pods is gone", function() drain.drain(new_run(), cluster, { "ng" }, { drain_parallel = 1 }, made) end)
end)

t.test("a group scaled to nothing needs no new node, another does", function()
  local new = group("ng-pods", "ng")
  local world = { nodes = {}, groups = { ["ng-pods"] = new } }
  local check = refuge.check(cluster_of(world), { { group = new, nodes = {} } })
  t.equal(check.test(), {})
  world.nodes = { node("old-a", "ng") }
  t.equal(#check.test(), 1)
end)

t.test("a replacement that is being deleted is not awaited", function()
  local world = { nodes = {}, groups = { ["ng-pods"] = group("ng-pods", "ng", { status = "DELETING" }) } }
  local cluster = cluster_of(world)
  cluster.node_groups = { world.groups["ng-pods"] }
  local resource = replacement.resource(cluster, group("ng"), "ng-pods", {})
  t.raises("ng%-pods is being deleted", function() resource.ready(resource.find()) end)
  table.insert(cluster.node_groups, group("ng"))
  for _, check in ipairs(nodes.drain_checks({}, cluster, { node_groups = {} })) do
    if check.name == "replacements" then t.ok(check.test()[1].detail:find("is being deleted", 1, true)) end
  end
end)

t.test("a replacement that has failed is not to be deleted once pods may run on it", function()
  local new, old = group("ng-pods", "ng", { status = "DEGRADED" }), group("ng")
  local function told()
    local cluster = cluster_of{ nodes = {}, groups = { ["ng-pods"] = new } }
    cluster.node_groups = { new, old }
    local resource, remedy = replacement.resource(cluster, old, "ng-pods", {}), nil
    local _, why = pcall(resource.ready, new)
    for _, check in ipairs(nodes.drain_checks({}, cluster, { node_groups = {} })) do
      if check.name == "replacements" then remedy = check.test()[1].remedy end
    end
    return why.hint, remedy
  end
  t.equal({ told() }, { "ng and its pods are untouched; delete ng-pods when the cause is gone, then run again",
    "delete ng-pods when the cause is gone, then run again" })
  old.tags["perigee:size"] = "2/1/3"
  local careful = "do not delete ng-pods, pods of ng may run on it already: see to the cause, then run again"
  t.equal({ told() }, { careful, careful })
  new.status = "CREATE_FAILED"
  t.equal({ told() }, { "delete ng-pods when the cause is gone, then run again",
    "delete ng-pods when the cause is gone, then run again" })
end)

t.test("a pod that does not end stops the drain, and one that ends in time does not", function()
  local pod = { metadata = { namespace = "shop", name = "p", uid = "1", deletionTimestamp = "2026-01-01T00:00:00Z",
    deletionGracePeriodSeconds = 0, finalizers = { "example.com/hold" }, ownerReferences = {
      { controller = true, kind = "ReplicaSet", name = "r" } } }, spec = { nodeName = "old-a" }, status = {} }
  local world = { nodes = { node("old-a", "ng", { spec = { unschedulable = true } }) }, pods = { pod }, groups = {} }
  local settings = { drain_parallel = 0, drain_timeout = 0 }
  t.raises("shop/p to end on old%-a %(finalizers example.com/hold%)", function()
    drain.drain(new_run(2), cluster_of(world), { "ng" }, settings)
  end)
  pod.metadata.deletionGracePeriodSeconds = 30
  drain.drain(new_run(2), cluster_of(world), { "ng" }, settings)
end)

local function volume(name, ...)
  local terms = {}
  for i, term in ipairs{ ... } do
    local expressions = {}
    for key, values in pairs(term) do
      expressions[#expressions + 1] = { key = key, operator = "In", values = values }
    end
    terms[i] = { matchExpressions = expressions }
  end
  local affinity = #terms > 0 and { required = { nodeSelectorTerms = terms } } or nil
  return { metadata = { name = name }, spec = { nodeAffinity = affinity } }
end

local function with_volume(of)
  local pod = { metadata = { namespace = "shop", name = "db-0" }, spec = { nodeName = "old-a", volumes = {
    { persistentVolumeClaim = { claimName = "data" } }, { emptyDir = {} } } }, status = { phase = "Running" } }
  local claim = { metadata = { namespace = "shop", name = "data" }, spec = { volumeName = of.metadata.name } }
  return { nodes = {}, groups = {}, persistentvolumeclaims = { claim }, persistentvolumes = { of } }, pod
end

t.test("a pod whose volume lies in a zone needs a new node there", function()
  local zone = "topology.ebs.csi.aws.com/zone"
  local function problems(of, ...)
    local world, pod = with_volume(of)
    return #volumes.reachable(cluster_of(world), function() return { pod } end, { ... }).test()
  end
  t.equal(problems(volume("v", { [zone] = { "z-a" } }), node("new-a", "x")), 0)
  t.equal(problems(volume("v", { [zone] = { "z-a" } }), node("new-b", "x")), 1)
  t.equal(problems(volume("v", { [zone] = { "z-a" } }, { [zone] = { "z-b" } }), node("new-b", "x")), 0, "either zone")
  t.equal(problems(volume("v"), node("new-b", "x")), 0, "anywhere")
end)

t.test("a pod whose volume lies on its node is told", function()
  local world, pod = with_volume(volume("v", { ["kubernetes.io/hostname"] = { "old-a" } }))
  local check = volumes.local_ones(cluster_of(world), function() return { pod } end)
  t.ok(check.test()[1].detail:find("shop/db-0 keeps its data in volume v, which lies on node old-a", 1, true))
  pod.status.phase = "Succeeded"
  t.equal(check.test(), {})
end)

t.test("a group that is UPDATING is awaited before it is frozen; a stale memory of its maximum is mended", function()
  local old = group("ng", nil, { status = "UPDATING", scalingConfig = { minSize = 1, maxSize = 9, desiredSize = 2 } })
  local tags, order = { ["perigee:max-size/ng"] = "4" }, {}
  local cluster = cluster_of{ nodes = {}, groups = { ng = old } }
  cluster.node_groups = { old }
  cluster.eks.describe_cluster = function() return { cluster = { tags = tags } } end
  cluster.eks.tag_resource = function(_, params) for key, value in pairs(params.tags) do tags[key] = value end end
  local run = { lock = function() end }
  function run.wait(_, wait)
    order[#order + 1] = wait.what
    t.ok(not wait.look())
    old.status = "ACTIVE"
    return t.ok(wait.look())
  end
  function run.ensure(_, resource)
    order[#order + 1] = resource.kind
    local found = resource.find()
    if resource.same and not resource.same(found) and resource.kind:find("former") then resource.change(found) end
  end
  freeze.freeze(run, cluster, { node_groups = {} })
  t.equal(order, { "former maximum of", "node group ng not UPDATING", "maximum of node group" })
  t.equal(tags, { ["perigee:max-size/ng"] = "9" })
end)

t.test("nodes whose turn comes later bear a mark beside their own taints, and lose nothing else", function()
  local own = { key = "dedicated", effect = "NoSchedule" }
  local old = node("later-a", "later", { spec = { taints = { own } } })
  old.metadata.resourceVersion = "1"
  local cluster, sent = cluster_of{ nodes = { old }, groups = {} }, {}
  function cluster.kube.get(_, _, name) return name == "later-a" and old or nil end
  function cluster.kube.try(_, _, _, _, patch)
    sent[#sent + 1] = patch.metadata.resourceVersion
    if #sent == 1 then
      old = node("later-a", "later", { spec = { taints = { { key = "own", effect = "NoExecute" } } } })
      old.metadata.resourceVersion = "2"
    end
    if patch.metadata.resourceVersion ~= old.metadata.resourceVersion then
      return nil, failure.new{ code = "Conflict", status = 409, message = "it has been changed" }
    end
    old.spec.taints = patch.spec.taints ~= json.null and patch.spec.taints or nil
    return old
  end
  local run, undo = { lock = function() end }, nil
  function run.ensure(_, resource)
    local found = resource.find()
    if not resource.same(found) then resource.change(found) end
    undo = resource.undo or undo
    t.ok(resource.same(resource.find()))
  end
  avoid.mark(run, cluster, { "later" })
  t.equal(sent, { "1", "2" })
  t.equal(old.spec.taints, { { key = "own", effect = "NoExecute" }, { key = avoid.KEY, effect = "PreferNoSchedule" } })
  t.equal(undo, { call = "nodes.undo.avoided", with = { cluster = "blue", node = "later-a", uid = "uid-later-a" } })
  run.ensure(run, avoid.resource(cluster, undo.with, false))
  t.equal(old.spec.taints, { { key = "own", effect = "NoExecute" } })
  old.spec.taints = { { key = avoid.KEY, effect = "PreferNoSchedule" } }
  run.ensure(run, avoid.resource(cluster, undo.with, false))
  t.equal(old.spec.taints, nil, "the last one: no list is left, since an empty one would be taken for an object")
  old.metadata.uid = "another"
  run.ensure(run, avoid.resource(cluster, undo.with, true))
  t.equal(old.spec.taints, nil, "another node of this name is not marked")
  old.metadata.uid, sent = "uid-later-a", {}
  local resource, found = avoid.resource(cluster, undo.with, true), old
  function cluster.kube.try()
    old = nil
    return nil, failure.new{ code = "Conflict", status = 409, message = "changed" }
  end
  resource.change(found)
  t.ok(resource.same(resource.find()), "one that goes meanwhile needs no mark")
  function cluster.kube.try() return nil, failure.new{ code = "NotFound", status = 404, message = "gone" } end
  resource.change(found)
end)
