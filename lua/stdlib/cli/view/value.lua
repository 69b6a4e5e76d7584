-- Lua values as people read them: lists of records as a table, small tables on one line, large ones indented.
local table_of = require "cli.view.table"
local text = require "cli.view.text"

local M = {}

local function key_text(key)
  if type(key) == "string" and key:find("^[%a_][%w_]*$") then return key end
  if type(key) == "string" then return ("[%q]"):format(key) end
  return ("[%s]"):format(tostring(key))
end

local function scalar(value)
  if type(value) == "string" then
    return '"' .. value:gsub('[\\"]', "\\%0"):gsub("\n", "\\n"):gsub("\r", "\\r"):gsub("\t", "\\t") .. '"'
  end
  if type(value) == "function" then return "function" end
  return tostring(value)
end

local function sorted_keys(value)
  local keys = {}
  for key in pairs(value) do
    if not (math.type(key) == "integer" and key >= 1 and key <= #value) then keys[#keys + 1] = key end
  end
  table.sort(keys, function(a, b)
    if type(a) == type(b) and (type(a) == "string" or type(a) == "number") then return a < b end
    return type(a) < type(b)
  end)
  return keys
end

-- A table with a text of its own is shown by it.
local function own_text(value)
  local meta = getmetatable(value)
  return type(meta) == "table" and meta.__tostring ~= nil
end

local function inline(value, seen)
  if type(value) ~= "table" then return scalar(value) end
  if own_text(value) then return tostring(value) end
  if seen[value] then return "(itself)" end
  seen[value] = true
  local parts = {}
  for _, item in ipairs(value) do parts[#parts + 1] = inline(item, seen) end
  for _, key in ipairs(sorted_keys(value)) do
    parts[#parts + 1] = ("%s = %s"):format(key_text(key), inline(value[key], seen))
  end
  seen[value] = nil
  return #parts == 0 and "{}" or "{ " .. table.concat(parts, ", ") .. " }"
end

-- The columns of a list of records, or nil when it is none: every item a table of names, with a scalar in it.
local function columns_of(list)
  if #list == 0 then return nil end
  local columns, order = {}, {}
  for i = 1, #list do
    local item = list[i]
    if type(item) ~= "table" or own_text(item) or #item > 0 then return nil end
    for key, inner in pairs(item) do
      if type(key) ~= "string" then return nil end
      if not columns[key] and (type(inner) ~= "table" or own_text(inner)) then
        columns[key] = true
        order[#order + 1] = key
      end
    end
  end
  table.sort(order)
  return #order > 0 and order or nil
end

-- Columns that fit: those that name the object first, then the others while there is room.
local function fitting(list, order, width)
  local function rank(key)
    if key:find("Id$") or key == "Name" or key == "name" or key == "id" then return 1 end
    return 2
  end
  table.sort(order, function(a, b)
    if rank(a) ~= rank(b) then return rank(a) < rank(b) end
    return a < b
  end)
  local columns, used = {}, 2
  for _, key in ipairs(order) do
    local widest = #key
    for _, item in ipairs(list) do
      local cell = item[key]
      if cell ~= nil then widest = math.max(widest, math.min(40, text.width(tostring(cell)))) end
    end
    if used + widest + 2 <= width or #columns == 0 then
      columns[#columns + 1] = key
      used = used + widest + 2
    end
  end
  return columns
end

local function as_table(list, width)
  local order = columns_of(list)
  if not order or #list < 2 then return nil end
  local columns, rows = fitting(list, order, width), {}
  for i, item in ipairs(list) do
    rows[i] = {}
    for j, key in ipairs(columns) do
      local cell = item[key]
      if type(cell) == "table" and not own_text(cell) then cell = "{...}" end
      -- Numbers of an answer are shown as they are, to be pasted.
      rows[i][j] = cell ~= nil and tostring(cell) or nil
    end
  end
  local lines = table_of.lines(columns, rows)
  if #columns < #order then
    lines[#lines + 1] = ("  (%d more columns: %s)"):format(#order - #columns, "one record shows them all")
  end
  return lines
end

local function indented(value, indent, width, seen, lines, prefix)
  local line = inline(value, {})
  if type(value) ~= "table" or own_text(value) or #indent + #prefix + text.width(line) <= width then
    lines[#lines + 1] = indent .. prefix .. line
    return
  end
  if seen[value] then
    lines[#lines + 1] = indent .. prefix .. "(itself)"
    return
  end
  seen[value] = true
  lines[#lines + 1] = indent .. prefix .. "{"
  for _, item in ipairs(value) do indented(item, indent .. "  ", width, seen, lines, "") end
  for _, key in ipairs(sorted_keys(value)) do
    indented(value[key], indent .. "  ", width, seen, lines, key_text(key) .. " = ")
  end
  lines[#lines + 1] = indent .. "}"
  seen[value] = nil
end

---One value as lines.
---@param value any
---@param width integer
---@return string[]
function M.lines(value, width)
  if type(value) == "table" and not own_text(value) then
    local lines = #value > 0 and #sorted_keys(value) == 0 and as_table(value, width)
    if lines then return lines end
    lines = {}
    indented(value, "", width, {}, lines, "")
    return lines
  end
  return { scalar(value) }
end

return M
