-- Whether the new groups fit: addresses in the node subnets for their nodes, and slots on these for the pods that run.
local aws_node = require "cni.aws_node"
local groups = require "nodes.groups"
local instance_types = require "nodes.instance_types"
local kinds = require "pods.kinds"
local max_pods = require "nodes.max_pods"
local spread = require "nodes.spread"
local surge = require "nodes.surge"
local warm = require "nodes.warm"

local M = {}

-- Old groups that have no replacement yet.
local function to_come(cluster, settings)
  local list = {}
  for _, group in ipairs(groups.old(cluster, settings)) do
    if not groups.replacement_of(cluster.node_groups, group.nodegroupName) then list[#list + 1] = group end
  end
  return list
end

-- How a group will go, for those who look at the check.
local function in_words(way)
  local name = way.group.nodegroupName
  if way.way == "batches" and way.new then
    return ("%s: goes on in batches, %d of %d nodes are old"):format(name, #way.nodes, way.wanted)
  elseif way.way == "batches" then
    return ("%s: %d nodes in batches of %d at first"):format(name, way.wanted, way.batch)
  elseif way.way == "later" then
    return ("%s: %d nodes, after the other groups"):format(name, way.wanted)
  end
  return ("%s: %d nodes at once"):format(name, way.wanted)
end

local function nodes_fit(cluster, settings)
  local rule = "a second group fits into the node subnets beside the old one, or at least a node of it in each zone"
  return { name = "room for new nodes", rule = rule, test = function()
    local problems, list = {}, {}
    for _, way in ipairs(surge.ways(cluster, settings)) do
      if way.way == "none" then
        problems[#problems + 1] = { object = way.group.nodegroupName, detail = surge.refusal(way),
          remedy = warm.remedy(cluster, spread.full(way.zones)) .. "; or shrink the group" }
      else
        list[#list + 1] = in_words(way)
      end
    end
    if #problems > 0 then return problems end
    return true, table.concat(list, ", ")
  end }
end

-- Pods on the nodes of a group: all of them, and the most DaemonSet and mirror pods on one node.
local function pods_of(cluster, name)
  local on, total, most = {}, 0, 0
  for _, node in ipairs(groups.known_nodes(cluster, name)) do on[node.metadata.name] = 0 end
  for _, pod in ipairs(cluster.pods) do
    local node = pod.spec.nodeName
    if on[node or ""] and not kinds.finished(pod) then
      total = total + 1
      if kinds.stays_on_node(pod) then on[node] = on[node] + 1 end
      most = math.max(most, on[node])
    end
  end
  return total, most
end

-- The smallest figure of a group's types: EKS takes that for all of its nodes.
local function slots_of(cluster, group, environment)
  local types, slots = instance_types.of_group(cluster, group), nil
  for _, limits in pairs(instance_types.limits(cluster, types)) do
    local advised = max_pods.formula(limits, environment, true)
    slots = math.min(slots or advised, advised)
  end
  return slots, table.concat(types, ", ")
end

local function pods_fit(cluster, settings)
  local rule = "new nodes hold the pods that run now, and one more each for the canary"
  return { name = "room for pods", rule = rule, test = function()
    local problems, environment = {}, cluster.aws_node and aws_node.environment(cluster.aws_node) or {}
    for _, group in ipairs(to_come(cluster, settings)) do
      local wanted = groups.wanted(group)
      local count = wanted and wanted.desired or groups.size(cluster, group)
      local slots, types = slots_of(cluster, group, environment)
      local running, fixed = pods_of(cluster, group.nodegroupName)
      if slots and count > 0 and (running > count * slots or fixed + 1 > slots) then
        problems[#problems + 1] = { object = group.nodegroupName,
          detail = ("%d nodes of %s hold %d pods each with custom networking; group %s runs %d pods, up to %d a node "
            .. "of DaemonSets"):format(count, types, slots, group.nodegroupName, running, fixed),
          remedy = fixed + 1 > slots and "move the group to larger instances first"
            or ("raise the group to %d nodes, or move it to larger instances"):format(math.ceil(running / slots)) }
      end
    end
    return problems
  end }
end

---@param cluster table
---@param settings {node_groups: string[], surge: integer}
---@return table[]
function M.checks(cluster, settings) return { nodes_fit(cluster, settings), pods_fit(cluster, settings) } end

return M
