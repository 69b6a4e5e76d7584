-- What would stop a replacement, told before the first write: names that cannot be, pods that would not come back.
local evict = require "pods.evict"
local groups = require "nodes.groups"
local kinds = require "pods.kinds"

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
      local name = run:name("node_group", { group = group.nodegroupName })
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

---What would stop a replacement, as checks that need no write.
---@param run table
---@param cluster table
---@param settings {node_groups: string[], force_unmanaged: boolean, delete_emptydir_data: boolean}
---@return table[]
function M.checks(run, cluster, settings)
  return { new_names(run, cluster, settings), allowed(cluster, settings), local_data(cluster, settings) }
end

return M
