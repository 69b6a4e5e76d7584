-- Writes whose outcome is not known: the answer never came, or the process was killed. They are settled by looking at
-- the world. "Not there" just after an attempt proves nothing for some minutes, so a write is sent again only when that
-- time is over, or where the API itself refuses a duplicate.
local history = require "playbook.history"
local task = require "task"
local wait = require "playbook.wait"

local M = {}

---Seconds after which what is not there was not made: how long EC2 may take to show what it has carried out.
M.WINDOW = 300

---What became of the answer to a write of an earlier process.
M.STOPPED = "the process that sent it was stopped"

-- Where a duplicate is refused by the other side, looking for a while only spares a needless request.
local SHORT <const> = 20

---How long to look for the effect of a write that was not answered.
---@param thing table a resource or an action: `repeatable` says that the API refuses or ignores a duplicate
---@return number seconds
function M.seconds(thing) return thing.settle or (thing.repeatable and SHORT or M.WINDOW) end

---What the journal calls a resource, or an action that has no kind but a name and an object.
---@param thing table
---@return {kind: string, name: string}
function M.resource(thing)
  if thing.kind then return { kind = thing.kind, name = thing.name } end
  return { kind = thing.name, name = thing.object or "" }
end

local function key_of(thing) return history.key(M.resource(thing)) end

local function note(run, thing, found)
  run.journal:note { phase = "settled", outcome = found and "done" or "failed", resource = M.resource(thing) }
  return found
end

---Looks for the effect of a write for so many seconds; nil when it is not there, and then it may be sent again.
---@param run table
---@param thing table
---@param effect fun(): any
---@param seconds number
---@return any
function M.look(run, thing, effect, seconds) return note(run, thing, wait.settle(run, effect, seconds)) end

---Before a resource or action is looked at: when an earlier process was killed while it wrote it, the time in which
---that may still become visible is waited out.
---@param run table
---@param thing table
---@param effect fun(verb: string): any
---@param otherwise? string what follows when it does not show up
---@return string|nil why a refusal of the same write may still be due to the earlier one, and the verb of that
---@return string|nil verb
function M.earlier(run, thing, effect, otherwise)
  local key = key_of(thing)
  local before = run.unsettled[key]
  if not before then return end
  run.unsettled[key] = nil
  local left = before.time + M.seconds(thing) - task.now()
  local found = effect(before.verb)
  if not found and left > 0 then
    run:emit { event = "warn", text = ("it is not known whether '%s %s' of %d s ago took effect: looking for another "
      .. "%d s before it %s"):format(before.verb, key, math.floor(task.now() - before.time), math.ceil(left),
        otherwise or "is sent again") }
    found = wait.settle(run, function() return effect(before.verb) end, left)
  end
  note(run, thing, found)
  if not found and task.now() - before.time < M.WINDOW then return M.STOPPED, before.verb end
end

---At the end of a step of a run that goes on: actions that an earlier process was stopped in and that the step had no
---reason to come by again, since what they did is so. Those that cannot be looked for stay unknown.
---@param run table
---@param step string
function M.rest(run, step)
  for key, before in pairs(run.unsettled) do
    if before.step == step and before.done then
      local ok, is_so = pcall(run.functions(before.done), run.facade, before.with)
      if ok and is_so then
        run.unsettled[key] = nil
        run.journal:note { phase = "settled", outcome = "done", resource = before.resource }
      end
    end
  end
end

---The write of this that an earlier process was stopped in, or nil.
---@param run table
---@param thing table
---@return table|nil
function M.open(run, thing) return run.unsettled[key_of(thing)] end

---Whether the run has done this action before it was stopped; each time counts once.
---@param run table
---@param action table
---@return boolean
function M.acted(run, action)
  local key = history.act_key(M.resource(action), action)
  local times = run.acted[key] or 0
  run.acted[key] = times > 1 and times - 1 or nil
  return times > 0
end

return M
