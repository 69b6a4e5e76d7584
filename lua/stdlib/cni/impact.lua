-- What pods lose or gain by their new addresses, beside the address itself: told before the first write.
local aws_node = require "cni.aws_node"
local unmasked = require "vpc.unmasked"

local M = {}

---Checks of what the new addresses of pods do to their traffic.
---@param cluster table
---@param plan table
---@param settings {accept_unmasked: boolean, security_groups: string[]}
---@return table[]
function M.checks(cluster, plan, settings)
  local function environment() return cluster.aws_node and aws_node.environment(cluster.aws_node) or {} end
  return { unmasked.check(plan, environment, settings.accept_unmasked) }
end

return M
