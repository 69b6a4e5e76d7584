-- What the journals tell of earlier runs: who wrote what where, how far each came, and what to do now.
local failure = require "failure"
local journal = require "playbook.journal"
local json = require "json"
local nearest = require "nearest"
local process = require "playbook.process"
local world = require "world"

local M = {}

---Whether it is not known what became of a write.
---@param write table
function M.is_unsettled(write) return write.outcome == nil or write.outcome == "unknown" end

---What tells a resource from every other of a run.
---@param resource {kind: string, name: string}|nil
---@return string
function M.key(resource)
  resource = resource or {}
  return ("%s %s"):format(tostring(resource.kind), tostring(resource.name))
end

---Writes whose outcome is not known, by the key of their resource: each must be looked for before it is sent again.
---@param history playbook.History
---@return table<string, table>
function M.unsettled(history)
  local list = {}
  for _, write in ipairs(history.writes) do
    list[M.key(write.resource)] = M.is_unsettled(write) and write or nil
  end
  return list
end

---The actions that were done, as often as they were: none of them may be done again by a run that goes on.
---@param history playbook.History
---@return table<string, integer>
function M.acted(history)
  local times = {}
  for _, write in ipairs(history.writes) do
    if write.verb == "act" and write.outcome == "done" then
      local key = M.act_key(write.resource, write)
      times[key] = (times[key] or 0) + 1
    end
  end
  return times
end

---What tells an action from every other of a run: its name and object, what it calls and with what.
---@param resource {kind: string, name: string}
---@param act {apply: string, with: table?}
---@return string
function M.act_key(resource, act)
  return json.encode({ M.key(resource), act.apply, act.with or {} }, { sort = true })
end

---@class playbook.History
---@field id string
---@field path string
---@field first table        the first line: playbook, settings, target, who, version
---@field files table[]      {kind=, name=, path=, text=}, with which it was begun, or gone on with since
---@field version string     of the Perigee that these files are for
---@field writes table[]     one per intent: {number=, step=, resource=, outcome=, undo=, ...}; outcome is "done",
---                           "failed", "unknown", or nil when the process was killed before it came
---@field undo_writes table[]  the same of going back
---@field finished table<string, boolean>  steps that were done
---@field state string       "running"|"killed"|"failed"|"interrupted"|"done"|"verdict"|"undoing"|"undone"
---@field locks table<string, boolean>  the kinds of locks that it has held
---@field torn boolean       the last line is half written

local read = {}

function read.begin(history, entry)
  if entry.format ~= journal.FORMAT then
    failure.raise { code = "usage", message = ("%s is of form %s; this Perigee reads form %d"):format(history.path,
      tostring(entry.format), journal.FORMAT), hint = "use the Perigee that wrote it" }
  end
  history.first, history.version = entry, entry.version
  for _, step in ipairs(entry.finished or {}) do history.finished[step] = true end
end

function read.file(history, entry) table.insert(history.files, entry) end

-- Counts when the run has gone on with it.
function read.edited(history, entry) table.insert(history.edited, entry) end

-- What is written while a run is taken back is no part of what is taken back.
function read.intent(history, entry)
  table.insert(history.undoing and history.undo_writes or history.writes, entry)
  history.by_number[entry.number] = entry
end

function read.outcome(history, entry)
  local write = history.by_number[entry.number]
  if write then write.outcome, write.error, write.answered = entry.outcome, entry.error, entry.time end
end

---Puts down what became of a write of which it was not known: of all of that resource, since each was sent only when
---the one before was.
---@param history playbook.History
---@param entry {resource: table, outcome: string}
function M.settle(history, entry)
  for _, write in ipairs(history.writes) do
    local same = M.key(write.resource) == M.key(entry.resource)
    if same and M.is_unsettled(write) then write.outcome = entry.outcome end
  end
end

read.settled = M.settle

read["step"] = function(history, entry) history.finished[entry.step] = entry.status == "done" or nil end

read["end"] = function(history, entry)
  history.ended, history.status, history.exit = entry.time, entry.status, entry.exit
end

-- A process that takes the run up again: it runs until the next end.
function read.resume(history, entry)
  history.ended, history.status, history.who = nil, nil, entry.who
  if entry.edited then history.files, history.version = history.edited, entry.edited end
  history.edited = {}
end

function read.undo(history, entry)
  history.ended, history.status, history.who, history.undoing = nil, nil, entry.who, true
end

function read.lock(history, entry) history.locks[entry.kind] = true end

function read.undone(history, entry) history.undone[entry.number] = entry.status end

local function lines_of(text)
  local lines = {}
  for line in text:gmatch("[^\n]+") do lines[#lines + 1] = line end
  return lines, text:sub(-1) ~= "\n"
end

-- A line that was torn by a killed process tells nothing, wherever a resumed run went on behind it.
local function parse(history, text)
  local lines, torn = lines_of(text)
  history.torn = torn
  if #lines == 0 or #lines == 1 and torn then
    failure.raise { code = "usage", message = ("the journal %s was torn when it was begun: nothing was written"):format(
      history.path), hint = "run the playbook anew; that file can be removed" }
  end
  for i, line in ipairs(lines) do
    local entry = json.decode(line)
    if type(entry) == "table" and read[entry.phase] then
      read[entry.phase](history, entry)
      history.last = entry.time or history.last
    elseif i == 1 then
      failure.raise { code = "usage", message = ("%s is no journal of Perigee"):format(history.path) }
    end
  end
end

local function state_of(history)
  if history.ended then
    if history.undoing and history.status == "done" then return "undone" end
    return history.status
  end
  if process.is_dead(history.who) then return "killed" end
  return history.undoing and "undoing" or "running"
end

---One earlier run, from its file.
---@param id string
---@param path string
---@return playbook.History
function M.read(id, path)
  local text, why = world.read_file(path)
  if not text then failure.raise { code = "usage", message = ("%s cannot be read: %s"):format(path, why.message) } end
  local history = { id = id, path = path, first = {}, files = {}, writes = {}, undo_writes = {}, by_number = {},
    finished = {}, undone = {}, locks = {}, edited = {} }
  parse(history, text)
  history.who = history.who or history.first.who
  history.state = state_of(history)
  return history
end

---The ids of all runs that have written something.
---@return string[]
function M.ids()
  local ids = {}
  for _, name in ipairs(world.list(journal.folder()) or {}) do ids[#ids + 1] = name:match("^(%w+)%.jsonl$") end
  return ids
end

---The run of this id; raises a usage failure that names what is near.
---@param id string
---@return playbook.History
function M.find(id)
  local ids = M.ids()
  for _, known in ipairs(ids) do
    if known == id then return M.read(id, journal.path(id)) end
  end
  failure.raise { code = "not_found", message = ("there is no run '%s' in %s%s"):format(id, journal.folder(),
    nearest.hint(id, ids)), hint = "`perigee runs` lists them" }
end

---All runs, the newest first. One that cannot be read is left out of the list and named in the second.
---@return playbook.History[], table[] problems {path=, message=}
function M.all()
  local list, problems = {}, {}
  for _, id in ipairs(M.ids()) do
    local ok, history = pcall(M.read, id, journal.path(id))
    if ok then
      list[#list + 1] = history
    elseif failure.is(history) and history.code ~= "cancelled" then
      problems[#problems + 1] = { path = journal.path(id), message = history.message }
    else
      error(history, 0)
    end
  end
  table.sort(list, function(a, b) return (a.first.time or 0) > (b.first.time or 0) end)
  return list, problems
end

return M
