-- Rules by address: those that name the nodes' blocks do not hold for pods when these have a block of their own.
local cidr = require "cidr"

local M = {}

---The blocks that pods get by a plan, one for each zone.
---@param plan table
---@return string[]
function M.pods(plan)
  local list = {}
  for _, zone in ipairs(plan.zones) do
    list[#list + 1] = zone.existing and zone.existing.CidrBlock or zone.cidr
  end
  return list
end

---The blocks of the node subnets, from which pods have had their addresses.
---@param plan table
---@return string[]
function M.nodes(plan)
  local list = {}
  for _, zone in ipairs(plan.zones) do
    for _, id in ipairs(zone.node_subnets) do
      local subnet = plan.network:subnet(id)
      list[#list + 1] = subnet and subnet.CidrBlock
    end
  end
  return list
end

---Whether a block of a rule takes in node addresses.
---@param block string
---@param nodes string[]
---@return boolean
function M.overlaps(block, nodes)
  for _, node in ipairs(nodes) do
    if cidr.parse(block) and cidr.overlaps(block, node) then return true end
  end
  return false
end

---Which of some blocks lie in none of a rule's.
---@param blocks string[]
---@param ranges string[]
---@return string[]
function M.uncovered(blocks, ranges)
  local left = {}
  for _, block in ipairs(blocks) do
    local inside = false
    for _, range in ipairs(ranges) do
      inside = inside or (cidr.parse(range) ~= nil and cidr.contains(range, block))
    end
    if not inside then left[#left + 1] = block end
  end
  return left
end

---Blocks in words: the range of the plan where it holds them all.
---@param plan table
---@param blocks string[]
---@return string
function M.words(plan, blocks)
  local all = plan.range ~= nil and #blocks == #plan.zones
  for _, block in ipairs(blocks) do all = all and cidr.contains(plan.range, block) end
  return all and plan.range or table.concat(blocks, ", ")
end

return M
