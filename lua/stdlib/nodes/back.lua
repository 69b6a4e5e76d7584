-- Before pods go back: the old group has the nodes that it had, and pods there get addresses of the node subnets again.
local cidr = require "cidr"
local failure = require "failure"
local groups = require "nodes.groups"
local lookup = require "cni.lookup"
local object = require "k8s.object"
local prove = require "nodes.prove"
local replacement = require "nodes.replacement"
local resize = require "nodes.resize"
local spread = require "nodes.spread"
local surge = require "nodes.surge"

local M = {}

-- An old group that has shrunk in batches grows again only where its nodes find addresses.
local function lacking(cluster, old, size)
  local missing = size.desired - groups.size(cluster, old)
  if missing <= 0 then return nil end
  local subnets = cluster.ec2:all("describe_subnets", { SubnetIds = old.subnets })
  local zones = surge.zones(subnets, groups.nodes(cluster, old.nodegroupName), groups.scaling(cluster, old))
  if spread.shares(zones, missing) then return nil end
  return ("%s has lost %d nodes, and so many do not fit into its subnets beside the new group; free are %s"):format(
    old.nodegroupName, missing, surge.describe(zones))
end

---Known before anything is taken back: the old group finds room for the nodes that it has lost.
---@param run table
---@param cluster table
---@param with {old: string, size: table}
function M.check(run, cluster, with)
  run:check{ name = "room to go back", rule = "pods go back to the old group, as large as it was", test = function()
    local old = groups.read(cluster, with.old)
    local detail = old and old.status ~= "DELETING" and lacking(cluster, old, with.size)
    return not detail, detail, ("free addresses there, then undo again; or go forward: `perigee resume %s` ends the "
      .. "replacement"):format(run.id)
  end }
end

---The old group with the size that it had, its nodes Ready.
---@param run table
---@param cluster table
---@param with {old: string, size: {desired: integer, min: integer, max: integer}, settings: table}
---@return table old, table[] nodes
function M.refuge(run, cluster, with)
  local old = groups.read(cluster, with.old)
  if not old then
    failure.raise{ code = "no_refuge", message = ("group %s is not there: its pods have nowhere to go back to"):format(
      with.old), hint = ("make %s again, then undo again; nothing was evicted"):format(with.old) }
  end
  local detail = lacking(cluster, old, with.size)
  if detail then
    failure.raise{ code = "no_room", message = detail, hint = "free addresses there, then undo again" }
  end
  resize.finish(run, cluster, with.old, with.size)
  old = groups.read(cluster, with.old)
  local nodes = {}
  for _, node in ipairs(replacement.await_nodes(run, cluster, old, with.settings.ready_timeout)) do
    if object.is_ready(node) and not node.spec.unschedulable then nodes[#nodes + 1] = node end
  end
  return old, nodes
end

local function address_of(node)
  for _, entry in ipairs(node.status and node.status.addresses or {}) do
    if entry.type == "InternalIP" then return entry.address end
  end
end

-- The subnet of a node, as a canary wants it.
local function own_subnet(cluster, node)
  local address = address_of(node)
  for _, subnet in ipairs(cluster.network.subnets) do
    if address and cidr.contains(subnet.CidrBlock, address) then
      return { zone = lookup.zone_of(node), cidr = subnet.CidrBlock, existing = subnet }
    end
  end
end

---Proves on a canary in each zone that pods on old nodes get addresses of their node's subnet, and what else the run
---that is undone was told to prove.
---@param run table
---@param cluster table
---@param nodes table[]
---@param settings {canary: string?, canary_image: string, canary_namespace: string, canary_labels: table?,
---  canary_timeout: number}
function M.prove(run, cluster, nodes, settings)
  local picked, order = prove.per_zone(nodes)
  local jobs = {}
  for i, zone in ipairs(order) do
    jobs[i] = { node = picked[zone], zone = zone, plan = { zones = { own_subnet(cluster, picked[zone]) } } }
  end
  prove.nodes(run, cluster, jobs, settings)
end

return M
