-- What the commands about earlier runs share: how a run stands in words, and reaching the world that it wrote to.
local options = require "cli.options"
local process = require "playbook.process"
local time_of = require "aws.time"
local version = require "playbook.version"

local M = {}

---What to do now, by how a run stands.
---@param run playbook.History
---@return string
function M.now(run)
  local words = {
    done = ("nothing; `perigee undo %s` goes back"):format(run.id),
    undone = "nothing",
    running = "wait for it",
    undoing = "wait for it",
  }
  if words[run.state] == "wait for it" and not process.is_here(run.who) then
    return ("wait for it; when that machine is gone: `perigee %s %s --take-over`"):format(
      run.undoing and "undo" or "resume", run.id)
  end
  if words[run.state] then return words[run.state] end
  if run.undoing then return ("`perigee undo %s` goes on going back"):format(run.id) end
  return ("`perigee resume %s` goes on, `perigee undo %s` goes back"):format(run.id, run.id)
end

---"2026-11-24 13:05:27 UTC"
---@param time number
---@return string
function M.time(time) return (time_of.iso8601(math.floor(time or 0)):gsub("T", " "):gsub("Z$", " UTC")) end

---How many writes took effect, and of how many that is not known.
---@param run playbook.History
---@return integer done, integer unknown
function M.count(run)
  local done, unknown = 0, 0
  for _, write in ipairs(run.writes) do
    if write.outcome == "done" then done = done + 1 end
    if write.outcome == nil or write.outcome == "unknown" then unknown = unknown + 1 end
  end
  return done, unknown
end

---The option by which an operator vouches for the end of a process elsewhere.
function M.take_over(command)
  command:flag("--take-over", "The run's process on another machine is dead, though nobody can see that from here.")
end

---Refuses to touch a run whose process lives, or may live elsewhere: unless it held a Lease, which tells by itself, or
---the operator says that it is dead.
---@param run playbook.History
---@param take_over boolean|nil
function M.refuse_running(run, take_over)
  if run.state ~= "running" and run.state ~= "undoing" then return end
  local who, elsewhere = run.who or {}, not process.is_here(run.who)
  if elsewhere and (take_over or run.locks.lease) then return end
  options.usage(("run %s has not ended, as far as can be seen: process %s of %s on %s"):format(run.id,
    tostring(who.pid), tostring(who.user), tostring(who.host)), elsewhere
    and "wait for it, or end it there; when it is dead: --take-over" or "wait for it, or end it first")
end

---Refuses a run whose files are of another version of Perigee.
function M.same_version(run, otherwise)
  if run.version == version.text then return end
  options.usage(("run %s was begun by Perigee %s; this is %s"):format(run.id, tostring(run.version),
    version.text), "use that version, or " .. otherwise)
end

---The options that the run had, where the command gives no others.
function M.apply(args, run)
  local region = (run.first.target or {}).region
  if args.region and region and args.region ~= region then
    options.usage(("run %s wrote to region %s, not to %s"):format(run.id, region, args.region),
      "leave --region out: the run knows its own")
  end
  for key, value in pairs(run.first.context or {}) do args[key] = args[key] or value end
  options.apply(args)
end

return M
