-- Volumes that tie a pod to a zone or to a node: evicted, it could start nowhere else.
local kinds = require "pods.kinds"
local lookup = require "cni.lookup"
local object = require "k8s.object"

local M = {}

local ZONES = { [lookup.ZONE] = true, ["topology.ebs.csi.aws.com/zone"] = true,
                ["failure-domain.beta.kubernetes.io/zone"] = true }
local HOST = "kubernetes.io/hostname"

local function listed(list)
  local set = {}
  for _, item in ipairs(list or {}) do set[item] = true end
  return set
end

---Where a volume can be reached: a set of zones, or nil when anywhere; and the host that it lies on, if any.
---@param volume table a PersistentVolume
---@return table<string, boolean>|nil zones, string|nil host
function M.bound_to(volume)
  local required = volume.spec.nodeAffinity and volume.spec.nodeAffinity.required
  local zones, host, anywhere = {}, nil, false
  for _, term in ipairs(required and required.nodeSelectorTerms or {}) do -- one of them must hold
    local here
    for _, expression in ipairs(term.matchExpressions or {}) do
      if expression.operator == "In" and ZONES[expression.key] then here = expression.values end
      if expression.operator == "In" and expression.key == HOST then host = expression.values[1] end
    end
    for zone in pairs(listed(here)) do zones[zone] = true end
    anywhere = anywhere or not here
  end
  return not anywhere and next(zones) and zones or nil, host
end

local function claims_of(pod)
  local list = {}
  for _, volume in ipairs(pod.spec.volumes or {}) do
    local claim = volume.persistentVolumeClaim and volume.persistentVolumeClaim.claimName
      or volume.ephemeral and pod.metadata.name .. "-" .. volume.name
    if claim then list[#list + 1] = pod.metadata.namespace .. "/" .. claim end
  end
  return list
end

---The volumes of pods: calls `visit(pod, volume)` for each that is bound.
---@param cluster table
---@param pods table[]
---@param visit fun(pod: table, volume: table)
function M.each(cluster, pods, visit)
  local wanted = {}
  for _, pod in ipairs(pods) do
    local claims = not kinds.finished(pod) and claims_of(pod) or {}
    if #claims > 0 then wanted[#wanted + 1] = { pod = pod, claims = claims } end
  end
  if #wanted == 0 then return end
  local names, volumes = {}, {}
  for _, claim in ipairs(cluster.kube:list("persistentvolumeclaims")) do
    names[claim.metadata.namespace .. "/" .. claim.metadata.name] = claim.spec.volumeName
  end
  for _, volume in ipairs(cluster.kube:list("persistentvolumes")) do volumes[volume.metadata.name] = volume end
  for _, item in ipairs(wanted) do
    for _, claim in ipairs(item.claims) do
      local volume = volumes[names[claim] or ""]
      if volume then visit(item.pod, volume) end
    end
  end
end

local function words(zones)
  local list = {}
  for zone in pairs(zones) do list[#list + 1] = zone end
  table.sort(list)
  return table.concat(list, ", ")
end

---No pod keeps data on a node that will go.
---@param cluster table
---@param pods fun(): table[] the pods that will be evicted
---@return table check
function M.local_ones(cluster, pods)
  local rule = "no volume of a pod that is evicted lies on its node"
  return { name = "volumes of nodes", rule = rule, test = function()
    local problems = {}
    M.each(cluster, pods(), function(pod, volume)
      local _, host = M.bound_to(volume)
      if host then
        problems[#problems + 1] = { object = object.label(pod), remedy = "move its data to another volume first",
          detail = ("%s keeps its data in volume %s, which lies on node %s and goes with it"):format(object.label(pod),
            volume.metadata.name, host) }
      end
    end)
    return problems
  end }
end

---Every zone that a pod's volume lies in has a new node.
---@param cluster table
---@param pods fun(): table[] the pods that will be evicted
---@param nodes table[] the new nodes
---@return table check
function M.reachable(cluster, pods, nodes)
  local rule = "a pod whose volume lies in a zone finds a new node there"
  return { name = "zones of volumes", rule = rule, test = function()
    local there, problems = {}, {}
    for _, node in ipairs(nodes) do there[lookup.zone_of(node) or ""] = true end
    M.each(cluster, pods(), function(pod, volume)
      local zones, found = M.bound_to(volume), false
      for zone in pairs(zones or {}) do found = found or there[zone] end
      if zones and not found then
        problems[#problems + 1] = { object = object.label(pod),
          detail = ("%s keeps its data in volume %s of zone %s, where no new node is"):format(object.label(pod),
            volume.metadata.name, words(zones)),
          remedy = "raise the new group's desired size until it has a node there, then run again" }
      end
    end)
    return problems
  end }
end

return M
