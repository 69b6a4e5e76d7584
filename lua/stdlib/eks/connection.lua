-- Clusters by name, for actions that carry only plain data: hundreds of evictions must not ask EKS hundreds of times.
-- What is kept is the way to the cluster (endpoint, token), never a fact about what is in it.
local aws = require "aws"
local clusters = require "eks.cluster"

local M = {}

local known = {}

---@param name string
---@return table cluster; use only its clients, `kube` and `eks`
function M.of(name)
  local key = aws.region() .. "/" .. name
  known[key] = known[key] or clusters.cluster(name)
  return known[key]
end

return M
