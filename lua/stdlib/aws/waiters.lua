-- Waits for a state, as the model describes it: which operation to ask, how often, and what ends the wait.
local failure = require "failure"
local task = require "task"
local world = require "world"

local M = {}

-- All values at a path such as "Reservations[].Instances[].State.Name".
local function values_at(document, path)
  local found = { document }
  for name, list in path:gmatch("([%a_]+)(%[?%]?)") do
    local deeper = {}
    for _, value in ipairs(found) do
      local inner = type(value) == "table" and value[name] or nil
      if list == "[]" then
        for _, item in ipairs(type(inner) == "table" and inner or {}) do deeper[#deeper + 1] = item end
      elseif inner ~= nil then
        deeper[#deeper + 1] = inner
      end
    end
    found = deeper
  end
  return found
end

local matchers = {}

-- "#PATH>" and "#PATH==": how many there are, compared with zero.
function matchers.path(acceptor, answer)
  if not answer then return false end
  local counted, operator = acceptor.path:match("^#(.-)([>=]+)$")
  local values = values_at(answer, counted or acceptor.path)
  if counted then
    local holds = operator == ">" and #values > 0 or operator == "==" and #values == 0
    return tostring(holds) == acceptor.expected
  end
  return tostring(values[1]) == acceptor.expected
end

function matchers.pathAll(acceptor, answer)
  local values = answer and values_at(answer, acceptor.path) or {}
  for _, value in ipairs(values) do
    if tostring(value) ~= acceptor.expected then return false end
  end
  return #values > 0
end

function matchers.pathAny(acceptor, answer)
  for _, value in ipairs(answer and values_at(answer, acceptor.path) or {}) do
    if tostring(value) == acceptor.expected then return true end
  end
  return false
end

function matchers.status(acceptor, answer, err)
  return answer ~= nil and acceptor.expected == "200" or err ~= nil and tostring(err.status) == acceptor.expected
end

function matchers.error(acceptor, _, err)
  if acceptor.expected == "true" then return err ~= nil end
  return err ~= nil and err.code:lower() == acceptor.expected:lower()
end

-- What was seen last, for the message of a wait that ended badly.
local function seen(waiter, answer, err)
  if err then return tostring(err) end
  local states = {}
  for _, acceptor in ipairs(waiter) do
    if acceptor.path ~= "-" and answer and acceptor.path:sub(1, 1) ~= "#" then
      for _, value in ipairs(values_at(answer, acceptor.path)) do states[tostring(value)] = true end
    end
  end
  local names = {}
  for state in pairs(states) do names[#names + 1] = state end
  table.sort(names)
  return #names > 0 and table.concat(names, ", ") or "nothing"
end

local function judge(waiter, answer, err)
  for _, acceptor in ipairs(waiter) do
    if matchers[acceptor.matcher](acceptor, answer, err) then return acceptor.state end
  end
  return err and "raise" or "retry"
end

---@param client table
---@param waiter table
---@param params table
---@param options table|nil {timeout=, delay=}
---@return table|nil answer the one that ended the wait; nil if it ended with an expected error
function M.wait(client, waiter, params, options)
  options = options or {}
  local operation = client.model:operation(waiter.operation)
  local delay = options.delay or waiter.delay
  local timeout = options.timeout or waiter.delay * waiter.tries
  local started, pause = world.now(), math.min(1, delay)
  while true do
    local answer, err = client:request_or_failure(operation, params)
    local verdict = judge(waiter, answer, err)
    if verdict == "success" then return answer end
    if verdict == "raise" then failure.raise(err) end
    local waited = world.now() - started
    if verdict == "failure" or waited + pause > timeout then
      local why = verdict == "failure" and "it will not come" or ("not reached within %.0f s"):format(timeout)
      failure.raise {
        code = verdict == "failure" and "WaitFailed" or "timeout", service = client.service, operation = operation.name,
        message = ("waiting for %s: %s, last seen: %s"):format(waiter.name, why, seen(waiter, answer, err)),
      }
    end
    task.sleep(pause * (0.8 + 0.4 * world.random_float()))
    pause = math.min(pause * 2, delay)
  end
end

return M
