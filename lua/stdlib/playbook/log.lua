-- The run log: one JSON line for the intent before each write and one for its outcome, in a file per run.
-- It is made at the first write, so that a run that only reads leaves nothing behind; when it cannot be written,
-- nothing is sent.
local failure = require "failure"
local json = require "json"
local world = require "world"

local M = {}

---The folder of the logs: PERIGEE_STATE, or what XDG says.
---@return string
function M.folder()
  local state = world.getenv("PERIGEE_STATE")
  if state and state ~= "" then return state end
  local base = world.getenv("XDG_STATE_HOME")
  if not base or base == "" then base = (world.getenv("HOME") or ".") .. "/.local/state" end
  return base .. "/perigee"
end

local Log = {}
Log.__index = Log

function Log:begin()
  local ok, why = world.make_dir(self.folder, { parents = true, mode = 448 }) -- for the owner only
  if not ok then return nil, why end
  self.begun = true
  return self:append(self.first)
end

-- One line, on disk before this returns.
function Log:append(entry)
  entry.time = world.now()
  return world.append_file(self.path, json.encode(entry, { sort = true }) .. "\n", { mode = 384 })
end

local function cannot(self, what, why, hint)
  failure.raise { code = "run_log", message = ("the run log %s cannot be written (%s); %s"):format(self.path,
    why and why.message or tostring(why), what), hint = hint }
end

---Before a write: raises when it cannot be written, and then nothing may be sent.
---@param entry table plain data
function Log:intent(entry)
  entry.phase = "intent"
  local ok, why = true, nil
  if not self.begun then ok, why = self:begin() end
  if ok then ok, why = self:append(entry) end
  if not ok then
    cannot(self, "so nothing was sent", why, "free space or rights there, or another folder in PERIGEE_STATE")
  end
end

---After a write: raises when it cannot be written; the write itself has been answered.
---@param entry table plain data
function Log:outcome(entry)
  entry.phase = "outcome"
  local ok, why = self:append(entry)
  if not ok then
    cannot(self, ("the write %s was sent and answered, and the run stops here"):format(entry.operation or ""), why,
      "free space or rights there, then run the same command again: it looks first")
  end
end

---At the end of a run that wrote something; a failure here changes nothing any more.
function Log:finish(entry)
  if not self.begun then return end
  entry.phase = "end"
  return self:append(entry)
end

---@param id string the run
---@param first table what the first line says about the run
function M.new(id, first)
  local folder = M.folder()
  first.run, first.phase = id, "begin"
  return setmetatable({ folder = folder, path = ("%s/%s.jsonl"):format(folder, id), first = first, begun = false }, Log)
end

return M
