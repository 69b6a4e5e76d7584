-- The Kubernetes client against a real API server; test_k8s_client.py runs it inside a world of tests/servers.
-- kubectl and `RESTART` (a command that kills the API server, forgets its history and starts it again) play the others.
local json = require "json"
local k8s = require "k8s"
local secret = require "secret"
local t = require "spec"
local task = require "task"
local world = require "world"

t.limit = 150

local SPACE <const> = "client"

local function command(argv, input)
  local result = assert(world.run(argv, { timeout = 120, input = input }))
  if result.status ~= 0 then error(table.concat(argv, " ") .. ": " .. result.stderr, 2) end
  return result.stdout
end

local function kubectl(...) return command { "kubectl", "--kubeconfig", world.getenv "KUBECONFIG", ... } end

local function until_true(what, look)
  for _ = 1, 200 do
    local value = look()
    if value then return value end
    task.sleep(0.1)
  end
  error("waited 20 s for " .. what, 2)
end

local function connected()
  local c = k8s.connect()
  c:apply { apiVersion = "v1", kind = "Namespace", metadata = { name = SPACE } }
  return c
end

local function map(name, data)
  return { apiVersion = "v1", kind = "ConfigMap", metadata = { name = name, namespace = SPACE }, data = data }
end

t.test("kubeconfig and EKS reach the same cluster; the EKS token is the AWS user's", function()
  local by_file, by_eks = k8s.connect(), k8s.connect { cluster = world.getenv "CLUSTER" }
  t.equal(by_file.ca_hash, by_eks.ca_hash)
  t.equal(by_file.server, by_eks.server)
  t.ok(by_eks:whoami().username:find("user/admin$"), by_eks:whoami().username)
  t.equal(by_file:version().minor, by_eks:version().minor)
  t.equal(#by_eks:list("nodes"), #by_file:list("nodes"))
end)

t.test("a kubeconfig of `aws eks update-kubeconfig` needs no aws CLI; another plugin is run", function()
  local cluster = json.decode(kubectl("config", "view", "--raw", "-ojson")).clusters[1].cluster
  local function write(exec)
    local path = world.getenv "HOME" .. "/by-plugin"
    assert(world.write_file(path, json.encode {
      apiVersion = "v1", kind = "Config", ["current-context"] = "x",
      clusters = { { name = "c", cluster = cluster } }, users = { { name = "u", user = { exec = exec } } },
      contexts = { { name = "x", context = { cluster = "c", user = "u" } } },
    }))
    return k8s.connect { kubeconfig = path }
  end
  local version = "client.authentication.k8s.io/v1beta1"
  local eks = write { apiVersion = version, command = "aws", args = { "--region", world.getenv "AWS_REGION", "eks",
    "get-token", "--cluster-name", world.getenv "CLUSTER", "--output", "json" } }
  t.ok(eks:whoami().username:find("user/admin$"))
  local answer = json.encode { apiVersion = version, kind = "ExecCredential", status = {
    token = secret.reveal(eks.conn.token) } }
  local plugin = write { apiVersion = version, command = "sh", args = { "-c", "echo '" .. answer .. "'" } }
  t.ok(plugin:whoami().username:find("user/admin$"))
  t.ok(plugin.credential.source:find("plugin 'sh'", 1, true))
end)

t.test("500 pods in pages of 50, as a list and one by one", function()
  local c = connected()
  local numbers = {}
  for i = 1, 500 do numbers[i] = i end
  task.map(numbers, function(i)
    c:create { apiVersion = "v1", kind = "Pod", metadata = { name = ("p-%03d"):format(i), namespace = SPACE,
      labels = { odd = i % 2 == 1 and "yes" or "no" } }, spec = { nodeSelector = { nowhere = "x" },
      containers = { { name = "c", image = "x" } } } }
  end, { limit = 8 })
  local items = c:list("pods", { namespace = SPACE, limit = 50 })
  t.equal(#items, 500)
  t.equal({ items[1].metadata.name, items[500].metadata.name, items[1].kind }, { "p-001", "p-500", "Pod" })
  t.equal(#c:list("po", { namespace = SPACE, labels = { odd = "yes" }, limit = 50 }), 250)
  local seen = 0
  for pod in c:each("pods", { namespace = SPACE, fields = "metadata.name!=p-007", limit = 50 }) do
    t.ok(pod.metadata.name ~= "p-007")
    seen = seen + 1
  end
  t.equal(seen, 499)
  kubectl("-n", SPACE, "delete", "pods", "--all", "--wait=false", "--grace-period=0", "--force")
end)

t.test("apply holds its fields; kubectl's manager in the way is named, and gives way to force", function()
  local c = connected()
  local object = map("held", { colour = "red" })
  t.equal(select(2, c:apply(object)), true)
  t.equal(select(2, c:apply(object)), false)
  command({ "kubectl", "--kubeconfig", world.getenv "KUBECONFIG", "apply", "--server-side", "--force-conflicts", "-f",
    "-" }, json.encode(map("held", { colour = "blue" })))
  local err = t.raises("1 field is held by another manager: .data.colour (kubectl)", function() c:apply(object) end)
  t.equal({ err.status, #err.conflicts, err.conflicts[1].manager }, { 409, 1, "kubectl" })
  t.equal(c:get("cm", "held", { namespace = SPACE }).data.colour, "blue")
  t.equal(c:apply(object, { force = true, dry_run = true }).data.colour, "red")
  t.equal(c:get("cm", "held", { namespace = SPACE }).data.colour, "blue", "a dry run writes nothing")
  t.equal(c:apply(object, { force = true }).data.colour, "red")
  local managers = {}
  for _, entry in ipairs(c:get("cm", "held", { namespace = SPACE }).metadata.managedFields) do
    managers[entry.manager] = true
  end
  t.ok(managers.perigee)
end)

t.test("a misspelt field is refused by apply and by patch", function()
  local c = connected()
  local wrong = map("typo", { a = "1" })
  wrong.dta = { b = "2" }
  t.raises("dta", function() c:apply(wrong) end)
  t.equal(c:get("cm", "typo", { namespace = SPACE }), nil)
  c:apply(map("typo", { a = "1" }))
  t.raises("dta", function() c:patch("cm", "typo", { dta = { b = "2" } }, { namespace = SPACE, type = "merge" }) end)
end)

t.test("a strategic patch keeps what it does not name in a list with keys; merge and json patches", function()
  local c = k8s.connect()
  local function env_of(object)
    local names = {}
    for _, container in ipairs(object.spec.template.spec.containers) do
      for _, variable in ipairs(container.env or {}) do names[variable.name] = variable.value end
    end
    return names
  end
  local daemons = { namespace = "kube-system" }
  local before = env_of(c:get("ds", "aws-node", daemons))
  local after = env_of(c:patch("daemonset", "aws-node", { spec = { template = { spec = { containers = {
    { name = "aws-node", env = { { name = "PERIGEE_TEST", value = "true" } } } } } } } },
    { namespace = "kube-system", dry_run = true }))
  t.equal(after.PERIGEE_TEST, "true")
  for name, value in pairs(before) do t.equal(after[name], value, name) end
  t.equal(env_of(c:get("ds", "aws-node", daemons)).PERIGEE_TEST, nil)
  connected():apply(map("patched", { a = "1", b = "2" }))
  local where = { namespace = SPACE, type = "merge" }
  t.equal(c:patch("cm", "patched", { data = { a = json.null } }, where).data, { b = "2" })
  where.type = "json"
  t.equal(c:patch("cm", "patched", { { op = "add", path = "/data/c", value = "3" } }, where).data, { b = "2", c = "3" })
end)

t.test("kinds that come later are found; custom ones refuse a strategic patch with advice", function()
  local c = connected()
  c:resource("pods")
  t.raises("no kind 'gadget'", function() c:resource("gadget") end)
  c:apply { apiVersion = "apiextensions.k8s.io/v1", kind = "CustomResourceDefinition",
    metadata = { name = "gadgets.perigee.test" }, spec = { group = "perigee.test", scope = "Namespaced",
      names = { plural = "gadgets", singular = "gadget", kind = "Gadget", shortNames = { "gd" } },
      versions = { { name = "v1", served = true, storage = true, schema = { openAPIV3Schema = { type = "object",
        properties = { spec = { type = "object", properties = { size = { type = "integer" } } } } } } } } } }
  local gadget = { apiVersion = "perigee.test/v1", kind = "Gadget", metadata = { name = "g", namespace = SPACE },
    spec = { size = 3 } }
  until_true("the new kind", function() return (c:try("apply", gadget)) end)
  t.equal(math.type(c:get("gd", "g", { namespace = SPACE }).spec.size), "integer")
  t.equal(c:resource("Gadget.perigee.test").full_name, "gadgets.perigee.test")
  local err = t.raises("could not patch gadget client/g",
    function() c:patch("gadgets", "g", { spec = { size = 4 } }, { namespace = SPACE }) end)
  t.ok(err.hint:find('type = "merge"', 1, true), err.hint)
  t.equal(c:patch("gadgets", "g", { spec = { size = 4 } }, { namespace = SPACE, type = "merge" }).spec.size, 4)
  t.equal(c:delete("crd", "gadgets.perigee.test"), true)
  until_true("the kind's end", function() return not c:try("get", "gd", "g", { namespace = SPACE }) end)
end)

local function settled_budget(c, name, allowed)
  until_true("the budget's count", function()
    local budget = c:get("pdb", name, { namespace = "default" })
    return budget.status.observedGeneration == budget.metadata.generation
      and (budget.status.disruptionsAllowed > 0) == allowed
  end)
end

local function pods_of(c, app)
  local found = {}
  for _, pod in ipairs(c:list("pods", { namespace = "default" })) do
    local gone = pod.metadata.deletionTimestamp
    if not gone and pod.metadata.name:find("^" .. app .. "%-") then found[#found + 1] = pod end
  end
  return found
end

t.test("a budget holds an eviction with its name and numbers, then lets it pass", function()
  local c = k8s.connect()
  local pods = pods_of(c, "web")
  local before = c:get("pdb", "web", { namespace = "default" }).spec.minAvailable
  local function need(n)
    c:patch("pdb", "web", { spec = { minAvailable = n } }, { namespace = "default", type = "merge" })
    settled_budget(c, "web", n < #pods)
  end
  need(#pods)
  for _, options in ipairs { { dry_run = true }, {} } do
    local err = t.raises(("budget \"web\" needs %d healthy pods and has %d"):format(#pods, #pods),
      function() c:evict(pods[1], options) end)
    t.equal({ err.blocked, err.budget }, { "budget", { name = "web", needed = #pods, healthy = #pods } })
  end
  need(1)
  t.equal(c:evict(pods[1], { dry_run = true }), "accepted")
  t.equal(c:get("pods", pods[1].metadata.name, { namespace = "default" }).metadata.deletionTimestamp, nil)
  t.equal(c:evict(pods[1]), "accepted")
  until_true("the replacement", function() return #pods_of(c, "web") == #pods end)
  need(before)
end)

t.test("two budgets on one pod are told apart from one that holds it", function()
  local c = k8s.connect()
  local pod = pods_of(c, "web")[1]
  local budget = c:get("pdb", "web", { namespace = "default" })
  c:apply { apiVersion = "policy/v1", kind = "PodDisruptionBudget",
    metadata = { name = "web-too", namespace = "default" },
    spec = { minAvailable = 1, selector = budget.spec.selector } }
  local err = t.raises("more than one PodDisruptionBudget", function() c:evict(pod, { dry_run = true }) end)
  t.equal({ err.blocked, err.outcome }, { "several budgets" })
  t.equal(c:delete("pdb", "web-too", { namespace = "default" }), true)
end)

t.test("what has taken a pod's name is never evicted or deleted in its place", function()
  local c = k8s.connect()
  local where = { namespace = "default" }
  local old = c:get("pods", "store-0", where)
  t.equal(c:delete("pods", "store-0", { namespace = "default", uid = old.metadata.uid, grace = 0 }), true)
  local new = until_true("the new store-0", function()
    local pod = c:get("pods", "store-0", where)
    return pod and pod.metadata.uid ~= old.metadata.uid and pod.spec.nodeName and pod
  end)
  t.equal(c:evict(old), "gone")
  t.equal(c:delete("pods", "store-0", { namespace = "default", uid = old.metadata.uid }), false)
  local now = c:get("pods", "store-0", where)
  t.equal({ now.metadata.uid, now.metadata.deletionTimestamp }, { new.metadata.uid })
end)

t.test("logs, and a pod's port through the API server", function()
  local c = k8s.connect()
  local pod = pods_of(c, "web")[1]
  t.equal(type(c:logs("default", pod.metadata.name, { tail = 5 })), "string")
  t.equal(c:proxy_get(pod, 8080, "/").status, 200)
  t.raises("could not read the log of pod default/nobody", function() c:logs("default", "nobody") end)
end)

t.test("a watch goes over an API server that is killed, loses its history and comes back", function()
  local c = connected()
  for _, name in ipairs { "stays", "goes", "changes" } do c:apply(map(name, { n = "1" })) end
  local told, after = {}, {}
  local restarted = false
  task.all {
    function()
      c:watch("configmaps", { namespace = SPACE }, function(event, object)
        local name = object.metadata.name
        local list = restarted and after or told
        list[#list + 1] = event .. " " .. name
        return name == "last" and "stop" or nil
      end)
    end,
    function()
      until_true("the first objects", function() return table.concat(told, ","):find("ADDED stays", 1, true) end)
      c:apply(map("early", { n = "1" }))
      until_true("a live event", function() return table.concat(told, ","):find("ADDED early", 1, true) end)
      restarted = true
      -- While the server is away nothing can change, so the changes come from its very first moments.
      command { "sh", "-c", world.getenv "RESTART" }
      kubectl("-n", SPACE, "delete", "configmap", "goes")
      c:patch("cm", "changes", { data = { n = "2" } }, { namespace = SPACE })
      c:apply(map("comes", { n = "1" }))
      c:apply(map("last", { n = "1" }))
    end,
  }
  table.sort(after)
  t.equal(table.concat(after, ", "), "ADDED comes, ADDED last, DELETED goes, MODIFIED changes")
end)

t.test("a watch from a version of long ago tells of what is there, whether the server still knows it or not", function()
  local c = connected()
  t.ok(c:get("configmaps", "stays", { namespace = SPACE }))
  local told = c:watch("configmaps", { namespace = SPACE, resource_version = "1" }, function(event, object)
    return event == "ADDED" and object.metadata.name == "stays" and "stop" or nil
  end)
  t.equal(told, "stop")
end)
