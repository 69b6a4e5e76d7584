-- How many pods a node may hold: one interface is lost to custom networking, prefixes give 16 addresses a slot.
-- A node that admits more than it has addresses for leaves pods hanging without one.
local M = {}

-- AWS's advice and calculator: no more than this, by the number of vCPUs.
local function ceiling(limits) return limits.vcpus <= 30 and 110 or 250 end

local function number(value) return math.tointeger(tonumber(value)) end

---How many pods a node may hold: as AWS advises, and at most.
---@param limits {enis: integer, ips: integer, vcpus: integer}
---@param environment table<string, string> of aws-node
---@param custom boolean custom networking
---@return integer advised, integer most advised figure, and the most that has addresses
function M.formula(limits, environment, custom)
  local enis = limits.enis
  local cap = number(environment.MAX_ENI)
  if cap and cap > 0 then enis = math.min(enis, cap) end
  local slots = math.max(0, (custom and enis - 1 or enis) * (limits.ips - 1))
  if environment.ENABLE_PREFIX_DELEGATION == "true" and limits.hypervisor ~= "xen" then slots = slots * 16 end
  local most = slots + 2
  return math.min(most, ceiling(limits)), most
end

return M
