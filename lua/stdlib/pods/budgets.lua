-- PodDisruptionBudgets: which one holds a pod, and how many evictions it allows.
local M = {}

local function expression_holds(expression, labels)
  local value = labels[expression.key]
  local listed = false
  for _, item in ipairs(expression.values or {}) do listed = listed or item == value end
  if expression.operator == "In" then return value ~= nil and listed end
  if expression.operator == "NotIn" then return not listed end
  if expression.operator == "Exists" then return value ~= nil end
  return value == nil
end

---Whether a label selector takes a pod; an empty one takes all, none takes nothing.
function M.selects(selector, labels)
  if not selector then return false end
  for key, value in pairs(selector.matchLabels or {}) do
    if labels[key] ~= value then return false end
  end
  for _, expression in ipairs(selector.matchExpressions or {}) do
    if not expression_holds(expression, labels) then return false end
  end
  return true
end

---The budgets of a pod's namespace that hold it.
---@param cluster table
---@param pod table
---@return table[]
function M.of_pod(cluster, pod)
  local list = {}
  for _, budget in ipairs(cluster.kube:list("poddisruptionbudgets.policy", { namespace = pod.metadata.namespace })) do
    if M.selects(budget.spec.selector, pod.metadata.labels or {}) then list[#list + 1] = budget end
  end
  return list
end

---Whether a budget, as it is now, never lets a pod go: every pod is healthy, and none may be missing.
function M.never_allows(budget)
  local status = budget.status or {}
  local expected = status.expectedPods or 0
  return status.observedGeneration == budget.metadata.generation and expected > 0
    and (status.disruptionsAllowed or 0) == 0 and (status.currentHealthy or 0) >= expected
end

---What a budget says now, as in: budget "web" allows 0 of 6 (5 needed).
---@param budget table
---@return string
function M.describe(budget)
  local status = budget.status or {}
  return ("budget %q allows %d of %d (%d needed)"):format(budget.metadata.name, status.disruptionsAllowed or 0,
    status.expectedPods or 0, status.desiredHealthy or 0)
end

return M
