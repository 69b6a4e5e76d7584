-- The target of a run that is taken back: no step of the playbook names it then. Named in the journal by the pin.
local clusters = require "eks.cluster"
local lease = require "eks.lease"

local M = {}

---Reads the cluster that a journal names, so that it can be held against what the run was pinned to. Where the run held
---the cluster's Lease, going back does too, whatever is left to take back.
---@param run table
---@param pinned {cluster: string, region: string}
---@param locks table<string, boolean> kinds of locks that the run has held
function M.target(run, pinned, locks)
  local cluster = clusters.cluster(pinned.cluster, { region = pinned.region })
  run:target(clusters.target(cluster))
  if locks.lease then run:lock(lease.lease(cluster)) end
end

return M
