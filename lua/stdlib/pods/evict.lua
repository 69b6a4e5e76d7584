-- Evicts what a node still runs, as far as budgets let it, and tells what holds the rest.
-- Every eviction carries the pod's UID, so that a repeat cannot hit the replacement of the same name.
local failure = require "failure"
local object = require "k8s.object"
local task = require "task"
local budgets = require "pods.budgets"
local kinds = require "pods.kinds"
local marks = require "pods.marks"

local M = {}

---Pods of a node that a drain must see gone.
---@param cluster table
---@param node_name string
---@return table[]
function M.on_node(cluster, node_name)
  local list = {}
  for _, pod in ipairs(cluster.kube:list("pods", { fields = "spec.nodeName=" .. node_name })) do
    if not kinds.stays_on_node(pod) then list[#list + 1] = pod end
  end
  return list
end

-- What is not evicted: it would not come back, would lose its data, or would come back to where it was.
local function forbidden(pod, settings)
  if kinds.finished(pod) then return nil end
  if not kinds.controller_kind(pod) and not settings.force_unmanaged then
    return ("%s has no controller: nobody would start it again"):format(object.label(pod)),
      "move it by hand, or accept its loss: --set force_unmanaged=true"
  end
  if kinds.has_local_data(pod) and not settings.delete_emptydir_data then
    return ("%s keeps data in an emptyDir volume, which goes with the pod"):format(object.label(pod)),
      "save it, or accept its loss: --set delete_emptydir_data=true"
  end
  if kinds.tolerates_cordon(pod) then
    return ("%s tolerates the taint of a cordon, node.kubernetes.io/unschedulable: it would come back to an old node")
      :format(object.label(pod)), "take that toleration out of its template until the groups are replaced"
  end
end
M.forbidden = forbidden

local function held_by(cluster, pod, why)
  local text = tostring(why.message or why)
  for _, budget in ipairs(budgets.of_pod(cluster, pod)) do
    if not why.budget or not why.budget.name or budget.metadata.name == why.budget.name then
      text = budgets.describe(budget)
    end
  end
  return ("%s: %s; owner %s"):format(object.label(pod), text, kinds.owner(cluster, pod))
end

-- One pod: "leaving", or "held" and by what. A pod that was held before is asked about by a dry run first.
local function evict(run, cluster, node, pod, held)
  if pod.metadata.deletionTimestamp then return "leaving" end
  local marked = marks.held(pod, node)
  if marked then return "held", ("%s; owner %s"):format(marked, kinds.owner(cluster, pod)) end
  local who = { namespace = pod.metadata.namespace, name = pod.metadata.name, uid = pod.metadata.uid }
  local accepted, why = true, nil
  if held then accepted, why = cluster.kube:try("evict", who, { dry_run = true }) end
  if accepted then
    local done, problem = pcall(run.act, run, { name = "evict", object = object.label(pod), repeatable = true,
      apply = "evict_pod", with = { cluster = cluster.name, pod = who },
      why_no_undo = "an evicted pod is gone; its owner starts another on a new node" })
    if done then return "leaving" end
    why = problem
  end
  if not failure.is(why) or not (why.blocked == "budget" or why.retryable) or why.outcome == "unknown" then
    error(why, 0)
  end
  return "held", held_by(cluster, pod, why)
end

-- A pod that is on its way out, for the message when it does not end: its node's kubelet, or a finalizer.
local function leaving(pod)
  local finalizers = table.concat(pod.metadata.finalizers or {}, ", ")
  return { grace = pod.metadata.deletionGracePeriodSeconds or 30, text = ("%s to end on %s%s"):format(object.label(pod),
    pod.spec.nodeName, finalizers ~= "" and " (finalizers " .. finalizers .. ")" or "") }
end

---One pass over a node: evicts what may go. Returns how many are left, those held (uid -> text), and those that were on
---their way out already (uid -> {grace = seconds, text =}).
---@param run table
---@param cluster table
---@param node table
---@param held table<string, any> pods known to be held
---@param settings table
---@return integer left, table<string, string> held_now, table<string, table> leaving_now
function M.pass(run, cluster, node, held, settings)
  local list, held_now, leaving_now = M.on_node(cluster, node.metadata.name), {}, {}
  for _, pod in ipairs(list) do
    local detail, remedy = forbidden(pod, settings)
    if detail and not pod.metadata.deletionTimestamp then
      failure.raise{ code = "drain_refused", message = detail, hint = remedy }
    end
    if pod.metadata.deletionTimestamp then leaving_now[pod.metadata.uid] = leaving(pod) end
  end
  task.map(list, function(pod)
    local state, text = evict(run, cluster, node, pod, held[pod.metadata.uid])
    if state == "held" then held_now[pod.metadata.uid] = text end
  end, { limit = settings.evict_parallel or 4 })
  return #list, held_now, leaving_now
end

return M
