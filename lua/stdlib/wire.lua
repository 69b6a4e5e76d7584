-- Every request of the AWS and Kubernetes clients passes here, so that a run can gate its writes,
-- `--trace` can show what is sent, and requests can be counted. The current task's context decides.
local task = require "task"

local M = {}

-- What was sent by tasks whose context has no counter of its own.
local total = { requests = 0, writes = 0, seconds = 0 }

---@class wire.call
---@field client string "aws" or "k8s"
---@field service string
---@field operation string "CreateSubnet", "PATCH"
---@field object string|nil what it is done to
---@field mutating boolean
---@field params table without secrets
---@field tokened boolean the service recognises a repetition of this call

---Performs a call: directly, or through the gate of the current run if it changes something.
---@param call wire.call
---@param send function performs it and returns its results
---@return any ...
function M.send(call, send)
  local gate = call.mutating and task.context().gate
  if gate then return gate(call, send) end
  return send()
end

---Reports one request or answer: {phase="request"|"answer"|"retry"|"warning", call=, attempt=, ...}. Bodies and headers
---are made by `masked`, a function that is only called when somebody listens.
---@param event table
---@param masked (fun(event: table))|nil adds what is costly to make
function M.trace(event, masked)
  local context = task.context()
  if event.phase == "request" then
    local counter = context.wire_counter or total
    counter.requests = counter.requests + 1
    if event.call.mutating then counter.writes = counter.writes + 1 end
  elseif event.phase == "answer" and event.seconds then
    local counter = context.wire_counter or total
    counter.seconds = counter.seconds + event.seconds
  end
  local trace = context.trace
  if not trace then return end
  if masked then masked(event) end
  trace(event)
end

---Starts a count of its own for the current task and its children.
---@return table counter {requests=, writes=, seconds=}
function M.start_count()
  local counter = { requests = 0, writes = 0, seconds = 0 }
  task.context().wire_counter = counter
  return counter
end

---The requests counted so far for the current context.
---@return table counter {requests=, writes=, seconds=}
function M.count()
  return task.context().wire_counter or total
end

return M
