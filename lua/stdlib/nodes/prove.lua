-- What must hold of new nodes before pods are evicted to them: max-pods by the formula, a canary in each zone with an
-- address of the zone's pod subnet, and nodes wherever old ones or volumes are.
local object = require "k8s.object"
local task = require "task"
local canary = require "pods.canary"
local drain = require "nodes.drain"
local lookup = require "cni.lookup"
local refuge = require "nodes.refuge"
local replacement = require "nodes.replacement"
local volumes = require "nodes.volumes"

local M = {}

local function zone_of(plan, name)
  for _, zone in ipairs(plan.zones) do
    if zone.zone == name then return zone end
  end
end

---One Ready node in each zone.
---@return table<string, table> picked, string[] zones
function M.per_zone(nodes)
  local picked, order = {}, {}
  for _, node in ipairs(nodes) do
    local zone = lookup.zone_of(node)
    if zone and not picked[zone] and object.is_ready(node) then
      picked[zone] = node
      order[#order + 1] = zone
    end
  end
  table.sort(order)
  return picked, order
end

---Proves on a canary on one node that pods there get addresses of the zone's subnet in the plan.
---@return string|nil address
function M.node(run, cluster, plan, node, zone_name, settings)
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
function M.addresses(run, cluster, plan, made, settings)
  local jobs = {}
  for _, entry in ipairs(made) do
    local nodes = entry.nodes
    run:check{ name = "max-pods", rule = "(ENIs - 1) x (addresses - 1) + 2, or with prefixes", test = function()
      return replacement.overfilled(cluster, nodes)
    end }
    local picked, order = M.per_zone(nodes)
    for _, zone in ipairs(order) do jobs[#jobs + 1] = { node = picked[zone], zone = zone } end
  end
  local addresses = task.map(jobs, function(job)
    return M.node(run, cluster, plan, job.node, job.zone, settings) or "-"
  end)
  if #addresses > 0 then run:say("a canary in each zone: " .. table.concat(addresses, ", ")) end
end

---What must hold before the first eviction besides the canaries: new nodes, also in the zones of volumes.
---@param old string[] names of the old groups
---@param made table[] list of {group=, nodes=}
function M.refuge(run, cluster, old, made)
  local nodes = {}
  for _, entry in ipairs(made) do table.move(entry.nodes, 1, #entry.nodes, #nodes + 1, nodes) end
  run:check{ refuge.check(cluster, made),
    volumes.reachable(cluster, function() return drain.to_evict(cluster, old) end, nodes) }
end

return M
