-- Takes a drained node away for good: exactly this instance, and its group shrinks by one. Only a node that is proven
-- empty goes, and only while it is the one that was cordoned.
local failure = require "failure"
local instances = require "eks.instances"
local object = require "k8s.object"
local task = require "task"
local evict = require "pods.evict"
local groups = require "nodes.groups"
local lookup = require "cni.lookup"

local M = {}

-- How long an address may take to be counted as free once its instance is gone, in seconds.
local ADDRESS_SECONDS = 120

local function refuse(with, what)
  failure.raise{ code = "not_terminated", message = ("%s (%s) is not terminated: %s"):format(with.node, with.instance,
    what), hint = "nothing on it was touched; run again: it looks anew and drains what is left" }
end

-- By what the API server says at this moment.
local function prove(cluster, with)
  local node = cluster.kube:get("nodes", with.node)
  if not node then refuse(with, "its Node object is not there, so nobody can tell what runs on it") end
  if node.metadata.uid ~= with.uid or instances.of_node(node) ~= with.instance then
    refuse(with, "another node has this name now")
  end
  if groups.of_node(node) ~= with.group then
    refuse(with, ("it is no node of group %s"):format(with.group))
  end
  if not node.spec.unschedulable then refuse(with, "it is not cordoned, so pods may start on it") end
  local pods = evict.on_node(cluster, with.node)
  if #pods > 0 then
    refuse(with, ("%d pod%s still on it: %s"):format(#pods, #pods == 1 and " is" or "s are", object.label(pods[1])))
  end
end

---Whether the instance has left its Auto Scaling group or is on its way out; `done` of the act.
function M.is_done(cluster, with)
  local found = cluster.autoscaling:describe_auto_scaling_instances{ InstanceIds = { with.instance } }
  local instance = found.AutoScalingInstances[1]
  return not instance or instance.LifecycleState:match("^Terminat") ~= nil
end

---Sends the termination, when the node is proven empty; called by the playbook's terminate_node.
function M.apply(cluster, with)
  prove(cluster, with)
  local sent, why = cluster.autoscaling:try("terminate_instance_in_auto_scaling_group",
    { InstanceId = with.instance, ShouldDecrementDesiredCapacity = true })
  if sent then return end
  if why.code == "ValidationError" and tostring(why.message):find("minSize", 1, true) then
    why.hint = ("somebody has raised the minimum of group %s: run again, which lowers it"):format(with.group)
  end
  error(why, 0)
end

---Terminates drained nodes of an old group.
---@param run table
---@param cluster table
---@param name string the old group
---@param nodes table[]
function M.nodes(run, cluster, name, nodes)
  for _, node in ipairs(nodes) do
    run:act{ name = "terminate node", object = node.metadata.name, apply = "terminate_node", done = "node_terminated",
      with = { cluster = cluster.name, group = name, node = node.metadata.name, uid = node.metadata.uid,
               instance = instances.of_node(node) },
      why_no_undo = "the instance is gone; the new group has taken its place" }
  end
end

---Nodes of a group whose instances are on their way out, or gone: an earlier run or an autoscaler took them away.
---@param cluster table
---@param group table as DescribeNodegroup gives it
---@param nodes table[]
---@return table[]
function M.leaving(cluster, group, nodes)
  local scaling, stays, list = groups.scaling(cluster, group), {}, {}
  if not scaling then return list end
  for _, instance in ipairs(scaling.Instances or {}) do
    stays[instance.InstanceId] = not (instance.LifecycleState or ""):match("^Terminat")
  end
  for _, node in ipairs(nodes) do
    if not stays[instances.of_node(node) or ""] then list[#list + 1] = node end
  end
  return list
end

-- What holds a termination, and for how long at most: the hooks of the group.
local function hooks_of(cluster, group)
  local scaling, longest, names = groups.scaling(cluster, group), 0, {}
  local answer = scaling and cluster.autoscaling:try("describe_lifecycle_hooks",
    { AutoScalingGroupName = scaling.AutoScalingGroupName })
  for _, hook in ipairs(answer and answer.LifecycleHooks or {}) do
    if (hook.LifecycleTransition or ""):find("TERMINATING", 1, true) then
      longest = math.max(longest, hook.HeartbeatTimeout or 3600)
      names[#names + 1] = ("%s, %d s"):format(hook.LifecycleHookName, hook.HeartbeatTimeout or 3600)
    end
  end
  return longest, #names > 0 and (" (hook %s)"):format(table.concat(names, "; ")) or ""
end

-- Those of the nodes that are still there, with the state of each.
local function still_there(cluster, name, nodes, hooks)
  local here, ids, states, list = {}, {}, {}, {}
  for _, node in ipairs(groups.nodes(cluster, name)) do here[node.metadata.uid] = true end
  for i, node in ipairs(nodes) do ids[i] = instances.of_node(node) end
  for first = 1, #ids, 50 do
    local some = table.move(ids, first, math.min(first + 49, #ids), 1, {})
    for _, one in ipairs(cluster.autoscaling:describe_auto_scaling_instances{ InstanceIds = some }
      .AutoScalingInstances) do states[one.InstanceId] = one.LifecycleState .. hooks end
    for _, one in ipairs(instances.all(cluster.ec2, { { Name = "instance-id", Values = some } })) do
      local state = one.State and one.State.Name
      if state ~= "terminated" then states[one.InstanceId] = states[one.InstanceId] or state end
    end
  end
  for _, node in ipairs(nodes) do
    local state = states[instances.of_node(node) or ""] or here[node.metadata.uid] and "its Node object"
    if state then list[#list + 1] = ("%s: %s"):format(node.metadata.name, state) end
  end
  return list
end

-- A zone whose subnets do not count the addresses of the nodes that have gone yet.
local function not_counted(nodes, before, now)
  local back, free = {}, {}
  for _, node in ipairs(nodes) do
    local zone = lookup.zone_of(node) or ""
    back[zone] = (back[zone] or 0) + 1
  end
  for _, zone in ipairs(now) do free[zone.zone] = zone.free end
  for _, zone in ipairs(before) do
    if back[zone.zone] and (free[zone.zone] or 0) < zone.free + back[zone.zone] then return zone.zone end
  end
end

---Waits until nodes, their instances and their addresses are gone.
---@param run table
---@param cluster table
---@param group table the old group, as DescribeNodegroup gives it
---@param nodes table[]
---@param settings {delete_timeout: number}
---@param counted? {before: table[], now: fun(): table[]} the zones before the termination, and as they are
function M.await(run, cluster, group, nodes, settings, counted)
  if #nodes == 0 then return end
  local longest, hooks = hooks_of(cluster, group)
  local name, since = group.nodegroupName, nil
  run:wait{ what = ("%d node%s of %s gone"):format(#nodes, #nodes == 1 and "" or "s", name), every = 10,
    timeout = math.max(settings.delete_timeout or 1800, longest + 300),
    remedy = "see what holds the instances in their Auto Scaling group; both groups are alive, these nodes are empty",
    look = function()
      local list = still_there(cluster, name, nodes, hooks)
      if #list > 0 then
        return nil, ("%d still there; %s"):format(#list, table.concat(list, ", ", 1, math.min(3, #list)))
      end
      since = since or task.now()
      local zone = counted and not_counted(nodes, counted.before, counted.now())
      -- others may have taken them, so this is not waited for without end
      if not zone or task.now() - since > ADDRESS_SECONDS then return true end
      return nil, ("gone, their addresses in %s not counted as free yet"):format(zone)
    end }
end

return M
