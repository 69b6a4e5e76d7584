-- What a run holds while it writes: a lock of this machine, the target that it is pinned to, its journal, and the locks
-- that the playbook asks for. All of it is taken when the checks have passed and somebody has agreed, right before the
-- first write; a run that only reads or is refused leaves nothing behind.
local checks = require "playbook.checks"
local process = require "playbook.process"
local lock = require "playbook.lock"
local sorted = require "playbook.sorted"
local task = require "task"

local M = {}

-- Who runs it may change between a run and its resumption; where it writes may not.
local MAY_CHANGE <const> = { identity = true }

-- The pinned target: what the playbook says of it, and what tells it from every other.
local function pin_of(run)
  if not run.pin_of then return nil end
  run.pin = run.pin or run.pin_of()
  return run.pin
end

---Refuses a target that is not the one that the journal names.
---@param run table
function M.same_target(run)
  if not run.pinned then return end
  local now, problems = pin_of(run) or {}, {}
  for key, before in sorted.pairs(run.pinned) do
    if not MAY_CHANGE[key] and now[key] ~= before then
      problems[#problems + 1] = { object = key, detail = ("run %s wrote to %s %s; this would be %s"):format(run.id,
        key, tostring(before), tostring(now[key] or "none")),
        remedy = "use the credentials, region and context that the run had; `perigee show-run " .. run.id .. "`" }
    end
  end
  if #problems > 0 then checks.refuse(run, "same target", problems) end
end

---The journal and the locks. A run that is refused by a lock leaves no journal; one that goes on stays as it stood.
---@param run table
---@param more table what the first line says besides
function M.take(run, more)
  if run.journal.again then
    lock.hold(run)
    run.journal:begin(more)
    return
  end
  run.journal:begin(more)
  local ok, problem = pcall(lock.hold, run)
  if ok then return end
  run.journal:abandon()
  error(problem, 0)
end

local function begin(run)
  run.local_lock = lock.here(run)
  local target = pin_of(run)
  M.same_target(run)
  local finished = {}
  for _, step in ipairs(run.steps or {}) do
    if run.finished[step] then finished[#finished + 1] = step end
  end
  M.take(run, { target = target, finished = finished, who = process.me() })
end

---Before a write: the first one begins the session, every one makes sure that the locks are still held.
---@param run table
function M.hold(run)
  run.session = run.session or task.spawn(begin, run) -- several writes of a step may be the first
  run.session:await()
  lock.hold(run)
end

---At the end of a run.
---@param run table
function M.close(run)
  lock.release(run)
  if run.local_lock then run.local_lock:close() end
end

return M
