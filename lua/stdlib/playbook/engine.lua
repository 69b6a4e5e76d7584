-- Carries out a playbook: its steps one after the other, each in a fresh load, until the end, a refusal or a failure.
-- Says with which exit code the command must end; how it looks is the listeners' business.
local bus = require "playbook.bus"
local ending = require "playbook.ending"
local exits = require "playbook.exits"
local failure = require "failure"
local files = require "playbook.files"
local history = require "playbook.history"
local journal = require "playbook.journal"
local nearest = require "nearest"
local process = require "playbook.process"
local run_of = require "playbook.run"
local session = require "playbook.session"
local stepping = require "playbook.stepping"
local task = require "task"
local verdict = require "playbook.verdict"
local version = require "playbook.version"
local world = require "world"

local M = {}

local letters = "23456789abcdefghjkmnpqrstvwxyz"

local function new_id()
  local id = {}
  for i = 1, 6 do
    local n = world.random(1):byte() % #letters + 1
    id[i] = letters:sub(n, n)
  end
  return table.concat(id)
end

local function position(steps, name, option)
  for i, step in ipairs(steps) do
    if step == name then return i end
  end
  failure.raise { code = "usage", message = ("%s %s: there is no such step%s"):format(option, name,
    nearest.hint(name, steps, "steps")) }
end

---The steps that --only, --from, --to and --skip leave, in the playbook's order.
---@param steps string[]
---@param choice {only: string[]|nil, from: string|nil, to: string|nil, skip: string[]|nil}
---@return string[]
function M.select(steps, choice)
  local only, skip = {}, {}
  for _, name in ipairs(choice.only or {}) do only[position(steps, name, "--only")] = true end
  for _, name in ipairs(choice.skip or {}) do skip[position(steps, name, "--skip")] = true end
  local first = choice.from and position(steps, choice.from, "--from") or 1
  local last = choice.to and position(steps, choice.to, "--to") or #steps
  local chosen = {}
  for i, step in ipairs(steps) do
    if i >= first and i <= last and not skip[i] and (next(only) == nil or only[i]) then
      chosen[#chosen + 1] = step
    end
  end
  if #chosen == 0 then
    failure.raise { code = "usage", message = "these options leave no step to run" }
  end
  return chosen
end

local function finish(run, status, exit, problem)
  local left = {}
  for _, step in ipairs(run.steps) do
    if not run.finished[step] then left[#left + 1] = step end
  end
  -- A resumption that was refused leaves the run as it stood; one that had nothing left to write has come to the end.
  local again, over = run.journal.again, status == "done" or status == "verdict"
  if again and over and not run.journal.begun then pcall(run.journal.begin, run.journal, { who = process.me() }) end
  local event = { event = "run", phase = "end", id = run.id, status = status, exit = exit, counts = run.counts,
    written = run.written, left = left, untouched = run.untouched, seconds = task.now() - run.begun,
    failed_step = problem and run.step or nil, step = false,
    log = (run.journal.begun or again) and run.journal.path or nil }
  if problem then
    event.error, event.failure = ending.message(problem), problem
    event.traceback = type(problem) == "table" and problem.traceback or nil
  end
  run.journal:note { phase = "end", status = status, exit = exit, error = event.error }
  session.close(run)
  run.bus:emit(event)
  return { exit = exit, status = status, run = run, problem = problem, broken_listener = run.bus.broken }
end

---@class playbook.Options
---@field playbook table      from loader.load
---@field values table        from playbook:values
---@field listeners function[]|nil
---@field approve fun(run: table, permit: table): table|nil  asked before the first write; a failure stops the run
---@field verify boolean|nil  only the section `verify`, and no write
---@field only string[]|nil
---@field from string|nil
---@field to string|nil
---@field skip string[]|nil
---@field context table|nil   plain data that the journal keeps, for a later `resume` and `undo`: profile, region, ...
---@field history table|nil   an earlier run that goes on, as playbook.history gives it
---@field edited boolean|nil  that run goes on with another playbook than it began with
---@field again string|nil    what the journal calls that: "resume" (default) or "undo"

-- The journal of a new run, or that of the one that goes on.
local function journal_of(options, id, steps)
  local made
  local kept = files.record(options.playbook, function(file) made:file(file) end)
  if options.history then
    made = journal.reopen(options.history, options.again,
      options.edited and { version = version.text, files = kept })
  else
    made = journal.new(id, { playbook = options.playbook.name, settings = options.values, steps = steps,
      version = version.text, context = options.context }, kept)
  end
  return made
end

---Prepares a run: its id, bus, journal and steps. Raises for wrong options.
---@param options playbook.Options
---@return table run
function M.prepare(options)
  local playbook, earlier = options.playbook, options.history
  local steps = options.verify and playbook.verify or earlier and earlier.first.steps
    or M.select(playbook.steps, options)
  local id = earlier and earlier.id or new_id()
  local events = bus.new(world.now)
  for _, listener in ipairs(options.listeners or {}) do events:listen(listener) end
  local run = run_of.new { playbook = playbook, values = options.values, bus = events, id = id,
    approve = options.approve, reading_only = options.verify, journal = journal_of(options, id, steps),
    pinned = earlier and earlier.first.target, unsettled = earlier and history.unsettled(earlier),
    acted = earlier and not options.again and history.acted(earlier),
    number = earlier and #earlier.writes + #earlier.undo_writes }
  run.finished, run.steps, run.begun = {}, steps, task.now()
  run.bus:emit { event = "run", phase = "begin", id = id, playbook = playbook.name, origin = playbook.origin,
    settings = options.values, steps = steps, verify = options.verify or false, again = earlier and
      (options.again or "resume") or nil, step = false }
  return run
end

---Carries out `work(run)`, which gives the problem that stopped it or nil, and tells how it ended.
---@param run table
---@param work fun(run: table): any
---@return {exit: integer, status: string, run: table, problem: any}
function M.carry_out(run, work)
  -- An interruption may arrive between two steps as well; its problem is told like that of a step.
  local _, problem = pcall(work, run)
  return task.shield(function()
    if problem then
      local status, exit = ending.of(run, problem)
      return finish(run, status, exit, problem)
    end
    local holds = verdict.all_hold(run.verdicts)
    return finish(run, holds and "done" or "verdict", holds and exits.done or exits.verdict)
  end)
end

---Runs the steps of a prepared run.
---@param run table
---@return {exit: integer, status: string, run: table, problem: any}
function M.run(run)
  return M.carry_out(run, function()
    return stepping.all(run, run.steps, "step", function(step) run.functions(step)(run.facade) end)
  end)
end

---Runs a playbook to its end; never raises but for wrong options.
---@param options playbook.Options
---@return {exit: integer, status: string, run: table, problem: any}
function M.execute(options) return M.run(M.prepare(options)) end

return M
