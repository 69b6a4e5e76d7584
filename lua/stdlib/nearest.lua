-- The valid word that was probably meant: every "did you mean" of the clients comes from here.
-- Case, dashes and underscores do not count; two swapped neighbours are one slip.
local M = {}

local function plain(word) return (word:lower():gsub("[-_]", "")) end

-- Slips between two words, or anything above `most` once it is clear that there are more. Only the band in which fewer
-- can end is looked at: a server's list of kinds is long, and asking for an optional one is no rare thing.
local function slips(a, b, most)
  if math.abs(#a - #b) > most then return most + 1 end
  local older, old, far = nil, {}, most + 1
  for j = 0, math.min(#b, most) do old[j] = j end
  for i = 1, #a do
    local row, least, at = { [0] = i }, i, a:byte(i)
    for j = math.max(1, i - most), math.min(#b, i + most) do
      local cost = (old[j - 1] or far) + (at == b:byte(j) and 0 or 1)
      local longer, shorter = (old[j] or far) + 1, (row[j - 1] or far) + 1
      if longer < cost then cost = longer end
      if shorter < cost then cost = shorter end
      if older and j > 1 and at == b:byte(j - 1) and a:byte(i - 1) == b:byte(j) then
        cost = math.min(cost, (older[j - 2] or far) + 1)
      end
      row[j] = cost
      if cost < least then least = cost end
    end
    if least > most then return most + 1 end
    older, old = old, row
  end
  return old[#b] or far
end

---The word of `words` nearest to `given`, or nil when none is near enough to be what was meant.
---@param given string
---@param words string[]
---@return string|nil
function M.word(given, words)
  local wanted = plain(given)
  local most = math.min(4, math.max(1, #wanted // 3)) -- more slips than these are another word
  local best, best_slips
  for _, word in ipairs(words) do
    local candidate = plain(word)
    local n = slips(wanted, candidate, most)
    if n > most and #wanted >= 5 and candidate:find(wanted, 1, true) then n = most end
    if n <= most and (not best or n < best_slips) then best, best_slips = word, n end
  end
  return best
end

---", did you mean 'x'?", or what there is when no word is near: the list under `kind`, else nothing.
---@param given string
---@param words string[]
---@param kind string|nil what the words are: "settings there are"
---@return string
function M.hint(given, words, kind)
  local word = M.word(given, words)
  if word then return (", did you mean '%s'?"):format(word) end
  if not kind or #words == 0 then return "" end
  return ("; %s: %s"):format(kind, table.concat(words, ", "))
end

return M
