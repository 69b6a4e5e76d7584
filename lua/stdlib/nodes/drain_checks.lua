-- What would stop a replacement, told before the first write: names that cannot be, pods that would not come back.
local budgets = require "pods.budgets"
local evict = require "pods.evict"
local groups = require "nodes.groups"
local kinds = require "pods.kinds"
local volumes = require "nodes.volumes"

local M = {}

-- Pods on nodes of the groups that will be replaced.
local function pods_of(cluster, settings)
  local on, list = {}, {}
  for _, group in ipairs(groups.old(cluster, settings)) do on[group.nodegroupName] = true end
  local nodes = {}
  for _, node in ipairs(cluster.nodes) do
    if on[(node.metadata.labels or {})["eks.amazonaws.com/nodegroup"] or ""] then nodes[node.metadata.name] = true end
  end
  if not next(nodes) then return list end
  for _, pod in ipairs(cluster.pods) do
    if nodes[pod.spec.nodeName or ""] and not kinds.stays_on_node(pod) then list[#list + 1] = pod end
  end
  return list
end

local function allowed(cluster, settings)
  local rule = "every pod that is evicted comes back, and keeps its data, unless the settings accept it"
  return { name = "pods can be evicted", rule = rule, test = function()
    local problems = {}
    for _, pod in ipairs(pods_of(cluster, settings)) do
      local detail, remedy = evict.forbidden(pod, settings)
      if detail and not pod.metadata.deletionTimestamp then
        problems[#problems + 1] = { object = evict.label(pod), detail = detail, remedy = remedy }
      end
    end
    return problems
  end }
end

local function local_data(cluster, settings)
  return { name = "emptyDir data", warn = true, test = function()
    local names = {}
    for _, pod in ipairs(pods_of(cluster, settings)) do
      if kinds.has_local_data(pod) and not kinds.finished(pod) then names[#names + 1] = evict.label(pod) end
    end
    if #names == 0 or not settings.delete_emptydir_data then return true end
    return false, ("%d pods keep data in emptyDir volumes, which goes with them: %s"):format(#names,
      table.concat(names, ", ", 1, math.min(#names, 8))), "to refuse instead: --set delete_emptydir_data=false"
  end }
end

-- Names of the new groups: what EKS takes, each once, and none that somebody else uses.
local function new_names(run, cluster, settings)
  local rule = "every new group has a name of its own that EKS takes"
  return { name = "names of new groups", rule = rule, test = function()
    local there, problems, list = {}, {}, {}
    for _, group in ipairs(cluster.node_groups) do there[group.nodegroupName] = group end
    for _, group in ipairs(groups.old(cluster, settings)) do
      -- one that an earlier run made keeps the name that it was given then
      local made = groups.replacement_of(cluster.node_groups, group.nodegroupName)
      local name = made and made.nodegroupName or run:name("node_group", { group = group.nodegroupName })
      local taken = there[name] and groups.replaces(there[name]) ~= group.nodegroupName
      local valid, why = pcall(groups.valid_name, name)
      if not valid or taken then
        problems[#problems + 1] = { object = name, remedy = "change names.node_group",
          detail = taken and ("the group that replaces %s would be called %s, which is taken")
            :format(group.nodegroupName, name) or why.message }
      end
      there[name] = there[name] or { tags = {} }
      list[#list + 1] = ("%s -> %s"):format(group.nodegroupName, name)
    end
    if #problems > 0 then return problems end
    return true, table.concat(list, ", ")
  end }
end

local FAILED = { CREATE_FAILED = true, DEGRADED = true, DELETE_FAILED = true }

-- A replacement that an earlier run made and that EKS gave up: its nodes never come.
local function replacements(cluster, settings)
  local rule = "a replacement that is there already has not failed"
  return { name = "replacements", rule = rule, test = function()
    local problems = {}
    for _, old in ipairs(groups.old(cluster, settings)) do
      local new = groups.replacement_of(cluster.node_groups, old.nodegroupName)
      if new and FAILED[new.status] then
        problems[#problems + 1] = { object = new.nodegroupName,
          detail = ("node group %s, which shall replace %s, is %s: %s"):format(new.nodegroupName, old.nodegroupName,
            new.status, groups.issues(new)),
          remedy = groups.mend(new, old) }
      elseif new and new.status == "DELETING" then
        problems[#problems + 1] = { object = new.nodegroupName, remedy = "wait until it is gone, then run again",
          detail = ("node group %s, which shall replace %s, is being deleted"):format(new.nodegroupName,
            old.nodegroupName) }
      end
    end
    return problems
  end }
end

-- The budgets of all namespaces, each with those pods that an eviction asks it about.
local function held_pods(cluster, settings, visit)
  local by_namespace = {}
  for _, budget in ipairs(cluster.kube:list("poddisruptionbudgets.policy")) do
    local list = by_namespace[budget.metadata.namespace] or {}
    by_namespace[budget.metadata.namespace], list[#list + 1] = list, budget
  end
  for _, pod in ipairs(pods_of(cluster, settings)) do
    local mine = {}
    for _, budget in ipairs(not kinds.finished(pod) and by_namespace[pod.metadata.namespace] or {}) do
      if budgets.selects(budget.spec.selector, pod.metadata.labels or {}) then mine[#mine + 1] = budget end
    end
    visit(pod, mine)
  end
end

local function one_budget(cluster, settings)
  return { name = "budgets", rule = "no pod is held by more than one PodDisruptionBudget", test = function()
    local problems = {}
    held_pods(cluster, settings, function(pod, mine)
      if #mine < 2 then return end
      local names = {}
      for i, budget in ipairs(mine) do names[i] = budget.metadata.name end
      table.sort(names)
      problems[#problems + 1] = { object = evict.label(pod), remedy = "leave one of them",
        detail = ("%s has %d budgets (%s): Kubernetes evicts no such pod"):format(evict.label(pod), #mine,
          table.concat(names, ", ")) }
    end)
    return problems
  end }
end

-- A warning: the drain waits for whoever loosens the budget meanwhile.
local function tight_budgets(cluster, settings)
  return { name = "budgets that allow none", warn = true, test = function()
    local problems, seen = {}, {}
    held_pods(cluster, settings, function(pod, mine)
      for _, budget in ipairs(mine) do
        local status, name = budget.status or {}, pod.metadata.namespace .. "/" .. budget.metadata.name
        if not seen[name] and budgets.never_allows(budget) then
          seen[name] = true
          problems[#problems + 1] = { object = name,
            detail = ("budget %s allows no eviction although all of its %d pods are healthy"):format(name,
              status.expectedPods),
            remedy = ("add a replica or loosen it; the drain waits for that, %d s at most (drain_timeout)")
              :format(settings.drain_timeout) }
        end
      end
    end)
    return problems
  end }
end

---What would stop a replacement, as checks that need no write.
---@param run table
---@param cluster table
---@param settings {node_groups: string[], force_unmanaged: boolean, delete_emptydir_data: boolean}
---@return table[]
function M.checks(run, cluster, settings)
  return { new_names(run, cluster, settings), replacements(cluster, settings), allowed(cluster, settings),
           volumes.local_ones(cluster, function() return pods_of(cluster, settings) end),
           local_data(cluster, settings), one_budget(cluster, settings), tight_budgets(cluster, settings) }
end

return M
