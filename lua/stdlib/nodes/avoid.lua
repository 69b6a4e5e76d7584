-- While one old group is replaced, what is evicted there shall not start on an old node of a group whose turn comes
-- later: it would be evicted twice, and take what is free in the node subnets. A cordon would be too much, since some
-- pods can run on no other nodes; so these nodes bear a taint that the scheduler avoids where it can.
local json = require "json"
local task = require "task"
local groups = require "nodes.groups"

local M = {}

---The taint's key; its effect is PreferNoSchedule.
M.KEY = "perigee.dev/leaving"

-- Nodes change often (their kubelets report), so a few attempts may meet another's change.
local TRIES = 5

local function has(node)
  for _, taint in ipairs(node.spec.taints or {}) do
    if taint.key == M.KEY then return true end
  end
  return false
end

-- The list has no keys for a patch to find an entry by: it is replaced whole, and only the version that was read.
local function put(cluster, node, avoided)
  local name = node.metadata.name
  for try = 1, TRIES do
    if not node or has(node) == avoided then return end
    local taints = {}
    for _, taint in ipairs(node.spec.taints or {}) do
      if taint.key ~= M.KEY then taints[#taints + 1] = taint end
    end
    if avoided then taints[#taints + 1] = { key = M.KEY, effect = "PreferNoSchedule" } end
    local patched, why = cluster.kube:try("patch", "nodes", name, {
      spec = { taints = #taints > 0 and taints or json.null },
      metadata = { uid = node.metadata.uid, resourceVersion = node.metadata.resourceVersion } }, { type = "merge" })
    if patched or why.status == 404 then return end -- one that has gone needs no mark
    if why.status ~= 409 or try == TRIES then error(why, 0) end
    task.sleep(0.2 * try)
    node = cluster.kube:get("nodes", name)
  end
end

---The taint of a node as a resource that shall be there, or not.
---@param cluster table
---@param with {node: string, uid: string}
---@param avoided boolean
---@return table resource for run:ensure
function M.resource(cluster, with, avoided)
  return {
    kind = avoided and "avoid node" or "avoid node no longer", name = with.node, repeatable = true, timeout = 60,
    every = 3,
    undo = avoided and { call = "nodes.undo.avoided", with = { cluster = cluster.name, node = with.node,
      uid = with.uid } } or nil,
    find = function()
      local node = cluster.kube:get("nodes", with.node)
      -- another node of the name is none of ours, and one that is gone needs no mark
      return node and node.metadata.uid == with.uid and node or { gone = true }
    end,
    same = function(found)
      return found.gone or has(found) == avoided, avoided and "its group is replaced later" or "its group stays"
    end,
    change = function(found) put(cluster, found, avoided) end,
    show = function(found) return found.gone and "gone" or nil end,
  }
end

---Marks the nodes of groups whose turn comes later.
---@param run table
---@param cluster table
---@param names string[] node groups
function M.mark(run, cluster, names)
  for _, name in ipairs(names) do
    for _, node in ipairs(groups.nodes(cluster, name)) do
      if not has(node) then
        run:ensure(M.resource(cluster, { node = node.metadata.name, uid = node.metadata.uid }, true))
      end
    end
  end
end

return M
