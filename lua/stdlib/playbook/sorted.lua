-- `pairs` and `next` in sorted order: Lua's own order differs from run to run, and nothing a playbook does or says may.
local M = {}

local rank = { boolean = 1, number = 2, string = 3 }

local function before(a, b)
  local x, y = rank[type(a)] or 4, rank[type(b)] or 4
  if x ~= y then return x < y end
  if x == 1 then return not a and b end
  return x < 4 and a < b
end

local function sorted_keys(t)
  local keys, others = {}, {}
  for key in next, t do
    table.insert(rank[type(key)] and keys or others, key)
  end
  table.sort(keys, before)
  table.move(others, 1, #others, #keys + 1, keys)
  return keys
end

---`pairs` in sorted order: booleans, numbers, texts.
function M.pairs(t)
  local meta = getmetatable(t)
  if type(meta) == "table" and meta.__pairs then return meta.__pairs(t) end
  local keys, i = sorted_keys(t), 0
  return function()
    while true do
      i = i + 1
      local key = keys[i]
      if key == nil then return nil end
      if t[key] ~= nil then return key, t[key] end
    end
  end, t, nil
end

---`next` in the same order.
function M.next(t, key)
  local keys = sorted_keys(t)
  if key == nil then return keys[1], keys[1] ~= nil and t[keys[1]] or nil end
  for i, other in ipairs(keys) do
    if other == key then
      local following = keys[i + 1]
      if following == nil then return nil end
      return following, t[following]
    end
  end
  error("invalid key to 'next'", 2)
end

return M
