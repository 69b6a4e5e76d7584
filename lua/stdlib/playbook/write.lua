-- The one place where every write goes: shown before it is sent, logged as an intent, sent, its outcome logged.
-- Outside run:ensure and run:act there is no permission, and the clients' gate refuses.
local checks = require "playbook.checks"
local failure = require "failure"
local session = require "playbook.session"
local task = require "task"

local M = {}

local function outcome_of(call, ok, results)
  if not ok then
    local problem = results[1]
    if failure.is(problem) and problem.outcome == "unknown" then return "unknown", problem end
    return "failed", problem
  end
  if results[1] == nil and failure.is(results[2]) then
    return results[2].outcome == "unknown" and "unknown" or "failed", results[2]
  end
  -- A native request hands a refusal out as an answer.
  local answer = results[1]
  if call.raw and type(answer) == "table" and (answer.status or 0) >= 400 then
    return "failed", ("status %d"):format(answer.status)
  end
  return "done"
end

local function entry_of(run, call, permit)
  return { step = run.step, resource = permit.resource, operation = call.operation, service = call.service,
    object = call.object, number = run.counts.shown }
end

-- One call of a client, within a permission.
local function pass(run, permit, call, send)
  run.counts.shown = run.counts.shown + 1
  local intent = entry_of(run, call, permit)
  permit.number = intent.number
  intent.params, intent.verb, intent.apply, intent.with = call.params, permit.verb, permit.apply, permit.with
  intent.done, intent.undo, intent.why_no_undo = permit.done, permit.undo, permit.why_no_undo
  run:emit { event = "write", phase = "before", operation = call.operation, service = call.service,
    object = call.object, resource = permit.resource, number = intent.number }
  run.journal:intent(intent)
  run.counts.sent = run.counts.sent + 1
  -- From here to the outcome on disk nothing interrupts: what was sent must be known.
  local returned = table.pack(task.shield(function()
    local begun = task.now()
    local results = table.pack(pcall(send))
    local ok = results[1]
    results = table.pack(table.unpack(results, 2, results.n))
    local outcome, problem = outcome_of(call, ok, results)
    if outcome ~= "failed" then
      run.counts.writes = run.counts.writes + 1
      run:remember(permit.resource, permit.verb, outcome)
    end
    local after = entry_of(run, call, permit)
    after.number, after.outcome, after.error = intent.number, outcome, problem and tostring(problem) or nil
    run:emit { event = "write", phase = "after", operation = call.operation, service = call.service,
      object = call.object, resource = permit.resource, number = intent.number, outcome = outcome,
      error = after.error, seconds = task.now() - begun }
    run.journal:outcome(after)
    return ok, table.unpack(results, 1, results.n)
  end))
  if not returned[1] then error(returned[2], 0) end
  return table.unpack(returned, 2, returned.n)
end

---The gate of a step outside run:ensure and run:act.
function M.refuse(run)
  return function(call)
    failure.raise { code = "no_permission", message = ("%s %s: a write outside run:ensure and run:act (step %s)")
      :format(call.service or call.client, call.operation, run.step or "?"), hint = run.reading_only
      and "verify only reads; the function that verify names must not write"
      or "put it into the `create` of a resource, or into a function that run:act names" }
  end
end

---A failure with what was attempted, for whoever reads it; of the first who says so, since that one knows best.
---@param problem any
---@param what string
---@return any problem
function M.attempted(problem, what)
  if failure.is(problem) and problem.code ~= "cancelled" and problem.code ~= "refused" then
    problem.attempted = problem.attempted or what
  end
  return problem
end

---Runs `f` with a permission to write that is neither shown nor journalled, for the locks of the run.
---@param f function
function M.quietly(f)
  local returned = task.all { function()
    task.context().gate = function(_, send) return send() end
    return table.pack(f())
  end }
  return table.unpack(returned[1], 1, returned[1].n)
end

---Runs `f` with the permission to write. Stops before it when checks have failed or nobody agreed.
---@param run table
---@param permit {resource: {kind: string, name: string}, verb: string}; gets the `number` of its last write
---@param f function
function M.perform(run, permit, f)
  checks.settle(run)
  run:guard()
  if run.reading_only then
    M.refuse(run)({ service = permit.resource.kind, operation = permit.verb .. " " .. permit.resource.name })
  end
  run:approve(permit)
  session.hold(run)
  run:emit { event = "resource", phase = "begin", resource = permit.resource, verb = permit.verb, why = permit.why }
  -- The permission holds in a task of its own: nothing that runs beside it can use it.
  local returned = task.all { function()
    task.context().gate = function(call, send) return pass(run, permit, call, send) end
    return table.pack(f())
  end }
  return table.unpack(returned[1], 1, returned[1].n)
end

return M
