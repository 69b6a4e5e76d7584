-- What a canary's container tells, and when that is proof: its states, its findings, the wait for the API server.
local t = require "spec"
local canary = require "pods.canary"
local canary_checks = require "nodes.canary_checks"
local failure = require "failure"
local findings = require "pods.canary_findings"
local proof = require "pods.canary_proof"
local prove = require "nodes.prove"
local script = require "pods.canary_script"

local GOOD = "dns ok kubernetes.default.svc.cluster.local is 10.100.0.1\napi ok 10.100.0.1:443 answers\n"
  .. "reached ok by 10.0.3.4\n"

local function pod(state, phase, fields)
  local made = { metadata = { namespace = "kube-system", name = "c", uid = "u-1" },
    status = { phase = phase or "Running", podIP = "100.64.0.7",
      containerStatuses = state and { { name = "canary", state = state } } or nil },
    spec = { containers = { { image = "example.com/busybox:1", command = { "sh", "-c", script.TEXT } } } } }
  for key, value in pairs(fields or {}) do made[key] = value end
  return made
end

local function ended(message, code)
  return pod({ terminated = { exitCode = code or 0, message = message } }, "Succeeded")
end

t.test("findings are read line by line; what is not told is not proven", function()
  local found = findings.parse(GOOD)
  t.equal(found.dns, { state = "ok", detail = "kubernetes.default.svc.cluster.local is 10.100.0.1" })
  t.equal(found.reached.detail, "by 10.0.3.4")
  t.equal(findings.lacking(found), nil)
  local words, unproven = findings.lacking(findings.parse("dns failed no answer\n"))
  t.equal({ words, unproven }, { "DNS in the pod: no answer", false })
  words, unproven = findings.lacking(findings.parse("\nreached unproven the image has no httpd\n"))
  t.ok(unproven and words:find("the pod from the API server: the image has no httpd", 1, true), words)
  words, unproven = findings.lacking(findings.parse("dns ok x\napi ok y\n"))
  t.equal({ words, unproven }, { "the pod from the API server: the canary ended without a word of it", true })
  words, unproven = findings.lacking(findings.parse("exit code 3, Error"))
  t.ok(unproven and words:find("without a word of it (exit code 3, Error)", 1, true), words)
  t.ok(findings.lacking(findings.parse(nil)))
  t.ok(findings.lacking(findings.parse("dns okay x\napi ok y\nreached ok z")), "a state that is none proves nothing")
end)

t.test("how a container stands", function()
  local function is(how, detail, ...) t.equal({ findings.container(pod(...)) }, { how, detail }) end
  is("starting", nil, nil, "Pending")
  is("starting", "ContainerCreating", { waiting = { reason = "ContainerCreating" } }, "Pending")
  is("pulling", "ErrImagePull: no such host", { waiting = { reason = "ErrImagePull", message = "no such host" } })
  is("unstartable", "InvalidImageName", { waiting = { reason = "InvalidImageName" } }, "Pending")
  is("running", nil, { running = {} })
  is("unstartable", 'StartError: exec: "sh"', { terminated = { exitCode = 128, reason = "StartError",
    message = 'exec: "sh"' } }, "Failed")
  is("unstartable", "Error", { terminated = { exitCode = 127, reason = "Error" } }, "Failed")
  is("ended", "dns failed x", { terminated = { exitCode = 127, reason = "Error", message = "dns failed x" } }, "Failed")
  is("ended", "exit code 143, Error", { terminated = { exitCode = 143, reason = "Error" } }, "Failed")
  is("ended", "Evicted: disk pressure", nil, "Failed", { status = { phase = "Failed", reason = "Evicted",
    message = "disk pressure" } })
end)

local NODE = { metadata = { name = "ip-10-0-0-21" } }
local ZONE = { zone = "z-a", cidr = "100.64.0.0/18", existing = { SubnetId = "subnet-a" } }

-- A cluster whose canary is this pod, and whose proxy answers one after the other of `answers`.
local function cluster_of(state, answers)
  local asked = 0
  return { name = "blue", kube = {
    get = function() return state() end,
    try = function(_, method, of, port, path)
      t.equal({ method, of.metadata.name, port, path }, { "proxy_get", "c", 10250, "cgi-bin/canary/u-1" })
      asked = asked + 1
      local answer = answers[math.min(asked, #answers)]
      if type(answer) == "string" then return { status = 200, body = answer } end
      return nil, failure.new(answer)
    end,
  } }, function() return asked end
end

local function proving(cluster, run)
  return proof.prove(run or {}, cluster, pod({ running = {} }), NODE, ZONE, function() end)
end

t.test("proven: reached by its own name, and ended with good findings", function()
  local looks = 0
  local cluster, asked = cluster_of(function()
    looks = looks + 1
    return looks > 2 and ended(GOOD) or pod{ running = {} }
  end, { "canary u-1\n" })
  proving(cluster)
  t.equal(asked(), 1, "asked until it was reached, and not again")
end)

t.test("a control plane that does not know the block is waited for, an hour and more", function()
  local waited
  local run = { wait = function(_, wait)
    waited = wait
    local _, state = wait.look()
    t.ok(state:find("Address is not allowed", 1, true), state)
    failure.raise{ code = "timeout", message = "waited" }
  end }
  local cluster = cluster_of(function() return pod{ running = {} } end, {
    { code = "InternalError", status = 500, message = "Address is not allowed" } })
  t.raises("waited", function() proving(cluster, run) end)
  t.ok(waited.timeout > 3600)
  t.ok(waited.what:find("EKS may need up to an hour after a new range; nothing is evicted", 1, true), waited.what)
end)

t.test("what nobody needs to wait for is raised at once", function()
  local function running() return pod{ running = {} } end
  t.raises("cannot get", function()
    proving((cluster_of(running, { { code = "Forbidden", status = 403, message = "cannot get pods/proxy" } })))
  end)
  t.raises("is gone", function() proving((cluster_of(function() end, { "x" }))) end)
  t.raises("not proven on node ip%-10%-0%-0%-21 of zone z%-a: DNS in the pod: SERVFAIL; nothing is evicted", function()
    proving((cluster_of(function() return ended("dns failed SERVFAIL", 1) end, { "x" })))
  end)
end)

local function settings(change)
  local made = { canary = "full", canary_image = "", canary_namespace = "kube-system", canary_timeout = 300 }
  for key, value in pairs(change or {}) do made[key] = value end
  return made
end
local AWS_NODE = { spec = { template = { spec = { containers = { { name = "aws-node",
  image = "602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:v1.20.4" } } } } } }

t.test("the pod of each mode, with labels of one's own but not in place of ours", function()
  local cluster = { name = "blue", aws_node = AWS_NODE }
  local full = canary.object(cluster, NODE, settings{ canary_labels = { team = "net", [canary.LABEL] = "no" } })
  t.equal(full.metadata.labels, { team = "net", [canary.LABEL] = "true" })
  local container = full.spec.containers[1]
  t.equal(container.image, "public.ecr.aws/docker/library/busybox:1.37")
  t.ok(container.command[3] == script.TEXT and container.securityContext.readOnlyRootFilesystem)
  t.ok(container.resources.requests.cpu and container.resources.limits.memory)
  for _, mode in ipairs{ { canary = "address" }, { old_journal = true } } do
    local of = settings(mode)
    of.canary = mode.canary
    local small = canary.object(cluster, NODE, of)
    t.equal({ small.spec.containers[1].image, small.spec.containers[1].command, small.spec.volumes },
      { "602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/pause:3.5" })
  end
end)

t.test("a canary of an earlier run is made anew when it has ended or is another", function()
  local made = {}
  local cluster = { name = "blue", aws_node = AWS_NODE, kube = {
    try = function(_, method)
      made[#made + 1] = method
      return {}
    end,
    delete = function(_, _, _, options) made[#made + 1] = options.uid end,
  } }
  local mine = settings{ canary_image = "example.com/busybox:1" }
  local function resource() return canary.resource(cluster, NODE, ZONE, mine) end
  t.ok(resource().same(pod{ running = {} }))
  local one = resource()
  t.ok(not one.same(ended(GOOD)))
  one.change(ended(GOOD))
  t.equal(made, { "u-1", "create" })
  t.ok(one.same(pod({ running = {} }, "Running", { metadata = { uid = "u-2" } })), "the new one")
  t.ok(not resource().same(pod({ running = {} }, "Running", { spec = { containers = { { image = "pause" } } } })))
  local quick = resource()
  t.ok(quick.same(pod{ running = {} }) and quick.same(ended(GOOD)), "one that ends under our eyes is ours")
end)

t.test("an image that does not start stops the run with its name and what to do", function()
  local resource = canary.resource({ name = "blue", aws_node = AWS_NODE }, NODE, ZONE, settings())
  t.ok(resource.ready(pod{ running = {} }))
  t.ok(not resource.ready(pod{ waiting = { reason = "ErrImagePull" } }), "it may come yet")
  local ok, problem = pcall(resource.ready, pod({ terminated = { exitCode = 128, reason = "StartError" } }, "Failed"))
  t.ok(not ok and problem.hint:find("canary=address", 1, true))
  t.raises("image example.com/busybox:1 does not start %(StartError%)", function() error(problem, 0) end)
end)

t.test("the first node that is not proven ends the others, and no canary is left", function()
  local there, removed = {}, {}
  local cluster = { name = "blue", aws_node = AWS_NODE, kube = { get = function(_, _, name) return there[name] end } }
  local run = { say = function() error("nothing is proven") end }
  function run.ensure(_, resource)
    local name = resource.name:match("/(.*)$")
    there[name] = pod({ terminated = { exitCode = 1, message = "api failed refused" } }, "Failed",
      { metadata = { namespace = "kube-system", name = name, uid = name } })
    return there[name]
  end
  function run.act(_, action)
    removed[#removed + 1] = action.with.uid
    there[action.with.name] = nil
  end
  local jobs = {}
  for i = 1, 3 do
    jobs[i] = { node = { metadata = { name = "n" .. i } }, zone = "z-a", plan = { zones = { ZONE } } }
  end
  t.raises("not proven on node n1 of zone z%-a: the API server from the pod: refused", function()
    prove.nodes(run, cluster, jobs, settings())
  end)
  t.equal(next(there), nil)
  t.ok(#removed >= 1)
end)

t.test("settings of canaries", function()
  local denied = false
  local reached = { kube = { try = function(_, _, _, name)
    if denied then return nil, { code = "Forbidden" } end
    return name == "kube-system" and {} or nil
  end } }
  local function problems(change)
    local list = {}
    for i, problem in ipairs(canary_checks.check(reached, settings(change)).test()) do list[i] = problem.detail end
    return list
  end
  t.equal(problems(), {})
  t.equal(problems{ canary = "address", canary_labels = { ["example.com/team"] = "net-1", app = "" } }, {})
  t.equal(problems{ canary = "Full" }, { [[canary is "Full", and must be one of full, address, did you mean 'full'?]] })
  t.equal(#problems{ canary_labels = { a = "b c", ["a b"] = "c", ["/x"] = "y", d = 5, long = ("x"):rep(64) } }, 5)
  t.equal(problems{ canary_namespace = "proof" }, { "there is no namespace proof for the canary pods" })
  denied = true
  t.equal(problems{ canary_namespace = "proof" }, {}, "who may not look learns it later")
  t.equal(canary_checks.check({}, {}).test(), {}, "a playbook without canaries")
end)
