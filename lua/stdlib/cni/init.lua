-- The VPC CNI: its version and owner, ENIConfigs, and the switch to custom networking.
-- Each function is described where it lives.
local steps = require "cni.steps"

local M = {}

M.checks = require("cni.checks").checks
M.impact_checks = require("cni.impact").checks
M.version = require "cni.version"
M.aws_node = require "cni.aws_node"
M.eniconfigs = require("cni.eniconfig").wanted
M.eniconfig = require("cni.eniconfig").resource
M.eniconfig_file = require("cni.eniconfig").file
M.eniconfig_stream = require("cni.eniconfig").stream
M.eniconfig_of = require("cni.lookup").eniconfig_of
M.write_eniconfigs = steps.write_eniconfigs
M.apply_eniconfigs = steps.apply_eniconfigs
M.switch_on = steps.switch_on
M.switched_on = steps.switched_on
M.switch = require("cni.switch").resource
M.is_on = require("cni.switch").is_on

return M
