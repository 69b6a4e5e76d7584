-- How a run that was stopped must end: its status, the exit code, and the message.
local exits = require "playbook.exits"
local failure = require "failure"

local M = {}

---Status and exit code.
---@param run table
---@param problem any what was raised
---@return string status, integer exit
function M.of(run, problem)
  local code = failure.is(problem) and problem.code
  if code == "cancelled" then return "interrupted", exits.interrupted end
  if code == "refused" then
    if run.counts.sent == 0 then return "refused", exits.refused end
    return "failed", exits.failed
  end
  if code == "approval" then return "unapproved", exits.usage end
  if code == "declined" then return "declined", exits.failed end
  -- what was named is not there: as good as a check that does not hold
  if failure.is(problem) and problem.refusal and run.counts.sent == 0 then return "failed", exits.refused end
  return "failed", exits.failed
end

---A failure of the engine's own says everything in its message; one of a service has code and request id too.
---@param problem any
---@return string
function M.message(problem)
  if type(problem) == "table" and problem.lua ~= nil then return tostring(problem.lua) end
  if failure.is(problem) and not (problem.status or problem.request_id or problem.service) then
    return tostring(problem.message)
  end
  return tostring(problem)
end

return M
