-- Replaces node groups in the safe order: create all, prove new addresses, cordon and drain, prove empty, delete.
-- Each part finds in the world how far an earlier run came; a failure anywhere leaves both groups alive.
local task = require "task"
local clusters = require "eks.cluster"
local canary = require "pods.canary"
local groups = require "nodes.groups"
local lease = require "eks.lease"
local lookup = require "cni.lookup"
local delete = require "nodes.delete"
local drain = require "nodes.drain"
local freeze = require "nodes.freeze"
local refuge = require "nodes.refuge"
local replacement = require "nodes.replacement"
local volumes = require "nodes.volumes"

local M = {}

---The old groups that the settings choose.
---@return table[] as DescribeNodegroup gives them
function M.old_groups(cluster, settings) return groups.old(cluster, settings) end

local function names_of(list)
  local names = {}
  for i, group in ipairs(list) do names[i] = group.nodegroupName end
  return names
end

---A new group for each old one, ACTIVE, its nodes Ready with the right max-pods.
---@return table[] list of {group=, nodes=}
function M.create(run, cluster, old, settings)
  local made = task.map(old, function(group)
    local name = run:name("node_group", { group = group.nodegroupName })
    return run:ensure(replacement.resource(cluster, group, name))
  end)
  local list = {}
  for i, group in ipairs(made) do
    list[i] = { group = group, nodes = replacement.await_nodes(run, cluster, group, settings.ready_timeout) }
  end
  return list
end

local function zone_of(plan, name)
  for _, zone in ipairs(plan.zones) do
    if zone.zone == name then return zone end
  end
end

-- One Ready node in each zone of a group.
local function node_per_zone(nodes)
  local picked, order = {}, {}
  for _, node in ipairs(nodes) do
    local zone = lookup.zone_of(node)
    if zone and not picked[zone] and groups.is_ready(node) then
      picked[zone] = node
      order[#order + 1] = zone
    end
  end
  table.sort(order)
  return picked, order
end

local function prove_node(run, cluster, plan, node, zone_name, settings)
  local zone = zone_of(plan, zone_name)
  if not zone or not zone.existing then
    run:check{ name = "pod subnet of " .. zone_name, test = function()
      return false, ("%s runs in zone %s, which has no pod subnet"):format(node.metadata.name, zone_name),
        "give the zone a line in `zones`, and run again"
    end }
    return nil
  end
  local found = run:ensure(canary.resource(cluster, node, zone, settings))
  local pod = found.metadata
  run:act{ name = "remove canary", object = pod.namespace .. "/" .. pod.name, repeatable = true,
    apply = "remove_canary",
    with = { cluster = cluster.name, namespace = pod.namespace, name = pod.name, uid = pod.uid },
    why_no_undo = "the canary has done its work" }
  return found.status.podIP
end

---Proves on a canary in each zone of each new group that pods get addresses of the zone's pod subnet.
function M.prove(run, cluster, plan, made, settings)
  local jobs = {}
  for _, entry in ipairs(made) do
    local nodes = entry.nodes
    run:check{ name = "max-pods", rule = "(ENIs - 1) x (addresses - 1) + 2, or with prefixes", test = function()
      return replacement.overfilled(cluster, nodes)
    end }
    local picked, order = node_per_zone(nodes)
    for _, zone in ipairs(order) do jobs[#jobs + 1] = { node = picked[zone], zone = zone } end
  end
  local addresses = task.map(jobs, function(job)
    return prove_node(run, cluster, plan, job.node, job.zone, settings) or "-"
  end)
  if #addresses > 0 then run:say("a canary in each zone: " .. table.concat(addresses, ", ")) end
end

-- What must hold of the new groups before the first eviction, besides the canaries: nodes, also where volumes are.
local function can_move(run, cluster, old, made)
  local nodes = {}
  for _, entry in ipairs(made) do table.move(entry.nodes, 1, #entry.nodes, #nodes + 1, nodes) end
  run:check{ refuge.check(cluster, made),
    volumes.reachable(cluster, function() return drain.to_evict(cluster, names_of(old)) end, nodes) }
end

---Cordons all nodes of the old groups and drains them, as long as the new groups are there.
---@param made? table[] as M.create gives it
function M.empty(run, cluster, old, settings, made)
  if #old > 0 then drain.drain(run, cluster, names_of(old), settings, made) end
end

---Deletes the old groups, each proven empty.
function M.delete(run, cluster, old, settings)
  -- read anew: the replacements have come since
  local now = clusters.cluster(cluster.name, { region = cluster.region })
  task.map(old, function(group) delete.group(run, now, group.nodegroupName, settings.delete_timeout) end)
end

---All of it, in this order; the step of pod-range and replace-node-groups.
function M.replace(run, cluster, plan, settings)
  run:lock(lease.lease(cluster))
  for _, group in ipairs(groups.leaving(cluster)) do
    delete.group(run, cluster, group.nodegroupName, settings.delete_timeout)
  end
  local old = groups.old(cluster, settings)
  if #old == 0 then return run:summary("no group is left to replace") end
  freeze.freeze(run, cluster, settings)
  cluster = clusters.cluster(cluster.name, { region = cluster.region }) -- with the tags that freezing has written
  run:untouched(("%s: all pods run where they ran. Nodes that start now use the pod subnets; the old groups are frozen")
    :format(table.concat(names_of(old), ", ")))
  local made = M.create(run, cluster, old, settings)
  can_move(run, cluster, old, made)
  M.prove(run, cluster, plan, made, settings)
  run:untouched("pods that were not evicted; old and new groups are alive, old nodes are cordoned")
  M.empty(run, cluster, old, settings, made)
  run:untouched("what the old groups ran was evicted, they are empty; the new groups are alive")
  M.delete(run, cluster, old, settings)
  run:untouched("pods: they run where they shall; the old groups are gone")
  local parts = {}
  for i, group in ipairs(old) do parts[i] = ("%s -> %s"):format(group.nodegroupName, made[i].group.nodegroupName) end
  run:summary(table.concat(parts, ", "))
end

return M
