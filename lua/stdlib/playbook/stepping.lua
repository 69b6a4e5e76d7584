-- Goes through steps one after the other: each in a fresh load of the playbook, with no permission to write but the one
-- that ensure, act and remove give; until the end or the first that is stopped.
local checks = require "playbook.checks"
local ending = require "playbook.ending"
local failure = require "failure"
local settle = require "playbook.settle"
local task = require "task"
local traced = require "playbook.traced"
local write = require "playbook.write"

local M = {}

local function one(run, step, body)
  run:enter(step)
  local context = task.context()
  context.gate = write.refuse(run)
  context.step = step
  local ok, problem = xpcall(body, traced, step)
  if not ok then
    -- What a step makes of a fact that does not hold is of no interest; the fact is.
    if #run.failed_checks > 0 and not (failure.is(problem) and (problem.code == "cancelled"
        or problem.code == "refused")) then
      checks.settle(run)
    end
    error(problem, 0)
  end
  run:guard()
  checks.settle(run)
  settle.rest(run, step)
end

---@param run table
---@param steps string[]
---@param phase string of the line that the journal gets for each that is done
---@param body fun(step: string) carries one out
---@return any problem what stopped it, or nil
function M.all(run, steps, phase, body)
  for i, step in ipairs(steps) do
    local begun = task.now()
    run.step = step
    run:emit { event = "step", phase = "begin", index = i, count = #steps }
    -- A scope of its own, so that a cancelled step has ended, its last write included, before anything is told.
    local ok, problem = pcall(task.all, { function() one(run, step, body) end })
    run:emit { event = "step", phase = "end", index = i, count = #steps, summary = run.step_summary,
      status = ok and "done" or ending.of(run, problem), seconds = task.now() - begun }
    if not ok then return problem end
    run.finished[step] = true
    run.journal:note { phase = phase, step = step, status = "done" }
  end
end

return M
