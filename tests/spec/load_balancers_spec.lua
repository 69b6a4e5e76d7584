-- Drained nodes leave load balancers: who gets the label, what is waited for, and what is not waited for without end.
local t = require "spec"
local failure = require "failure"
local json = require "json"
local load_balancers = require "nodes.load_balancers"
local task = require "task"

local LABEL <const> = "node.kubernetes.io/exclude-from-external-load-balancers"

local function node(name, labels)
  return { metadata = { name = name, uid = "uid-" .. name, labels = labels },
    spec = { providerID = "aws:///a/i-" .. name } }
end

local function target(id, state) return { Target = { Id = id }, TargetHealth = { State = state } } end

-- A cluster whose target group `web` has these targets: a list, or a function of the seconds that have passed.
local function world(targets, more)
  local w = { now = 0, acts = {}, said = {}, states = {}, asked = {} }
  w.group = { TargetGroupArn = "arn:web", TargetGroupName = "web", TargetType = "instance" }
  w.cluster = { name = "blue", target_groups = { w.group }, services = {}, target_bindings = {},
    elbv2 = { try = function(_, operation)
      w.asked[#w.asked + 1] = operation
      if operation == "describe_target_group_attributes" then
        return { Attributes = { { Key = "deregistration_delay.timeout_seconds", Value = "30" } } }
      end
      local now = type(targets) == "function" and targets(w.now) or targets
      if failure.is(now) then return nil, now end
      return { TargetHealthDescriptions = now }
    end },
    eks = { try = function()
      return { nodegroup = { resources = { autoScalingGroups = { { name = "eks-ng" } } } } }
    end },
    autoscaling = { try = function()
      return { AutoScalingGroups = { { TargetGroupARNs = w.attached or {} } } }
    end },
    ec2 = { all = function()
      local interface = { PrivateIpAddresses = { { PrivateIpAddress = "10.0.0.9" } } }
      return { { Instances = { { NetworkInterfaces = { interface } } } } }
    end } }
  for key, value in pairs(more or {}) do w[key] = value end
  w.run = { act = function(_, act) w.acts[#w.acts + 1] = act end,
    say = function(_, text) w.said[#w.said + 1] = text end,
    wait = function(_, wait)
      while true do
        local done, state = wait.look()
        if done then return done end
        w.states[#w.states + 1] = state
        t.ok(w.now < wait.timeout, "it ends by itself before its limit")
        w.now = w.now + 10
      end
    end }
  return w
end

-- Lets the nodes leave, by the clock of the world.
local function leave(w, nodes)
  local now = task.now
  task.now = function() return w.now end
  local ok, waited = pcall(load_balancers.leave, w.run, w.cluster, "ng", nodes or { node("0a") })
  task.now = now
  if not ok then error(waited, 0) end
  return waited
end

t.test("every node gets the label once, by a write that can be undone", function()
  local w = world{}
  t.equal(leave(w, { node("0a"), node("0b", { [LABEL] = "" }) }), false)
  t.equal(#w.acts, 1, "one that has it is left alone")
  t.equal(w.acts[1].with, { cluster = "blue", node = "0a", uid = "uid-0a" })
  t.equal({ w.acts[1].apply, w.acts[1].undo, w.acts[1].done }, { "exclude_node", "include_node", "node_excluded" })
  t.equal(w.asked, { "describe_target_health" }, "one look, no pause")
  t.equal(leave(w, {}), false)
  t.equal(#w.asked, 1, "no node, no request")
end)

t.test("the label is patched on exactly this node, and taken off again", function()
  local patches, answer = {}, nil
  local cluster = { kube = { try = function(_, verb, kind, name, patch)
    patches[#patches + 1] = { verb, kind, name, patch.metadata.uid, patch.metadata.labels[LABEL] }
    if answer then return nil, answer end
    return {}
  end } }
  local with = { node = "0a", uid = "uid-0a" }
  load_balancers.set_excluded(cluster, with, true)
  load_balancers.set_excluded(cluster, with, false)
  t.equal(patches, { { "patch", "nodes", "0a", "uid-0a", "true" }, { "patch", "nodes", "0a", "uid-0a", json.null } })
  answer = failure.new{ code = "NotFound", message = "gone", status = 404 }
  load_balancers.set_excluded(cluster, with, false)
  answer = failure.new{ code = "Invalid", message = "metadata.uid: field is immutable", status = 422 }
  load_balancers.set_excluded(cluster, with, false)
  answer = failure.new{ code = "Forbidden", message = "no", status = 403 }
  t.equal((select(2, pcall(load_balancers.set_excluded, cluster, with, true))).code, "Forbidden")
end)

t.test("a node counts as labelled when it has the label, or is another or gone", function()
  local found
  local cluster = { kube = { get = function() return found end } }
  local with = { node = "0a", uid = "uid-0a" }
  t.ok(load_balancers.is_excluded(cluster, with), "gone")
  found = node("0a")
  t.ok(not load_balancers.is_excluded(cluster, with))
  found = node("0a", { [LABEL] = "" })
  t.ok(load_balancers.is_excluded(cluster, with), "its presence counts")
  found = node("0a")
  found.metadata.uid = "another"
  t.ok(load_balancers.is_excluded(cluster, with))
end)

t.test("a registered target is waited for until it is deregistered and drained", function()
  local w = world(function(now)
    return { target("i-other", "healthy"), now < 50 and target("i-0a", "healthy") or now < 80
      and target("i-0a", "draining") or nil }
  end)
  t.equal(leave(w), true)
  t.equal(w.now, 80)
  t.equal(w.states[1], "i-0a registered in web")
  t.equal(w.states[#w.states], "i-0a draining in web")
  t.equal(w.said, {})
end)

t.test("what nobody deregisters, and what drains on, is told of by name and given up", function()
  local w = world{ target("i-0a", "healthy") }
  leave(w)
  t.equal(w.now, 120)
  t.ok(w.said[1]:find("nobody has taken i%-0a out of target group web"), w.said[1])
  w = world{ target("i-0a", "draining") }
  leave(w)
  t.equal(w.now, 90, "its delay, and a minute")
  t.ok(w.said[1]:find("i%-0a is still draining in target group web"), w.said[1])
end)

t.test("nobody waits for targets that get nothing, or that Auto Scaling deregisters itself", function()
  local w = world{ target("i-0a", "unused"), target("i-0b", "healthy") }
  t.equal(leave(w), false)
  w = world({ target("i-0a", "healthy") }, { attached = { "arn:web" } })
  leave(w)
  t.equal({ w.now, w.said }, { 0, {} })
end)

t.test("of addresses only those of the instance that are draining count", function()
  local function addresses(state, ip)
    local w = world{ target(ip, state) }
    w.group.TargetType = "ip"
    leave(w)
    return w.now
  end
  t.equal(addresses("healthy", "10.0.0.9"), 0, "a pod of the node network may run on")
  t.equal(addresses("draining", "10.0.0.8"), 0)
  t.equal(addresses("draining", "10.0.0.9"), 90)
end)

t.test("where it cannot be read, the default delay is waited for if there can be a load balancer", function()
  local denied = failure.new{ code = "AccessDenied", message = "not authorized", status = 403 }
  local w = world(denied)
  t.equal(leave(w), false)
  t.ok(w.said[1]:find("nothing is waited for") and w.said[1]:find("not authorized"), w.said[1])
  w = world(denied)
  w.cluster.services = { { spec = { type = "LoadBalancer" } } }
  t.equal(leave(w), true)
  t.equal(w.now, 300)
  w = world{}
  w.cluster.target_groups = nil
  setmetatable(w.cluster, { __index = function(_, key) if key == "target_groups" then error(denied, 0) end end })
  w.cluster.target_bindings = { {} }
  leave(w)
  t.equal(w.now, 300)
  w = world(function(now) return now == 0 and { target("i-0a", "healthy") } or denied end)
  leave(w)
  t.equal(w.now, 210, "the right was lost on the way: no longer than the longest it could take")
end)

t.test("a target group that is deleted meanwhile has let go", function()
  local w = world(function(now)
    return now < 20 and { target("i-0a", "healthy") }
      or failure.new{ code = "TargetGroupNotFound", message = "gone", status = 400 }
  end)
  leave(w)
  t.equal({ w.now, w.said }, { 20, {} })
end)
