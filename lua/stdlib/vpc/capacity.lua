-- What a pod subnet holds, counted in what the CNI takes of it: each interface's own address, warm addresses or
-- prefixes, then pods.
local cidr = require "cidr"
local thousands = require "thousands"

local M = {}

local RESERVED = 5 -- of every subnet, by AWS
local PREFIX = 16

---Addresses of a block that AWS leaves to its owner.
---@param block string
---@return integer
function M.usable(block) return math.max(0, cidr.size(block) - RESERVED) end

local function target(environment, name) return math.tointeger(tonumber(environment[name])) end

-- Interfaces for so many addresses, at least one, at most those that the type has for pods.
local function interfaces(count, slots, most) return math.min(most, math.max(1, math.ceil(count / slots))) end

local function by_prefixes(pods, slots, most, environment)
  local warm_ips, minimum = target(environment, "WARM_IP_TARGET"), target(environment, "MINIMUM_IP_TARGET")
  local count
  if warm_ips or minimum then
    count = math.max(math.ceil((pods + (warm_ips or 0)) / PREFIX), math.ceil((minimum or 0) / PREFIX))
  else
    count = math.ceil(pods / PREFIX) + (target(environment, "WARM_PREFIX_TARGET") or 1)
  end
  count = math.min(count, most * slots)
  return PREFIX * count + interfaces(count, slots, most)
end

---The addresses of its pod subnet that a node takes while it runs so many pods with custom networking.
---@param limits {enis: integer, ips: integer}
---@param pods integer pods with an address of their own
---@param environment table<string, string> of aws-node
---@return integer
function M.taken(limits, pods, environment)
  local most, slots = limits.enis - 1, limits.ips - 1
  if most < 1 or slots < 1 then return 0 end
  if environment.ENABLE_PREFIX_DELEGATION == "true" then return by_prefixes(pods, slots, most, environment) end
  local warm_ips, minimum = target(environment, "WARM_IP_TARGET"), target(environment, "MINIMUM_IP_TARGET")
  if warm_ips or minimum then
    local count = math.min(math.max(pods + (warm_ips or 0), minimum or 0), most * slots)
    return count + interfaces(count, slots, most)
  end
  local warm = target(environment, "WARM_ENI_TARGET") or 1
  return math.min(most, math.ceil(pods / slots) + warm) * limits.ips
end

---One line on what a block holds.
---@param block string
---@param node? {type: string, enis: integer, ips: integer, max_pods: integer, environment: table<string, string>}
---@return string
function M.describe(block, node)
  local usable = M.usable(block)
  if not node then return ("%s: %s addresses"):format(block, thousands(usable)) end
  local pods = math.max(0, node.max_pods - 2) -- aws-node and kube-proxy are on the host network
  local taken = M.taken(node, pods, node.environment)
  local full = taken > 0 and usable // taken or 0
  return ("%s: %s addresses, %s full nodes of %s (%d addresses each for %d pods), %s pods")
    :format(block, thousands(usable), thousands(full), node.type, taken, pods, thousands(full * pods))
end

return M
