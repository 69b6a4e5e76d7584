-- The parameters of a new node group, field by field from an old one, as CreateNodegroup wants them.
-- The new group keeps the node subnets: only its pods move.
local groups = require "nodes.groups"

local M = {}

local function filled(value)
  if type(value) == "table" then return next(value) ~= nil and value or nil end
  if value == "" then return nil end
  return value
end

local function template_of(group)
  local template = group.launchTemplate
  if not template then return nil end
  -- EKS describes both and takes only one
  if template.id then return { id = template.id, version = template.version } end
  if template.name then return { name = template.name, version = template.version } end
end

local function tags_of(group)
  local tags = { [groups.REPLACES] = group.nodegroupName }
  for key, value in pairs(group.tags or {}) do
    if key:sub(1, 4) ~= "aws:" and key:sub(1, 8) ~= "perigee:" then tags[key] = value end
  end
  return tags
end

local function update_of(group)
  local update = group.updateConfig
  if not update then return nil end
  local percentage = not update.maxUnavailable and update.maxUnavailablePercentage or nil
  return filled{ maxUnavailable = update.maxUnavailable, maxUnavailablePercentage = percentage,
                 updateStrategy = filled(update.updateStrategy) }
end

---The size of the new group. A frozen group's own maximum is its size; what it was before stands in a tag of the
---cluster.
---@return {minSize: integer, maxSize: integer, desiredSize: integer}
function M.scaling(group, size, cluster)
  local tags = cluster.raw and cluster.raw.tags or {}
  local max = math.tointeger(tonumber(tags[groups.MAX_SIZE .. group.nodegroupName])) or size.max
  return { minSize = size.min, maxSize = math.max(max, size.desired, 1), desiredSize = size.desired }
end

---What CreateNodegroup is asked for, so that the new group is like the old one.
---@param group table as DescribeNodegroup gives it
---@param name string of the new group
---@param size {desired: integer, min: integer, max: integer} of its Auto Scaling group now
---@param cluster {name: string, version: string}
---@return table parameters of CreateNodegroup
function M.parameters(group, name, size, cluster)
  local template, custom = template_of(group), group.amiType == "CUSTOM"
  -- another version than the cluster's cannot be asked for; a release can, within the cluster's version
  local same_version = not custom and group.version == cluster.version
  return {
    clusterName = cluster.name, nodegroupName = groups.valid_name(name),
    subnets = group.subnets, nodeRole = group.nodeRole, scalingConfig = M.scaling(group, size, cluster),
    instanceTypes = filled(group.instanceTypes), amiType = not custom and filled(group.amiType) or nil,
    capacityType = filled(group.capacityType), launchTemplate = template,
    diskSize = not template and filled(group.diskSize) or nil,
    remoteAccess = not template and filled(group.remoteAccess) or nil,
    version = same_version and group.version or nil,
    releaseVersion = same_version and filled(group.releaseVersion) or nil,
    labels = filled(group.labels), taints = filled(group.taints), tags = tags_of(group),
    updateConfig = update_of(group), nodeRepairConfig = filled(group.nodeRepairConfig),
    warmPoolConfig = filled(group.warmPoolConfig),
  }
end

return M
