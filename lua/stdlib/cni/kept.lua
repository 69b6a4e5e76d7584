-- Features of the CNI that go on with custom networking, each a little differently: named, so that nobody is surprised.
local aws_node = require "cni.aws_node"
local object = require "k8s.object"
local warning = require "warning"

local M = {}

local function prefixes(plan, environment, add)
  if environment.ENABLE_PREFIX_DELEGATION ~= "true" then return end
  for _, zone in ipairs(plan.zones) do
    if zone.existing then
      local id = zone.existing.SubnetId
      add(id, ("prefix delegation is on, and %s of zone %s is there already: a node needs whole free /28s in it, and "
        .. "addresses taken one by one break these up"):format(id, zone.zone),
        "see that nothing else takes addresses there, or reserve a part of it for prefixes "
          .. "(aws ec2 create-subnet-cidr-reservation --reservation-type prefix)")
    end
  end
end

local function own_groups(cluster, environment, add)
  local list = {}
  for _, pod in ipairs(environment.ENABLE_POD_ENI == "true" and cluster.pods or {}) do
    if (pod.metadata.annotations or {})["vpc.amazonaws.com/pod-eni"] then
      list[#list + 1] = object.label(pod)
    end
  end
  if #list > 0 then
    table.sort(list)
    add(list[1], ("pods with security groups of their own (%s) move to the pod subnets too, and keep these groups, not "
      .. "those of the ENIConfig"):format(#list <= 4 and table.concat(list, ", ") or #list .. " of them"),
      "see that the groups of their SecurityGroupPolicies let cluster DNS and the control plane through")
  end
end

---Names prefix delegation in subnets that are there already, and pods with security groups of their own.
---@param cluster table
---@param plan table
---@return table check
function M.check(cluster, plan)
  return warning.check("features of the CNI", function(add)
    local environment = cluster.aws_node and aws_node.environment(cluster.aws_node) or {}
    prefixes(plan, environment, add)
    own_groups(cluster, environment, add)
  end)
end

return M
