-- Empties the nodes of old groups: all are cordoned first, then drained by eviction, a bounded number at a time.
-- A pod that its budget holds is waited for within drain_timeout while the other nodes go on.
local failure = require "failure"
local task = require "task"
local groups = require "nodes.groups"
local evict = require "pods.evict"

local M = {}

-- A drain ends by its budgets' time-out or by pods that end; grace periods may be long, but not for ever.
local LONGEST = 24 * 3600

-- Nodes of all groups, listed anew: an autoscaler may have added some.
local function nodes_of(cluster, names)
  local list = {}
  for _, name in ipairs(names) do
    for _, node in ipairs(groups.nodes(cluster, name)) do list[#list + 1] = node end
  end
  table.sort(list, function(a, b) return a.metadata.name < b.metadata.name end)
  return list
end

local function cordon(run, cluster, node)
  if node.spec.unschedulable then return end
  run:act{ name = "cordon", object = node.metadata.name, apply = "cordon_node", undo = "uncordon_node",
    with = { cluster = cluster.name, node = node.metadata.name } }
end

-- Remembers since when a pod is held, tells it once, and stops the drain when it is too long.
local function note_held(run, state, held_now, settings)
  for uid in pairs(state.held) do
    if not held_now[uid] then state.held[uid] = nil end
  end
  local longest, text = 0, nil
  for uid, what in pairs(held_now) do
    local since = state.held[uid] or task.now()
    if not state.held[uid] then run:say("held: " .. what) end
    state.held[uid] = since
    local seconds = task.now() - since
    if not text or seconds > longest then longest, text = seconds, what end
  end
  if text and longest >= settings.drain_timeout then
    failure.raise{ code = "drain_timeout", message = ("waited %d s for %s"):format(math.floor(longest), text),
      hint = "let its owner loosen the budget or add replicas, then run again: both groups are alive" }
  end
  return text
end

-- One node: what is left of it, and whether that is all held by budgets (then it takes no place of others).
local function look_at(run, cluster, node, state, held_now, settings)
  local name, waiting = node.metadata.name, 0
  local count, held = evict.pass(run, cluster, name, state.held, settings)
  for uid, text in pairs(held) do held_now[uid], waiting = text, waiting + 1 end
  if count == 0 then state.empty[name] = true end
  return count, waiting == count
end

local function told(state, nodes, active, text)
  local empty = 0
  for _, node in ipairs(nodes) do empty = empty + (state.empty[node.metadata.name] and 1 or 0) end
  local parts = { ("%d of %d nodes empty"):format(empty, #nodes) }
  table.move(active, 1, #active, 2, parts)
  if text then parts[#parts + 1] = "waiting for " .. text end
  return table.concat(parts, "; ")
end

-- One look at all nodes: evicts what may go, on at most drain_parallel nodes at a time. True when all are empty.
local function look(run, cluster, names, state, settings)
  local nodes, active, held_now = nodes_of(cluster, names), {}, {}
  for _, node in ipairs(nodes) do cordon(run, cluster, node) end
  local done = true
  for _, node in ipairs(nodes) do
    if not state.empty[node.metadata.name] then
      if #active >= settings.drain_parallel then
        done = false
        break
      end
      local count, all_held = look_at(run, cluster, node, state, held_now, settings)
      done = done and count == 0
      if count > 0 and not all_held then
        active[#active + 1] = ("%s: %d pods left"):format(node.metadata.name, count)
      end
    end
  end
  local text = note_held(run, state, held_now, settings)
  return done, told(state, nodes, active, text)
end

---Cordons all nodes of these groups and drains them.
---@param run table
---@param cluster table
---@param names string[] old groups
---@param settings {drain_timeout: number, drain_parallel: integer, force_unmanaged: boolean,
---  delete_emptydir_data: boolean}
function M.drain(run, cluster, names, settings)
  local nodes, state = nodes_of(cluster, names), { held = {}, empty = {} }
  -- all of them before the first eviction, or pods would move from one old node to the next
  for _, node in ipairs(nodes) do cordon(run, cluster, node) end
  run:wait{ what = ("%s empty"):format(table.concat(names, ", ")), timeout = LONGEST, every = 5,
    look = function() return look(run, cluster, names, state, settings) end }
end

---What still runs on the nodes of a group, DaemonSet and mirror pods aside; listed anew.
---@return string[]
function M.remaining(cluster, name)
  local list = {}
  for _, node in ipairs(groups.nodes(cluster, name)) do
    for _, pod in ipairs(evict.on_node(cluster, node.metadata.name)) do
      list[#list + 1] = ("%s on %s"):format(evict.label(pod), node.metadata.name)
    end
  end
  return list
end

---Marks a node as (un)schedulable; called by the playbook's cordon_node and uncordon_node.
function M.set_schedulable(cluster, node, schedulable)
  cluster.kube:patch("nodes", node, { spec = { unschedulable = not schedulable } }, { type = "merge" })
end

return M
