-- Deletes an old node group, once it is proven empty and its replacement lives. EKS itself would force pods out.
local failure = require "failure"
local derive = require "nodes.derive"
local drain = require "nodes.drain"
local freeze = require "nodes.freeze"
local groups = require "nodes.groups"
local load_balancers = require "nodes.load_balancers"
local replacement = require "nodes.replacement"

local M = {}

local function proof(cluster, name)
  return { name = "group empty", rule = "a group is deleted only when nothing runs on it", test = function()
    local remaining = drain.remaining(cluster, name)
    if #remaining == 0 then return true, name .. " is empty" end
    return false, ("%d pods still run in group %s: %s"):format(#remaining, name, table.concat(remaining, ", ", 1,
      math.min(#remaining, 5))), "run again: it goes on draining"
  end }
end

local function replaced(cluster, name)
  return { name = "replacement lives", rule = "the group that replaces it is ACTIVE", test = function()
    local new = groups.replacement_of(cluster.node_groups, name)
    local now = new and groups.read(cluster, new.nodegroupName)
    if now and now.status == "ACTIVE" then return true, now.nodegroupName end
    return false, ("no ACTIVE group replaces %s"):format(name), "run replace_node_groups from its beginning"
  end }
end

---Whether the group is gone or on its way out; called by the playbook as `done` of the act.
function M.is_deleted(cluster, with)
  local now = groups.read(cluster, with.group)
  return not now or now.status == "DELETING"
end

---Sends the deletion; called by the playbook's delete_group.
function M.delete(cluster, with)
  freeze.forget(cluster, with.group)
  cluster.eks:delete_nodegroup{ clusterName = with.cluster, nodegroupName = with.group }
end

-- What a group like it is made of, should the deletion be taken back.
local function again(cluster, name)
  local group = groups.read(cluster, name)
  local parameters = derive.parameters(group, name, replacement.size_of(cluster, group), cluster)
  parameters.tags[groups.REPLACES], parameters.clientRequestToken = nil, nil
  return parameters
end

---Deletes one old group, when it is proven empty and its replacement is ACTIVE.
---@param run table
---@param cluster table
---@param name string the old group
---@param timeout? number
function M.group(run, cluster, name, timeout)
  if not M.is_deleted(cluster, { group = name }) then
    if not run:check{ proof(cluster, name), replaced(cluster, name) } then return end
    -- the proof is old after a wait
    if load_balancers.leave(run, cluster, name, groups.nodes(cluster, name))
      and not run:check{ proof(cluster, name), replaced(cluster, name) } then return end
    run:act{ name = "delete node group", object = name, repeatable = true, apply = "delete_group",
      done = "group_deleted", with = { cluster = cluster.name, group = name,
        parameters = again(cluster, name) }, undo = "recreate_group" }
  end
  run:wait{ what = ("node group %s deleted"):format(name), timeout = timeout or 1800, every = 15, look = function()
    local now = groups.read(cluster, name)
    if not now then return true end
    if now.status == "DELETE_FAILED" then
      failure.raise{ code = "delete_failed", message = ("%s: DELETE_FAILED, %s"):format(name, groups.issues(now)),
        hint = "it is empty: delete it by hand when the cause is gone" }
    end
    return nil, now.status
  end }
end

return M
