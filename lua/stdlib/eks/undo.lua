-- The target of a run that is taken back: no step of the playbook names it then. Named in the journal by the pin.
local clusters = require "eks.cluster"

local M = {}

---Reads the cluster that a journal names, so that it can be held against what the run was pinned to.
---@param run table
---@param pinned {cluster: string, region: string}
function M.target(run, pinned)
  run:target(clusters.target(clusters.cluster(pinned.cluster, { region = pinned.region })))
end

return M
