-- What a pod subnet holds, counted in what the CNI takes: each interface's own address, warm addresses, prefixes.
local cidr = require "cidr"

local M = {}

local RESERVED = 5

---Addresses of a block that AWS leaves to its owner.
function M.usable(block) return math.max(0, cidr.size(block) - RESERVED) end

---What one full node takes of its pod subnet, and the pods that it then runs.
---@param limits {enis: integer, ips: integer, max_pods: integer}
---@param prefixes boolean prefix delegation
---@return integer addresses, integer pods
function M.node_share(limits, prefixes)
  local interfaces = limits.enis - 1
  local pods = math.max(0, limits.max_pods - 2)
  if not prefixes then return interfaces * limits.ips, math.min(pods, interfaces * (limits.ips - 1)) end
  local needed = math.min(interfaces * (limits.ips - 1), math.ceil(pods / 16) + 1)
  return needed * 16 + math.ceil(needed / (limits.ips - 1)), pods
end

---One line on what a block holds.
---@param block string
---@param limits? table the limits of an instance type, with its name
---@param prefixes? boolean
---@return string
function M.describe(block, limits, prefixes)
  local usable = M.usable(block)
  if not limits then return ("%s: %d addresses"):format(block, usable) end
  local share, pods = M.node_share(limits, prefixes)
  local full = share > 0 and usable // share or 0
  return ("%s: %d addresses, enough for %d full nodes of %s (%d addresses each for %d pods) and %d pods")
    :format(block, usable, full, limits.type, share, pods, full * pods)
end

return M
