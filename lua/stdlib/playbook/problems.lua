-- Collects what is wrong with a playbook, each with file, line, the source line and a caret.
-- Everything is reported at once, in the order of the lines: who repairs a file wants to open it once.
local failure = require "failure"

local Problems = {}
Problems.__index = Problems

---@class playbook.Place
---@field line integer|nil
---@field column integer|nil
---@field name string|nil  the word that the caret underlines

---@param place playbook.Place|nil
---@param message string
function Problems:add(place, message, ...)
  if select("#", ...) > 0 then message = message:format(...) end
  local key = ("%s:%s"):format(place and place.line or 0, message)
  if self.seen[key] then return end
  self.seen[key] = true
  table.insert(self.list, { line = place and place.line, column = place and place.column,
    width = place and place.name and #place.name, message = message, order = #self.list })
end

local function source_line(text, wanted)
  local number = 0
  for line in (text .. "\n"):gmatch("(.-)\r?\n") do
    number = number + 1
    if number == wanted then return line end
  end
end

function Problems:describe(problem)
  local place = problem.line and ("%s:%d"):format(self.file, problem.line) or self.file
  local lines = { ("%s: %s"):format(place, problem.message) }
  local source = problem.line and problem.column and source_line(self.text, problem.line)
  if source then
    local before = source:sub(1, problem.column - 1):gsub("[^\t]", " ")
    lines[#lines + 1] = ("%5d | %s"):format(problem.line, source)
    lines[#lines + 1] = ("      | %s%s"):format(before, ("^"):rep(problem.width or 1))
  end
  return table.concat(lines, "\n")
end

---Nil when there is nothing to report, else one failure with all problems.
---@return table|nil
function Problems:failure()
  if #self.list == 0 then return nil end
  table.sort(self.list, function(a, b)
    local x, y = a.line or 0, b.line or 0
    if x ~= y then return x < y end
    return a.order < b.order
  end)
  local texts = {}
  for i, problem in ipairs(self.list) do texts[i] = self:describe(problem) end
  return failure.new { code = "playbook", message = table.concat(texts, "\n"), problems = self.list,
    line = self.list[1].line, file = self.file }
end

local M = {}

---@param file string as shown in front of each message
---@param text string the source, for the lines shown
function M.new(file, text)
  return setmetatable({ file = file, text = text, list = {}, seen = {} }, Problems)
end

return M
