-- Empties the nodes of old groups: all are cordoned first, then drained by eviction, a bounded number at a time.
-- A pod that its budget or a mark holds is waited for within drain_timeout while the other nodes go on.
local failure = require "failure"
local object = require "k8s.object"
local task = require "task"
local groups = require "nodes.groups"
local refuge = require "nodes.refuge"
local kinds = require "pods.kinds"
local evict = require "pods.evict"

local M = {}

-- A drain ends by a time-out, of its budgets or of a pod that does not end, or by being done; never by this.
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
  run:act{ name = "cordon", object = node.metadata.name, repeatable = true, apply = "cordon_node",
    undo = "uncordon_node", done = "node_cordoned",
    with = { cluster = cluster.name, node = node.metadata.name, uid = node.metadata.uid } }
end

-- Keeps of one node which pods are held, since when and by what. A budget that is only being counted is soon free
-- again, so a pod is told of when it has been held for a while.
local function note(run, state, name, held)
  for uid, entry in pairs(state.held) do
    if entry.node == name and not held[uid] then state.held[uid] = nil end
  end
  for uid, text in pairs(held) do
    local entry = state.held[uid] or { node = name, since = task.now() }
    state.held[uid], entry.text = entry, text
    if not entry.told and task.now() - entry.since >= 3 then
      entry.told = true
      run:say("held: " .. text)
    end
  end
end

-- What has been held longest; stops the drain when that is too long.
local function longest_held(state, nodes, settings)
  local here, longest = {}, nil
  for _, node in ipairs(nodes) do here[node.metadata.name] = true end
  for uid, entry in pairs(state.held) do
    if not here[entry.node] then
      state.held[uid] = nil
    elseif not longest or entry.since < longest.since then
      longest = entry
    end
  end
  local seconds = longest and task.now() - longest.since
  if longest and seconds >= settings.drain_timeout then
    failure.raise{ code = "drain_timeout", message = ("waited %d s for %s"):format(math.floor(seconds), longest.text),
      hint = "let its owner loosen the budget or add replicas, or take the mark away, then run again: both groups are "
        .. "alive" }
  end
  return longest and longest.text
end

-- Stops the drain for a pod that has not ended drain_timeout after its grace period.
local function stuck(state, now_leaving, settings)
  for uid, pod in pairs(now_leaving) do
    local since = state.leaving[uid] or task.now()
    state.leaving[uid] = since
    local seconds = task.now() - since
    if seconds >= pod.grace + settings.drain_timeout then
      failure.raise{ code = "drain_timeout",
        message = ("waited %d s for %s; its grace period is %d s"):format(math.floor(seconds), pod.text, pod.grace),
        hint = "see whether its node is alive and who shall take the finalizers away, then run again: both groups are "
          .. "alive" }
    end
  end
end

-- One node: what is left of it, and whether that is all held by budgets (then it takes no place of others).
local function look_at(run, cluster, node, state, settings)
  local name, waiting = node.metadata.name, 0
  local count, held, leaving = evict.pass(run, cluster, node, state.held, settings)
  note(run, state, name, held)
  stuck(state, leaving, settings)
  for _ in pairs(held) do waiting = waiting + 1 end
  if count == 0 then state.empty[name] = true end
  return count, waiting == count
end

-- Whether a node shall be emptied now; the others of its group are only kept cordoned.
local function chosen(state, node) return not state.only or state.only[node.metadata.uid] end

local function told(state, nodes, active, text)
  local empty, all = 0, 0
  for _, node in ipairs(nodes) do
    empty = empty + (state.empty[node.metadata.name] and 1 or 0)
    all = all + (chosen(state, node) and 1 or 0)
  end
  local parts = { ("%d of %d nodes empty"):format(empty, all) }
  table.move(active, 1, #active, 2, parts)
  if text then parts[#parts + 1] = "waiting for " .. text end
  return table.concat(parts, "; ")
end

-- One look at all nodes: evicts what may go, on at most drain_parallel nodes at a time. True when all are empty.
local function look(run, cluster, names, state, settings)
  local waiting = refuge.hold(cluster, state.made)
  if waiting then return false, "nothing is evicted; waiting for " .. waiting end
  local nodes, active = nodes_of(cluster, names), {}
  for _, node in ipairs(nodes) do cordon(run, cluster, node) end
  local done = true
  for _, node in ipairs(nodes) do
    if chosen(state, node) and not state.empty[node.metadata.name] then
      if #active >= math.max(1, settings.drain_parallel) then
        done = false
        break
      end
      local count, all_held = look_at(run, cluster, node, state, settings)
      done = done and count == 0
      if count > 0 and not all_held then
        active[#active + 1] = ("%s: %d pods left"):format(node.metadata.name, count)
      end
    end
  end
  local text = longest_held(state, nodes, settings)
  return done, told(state, nodes, active, text)
end

---Cordons all nodes of these groups and drains them.
---@param run table
---@param cluster table
---@param names string[] old groups
---@param settings {drain_timeout: number, drain_parallel: integer, force_unmanaged: boolean,
---  delete_emptydir_data: boolean}
---@param made? table[] the new groups, {group=, nodes=}: evictions stop when they go
---@param only? table[] the nodes that are drained; without it, all
function M.drain(run, cluster, names, settings, made, only)
  local nodes, state = nodes_of(cluster, names), { held = {}, leaving = {}, empty = {}, made = made or {} }
  local what = table.concat(names, ", ")
  if only then
    state.only, what = {}, ("%d node%s of %s"):format(#only, #only == 1 and "" or "s", what)
    for _, node in ipairs(only) do state.only[node.metadata.uid] = true end
  end
  -- all of them before the first eviction, or pods would move from one old node to the next
  for _, node in ipairs(nodes) do cordon(run, cluster, node) end
  run:wait{ what = what .. " empty", timeout = LONGEST, every = 5,
    look = function() return look(run, cluster, names, state, settings) end }
end

---The pods that a drain of these groups will evict; listed anew.
---@param cluster table
---@param names string[]
---@return table[]
function M.to_evict(cluster, names)
  local on, list = {}, {}
  for _, node in ipairs(nodes_of(cluster, names)) do on[node.metadata.name] = true end
  for _, pod in ipairs(next(on) and cluster.kube:list("pods") or {}) do
    if on[pod.spec.nodeName or ""] and not kinds.stays_on_node(pod) then list[#list + 1] = pod end
  end
  return list
end

---What still runs on the nodes of a group, DaemonSet and mirror pods aside; listed anew.
---@return string[]
function M.remaining(cluster, name)
  local list = {}
  for _, node in ipairs(groups.nodes(cluster, name)) do
    for _, pod in ipairs(evict.on_node(cluster, node.metadata.name)) do
      list[#list + 1] = ("%s on %s"):format(object.label(pod), node.metadata.name)
    end
  end
  return list
end

---Marks a node as (un)schedulable; called by the playbook's cordon_node and uncordon_node. A node that has gone
---meanwhile needs neither; another of its name is left alone.
function M.set_schedulable(cluster, with, schedulable)
  local patch = { metadata = { uid = with.uid }, spec = { unschedulable = not schedulable } }
  local patched, why = cluster.kube:try("patch", "nodes", with.node, patch, { type = "merge" })
  local another = not patched and why.status == 422 and tostring(why.message):find("metadata.uid", 1, true)
  if not patched and why.status ~= 404 and not another then error(why, 0) end
end

---Whether a node is cordoned, or gone.
function M.is_cordoned(cluster, with)
  local node = cluster.kube:get("nodes", with.node)
  return not node or node.metadata.uid ~= with.uid or node.spec.unschedulable == true
end

return M
