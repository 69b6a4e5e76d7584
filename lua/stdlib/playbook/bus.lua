-- Events of a run: every listener gets each one, numbered, with the time and the step it belongs to.
-- The terminal view, --output json and an embedder's callback are listeners; a listener must not wait.
local task = require "task"

local Bus = {}
Bus.__index = Bus

---@param listener fun(event: table)
function Bus:listen(listener)
  table.insert(self.listeners, listener)
end

---@param event table with `event=` and what belongs to it; gets `seq`, `time` and `step`
function Bus:emit(event)
  self.seq = self.seq + 1
  event.seq = self.seq
  event.time = self.now()
  if event.step == nil then event.step = self.step end
  for i, listener in ipairs(self.listeners) do
    -- A view that breaks must not stop a run between two writes: it hears nothing more, and its error is kept.
    -- Ctrl-C stops the run and not the view, which has to tell what was written.
    local ok, problem = pcall(task.shield, listener, event)
    if not ok then
      self.listeners[i] = function() end
      self.broken = self.broken or problem
    end
  end
  return event
end

local M = {}

---@param now fun(): number the clock of the world
function M.new(now)
  return setmetatable({ listeners = {}, seq = 0, now = now }, Bus)
end

return M
