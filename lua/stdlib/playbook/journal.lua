-- The journal of a run: one JSON line for the intent before each write and one for its outcome, in a file per run.
-- It is made at the first write, so that a run that only reads leaves nothing behind; when it cannot be written,
-- nothing is sent. docs/journal.md describes the lines; playbook/history.lua reads them.
local failure = require "failure"
local json = require "json"
local world = require "world"

local M = {}

---The form of the lines; a reader of another form refuses.
M.FORMAT = 1

---The folder of the journals: PERIGEE_STATE, or what XDG says.
---@return string
function M.folder()
  local state = world.getenv("PERIGEE_STATE")
  if state and state ~= "" then return state end
  local base = world.getenv("XDG_STATE_HOME")
  if not base or base == "" then base = (world.getenv("HOME") or ".") .. "/.local/state" end
  return base .. "/perigee"
end

---The file of one run.
---@param id string
---@return string
function M.path(id) return ("%s/%s.jsonl"):format(M.folder(), id) end

---Makes the folder, for its owner only.
---@return boolean|nil, table|nil failure
function M.make_folder() return world.make_dir(M.folder(), { parents = true, mode = 448 }) end

local Journal = {}
Journal.__index = Journal

local function line_of(entry)
  entry.time = world.now()
  return json.encode(entry, { sort = true }) .. "\n"
end

-- Lines, on disk before this returns, the file's name too: what a killed run has made need not have one there.
function Journal:append(...)
  local lines = { self.torn and "\n" or "" } -- what was left half written, by a kill or a full disk, keeps its own line
  for _, entry in ipairs { ... } do lines[#lines + 1] = line_of(entry) end
  local ok, why = world.append_file(self.path, table.concat(lines), { mode = 384, name = not self.named })
  self.torn, self.named = not ok, self.named or ok
  return ok, why
end

local function file_entry(file, phase)
  return { phase = phase, kind = file.kind, name = file.name, path = file.path, text = file.text }
end

---The first lines: who runs what where, and every file that the run has loaded; of a run that goes on, that it does.
---Called before the first write.
---@param more table what is known only now: target, who
function Journal:begin(more)
  local entries = {}
  if self.first then
    for key, value in pairs(more) do self.first[key] = value end
    entries[1] = self.first
  end
  for _, file in ipairs(self.files and self.files() or {}) do
    entries[#entries + 1] = file_entry(file, self.edited and "edited" or "file")
  end
  -- behind the files that it puts in place of others: a torn beginning changes nothing
  if self.again then
    entries[#entries + 1] = { phase = self.again, who = more.who, edited = self.edited }
  end
  table.move(self.pending, 1, #self.pending, #entries + 1, entries)
  local ok, why = M.make_folder()
  if ok then ok, why = self:append(table.unpack(entries)) end
  if not ok then
    if self.first then self:abandon() end -- half a beginning is no run
    self:cannot("so nothing was sent", why, "free space or rights there, or another folder in PERIGEE_STATE")
  end
  self.begun, self.pending = true, {}
end

---Takes the journal of a run away again that has written nothing.
function Journal:abandon()
  self.begun = false
  world.remove(self.path)
end

function Journal:cannot(what, why, hint)
  failure.raise { code = "journal", message = ("the journal %s cannot be written (%s); %s"):format(self.path,
    why and why.message or tostring(why), what), hint = hint }
end

---Before a write: raises when it cannot be written, and then nothing may be sent.
---@param entry table plain data
function Journal:intent(entry)
  entry.phase = "intent"
  local ok, why = self:append(entry)
  if not ok then
    self:cannot("so nothing was sent", why, "free space or rights there, or another folder in PERIGEE_STATE")
  end
end

---After a write: raises when it cannot be written; the write itself has been answered.
---@param entry table plain data
function Journal:outcome(entry)
  entry.phase = "outcome"
  local ok, why = self:append(entry)
  if not ok then
    self:cannot(("the write %s was sent and answered, and the run stops here"):format(entry.operation or ""), why,
      "free space or rights there, then `perigee resume " .. self.id .. "`: it looks first")
  end
end

---A file that is loaded when the journal has begun.
function Journal:file(file)
  if self.begun and self.files then self:append(file_entry(file, "file")) end
end

---A line beside those of the writes, of a run that has written something: a step that is done, a lock, the end. When
---it cannot be written the run goes on: all that must be on disk is an intent and an outcome. A run that goes on keeps
---them until it has something to write: one that is refused leaves the journal as it was.
---@param entry table plain data with `phase`
function Journal:note(entry)
  if self.begun then
    self:append(entry)
  elseif self.again then
    table.insert(self.pending, entry)
  end
end

---@param id string the run
---@param first table what the first line says about the run
---@param files fun(): table[] every file that it has loaded: {kind=, name=, path=, text=}
function M.new(id, first, files)
  first.run, first.phase, first.format = id, "begin", M.FORMAT
  return setmetatable({ id = id, path = M.path(id), first = first, files = files, begun = false,
    pending = {} }, Journal)
end

---The journal of an earlier run, to be written on.
---@param history table as playbook.history gives it
---@param again string|nil what takes it up: "resume" (the default) or "undo"
---@param edited? {version: string, files: fun(): table[]} what it goes on with in place of what it began with
function M.reopen(history, again, edited)
  return setmetatable({ id = history.id, path = history.path, begun = false, pending = {}, again = again or "resume",
    torn = history.torn, edited = edited and edited.version, files = edited and edited.files }, Journal)
end

return M
