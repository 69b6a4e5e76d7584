-- Pod templates that ask for a node group by its name. The new group has another name: their pods would stay Pending,
-- and nothing but an edit of the template brings them back.
local groups = require "nodes.groups"

local M = {}

local EKS, EKSCTL = "eks.amazonaws.com/nodegroup", "alpha.eksctl.io/nodegroup-name"

-- Labels that go with the old groups: "key=value" -> group. What a group gives its nodes itself, the new one gives too.
local function lost_labels(cluster, settings)
  local lost = {}
  for _, group in ipairs(groups.old(cluster, settings)) do
    local name, kept = group.nodegroupName, group.labels or {}
    lost[EKS .. "=" .. name] = group
    for _, node in ipairs(cluster.nodes) do
      local labels = node.metadata.labels or {}
      if labels[EKS] == name and labels[EKSCTL] and kept[EKSCTL] ~= labels[EKSCTL] then
        lost[EKSCTL .. "=" .. labels[EKSCTL]] = group
      end
    end
  end
  return lost
end

-- The lost label that one term of a required affinity cannot do without, or nil.
local function of_term(term, lost)
  for _, expression in ipairs(term.matchExpressions or {}) do
    local all, found = expression.operator == "In" and #(expression.values or {}) > 0, nil
    for _, value in ipairs(all and expression.values or {}) do
      found = ("%s=%s"):format(expression.key, value)
      all = all and lost[found] ~= nil
    end
    if all then return found end
  end
end

---The label that pods of a spec cannot do without although it goes with its group, or nil.
---@param spec table of a pod
---@param lost table<string, table>
---@return string|nil label, string|nil where it stands
function M.needs(spec, lost)
  for key, value in pairs(spec.nodeSelector or {}) do
    local label = ("%s=%s"):format(key, value)
    if lost[label] then return label, "nodeSelector" end
  end
  local affinity = spec.affinity and spec.affinity.nodeAffinity
  local required = affinity and affinity.requiredDuringSchedulingIgnoredDuringExecution
  local label
  for _, term in ipairs(required and required.nodeSelectorTerms or {}) do -- one of them must hold
    label = of_term(term, lost)
    if not label then return nil end
  end
  return label, "required nodeAffinity"
end

local function ended(object)
  for _, condition in ipairs(object.kind == "Job" and object.status and object.status.conditions or {}) do
    if (condition.type == "Complete" or condition.type == "Failed") and condition.status == "True" then return true end
  end
  return false
end

-- A Job that its CronJob or another controller makes is told with that.
local function is_made(object)
  for _, reference in ipairs(object.metadata.ownerReferences or {}) do
    if reference.controller then return object.kind == "Job" end
  end
  return false
end

local function pod_spec(object)
  local spec = object.kind == "CronJob" and object.spec.jobTemplate.spec or object.spec
  return spec.template and spec.template.spec or {}
end

local function remedy(group)
  local list = {}
  for key, value in pairs(group.labels or {}) do list[#list + 1] = ("%s: %s"):format(key, value) end
  table.sort(list)
  if #list > 0 then
    return ("select by a label that both groups have, as %s, or by none"):format(list[1])
  end
  return "give the group a label of your own (aws eks update-nodegroup-config --labels), and select by that"
end

---No pod template asks for a group that is replaced by its name.
---@param cluster table
---@param settings {node_groups: string[]}
---@return table check
function M.check(cluster, settings)
  local rule = "no pod template selects a group that is replaced by its name: the new one is called otherwise"
  return { name = "pinned to a group", rule = rule, test = function()
    local lost, problems = lost_labels(cluster, settings), {}
    if not next(lost) then return true end
    for _, member in ipairs{ "deployments", "stateful_sets", "daemon_sets", "cron_jobs", "jobs" } do
      for _, object in ipairs(cluster[member]) do
        local label, where = M.needs(pod_spec(object), lost)
        if label and not ended(object) and not is_made(object) then
          local name = ("%s %s/%s"):format(object.kind, object.metadata.namespace, object.metadata.name)
          problems[#problems + 1] = { object = name, remedy = remedy(lost[label]),
            detail = ("%s asks for %s (%s): group %s is replaced, and its pods would stay Pending"):format(name, label,
              where, lost[label].nodegroupName) }
        end
      end
    end
    return problems
  end }
end

return M
