-- Cuts a range into one block per zone: evenly and as large as fits, around what is taken already.
-- The same zones always get the same blocks, also when some of them exist by now.
local cidr = require "cidr"

local M = {}

local SMALLEST = 28

-- One block of length `prefix` for each zone, in order; nil when they do not all fit.
local function place(range, zones, prefix, taken)
  local blocks, used = {}, table.move(taken, 1, #taken, 1, {})
  for _, zone in ipairs(zones) do
    local block = cidr.first_free(range, prefix, used)
    if not block then return nil end
    blocks[zone], used[#used + 1] = block, block
  end
  return blocks
end

local function largest(range, zones, taken, from)
  for prefix = from, SMALLEST do
    local blocks = place(range, zones, prefix, taken)
    if blocks then return blocks end
  end
end

local function even_length(range, count)
  local length, parts = tonumber(range:match("/(%d+)$")), 1
  while parts < count do length, parts = length + 1, parts * 2 end
  return length
end

local function agrees(blocks, existing)
  for zone, block in pairs(existing) do
    if blocks[zone] ~= block then return false end
  end
  return true
end

---Cuts the range for these zones.
---@param range string
---@param zones string[] zones to cut for, in order
---@param taken string[] blocks inside the range that belong to others
---@param existing table<string, string> zone -> block of ours that is there already
---@return table<string, string>|nil zone -> block; nil when the range is too full
function M.blocks(range, zones, taken, existing)
  if #zones == 0 then return {} end
  local from = even_length(range, #zones)
  local blocks = largest(range, zones, taken, from)
  if blocks and agrees(blocks, existing) then return blocks end
  -- the set of zones has changed since: what exists stays, the others are cut from the rest
  local missing, kept, used = {}, {}, table.move(taken, 1, #taken, 1, {})
  for _, zone in ipairs(zones) do
    local block = existing[zone]
    if block then kept[zone], used[#used + 1] = block, block else missing[#missing + 1] = zone end
  end
  local rest = largest(range, missing, used, from)
  if not rest then return nil end
  for zone, block in pairs(rest) do kept[zone] = block end
  return kept
end

return M
