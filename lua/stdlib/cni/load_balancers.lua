-- What the AWS Load Balancer Controller needs of the pods' groups, and how it hears that a pod has moved.
local object = require "k8s.object"
local security_groups = require "cni.security_groups"

local M = {}

local GATE = "elbv2.k8s.aws/pod-readiness-gate-inject"

-- Which of some groups carry the cluster's tag.
local function tagged(cluster, ids)
  local list, wanted = {}, {}
  for _, id in ipairs(ids) do wanted[id] = true end
  for _, group in ipairs(cluster.network.security_groups) do
    for _, tag in ipairs(wanted[group.GroupId] and group.Tags or {}) do
      if tag.Key == "kubernetes.io/cluster/" .. cluster.name then list[#list + 1] = group.GroupId end
    end
  end
  table.sort(list)
  return list
end

-- A binding whose rules the controller writes into a group of the pods' interfaces, or nil.
local function with_rules(cluster)
  for _, binding in ipairs(cluster.target_bindings) do
    if binding.spec.networking and binding.spec.targetType == "ip" then return binding end
  end
end

---Of several groups on pods' interfaces exactly one carries the cluster's tag: the controller refuses to choose.
---@param cluster table
---@param plan table
---@param chosen string[]
---@return table check
function M.tags(cluster, plan, chosen)
  local rule = "of several groups on pods' interfaces exactly one carries the cluster's tag"
  return { name = "tags of pods' groups", rule = rule, test = function()
    local problems, seen, binding = {}, {}, nil
    for _, zone in ipairs(plan.zones) do
      local groups = security_groups.of_zone(cluster, zone, chosen)
      local key = groups and #groups > 1 and table.concat(groups, ", ")
      if key and not seen[key] then
        seen[key] = true
        binding = binding or with_rules(cluster) -- asked only when it matters
        local list = binding and tagged(cluster, groups) or {}
        if binding and #list ~= 1 then
          problems[#problems + 1] = { object = groups[1],
            detail = ("pods get %d groups (%s), of which %s the tag kubernetes.io/cluster/%s; TargetGroupBinding %s "
              .. "needs exactly one: its targets would no more be let in"):format(#groups, key,
              #list == 0 and "none carries" or table.concat(list, ", ") .. " carry", cluster.name,
              object.label(binding)),
            remedy = ("tag one of them (aws ec2 create-tags --resources %s --tags Key=kubernetes.io/cluster/%s,"
              .. "Value=owned), or give pods one group: --set security_groups=sg-..."):format(groups[1], cluster.name) }
        end
      end
    end
    return problems
  end }
end

---Pods behind ip targets wait until the load balancer sends to them (readiness gates), or a drain goes faster than it.
---@param cluster table
---@return table check
function M.gates(cluster)
  return { name = "readiness gates", warn = true, test = function()
    local problems, gated, told = {}, {}, {}
    local bindings = cluster.target_bindings
    if #bindings == 0 then return problems end
    for _, namespace in ipairs(cluster.namespaces) do
      gated[namespace.metadata.name] = (namespace.metadata.labels or {})[GATE] == "enabled"
    end
    for _, binding in ipairs(bindings) do
      local namespace = binding.metadata.namespace
      if binding.spec.targetType == "ip" and not gated[namespace] then
        told[namespace] = told[namespace] or {}
        table.insert(told[namespace], binding.metadata.name)
      end
    end
    for namespace, names in pairs(told) do
      problems[#problems + 1] = { object = namespace,
        detail = ("pods of namespace %s are ip targets (%s) without readiness gates: a new one counts as ready before "
          .. "its load balancer sends to it, and an old one may go meanwhile"):format(namespace,
          table.concat(names, ", ", 1, math.min(3, #names))),
        remedy = ("kubectl label namespace %s %s=enabled, then restart its pods"):format(namespace, GATE) }
    end
    table.sort(problems, function(a, b) return a.object < b.object end)
    return problems
  end }
end

return M
