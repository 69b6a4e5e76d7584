-- Which old nodes can be emptied next: those whose pods the new nodes have room for, by slots, CPU and memory, and in
-- the zone of their volumes. Each pod is given a place, so that room that is scattered does not count as one.
local kinds = require "pods.kinds"
local lookup = require "cni.lookup"
local object = require "k8s.object"
local quantity = require "k8s.quantity"
local volumes = require "nodes.volumes"

local M = {}

local function amount(list, name) return quantity.number((list or {})[name]) or 0 end

-- What a pod asks for: its containers together, or its largest init container when that is more.
local function requests(pod, name)
  local together, largest = amount(pod.spec.overhead, name), 0
  local function of(container) return amount(container.resources and container.resources.requests, name) end
  for _, container in ipairs(pod.spec.containers or {}) do together = together + of(container) end
  for _, container in ipairs(pod.spec.initContainers or {}) do
    if container.restartPolicy == "Always" then together = together + of(container)
    else largest = math.max(largest, of(container)) end
  end
  return math.max(together, largest)
end

local function demand(pod)
  return { pod = pod, cpu = requests(pod, "cpu"), memory = requests(pod, "memory") }
end

-- What is left on each new node that takes pods.
local function rooms(nodes, pods)
  local list, by_name = {}, {}
  for _, node in ipairs(nodes) do
    if object.is_ready(node) and not node.spec.unschedulable then
      local has = node.status.allocatable or node.status.capacity or {}
      local room = { name = node.metadata.name, zone = lookup.zone_of(node), slots = amount(has, "pods"),
                     cpu = amount(has, "cpu"), memory = amount(has, "memory") }
      list[#list + 1], by_name[room.name] = room, room
    end
  end
  for _, pod in ipairs(pods) do
    local room = by_name[pod.spec.nodeName or ""]
    if room and not kinds.finished(pod) then
      room.slots = room.slots - 1
      room.cpu, room.memory = room.cpu - requests(pod, "cpu"), room.memory - requests(pod, "memory")
    end
  end
  return list
end

-- The pods of each node that must go elsewhere, the greediest first.
local function loads(nodes, pods)
  local by_name = {}
  for _, node in ipairs(nodes) do by_name[node.metadata.name] = {} end
  for _, pod in ipairs(pods) do
    local load = by_name[pod.spec.nodeName or ""]
    if load and not kinds.stays_on_node(pod) and not kinds.finished(pod) then load[#load + 1] = demand(pod) end
  end
  for _, load in pairs(by_name) do
    table.sort(load, function(a, b)
      if a.cpu ~= b.cpu then return a.cpu > b.cpu end
      if a.memory ~= b.memory then return a.memory > b.memory end
      return a.pod.metadata.uid < b.pod.metadata.uid
    end)
  end
  return by_name
end

-- The node with the most slots left that can take a pod, as the scheduler would rather have it.
local function place_for(want, list, zones)
  local best
  for _, room in ipairs(list) do
    local reachable = not zones or zones[room.zone or ""]
    local fits = room.slots >= 1 and room.cpu >= want.cpu and room.memory >= want.memory
    if reachable and fits and (not best or room.slots > best.slots) then best = room end
  end
  return best
end

local function move(room, want, sign)
  room.slots = room.slots - sign
  room.cpu, room.memory = room.cpu - sign * want.cpu, room.memory - sign * want.memory
end

-- Gives every pod of a node a place; all of them or none.
local function settle(load, list, bound)
  local given = {}
  for _, want in ipairs(load) do
    local room = place_for(want, list, bound[want.pod.metadata.uid])
    if not room then
      for _, pair in ipairs(given) do move(pair[1], pair[2], -1) end
      return false
    end
    move(room, want, 1)
    given[#given + 1] = { room, want }
  end
  return true
end

-- The next to try: of the zone with the most old nodes left, then where the fewest addresses are free, then the one
-- with the fewest pods (an earlier run may have begun with it).
local function before(a, b, left, free, load)
  local zone_a, zone_b = lookup.zone_of(a) or "", lookup.zone_of(b) or ""
  if left[zone_a] ~= left[zone_b] then return left[zone_a] > left[zone_b] end
  local free_a, free_b = free[zone_a] or 0, free[zone_b] or 0
  if free_a ~= free_b then return free_a < free_b end
  local pods_a, pods_b = #load[a.metadata.name], #load[b.metadata.name]
  if pods_a ~= pods_b then return pods_a < pods_b end
  return a.metadata.name < b.metadata.name
end

local function bound_zones(cluster, nodes, pods)
  local on, mine, bound = {}, {}, {}
  for _, node in ipairs(nodes) do on[node.metadata.name] = true end
  for _, pod in ipairs(pods) do
    if on[pod.spec.nodeName or ""] and not kinds.stays_on_node(pod) then mine[#mine + 1] = pod end
  end
  volumes.each(cluster, mine, function(pod, volume) bound[pod.metadata.uid] = volumes.bound_to(volume) end)
  return bound
end

---Old nodes to empty next, at most `limit`, zone by zone.
---@param cluster table
---@param old table[] nodes
---@param new table[] nodes
---@param zones nodes.spread.Zone[]
---@param limit integer
---@return table[] nodes
function M.pick(cluster, old, new, zones, limit)
  local pods = cluster.kube:list("pods")
  local list, load, bound = rooms(new, pods), loads(old, pods), bound_zones(cluster, old, pods)
  local left, free, candidates, picked = {}, {}, table.move(old, 1, #old, 1, {}), {}
  for _, zone in ipairs(zones) do free[zone.zone] = zone.free end
  for _, node in ipairs(old) do
    local zone = lookup.zone_of(node) or ""
    left[zone] = (left[zone] or 0) + 1
  end
  while #picked < limit and #candidates > 0 do
    table.sort(candidates, function(a, b) return before(a, b, left, free, load) end)
    local node = table.remove(candidates, 1)
    if settle(load[node.metadata.name], list, bound) then
      picked[#picked + 1] = node
      local zone = lookup.zone_of(node) or ""
      left[zone] = left[zone] - 1
    end
  end
  return picked
end

return M
