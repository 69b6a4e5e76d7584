-- Freezes old node groups at their size from the switch until they go: a node that appears in between would take pod
-- addresses with the old max-pods. The former maximum is kept in a tag of the cluster, where the replacement finds it.
local groups = require "nodes.groups"
local lease = require "eks.lease"
local resize = require "nodes.resize"

local M = {}

local function remember(cluster, group, max)
  local key = groups.MAX_SIZE .. group.nodegroupName
  local function tag() cluster.eks:tag_resource{ resourceArn = cluster.arn, tags = { [key] = tostring(max) } } end
  return {
    kind = "former maximum of", name = group.nodegroupName, repeatable = true, timeout = 60, every = 3,
    undo = function(found)
      return { call = "nodes.undo.memory", with = { cluster = cluster.name, key = key, former = found and found.max } }
    end,
    find = function()
      local tags = cluster.eks:describe_cluster{ name = cluster.name }.cluster.tags
      return tags and tags[key] and { max = tags[key] }
    end,
    -- left by a former group of this name, or set before the group was given a larger maximum
    same = function(found)
      return (tonumber(found.max) or 0) >= max, ("it says %s, the group's maximum is %d"):format(found.max, max)
    end,
    create = tag, change = tag,
    show = function(found) return ("%s, in tag %s of the cluster"):format(found.max, key) end,
  }
end

---Takes the memory of a former maximum away again.
---@param cluster table
---@param name string the group
function M.forget(cluster, name)
  local key = groups.MAX_SIZE .. name
  local tags = cluster.eks:describe_cluster{ name = cluster.name }.cluster.tags
  if tags and tags[key] then
    cluster.eks:untag_resource{ resourceArn = cluster.arn, tagKeys = { key } }
  end
end

local function frozen(cluster, group, limit)
  return {
    kind = "maximum of node group", name = group.nodegroupName, repeatable = true, timeout = 300, every = 5,
    undo = function(found)
      local scaling = found.scalingConfig
      return { call = "nodes.undo.size", with = { cluster = cluster.name, group = group.nodegroupName,
        min = scaling.minSize, max = scaling.maxSize } }
    end,
    find = function() return groups.read(cluster, group.nodegroupName) end,
    same = function(found)
      return found.scalingConfig.maxSize <= limit, ("its maximum is %d, its size %d")
        :format(found.scalingConfig.maxSize, limit)
    end,
    change = function(found)
      local min = math.min(found.scalingConfig.minSize or 0, limit)
      cluster.eks:update_nodegroup_config{ clusterName = cluster.name, nodegroupName = group.nodegroupName,
        scalingConfig = { minSize = min, maxSize = limit } }
    end,
    ready = resize.ready,
    show = function(found) return ("frozen at %d"):format(found.scalingConfig.maxSize) end,
  }
end

---One group stays at the size that it has now; one that shrinks in batches does not grow again.
---@param run table
---@param cluster table
---@param group table as DescribeNodegroup gives it now
function M.group(run, cluster, group)
  local scaling, desired, _, max = group.scalingConfig, groups.size(cluster, group)
  -- EKS learns late that nodes were terminated, and takes no maximum below the size that it knows
  local known = groups.wanted(group) and scaling.desiredSize or 0
  local limit = math.max(desired, known, 1)
  if math.max(max, scaling and scaling.maxSize or 0) > limit then
    run:ensure(remember(cluster, group, scaling.maxSize))
    if group.status == "UPDATING" then resize.settled(run, cluster, group.nodegroupName) end
    run:ensure(frozen(cluster, group, limit))
  end
end

---Old groups that will be replaced stay at their size.
---@param run table
---@param cluster table
---@param settings {node_groups: string[]}
function M.freeze(run, cluster, settings)
  run:lock(lease.lease(cluster))
  for _, group in ipairs(groups.old(cluster, settings)) do M.group(run, cluster, group) end
end

return M
