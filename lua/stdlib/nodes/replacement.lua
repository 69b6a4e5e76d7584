-- The new node group that replaces an old one, as a resource; then its nodes, awaited and held against the formula.
local aws_node = require "cni.aws_node"
local failure = require "failure"
local derive = require "nodes.derive"
local groups = require "nodes.groups"
local instance_types = require "nodes.instance_types"
local max_pods = require "nodes.max_pods"
local object = require "k8s.object"

local M = {}

-- By its name; or, where names.node_group was changed since, by its tag.
local function finder(cluster, old, name)
  local tagged = groups.replacement_of(cluster.node_groups, old.nodegroupName)
  local known = tagged and tagged.nodegroupName or name
  return function() return groups.read(cluster, known) end, known
end

---The size of an old group before it was frozen, or began to shrink in batches: a tag keeps it then.
---@return {desired: integer, min: integer, max: integer}
function M.size_of(cluster, old)
  local size = groups.wanted(old)
  if size then return size end
  local desired, min, max = groups.size(cluster, old)
  local scaling = derive.scaling(old, { desired = desired, min = min, max = max }, cluster)
  return { desired = scaling.desiredSize, min = scaling.minSize, max = scaling.maxSize }
end

-- Like the old group; small at first where it goes in batches.
local function parameters(cluster, old, name, first)
  local list = derive.parameters(old, name, M.size_of(cluster, old), cluster)
  if first then
    local scaling = list.scalingConfig
    scaling.desiredSize, scaling.minSize = first, math.min(scaling.minSize, first)
  end
  return list
end

-- How its pods come back: the old group, as large as it was, and the bounds of the drain.
local function undo_of(cluster, old, name, settings)
  local size, kept = M.size_of(cluster, old), {}
  for _, key in ipairs{ "drain_timeout", "drain_parallel", "force_unmanaged", "delete_emptydir_data", "ready_timeout",
    "delete_timeout", "canary", "canary_image", "canary_namespace", "canary_labels", "canary_timeout" } do
    kept[key] = settings[key]
  end
  return { call = "nodes.undo.group", with = { cluster = cluster.name, group = name, old = old.nodegroupName,
    size = size, settings = kept } }
end

---The new group that replaces an old one, as a resource.
---@param cluster table
---@param old table the group to replace
---@param name string names.node_group, filled in
---@param settings table those of the drain that may have to lead back
---@param first? integer nodes that it begins with, when it goes in batches
---@return table resource for run:ensure
function M.resource(cluster, old, name, settings, first)
  local find, known = finder(cluster, old, name)
  return {
    kind = "node group", name = known, repeatable = true, timeout = 2400, every = 15, find = find,
    same = function(found)
      if groups.replaces(found) == old.nodegroupName then return true end
      return false, ("node group %s exists and is not marked as replacement of %s"):format(known, old.nodegroupName)
    end,
    undo = undo_of(cluster, old, known, settings),
    create = function() cluster.eks:create_nodegroup(parameters(cluster, old, name, first)) end,
    ready = function(found)
      if found.status == "ACTIVE" then return true end
      if found.status == "CREATE_FAILED" or found.status == "DEGRADED" or found.status == "DELETE_FAILED" then
        failure.raise{ code = "group_failed",
          message = ("%s: %s, %s"):format(known, found.status, groups.issues(found)),
          hint = (groups.wanted(old) and "" or ("%s and its pods are untouched; "):format(old.nodegroupName))
            .. groups.mend(found, old) }
      end
      if found.status == "DELETING" then
        failure.raise{ code = "group_failed", message = known .. " is being deleted",
          hint = ("%s is untouched by that: wait until %s is gone, then run again"):format(old.nodegroupName, known) }
      end
      return false, found.status
    end,
    show = function(found)
      return ("%s replaces %s, %d nodes"):format(known, old.nodegroupName, found.scalingConfig.desiredSize or 0)
    end,
    remedy = "choose another names.node_group, or tag that group perigee:replaces=" .. old.nodegroupName,
  }
end

-- What EKS says of instances that do not come.
local function why_missing(cluster, name)
  local group = groups.read(cluster, name)
  local told = group and group.health and group.health.issues and #group.health.issues > 0
  return told and "; " .. groups.issues(group) or ""
end

---Waits until as many nodes of a group are Ready as it shall have.
---@return table[] nodes
function M.await_nodes(run, cluster, group, timeout)
  local wanted, name = group.scalingConfig.desiredSize or 0, group.nodegroupName
  return run:wait{ what = ("%d nodes of %s Ready"):format(wanted, name), timeout = timeout or 1200, every = 10,
    remedy = "look at the instances' console output: routes, endpoints, role, user data; the old group is alive",
    look = function()
      local nodes, ready = groups.nodes(cluster, name), 0
      for _, node in ipairs(nodes) do ready = ready + (object.is_ready(node) and 1 or 0) end
      -- an autoscaler may have moved the size of the new group since it was made
      if ready < wanted then wanted = groups.size(cluster, group) end
      if ready >= wanted then return nodes end
      return nil, ("%d of %d Ready, %d there%s"):format(ready, wanted, #nodes,
        #nodes < wanted and why_missing(cluster, name) or "")
    end }
end

local function allocatable(node)
  local status = node.status or {}
  return math.tointeger(tonumber((status.allocatable or {}).pods or (status.capacity or {}).pods))
end

---Nodes whose max-pods is more than custom networking has addresses for.
---@return table[] problems
function M.overfilled(cluster, nodes)
  local environment, types, problems = aws_node.environment(cluster.aws_node), {}, {}
  local function type_of(node) return (node.metadata.labels or {})["node.kubernetes.io/instance-type"] end
  for _, node in ipairs(nodes) do types[#types + 1] = type_of(node) end
  local limits = #types > 0 and instance_types.limits(cluster, types) or {}
  for _, node in ipairs(nodes) do
    local known, pods = limits[type_of(node) or ""], allocatable(node)
    if known and pods then
      local _, most = max_pods.formula(known, environment, true)
      if pods > most then
        problems[#problems + 1] = { object = node.metadata.name,
          detail = ("%s (%s) admits %d pods, custom networking has addresses for %d"):format(node.metadata.name,
            known.type, pods, most),
          remedy = ("set max-pods to %d in the user data of its launch template"):format(most) }
      end
    end
  end
  return problems
end

return M
