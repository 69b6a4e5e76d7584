-- Rows in columns: texts to the left, numbers to the right, two spaces between.
local text = require "cli.view.text"

local M = {}

local function shown(value)
  if value == nil then return "" end
  if type(value) == "number" then return text.thousands(value) end
  return (tostring(value):gsub("[\r\n\t]", " "))
end

---@param columns (string|{name: string, align: string|nil})[]
---@param rows any[][]
---@param indent string|nil
---@return string[] lines
function M.lines(columns, rows, indent)
  indent = indent or "  "
  local widths, right, names = {}, {}, {}
  for i, column in ipairs(columns) do
    names[i] = type(column) == "table" and column.name or column
    widths[i] = text.width(names[i])
    right[i] = type(column) == "table" and column.align == "right" or nil
    local numbers = #rows > 0
    for _, row in ipairs(rows) do
      widths[i] = math.max(widths[i], text.width(shown(row[i])))
      if type(row[i]) ~= "number" then numbers = false end
    end
    if right[i] == nil then right[i] = numbers end
  end
  local function line(cells)
    local parts = {}
    for i = 1, #columns do
      local cell = shown(cells[i])
      local space = (" "):rep(widths[i] - text.width(cell))
      parts[i] = right[i] and space .. cell or cell .. space
    end
    return ((indent .. table.concat(parts, "  ")):gsub("%s+$", ""))
  end
  local lines = { line(names) }
  for _, row in ipairs(rows) do lines[#lines + 1] = line(row) end
  return lines
end

return M
