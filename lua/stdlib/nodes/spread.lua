-- How Auto Scaling spreads new instances over zones, and how many more fit. It starts each in the zone with the
-- fewest; which of equals it takes nobody can tell, so every zone must have room for its worst share.
local M = {}

---@class nodes.spread.Zone
---@field zone string
---@field free integer     addresses that new nodes can have there
---@field have integer     instances of the group there
---@field needed boolean   the old nodes were there: the new ones must be too

-- How many of `count` more the zone number `which` gets at most; nil where they find no place at all.
local function worst_share(zones, count, which)
  local have, left = {}, {}
  for i, zone in ipairs(zones) do have[i], left[i] = zone.have, zone.free end
  for _ = 1, count do
    local fewest
    for i, zone in ipairs(zones) do
      -- in a full zone that is not needed the start fails, and another zone is taken instead
      local open = zone.needed or left[i] > 0
      local first = not fewest or have[i] < have[fewest] or (have[i] == have[fewest] and i == which)
      if open and first then fewest = i end
    end
    if not fewest then return nil end
    have[fewest], left[fewest] = have[fewest] + 1, left[fewest] - 1
  end
  return which > 0 and zones[which].free - left[which] or 0
end

---What each zone must be able to give for so many more instances, in the order of the zones; nil: they do not fit.
---@param zones nodes.spread.Zone[]
---@param count integer
---@return integer[]|nil
function M.shares(zones, count)
  if not worst_share(zones, count, 0) then return nil end
  local list = {}
  for i, zone in ipairs(zones) do
    list[i] = worst_share(zones, count, i)
    if list[i] > zone.free then return nil end
  end
  return list
end

---The largest number of further instances, up to `wanted`, whose even spread fits into every zone.
---@param zones nodes.spread.Zone[]
---@param wanted integer
---@return integer
function M.most(zones, wanted)
  local count = 0
  while count < wanted and M.shares(zones, count + 1) do count = count + 1 end
  return count
end

---The needed zones that cannot take a single node.
---@param zones nodes.spread.Zone[]
---@return nodes.spread.Zone[]
function M.full(zones)
  local list = {}
  for _, zone in ipairs(zones) do
    if zone.needed and zone.have == 0 and zone.free < 1 then list[#list + 1] = zone end
  end
  return list
end

-- So many come before every zone that may get one has one.
local function one_each(zones)
  local count = 0
  for _, zone in ipairs(zones) do
    if zone.have == 0 and (zone.needed or zone.free > 0) then count = count + 1 end
  end
  return count
end

---How many nodes come next: as many as fit, no more than `surge` (0: no such bound), yet one for each zone at first.
---@param zones nodes.spread.Zone[]
---@param wanted integer that are still to come
---@param surge integer
---@return integer
function M.next(zones, wanted, surge)
  local fits = M.most(zones, wanted)
  if surge <= 0 then return fits end
  return math.min(fits, math.max(surge, math.min(one_each(zones), wanted)))
end

return M
