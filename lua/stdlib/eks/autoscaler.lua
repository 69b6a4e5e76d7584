-- What Cluster Autoscaler knows of groups by name: tags on their Auto Scaling groups, its arguments, its priorities.
-- EKS marks the new group for it; what was added by hand is not copied.
local warning = require "warning"

local M = {}

local KEPT = { ["k8s.io/cluster-autoscaler/enabled"] = true }
local PRIORITIES = "cluster-autoscaler-priority-expander"

local function scaling_names(group)
  local names = {}
  for _, scaling in ipairs(group.resources and group.resources.autoScalingGroups or {}) do
    names[scaling.name] = true
  end
  return names
end

local function by_tags(cluster, group, add)
  local names, own = scaling_names(group), "k8s.io/cluster-autoscaler/" .. cluster.name
  for _, scaling in ipairs(cluster.scaling_groups) do
    local list = {}
    for _, tag in ipairs(names[scaling.AutoScalingGroupName] and scaling.Tags or {}) do
      if tag.Key:find("^k8s.io/cluster%-autoscaler/") and not KEPT[tag.Key] and tag.Key ~= own then
        list[#list + 1] = tag.Key
      end
    end
    if #list > 0 then
      add(scaling.AutoScalingGroupName, ("%s (group %s) has tags for Cluster Autoscaler that EKS does not set: %s")
        :format(scaling.AutoScalingGroupName, group.nodegroupName, table.concat(list, ", ")),
        "see that the new group's Auto Scaling group has them, or Cluster Autoscaler cannot raise it from 0")
    end
  end
end

-- Arguments and priorities that name a group.
local function by_name(cluster, group, add)
  local names = scaling_names(group)
  names[group.nodegroupName] = true
  for _, deployment in ipairs(cluster.deployments) do
    for _, container in ipairs(deployment.spec.template.spec.containers or {}) do
      local words = table.concat(container.command or {}, " ") .. " " .. table.concat(container.args or {}, " ")
      for name in pairs(words:find("cluster-autoscaler", 1, true) and names or {}) do
        if words:find("%-%-nodes=%d+:%d+:" .. name:gsub("%p", "%%%0") .. "%f[%s\0]") then
          add(deployment.metadata.name, ("Deployment %s/%s names %s (--nodes): it would not scale the new group")
            :format(deployment.metadata.namespace, deployment.metadata.name, name),
            "use --node-group-auto-discovery, or name the new group when it is there")
        end
      end
    end
  end
  local priorities = cluster.autoscaler_priorities
  local text = priorities and (priorities.data or {}).priorities or ""
  if text:find(group.nodegroupName, 1, true) then
    add(PRIORITIES, ("ConfigMap kube-system/%s names %s"):format(PRIORITIES, group.nodegroupName),
      "let its pattern match the new group too")
  end
end

---Names what Cluster Autoscaler knows of the groups that are replaced.
---@param cluster table
---@param old fun(): table[] groups that are replaced
---@return table check
function M.check(cluster, old)
  return warning.check("Cluster Autoscaler", function(add)
    for _, group in ipairs(old()) do
      by_tags(cluster, group, add)
      by_name(cluster, group, add)
    end
  end)
end

return M
