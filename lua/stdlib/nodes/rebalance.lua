-- AZRebalance of an old Auto Scaling group: while its nodes are taken away one by one it would end others, in other
-- zones, without asking budgets. It is suspended meanwhile; a tag of the old group tells that it was on before.
local groups = require "nodes.groups"

local M = {}

local PROCESS = "AZRebalance"

local function is_suspended(scaling)
  for _, process in ipairs(scaling.SuspendedProcesses or {}) do
    if process.ProcessName == PROCESS then return true end
  end
  return false
end

---The process as a resource that shall be on or suspended; there is none where the Auto Scaling group is gone.
---@param cluster table
---@param group table|nil as DescribeNodegroup gives it
---@param name string of the Auto Scaling group
---@param on boolean
---@return table resource for run:ensure
function M.process(cluster, group, name, on)
  local operation = on and "resume_processes" or "suspend_processes"
  return {
    kind = PROCESS .. " of", name = name, repeatable = true, timeout = 120, every = 3,
    undo = { call = "nodes.undo.rebalance", with = { cluster = cluster.name, scaling = name, on = not on } },
    find = function() return groups.scaling(cluster, group) end,
    same = function(scaling)
      return is_suspended(scaling) ~= on, on and "it was on before" or "it would end nodes that are not empty"
    end,
    change = function()
      cluster.autoscaling[operation](cluster.autoscaling, { AutoScalingGroupName = name,
        ScalingProcesses = { PROCESS } })
    end,
    show = function() return on and "on again" or "suspended" end,
  }
end

local function memory(cluster, name)
  return {
    kind = PROCESS .. " was on for", name = name, repeatable = true, timeout = 60, every = 3,
    undo = { call = "nodes.undo.mark", with = { cluster = cluster.name, group = name, key = groups.REBALANCE } },
    find = function()
      local group = groups.read(cluster, name)
      return group and group.tags and group.tags[groups.REBALANCE] and group
    end,
    create = function()
      cluster.eks:tag_resource{ resourceArn = groups.read(cluster, name).nodegroupArn,
        tags = { [groups.REBALANCE] = "on" } }
    end,
    show = function() return ("in tag %s"):format(groups.REBALANCE) end,
  }
end

---Suspends it for an old group. One that somebody else has suspended stays theirs.
---@param run table
---@param cluster table
---@param group table the old group, as DescribeNodegroup gives it now
---@return boolean whether it is to be turned on again
function M.suspend(run, cluster, group)
  local scaling = groups.scaling(cluster, group)
  local ours = group.tags and group.tags[groups.REBALANCE]
  if not scaling or (is_suspended(scaling) and not ours) then return false end
  run:ensure(memory(cluster, group.nodegroupName))
  run:ensure(M.process(cluster, group, scaling.AutoScalingGroupName, false))
  return true
end

---Turns it on again where it was on before.
---@param run table
---@param cluster table
---@param name string the old group
function M.resume(run, cluster, name)
  local group = groups.read(cluster, name)
  if not group or not (group.tags and group.tags[groups.REBALANCE]) then return end
  local scaling = groups.scaling(cluster, group)
  if scaling then run:ensure(M.process(cluster, group, scaling.AutoScalingGroupName, true)) end
end

return M
