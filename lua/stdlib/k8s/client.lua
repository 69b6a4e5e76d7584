-- A client of one cluster. Methods raise failures; `try` returns nil and the failure instead.
local apply = require "k8s.apply"
local auth = require "k8s.auth"
local discovery = require "k8s.discovery"
local evict = require "k8s.evict"
local failure = require "failure"
local list = require "k8s.list"
local location = require "k8s.location"
local logs = require "k8s.logs"
local nearest = require "nearest"
local patch = require "k8s.patch"
local secret = require "secret"
local transport = require "k8s.transport"
local watch = require "k8s.watch"

local Client = {
  list = list.list, each = list.each, watch = watch.watch, apply = apply.apply, patch = patch.patch,
  create = patch.create, delete = patch.delete, evict = evict.evict, logs = logs.logs, proxy_get = logs.proxy_get,
  can_i = auth.can_i, whoami = auth.whoami,
}

-- 404 says either that the object is not there or that the server has no such kind (any more).
local function is_missing_object(client, resource, err)
  if err.status ~= 404 then return false end
  local details = type(err.details) == "table" and err.details or {}
  return details.name ~= nil or discovery.still_served(client, resource)
end

--- One object, or nil when there is none of that name.
---@param kind string as kubectl names it
---@param name string
---@param options table|nil `{namespace=}`, default: the context's
---@return table|nil
function Client:get(kind, name, options)
  options = options or {}
  local resource = discovery.resolve(self, kind)
  local namespace = resource.namespaced and (options.namespace or self.namespace) or nil
  local what = location.words(resource, namespace, name)
  local answer, err = transport.try(self, {
    does = "read " .. what, object = what, method = "GET",
    path = location.object(resource, namespace, name, options.subresource),
  })
  if answer then return answer.body end
  if is_missing_object(self, resource, err) then return nil end
  error(err, 0)
end

--- The server's version: `{major=, minor=, gitVersion=, ...}`.
---@return table
function Client:version()
  return transport.send(self, { does = "ask the server's version", method = "GET", path = "/version" }).body
end

--- What the server calls a kind.
---@param kind string
---@return table
function Client:resource(kind)
  return discovery.resolve(self, kind)
end

--- A method's result, or nil and the failure: `c:try("get", "pods", "web-1")`.
---@param method string
---@return any ...
function Client:try(method, ...)
  local f = Client[method]
  if not f then
    local names = {}
    for known in pairs(Client) do names[#names + 1] = known end
    table.sort(names)
    error(("a cluster client has no method '%s'%s"):format(tostring(method), nearest.hint(tostring(method), names)), 2)
  end
  local result = table.pack(pcall(f, self, ...))
  if result[1] then return table.unpack(result, 2, result.n) end
  local err = result[2]
  if failure.is(err) and err.code ~= "cancelled" then return nil, err end
  error(err, 0)
end

Client.__index = Client

local M = {}

--- A client over a connection `{conn=, credential=, namespace=, source=, ca_source=, reach=, context=}`.
---@param connection table
---@return table
function M.new(connection)
  local conn = connection.conn
  return setmetatable({
    conn = conn, credential = connection.credential, namespace = connection.namespace or "default",
    source = connection.source, ca_source = connection.ca_source, reach = connection.reach,
    context = connection.context, server = conn.server, ca_hash = conn.ca and secret.hash(conn.ca) or nil,
  }, Client)
end

return M
