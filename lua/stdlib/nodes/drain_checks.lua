-- What would stop a replacement, told before the first write: names that cannot be, pods that would not come back.
local budget_checks = require "nodes.budget_checks"
local budgets = require "pods.budgets"
local control_plane = require "nodes.control_plane"
local evict = require "pods.evict"
local groups = require "nodes.groups"
local kinds = require "pods.kinds"
local marks = require "pods.marks"
local object = require "k8s.object"
local pinned = require "nodes.pinned"
local volumes = require "nodes.volumes"

local M = {}

-- Pods on nodes of the groups that will be replaced.
local function pods_of(cluster, settings)
  local on, list = {}, {}
  for _, group in ipairs(groups.old(cluster, settings)) do on[group.nodegroupName] = true end
  local nodes = {}
  for _, node in ipairs(cluster.nodes) do
    if on[groups.of_node(node) or ""] then nodes[node.metadata.name] = true end
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
        problems[#problems + 1] = { object = object.label(pod), detail = detail, remedy = remedy }
      end
    end
    return problems
  end }
end

local function local_data(cluster, settings)
  return { name = "emptyDir data", warn = true, test = function()
    local names = {}
    for _, pod in ipairs(pods_of(cluster, settings)) do
      if kinds.has_local_data(pod) and not kinds.finished(pod) then names[#names + 1] = object.label(pod) end
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

-- A function that gives the budgets which an eviction of a pod asks.
local function budgets_of(cluster)
  local by_namespace
  local function read()
    local found = {}
    for _, budget in ipairs(cluster.budgets) do
      local list = found[budget.metadata.namespace] or {}
      found[budget.metadata.namespace], list[#list + 1] = list, budget
    end
    return found
  end
  return function(pod)
    by_namespace = by_namespace or read()
    local mine = {}
    for _, budget in ipairs(not kinds.finished(pod) and by_namespace[pod.metadata.namespace] or {}) do
      if budgets.selects(budget.spec.selector, pod.metadata.labels or {}) then mine[#mine + 1] = budget end
    end
    return mine
  end
end

local function one_budget(cluster, settings, held_by)
  return { name = "budgets", rule = "no pod is held by more than one PodDisruptionBudget", test = function()
    local problems = {}
    for _, pod in ipairs(pods_of(cluster, settings)) do
      local names = {}
      for i, budget in ipairs(held_by(pod)) do names[i] = budget.metadata.name end
      if #names > 1 then
        table.sort(names)
        problems[#problems + 1] = { object = object.label(pod), remedy = "leave one of them",
          detail = ("%s has %d budgets (%s): Kubernetes evicts no such pod"):format(object.label(pod), #names,
            table.concat(names, ", ")) }
      end
    end
    return problems
  end }
end

-- Nothing to refuse: what stays as the run leaves it, should somebody undo it.
local function lasting(run, cluster, settings, pods)
  return { name = "way back", test = function()
    local evicted, count = #pods(), 0
    for _, group in ipairs(groups.old(cluster, settings)) do
      count = count + #groups.known_nodes(cluster, group.nodegroupName)
    end
    if evicted + count == 0 then return true end
    run:say(("undo cannot bring back: %d pod%s that will be evicted (%s) and %d old node%s (%s)"):format(evicted,
      evicted == 1 and "" or "s", "their owners start others", count, count == 1 and "" or "s",
      "undo makes a group like theirs, with new ones"))
    return true
  end }
end

---What would stop a replacement, as checks that need no write.
---@param run table
---@param cluster table
---@param settings {node_groups: string[], force_unmanaged: boolean, delete_emptydir_data: boolean,
---  drain_timeout: number}
---@return table[]
function M.checks(run, cluster, settings)
  local function pods() return pods_of(cluster, settings) end
  local held_by = budgets_of(cluster)
  return { new_names(run, cluster, settings), replacements(cluster, settings), allowed(cluster, settings),
           volumes.local_ones(cluster, pods), local_data(cluster, settings), one_budget(cluster, settings, held_by),
           budget_checks.tight(cluster, settings, pods, held_by),
           marks.check(settings, pods, function() return cluster.nodes end), pinned.check(cluster, settings),
           control_plane.check(cluster, pods), lasting(run, cluster, settings, pods) }
end

return M
