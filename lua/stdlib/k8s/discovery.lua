-- The kinds that a server knows, under every name that kubectl takes: plural, singular, short name, Kind, with group.
-- Read once per server by aggregated discovery (or group by group from older servers), again when a name is unknown.
local failure = require "failure"
local nearest = require "nearest"
local task = require "task"
local transport = require "k8s.transport"

local M = {}

local AGGREGATED <const> = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
  .. "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json"

local function list_of(value)
  return type(value) == "table" and value or {}
end

local function fetch(client, path)
  return transport.send(client, {
    does = "ask the server which kinds it has", method = "GET", path = path, headers = { Accept = AGGREGATED },
  }).body
end

local function set_of(list)
  local set = {}
  for _, word in ipairs(list_of(list)) do set[word] = true end
  return set
end

local function add(index, entry)
  entry.api_version = entry.group == "" and entry.version or entry.group .. "/" .. entry.version
  entry.root = (entry.group == "" and "/api/" or "/apis/") .. entry.api_version
  entry.full_name = entry.group == "" and entry.resource or entry.resource .. "." .. entry.group
  entry.label = entry.kind:lower()
  index.by_kind[entry.api_version .. "/" .. entry.kind] = entry
  local names = { entry.resource, entry.singular, entry.kind }
  table.move(entry.short, 1, #entry.short, #names + 1, names)
  for _, name in ipairs(names) do
    name = name:lower()
    local same = index.by_name[name] or {}
    index.by_name[name] = same
    if same[#same] ~= entry then same[#same + 1] = entry end
  end
end

local function add_aggregated(index, answer)
  for _, group in ipairs(list_of(answer.items)) do
    for _, version in ipairs(list_of(group.versions)) do
      if version.freshness == "Stale" then index.silent[#index.silent + 1] = group.metadata.name end
      for _, resource in ipairs(list_of(version.resources)) do
        local kind = list_of(resource.responseKind)
        local subresources = {}
        for _, sub in ipairs(list_of(resource.subresources)) do subresources[sub.subresource] = true end
        add(index, {
          group = group.metadata.name or "", version = version.version, resource = resource.resource,
          kind = kind.kind ~= "" and kind.kind or resource.resource, singular = resource.singularResource or "",
          short = list_of(resource.shortNames), namespaced = resource.scope == "Namespaced",
          verbs = set_of(resource.verbs), subresources = subresources,
        })
      end
    end
  end
end

local function add_group_version(index, group, version, answer)
  local found, subresources = {}, {}
  for _, resource in ipairs(list_of(answer.resources)) do
    local parent, sub = resource.name:match("^([^/]+)/(.+)$")
    if parent then
      subresources[parent] = subresources[parent] or {}
      subresources[parent][sub] = true
    else
      found[#found + 1] = resource
    end
  end
  for _, resource in ipairs(found) do
    add(index, {
      group = group, version = version, resource = resource.name, kind = resource.kind,
      singular = resource.singularName or "", short = list_of(resource.shortNames), namespaced = resource.namespaced,
      verbs = set_of(resource.verbs), subresources = subresources[resource.name] or {},
    })
  end
end

-- One request for each group and version; a group that does not answer leaves the others usable.
local function add_one_by_one(client, index, wanted)
  local answers = task.map(wanted, function(each)
    local ok, answer = pcall(fetch, client, each.path)
    if ok then return { body = answer } end
    if not failure.is(answer) or not answer.status then error(answer, 0) end
    return { failed = true }
  end, { limit = 8 })
  for i, each in ipairs(wanted) do
    if answers[i].failed then
      index.silent[#index.silent + 1] = each.group
    else
      add_group_version(index, each.group, each.version, answers[i].body)
    end
  end
end

local function versions_of_groups(answer)
  local wanted = {}
  for _, group in ipairs(list_of(answer.groups)) do
    local preferred = list_of(group.preferredVersion).version
    local from = #wanted + 1
    for _, each in ipairs(list_of(group.versions)) do
      local place = each.version == preferred and from or #wanted + 1
      table.insert(wanted, place, { group = group.name, version = each.version, path = "/apis/" .. each.groupVersion })
    end
  end
  return wanted
end

local function read(client)
  local index = { by_name = {}, by_kind = {}, meant = {}, silent = {} }
  local core = fetch(client, "/api")
  if core.kind == "APIGroupDiscoveryList" then
    add_aggregated(index, core)
  else
    local wanted = {}
    for _, version in ipairs(list_of(core.versions)) do
      wanted[#wanted + 1] = { group = "", version = version, path = "/api/" .. version }
    end
    add_one_by_one(client, index, wanted)
  end
  local groups = fetch(client, "/apis")
  if groups.kind == "APIGroupDiscoveryList" then
    add_aggregated(index, groups)
  else
    add_one_by_one(client, index, versions_of_groups(groups))
  end
  return index
end

-- "deploy", "deployments.apps", "deployments.v1.apps", "ENIConfig.crd.k8s.amazonaws.com"
local function look_up(index, name)
  name = name:lower()
  local same = index.by_name[name]
  if same then return same[1] end
  local resource, rest = name:match("^([^.]+)%.(.+)$")
  local version, group = (rest or ""):match("^(v%d%w*)%.?(.*)$")
  for _, entry in ipairs(resource and index.by_name[resource] or {}) do
    if entry.group == rest or entry.version == version and entry.group == group then return entry end
  end
end

local function hint_of(index, name)
  local qualified, names, there = name:find(".", 1, true), {}, {}
  local function take(word)
    if not there[word] then there[word], names[#names + 1] = true, word end
  end
  for known, entries in pairs(index.by_name) do
    if not qualified then take(known) end
    for _, entry in ipairs(entries) do take(entry.full_name) end
  end
  table.sort(names)
  return nearest.hint(name, names)
end

local function unknown(client, index, name)
  local hint = "a custom kind exists once its CustomResourceDefinition is there; older and newer servers lack some"
  if #index.silent > 0 then hint = hint .. "; these groups did not answer: " .. table.concat(index.silent, ", ") end
  if not index.version then
    local answer = transport.try(client, { does = "ask the server's version", method = "GET", path = "/version" })
    index.version = answer and answer.body.gitVersion
  end
  -- Optional kinds are asked for in each step: what was meant is looked for once.
  index.meant[name] = index.meant[name] or hint_of(index, name)
  failure.raise {
    code = "UnknownKind", service = "kubernetes", hint = hint, kind = name,
    message = ("%s (Kubernetes %s) has no kind '%s'%s"):format(client.server,
      index.version or "of unknown version", name, index.meant[name]),
  }
end

-- What was read of each server, for all clients that speak to it as the same user.
local known = {}

local function key_of(client)
  return table.concat({ client.server, client.ca_hash or "", client.source or "", tostring(client.conn.as) }, "\n")
end

local function refresh(client)
  client.kinds = read(client)
  known[key_of(client)] = client.kinds
end

-- "ec2nodeclasses.karpenter.k8s.aws": an index is as good as new when the server still has no such group.
local function group_is_absent(client, name)
  local group = name:match("^[^.]+%.(.+)$")
  if not group or name:find("[/ ]") or group:find("^v%d") then return false end
  local answer, why = transport.try(client, {
    does = "ask the server for the group " .. group, method = "GET", path = "/apis/" .. group,
  })
  return not answer and why.status == 404
end

local function find(client, name, search)
  client.kinds = client.kinds or known[key_of(client)]
  local fresh = not client.kinds
  if fresh then refresh(client) end
  local entry = search(client.kinds)
  if not entry and not fresh and not group_is_absent(client, name) then
    refresh(client)
    entry = search(client.kinds)
  end
  return entry or unknown(client, client.kinds, name)
end

--- What the server calls a kind: `{group=, version=, resource=, kind=, namespaced=, verbs=, subresources=, ...}`.
---@param client table
---@param name string as kubectl takes it
---@return table
function M.resolve(client, name)
  if type(name) ~= "string" or name == "" then error("a kind must be a name such as \"pods\"", 3) end
  return find(client, name, function(index) return look_up(index, name) end)
end

--- The same for the apiVersion and kind that an object carries.
---@param client table
---@param api_version string
---@param kind string
---@return table
function M.of_object(client, api_version, kind)
  return find(client, api_version .. " " .. kind, function(index) return index.by_kind[api_version .. "/" .. kind] end)
end

--- True when the server still serves a resource that discovery told of earlier; reads discovery again.
---@param client table
---@param resource table
---@return boolean
function M.still_served(client, resource)
  refresh(client)
  return client.kinds.by_kind[resource.api_version .. "/" .. resource.kind] ~= nil
end

return M
