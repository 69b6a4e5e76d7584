-- run:ensure: a resource that must be there. Look, and only when it is missing or different write, then await it.
-- A write whose answer never came is settled by looking again, never by repeating it blindly.
local checks = require "playbook.checks"
local failure = require "failure"
local plain = require "playbook.plain"
local settle = require "playbook.settle"
local wait = require "playbook.wait"
local write = require "playbook.write"

local M = {}

local fields = { { "kind", "string" }, { "name", "string" }, { "find", "function" } }
local optional = { "same", "create", "change", "ready", "show" }

local function validate(r)
  if type(r) ~= "table" then error("run:ensure wants a resource, as vpc.cidr_block{...} gives one", 3) end
  for _, field in ipairs(fields) do
    local name, kind = field[1], field[2]
    if type(r[name]) ~= kind then
      error(("run:ensure: the resource %s needs '%s' (a %s)"):format(tostring(r.name or r.kind or ""), name, kind), 3)
    end
  end
  for _, name in ipairs(optional) do
    if r[name] ~= nil and type(r[name]) ~= "function" then
      error(("run:ensure: '%s' of %s %s must be a function"):format(name, r.kind, r.name), 3)
    end
  end
end

local function is_same(r, found)
  if not r.same then return true end
  return r.same(found)
end

local function is_ready(r, found)
  if not r.ready then return true end
  return r.ready(found)
end

-- Found, as wanted and ready; or how it stands.
local function look(r)
  local found = r.find()
  if not found then return nil, "not there yet" end
  local same, why = is_same(r, found)
  if not same then return nil, why or "not as wanted yet" end
  local ready, state = is_ready(r, found)
  if not ready then return nil, state or "not ready yet" end
  return found
end

local function ambiguous(r, verb, problem, detail)
  failure.raise { code = "ambiguous", message = ("it is not known whether '%s %s %s' took effect: %s (%s)"):format(verb,
    r.kind, r.name, tostring(problem), detail), hint = ("look for %s %s by hand before going on; "
    .. "running the same command again is safe, since it looks first"):format(r.kind, r.name) }
end

-- There as the write would have left it: what it takes for the write to have taken effect.
local function effect(r, verb)
  local there = r.find()
  return there and (verb == "create" or is_same(r, there)) and there
end

-- After an unanswered write: true when it took effect, false when it certainly has not.
local function took_effect(run, r, verb, problem, seconds)
  run:emit { event = "warn", text = ("no answer to '%s %s %s' (%s): looking whether it took effect"):format(verb,
    r.kind, r.name, tostring(problem)) }
  local ok, found = pcall(settle.look, run, r, function() return effect(r, verb) end, seconds or settle.seconds(r))
  if ok then return found ~= nil end
  if failure.is(found) and found.code == "cancelled" then error(found, 0) end
  ambiguous(r, verb, problem, "and it cannot be looked at: " .. tostring(found))
end

-- `before`: why an attempt of an earlier process may have taken effect, though nobody can see it yet.
local function attempt(run, r, permit, act, before)
  for try = 1, 2 do
    local ok, problem = pcall(write.perform, run, permit, act)
    if ok then return end
    local unknown = failure.is(problem) and problem.outcome == "unknown"
    -- A refusal of the second attempt may come from the first one, which nobody can see yet.
    if before and not unknown and took_effect(run, r, permit.verb, before, settle.WINDOW) then return end
    if not unknown then error(write.attempted(problem, ("%s %s %s"):format(permit.verb, r.kind, r.name)), 0) end
    if took_effect(run, r, permit.verb, problem) then return end
    if try == 2 then
      ambiguous(r, permit.verb, problem, "it was sent twice, and is not there")
    end
    before = problem
  end
end

-- There, but different, and nobody says how to change it: a check that does not hold.
local function refuse(run, r, why)
  checks.refuse(run, ("%s %s"):format(r.kind, r.name), { { object = r.name,
    detail = why or "it is there, but not as this playbook wants it", remedy = r.remedy } })
end

-- How the write is undone stands in the journal before it is sent: the name of a function and plain data.
local function permit_of(run, r, resource, verb, found, why)
  local undo = r.undo
  if type(undo) == "function" then undo = undo(found) end
  local problem = undo and plain.problem(undo, "undo") or undo and undo.act and not run.functions(undo.act)
    and ("undo names '%s', and the playbook has no such function"):format(undo.act)
  if problem then error(("run:ensure %s %s: %s"):format(r.kind, r.name, problem), 0) end
  return { resource = resource, verb = verb, why = why, undo = undo, why_no_undo = r.why_no_undo }
end

local function finish(run, r, found, status, seconds)
  local shown = r.show and r.show(found) or nil
  run:emit { event = "resource", phase = "end", status = status, resource = { kind = r.kind, name = r.name },
    show = shown, seconds = seconds }
  local counter = (status == "created" or status == "changed") and "changed" or "unchanged"
  run.counts[counter] = run.counts[counter] + 1
  return found
end

---@param run table
---@param r table the resource
---@return any found
function M.ensure(run, r)
  validate(r)
  run:guard()
  local resource = { kind = r.kind, name = r.name }
  local unseen, verb = settle.earlier(run, r, function(verb) return effect(r, verb) end)
  local found = r.find()
  local status = "unchanged"
  if found then
    local same, why = is_same(r, found)
    if not same then
      if not r.change then refuse(run, r, why) end
      status = "changed"
      attempt(run, r, permit_of(run, r, resource, "change", found, why), function() return r.change(found) end,
        verb == "change" and unseen or nil)
    elseif is_ready(r, found) then
      return finish(run, r, found, status)
    else
      status = "awaited"
    end
  else
    if not r.create then refuse(run, r, "it is not there, and this playbook does not create it") end
    status = "created"
    attempt(run, r, permit_of(run, r, resource, "create"), r.create, verb == "create" and unseen or nil)
  end
  local there, seconds = wait.until_there(run, { what = ("%s %s"):format(r.kind, r.name), look = function()
    return look(r)
  end, timeout = r.timeout or 600, every = r.every, resource = resource, remedy = r.remedy })
  return finish(run, r, there, status, seconds)
end

return M
