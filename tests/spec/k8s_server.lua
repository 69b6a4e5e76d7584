-- A small API server in memory for the specs of k8s: answers come from a table of routes, requests are kept.
-- It stands in the place of world.request, so kube.request and everything above it is the real code.
local json = require "json"
local world = require "world"

local M = {}

local KINDS = {
  { "", "v1", "pods", "Pod", "pod", true, { "po" }, { "log", "eviction", "status" } },
  { "", "v1", "nodes", "Node", "node", false, { "no" }, {} },
  { "", "v1", "namespaces", "Namespace", "namespace", false, { "ns" }, {} },
  { "", "v1", "events", "Event", "event", true, { "ev" }, {} },
  { "apps", "v1", "deployments", "Deployment", "deployment", true, { "deploy" }, { "scale" } },
  { "events.k8s.io", "v1", "events", "Event", "event", true, { "ev" }, {} },
  { "crd.k8s.amazonaws.com", "v1alpha1", "eniconfigs", "ENIConfig", "eniconfig", false, {}, {} },
}

--- Discovery in the aggregated form, for one of the two roots.
---@param core boolean
---@param without table|nil set of resources to leave out
function M.aggregated(core, without)
  local groups, order = {}, {}
  for _, k in ipairs(KINDS) do
    local group = k[1]
    if (group == "") == core and not (without and without[k[3]]) then
      if not groups[group] then
        groups[group] = {
          metadata = { name = group ~= "" and group or nil }, versions = { { version = k[2], resources = {} } },
        }
        order[#order + 1] = groups[group]
      end
      local subs = {}
      for i, sub in ipairs(k[8]) do subs[i] = { subresource = sub } end
      local list = groups[group].versions[1].resources
      list[#list + 1] = {
        resource = k[3], singularResource = k[5], responseKind = { group = group, version = k[2], kind = k[4] },
        scope = k[6] and "Namespaced" or "Cluster", shortNames = json.array(k[7]), verbs = { "get", "list" },
        subresources = json.array(subs),
      }
    end
  end
  return { kind = "APIGroupDiscoveryList", apiVersion = "apidiscovery.k8s.io/v2", items = json.array(order) }
end

--- Discovery as servers before 1.26 give it: path -> answer.
function M.one_by_one()
  local routes = { ["/api"] = { kind = "APIVersions", versions = { "v1" } } }
  local groups = {}
  for _, k in ipairs(KINDS) do
    local group_version = k[1] == "" and k[2] or k[1] .. "/" .. k[2]
    local path = (k[1] == "" and "/api/" or "/apis/") .. group_version
    if not routes[path] then
      routes[path] = { kind = "APIResourceList", groupVersion = group_version, resources = {} }
      if k[1] ~= "" then
        local version = { groupVersion = group_version, version = k[2] }
        groups[#groups + 1] = { name = k[1], versions = { version }, preferredVersion = version }
      end
    end
    local list = routes[path].resources
    list[#list + 1] = {
      name = k[3], singularName = k[5], kind = k[4], namespaced = k[6], shortNames = json.array(k[7]),
    }
    for _, sub in ipairs(k[8]) do list[#list + 1] = { name = k[3] .. "/" .. sub, kind = k[4], namespaced = k[6] } end
  end
  routes["/apis"] = { kind = "APIGroupList", groups = groups }
  return routes
end

--- A Status answer.
function M.status(code, reason, message, details)
  return {
    status = code,
    body = { kind = "Status", apiVersion = "v1", status = "Failure", code = code, reason = reason, message = message,
      details = details },
  }
end

local function stream_of(chunks)
  local at = 0
  local stream = {}
  function stream.read()
    at = at + 1
    local chunk = chunks[at]
    if type(chunk) == "function" then return chunk() end
    return chunk
  end
  function stream.close() stream.closed = true end
  return setmetatable(stream, { __close = stream.close })
end

local function split(url)
  local path, text = url:match("^https?://[^/]+([^?]*)%??(.*)$")
  local query = {}
  for name, value in text:gmatch("([^&=]+)=([^&]*)") do
    query[name] = value:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end)
  end
  return path, query
end

-- What a handler gave, as world.request answers.
local function as_answer(given)
  if given == nil then given = M.status(404, "NotFound", "the server could not find the requested resource", {}) end
  if given.failure then return nil, given.failure end
  if given.kind or given.items then given = { body = given } end
  local answer = { status = given.status or 200, headers = given.headers or {} }
  if given.chunks then
    answer.stream = stream_of(given.chunks)
    return answer
  end
  local is_text = type(given.body) == "string"
  answer.headers["content-type"] = answer.headers["content-type"] or is_text and "text/plain" or "application/json"
  answer.body = is_text and given.body or assert(json.encode(given.body))
  return answer
end

--- Starts a server; `routes[METHOD PATH]` or `routes[PATH]` is an answer or a function(request) giving one.
--- Keep the result in a <close> variable: it takes its place in the world until then. Sleeps cost no time.
---@param routes table
---@return table `{requests=, slept=, clock=}`
function M.start(routes)
  world.sleep(0) -- lets the time limit of the test begin by the real clock
  local server = { requests = {}, slept = {}, routes = routes, clock = world.now() }
  local before = world.install {
    request = function(request)
      local path, query = split(request.url)
      local body = request.body and json.decode(request.body)
      local seen = { method = request.method, path = path, query = query, body = body, headers = request.headers,
        stream = request.stream, tls = request.tls }
      server.requests[#server.requests + 1] = seen
      local route = server.routes[request.method .. " " .. path] or server.routes[path]
      if route == nil and (path == "/api" or path == "/apis") then route = M.aggregated(path == "/api") end
      if type(route) == "function" then route = route(seen) end
      local answer, err = as_answer(route)
      if request.stream and answer and not answer.stream then answer.stream = stream_of { answer.body } end
      return answer, err
    end,
    sleep = function(seconds)
      server.slept[#server.slept + 1] = seconds
      server.clock = server.clock + seconds
    end,
    now = function() return server.clock end,
    monotonic = function() return server.clock end,
    random_float = function() return 0.5 end,
  }
  return setmetatable(server, { __close = function() world.install(before) end })
end

--- The requests to a path, in order.
function M.to(server, path)
  local found = {}
  for _, request in ipairs(server.requests) do
    if request.path == path then found[#found + 1] = request end
  end
  return found
end

local clients = 0

--- A client of the server with a token that never changes; what other clients learnt is not known to it.
function M.client(token)
  clients = clients + 1
  return require("k8s.client").new {
    conn = { server = "https://cluster.test:6443" }, source = "spec " .. clients,
    credential = require("k8s.credential").fixed("token of a spec", { token = token or "t" }),
  }
end

return M
