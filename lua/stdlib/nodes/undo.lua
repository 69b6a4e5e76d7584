-- The way back of node groups: sizes, marks and groups as they were before a run; pods move back by the same drain that
-- moved them. Named in the journal by the resources and acts that wrote them.
local avoid = require "nodes.avoid"
local aws_node = require "cni.aws_node"
local back = require "nodes.back"
local clusters = require "eks.cluster"
local drain = require "nodes.drain"
local failure = require "failure"
local groups = require "nodes.groups"
local lease = require "eks.lease"
local load_balancers = require "nodes.load_balancers"
local rebalance = require "nodes.rebalance"
local replacement = require "nodes.replacement"
local resize = require "nodes.resize"

local M = {}

local function cluster_of(run, with)
  local cluster = clusters.cluster(with.cluster)
  run:lock(lease.lease(cluster))
  return cluster
end

-- A tag of something in EKS, as it was before.
local function tagged(run, cluster, kind, name, read, key, former)
  run:ensure{ kind = kind, name = name, repeatable = true, timeout = 60, every = 3, find = read,
    same = function(found)
      local now = found.tags and found.tags[key]
      return now == former, ("it is %s, it was %s"):format(tostring(now), tostring(former or "not there"))
    end,
    change = function(found)
      local arn = found.nodegroupArn or found.arn
      if former then cluster.eks:tag_resource{ resourceArn = arn, tags = { [key] = former } }
      else cluster.eks:untag_resource{ resourceArn = arn, tagKeys = { key } } end
    end }
end

---A tag of the cluster.
---@param run table
---@param with {cluster: string, key: string, former: string?}
function M.memory(run, with)
  local cluster = cluster_of(run, with)
  tagged(run, cluster, "tag of cluster", ("%s %s"):format(with.cluster, with.key), function()
    return cluster.eks:describe_cluster{ name = with.cluster }.cluster
  end, with.key, with.former)
end

---A mark that a run has left on a node group; gone with the group.
---@param run table
---@param with {cluster: string, group: string, key: string}
function M.mark(run, with)
  local cluster = cluster_of(run, with)
  local function read() return groups.read(cluster, with.group) end
  if read() then tagged(run, cluster, "tag of node group", ("%s %s"):format(with.group, with.key), read, with.key) end
end

---The bounds of a node group; nothing where it is gone.
---@param run table
---@param with {cluster: string, group: string, min: integer, max: integer}
function M.size(run, with)
  local cluster = cluster_of(run, with)
  local group = groups.read(cluster, with.group)
  if not group or group.status == "DELETING" then return end
  resize.settled(run, cluster, with.group)
  local desired = groups.size(cluster, group)
  run:ensure(resize.bounds(cluster, with.group, { min = math.min(with.min, desired),
    max = math.max(with.max, desired) }))
end

---The taint of a node whose group was to be replaced later; nothing where the node is gone.
---@param run table
---@param with {cluster: string, node: string, uid: string}
function M.avoided(run, with)
  local cluster = cluster_of(run, with)
  if cluster.kube:get("nodes", with.node) then run:ensure(avoid.resource(cluster, with, false)) end
end

---AZRebalance of an Auto Scaling group; nothing where that is gone.
---@param run table
---@param with {cluster: string, scaling: string, on: boolean}
function M.rebalance(run, with)
  local cluster = cluster_of(run, with)
  local found = cluster.autoscaling:describe_auto_scaling_groups{ AutoScalingGroupNames = { with.scaling } }
  if not found.AutoScalingGroups[1] then return end
  run:ensure(rebalance.process(cluster, { resources = { autoScalingGroups = { { name = with.scaling } } } },
    with.scaling, with.on))
end

---A canary that a killed run has left.
---@param run table
---@param with {cluster: string, namespace: string, name: string}
function M.canary(run, with)
  local cluster = cluster_of(run, with)
  run:remove{ kind = "canary pod", name = with.namespace .. "/" .. with.name, timeout = 120, every = 3,
    settle = 10, -- the API server shows at once what it has stored
    find = function() return cluster.kube:get("pods", with.name, { namespace = with.namespace }) or nil end,
    delete = function(found)
      cluster.kube:delete("pods", with.name, { namespace = with.namespace, uid = found.metadata.uid })
    end }
end

---A node group that was deleted, made again; called by the playbook's recreate_group.
---@param run table
---@param with {cluster: string, group: string, parameters: table}
function M.recreate(run, with)
  local cluster = cluster_of(run, with)
  local function read() return groups.read(cluster, with.group) end
  run:wait{ what = ("node group %s not DELETING"):format(with.group), timeout = 1800, every = 10, look = function()
    local now = read()
    return not now or now.status ~= "DELETING" or nil, now and now.status
  end }
  local made = run:ensure{ kind = "node group", name = with.group, repeatable = true, timeout = 2400, every = 15,
    find = read,
    create = function() cluster.eks:create_nodegroup(with.parameters) end,
    ready = function(found)
      if found.status:find("FAILED$") or found.status == "DEGRADED" then
        failure.raise{ code = "group_failed", message = ("%s: %s, %s"):format(with.group, found.status,
          groups.issues(found)), hint = "see to the cause, then undo again: all pods run where they ran" }
      end
      return found.status == "ACTIVE", found.status
    end }
  replacement.await_nodes(run, cluster, made)
end

---Whether a new group can be taken away again; called before anything is.
---@param run table
---@param with {cluster: string, group: string, old: string, size: table}
function M.group_check(run, with)
  local cluster = clusters.cluster(with.cluster)
  local new = groups.read(cluster, with.group)
  if new and new.status ~= "DELETING" then back.check(run, cluster, with) end
end

---A new group, taken away again: its pods go back to the old one by eviction, it goes when it is empty.
---@param run table
---@param with {cluster: string, group: string, old: string, size: table, settings: table}
function M.group(run, with)
  local cluster = cluster_of(run, with)
  local function read() return groups.read(cluster, with.group) end
  local new = read()
  if new and new.status ~= "DELETING" and #groups.nodes(cluster, with.group) > 0 then
    local old, nodes = back.refuge(run, cluster, with)
    local daemon_set = aws_node.daemon_set(cluster)
    local switched_back = daemon_set and aws_node.environment(daemon_set)[aws_node.FLAG] ~= "true"
    -- a canary takes an address, which a full subnet may not have: none where no pod goes back
    if switched_back and #drain.to_evict(cluster, { with.group }) > 0 then
      back.prove(run, cluster, nodes, with.settings)
    end
    run:untouched(("pods that were not evicted; %s and %s are alive"):format(with.old, with.group))
    drain.drain(run, cluster, { with.group }, with.settings, { { group = old, nodes = nodes } })
    load_balancers.leave(run, cluster, with.group, groups.nodes(cluster, with.group))
  end
  run:remove{ kind = "node group", name = with.group, timeout = with.settings.delete_timeout, every = 15, find = read,
    leaving = function(found) return found.status == "DELETING" end,
    used = function()
      local problems = {}
      for _, pod in ipairs(drain.remaining(cluster, with.group)) do
        problems[#problems + 1] = { object = with.group, detail = pod, remedy = "undo again: it goes on draining" }
      end
      return problems
    end,
    state = function(found) return found.status end,
    delete = function()
      cluster.eks:delete_nodegroup{ clusterName = with.cluster, nodegroupName = with.group }
    end }
end

return M
