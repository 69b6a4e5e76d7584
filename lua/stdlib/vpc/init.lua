-- The VPC part of the procedure: ranges, subnets, routes and the way out.
-- Each function is described where it lives, one file per resource or check.
local M = {}

M.network = require("vpc.network").network
M.cidr_block = require("vpc.cidr_block").cidr_block
M.checks = require("vpc.checks").checks
M.range_checks = require("vpc.range").checks
M.restriction = require("vpc.range").restriction
M.plan = require("vpc.plan").plan
M.plan_check = require("vpc.plan").check
M.subnets_there = require("vpc.plan").subnets_there
M.subnet = require("vpc.subnet").subnet
M.route_table_association = require("vpc.route_table").association
M.route_table_of = require("vpc.route_table").of_subnet
M.network_acl_association = require("vpc.network_acl").association
M.network_acl_of = require("vpc.network_acl").of_subnet
M.way_out = require("vpc.next_hop").way_out
M.way_out_check = require("vpc.next_hop").check
M.block_quota = require("vpc.quota").blocks
M.subnet_quota = require("vpc.quota").subnets
M.add_range = require("vpc.steps").add_range
M.create_subnets = require("vpc.steps").create_subnets
M.join_route_tables = require("vpc.steps").join_route_tables
M.unmasked_check = require("vpc.unmasked").check
M.propagation_checks = require("vpc.propagation").checks
M.network_acl_check = require("vpc.network_acl_checks").check
M.capacity = require "vpc.capacity"

return M
