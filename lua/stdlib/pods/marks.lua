-- Marks by which an owner asks that a pod, or whatever runs on a node, is not disturbed. They are made for autoscalers;
-- a drain respects them as it does a budget: it waits until the pod has ended, or the mark is gone.
local object = require "k8s.object"
local kinds = require "pods.kinds"
local task = require "task"
local time = require "aws.time"
local warning = require "warning"

local M = {}

local UNITS = { h = 3600, m = 60, s = 1 }

-- Seconds of a duration as Go writes them ("1h30m"); nil for anything else.
local function duration(text)
  local seconds, rest = 0, text
  while rest ~= "" do
    local count, unit, more = rest:match("^(%d+%.?%d*)([hms])(.*)$")
    if not count then return nil end
    seconds, rest = seconds + tonumber(count) * UNITS[unit], more
  end
  return text ~= "" and seconds or nil
end

-- Karpenter's mark holds always, or from the pod's start on for so long.
local function karpenter(value, pod)
  if value == "true" then return true end
  local seconds = duration(value or "")
  local start = pod and time.parse(pod.status and pod.status.startTime or "")
  return seconds and start and task.now() < start + seconds
end

---The mark that a pod bears, "key=value"; nil when it may be disturbed.
---@param pod table
---@return string|nil
function M.of_pod(pod)
  local notes = pod.metadata.annotations or {}
  if karpenter(notes["karpenter.sh/do-not-disrupt"], pod) then
    return "karpenter.sh/do-not-disrupt=" .. notes["karpenter.sh/do-not-disrupt"]
  end
  if notes["cluster-autoscaler.kubernetes.io/safe-to-evict"] == "false" then
    return "cluster-autoscaler.kubernetes.io/safe-to-evict=false"
  end
end

---The mark that a node bears. Cluster Autoscaler's scale-down-disabled is none: it speaks of capacity, which stays.
---@param node table
---@return string|nil
function M.of_node(node)
  if karpenter((node.metadata.annotations or {})["karpenter.sh/do-not-disrupt"]) then
    return "karpenter.sh/do-not-disrupt=true"
  end
end

---What holds a pod back by a mark of its own or of its node, in words; nothing holds one that has ended.
---@param pod table
---@param node table|nil
---@return string|nil
function M.held(pod, node)
  if kinds.finished(pod) then return nil end
  local own = M.of_pod(pod)
  if own then return ("%s bears %s"):format(object.label(pod), own) end
  local whole = node and M.of_node(node)
  if whole then return ("%s runs on node %s, which bears %s"):format(object.label(pod), node.metadata.name, whole) end
end

---The check that names what a drain will wait for.
---@param settings {drain_timeout: number}
---@param pods fun(): table[] that would be evicted
---@param nodes fun(): table[]
---@return table check
function M.check(settings, pods, nodes)
  return warning.check("marks", function(add)
    local by_name = {}
    for _, node in ipairs(nodes()) do by_name[node.metadata.name] = node end
    for _, pod in ipairs(pods()) do
      local detail = M.held(pod, by_name[pod.spec.nodeName or ""])
      if detail then
        add(object.label(pod), detail .. ": it is not evicted", ("let it end or take the mark away; it is waited for, "
          .. "%d s at most, then the run stops with both groups alive (setting drain_timeout)"):format(
          settings.drain_timeout))
      end
    end
  end)
end

return M
