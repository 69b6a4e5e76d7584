-- The verdict of the time before, in a file: a nightly `verify` says what has changed since.
local failure = require "failure"
local json = require "json"
local past = require "cli.past"
local world = require "world"

local M = {}

---The verdict in a file; nil when there is no file yet.
---@param path string
---@return table|nil {time=, holds=, summary=, lines=, target=}
function M.read(path)
  local text, why = world.read_file(path)
  if not text and why.code == "not_found" then return nil end
  local before = text and json.decode(text)
  if type(before) == "table" and type(before.lines) == "table" then return before end
  failure.raise { code = "usage", message = ("%s holds no verdict%s"):format(path, why and ": " .. why.message or ""),
    hint = "name a file that an earlier `verify --last` has written, or one that is not there yet" }
end

---Writes a verdict for the next time.
---@param path string
---@param event table the verdict
---@param target table|nil
function M.write(path, event, target)
  local text = json.encode({ time = world.now(), holds = event.holds, summary = event.summary,
    lines = json.array(event.lines or {}), target = target }, { sort = true, pretty = true })
  local ok, why = world.write_file(path, text .. "\n", { mode = 384 })
  if not ok then failure.raise { code = "verdict_file", message = why.message, hint = "free space or rights there" } end
end

local function set_of(list)
  local set = {}
  for _, line in ipairs(list) do set[line] = true end
  return set
end

---What is said now and was not before, and the other way round.
---@param before table as read gives it
---@param event table the verdict now
---@return {since: string, held: boolean, holds: boolean, new: string[], gone: string[]}
function M.difference(before, event)
  local was, is = set_of(before.lines), set_of(event.lines or {})
  local new, gone = {}, {}
  for _, line in ipairs(event.lines or {}) do new[#new + 1] = not was[line] and line or nil end
  for _, line in ipairs(before.lines) do gone[#gone + 1] = not is[line] and line or nil end
  return { since = past.time(before.time), held = before.holds, holds = event.holds, new = new, gone = gone }
end

---The difference as lines for people.
---@param difference table
---@return string[]
function M.lines(difference)
  if #difference.new == 0 and #difference.gone == 0 then
    return { ("  Nothing has changed since %s."):format(difference.since) }
  end
  local lines = { ("  Since %s:"):format(difference.since) }
  for _, line in ipairs(difference.new) do lines[#lines + 1] = "  + " .. line end
  for _, line in ipairs(difference.gone) do lines[#lines + 1] = "  - " .. line end
  return lines
end

return M
