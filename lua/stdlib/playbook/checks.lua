-- Checks: facts that must hold. All that fail are collected, and shown together before the next write.
-- A check that cannot be read does not hold: an operator must not learn of it after the write it protects.
local failure = require "failure"
local task = require "task"

local M = {}

-- What a test gave, as a list of problems; empty when it holds. Second result: what holds.
local function problems_of(check, returned)
  local first, second, third = table.unpack(returned, 1, returned.n)
  -- `return fits, "why not", "what to do"` is the natural way to write a test: a second text that comes with a third
  -- speaks of the case that does not hold.
  if first == true then return {}, third == nil and second or nil end
  if type(first) == "table" then
    local list = {}
    for i, problem in ipairs(first) do
      list[i] = type(problem) == "table" and problem or { detail = tostring(problem) }
    end
    return list, second
  end
  if first then
    return { { detail = ("the check '%s' must return true, nil or a list of problems, not a %s"):format(check.name,
      type(first)) } }
  end
  return { { detail = second and tostring(second) or "it does not hold", remedy = third } }
end

local function unreadable(problem)
  local hint = failure.is(problem) and problem.hint or nil
  return { { detail = "could not be read: " .. tostring(problem), remedy = hint, unreadable = true } }
end

-- Runs one test; its result, never an error, but for a cancelled run.
local function examine(check)
  local returned = table.pack(pcall(check.test))
  if not returned[1] then
    local problem = returned[2]
    if failure.is(problem) and (problem.code == "cancelled" or problem.code == "refused") then error(problem, 0) end
    return { problems = unreadable(problem) }
  end
  local problems, holds = problems_of(check, table.pack(table.unpack(returned, 2, returned.n)))
  return { problems = problems, holds = holds }
end

local function validate(check)
  if type(check) ~= "table" or type(check.name) ~= "string" or type(check.test) ~= "function" then
    error("run:check wants { name = \"...\", test = function() ... end }, or a list of these", 3)
  end
end

---Runs one check or a list of them (all at once), tells their results in order, and keeps what failed.
---@return boolean whether all hold (a warning counts as holding)
function M.check(run, given)
  local list = given
  if type(given) == "table" and (given.test or given.name) then list = { given } end
  if type(list) ~= "table" then validate(list) end
  for _, check in ipairs(list) do validate(check) end
  local results = #list == 1 and { examine(list[1]) } or task.map(list, examine, { limit = 8 })
  local all = true
  for i, check in ipairs(list) do
    local result = results[i]
    local holds = #result.problems == 0
    local event = run:emit { event = "check", name = check.name, holds = holds, warn = check.warn or false,
      detail = type(result.holds) == "string" and result.holds or nil, problems = result.problems, rule = check.rule }
    run.counts.checks = run.counts.checks + 1
    if not holds and check.warn then
      run.counts.warnings = run.counts.warnings + 1
    elseif not holds then
      all = false
      table.insert(run.failed_checks, event)
    end
  end
  return all
end

---Stops the run by a fact that was found in the middle of a step.
---@param run table
---@param name string
---@param problems {object: string?, detail: string, remedy: string?}[]
---@param rule? string
function M.refuse(run, name, problems, rule)
  table.insert(run.failed_checks, run:emit { event = "check", name = name, holds = false, warn = false, rule = rule,
    problems = problems })
  M.settle(run)
end

---Stops the run when checks have failed: nothing may be written after them.
function M.settle(run)
  local n = #run.failed_checks
  if n == 0 then return end
  failure.raise { code = "refused", message = ("%d check%s not hold"):format(n, n == 1 and " does" or "s do"),
    checks = run.failed_checks }
end

return M
