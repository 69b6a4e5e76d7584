-- The Kubernetes client against an API server in memory: names of kinds, paging, writes, repeats and messages.
local failure = require "failure"
local fake = require "k8s_server"
local task = require "task"
local t = require "spec"

local function pod(name, uid)
  return { apiVersion = "v1", kind = "Pod", metadata = { name = name, namespace = "shop", uid = uid or name } }
end

local function names(items)
  local list = {}
  for i, item in ipairs(items) do list[i] = item.metadata.name end
  return table.concat(list, " ")
end

for form, routes in pairs { aggregated = function() return {} end, ["one by one"] = fake.one_by_one } do
  t.test("discovery, " .. form .. ": a kind has the names that kubectl takes", function()
    local server <close> = fake.start(routes())
    local c = fake.client()
    for _, name in ipairs { "pods", "pod", "po", "Pod", "POD" } do t.equal(c:resource(name).resource, "pods", name) end
    for _, name in ipairs { "deploy", "deployments.apps", "deployments.v1.apps", "Deployment.apps" } do
      t.equal(c:resource(name).root, "/apis/apps/v1", name)
    end
    t.equal(c:resource("ENIConfig.crd.k8s.amazonaws.com").full_name, "eniconfigs.crd.k8s.amazonaws.com")
    t.equal(c:resource("ev").group, "", "the core group wins")
    t.equal(c:resource("events.events.k8s.io").group, "events.k8s.io")
    t.equal(c:resource("nodes").namespaced, false)
    t.equal(c:resource("pods").subresources.eviction, true)
    local before = #server.requests
    c:resource("deploy")
    t.equal(#server.requests, before, "read once")
  end)
end

t.test("discovery: an unknown kind is looked for again, then named with what was meant", function()
  local missing = { eniconfigs = true }
  local server <close> = fake.start { ["/apis"] = function() return fake.aggregated(false, missing) end }
  local c = fake.client()
  c:resource("pods")
  local err = t.raises("has no kind 'eniconfig'", function() c:resource("eniconfig") end)
  t.equal(err.code, "UnknownKind")
  t.raises("did you mean 'deployments'", function() c:resource("deploymnets") end)
  missing = {}
  t.equal(c:resource("eniconfig").kind, "ENIConfig")
  t.ok(#fake.to(server, "/apis") >= 3)
end)

t.test("discovery: a group that does not answer leaves the others usable and is named", function()
  local routes = fake.one_by_one()
  routes["/apis/apps/v1"] = fake.status(503, "ServiceUnavailable", "the server is currently unable")
  local server <close> = fake.start(routes) -- luacheck: ignore
  local c = fake.client()
  t.equal(c:resource("nodes").kind, "Node")
  local err = t.raises("no kind 'deploy'", function() c:resource("deploy") end)
  t.ok(err.hint:find("did not answer: apps", 1, true), err.hint)
end)

t.test("get gives the object, nil when there is none, and raises on everything else", function()
  local server <close> = fake.start {
    ["/api/v1/namespaces/shop/pods/web"] = pod("web"),
    ["/api/v1/namespaces/shop/pods/nope"] = fake.status(404, "NotFound", 'pods "nope" not found', { name = "nope" }),
    ["/api/v1/namespaces/shop/pods/secret"] = fake.status(403, "Forbidden",
      'pods "secret" is forbidden: User "jo" cannot get resource "pods" in API group "" in the namespace "shop"'),
  }
  local c = fake.client()
  t.equal(c:get("po", "web", { namespace = "shop" }).metadata.name, "web")
  t.equal(c:get("po", "nope", { namespace = "shop" }), nil)
  local err = t.raises("could not read pod shop/secret", function() c:get("po", "secret", { namespace = "shop" }) end)
  t.equal(err.status, 403)
  t.ok(err.hint:find("jo needs verb `get` on `pods` in namespace `shop`", 1, true), err.hint)
  local value, why = c:try("get", "po", "secret", { namespace = "shop" })
  t.equal(value, nil)
  t.equal(why.code, "Forbidden")
  for _, name in ipairs { "", "..", "a/b", "a%2fb" } do
    t.raises("must be a name", function() c:delete("pods", name, { namespace = "shop" }) end)
  end
  t.equal(#fake.to(server, "/api/v1/namespaces/shop/pods/"), 0)
end)

t.test("get tells a missing object from a kind that the server has dropped", function()
  local missing = {}
  local server <close> = fake.start { -- luacheck: ignore
    ["/apis"] = function() return fake.aggregated(false, missing) end,
    ["/apis/crd.k8s.amazonaws.com/v1alpha1/eniconfigs/a"] = { status = 404, body = "404 page not found\n" },
  }
  local c = fake.client()
  t.equal(c:get("eniconfig", "a"), nil, "still served")
  missing = { eniconfigs = true }
  t.raises("404", function() c:get("eniconfig", "a") end)
end)

local function paged(all, expire_at)
  return function(request)
    local from, size = tonumber(request.query.continue or 1), tonumber(request.query.limit)
    if expire_at and request.query.continue == expire_at then
      expire_at = nil
      return fake.status(410, "Expired", "The provided continue parameter is too old")
    end
    local items, last = {}, size and math.min(#all, from + size - 1) or #all
    for i = from, last do items[#items + 1] = { metadata = { name = all[i], uid = "u" .. all[i] } } end
    local next_token = last < #all and tostring(last + 1) or ""
    return { kind = "PodList", metadata = { resourceVersion = "7", continue = next_token }, items = items }
  end
end

t.test("list walks the pages, completes the items, and begins again when a token has expired", function()
  local all = {}
  for i = 1, 23 do all[i] = ("p%02d"):format(i) end
  local path = "/api/v1/namespaces/shop/pods"
  for _, expire_at in ipairs { "none", "6", "21" } do
    local server <close> = fake.start { [path] = paged(all, expire_at) }
    local c = fake.client()
    local items = c:list("pods", { namespace = "shop", limit = 5, labels = { app = "web", tier = "a" } })
    t.equal(names(items), table.concat(all, " "), expire_at)
    t.equal({ items[1].apiVersion, items[1].kind }, { "v1", "Pod" })
    t.equal(fake.to(server, path)[1].query.labelSelector, "app=web,tier=a")
  end
end)

t.test("a list comes without managedFields unless they are asked for; data of that name and `get` keep them", function()
  local function config(name)
    return { kind = "Pod", metadata = { managedFields = { { manager = "kubectl" } }, name = name, uid = name,
      annotations = { managedFields = "a" } }, data = { managedFields = "d" } }
  end
  local path = "/api/v1/namespaces/shop/pods"
  local server <close> = fake.start { -- luacheck: ignore
    [path] = { metadata = { managedFields = "m" }, items = { config "a", config "b" } }, [path .. "/a"] = config "a",
  }
  local c = fake.client()
  local lean, whole = c:list("pods", { namespace = "shop" }), {}
  for item in c:each("pods", { namespace = "shop", managed_fields = true }) do whole[#whole + 1] = item end
  t.equal(names(lean), "a b")
  for i = 1, 2 do
    t.equal(lean[i].metadata.managedFields, nil)
    t.equal(lean[i].metadata.annotations.managedFields, "a")
    t.equal(lean[i].data.managedFields, "d")
    t.equal(whole[i].metadata.managedFields[1].manager, "kubectl")
  end
  t.equal(c:get("pods", "a", { namespace = "shop" }).metadata.managedFields[1].manager, "kubectl")
end)

t.test("each hands out every object once, also when the list is begun again", function()
  local all = {}
  for i = 1, 12 do all[i] = "p" .. i end
  for _, expire_at in ipairs { "none", "4", "10" } do
    local server <close> = fake.start { ["/api/v1/pods"] = paged(all, expire_at) } -- luacheck: ignore
    local seen = {}
    for item in fake.client():each("pods", { limit = 3 }) do seen[#seen + 1] = item.metadata.name end
    t.equal(table.concat(seen, " "), table.concat(all, " "), expire_at)
  end
end)

-- Answers in turn; the last one stays.
local function in_turn(...)
  local answers, n = { ... }, 0
  return function()
    n = math.min(n + 1, #answers)
    return answers[n]
  end
end

local function broken(sent)
  return { failure = failure.new { code = sent and "closed" or "connect", message = "gone", sent = sent } }
end

t.test("reads are repeated on 429, 5xx and broken connections, and honour Retry-After", function()
  local server <close> = fake.start {
    ["/version"] = in_turn(fake.status(503, "ServiceUnavailable", "starting"), broken(true), broken(false),
      { status = 429, headers = { ["retry-after"] = "2" }, body = { kind = "Status", message = "slow down" } },
      { body = { gitVersion = "v1.34.4" } }),
  }
  local c = fake.client()
  c.reached = true
  t.equal(c:version().gitVersion, "v1.34.4")
  t.equal(#server.requests, 5)
  t.ok(server.slept[4] >= 2, "at least as long as the server asked for")
  t.ok(server.slept[3] > server.slept[1], "longer each time")
end)

t.test("a server that was never reached is given up soon, one that was is waited for", function()
  local server <close> = fake.start { ["/version"] = broken(false) }
  local c = fake.client()
  local first = server.clock
  local err = t.raises("cannot be reached at https://cluster.test:6443", function() c:version() end)
  t.equal(err.code, "connect")
  t.ok(server.clock - first <= 3)
  c.reached, first = true, server.clock
  t.raises("cannot be reached", function() c:version() end)
  t.ok(server.clock - first > 20)
end)

t.test("a certificate that does not fit is final", function()
  local server <close> = fake.start {
    ["/version"] = { failure = failure.new { code = "tls", message = "unable to get local issuer", sent = false } },
  }
  local c = fake.client()
  c.reached = true
  local err = t.raises("TLS failed", function() c:version() end)
  t.equal(#server.requests, 1)
  t.ok(err.hint:find("system's", 1, true), err.hint)
end)

local patch_path = "/api/v1/nodes/n1"
local cases = {
  { "broken after sending", broken(true), 1, "unknown" },
  { "never sent", in_turn(broken(false), { body = pod "n1" }), 2 },
  { "5xx", fake.status(504, "Timeout", "request did not complete"), 1, "unknown" },
  { "429", in_turn(fake.status(429, "TooManyRequests", "slow"), { body = pod "n1" }), 2 },
  { "refused", fake.status(422, "Invalid", "no"), 1 },
  { "webhook", in_turn(fake.status(500, "InternalError", 'failed calling webhook "w.x.io": refused'),
    { body = pod "n1" }), 2 },
}
for _, case in ipairs(cases) do
  t.test("a plain patch is not repeated unless it was certainly not carried out: " .. case[1], function()
    local server <close> = fake.start { [patch_path] = case[2] }
    local c = fake.client()
    c.reached = true
    local _, err = c:try("patch", "nodes", "n1", { spec = { unschedulable = true } })
    t.equal(#fake.to(server, patch_path), case[3])
    t.equal(err and err.outcome, case[4])
    local sent = fake.to(server, patch_path)[1]
    t.equal(sent.headers["Content-Type"], "application/strategic-merge-patch+json")
    t.equal({ sent.query.fieldManager, sent.query.fieldValidation }, { "perigee", "Strict" })
  end)
end

t.test("a patch that names its resource version is repeated; the conflict it meets may be its own trace", function()
  local server <close> = fake.start {
    [patch_path] = in_turn(broken(true), fake.status(409, "Conflict", "the object has been modified")),
  }
  local c = fake.client()
  c.reached = true
  local _, err = c:try("patch", "nodes", "n1", { metadata = { resourceVersion = "5" } }, { type = "merge" })
  t.equal(#fake.to(server, patch_path), 2)
  t.equal(err.outcome, "unknown")
  t.ok(tostring(err):find("not known", 1, true))
end)

local eni = { apiVersion = "crd.k8s.amazonaws.com/v1alpha1", kind = "ENIConfig", metadata = { name = "a" },
  spec = { subnet = "subnet-1" } }
local eni_path = "/apis/crd.k8s.amazonaws.com/v1alpha1/eniconfigs/a"

t.test("apply is sent again only when it was certainly not carried out", function()
  local server <close> = fake.start { [eni_path] = in_turn(broken(false), broken(true), { body = eni }) }
  local c = fake.client()
  c.reached = true
  local _, err = c:try("apply", eni)
  t.equal({ err.outcome, #fake.to(server, eni_path) }, { "unknown", 2 })
  t.equal(c:apply(eni, { dry_run = true }).spec.subnet, "subnet-1")
end)

t.test("apply tells created from changed", function()
  local server <close> = fake.start { [eni_path] = in_turn({ status = 201, body = eni }, { body = eni }) }
  local c = fake.client()
  c.reached = true
  local object, created = c:apply(eni)
  t.equal(object.spec.subnet, "subnet-1")
  t.equal(created, true)
  t.equal(select(2, c:apply(eni)), false)
  local sent = fake.to(server, eni_path)[1]
  t.equal({ sent.method, sent.headers["Content-Type"], sent.query.force }, { "PATCH", "application/apply-patch+yaml" })
  t.equal(sent.body, eni)
end)

t.test("an apply conflict says which field, who holds it and what to do", function()
  local conflict = fake.status(409, "Conflict", "Apply failed with 2 conflicts", { causes = {
    { reason = "FieldManagerConflict", field = ".spec.subnet", message = 'conflict with "argocd-controller"' },
    { reason = "FieldManagerConflict", field = ".spec.securityGroups",
      message = 'conflict with "kubectl-edit" using crd.k8s.amazonaws.com/v1alpha1' },
  } })
  local server <close> = fake.start { [eni_path] = conflict }
  local err = t.raises("2 fields are held by another manager", function() fake.client():apply(eni) end)
  t.equal(err.conflicts[1].field, ".spec.subnet")
  t.equal(err.conflicts[2].manager, "kubectl-edit")
  t.ok(err.hint:find("Argo CD", 1, true) and err.hint:find("force = true", 1, true), err.hint)
  t.equal(#fake.to(server, eni_path), 1, "a conflict is final")
  t.equal(err.outcome, nil)
end)

t.test("writes pass the gate of the run, reads and dry runs do not", function()
  local server <close> = fake.start { [eni_path] = { body = eni }, [patch_path] = { body = pod "n1" } } -- luacheck: ignore
  local gated = {}
  task.context().gate = function(call, send)
    gated[#gated + 1] = call.operation .. " " .. call.object
    return send()
  end
  local c = fake.client()
  c:get("eniconfig", "a")
  c:apply(eni, { dry_run = true })
  t.equal(gated, {})
  c:apply(eni)
  c:patch("nodes", "n1", {})
  task.context().gate = nil
  t.equal(gated, { "PATCH " .. eni_path, "PATCH " .. patch_path })
end)

local evict_path = "/api/v1/namespaces/shop/pods/web/eviction"
local function budget_says(message)
  return fake.status(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.",
    { causes = { { reason = "DisruptionBudget", message = message } } })
end

t.test("evict carries the UID and tells what became of the pod", function()
  local path = "/api/v1/namespaces/shop/pods/web"
  local answer
  local server <close> = fake.start {
    [evict_path] = function() return answer end, [path] = { body = pod("web", "new") },
  }
  local c = fake.client()
  answer = { status = 201, body = { kind = "Status", status = "Success" } }
  t.equal(c:evict(pod("web", "old")), "accepted")
  t.equal(fake.to(server, evict_path)[1].body.deleteOptions.preconditions.uid, "old")
  answer = fake.status(404, "NotFound", "not found", { name = "web" })
  t.equal(c:evict(pod("web", "old")), "gone")
  answer = fake.status(409, "Conflict", "the UID in the precondition (old) does not match the UID in record (new)")
  t.equal(c:evict(pod("web", "old")), "gone")
  answer = budget_says("The disruption budget web needs 4 healthy pods and has 4 currently")
  t.equal(c:evict(pod("web", "old")), "gone", "the budget speaks of its replacement")
end)

t.test("a budget that forbids an eviction is named with its numbers, and the call is not repeated", function()
  local server <close> = fake.start {
    [evict_path] = budget_says("The disruption budget shop-web needs 5 healthy pods and has 3 currently"),
    ["/api/v1/namespaces/shop/pods/web"] = { body = pod("web", "u") },
  }
  local err = t.raises('budget "shop-web" needs 5 healthy pods and has 3',
    function() fake.client():evict(pod("web", "u")) end)
  t.equal({ err.blocked, err.budget }, { "budget", { name = "shop-web", needed = 5, healthy = 3 } })
  t.equal(#fake.to(server, evict_path), 1)
  t.equal(err.outcome, nil)
end)

t.test("several budgets on one pod can never pass", function()
  local server <close> = fake.start {
    [evict_path] = fake.status(500, nil, "This pod has more than one PodDisruptionBudget, which the eviction "
      .. "subresource does not support."),
  }
  local _, err = fake.client():try("evict", pod("web", "u"))
  t.equal({ err.blocked, err.outcome, #fake.to(server, evict_path) }, { "several budgets", nil, 1 })
end)

t.test("an eviction with a UID is repeated after an unclear answer, one without is not", function()
  for _, uid in ipairs { "u", false } do
    local server <close> = fake.start {
      [evict_path] = in_turn(broken(true), { status = 201, body = { kind = "Status" } }),
    }
    local c = fake.client()
    c.reached = true
    local answer, err = c:try("evict", { namespace = "shop", name = "web", uid = uid or nil })
    t.equal(#fake.to(server, evict_path), uid and 2 or 1)
    t.equal(answer or err.outcome, uid and "accepted" or "unknown")
  end
end)

t.test("an eviction that a budget refuses after an unclear answer has not happened: the pod runs on", function()
  local refused = budget_says("The disruption budget web needs 2 healthy pods and has 2 currently")
  local server <close> = fake.start { -- luacheck: ignore
    [evict_path] = in_turn(broken(true), refused),
    ["/api/v1/namespaces/shop/pods/web"] = { body = pod("web", "u") },
  }
  local c = fake.client()
  c.reached = true
  local _, err = c:try("evict", { namespace = "shop", name = "web", uid = "u" })
  t.equal({ err.blocked, err.outcome, err.retryable }, { "budget", nil, true })
end)

t.test("delete with a UID leaves alone what has taken the name", function()
  local path = "/api/v1/namespaces/shop/pods/web"
  local server <close> = fake.start {
    ["DELETE " .. path] = in_turn(fake.status(409, "Conflict", "Precondition failed: UID in precondition: a, UID in "
      .. "object meta: b"), { body = pod "web" }, fake.status(404, "NotFound", "not found"),
      fake.status(409, "Conflict", "the object is being modified")),
  }
  local c = fake.client()
  t.equal(c:delete("pods", "web", { namespace = "shop", uid = "a" }), false)
  t.equal(c:delete("pods", "web", { namespace = "shop" }), true)
  t.equal(c:delete("pods", "web", { namespace = "shop" }), false)
  t.raises("could not delete pod shop/web", function() c:delete("pods", "web", { namespace = "shop", uid = "a" }) end)
  t.equal(fake.to(server, path)[1].body.preconditions.uid, "a")
  t.equal(fake.to(server, path)[2].body.preconditions, {})
end)

t.test("can_i asks without writing", function()
  local path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
  local server <close> = fake.start {
    [path] = in_turn({ status = 201, body = { status = { allowed = true } } },
      { status = 201, body = { status = { allowed = false, reason = "no rule" } } }),
  }
  task.context().gate = function() error("a review is no write") end
  local c = fake.client()
  t.equal({ c:can_i("create", "pods/eviction", { namespace = "shop" }) }, { true })
  t.equal({ c:can_i("delete", "deploy") }, { false, "no rule" })
  task.context().gate = nil
  t.equal(fake.to(server, path)[1].body.spec.resourceAttributes,
    { verb = "create", group = "", resource = "pods", subresource = "eviction", namespace = "shop" })
end)

t.test("what is no Kubernetes API is called so", function()
  local page = "<html><body>Please log in</body></html>"
  local server <close> = fake.start { -- luacheck: ignore
    ["/version"] = in_turn({ body = page, headers = { ["content-type"] = "text/html" } },
      { status = 403, body = page, headers = { ["content-type"] = "text/html" } }),
  }
  local c = fake.client()
  for _ = 1, 2 do
    local err = t.raises("could not ask the server's version", function() c:version() end)
    t.equal(err.code, "NotKubernetes")
    t.ok(err.hint:find("login page", 1, true), err.hint)
  end
end)

t.test("logs come as text; a pod's port is reached through the API server", function()
  local server <close> = fake.start {
    ["/api/v1/namespaces/shop/pods/web/log"] = { body = "one\ntwo\n" },
    ["/api/v1/namespaces/shop/pods/https:web:8080/proxy/healthz"] = { body = "ok" },
  }
  local c = fake.client()
  t.equal(c:logs("shop", "web", { container = "app", tail = 2 }), "one\ntwo\n")
  t.equal(server.requests[#server.requests].query, { container = "app", tailLines = "2" })
  t.equal(c:proxy_get(pod("web"), 8080, "/healthz", { scheme = "https" }).body, "ok")
end)

t.test("a trace shows requests without tokens and without what Secrets hold", function()
  local server <close> = fake.start { -- luacheck: ignore
    ["/version"] = { body = { gitVersion = "v1" } },
  }
  local events = {}
  task.context().trace = function(event) events[#events + 1] = event end
  fake.client("hush-hush"):version()
  task.context().trace = nil
  t.equal({ #events, events[1].phase, events[2].phase, events[2].status }, { 2, "request", "answer", 200 })
  for _, event in ipairs(events) do
    for _, value in pairs(event) do t.ok(not tostring(value):find("hush", 1, true)) end
  end
end)

t.test("an unknown method answers with the nearest one", function()
  t.raises("did you mean 'evict'", function() fake.client():try("evcit") end)
end)
