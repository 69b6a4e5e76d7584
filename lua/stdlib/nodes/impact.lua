-- What the replacement of node groups changes for others, beside the pods that move: told before the first write.
local autoscaler = require "eks.autoscaler"
local groups = require "nodes.groups"
local load_balancers = require "cni.load_balancers"
local owners = require "eks.owners"
local vcpus = require "nodes.vcpus"
local versions = require "nodes.versions"

local M = {}

---Checks of what a replacement changes for others.
---@param cluster table
---@param settings {node_groups: string[], accept_upgrade: boolean}
---@return table[]
function M.checks(cluster, settings)
  local function old() return groups.old(cluster, settings) end
  local list = { versions.check(cluster, settings), owners.check(cluster, { groups = old }),
           autoscaler.check(cluster, old), load_balancers.gates(cluster) }
  for _, check in ipairs(vcpus.checks(cluster, settings)) do list[#list + 1] = check end
  return list
end

return M
