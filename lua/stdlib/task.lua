-- Structured tasks over the native scope: a scope ends only when its children have, and the first failure cancels the
-- others. What is started here never outlives the task that started it.
local core = require "task.core"
local failure = require "failure"
local world = require "world"

local M = {}

--- Ends what still runs in a scope and waits for it: the close handler of every scope below. Shielded: whoever cancels
--- the task meanwhile must not make it leave a child behind, which may be about to note down what it has written.
local closer = {
  __close = function(self)
    core.shield(1)
    for child in pairs(self.children) do child:cancel() end
    while self.scope:next() do end -- luacheck: ignore 542
    core.shield(-1)
  end,
}

local function open()
  local self = setmetatable({ scope = core.scope(), children = {} }, closer)
  function self.start(f, ...)
    local child = self.scope:start(f, ...)
    self.children[child] = true
    return child
  end
  --- The next child that ends; its failure is raised here.
  function self.next()
    local child = self.scope:next()
    if not child then return nil end
    self.children[child] = nil
    local results = table.pack(child:result())
    if not results[1] then error(results[2], 0) end
    return child, results
  end
  return self
end

local function check_list(list, name)
  if type(list) ~= "table" then
    error(("task.%s needs a list, not a %s"):format(name, type(list)), 3)
  end
end

--- Runs all functions at once and gives their first results in the same order.
---@param functions fun(): any[]
---@return any[]
function M.all(functions)
  check_list(functions, "all")
  local group <close> = open()
  local place, results = {}, {}
  for i, f in ipairs(functions) do place[group.start(f)] = i end
  while true do
    local child, values = group.next()
    if not child then return results end
    results[place[child]] = values[2]
  end
end

--- Calls f(item, index) for every item, at most `limit` at a time (default: all), and gives the first results in the
--- order of the list.
---@param list any[]
---@param f fun(item: any, index: integer): any
---@param options? {limit: integer}
---@return any[]
function M.map(list, f, options)
  check_list(list, "map")
  local limit = options and options.limit or math.huge
  if type(limit) ~= "number" or limit < 1 then error("task.map: limit must be a number from 1", 2) end
  local group <close> = open()
  local place, results, running = {}, {}, 0
  local function take()
    local child, values = group.next()
    if not child then return false end
    results[place[child]] = values[2]
    running = running - 1
    return true
  end
  for i, item in ipairs(list) do
    if running >= limit then take() end
    place[group.start(f, item, i)] = i
    running = running + 1
  end
  while take() do end -- luacheck: ignore 542
  return results
end

--- Runs all functions at once and gives the results of the first that ends; the others are cancelled.
---@param functions fun(): any[]
---@return any ...
function M.race(functions)
  check_list(functions, "race")
  local group <close> = open()
  for _, f in ipairs(functions) do group.start(f) end
  local child, values = group.next()
  if not child then error("task.race needs at least one function", 2) end
  return table.unpack(values, 2, values.n)
end

--- Calls f(...) and raises a failure with code "timeout" when it has not ended after so many seconds.
---@param seconds number
---@param f fun(...): any
---@return any ...
function M.timeout(seconds, f, ...)
  if type(seconds) ~= "number" then error("task.timeout needs a number of seconds first", 2) end
  local late = false
  local group <close> = open()
  local work = group.start(f, ...)
  group.start(function()
    M.sleep(seconds)
    late = true
  end)
  local child, values = group.next()
  if child == work then return table.unpack(values, 2, values.n) end
  assert(late)
  failure.raise { code = "timeout", message = ("not done after %g s"):format(seconds) }
end

local Handle = {}
Handle.__index = Handle

--- Waits for the spawned task and gives its results, or raises its error.
---@return any ...
function Handle:await()
  self.awaited = true
  self.task:join()
  local results = table.pack(self.task:result())
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

--- Ends the spawned task: it raises `cancelled` where it waits.
function Handle:cancel()
  self.awaited = true
  self.task:cancel()
end

--- Waits for what a task has spawned when its own function has ended; the first failure is the task's.
local function finish(group, ok)
  local first
  local function fail(err)
    first = first or { err }
    for child in pairs(group.handles) do child:cancel() end
  end
  if not ok then fail() end
  local cancelled = false
  while true do
    local got, child = pcall(group.scope.next, group.scope)
    if not got then
      if cancelled then break end -- the grace is over
      cancelled = failure.is(child) and child.code == "cancelled"
      fail(child)
    elseif not child then
      break
    else
      local handle = group.handles[child]
      local fine, err = child:result()
      if not fine and not handle.awaited and not child:told() then fail(err) end
    end
  end
  if ok and first then error(first[1], 0) end
end

--- Starts f(...) beside the current task, which ends only when it has ended, and is interrupted when it fails.
---@param f fun(...): any
---@return {await: fun(self): any, cancel: fun(self)}
function M.spawn(f, ...)
  if type(f) ~= "function" then error("task.spawn needs a function, not a " .. type(f), 2) end
  local context = core.context()
  local group = rawget(context, M)
  if not group then
    group = { scope = core.scope(true), handles = {} }
    rawset(context, M, group)
    core.finish(function(ok) finish(group, ok) end)
  end
  local handle = setmetatable({}, Handle)
  handle.task = group.scope:start(f, ...)
  group.handles[handle.task] = handle
  return handle
end

local unshield = { __close = function() core.shield(-1) end }

--- Calls f(...) to its end even when the task is cancelled meanwhile; then the next wait raises. For a write whose
--- outcome must be known.
---@param f fun(...): any
---@return any ...
function M.shield(f, ...)
  core.shield(1)
  local _ <close> = setmetatable({}, unshield)
  return f(...)
end

--- Waits so many seconds.
---@param seconds number
function M.sleep(seconds) world.sleep(seconds) end

--- Seconds since the epoch, by the clock of the world.
---@return number
function M.now() return world.now() end

--- A table of the current task; what it lacks is looked up in the context of the task that started it.
---@return table
function M.context() return core.context() end

--- Has the current task been cancelled?
---@return boolean
function M.cancelled() return core.cancelled() end

return M
