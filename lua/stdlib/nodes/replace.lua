-- Replaces node groups in the safe order: create all, prove new addresses, cordon and drain, prove empty, delete.
-- Each part finds in the world how far an earlier run came; a failure anywhere leaves both groups alive.
local task = require "task"
local clusters = require "eks.cluster"
local avoid = require "nodes.avoid"
local batches = require "nodes.batches"
local groups = require "nodes.groups"
local lease = require "eks.lease"
local delete = require "nodes.delete"
local drain = require "nodes.drain"
local freeze = require "nodes.freeze"
local prove = require "nodes.prove"
local replacement = require "nodes.replacement"
local surge = require "nodes.surge"

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
    return run:ensure(replacement.resource(cluster, group, name, settings))
  end)
  local list = {}
  for i, group in ipairs(made) do
    list[i] = { group = group, nodes = replacement.await_nodes(run, cluster, group, settings.ready_timeout) }
  end
  return list
end

---Proves on a canary in each zone of each new group that pods get addresses of the zone's pod subnet.
M.prove = prove.addresses

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

-- Groups of which a second one fits whole: all of them side by side.
local function whole(run, cluster, plan, old, settings)
  local names = names_of(old)
  run:untouched(("%s: all pods run where they ran. Nodes that start now use the pod subnets; the old groups are frozen")
    :format(table.concat(names, ", ")))
  local made = M.create(run, cluster, old, settings)
  prove.refuge(run, cluster, names, made)
  prove.addresses(run, cluster, plan, made, settings)
  run:untouched("pods that were not evicted; old and new groups are alive, old nodes are cordoned")
  M.empty(run, cluster, old, settings, made)
  run:untouched("what the old groups ran was evicted, they are empty; the new groups are alive")
  M.delete(run, cluster, old, settings)
  local parts = {}
  for i, group in ipairs(old) do parts[i] = ("%s -> %s"):format(group.nodegroupName, made[i].group.nodegroupName) end
  return parts
end

-- The groups that go next: all that fit whole beside each other, or one that goes in batches. Third: the names of those
-- that go later.
local function next_ones(cluster, settings)
  local ways, now, of, later = surge.ways(cluster, settings), {}, {}, {}
  for _, way in ipairs(ways) do
    -- one that was begun is ended first
    local kind = way.new and way.way == "batches" and "begun" or way.way
    if kind == "whole" or kind == "made" then now[#now + 1] = way.group end
    of[kind] = of[kind] or way
  end
  local one, going = of.begun or of.batches or of.later or of.none, {}
  for _, group in ipairs(#now > 0 and now or { one and one.group }) do going[group.nodegroupName] = true end
  for _, way in ipairs(ways) do
    local name = way.group.nodegroupName
    if not going[name] then later[#later + 1] = name end
  end
  return now, one, later
end

---All of it, in this order; the step of pod-range and replace-node-groups. Whoever goes whole goes first: that frees
---addresses for the others.
function M.replace(run, cluster, plan, settings)
  run:lock(lease.lease(cluster))
  for _, group in ipairs(groups.leaving(cluster)) do
    delete.group(run, cluster, group.nodegroupName, settings.delete_timeout)
  end
  local count = #groups.old(cluster, settings)
  if count == 0 then return run:summary("no group is left to replace") end
  freeze.freeze(run, cluster, settings)
  local parts = {}
  while #parts < count do
    -- read anew: with the tags that freezing has written, without the groups that are gone
    cluster = clusters.cluster(cluster.name, { region = cluster.region })
    local now, one, later = next_ones(cluster, settings)
    if #now == 0 and not one then break end
    avoid.mark(run, cluster, later)
    local done = #now > 0 and whole(run, cluster, plan, now, settings)
      or batches.replace(run, cluster, plan, one, settings)
    table.move(done, 1, #done, #parts + 1, parts)
  end
  run:untouched("pods: they run where they shall; the old groups are gone")
  run:summary(table.concat(parts, ", "))
end

return M
