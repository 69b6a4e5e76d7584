-- Changes of a node group's size as resources: the old group may shrink, the new one grows until it is as wanted.
-- The Auto Scaling group is asked how it stands, since EKS learns of that late.
local failure = require "failure"
local groups = require "nodes.groups"

local M = {}

---Waits until EKS takes a change of a group: it takes no second one while the first is under way.
---@param run table
---@param cluster table
---@param name string
function M.settled(run, cluster, name)
  run:wait{ what = ("node group %s not UPDATING"):format(name), timeout = 1800, every = 10, look = function()
    local now = groups.read(cluster, name)
    if not now or now.status ~= "UPDATING" then return true end
    return nil, now.status
  end }
end

---Whether a change of a group is through; raises when the group is worse for it.
---@param found table as DescribeNodegroup gives it
---@return boolean, string|nil
function M.ready(found)
  if found.status == "UPDATING" then return false, "UPDATING" end
  if found.status == "DEGRADED" then
    failure.raise{ code = "group_degraded", message = ("node group %s is DEGRADED: %s"):format(found.nodegroupName,
      groups.issues(found)), hint = "see to the cause, then run again: nothing was taken away by this change" }
  end
  return true
end

-- A group's size as a resource: `same` and `wanted` are given {desired=, min=, max=} of its Auto Scaling group.
local function sized(cluster, name, kind, same, wanted, show, undo)
  return {
    kind = kind, name = name, repeatable = true, timeout = 600, every = 5,
    undo = undo, why_no_undo = "the group goes when its own creation is taken back",
    find = function()
      local group = groups.read(cluster, name)
      if not group then return nil end
      local desired, min, max = groups.size(cluster, group)
      return { group = group, desired = desired, min = min, max = max }
    end,
    same = same,
    change = function(found)
      cluster.eks:update_nodegroup_config{ clusterName = cluster.name, nodegroupName = name,
        scalingConfig = wanted(found) }
    end,
    ready = function(found) return M.ready(found.group) end,
    show = show,
  }
end

---Lets an old group shrink: Auto Scaling takes no node away below the minimum. Its desired size is not named, or Auto
---Scaling would choose which nodes go.
function M.lower_minimum(run, cluster, name)
  M.settled(run, cluster, name)
  run:ensure(sized(cluster, name, "minimum of node group", function(found)
    return found.min == 0, ("it is %d, and the group shall shrink"):format(found.min)
  end, function(found) return { minSize = 0, maxSize = found.max } end,
  function(found) return ("%d, its size %d"):format(found.min, found.desired) end,
  function(found)
    return { call = "nodes.undo.size", with = { cluster = cluster.name, group = name, min = found.min,
      max = found.max } }
  end))
end

---Minimum and maximum of a group as a resource; its desired size stays as it is.
---@param size {min: integer, max: integer}
---@return table resource for run:ensure
function M.bounds(cluster, name, size)
  return sized(cluster, name, "former bounds of node group", function(found)
    return found.min == size.min and found.max == size.max, ("they are %d to %d, they were %d to %d"):format(found.min,
      found.max, size.min, size.max)
  end, function() return { minSize = size.min, maxSize = size.max } end,
  function(found) return ("%d nodes, %d to %d"):format(found.desired, found.min, found.max) end)
end

---Lets a new group grow.
function M.grow(run, cluster, name, desired)
  M.settled(run, cluster, name)
  run:ensure(sized(cluster, name, "size of node group", function(found)
    return found.desired >= desired, ("it is %d, and %d fit now"):format(found.desired, desired)
  end, function() return { desiredSize = desired } end, function(found) return ("%d nodes"):format(found.desired) end))
end

---Gives a new group the size that it is wanted to have; an autoscaler may have made it larger.
---@param size {desired: integer, min: integer, max: integer}
function M.finish(run, cluster, name, size)
  M.settled(run, cluster, name)
  run:ensure(sized(cluster, name, "bounds of node group", function(found)
    local same = found.min == size.min and found.max == size.max and found.desired >= size.desired
    return same, ("it has %d nodes of %d to %d, and is wanted to have %d of %d to %d"):format(found.desired, found.min,
      found.max, size.desired, size.min, size.max)
  end, function(found)
    local desired = math.max(size.desired, math.min(found.desired, size.max))
    return { minSize = size.min, maxSize = size.max, desiredSize = desired }
  end, function(found) return ("%d nodes, %d to %d"):format(found.desired, found.min, found.max) end))
end

---Keeps in a tag of the old group what its replacement must come to, so that a later run knows how far to go.
---@return {desired: integer, min: integer, max: integer}
function M.remember(run, cluster, name, size)
  run:ensure{
    kind = "wanted size for", name = name, repeatable = true, timeout = 60, every = 3,
    undo = { call = "nodes.undo.mark", with = { cluster = cluster.name, group = name, key = groups.SIZE } },
    find = function()
      local group = groups.read(cluster, name)
      return group and groups.wanted(group) and group
    end,
    create = function()
      local group = groups.read(cluster, name)
      cluster.eks:tag_resource{ resourceArn = group.nodegroupArn,
        tags = { [groups.SIZE] = ("%d/%d/%d"):format(size.desired, size.min, size.max) } }
    end,
    show = function(group) return ("%s (desired/min/max), in tag %s"):format(group.tags[groups.SIZE], groups.SIZE) end,
  }
  return groups.wanted(groups.read(cluster, name))
end

return M
