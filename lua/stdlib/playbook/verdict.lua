-- The verdict at the end of a run: whether it holds, as a table for people and as data for programs.
local M = {}

---@class playbook.Verdict
---@field holds boolean
---@field title string|nil
---@field columns string[]|table[]|nil  names, or { name=, align="right" }
---@field rows table[]|nil              lists in the order of the columns
---@field lines string[]|nil            what must be said about single objects
---@field summary string|nil            the last line: what was found in one sentence

---The event of a verdict; raises when it does not say whether it holds.
---@param given playbook.Verdict
function M.new(given)
  if type(given) ~= "table" or type(given.holds) ~= "boolean" then
    error("run:verdict wants { holds = true or false, ... }", 4)
  end
  local event = { event = "verdict" }
  for key, value in pairs(given) do event[key] = value end
  return event
end

---Whether all of them hold; true when there is none.
function M.all_hold(verdicts)
  for _, verdict in ipairs(verdicts) do
    if not verdict.holds then return false end
  end
  return true
end

return M
