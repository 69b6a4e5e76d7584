-- Locks against a second run on the same target: a file of this machine always, and what a playbook asks for by
-- run:lock (a Lease of the cluster). Both tell who holds them; one whose holder died is taken over, and that is said.
local checks = require "playbook.checks"
local failure = require "failure"
local journal = require "playbook.journal"
local process = require "playbook.process"
local task = require "task"
local world = require "world"

local M = {}

-- A lock is renewed when the run looks or writes and this many seconds have gone by.
local RENEW <const> = 20

-- Without a renewal for so long nothing more is written: a lock of the cluster expires soon after.
local HOLDS <const> = 90

---Who holds what this run takes: "run 7f3k2m of jo on laptop, process 4711".
---@param run table
---@return string
function M.holder(run) return ("run %s of %s"):format(run.id, process.words(process.me())) end

local function key_of(run)
  local target = run.target
  if not (target and target.cluster) then return "playbook-" .. run.playbook.name end
  return table.concat({ tostring(target.account or "account"), tostring(target.region or "region"),
    tostring(target.cluster) }, "-")
end

-- The lock of this machine.
local function take_file(run)
  local path = ("%s/lock-%s"):format(journal.folder(), (key_of(run):gsub("[^%w%-]", "_")))
  local held, why = world.lock(path, M.holder(run) .. "\n")
  if held then return held end
  if why.code == "locked" then
    why.message = ((world.read_file(path) or ""):match("[^\n]+") or "another run") .. " is writing to the same target"
    why.hint = "wait until it has ended, then run again"
  end
  return nil, why
end

local function refuse(run, object, problem)
  checks.refuse(run, "lock", { { object = object, detail = problem.message, remedy = problem.hint } },
    "one run at a time writes to a target")
end

---Takes the lock of this machine.
---@param run table
---@return table held
function M.here(run)
  local ok, why = journal.make_folder()
  local held
  if ok then held, why = take_file(run) end
  if held then return held end
  if why.code == "locked" then refuse(run, nil, why) end
  failure.raise { code = "journal", message = ("%s/ cannot be written (%s), so nothing was sent"):format(
    journal.folder(), why.message), hint = "free space or rights there, or another folder in PERIGEE_STATE" }
end

-- Whether the process that a lock names has died on this machine: then nobody need wait until the lock expires.
local function is_dead(holder) return process.is_dead(process.of_words(holder)) end

-- The write of a lock is no part of the procedure: it is told by an event of its own, and when the process dies the
-- lock expires.
local function acquire(run, item)
  run:emit { event = "lock", phase = "before", kind = item.kind, name = item.name }
  local taken, problem = run:quietly(function() return item.acquire(M.holder(run), is_dead) end)
  if not taken then refuse(run, item.name, problem) end
  run.journal:note { phase = "lock", kind = item.kind, name = item.name, holder = M.holder(run), from = taken.from }
  run:emit { event = "lock", phase = "held", kind = item.kind, name = item.name, from = taken.from }
  item.renewed = { at = world.monotonic(), time = world.now() }
  item.tried = item.renewed
end

---Asks for a lock of the run; one of the same name is the same.
---@param run table
---@param item {kind: string, name: string, acquire: function, renew: function, release: function, clear: function?}
function M.ask(run, item)
  for _, known in ipairs(run.locks) do
    if known.name == item.name then return end
  end
  table.insert(run.locks, item)
end

-- Seconds since then, by the clock too: a machine that slept has not counted them.
local function since(mark) return math.max(world.monotonic() - mark.at, world.now() - mark.time) end

local function lost(item, problem)
  failure.raise { code = "lock_lost", message = ("%s %s was not renewed for %d s%s"):format(item.kind, item.name,
    math.floor(since(item.renewed)), problem and ": " .. tostring(problem) or ""),
    hint = "nothing more is written: another run may have taken over; see to the connection before you go on" }
end

-- One that cannot be renewed now is held until it has nearly expired.
local function renew(run, item)
  if since(item.tried) < RENEW then return end
  local begun = { at = world.monotonic(), time = world.now() }
  item.tried = begun
  local ok, problem = pcall(run.quietly, run, function() return item.renew(M.holder(run)) end)
  if ok then
    item.renewed = begun
  elseif failure.is(problem) and (problem.code == "lock_lost" or problem.code == "cancelled") then
    error(problem, 0)
  elseif since(item.renewed) >= HOLDS then
    lost(item, problem)
  end
end

---Renews what is held and due, while the run only waits. Raises when one was lost.
---@param run table
function M.renew(run)
  for _, item in ipairs(run.locks) do
    if item.renewed then renew(run, item) end
  end
end

---Before a write: takes what is asked for and not held yet, and renews what is due. Raises when one was lost.
---@param run table
function M.hold(run)
  for _, item in ipairs(run.locks) do
    item.taking = item.taking or task.spawn(acquire, run, item)
    item.taking:await()
    renew(run, item)
    if since(item.renewed) >= HOLDS then lost(item) end
  end
end

---Gives all locks back, of a run that goes on those too that its dead process has left. What cannot be given back
---expires; the run is not held up by it.
---@param run table
function M.release(run)
  for _, item in ipairs(run.locks) do
    if item.renewed then
      pcall(run.quietly, run, function() return item.release(M.holder(run)) end)
    elseif item.clear and run.journal.again then
      pcall(run.quietly, run, function() return item.clear(M.holder(run), is_dead) end)
    end
  end
  run.locks = {}
end

return M
