-- Budgets that allow no eviction now. The API server is asked, by an eviction that is a dry run: it deletes nothing,
-- and knows more than the budget's status tells.
local budgets = require "pods.budgets"
local task = require "task"

local M = {}

local function is_ready(pod)
  for _, condition in ipairs(pod.status and pod.status.conditions or {}) do
    if condition.type == "Ready" then return condition.status == "True" end
  end
  return false
end

-- One pod for each budget that holds it alone: the first that is Ready, else any.
local function asked(pods, budgets_of)
  local list, by_name = {}, {}
  for _, pod in ipairs(pods) do
    local mine = budgets_of(pod)
    local budget = #mine == 1 and not pod.metadata.deletionTimestamp and mine[1]
    local name = budget and ("%s/%s"):format(pod.metadata.namespace, budget.metadata.name)
    local known = name and by_name[name]
    if known and not is_ready(known.pod) and is_ready(pod) then known.pod = pod end
    if name and not known then
      by_name[name] = { name = name, budget = budget, pod = pod }
      list[#list + 1] = by_name[name]
    end
  end
  table.sort(list, function(a, b) return a.name < b.name end)
  return list
end

local function detail_of(item, why)
  local status = item.budget.status or {}
  if budgets.never_allows(item.budget) then
    return ("budget %s allows no eviction although all of its %d pods are healthy"):format(item.name,
      status.expectedPods)
  end
  local said = why.budget
  return ("budget %s allows no eviction now: it needs %d healthy pods and has %d"):format(item.name,
    said.needed or status.desiredHealthy or 0, said.healthy or status.currentHealthy or 0)
end

---Budgets that hold a pod which will be evicted, and would let none go now.
---@param cluster table
---@param settings {drain_timeout: integer}
---@param pods fun(): table[] the pods that will be evicted
---@param budgets_of fun(pod: table): table[]
---@return table check
function M.tight(cluster, settings, pods, budgets_of)
  return { name = "budgets that allow none", warn = true, test = function()
    local list, problems = asked(pods(), budgets_of), {}
    local answers = task.map(list, function(item)
      local who = { namespace = item.pod.metadata.namespace, name = item.pod.metadata.name,
                    uid = item.pod.metadata.uid }
      local accepted, why = cluster.kube:try("evict", who, { dry_run = true })
      return { why = not accepted and why or nil }
    end, { limit = 4 })
    for i, item in ipairs(list) do
      local why = answers[i].why
      if why and why.blocked == "budget" and not why.budget.pending then
        problems[#problems + 1] = { object = item.name, detail = detail_of(item, why),
          remedy = ("add a replica or loosen it; the drain waits for that, %d s at most (drain_timeout)")
            :format(settings.drain_timeout) }
      elseif why and why.blocked ~= "budget" then
        problems[#problems + 1] = { object = item.name, unreadable = true,
          detail = ("whether budget %s lets a pod go cannot be told: %s"):format(item.name, tostring(why)),
          remedy = "allow create pods/eviction, or look at the budget yourself" }
      end
    end
    return problems
  end }
end

return M
