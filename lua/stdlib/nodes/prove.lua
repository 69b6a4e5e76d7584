-- What must hold of new nodes before pods are evicted to them: max-pods by the formula, a canary in each zone with an
-- address of the zone's pod subnet, DNS and the API server both ways, and nodes wherever old ones or volumes are.
local failure = require "failure"
local object = require "k8s.object"
local task = require "task"
local canary = require "pods.canary"
local canary_proof = require "pods.canary_proof"
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

local function remove(run, cluster, pod)
  run:act{ name = "remove canary", object = pod.namespace .. "/" .. pod.name, repeatable = true,
    apply = "remove_canary",
    with = { cluster = cluster.name, namespace = pod.namespace, name = pod.name, uid = pod.uid },
    why_no_undo = "the canary has done its work" }
end

-- A canary that has proven nothing goes as well; what stopped the run is told, whatever becomes of that.
local function clear(run, cluster, resource)
  pcall(function()
    local left = resource.find()
    if left then remove(run, cluster, left.metadata) end
  end)
end

-- Proves on a canary on one node what settings.canary asks for.
local function prove_node(run, cluster, node, zone, settings, given_up)
  local resource = canary.resource(cluster, node, zone, settings)
  local ready = resource.ready
  function resource.ready(found)
    given_up()
    return ready(found)
  end
  local ok, found = pcall(function()
    given_up()
    local pod = run:ensure(resource)
    if canary.is_full(settings) then canary_proof.prove(run, cluster, pod, node, zone, given_up) end
    return pod
  end)
  if not ok then
    if not (failure.is(found) and found.code == "cancelled") then clear(run, cluster, resource) end
    error(found, 0)
  end
  remove(run, cluster, found.metadata)
  return found.status.podIP
end

local function subnet_of(run, plan, node, zone_name)
  local zone = zone_of(plan, zone_name)
  if zone and zone.existing then return zone end
  run:check{ name = "pod subnet of " .. zone_name, test = function()
    return false, ("%s runs in zone %s, which has no pod subnet"):format(node.metadata.name, zone_name),
      "give the zone a line in `zones`, and run again"
  end }
end

---Proves on a canary on each of these nodes that pods there get addresses of the zone's subnet in the plan and, unless
---settings.canary is "address", that they resolve names, reach the API server and are reached by it. The first that
---fails ends the others, and every canary is taken away before that is raised.
---@param run table
---@param cluster table
---@param jobs {node: table, zone: string, plan: table}[]
---@param settings table
function M.nodes(run, cluster, jobs, settings)
  local problem
  local function given_up()
    if problem then failure.raise{ code = "given_up", message = "the proof of another node has failed" } end
  end
  local addresses = task.map(jobs, function(job)
    local zone = subnet_of(run, job.plan, job.node, job.zone)
    if not zone then return "-" end
    local ok, address = pcall(prove_node, run, cluster, job.node, zone, settings, given_up)
    if ok then return address end
    if failure.is(address) and address.code == "cancelled" then error(address, 0) end
    problem = problem or address
    return "-"
  end)
  if problem then error(problem, 0) end
  if #addresses == 0 then return end
  run:say(("a canary in each zone: %s%s"):format(table.concat(addresses, ", "), canary.is_full(settings)
    and "; each resolves names, reaches the API server and is reached by it" or "; only their addresses are proven"))
end

---Proves on a canary in each zone of each new group that pods run there as they should.
---@param run table
---@param cluster table
---@param plan table
---@param made table[] list of {group=, nodes=}
---@param settings table
function M.addresses(run, cluster, plan, made, settings)
  local jobs = {}
  for _, entry in ipairs(made) do
    local nodes = entry.nodes
    run:check{ name = "max-pods", rule = "(ENIs - 1) x (addresses - 1) + 2, or with prefixes", test = function()
      return replacement.overfilled(cluster, nodes)
    end }
    local picked, order = M.per_zone(nodes)
    for _, zone in ipairs(order) do jobs[#jobs + 1] = { node = picked[zone], zone = zone, plan = plan } end
  end
  M.nodes(run, cluster, jobs, settings)
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
