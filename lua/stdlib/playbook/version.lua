-- The version of this Perigee, and whether it is new enough for a playbook.
local M = {}

M.text = "0.1.0"

local function numbers(text)
  local list = {}
  for part in text:gmatch("%d+") do list[#list + 1] = math.tointeger(tonumber(part)) end
  return list
end

---@param wanted string "0.1" or "0.1.3"
---@return boolean
function M.at_least(wanted)
  local have, want = numbers(M.text), numbers(wanted)
  for i = 1, 3 do
    local a, b = have[i] or 0, want[i] or 0
    if a ~= b then return a > b end
  end
  return true
end

return M
