-- Evicts a pod through its PodDisruptionBudgets, and never the replacement that took its name.
-- A refusal tells which budget holds it and how many pods that needs.
local discovery = require "k8s.discovery"
local location = require "k8s.location"
local transport = require "k8s.transport"

local M = {}

local function causes_of(err)
  local causes = type(err.details) == "table" and err.details.causes
  return type(causes) == "table" and causes or {}
end

local function has_cause(err, reason)
  for _, cause in ipairs(causes_of(err)) do
    if cause.reason == reason then return cause.message or "" end
  end
end

--- The budget that refused an eviction: `{name=, needed=, healthy=}`, `pending=true` while the server still counts.
---@param err table
---@return table|nil
function M.budget(err)
  local said = err.status == 429 and has_cause(err, "DisruptionBudget")
  if not said then return nil end
  local name, needed, healthy = said:match("budget (%S+) needs (%d+) healthy pods and has (%d+)")
  if name then return { name = name, needed = tonumber(needed), healthy = tonumber(healthy) } end
  name = said:match("budget (%S+)")
  return { name = name, pending = said:find("processed", 1, true) ~= nil }
end

local function several_budgets(err)
  return err.status == 500 and tostring(err.message):find("more than one PodDisruptionBudget", 1, true) ~= nil
end

local function is_final(err)
  return M.budget(err) ~= nil
end

-- How the pod stands now: "gone", "ending", or nil when it runs on.
local function state_of(client, pod)
  local now = client:get("pods", pod.name, { namespace = pod.namespace })
  if not now or pod.uid and now.metadata.uid ~= pod.uid then return "gone" end
  return now.metadata.deletionTimestamp and "ending" or nil
end

local function explain(err, what, namespace)
  local budget = M.budget(err)
  if budget then
    err.blocked, err.budget, err.retryable = "budget", budget, true
    err.message = budget.needed
      and ("could not evict %s: budget \"%s\" needs %d healthy pods and has %d"):format(what, budget.name,
        budget.needed, budget.healthy)
      or ("could not evict %s: budget \"%s\" is still being worked out by the server"):format(what,
        tostring(budget.name))
    err.hint = budget.pending and "try again in some seconds"
      or ("it passes when more pods of budget %s/%s are healthy: look at those that are not, add replicas, or let its "
        .. "owner loosen it"):format(namespace, tostring(budget.name))
  elseif several_budgets(err) then
    err.blocked = "several budgets"
    err.hint = "more than one PodDisruptionBudget selects this pod, so no eviction can ever pass: make their selectors "
      .. "disjoint"
  end
  return err
end

local function identity(client, pod)
  local metadata = type(pod) == "table" and (pod.metadata or pod)
  if type(metadata) ~= "table" or not metadata.name then
    error("evict takes a pod, or a table with namespace, name and uid", 0)
  end
  return { name = metadata.name, namespace = metadata.namespace or client.namespace, uid = metadata.uid }
end

--- Evicts a pod. Raises when a budget forbids it (`blocked`, `budget`) or for any other reason.
---@param client table
---@param pod table the pod, or `{namespace=, name=, uid=}`
---@param options table|nil `{dry_run=, grace=seconds}`
---@return string "accepted" (it ends within its grace period), or "gone" (it, or this very pod, is no longer there)
function M.evict(client, pod, options)
  options = options or {}
  pod = identity(client, pod)
  local resource = discovery.resolve(client, "pods")
  local what = location.words(resource, pod.namespace, pod.name)
  local answer, err = transport.try(client, {
    does = ("evict %s%s"):format(what, options.dry_run and " (dry run)" or ""), object = what, method = "POST",
    path = location.object(resource, pod.namespace, pod.name, "eviction"),
    query = { dryRun = options.dry_run and "All" or nil },
    mutating = not options.dry_run, repeatable = options.dry_run or pod.uid ~= nil, final = is_final,
    body = {
      apiVersion = "policy/v1", kind = "Eviction", metadata = { name = pod.name, namespace = pod.namespace },
      deleteOptions = {
        gracePeriodSeconds = options.grace, preconditions = pod.uid and { uid = pod.uid } or nil,
      },
    },
  })
  if answer then return "accepted" end
  if err.status == 404 then return "gone" end
  -- A budget is asked before the UID is compared, and a namespace that is being deleted refuses evictions: look.
  if pod.uid and err.status == 409 or M.budget(err) or has_cause(err, "NamespaceTerminating") then
    local state = state_of(client, pod)
    if state == "gone" then return "gone" end
    if state == "ending" then return "accepted" end
    err.retryable = true
    err.outcome = nil -- it has been looked at: an earlier try without an answer did not take effect
  end
  error(explain(err, what, pod.namespace), 0)
end

return M
