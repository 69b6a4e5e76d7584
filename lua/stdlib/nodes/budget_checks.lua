-- Budgets that allow no eviction now. The API server is asked, by an eviction that is a dry run: it deletes nothing,
-- and knows more than the budget's status tells.
local budgets = require "pods.budgets"
local object = require "k8s.object"
local task = require "task"

local M = {}

-- One pod for each budget that holds it alone: the first that is Ready, else any.
local function asked(pods, budgets_of)
  local list, by_name = {}, {}
  for _, pod in ipairs(pods) do
    local mine = budgets_of(pod)
    local budget = #mine == 1 and not pod.metadata.deletionTimestamp and mine[1]
    local name = budget and ("%s/%s"):format(pod.metadata.namespace, budget.metadata.name)
    local known = name and by_name[name]
    if known and not object.is_ready(known.pod) and object.is_ready(pod) then known.pod = pod end
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

-- Asks about each; answers: for each the failure, or false.
local function ask(cluster, list)
  return task.map(list, function(item)
    local metadata = item.pod.metadata
    local who = { namespace = metadata.namespace, name = metadata.name, uid = metadata.uid }
    local accepted, why = cluster.kube:try("evict", who, { dry_run = true })
    return not accepted and why
  end, { limit = 4 })
end

---Budgets that hold a pod which will be evicted, and would let none go now. Where the API server does not tell, their
---status does.
---@param cluster table
---@param settings {drain_timeout: integer}
---@param pods fun(): table[] the pods that will be evicted
---@param budgets_of fun(pod: table): table[]
---@return table check
function M.tight(cluster, settings, pods, budgets_of)
  return { name = "budgets that allow none", warn = true, test = function()
    local list, problems, untold = asked(pods(), budgets_of), {}, {}
    for i, why in ipairs(ask(cluster, list)) do
      local item = list[i]
      local unknown = why and why.blocked ~= "budget"
      if unknown then untold[#untold + 1] = { name = item.name, why = why } end
      local pending = why and not unknown and why.budget.pending
      if why and not pending and (not unknown or budgets.never_allows(item.budget)) then
        problems[#problems + 1] = { object = item.name, detail = detail_of(item, why),
          remedy = ("add a replica or loosen it; the drain waits for that, %d s at most (drain_timeout)")
            :format(settings.drain_timeout) }
      end
    end
    if #untold > 0 then
      problems[#problems + 1] = { object = untold[1].name, unreadable = true,
        detail = ("whether a pod may go could not be asked for %d of %d budgets, %s first: %s"):format(#untold, #list,
          untold[1].name, tostring(untold[1].why)),
        remedy = "allow create pods/eviction; until then their status was looked at" }
    end
    return problems
  end }
end

return M
