-- The cluster and what EKS knows of it: node groups, zones in which nodes can appear, add-ons.
local M = {}

M.cluster = require("eks.cluster").cluster
M.target = require("eks.cluster").target
M.node_zones = require("eks.node_zones").node_zones
M.pod_plan = require("eks.pod_plan").pod_plan
M.checks = require("eks.checks").checks
M.rights_check = require("eks.rights").check
M.karpenter_check = require("eks.karpenter").selectors
M.reserved_check = require("eks.karpenter").reserved
M.owners_check = require("eks.owners").check
M.lease = require("eks.lease").lease
M.addon = require("eks.addon").addon
M.update_state = require("eks.update").state

return M
