-- Where evicted pods go. As long as pods are evicted, the new groups must be there, with nodes that take pods: whoever
-- deletes one meanwhile must not make the drain take the workloads down.
local failure = require "failure"
local groups = require "nodes.groups"
local object = require "k8s.object"
local task = require "task"

local M = {}

local function takes_pods(node) return object.is_ready(node) and not node.spec.unschedulable end

local function count(cluster, name)
  local ready = 0
  for _, node in ipairs(groups.nodes(cluster, name)) do ready = ready + (takes_pods(node) and 1 or 0) end
  return ready
end

-- How long nodes that are there may take no pods: after an outage of the API server all are NotReady for a while.
local PATIENCE <const> = 120

---Stops a drain when a new group is leaving or has no node left that takes pods. When its nodes are there and only not
---Ready, that is waited for, and nothing is evicted meanwhile.
---@param cluster table
---@param made table[] list of {group=, nodes=}: the new groups and the nodes that were proven
---@return string|nil what is waited for
function M.hold(cluster, made)
  local waiting
  for _, entry in ipairs(made) do
    local name = entry.group.nodegroupName
    local ready = #entry.nodes > 0 and count(cluster, name) or 0
    if ready < #entry.nodes then -- fewer than were proven: an autoscaler may do that, as long as the group stays
      local now = groups.read(cluster, name)
      local status = now and now.status or "gone"
      local stays = status == "ACTIVE" or status == "UPDATING"
      if ready == 0 and stays and #groups.nodes(cluster, name) > 0 then
        entry.since = entry.since or task.now()
        waiting = ("nodes of %s to be Ready"):format(name)
      else
        entry.since = nil
      end
      if not stays or ready == 0 and (not entry.since or task.now() - entry.since >= PATIENCE) then
        failure.raise{ code = "no_refuge", message = ("new group %s is %s, %d of its %d nodes take pods")
          :format(name, status, ready, #entry.nodes), hint = ("nothing more is evicted, and %s is alive: see who "
          .. "took %s away, then run again"):format(groups.replaces(entry.group) or "the old group", name) }
      end
    else
      entry.since = nil
    end
  end
  return waiting
end

---The new groups have nodes wherever the old ones have: without one, nothing proves that pods can go there.
---@param cluster table
---@param made table[]
---@return table check
function M.check(cluster, made)
  local rule = "a new group has nodes before pods are evicted from the old one"
  return { name = "new nodes", rule = rule, test = function()
    local problems = {}
    for _, entry in ipairs(made) do
      local old, name = groups.replaces(entry.group), entry.group.nodegroupName
      if #entry.nodes == 0 and old and #groups.nodes(cluster, old) > 0 then
        problems[#problems + 1] = { object = name, detail = ("%s has no node, and %s, which it replaces, has")
          :format(name, old), remedy = ("raise the desired size of %s, then run again"):format(name) }
      end
    end
    return problems
  end }
end

return M
