-- The log of a container, and requests to a pod's own port through the API server.
local discovery = require "k8s.discovery"
local location = require "k8s.location"
local transport = require "k8s.transport"

local M = {}

--- The log of a container as text.
---@param client table
---@param namespace string|nil default: the context's
---@param pod string
---@param options table|nil `{container=, tail=lines, since=seconds, previous=, timestamps=, limit=bytes}`
---@return string
function M.logs(client, namespace, pod, options)
  options = options or {}
  namespace = namespace or client.namespace
  local resource = discovery.resolve(client, "pods")
  local what = location.words(resource, namespace, pod)
  return transport.send(client, {
    does = ("read the log of %s%s"):format(what, options.container and " container " .. options.container or ""),
    object = what, method = "GET", raw = true, path = location.object(resource, namespace, pod, "log"),
    query = {
      container = options.container, tailLines = options.tail, sinceSeconds = options.since,
      previous = options.previous and "true" or nil, timestamps = options.timestamps and "true" or nil,
      limitBytes = options.limit,
    },
  }).body
end

--- GET on a port of a pod, dialled by the API server: proves that the control plane reaches the pod's address.
---@param client table
---@param pod table the pod, or `{namespace=, name=}`
---@param port integer|string
---@param path string|nil
---@param options table|nil `{scheme="https", timeout=}`
---@return table `{status=, headers=, body=}`
function M.proxy_get(client, pod, port, path, options)
  options = options or {}
  local metadata = pod.metadata or pod
  local namespace = metadata.namespace or client.namespace
  local resource = discovery.resolve(client, "pods")
  local what = location.words(resource, namespace, metadata.name)
  local scheme = options.scheme and options.scheme .. ":" or ""
  local target = location.object(resource, namespace, metadata.name)
  return transport.send(client, {
    does = ("reach port %s of %s through the API server"):format(port, what), object = what, method = "GET", raw = true,
    path = target:gsub("[^/]*$", function(name) return ("%s%s:%s/proxy/"):format(scheme, name, port) end)
      .. (path or ""):gsub("^/", ""),
    timeout = options.timeout, patience = options.patience,
  })
end

return M
