-- How much of a subnet is free in one piece: prefixes need whole /28 blocks, which single addresses in between break.
local cidr = require "cidr"

local M = {}

-- What interfaces hold of a subnet, as blocks.
local function held(interfaces)
  local list = {}
  for _, interface in ipairs(interfaces) do
    for _, address in ipairs(interface.PrivateIpAddresses or {}) do
      list[#list + 1] = address.PrivateIpAddress .. "/32"
    end
    for _, prefix in ipairs(interface.Ipv4Prefixes or {}) do list[#list + 1] = prefix.Ipv4Prefix end
  end
  return list
end

-- The first four addresses and the last belong to AWS.
local function reserved(block)
  local list = { cidr.host(block, cidr.size(block) - 1) .. "/32" }
  for i = 0, 3 do list[#list + 1] = cidr.host(block, i) .. "/32" end
  return list
end

---The prefix length of the largest aligned block that nobody holds an address of; nil when none is free.
---@param block string of the subnet
---@param interfaces table[] those in the subnet, as DescribeNetworkInterfaces gives them
---@return integer|nil
function M.largest(block, interfaces)
  local taken = held(interfaces)
  table.move(reserved(block), 1, 5, #taken + 1, taken)
  local largest
  for _, free in ipairs(cidr.exclude(block, taken)) do
    local length = math.tointeger(tonumber(free:match("/(%d+)$")))
    if not largest or length < largest then largest = length end
  end
  return largest
end

return M
