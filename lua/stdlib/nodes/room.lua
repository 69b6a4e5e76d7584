-- Whether the new groups fit: addresses in the node subnets for their nodes, and slots on these for the pods that run.
local aws_node = require "cni.aws_node"
local groups = require "nodes.groups"
local instance_types = require "nodes.instance_types"
local kinds = require "pods.kinds"
local max_pods = require "nodes.max_pods"

local M = {}

local function left_in(cluster, id, taken)
  local subnet = cluster.network:subnet(id)
  return subnet and math.max(0, (subnet.AvailableIpAddressCount or 0) - (taken[id] or 0)) or 0
end

-- Free addresses of a group's node subnets; each new node needs one there.
local function free_in(cluster, ids, taken)
  local free, parts = 0, {}
  for _, id in ipairs(ids) do
    local left = left_in(cluster, id, taken)
    free = free + left
    parts[#parts + 1] = ("%s %d"):format(id, left)
  end
  return free, table.concat(parts, ", ")
end

local function take(cluster, ids, count, taken)
  for _, id in ipairs(ids) do
    local some = math.min(left_in(cluster, id, taken), count)
    taken[id], count = (taken[id] or 0) + some, count - some
  end
end

-- Old groups that have no replacement yet.
local function to_come(cluster, settings)
  local list = {}
  for _, group in ipairs(groups.old(cluster, settings)) do
    if not groups.replacement_of(cluster.node_groups, group.nodegroupName) then list[#list + 1] = group end
  end
  return list
end

local function nodes_fit(cluster, settings)
  local rule = "a second group of the same size fits into the node subnets beside the old one"
  return { name = "room for new nodes", rule = rule, test = function()
    local problems, taken = {}, {}
    for _, group in ipairs(to_come(cluster, settings)) do
      local wanted = groups.size(cluster, group)
      local free, where = free_in(cluster, group.subnets, taken)
      if free < wanted then
        problems[#problems + 1] = { object = group.nodegroupName,
          detail = ("%d new nodes for group %s need as many addresses in its node subnets; free are %d (%s)")
            :format(wanted, group.nodegroupName, free, where),
          remedy = "free some (WARM_IP_TARGET makes running nodes give back what they hold in reserve), shrink the "
            .. "group, or replace fewer groups at a time (node_groups)" }
      end
      take(cluster, group.subnets, wanted, taken)
    end
    return problems
  end }
end

-- Pods on the nodes of a group: all of them, and the most DaemonSet and mirror pods on one node.
local function pods_of(cluster, name)
  local on, total, most = {}, 0, 0
  for _, node in ipairs(cluster.nodes) do
    if (node.metadata.labels or {})["eks.amazonaws.com/nodegroup"] == name then on[node.metadata.name] = 0 end
  end
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
      local count = groups.size(cluster, group)
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
---@param settings {node_groups: string[]}
---@return table[]
function M.checks(cluster, settings) return { nodes_fit(cluster, settings), pods_fit(cluster, settings) } end

return M
