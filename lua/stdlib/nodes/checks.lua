-- What must hold of node groups before the switch, and what lies outside of this procedure and is only named.
local aws_node = require "cni.aws_node"
local canary_checks = require "nodes.canary_checks"
local groups = require "nodes.groups"
local instance_types = require "nodes.instance_types"
local kinds = require "pods.kinds"
local others = require "nodes.others"
local quota = require "vpc.quota"
local replacement = require "nodes.replacement"
local room = require "nodes.room"
local warning = require "warning"

local M = {}

local function known(cluster, settings)
  return { name = "node groups", rule = "the groups that node_groups names exist", test = function()
    local problems = {}
    for _, name in ipairs(groups.unknown(cluster, settings)) do
      problems[#problems + 1] = { object = name,
        detail = ("cluster %s has no node group %s"):format(cluster.name, name),
        remedy = "correct node_groups; empty means all" }
    end
    return problems
  end }
end

local function active(cluster, settings)
  return { name = "groups active", rule = "every group that is replaced is ACTIVE", test = function()
    local problems = {}
    for _, group in ipairs(groups.old(cluster, settings)) do
      if group.status ~= "ACTIVE" and group.status ~= "UPDATING" then
        problems[#problems + 1] = { object = group.nodegroupName,
          detail = ("node group %s is %s: %s"):format(group.nodegroupName, group.status, groups.issues(group)),
          remedy = "repair it or leave it out of node_groups" }
      end
    end
    return problems
  end }
end

local function types_of(cluster, list)
  local names, of = {}, {}
  for _, group in ipairs(list) do
    of[group.nodegroupName] = instance_types.of_group(cluster, group)
    table.move(of[group.nodegroupName], 1, #of[group.nodegroupName], #names + 1, names)
  end
  return #names > 0 and instance_types.limits(cluster, names) or {}, of
end

-- Why a type cannot serve, or nil. One interface of it is lost to pods, one more to security groups for pods.
local function short_of(limits, trunk, accepted)
  if limits.enis < 2 then return "has 1 interface: none would be left for pods" end
  if limits.enis == 2 and trunk then
    return "has 2 interfaces; security groups for pods (ENABLE_POD_ENI) leave none for other pods"
  end
  if limits.enis == 2 and not accepted then
    return ("has 2 interfaces; the one left to pods gives a node %d of them"):format(limits.ips - 1)
  end
end

local function enough_interfaces(cluster, settings)
  local rule = "custom networking takes the first interface from pods, security groups for pods another one"
  return { name = "interfaces", rule = rule, test = function()
    local limits, of = types_of(cluster, groups.old(cluster, settings))
    local environment = cluster.aws_node and aws_node.environment(cluster.aws_node) or {}
    local problems = {}
    for group, types in pairs(of) do
      for _, name in ipairs(types) do
        local short = limits[name] and short_of(limits[name], environment.ENABLE_POD_ENI == "true",
          settings.accept_two_enis)
        if short then
          problems[#problems + 1] = { object = group, detail = ("%s of group %s %s"):format(name, group, short),
            remedy = "move the group to a type with three interfaces or more first"
              .. (short:find("the one left", 1, true) and ", or --set accept_two_enis=true" or "") }
        end
      end
    end
    table.sort(problems, function(x, y) return x.detail < y.detail end)
    return problems
  end }
end

local function group_quota(cluster, settings)
  return quota.check("group quota", quota.NODE_GROUPS, cluster.region, function()
    local more = 0
    for _, group in ipairs(groups.old(cluster, settings)) do
      if not groups.replacement_of(cluster.node_groups, group.nodegroupName) then more = more + 1 end
    end
    return #cluster.node_groups, more
  end)
end

local function out_of_scope(cluster)
  return warning.check("out of scope", function(add)
    for _, group in ipairs(cluster.node_groups) do
      local name = group.nodegroupName
      if groups.is_windows(group) then add(name, ("group %s is of Windows nodes, and stays as it is"):format(name)) end
    end
    for _, node in ipairs(cluster.nodes) do
      local why = kinds.node_out_of_scope(node)
      if why then add(node.metadata.name, ("pods of %s stay as they are: %s"):format(node.metadata.name, why)) end
    end
  end)
end

-- EKS sets max-pods for its own images only. What a custom image's nodes admit now, the new ones will admit too.
local function custom_images(cluster, settings)
  local rule = "new nodes admit no more pods than custom networking has addresses for"
  return { name = "max-pods of custom images", rule = rule, test = function()
    local problems = {}
    for _, group in ipairs(groups.old(cluster, settings)) do
      local nodes = group.amiType == "CUSTOM" and groups.nodes(cluster, group.nodegroupName) or {}
      local found = replacement.overfilled(cluster, nodes)[1]
      if found then
        problems[#problems + 1] = { object = group.nodegroupName,
          detail = ("group %s starts an image of its own, for which EKS does not set max-pods: %s")
            :format(group.nodegroupName, found.detail),
          remedy = found.remedy .. ", update the group to that version, then run again" }
      end
    end
    return problems
  end }
end

-- Groups that stay: what they start after the switch takes pod addresses with the old max-pods.
local function left_out(cluster, settings)
  return warning.check("groups left out", function(add)
    local chosen = {}
    for _, group in ipairs(groups.old(cluster, settings)) do chosen[group.nodegroupName] = true end
    for _, group in ipairs(groups.old(cluster, {})) do
      if not chosen[group.nodegroupName] then
        add(group.nodegroupName, ("group %s is not replaced: its pods stay where they are, and nodes that it starts "
          .. "from now on take pod addresses with the old max-pods"):format(group.nodegroupName),
          "add it to node_groups")
      end
    end
  end)
end

-- Numbers that would make a wait end before it begins, or a drain that never starts.
local LEAST = { drain_parallel = 1, drain_timeout = 0, ready_timeout = 1, delete_timeout = 1, canary_timeout = 1,
  rollout_timeout = 1, surge = 0 }

local function numbers(settings)
  return { name = "bounds", rule = "bounds in seconds are positive, at least one node is drained at a time",
    test = function()
      local problems = {}
      for name, least in pairs(LEAST) do
        local given = settings[name]
        if given and given < least then
          problems[#problems + 1] = { object = name, detail = ("%s is %g, and must be at least %d"):format(name, given,
            least), remedy = ("--set %s=N, or leave the default"):format(name) }
        end
      end
      table.sort(problems, function(a, b) return a.object < b.object end)
      return problems
    end }
end

---All checks of node groups that need no write.
---@param cluster table
---@param settings {node_groups: string[], accept_two_enis: boolean, replace_by_hand: string[]?}
---@return table[]
function M.checks(cluster, settings)
  local list = { numbers(settings), canary_checks.check(cluster, settings), known(cluster, settings),
    active(cluster, settings), enough_interfaces(cluster, settings), group_quota(cluster, settings),
    out_of_scope(cluster), custom_images(cluster, settings), left_out(cluster, settings) }
  for _, check in ipairs(others.checks(cluster, settings)) do list[#list + 1] = check end
  for _, check in ipairs(room.checks(cluster, settings)) do list[#list + 1] = check end
  return list
end

return M
