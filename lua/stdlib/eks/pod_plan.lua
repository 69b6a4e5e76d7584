-- The plan of pod subnets for a cluster, from the settings and the `zones` section of a playbook.
-- Every step makes it anew from the world, so that all of them, and every part of the procedure, agree.
local vpc = require "vpc"
local target = require("eks.cluster").target
local node_zones = require "eks.node_zones"

local M = {}

---The plan of pod subnets: which block or existing subnet each zone has, and whose routes it takes over.
---@param run table
---@param cluster table
---@param settings {pod_range: string}
---@param zones table[] the `zones` section
---@param options? {kubernetes: boolean} false: do not ask the cluster's API
---@return table plan as vpc.plan gives it
function M.pod_plan(run, cluster, settings, zones, options)
  run:target(target(cluster))
  return vpc.plan{
    network = cluster.network, cluster = cluster.name, range = settings.pod_range, zones = zones,
    node_zones = node_zones.node_zones(cluster, options), cluster_subnets = cluster.subnets,
    name = function(zone) return run:name("subnet", { zone = zone }) end,
  }
end

return M
