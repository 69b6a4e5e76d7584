-- Asks the server who we are and what we may do. Neither question changes anything, though both are POSTs.
local discovery = require "k8s.discovery"
local transport = require "k8s.transport"

local M = {}

--- Whether the current identity may do something.
---@param client table
---@param verb string "get", "create", ...
---@param kind string a kind, or "pods/eviction" for a subresource
---@param options table|nil `{namespace=, name=, subresource=}`
---@return boolean allowed, string|nil reason
function M.can_i(client, verb, kind, options)
  options = options or {}
  local name, subresource = kind:match("^([^/]+)/(.+)$")
  local resource = discovery.resolve(client, name or kind)
  subresource = subresource or options.subresource
  local answer = transport.send(client, {
    does = ("ask whether `%s %s` is allowed"):format(verb, kind), method = "POST", repeatable = true,
    path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
    body = {
      apiVersion = "authorization.k8s.io/v1", kind = "SelfSubjectAccessReview",
      spec = {
        resourceAttributes = {
          verb = verb, group = resource.group, resource = resource.resource, subresource = subresource,
          namespace = resource.namespaced and options.namespace or nil, name = options.name,
        },
      },
    },
  })
  local status = answer.body.status or {}
  local reason = status.reason or status.evaluationError
  return status.allowed == true, reason ~= "" and reason or nil
end

--- Who the server takes us for: `{username=, groups=}`; nil when it is too old to be asked (before 1.28).
---@param client table
---@return table|nil
function M.whoami(client)
  local answer, err = transport.try(client, {
    does = "ask the server who we are", method = "POST", repeatable = true,
    path = "/apis/authentication.k8s.io/v1/selfsubjectreviews",
    body = { apiVersion = "authentication.k8s.io/v1", kind = "SelfSubjectReview" },
  })
  if answer then return answer.body.status.userInfo end
  if err.status == 404 then return nil end
  error(err, 0)
end

return M
