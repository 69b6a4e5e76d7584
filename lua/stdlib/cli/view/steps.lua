-- A run as final lines: one per step with what it did, warnings and writes between them, the verdict, counts last.
-- This is what a pipe gets; the terminal view puts a live part below it.
local screens = require "cli.view.screens"
local text = require "cli.view.text"

local Steps = {}
Steps.__index = Steps

-- One empty line between screens is enough, whichever of them brings it.
function Steps:doubles(line)
  local doubles = line == "" and self.blank
  self.blank = line == ""
  return doubles
end

function Steps:print(line)
  if not self:doubles(line) then self.out:line(line) end
end

function Steps:print_all(lines)
  for _, line in ipairs(lines) do self:print(line) end
end

-- The headline waits for the target, but not longer than the first other line.
function Steps:headline(target)
  if self.headed or self.options.quiet then return end
  self.headed = true
  self:print(screens.headline(self.playbook, target or self.target, not self.options.verify and self.id))
  self:print("")
end

local past = { created = "created", changed = "changed", unchanged = "unchanged", awaited = "ready", done = "done",
  deleted = "deleted" }

-- What a step did, when it does not say it itself.
function Steps:summary()
  local step, parts = self.step, {}
  if step.checks > 0 then
    parts[#parts + 1] = ("%s hold%s"):format(text.count(step.checks, "check"), step.checks == 1 and "s" or "")
  end
  for _, group in ipairs(step.groups) do
    local what = group.count == 1 and (group.show or group.kind .. " " .. group.name)
      or text.count(group.count, group.kind)
    if group.count == 1 and group.status == "unchanged" or not (group.count == 1 and group.show) then
      what = what .. " " .. past[group.status]
    end
    parts[#parts + 1] = what
  end
  if step.verdict then parts[#parts + 1] = step.verdict.holds and "it holds" or "it does not hold" end
  if step.warnings > 0 then parts[#parts + 1] = text.count(step.warnings, "warning") end
  return table.concat(parts, ", ")
end

function Steps:step_line(event, mark)
  local summary = event.summary or self:summary()
  local seconds = text.duration(event.seconds)
  local width = math.min(self.out:width(), 110)
  local lines = text.beside(("  %s %s"):format(screens.mark(self.out, mark), event.step), 27, summary, width - 14)
  lines[1] = text.pad(lines[1], width - 13) .. ("%13s"):format(seconds)
  return lines
end

local on = {}

function on.run(self, event)
  if event.phase == "begin" then
    self.playbook, self.id, self.taken_up = event.playbook, event.id, event.again
  elseif event.phase == "target" then
    self.target = event.target
    self:headline(event.target)
  elseif event.phase == "end" then
    self:finish(event)
  end
end

function on.step(self, event)
  if event.phase == "begin" then
    self.step = { name = event.step, checks = 0, warnings = 0, groups = {}, index = event.index, begun = event.time }
    return
  end
  if event.status == "done" and not self.options.verify and not self.options.quiet then
    self:headline()
    local verdict = self.step.verdict
    self:print_all(self:step_line(event, verdict and not verdict.holds and "x" or "v"))
  end
  self.step_end = event
end

function on.check(self, event)
  local step = self.step or { checks = 0, warnings = 0 } -- that of the target comes before the first step
  step.checks = step.checks + (event.holds and 1 or 0)
  if event.holds then
    if self.options.verbose then
      self:headline()
      self:print_all(screens.holding(self.out, event))
    end
  elseif event.warn then
    step.warnings = step.warnings + 1
    self:headline()
    self:print_all(screens.check(self.out, event, "!"))
  end
end

function on.write(self, event)
  if event.phase == "before" and not self.options.quiet then
    self:headline()
    local what = event.resource.name ~= "" and ("%s %s"):format(event.resource.kind, event.resource.name)
      or event.resource.kind
    self:print(("      + %s: %s %s"):format(what, event.service or "", event.operation or ""))
  elseif event.phase == "after" and event.outcome == "failed" and self.options.verbose then
    self:print(("      x %s: %s"):format(event.operation or "", event.error or ""))
  end
end

function on.lock(self, event)
  if event.phase ~= "held" then return end
  if event.from then
    on.warn(self, { text = ("took over %s %s from %s, which has not renewed it"):format(event.kind, event.name,
      event.from) })
  elseif not self.options.quiet then
    self:headline()
    self:print(("      + %s %s: held until the run ends"):format(event.kind, event.name))
  end
end

function on.resource(self, event)
  if event.phase ~= "end" then return end
  for _, group in ipairs(self.step.groups) do
    if group.kind == event.resource.kind and group.status == event.status then
      group.count = group.count + 1
      return
    end
  end
  table.insert(self.step.groups, { kind = event.resource.kind, name = event.resource.name, status = event.status,
    show = event.show, count = 1 })
end

function on.progress(self, event)
  if event.phase == "begin" and not self.options.quiet then
    self:headline()
    self:print(("      waiting for %s%s"):format(event.what, event.state and ": " .. event.state or ""))
  end
end

function on.say(self, event)
  if self.options.quiet then return end
  self:headline()
  for line in (event.text .. "\n"):gmatch("(.-)\n") do self:print("      " .. line) end
end

function on.warn(self, event)
  self:headline()
  if self.step then self.step.warnings = self.step.warnings + 1 end
  self:print_all(text.beside(("  %s"):format(screens.mark(self.out, "!")), 4, event.text, self.out:width()))
end

-- The verdict comes last, where the eye is.
function on.verdict(self, event)
  table.insert(self.verdicts, event)
  self.step.verdict = event
end

-- How to go on, and how to go back: by the journal, where there is one.
function Steps:now(event, cause)
  if self.taken_up == "undo" then return ("`perigee undo %s` goes on going back%s"):format(event.id, cause) end
  if event.log then
    return ("`perigee resume %s` goes on%s: it looks first, nothing is written twice\n`perigee undo %s` goes back")
      :format(event.id, cause, event.id)
  end
  return ("`%s` again%s"):format(self.options.command, cause)
end

local ending = {}

function ending.done(self, event)
  if self.options.verify then return end
  self:print("")
  self:print(screens.counts(event))
end

function ending.verdict(self, event)
  if self.options.verify then return end
  ending.done(self, event)
end

function ending.refused(self, event)
  self:print_all(screens.refusal(self.out, event.failure.checks, event.counts, true))
end

function ending.failed(self, event)
  local problem = event.failure
  if type(problem) == "table" and problem.code == "refused" then
    self:print_all(screens.refusal(self.out, problem.checks, event.counts, false))
  else
    local attempted = type(problem) == "table" and problem.attempted
    local message = (attempted and attempted .. ": " or "") .. event.error
    self:print_all(screens.problem(self.out, event.failed_step, message, type(problem) == "table" and problem.hint))
  end
  if self.options.verify then return end
  if event.counts.sent == 0 then
    self:print("")
    self:print("  Nothing was written.")
    return
  end
  self:print_all(screens.aftermath(self.out, event, self:now(event, " when the cause is gone")))
end

function ending.interrupted(self, event)
  self:print(("  %s %s"):format(screens.mark(self.out, "x"), "interrupted"
    .. (event.failed_step and " in step " .. event.failed_step or "")))
  if self.options.verify then return end
  self:print_all(screens.aftermath(self.out, event, self:now(event, "")))
end

function ending.unapproved(self, event)
  self:print("")
  self:print("  " .. event.error)
end

function ending.declined(self)
  self:print("")
  self:print("  Nothing was written.")
end

function Steps:finish(event)
  self:headline()
  for _, verdict in ipairs(self.verdicts) do
    self:print("")
    self:print_all(screens.verdict(self.out, verdict))
  end
  ending[event.status](self, event)
  -- Where in Lua a refusal was raised tells nobody anything.
  if self.options.verbose and event.traceback and event.status ~= "refused" then
    self:print("")
    for line in event.traceback:gmatch("[^\n]+") do self:print("  " .. line) end
  end
end

---Receives one event of the run.
function Steps:on(event)
  local handler = on[event.event]
  if handler then handler(self, event) end
end

local M = { Steps = Steps }

---@param out table
---@param options {verbose: boolean|nil, quiet: boolean|nil, verify: boolean|nil, command: string}
function M.new(out, options)
  return setmetatable({ out = out, options = options, headed = false, verdicts = {} }, Steps)
end

return M
