-- run:act: a write that is no resource (cordon, evict). It names functions of the playbook and carries plain data,
-- so that another process can do it again or undo it; a closure is refused when it is called.
local failure = require "failure"
local nearest = require "nearest"
local plain = require "playbook.plain"
local settle = require "playbook.settle"
local write = require "playbook.write"

local M = {}

local function function_named(run, action, field)
  local name = action[field]
  if name == nil then return nil end
  if type(name) ~= "string" then
    error(("run:act '%s': %s must be the name of a function of the playbook, not a %s: another process must be able "
      .. "to find it"):format(action.name, field, type(name)), 4)
  end
  local f = run.functions(name)
  if not f then
    error(("run:act '%s': %s names '%s', and the playbook has no such function%s"):format(action.name, field, name,
      nearest.hint(name, run.function_names)), 4)
  end
  return f
end

local function validate(run, action)
  if type(action) ~= "table" or type(action.name) ~= "string" then
    error("run:act wants { name =, apply =, undo = or why_no_undo =, with = }", 3)
  end
  local apply = function_named(run, action, "apply")
  if not apply then error(("run:act '%s' needs apply, the name of a function"):format(action.name), 3) end
  function_named(run, action, "undo")
  if not action.undo and type(action.why_no_undo) ~= "string" then
    error(("run:act '%s' needs undo (the name of a function), or why_no_undo (why there is none)"):format(action.name),
      3)
  end
  local problem = plain.problem(action.with, "with")
  if problem then
    error(("run:act '%s': with must be plain data, since it is written down; %s"):format(action.name, problem), 3)
  end
  return apply, function_named(run, action, "done")
end

-- Nobody but the operator can tell; what he says is given to `resume`.
local function ambiguous(run, action, number, problem, detail)
  failure.raise { code = "ambiguous", message = ("it is not known whether '%s%s' took effect: %s%s"):format(action.name,
    action.object and " " .. action.object or "", tostring(problem), detail), hint = ("look at %s by hand; if it took "
    .. "effect: `perigee resume %s --settled %d=done`, if not: `--settled %d=failed`"):format(
      action.object or action.name, run.id, number, number) }
end

local function took_effect(run, action, done, number, problem)
  if not done then ambiguous(run, action, number, problem, "") end
  run:emit { event = "warn", text = ("no answer to '%s' (%s): looking whether it took effect"):format(action.name,
    tostring(problem)) }
  local ok, is_done = pcall(settle.look, run, action, function() return done(run.facade, action.with) end,
    settle.seconds(action))
  if not ok then
    if failure.is(is_done) and is_done.code == "cancelled" then error(is_done, 0) end
    ambiguous(run, action, number, problem, " and it cannot be looked at: " .. tostring(is_done))
  end
  return is_done ~= nil
end

-- Whether it need not be done: the world says so, or, where nothing can be looked at, this run has done it.
local function is_so(run, action, done)
  if done then return done(run.facade, action.with) end
  return not action.repeatable and settle.acted(run, action)
end

---@param run table
---@param action table
---@return any what `apply` returned; nil when it was so already
function M.act(run, action)
  local apply, done = validate(run, action)
  run:guard()
  local resource = settle.resource(action)
  if done then
    settle.earlier(run, action, function() return done(run.facade, action.with) end)
  elseif not action.repeatable and settle.open(run, action) then
    ambiguous(run, action, settle.open(run, action).number, settle.STOPPED, "")
  end
  if is_so(run, action, done) then
    run.counts.unchanged = run.counts.unchanged + 1
    run:emit { event = "resource", phase = "end", status = "unchanged", resource = resource }
    return nil
  end
  local permit = { resource = resource, verb = "act", apply = action.apply, with = action.with, done = action.done,
    undo = action.undo and { act = action.undo, with = action.with }, why_no_undo = action.why_no_undo }
  for try = 1, 2 do
    local returned = table.pack(pcall(write.perform, run, permit, function() return apply(run.facade, action.with) end))
    if returned[1] then
      run.counts.changed = run.counts.changed + 1
      run:emit { event = "resource", phase = "end", status = "done", resource = resource }
      return table.unpack(returned, 2, returned.n)
    end
    local problem = returned[2]
    if not (failure.is(problem) and problem.outcome == "unknown") then
      error(write.attempted(problem, ("%s %s"):format(action.name, action.object or "")), 0)
    end
    if took_effect(run, action, done, permit.number, problem) then
      run:emit { event = "resource", phase = "end", status = "done", resource = resource }
      return nil
    end
    if try == 2 then ambiguous(run, action, permit.number, problem, "; it was sent twice and is not so") end
  end
end

return M
