-- Which managed node groups are old, and which group replaces each. The tag perigee:replaces tells, so that a
-- replacement is never replaced in turn and a later run knows where an earlier one stopped.
local failure = require "failure"

local M = {}

local LABEL = "eks.amazonaws.com/nodegroup" -- of a node

M.REPLACES = "perigee:replaces"
M.MAX_SIZE = "perigee:max-size/" -- and the name of a frozen group: a tag of the cluster
M.SIZE = "perigee:size"          -- of an old group that goes in batches: the size that its replacement must come to
M.REBALANCE = "perigee:az-rebalance" -- of an old group whose AZRebalance was on and was suspended

local function listed(names, name)
  if not names or #names == 0 then return true end
  for _, item in ipairs(names) do
    if item == name then return true end
  end
  return false
end

---The old group that a group replaces, or nil.
function M.replaces(group) return group.tags and group.tags[M.REPLACES] end

---The group that replaces `name`, among those read, or nil.
function M.replacement_of(groups, name)
  for _, group in ipairs(groups) do
    if M.replaces(group) == name then return group end
  end
end

---Windows nodes take no part: custom networking does not exist there.
function M.is_windows(group) return (group.amiType or ""):match("^WINDOWS") ~= nil end

---Old groups that the settings choose (all, when they name none), as DescribeNodegroup gives them.
---@param cluster table
---@param settings {node_groups: string[]}
---@return table[]
function M.old(cluster, settings)
  local list = {}
  for _, group in ipairs(cluster.node_groups) do
    local wanted = listed(settings.node_groups, group.nodegroupName) and not M.is_windows(group)
    if wanted and not M.replaces(group) and group.status ~= "DELETING" then
      list[#list + 1] = group
    end
  end
  return list
end

---Old groups that are being deleted and have their replacement: an earlier run did not see them go.
---@param cluster table
---@return table[]
function M.leaving(cluster)
  local list = {}
  for _, group in ipairs(cluster.node_groups) do
    if group.status == "DELETING" and M.replacement_of(cluster.node_groups, group.nodegroupName) then
      list[#list + 1] = group
    end
  end
  return list
end

---Names in the settings that are neither a group nor one that has been replaced already.
---@return string[]
function M.unknown(cluster, settings)
  local there, list = {}, {}
  for _, group in ipairs(cluster.node_groups) do
    there[group.nodegroupName] = true
    local replaced = M.replaces(group)
    if replaced then there[replaced] = true end
  end
  for _, name in ipairs(settings.node_groups or {}) do
    if not there[name] then list[#list + 1] = name end
  end
  return list
end

---The group of this name as it is now, or nil.
function M.read(cluster, name)
  local answer, why = cluster.eks:try("describe_nodegroup", { clusterName = cluster.name, nodegroupName = name })
  if answer then return answer.nodegroup end
  if why.code == "ResourceNotFoundException" then return nil end
  error(why, 0)
end

---What EKS says is wrong with a group, in one line.
function M.issues(group)
  local list = {}
  for _, issue in ipairs(group.health and group.health.issues or {}) do
    local ids = table.concat(issue.resourceIds or {}, ", ")
    list[#list + 1] = ("%s: %s%s"):format(issue.code, issue.message, ids ~= "" and " (" .. ids .. ")" or "")
  end
  return #list > 0 and table.concat(list, "; ") or "EKS gives no reason"
end

---The Auto Scaling group behind a node group as it is now, or nil.
---@param cluster table
---@param group table as DescribeNodegroup gives it
---@return table|nil
function M.scaling(cluster, group)
  local behind = group.resources and group.resources.autoScalingGroups and group.resources.autoScalingGroups[1]
  local answer = behind and cluster.autoscaling:try("describe_auto_scaling_groups",
    { AutoScalingGroupNames = { behind.name } })
  return answer and answer.AutoScalingGroups[1]
end

---What the replacement of a group that goes in batches must come to, as the group's tag keeps it; nil without one.
---@return {desired: integer, min: integer, max: integer}|nil
function M.wanted(group)
  local desired, min, max = (group.tags and group.tags[M.SIZE] or ""):match("^(%d+)/(%d+)/(%d+)$")
  return desired and { desired = math.tointeger(desired), min = math.tointeger(min), max = math.tointeger(max) }
end

---The size that the group's Auto Scaling group has now; an autoscaler moves it, and EKS learns of it late.
---@return integer desired, integer min, integer max
function M.size(cluster, group)
  local scaling, found = group.scalingConfig or {}, M.scaling(cluster, group)
  if found then return found.DesiredCapacity, found.MinSize, found.MaxSize end
  return scaling.desiredSize or 0, scaling.minSize or 0, scaling.maxSize or 1
end

---The name of the group that a node belongs to, or nil.
---@param node table
---@return string|nil
function M.of_node(node) return (node.metadata.labels or {})[LABEL] end

---Nodes of a group among those that the cluster's facts have.
---@param cluster table
---@param name string
---@return table[]
function M.known_nodes(cluster, name)
  local list = {}
  for _, node in ipairs(cluster.nodes) do
    if M.of_node(node) == name then list[#list + 1] = node end
  end
  return list
end

---Nodes of a group, listed anew.
---@param cluster table
---@param name string
---@return table[]
function M.nodes(cluster, name)
  return cluster.kube:list("nodes", { labels = LABEL .. "=" .. name })
end

---What to do about a replacement that has failed. In batches pods of the old group run on it from the first one on.
---@param new table as DescribeNodegroup gives it
---@param old table
---@return string
function M.mend(new, old)
  if M.wanted(old) and new.status ~= "CREATE_FAILED" then
    return ("do not delete %s, pods of %s may run on it already: see to the cause, then run again"):format(
      new.nodegroupName, old.nodegroupName)
  end
  return ("delete %s when the cause is gone, then run again"):format(new.nodegroupName)
end

---A name that EKS takes for a group, or a raised failure that says why not.
function M.valid_name(name)
  if #name <= 63 and name:match("^%w[%w%-_]*$") then return name end
  failure.raise{ code = "group_name", hint = "change names.node_group",
    message = ("%q is no name for a node group: a letter or digit first, then letters, digits, - and _, at most 63")
      :format(name) }
end

return M
