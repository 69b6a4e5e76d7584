-- A cloud of named things for playbooks under test, written to through the same gate as the clients' requests; time is
-- virtual, and the state folder a place of its own.
local engine = require "playbook.engine"
local failure = require "failure"
local json = require "json"
local loader = require "playbook.loader"
local task = require "task"
local wire = require "wire"
local world = require "world"

local W = {}

-- What the playbooks of this file see as module `vpc`: a cloud of named things.
local function cloud_of(cloud)
  local M = {}
  local function write(name, effect)
    return wire.send({ client = "aws", service = "test", operation = "Put", object = name, mutating = true,
      params = { Name = name } }, effect)
  end
  -- What was made may become visible late: cloud.visible = { name = time }.
  M.read = function(name)
    if task.now() >= (cloud.visible[name] or 0) then return cloud.things[name] end
  end
  M.calls = cloud
  M.put = function(name, value)
    return write(name, function()
      cloud.sent = cloud.sent + 1
      if cloud.things.slow then task.sleep(0.2) end
      local answer = cloud.answers[cloud.sent]
      if cloud.unique and cloud.things[name] ~= nil then
        failure.raise { code = "Duplicate", message = name .. " is there already", service = "test", status = 400 }
      end
      if answer ~= "lost before" then cloud.things[name] = value or true end
      if answer then failure.raise { code = answer, message = "no answer", outcome = "unknown" } end
    end)
  end
  M.drop = function(name)
    return write(name, function()
      cloud.sent = cloud.sent + 1
      local answer = cloud.answers[cloud.sent]
      if answer ~= "lost before" then cloud.things[name] = nil end
      if answer then failure.raise { code = answer, message = "no answer", outcome = "unknown" } end
    end)
  end
  M.refused = function(name)
    return write(name, function()
      return nil, failure.new { code = "Denied", message = "not allowed", service = "test", status = 403 }
    end)
  end
  M.thing = function(name, more)
    local resource = { kind = "thing", name = name, find = function()
      cloud.reads = cloud.reads + 1
      return M.read(name)
    end, create = function() M.put(name) end }
    for key, value in pairs(more or {}) do resource[key] = value end
    return resource
  end
  return M
end

function W.new_cloud(things, answers)
  return { things = things or {}, sent = 0, reads = 0, answers = answers or {}, visible = {} }
end

-- Runs `fn` with the state folder in a place of its own, and with a virtual clock unless it is to be the real one.
function W.in_world(fn, real_clock)
  task.sleep(0) -- the time-out of this test has begun to wait: it keeps the real clock
  local folder = os.tmpname()
  os.remove(folder)
  local now = 1000000.0
  local getenv = world.getenv
  local before = world.install {
    sleep = not real_clock and function(seconds) now = now + seconds end or world.sleep,
    now = not real_clock and function() return now end or world.now,
    getenv = function(name)
      if name == "PERIGEE_STATE" then return folder end
      return getenv(name)
    end,
  }
  local ok, problem = pcall(fn, folder)
  world.install(before)
  for _, name in ipairs(world.list(folder) or {}) do os.remove(folder .. "/" .. name) end
  os.remove(folder)
  if not ok then error(problem, 0) end
end

-- A playbook of the cloud, from its text.
function W.load(text, cloud, file)
  local module = cloud_of(cloud)
  local playbook, problem = loader.load { name = "mine", file = file or "mine.lua", text = text, origin = "file",
    search = { module = function() end, native = function(name)
      if name == "vpc" then return module end
      return require(name)
    end } }
  if not playbook then error(problem.message, 0) end
  return playbook
end

-- Runs a playbook against a cloud: the result, and its events.
function W.run(text, cloud, options)
  local playbook = W.load(text, cloud)
  local events, result = {}, nil
  options = options or {}
  W.in_world(function(folder)
    options.playbook, options.values = playbook, playbook:values { set = options.set }
    options.listeners = { function(event)
      events[#events + 1] = event
      if options.on_event then options.on_event(event, folder) end
    end }
    result = engine.execute(options)
    result.log = {}
    for _, name in ipairs(world.list(folder) or {}) do
      -- beside it: the lock
      local journal = name:find("%.jsonl$") and world.read_file(folder .. "/" .. name) or ""
      for line in journal:gmatch("[^\n]+") do table.insert(result.log, json.decode(line)) end
    end
  end, options.real_clock)
  result.events = events
  return result
end

-- The events of a kind in short form: "write before", "resource end created".
function W.told(result, kind)
  local list = {}
  for _, event in ipairs(result.events) do
    if event.event == kind then
      list[#list + 1] = table.concat({ event.phase or "", event.status or event.outcome or "" }, " "):gsub("%s+$", "")
    end
  end
  return list
end

function W.intent_of(log)
  for _, entry in ipairs(log) do
    if entry.phase == "intent" then return entry end
  end
end

function W.phases(log)
  local list = {}
  for _, entry in ipairs(log) do
    if entry.phase ~= "file" and entry.phase ~= "step" then
      list[#list + 1] = entry.phase .. (entry.outcome and " " .. entry.outcome or "")
    end
  end
  return list
end

return W
