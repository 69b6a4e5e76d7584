-- What would stop a drain, told before the first write: pods that would not come back, or would lose data.
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

---What would stop a drain, as checks that need no write.
---@param cluster table
---@param settings {node_groups: string[], force_unmanaged: boolean, delete_emptydir_data: boolean}
---@return table[]
function M.checks(cluster, settings) return { allowed(cluster, settings), local_data(cluster, settings) } end

return M
