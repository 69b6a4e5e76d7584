-- Nodes that this procedure does not replace and that will not come right by themselves: those of self-managed Auto
-- Scaling groups and of Karpenter's pools. Left alone they keep their pods in the node subnets, so the run begins only
-- when the operator has said that he replaces them himself.
local warning = require "warning"

local M = {}

local POOL <const> = "karpenter.sh/nodepool"

local function pools_of(cluster)
  local counts, names = {}, {}
  for _, node in ipairs(cluster.nodes) do
    local pool = (node.metadata.labels or {})[POOL]
    if pool then
      if not counts[pool] then names[#names + 1] = pool end
      counts[pool] = (counts[pool] or 0) + 1
    end
  end
  table.sort(names)
  return names, counts
end

local function nodes(count) return ("%d node%s"):format(count, count == 1 and "" or "s") end

local function of_groups(cluster, list)
  for _, scaling in ipairs(cluster.self_managed) do
    local name, count = scaling.AutoScalingGroupName, #(scaling.Instances or {})
    list[#list + 1] = { name = name, count = count,
      detail = ("self-managed Auto Scaling group %s (%s) is not replaced by this procedure"):format(name, nodes(count)),
      steps = ("when the switch is on: let its launch template set --max-pods as `perigee verify` says; raise its size "
        .. "by as many new nodes as fit; for each old node: kubectl drain NODE --ignore-daemonsets "
        .. "--delete-emptydir-data, then aws autoscaling terminate-instance-in-auto-scaling-group --instance-id ID "
        .. "--should-decrement-desired-capacity (group %s)"):format(name) }
  end
end

local function of_karpenter(cluster, list)
  local names, counts = pools_of(cluster)
  for _, name in ipairs(names) do
    list[#list + 1] = { name = name, count = counts[name],
      detail = ("Karpenter's pool %s (%s) is not replaced by this procedure"):format(name, nodes(counts[name])),
      steps = ("when the switch is on, with RESERVED_ENIS=1 set for Karpenter before it: kubectl delete nodeclaims -l "
        .. "%s=%s (Karpenter drains them under their budgets and starts others)"):format(POOL, name) }
  end
end

-- All of them, whether they have nodes now or not.
local function all(cluster)
  local list = {}
  of_groups(cluster, list)
  of_karpenter(cluster, list)
  return list
end

local function set_of(names)
  local set = {}
  for _, name in ipairs(names or {}) do set[name] = true end
  return set
end

-- Names that nothing has: a slip there would leave nodes behind unseen.
local function unknown(list, names, problems)
  local known = {}
  for _, one in ipairs(list) do known[one.name] = true end
  for _, name in ipairs(names or {}) do
    if not known[name] then
      problems[#problems + 1] = { object = name,
        detail = ("replace_by_hand names %s, which is no self-managed Auto Scaling group of the cluster and no pool of "
          .. "Karpenter that has nodes"):format(name), remedy = "correct replace_by_hand" }
    end
  end
end

---Refuses while somebody's nodes would be left behind, with the exact steps by hand; warns of those that the operator
---has taken upon himself.
---@param cluster table
---@param settings {replace_by_hand: string[]?}
---@return table[] checks
function M.checks(cluster, settings)
  local mine = set_of(settings.replace_by_hand)
  local refusal = { name = "other nodes", rule = "nodes that others start are replaced too, by whoever starts them",
    test = function()
      local list, problems = all(cluster), {}
      for _, one in ipairs(list) do
        if one.count > 0 and not mine[one.name] then
          problems[#problems + 1] = { object = one.name, detail = one.detail,
            remedy = ("to go on without it: --set replace_by_hand=%s; %s"):format(one.name, one.steps) }
        end
      end
      unknown(list, settings.replace_by_hand, problems)
      return problems
    end }
  local told = warning.check("replaced by hand", function(add)
    for _, one in ipairs(all(cluster)) do
      if mine[one.name] then add(one.name, one.detail, one.steps) end
    end
  end)
  return { refusal, told }
end

return M
