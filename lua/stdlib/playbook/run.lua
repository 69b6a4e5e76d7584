-- The `run` that a step receives, and what the engine keeps behind it: counts, failed checks, what was written.
-- A step sees the methods only; the rest is out of its reach, so that no playbook can open the gate for itself.
local act = require "playbook.act"
local checks = require "playbook.checks"
local ensure = require "playbook.ensure"
local failure = require "failure"
local names = require "playbook.names"
local random = require "playbook.random"
local remove = require "playbook.remove"
local settings = require "playbook.settings"
local sorted = require "playbook.sorted"
local task = require "task"
local verdict = require "playbook.verdict"
local lock = require "playbook.lock"
local session = require "playbook.session"
local wait = require "playbook.wait"
local write = require "playbook.write"

local Run = {}
Run.__index = Run

function Run:emit(event)
  if self.step and event.step == nil then event.step = self.step end
  return self.bus:emit(event)
end

-- What was written, for the screen that tells of a failure: one entry per resource.
function Run:remember(resource, verb, outcome)
  local key = ("%s %s %s"):format(verb, resource.kind, resource.name)
  if self.written[key] then return end
  local entry = { kind = resource.kind, name = resource.name, verb = verb, outcome = outcome, step = self.step }
  self.written[key] = entry
  table.insert(self.written, entry)
end

-- For the locks of the run: a write that is no part of the procedure.
function Run:quietly(f) return write.quietly(f) end

function Run:await(awaited) return (wait.until_there(self, awaited)) end

-- Asks once whether to write at all, before the first write.
function Run:approve(permit)
  if self.approved or not self.options.approve then return end
  local problem = self.options.approve(self, permit)
  if problem then error(problem, 0) end
  self.approved = true
end

local function equal(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for key, value in next, a do
    if not equal(value, b[key]) then return false end
  end
  for key in next, b do
    if a[key] == nil then return false end
  end
  return true
end

-- The first member, in sorted order, that differs.
local function difference(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return nil end
  for key, value in sorted.pairs(a) do
    if not equal(value, b[key]) then return key end
  end
  for key in sorted.pairs(b) do
    if a[key] == nil then return key end
  end
end

-- A step that changes its own settings would write something else than what was shown.
function Run:guard()
  for name, original in sorted.pairs(self.originals) do
    local now = self.environment.own[name]
    if not equal(original, now) then
      local key = difference(original, now)
      error(("step %s changed %s%s: sections are read-only; use a local"):format(self.step, name,
        key ~= nil and "." .. tostring(key) or ""), 0)
    end
  end
end

---Prepares for one step: a fresh load of the file, and the sections as they must stay.
function Run:enter(step)
  self.step = step
  self.failed_checks, self.step_summary = {}, nil
  self.environment = self.playbook:open(self.values, { seed = self.id .. step, print = function(...)
    local parts = table.pack(...)
    for i = 1, parts.n do parts[i] = tostring(parts[i]) end
    self:emit { event = "say", text = table.concat(parts, "\t") }
  end })
  self.originals = {}
  for _, name in ipairs { "settings", "zones", "names" } do
    self.originals[name] = settings.copy(self.environment.own[name])
  end
  self.functions = function(name)
    local f = self.environment.own[name]
    return type(f) == "function" and f or nil
  end
end

local methods = {}

function methods.check(run, check) return checks.check(run, check) end
function methods.ensure(run, resource) return ensure.ensure(run, resource) end
function methods.act(run, action) return act.act(run, action) end
function methods.remove(run, resource) return remove.remove(run, resource) end

function methods.wait(run, awaited)
  if type(awaited) ~= "table" or type(awaited.what) ~= "string" or type(awaited.look) ~= "function" then
    error("run:wait wants { what = \"...\", look = function() ... end }", 3)
  end
  return (wait.until_there(run, awaited))
end

function methods.name(run, key, given)
  return names.fill(run.environment.own.names, key, given, run.environment.own.settings)
end

function methods.say(run, text) run:emit { event = "say", text = tostring(text) } end

function methods.warn(run, text)
  run.counts.warnings = run.counts.warnings + 1
  run:emit { event = "warn", text = tostring(text) }
end

function methods.summary(run, text) run.step_summary = tostring(text) end
function methods.untouched(run, text) run.untouched = tostring(text) end

-- What the run writes to, as it is shown; `pin` tells more of it, once, before the first write: a resumed run refuses
-- any other.
function methods.target(run, target, pin)
  if type(target) ~= "table" then error("run:target wants a table, as in { cluster = \"blue\" }", 3) end
  run.target, run.pin_of = target, pin or run.pin_of
  session.same_target(run)
  run:emit { event = "run", phase = "target", id = run.id, playbook = run.playbook.name, target = target }
end

-- A lock that is taken before the first write and held until the run ends.
function methods.lock(run, item)
  if type(item) ~= "table" or type(item.name) ~= "string" then
    error("run:lock wants a lock, as eks.lease gives it", 3)
  end
  lock.ask(run, item)
end

function methods.verdict(run, given)
  local result = verdict.new(given)
  run.verdicts[#run.verdicts + 1] = result
  run:emit(result)
end

-- Goes over a list, one after the other, or `limit` at once.
function methods.each(_, list, f, options)
  if type(list) ~= "table" or type(f) ~= "function" then error("run:each wants a list and a function", 3) end
  return task.map(list, f, { limit = options and options.limit or 1 })
end

local M = {}

---What a step can call on its run, in order.
---@return string[]
function M.method_names()
  local list = {}
  for name in pairs(methods) do list[#list + 1] = name end
  table.sort(list)
  return list
end

-- What the step sees: methods and two plain facts.
local function facade_of(run)
  local facade = {}
  for name, method in pairs(methods) do
    facade[name] = function(_, ...)
      return method(run, ...)
    end
  end
  return setmetatable({}, {
    __index = function(_, key)
      if facade[key] then return facade[key] end
      if key == "id" then return run.id end
      if key == "playbook" then return run.playbook.name end
      local known = M.method_names()
      table.move({ "id", "playbook" }, 1, 2, #known + 1, known)
      error(("run has no '%s'%s"):format(tostring(key), require("nearest").hint(tostring(key), known)), 2)
    end,
    __newindex = function(_, key)
      error(("run.%s cannot be set: a step keeps nothing in memory for another"):format(tostring(key)), 2)
    end,
    __metatable = false,
  })
end

---@param options {playbook: table, values: table, bus: table, journal: table, id: string, approve: function|nil,
---  reading_only: boolean|nil, pinned: table|nil}
function M.new(options)
  local self = setmetatable({ options = options, playbook = options.playbook, values = options.values,
    bus = options.bus, journal = options.journal, id = options.id, locks = {}, pinned = options.pinned,
    reading_only = options.reading_only, unsettled = options.unsettled or {}, acted = options.acted or {},
    random = random.new(options.id), failed_checks = {}, written = {}, verdicts = {},
    counts = { checks = 0, warnings = 0, shown = options.number or 0, sent = 0, writes = 0, changed = 0,
    unchanged = 0 } }, Run)
  self.function_names = {}
  for name in pairs(options.playbook.functions) do table.insert(self.function_names, name) end
  table.sort(self.function_names)
  self.facade = facade_of(self)
  return self
end

---A failure that ends the run with a code of its own.
function M.stop(code, message, hint)
  return failure.new { code = code, message = message, hint = hint }
end

return M
