-- run:remove: a resource that must not be there any more, the way back of run:ensure. It goes only when it is as this
-- run left it and nothing uses it; a deletion whose answer never came is settled by looking.
local checks = require "playbook.checks"
local failure = require "failure"
local settle = require "playbook.settle"
local task = require "task"
local wait = require "playbook.wait"
local write = require "playbook.write"

local M = {}

local function validate(r)
  if type(r) ~= "table" or type(r.kind) ~= "string" or type(r.name) ~= "string" or type(r.find) ~= "function"
    or type(r.delete) ~= "function" then
    error("run:remove wants { kind =, name =, find = function, delete = function(found) }", 3)
  end
end

local function refuse(run, r, problems)
  checks.refuse(run, ("%s %s"):format(r.kind, r.name), problems,
    "only what this run made, unchanged and unused, is taken away")
end

local function unchanged(run, r, found)
  local same, why = true, nil
  if r.same then same, why = r.same(found) end
  if not same then refuse(run, r, { { object = r.name, detail = why or "it is not as this run left it",
    remedy = r.remedy or "take it away by hand, or leave it" } }) end
end

-- What uses it may be on its way out: interfaces of nodes that have ended. What `stays` is not waited for.
local function unused(run, r, found)
  if not r.used then return end
  local limit = task.now() + (r.patience or 0)
  local problems
  local function look()
    problems = r.used(found)
    local stays = false
    for _, problem in ipairs(problems) do stays = stays or problem.stays end
    return #problems == 0 or stays or task.now() >= limit or nil, problems[1] and problems[1].detail
  end
  run:await { what = ("%s %s to be unused"):format(r.kind, r.name), look = look, timeout = (r.patience or 0) + 60,
    every = 10 }
  if #problems > 0 then refuse(run, r, problems) end
end

local function delete(run, r, found, resource)
  local ok, problem = pcall(write.perform, run, { resource = resource, verb = "delete" }, function()
    return r.delete(found)
  end)
  if ok or (failure.is(problem) and problem.outcome == "unknown") then return end
  error(write.attempted(problem, ("delete %s %s"):format(r.kind, r.name)), 0)
end

---@param run table
---@param r {kind: string, name: string, find: function, delete: function, same: function?, used: function?,
---  patience: number?, settle: number?, timeout: number?, every: number?, remedy: string?}
---@return boolean whether there was anything to take away
function M.remove(run, r)
  validate(r)
  run:guard()
  -- What was sent by a process that was stopped may show up late, and then nobody would take it away.
  settle.earlier(run, { kind = r.kind, name = r.name, settle = r.settle or settle.WINDOW }, r.find,
    "counts as never made")
  local resource, found = { kind = r.kind, name = r.name }, r.find()
  if found and not (r.leaving and r.leaving(found)) then
    unchanged(run, r, found)
    unused(run, r, found)
    delete(run, r, found, resource)
  end
  local _, seconds = wait.until_there(run, { what = ("%s %s gone"):format(r.kind, r.name), look = function()
    local there = r.find()
    return not there or nil, there and r.state and r.state(there) or "still there"
  end, timeout = r.timeout or 600, every = r.every, resource = resource })
  local status = found and "deleted" or "unchanged"
  local counter = found and "changed" or "unchanged"
  run.counts[counter] = run.counts[counter] + 1
  run:emit { event = "resource", phase = "end", status = status, resource = resource, seconds = seconds }
  return found ~= nil
end

return M
