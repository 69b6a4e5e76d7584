-- Node groups: which are old, what replaces them, and the way from one to the other without losing a workload.
-- Each function is described where it lives.
local aws_node = require "cni.aws_node"
local connection = require "eks.connection"
local canary = require "pods.canary"
local delete = require "nodes.delete"
local drain = require "nodes.drain"
local load_balancers = require "nodes.load_balancers"
local instance_types = require "nodes.instance_types"
local terminate = require "nodes.terminate"

local M = {}

M.checks = require("nodes.checks").checks
M.drain_checks = require("nodes.drain_checks").checks
M.impact_checks = require("nodes.impact").checks
M.freeze = require("nodes.freeze").freeze
M.replace = require("nodes.replace").replace
M.old_groups = require("nodes.replace").old_groups
M.create = require("nodes.replace").create
M.prove = require("nodes.replace").prove
M.empty = require("nodes.replace").empty
M.delete = require("nodes.replace").delete
M.parameters = require("nodes.derive").parameters
M.max_pods = require("nodes.max_pods").formula
M.limits = require("nodes.instance_types").limits

---The node that capacity is counted by: of the type that holds the fewest pods.
---@param cluster table
---@param options? {kubernetes: boolean} false: without the settings of aws-node
---@return table|nil
function M.typical(cluster, options)
  local asked = not options or options.kubernetes ~= false
  return instance_types.smallest(cluster, asked and cluster.aws_node and aws_node.environment(cluster.aws_node) or {})
end

-- What the acts of a playbook carry is plain data; these find the cluster by the name in it.

---Cordons a node.
function M.cordon(with) drain.set_schedulable(connection.of(with.cluster), with, false) end
---Takes a cordon off again.
function M.uncordon(with) drain.set_schedulable(connection.of(with.cluster), with, true) end

---Tells whether a node is cordoned, or gone.
function M.is_cordoned(with) return drain.is_cordoned(connection.of(with.cluster), with) end

---Labels a node so that controllers take it out of load balancers.
function M.exclude(with) load_balancers.set_excluded(connection.of(with.cluster), with, true) end
---Takes that label off again.
function M.include(with) load_balancers.set_excluded(connection.of(with.cluster), with, false) end
---Tells whether a node is kept out of load balancers, or gone.
function M.is_excluded(with) return load_balancers.is_excluded(connection.of(with.cluster), with) end

---Deletes a node group.
function M.delete_group(with) delete.delete(connection.of(with.cluster), with) end
---Tells whether a node group is gone or going.
function M.group_deleted(with) return delete.is_deleted(connection.of(with.cluster), with) end

---Makes a node group again that was deleted, and waits for its nodes.
function M.recreate_group(run, with) require("nodes.undo").recreate(run, with) end

---Terminates a node that is proven empty; its group shrinks by one.
function M.terminate(with) terminate.apply(connection.of(with.cluster), with) end
---Tells whether a node's instance has left its group, or is leaving.
function M.is_terminated(with) return terminate.is_done(connection.of(with.cluster), with) end

---Deletes a canary pod.
function M.remove_canary(with) canary.remove(connection.of(with.cluster), with) end

---Evicts a pod, by its UID.
function M.evict(with) return connection.of(with.cluster).kube:evict(with.pod) end

return M
