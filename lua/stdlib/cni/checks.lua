-- What must hold of aws-node before custom networking can be turned on.
-- The reasons stand in docs/procedure.md, the versions in cni.version.
local aws_node = require "cni.aws_node"
local by_hand = require "cni.by_hand"
local configuration = require "cni.configuration"
local version = require "cni.version"
local eniconfig = require "cni.eniconfig"
local resolution = require "cni.resolution"
local security_groups = require "cni.security_groups"
local switch = require "cni.switch"

local M = {}

local function there(cluster)
  return { name = "aws-node", rule = "the VPC CNI runs in the cluster", test = function()
    if cluster.aws_node then return true end
    return false, "DaemonSet kube-system/aws-node is not there: another CNI gives pods their addresses",
      "custom networking is a feature of the VPC CNI; see `perigee advise`"
  end }
end

-- Tests that read the DaemonSet say nothing where there is none: the check above has said it.
local function with_aws_node(cluster, test)
  return function()
    local daemon_set = cluster.aws_node
    if not daemon_set then return true, "no aws-node" end
    return test(daemon_set)
  end
end

local function judged(cluster, daemon_set)
  local addon = cluster.vpc_cni or nil
  local found, image = aws_node.version(daemon_set, addon)
  if not found then
    return ("the version of aws-node cannot be told from its image %s"):format(image),
      "use an image whose tag names the version, as amazon-k8s-cni:v1.19.5, or the managed add-on"
  end
  local refusal, remedy, warning = version.judge(found)
  return refusal, remedy, warning, found
end

local function new_enough(cluster)
  return { name = "cni too old", rule = "newer than 1.6.3 (the guide), and 1.8.0 or newer for explicit security groups",
    test = with_aws_node(cluster, function(daemon_set)
      local refusal, remedy, _, found = judged(cluster, daemon_set)
      if refusal then return false, refusal, remedy end
      return true, "amazon-k8s-cni " .. found.text
    end) }
end

local function good_version(cluster)
  return { name = "cni version", warn = true, test = with_aws_node(cluster, function(daemon_set)
    local _, remedy, warning = judged(cluster, daemon_set)
    if warning then return false, "aws-node " .. warning, remedy end
    return true
  end) }
end

local function definition(cluster)
  return { name = "ENIConfig CRD", rule = "the ENIConfig CRD is established", test = function()
    local crd = cluster.kube:get("customresourcedefinitions.apiextensions.k8s.io", eniconfig.KIND)
    local remedy = "apply the CRDs of the VPC CNI's release (config/master/aws-k8s-cni.yaml), or update the add-on"
    if not crd then return false, "the CRD " .. eniconfig.KIND .. " is not in the cluster", remedy end
    for _, condition in ipairs(crd.status and crd.status.conditions or {}) do
      if condition.type == "Established" and condition.status == "True" then return true end
    end
    return false, "the CRD " .. eniconfig.KIND .. " is not established", "wait a moment; then look at its conditions"
  end }
end

local function owner(cluster, label)
  return { name = "owner of aws-node", rule = "variables are set where their owner keeps them",
    test = with_aws_node(cluster, function(daemon_set)
      local kind, detail = aws_node.owner(cluster, daemon_set)
      if kind ~= "helm" or switch.is_on(cluster, label) then return true, kind end
      return false, ("aws-node belongs to the Helm release %s; what is set past it is lost with its next upgrade")
        :format(detail), switch.helm_remedy(label)
    end) }
end

local function addon_state(cluster)
  return { name = "vpc-cni add-on", rule = "the add-on is ACTIVE", test = with_aws_node(cluster, function()
    local addon = cluster.vpc_cni
    if not addon then return true, "not managed by EKS" end
    if addon.status ~= "ACTIVE" and addon.status ~= "UPDATING" and addon.status ~= nil then
      return false, ("add-on vpc-cni %s is %s"):format(addon.addonVersion or "", addon.status),
        "bring it to ACTIVE first: aws eks describe-addon names its health issues"
    end
    return true, addon.addonVersion
  end) }
end

local function groups(cluster, plan, o)
  return { name = "security groups", rule = "explicit groups of this VPC for the pods of every zone", test = function()
    local problems, shown, tested = {}, {}, {}
    for _, zone in ipairs(plan.zones) do
      local list, detail, remedy = security_groups.of_zone(cluster, zone, o.security_groups or {})
      local key = list and table.concat(list, ", ")
      if list and not tested[key] then
        tested[key] = true
        detail, remedy = security_groups.problem(cluster, list)
      end
      if detail then problems[#problems + 1] = { object = zone.zone, detail = detail, remedy = remedy } end
      shown[#shown + 1] = key and zone.zone .. ": " .. key
    end
    if #problems > 0 then return problems end
    return true, table.concat(shown, "; ")
  end }
end

local function foreign(cluster, plan, o)
  local rule = "an ENIConfig that somebody else wrote is not overwritten"
  return { name = "ENIConfigs there", rule = rule, test = function()
    local problems = {}
    for _, zone in ipairs(plan.zones) do
      local name = o.name(zone.zone)
      local found = cluster.kube:get(eniconfig.KIND, name)
      if found and not eniconfig.ours(found) then
        local subnet = zone.existing and zone.existing.SubnetId
        local list = security_groups.of_zone(cluster, zone, o.security_groups or {})
        local same, why = false, ("ENIConfig %s exists and has %s"):format(name, tostring((found.spec or {}).subnet))
        if subnet and list then same, why = eniconfig.same(found, eniconfig.object(name, subnet, list)) end
        if not same then
          problems[#problems + 1] = { object = name, detail = why,
            remedy = "name its subnet in `zones` and its groups in security_groups, or delete it: "
              .. "kubectl delete eniconfig " .. name }
        end
      end
    end
    return problems
  end }
end

---All checks of the CNI that need no write.
---@param run table
---@param cluster table
---@param plan table
---@param settings {node_label: string, security_groups: string[]}
---@return table[]
function M.checks(run, cluster, plan, settings)
  local o = { label = settings.node_label, security_groups = settings.security_groups,
              name = function(zone) return run:name("eniconfig", { zone = zone }) end }
  local function is_on() return (switch.is_on(cluster, o.label)) end
  local valid, validated = configuration.checks(cluster, o.label, is_on)
  local kept, reset = by_hand.checks(cluster, is_on)
  return { there(cluster), new_enough(cluster), good_version(cluster), definition(cluster), owner(cluster, o.label),
    addon_state(cluster), valid, validated, kept, reset,
    resolution.names(cluster, plan, o), resolution.lost(cluster, plan, o),
    resolution.stray(cluster, plan, o), groups(cluster, plan, o), foreign(cluster, plan, o) }
end

return M
