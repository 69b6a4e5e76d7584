-- Replaces an old group whose second does not fit whole into the node subnets. The new group grows by what fits, as
-- many old nodes are drained, exactly these are terminated, and what they give back makes room for the next.
-- Every batch looks at the world anew, so a run that was killed goes on from where it stood.
local failure = require "failure"
local clusters = require "eks.cluster"
local delete = require "nodes.delete"
local derive = require "nodes.derive"
local drain = require "nodes.drain"
local freeze = require "nodes.freeze"
local groups = require "nodes.groups"
local load_balancers = require "nodes.load_balancers"
local prove = require "nodes.prove"
local rebalance = require "nodes.rebalance"
local replacement = require "nodes.replacement"
local resize = require "nodes.resize"
local spread = require "nodes.spread"
local surge = require "nodes.surge"
local terminate = require "nodes.terminate"
local victims = require "nodes.victims"
local warm = require "nodes.warm"

local M = {}

-- What the world is now: nodes and instances of both groups, and what is free in each zone.
local function survey(job)
  local cluster, now = job.cluster, {}
  now.group = groups.read(cluster, job.new)
  if not now.group then
    failure.raise{ code = "no_refuge", message = ("new group %s is gone"):format(job.new),
      hint = ("%s is alive; run again: it makes another"):format(job.old) }
  end
  now.old, now.new = groups.nodes(cluster, job.old), groups.nodes(cluster, job.new)
  now.size = groups.size(cluster, now.group)
  now.zones = surge.zones(cluster.ec2:all("describe_subnets", { SubnetIds = now.group.subnets }), now.old,
    groups.scaling(cluster, now.group))
  return now
end

local function old_group(job) return groups.read(job.cluster, job.old) or job.described end

-- All nodes that the new group shall have now are Ready; those not seen before are proven.
local function prove_new(run, plan, job)
  resize.settled(run, job.cluster, job.new)
  local now = survey(job)
  local nodes = replacement.await_nodes(run, job.cluster, { nodegroupName = job.new, resources = now.group.resources,
    scalingConfig = { desiredSize = now.size } }, job.settings.ready_timeout)
  local made, fresh = { { group = now.group, nodes = nodes } }, {}
  for _, node in ipairs(nodes) do
    if not job.proven[node.metadata.uid] then fresh[#fresh + 1] = node end
  end
  if not next(job.proven) then prove.refuge(run, job.cluster, { job.old }, made) end
  if #fresh > 0 then
    prove.addresses(run, job.cluster, plan, { { group = now.group, nodes = fresh } }, job.settings)
  end
  for _, node in ipairs(fresh) do job.proven[node.metadata.uid] = true end
  job.made = made
end

local function stop(job, now)
  local total = job.wanted.desired
  local full = {}
  for _, zone in ipairs(now.zones) do
    if zone.free < 1 then full[#full + 1] = zone end
  end
  local nodes = #now.old > 0 and ("; of the %d nodes of %s there is none whose pods fit on the new ones, by slots, CPU "
    .. "and memory"):format(#now.old, job.old) or ""
  local cluster = clusters.cluster(job.cluster.name, { region = job.cluster.region }) -- with the pods as they are now
  failure.raise{ code = "no_room", message = ("%s has %d of %d nodes, and no further one fits into the node subnets; "
    .. "free are %s%s"):format(job.new, now.size, total, surge.describe(now.zones), nodes),
    hint = ("%s%s; then run again: it goes on from here, both groups are alive"):format(
      #full > 0 and warm.remedy(cluster, full) or "free addresses there",
      #now.old > 0 and "; or scale down what runs on the new nodes" or "") }
end

-- What stands for certain whenever the run is stopped from here on.
local function tell(run, job, old, new)
  run:untouched(("pods that were not evicted. %s is alive with %d nodes or more (cordoned from the first eviction on), "
    .. "%s with %d. Until a run gets to the end, the minimum of %s stays 0%s"):format(job.old, old, job.new, new,
    job.old, job.suspended and " and its AZRebalance suspended" or ""))
end

-- Empties some old nodes and takes them away.
local function retire(run, job, now, nodes)
  drain.drain(run, job.cluster, { job.old }, job.settings, job.made, nodes)
  local described = old_group(job)
  tell(run, job, #now.old - #nodes, #now.new) -- these are empty
  load_balancers.leave(run, job.cluster, job.old, nodes)
  terminate.nodes(run, job.cluster, job.old, nodes)
  terminate.await(run, job.cluster, described, nodes, job.settings,
    { before = now.zones, now = function() return survey(job).zones end })
  freeze.group(run, job.cluster, old_group(job))
  run:say(("%s: %d of %d nodes replaced"):format(job.old, math.max(0, job.wanted.desired - (#now.old - #nodes)),
    job.wanted.desired))
end

local function grow(run, plan, job, now, count)
  run:say(("%s: %d more node%s fit"):format(job.new, count, count == 1 and "" or "s"))
  resize.grow(run, job.cluster, job.new, now.size + count)
  prove_new(run, plan, job)
end

-- Old nodes whose pods have a place: no more than there are nodes beyond the wanted number, so that capacity stays.
local function spare(job, now)
  local full = now.size >= job.wanted.desired
  local limit = full and #now.old or #now.new + #now.old - job.wanted.desired
  local nodes = limit > 0 and victims.pick(job.cluster, now.old, now.new, now.zones, limit) or {}
  -- a new group of full size is all that the old one was: from there on the scheduler decides, as it does otherwise
  if full and #nodes == 0 then return now.old end
  return nodes
end

-- One batch. False when nothing is left to do.
local function advance(run, plan, job)
  local described = old_group(job)
  local leaving = terminate.leaving(job.cluster, described, groups.nodes(job.cluster, job.old))
  terminate.await(run, job.cluster, described, leaving, job.settings)
  local now = survey(job)
  local missing = job.wanted.desired - now.size
  tell(run, job, #now.old, #now.new)
  if #now.old == 0 and missing <= 0 then return false end
  local nodes = #now.old > 0 and spare(job, now) or {}
  if #nodes == 0 and missing > 0 then
    local count = spread.next(now.zones, missing, surge.bound(job.settings))
    if count > 0 then
      grow(run, plan, job, now, count)
      return true
    end
    nodes = victims.pick(job.cluster, now.old, now.new, now.zones, 1)
  end
  if #nodes == 0 then stop(job, now) end
  retire(run, job, now, nodes)
  return true
end

-- The new group, small at first, and what it must come to.
local function begin(run, cluster, way, settings)
  local old, name = way.group, way.group.nodegroupName
  if not way.new and way.way == "none" then
    failure.raise{ code = "no_room", message = surge.refusal(way), hint = warm.remedy(cluster, spread.full(way.zones)) }
  end
  local desired, min, max = groups.size(cluster, old)
  local scaling = derive.scaling(old, { desired = desired, min = min, max = max }, cluster)
  local wanted = resize.remember(run, cluster, name, { desired = scaling.desiredSize, min = scaling.minSize,
    max = scaling.maxSize })
  run:untouched(("%s: all pods run where they ran. Nodes that start now use the pod subnets; it is frozen")
    :format(name))
  if not way.new then
    run:say(("%s: in batches, the first of %d of %d nodes; free are %s"):format(name, way.batch, wanted.desired,
      surge.describe(way.zones)))
  end
  local new = run:ensure(replacement.resource(cluster, groups.read(cluster, name), run:name("node_group",
    { group = name }), settings, way.batch))
  return { cluster = cluster, settings = settings, described = old, old = name, new = new.nodegroupName,
           wanted = wanted, proven = {} }
end

---Replaces one old group in batches, to its end.
---@param run table
---@param cluster table read anew
---@param plan table
---@param way table as surge.ways gives it
---@param settings table
---@return string[] what became of it, in words
function M.replace(run, cluster, plan, way, settings)
  local job = begin(run, cluster, way, settings)
  prove_new(run, plan, job)
  if #groups.nodes(cluster, job.old) > 0 then
    resize.lower_minimum(run, cluster, job.old)
    job.suspended = rebalance.suspend(run, cluster, old_group(job))
  end
  while advance(run, plan, job) do end
  run:untouched(("what %s ran was evicted, it is empty; %s is alive"):format(job.old, job.new))
  resize.finish(run, cluster, job.new, job.wanted)
  rebalance.resume(run, cluster, job.old)
  -- read anew: the replacement has come since
  local now = clusters.cluster(cluster.name, { region = cluster.region })
  delete.group(run, now, job.old, settings.delete_timeout)
  return { ("%s -> %s"):format(job.old, job.new) }
end

return M
