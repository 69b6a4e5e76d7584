-- What pods lose or gain by their new addresses, beside the address itself: told before the first write.
local aws_node = require "cni.aws_node"
local group_checks = require "vpc.group_checks"
local group_rules = require "cni.group_rules"
local kept = require "cni.kept"
local load_balancers = require "cni.load_balancers"
local named_ranges = require "pods.named_ranges"
local owners = require "eks.owners"
local unmasked = require "vpc.unmasked"

local M = {}

---Checks of what the new addresses of pods do to their traffic.
---@param cluster table
---@param plan table
---@param settings {accept_unmasked: boolean, security_groups: string[]}
---@return table[]
function M.checks(cluster, plan, settings)
  local chosen = settings.security_groups or {}
  local function environment() return cluster.aws_node and aws_node.environment(cluster.aws_node) or {} end
  local function groups() return group_rules.of_plan(cluster, plan, chosen) end
  local list = { unmasked.check(plan, environment, settings.accept_unmasked) }
  for _, check in ipairs(group_checks.checks(plan, groups)) do list[#list + 1] = check end
  list[#list + 1] = group_rules.check(cluster, plan, chosen)
  list[#list + 1] = named_ranges.policies(cluster, plan)
  list[#list + 1] = named_ranges.source_ranges(cluster, plan)
  list[#list + 1] = load_balancers.tags(cluster, plan, chosen)
  list[#list + 1] = owners.check(cluster, { cni = true })
  list[#list + 1] = kept.check(cluster, plan)
  return list
end

return M
