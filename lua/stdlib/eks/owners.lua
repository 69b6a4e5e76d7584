-- Who else writes what this procedure changes. Their next run would put it back, or fail on it: what to edit there is
-- told before the first write.

local warning = require "warning"

local M = {}

-- Marks in tags of AWS: the tag that shows it, and who that is.
local MARKS = {
  { tag = "aws:cloudformation:stack-name", who = "CloudFormation (stack %s)" },
  { tag = "alpha.eksctl.io/cluster-name", who = "eksctl (cluster %s)" },
  { tag = "crossplane-name", who = "Crossplane (%s)" },
  { tag = "services.k8s.aws/controller-version", who = "ACK (%s)" },
  { tag = "terraform", who = "Terraform (tag terraform = %s)", folded = true },
  { tag = "managedby", who = "another tool (tag ManagedBy = %s)", folded = true },
  { tag = "managed-by", who = "another tool (tag managed-by = %s)", folded = true },
}

---Whom tags name, or nil.
---@param tags table<string, string>
---@return string|nil
function M.of_tags(tags)
  local folded = {}
  for key, value in pairs(tags or {}) do folded[key:lower()] = value end
  for _, mark in ipairs(MARKS) do
    local value = mark.folded and folded[mark.tag] or (tags or {})[mark.tag]
    if value then return mark.who:format(value) end
  end
end

local MANAGERS = { Terraform = "Terraform", ["argocd-controller"] = "Argo CD",
                   ["argocd-application-controller"] = "Argo CD", ["kustomize-controller"] = "Flux",
                   ["helm-controller"] = "Flux", pulumi = "Pulumi" }

---Whom an object of Kubernetes names, by its marks and by who wrote its fields, or nil.
---@param metadata table
---@return string|nil
function M.of_object(metadata)
  local labels, annotations = metadata.labels or {}, metadata.annotations or {}
  local argo = annotations["argocd.argoproj.io/tracking-id"]
  if argo then return "Argo CD, application " .. (argo:match("^[^:]+") or argo) end
  for _, kind in ipairs{ "kustomize", "helm" } do
    local name = labels[kind .. ".toolkit.fluxcd.io/name"]
    if name then
      return ("Flux, %s %s/%s"):format(kind, labels[kind .. ".toolkit.fluxcd.io/namespace"] or "flux-system", name)
    end
  end
  for _, entry in ipairs(metadata.managedFields or {}) do
    local who = MANAGERS[entry.manager or ""]
    if who then return who .. " (field manager " .. entry.manager .. ")" end
  end
end

local function on_vpc(cluster, add)
  local tags = {}
  for _, tag in ipairs(cluster.network.vpc and cluster.network.vpc.Tags or {}) do tags[tag.Key] = tag.Value end
  local who = M.of_tags(tags)
  if who then
    add(cluster.vpc, ("%s belongs to %s: the block, its subnets and associations are not in that source"):format(
      cluster.vpc, who), "add them to it (import) before it runs again")
  end
end

local function on_groups(old, add)
  for _, group in ipairs(old) do
    local who = M.of_tags(group.tags)
    if who then
      add(group.nodegroupName, ("node group %s belongs to %s, and will be replaced by another"):format(
        group.nodegroupName, who), "put the new group there in its place before it runs again, or it makes the old one "
        .. "anew")
    end
  end
end

local function on_aws_node(cluster, add)
  local addon, daemon_set = cluster.vpc_cni, cluster.aws_node
  local who = addon and M.of_tags(addon.tags)
  if who then
    add("vpc-cni", ("the add-on vpc-cni belongs to %s: its configuration gets two variables"):format(who),
      "set AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG and ENI_CONFIG_LABEL_DEF there too (configurationValues)")
  end
  who = daemon_set and M.of_object(daemon_set.metadata)
  if who then
    add("aws-node", ("DaemonSet kube-system/aws-node is written by %s: its next run takes the two variables away")
      :format(who), "set AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG and ENI_CONFIG_LABEL_DEF there first")
  end
end

---Names who else owns what will change.
---@param cluster table
---@param parts {vpc: boolean?, groups: (fun(): table[])?, cni: boolean?} what the playbook changes
---@return table check
function M.check(cluster, parts)
  return warning.check("owners elsewhere", function(add)
    if parts.vpc then on_vpc(cluster, add) end
    if parts.groups then on_groups(parts.groups(), add) end
    if parts.cni then on_aws_node(cluster, add) end
  end)
end

return M
