-- Standard output and standard error of the command: text, colour where a terminal wants it, and closed pipes.
-- A reader that has gone away (`perigee list | head -1`) is no error; whoever still works is told through `on_closed`.
local term = require "term"
local world = require "world"

local Output = {}
Output.__index = Output

local codes = { bold = "1", dim = "2", red = "31", green = "32", yellow = "33", cyan = "36" }

---@param text string
---@return boolean whether anybody still reads
function Output:write(text)
  if self.closed then return false end
  local ok, why = term.write(self.fd, text)
  if not ok then
    self.closed, self.failure = true, why
    if self.on_closed then self.on_closed() end
    return false
  end
  return true
end

function Output:line(text)
  return self:write((text or "") .. "\n")
end

---The text in a colour, or as it is where colour is off.
---@param name string
---@param text string
function Output:paint(name, text)
  if not self.colour then return text end
  return ("\27[%sm%s\27[0m"):format(codes[name], text)
end

---Columns that a line may have.
function Output:width()
  return self.tty and math.max(40, term.width() or 100) or 120
end

local M = {}

local function open(fd)
  local tty = term.isatty(fd)
  local no_colour = world.getenv("NO_COLOR")
  local self = setmetatable({ fd = fd, tty = tty, closed = false }, Output)
  self.colour = tty and (no_colour == nil or no_colour == "") and world.getenv("TERM") ~= "dumb"
  self.moves = tty and world.getenv("TERM") ~= "dumb"
  return self
end

M.out = open(1)
M.err = open(2)

return M
