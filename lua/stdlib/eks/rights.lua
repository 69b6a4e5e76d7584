-- What this identity may do in the cluster, asked of the API server before the first write: a run that is refused
-- its first Kubernetes write would leave the VPC changed and the pods where they were.
local task = require "task"

local M = {}

-- Which writes each part of the procedure takes: verb, kind, namespace. Where EKS keeps the variables of aws-node,
-- the add-on is updated and not the DaemonSet.
local parts = {}

function parts.eniconfigs() return { { "patch", "eniconfigs.crd.k8s.amazonaws.com" } } end

function parts.switch(cluster) return cluster.vpc_cni and {} or { { "patch", "daemonsets.apps", "kube-system" } } end

function parts.replace(_, settings)
  local namespace = settings.canary_namespace
  local list = { { "patch", "nodes" }, { "create", "pods/eviction", "default" }, { "create", "pods", namespace },
                 { "delete", "pods", namespace } }
  -- no write; but what a full canary proves last, an hour into the run
  if settings.canary == "full" then list[#list + 1] = { "get", "pods/proxy", namespace } end
  return list
end

local function words(right)
  return right[3] and ("%s %s in %s"):format(right[1], right[2], right[3]) or ("%s %s"):format(right[1], right[2])
end

---The API server allows the writes of these parts to this identity.
---@param cluster table
---@param settings table
---@param names string[] of "eniconfigs", "switch", "replace"
---@return table check
function M.check(cluster, settings, names)
  local rule = "RBAC allows every Kubernetes write of the run, and what its canaries prove"
  return { name = "rights in the cluster", rule = rule, test = function()
    local wanted = {}
    for _, name in ipairs(names) do
      for _, right in ipairs(parts[name](cluster, settings)) do wanted[#wanted + 1] = right end
    end
    for _, verb in ipairs { "get", "create", "patch", "delete" } do -- the lock against a second run
      wanted[#wanted + 1] = { verb, "leases.coordination.k8s.io", "kube-system" }
    end
    local allowed = task.map(wanted, function(right)
      return (cluster.kube:can_i(right[1], right[2], { namespace = right[3] }))
    end, { limit = 4 })
    local lacking = {}
    for i, right in ipairs(wanted) do
      if not allowed[i] then lacking[#lacking + 1] = words(right) end
    end
    if #lacking == 0 then return true end
    return false, "this identity may not " .. table.concat(lacking, ", "),
      "give this identity these rights in the cluster (an access entry, RBAC), or use another --profile; "
        .. "the playbook vpc-range needs no right in the cluster"
  end }
end

return M
