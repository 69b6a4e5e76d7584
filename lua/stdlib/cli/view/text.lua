-- Words and numbers as people read them: durations, thousands, plurals, wrapped paragraphs.
local M = {}

---"0.3 s", "41 s", "2 min 10 s", "1 h 5 min".
---@param seconds number
---@return string
function M.duration(seconds)
  if seconds < 10 then return ("%.1f s"):format(seconds) end
  local whole = math.floor(seconds + 0.5)
  if whole < 60 then return ("%d s"):format(whole) end
  if whole < 3600 then
    local rest = whole % 60
    return rest == 0 and ("%d min"):format(whole // 60) or ("%d min %d s"):format(whole // 60, rest)
  end
  return ("%d h %d min"):format(whole // 3600, whole % 3600 // 60)
end

M.thousands = require "thousands"

---@param n integer
---@param one string "subnet"
---@param many string|nil "subnets"
function M.count(n, one, many)
  return ("%s %s"):format(M.thousands(n), n == 1 and one or many or M.plural(one))
end

---@param word string
function M.plural(word)
  if word:find("[^aeiou]y$") then return (word:gsub("y$", "ies")) end
  if word:find("s$") or word:find("x$") or word:find("ch$") then return word .. "es" end
  return word .. "s"
end

---Columns that a text takes on a terminal: UTF-8 characters, without colour.
---@param text string
---@return integer
function M.width(text)
  local plain = text:gsub("\27%[[%d;]*m", "")
  return utf8.len(plain) or #plain
end

---@param text string
---@param width integer
function M.pad(text, width)
  return text .. (" "):rep(width - M.width(text))
end

---Cuts a line to `width` columns; keeps colour codes whole.
---@param text string
---@param width integer
function M.cut(text, width)
  if M.width(text) <= width then return text end
  local plain = text:gsub("\27%[[%d;]*m", "")
  local at = utf8.offset(plain, width) or #plain + 1
  return plain:sub(1, at - 1) .. "…"
end

---Breaks a text into lines of at most `width` columns, at spaces; words longer than that stay whole.
---@param text string
---@param width integer
---@return string[]
function M.wrap(text, width)
  local lines = {}
  for paragraph in (text .. "\n"):gmatch("(.-)\r?\n") do
    local line, indent = nil, paragraph:match("^ *")
    for word in paragraph:gmatch("%S+") do
      if line and M.width(line) + 1 + M.width(word) <= width then
        line = line .. " " .. word
      else
        if line then lines[#lines + 1] = line end
        line = indent .. word
      end
    end
    lines[#lines + 1] = line or ""
  end
  while #lines > 1 and lines[#lines] == "" do lines[#lines] = nil end
  return lines
end

---A first column and a wrapped text beside it, as lines.
---@param first string
---@param indent integer where the text begins
---@param text string
---@param width integer
---@return string[]
function M.beside(first, indent, text, width)
  local lines = M.wrap(text, math.max(30, width - indent))
  local result = {}
  if M.width(first) >= indent then
    result[1] = first
  else
    result[1] = (M.pad(first, indent) .. table.remove(lines, 1)):gsub("%s+$", "")
  end
  for _, line in ipairs(lines) do result[#result + 1] = ((" "):rep(indent) .. line):gsub("%s+$", "") end
  return result
end

return M
