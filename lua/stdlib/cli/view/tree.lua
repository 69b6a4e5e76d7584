-- A run on a terminal: the final lines of view/steps, and below them a live part that is drawn again in place:
-- the step that is going on, what it has done, and what is awaited with the time it has taken.
local screens = require "cli.view.screens"
local steps = require "cli.view.steps"
local task = require "task"
local text = require "cli.view.text"

local Tree = setmetatable({}, { __index = steps.Steps })
Tree.__index = Tree

local most_rows = 6 -- resources of one step shown while it runs

-- Takes the live part off the screen.
function Tree:erase()
  if self.drawn == 0 then return "" end
  local up = ("\27[%dA\r\27[J"):format(self.drawn)
  self.drawn = 0
  return up
end

function Tree:live_lines()
  local now, lines = task.now(), {}
  local step = self.step
  if not step or self.ended then return lines end
  local out = self.out
  lines[1] = ("  %s %s%s"):format(screens.mark(out, ">"), text.pad(step.name, 22),
    " " .. text.duration(now - self.step_begun))
  for i = math.max(1, #self.rows - most_rows + 1), #self.rows do lines[#lines + 1] = self.rows[i] end
  for _, wait in ipairs(self.waits) do
    lines[#lines + 1] = ("      waiting %s for %s%s"):format(text.duration(now - wait.begun), wait.what,
      wait.state and ": " .. wait.state or "")
  end
  lines[#lines + 1] = out:paint("dim", "  Ctrl-C stops after the current write.")
  return lines
end

function Tree:draw()
  local out, parts = self.out, { self:erase() }
  local lines = self:live_lines()
  local width = out:width()
  for _, line in ipairs(lines) do parts[#parts + 1] = text.cut(line, width - 1) .. "\n" end
  self.drawn = #lines
  out:write(table.concat(parts))
end

function Tree:print(line)
  if not self:doubles(line) then self.out:write(self:erase() .. line .. "\n") end
end

local on = {}

function on.step(self, event)
  if event.phase == "begin" then
    self.rows, self.waits, self.step_begun = {}, {}, task.now()
  else
    self.step, self.rows, self.waits = nil, {}, {}
  end
end

function on.resource(self, event)
  local what = ("%s %s"):format(event.resource.kind, event.resource.name)
  if event.phase == "begin" then
    local doing = event.verb == "act" and what or event.verb .. " " .. what
    self.rows[#self.rows + 1] = ("      %s %s"):format(screens.mark(self.out, ">"), doing)
    self.row_of[what] = #self.rows
  elseif event.status ~= "unchanged" then
    local at = self.row_of[what] or #self.rows + 1
    self.rows[at] = ("      %s %s"):format(screens.mark(self.out, "v"), event.show or what .. " " .. event.status)
  end
end

function on.write(self, event)
  local what = ("%s %s"):format(event.resource.kind, event.resource.name)
  local at = self.row_of[what]
  if at and event.phase == "before" then
    self.rows[at] = ("      %s %s: %s %s"):format(screens.mark(self.out, ">"), what, event.service or "",
      event.operation or "")
  end
end

function on.progress(self, event)
  for i, wait in ipairs(self.waits) do
    if wait.what == event.what then table.remove(self.waits, i) break end
  end
  if event.phase ~= "end" then
    table.insert(self.waits, { what = event.what, state = event.state, begun = task.now() - event.seconds })
  end
end

---Receives one event of the run.
function Tree:on(event)
  if event.event == "step" and event.phase == "end" then steps.Steps.on(self, event) end
  if on[event.event] then on[event.event](self, event) end
  local live = event.event == "progress" or event.event == "write"
  if not live and not (event.event == "step" and event.phase == "end") then steps.Steps.on(self, event) end
  if event.event == "run" and event.phase == "end" then self.ended = true end
  if not self.options.quiet then self:draw() end
end

---Draws the times again, several times a second, until the task is cancelled.
function Tree:tick()
  while not self.ended do
    task.sleep(0.5)
    if self.step and not self.paused then self:draw() end
  end
end

---Makes room for a question; drawing goes on afterwards.
function Tree:pause(f)
  self.paused = true
  self:headline()
  self.out:write(self:erase())
  local answer = f()
  self.paused = false
  return answer
end

local M = {}

function M.new(out, options)
  return setmetatable({ out = out, options = options, headed = false, drawn = 0, rows = {}, row_of = {}, waits = {},
    verdicts = {}, step_begun = task.now() }, Tree)
end

return M
