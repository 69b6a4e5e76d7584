-- Tasks: structure, cancellation, and the table of places where a wait works and where it is refused by name.
local t = require "spec"
local task = require "task"
local core = require "task.core"
local world = require "world"

local function cancelled(err) return type(err) == "table" and err.code == "cancelled" end

--- Runs f in a task, cancels it after a moment, and gives its end: ok, result.
local function cancel_soon(f)
  local scope = core.scope()
  local child = scope:start(f)
  task.sleep(0.02)
  child:cancel()
  scope:next()
  return child:result()
end

-- Where waits work

local works = {
  pcall = function() return select(2, pcall(function() task.sleep(0.001) return "ok" end)) end,
  xpcall = function() return select(2, xpcall(function() task.sleep(0.001) return "ok" end, print)) end,
  ["nested pcall"] = function()
    return select(3, pcall(pcall, function() task.sleep(0.001) return "ok" end))
  end,
  ["__index"] = function()
    return setmetatable({}, { __index = function() task.sleep(0.001) return "ok" end }).x
  end,
  ["__add"] = function()
    return setmetatable({}, { __add = function() task.sleep(0.001) return "ok" end }) + 1
  end,
  ["__call"] = function()
    return setmetatable({}, { __call = function() task.sleep(0.001) return "ok" end })()
  end,
  ["__eq"] = function()
    local mt = { __eq = function() task.sleep(0.001) return true end }
    return setmetatable({}, mt) == setmetatable({}, mt) and "ok"
  end,
  ["__concat"] = function()
    return setmetatable({}, { __concat = function() task.sleep(0.001) return "ok" end }) .. ""
  end,
  ["__close"] = function()
    local result
    do
      local _ <close> = setmetatable({}, { __close = function() task.sleep(0.001) result = "ok" end })
    end
    return result
  end,
  iterator = function()
    local seen
    for v in function(_, last) task.sleep(0.001) return not last and "ok" or nil end do seen = v end
    return seen
  end,
  ["coroutine.wrap"] = function() return coroutine.wrap(function() task.sleep(0.001) return "ok" end)() end,
  ["coroutine.resume"] = function()
    local co = coroutine.create(function() task.sleep(0.001) coroutine.yield("first") task.sleep(0.001) return "ok" end)
    assert(select(2, coroutine.resume(co)) == "first")
    return select(2, coroutine.resume(co))
  end,
  ["a coroutine in a coroutine"] = function()
    return coroutine.wrap(function()
      return coroutine.wrap(function() task.sleep(0.001) return "ok" end)()
    end)()
  end,
  ["pcall in a coroutine"] = function()
    return coroutine.wrap(function()
      return select(2, pcall(function() task.sleep(0.001) return "ok" end))
    end)()
  end,
}

for place, f in pairs(works) do
  t.test("a wait works in " .. place, function() t.equal(f(), "ok") end)
end

-- Where Lua cannot yield

local function wait() task.sleep(0.001) end

local refused = {
  ["table.sort"] = function() table.sort({ 3, 2, 1 }, function(a, b) wait() return a < b end) end,
  ["string.gsub"] = function() string.gsub("abc", ".", wait) end,
  ["tostring %(__tostring%)"] = function() tostring(setmetatable({}, { __tostring = wait })) end,
  ["a message handler"] = function()
    error(select(2, xpcall(error, function() wait() end, "x")), 0)
  end,
  ["load"] = function() assert(load(wait)) end,
  ["require"] = function()
    package.preload["waits on load"] = wait
    require "waits on load"
  end,
  ["a finalizer %(__gc%)"] = function()
    local message
    do
      setmetatable({}, { __gc = function() message = select(2, pcall(wait)) end })
    end
    collectgarbage()
    error(message, 0)
  end,
}

for place, f in pairs(refused) do
  t.test("a wait is refused in " .. place, function()
    t.raises("task_spec%.lua:%d+: task%.sleep cannot wait inside " .. place, f)
  end)
end

t.test("a refused wait in a coroutine names what keeps the outer one from yielding", function()
  t.raises("cannot wait inside table%.sort", function()
    table.sort({ 2, 1 }, function(a, b)
      coroutine.wrap(function() wait() end)()
      return a < b
    end)
  end)
end)

t.test("a yield outside a coroutine of one's own is an error, not a hang", function()
  t.raises("attempt to yield from outside a coroutine", coroutine.yield)
end)

t.test("a coroutine that waits in another task cannot be resumed", function()
  local co = coroutine.create(function() task.sleep(0.05) end)
  local h = task.spawn(function() return coroutine.resume(co) end)
  task.sleep(0.01)
  local ok, err = coroutine.resume(co)
  t.equal(ok, false)
  t.ok(tostring(err):find "waits in another task", tostring(err))
  h:cancel()
end)

-- Structure

t.test("all gives the results in order", function()
  t.equal(task.all { function() task.sleep(0.02) return 1 end, function() return 2 end }, { 1, 2 })
end)

t.test("all runs at the same time", function()
  local start = world.monotonic()
  local list = {}
  for i = 1, 50 do list[i] = function() task.sleep(0.05) end end
  task.all(list)
  t.ok(world.monotonic() - start < 0.5, "50 waits of 50 ms took " .. world.monotonic() - start)
end)

t.test("map keeps order and its limit", function()
  local running, most = 0, 0
  local out = task.map({ 5, 4, 3, 2, 1 }, function(n)
    running = running + 1
    most = math.max(most, running)
    task.sleep(n / 1000)
    running = running - 1
    return n * 10
  end, { limit = 2 })
  t.equal(out, { 50, 40, 30, 20, 10 })
  t.equal(most, 2)
end)

t.test("map of nothing is nothing", function() t.equal(task.map({}, error), {}) end)

t.test("the first failure cancels the siblings and is raised", function()
  local ends = {}
  t.raises("second", function()
    task.all {
      function()
        local _ <close> = setmetatable({}, { __close = function() ends[#ends + 1] = "closed" end })
        task.sleep(5)
      end,
      function() task.sleep(0.01) error "second" end,
    }
  end)
  t.equal(ends, { "closed" })
end)

t.test("race gives the first and cancels the others", function()
  local late = false
  local v = task.race {
    function() task.sleep(0.01) return "fast" end,
    function() task.sleep(0.03) late = true return "slow" end,
  }
  task.sleep(0.05)
  t.equal(v, "fast")
  t.equal(late, false)
end)

t.test("timeout raises its code and ends the work", function()
  local done = false
  local ok, err = pcall(task.timeout, 0.02, function() task.sleep(0.05) done = true end)
  t.equal(ok, false)
  t.equal(err.code, "timeout")
  task.sleep(0.06)
  t.equal(done, false)
end)

t.test("timeout passes arguments, results and errors through", function()
  t.equal(table.pack(task.timeout(1, function(a, b) return b, a end, 1, 2)), { n = 2, 2, 1 })
  t.raises("inside", task.timeout, 1, function() error "inside" end)
end)

t.test("a task ends only when what it spawned has ended", function()
  local ended = false
  local scope = core.scope()
  scope:start(function()
    task.spawn(function() task.sleep(0.03) ended = true end)
  end)
  scope:next()
  t.equal(ended, true)
end)

t.test("a failing spawned task interrupts the task that spawned it", function()
  local start = world.monotonic()
  local ok, err = pcall(task.all, { function()
    task.spawn(function() task.sleep(0.01) error "broken child" end)
    task.sleep(5)
  end })
  t.equal(ok, false)
  t.ok(tostring(err):find "broken child", tostring(err))
  t.ok(world.monotonic() - start < 1, "it waited on")
end)

t.test("await gives results and raises errors", function()
  t.equal(table.pack(task.spawn(function(x) task.sleep(0.001) return x, nil, 3 end, 1):await()), { n = 3, 1, nil, 3 })
  local h = task.spawn(function() task.sleep(0.001) error "late" end)
  t.raises("late", function() h:await() end)
end)

t.test("the context of a child looks missing keys up in its parent's", function()
  task.context().colour = "blue"
  local seen = task.all { function()
    local c = task.context()
    local before = c.colour
    c.colour = "red"
    return before .. " " .. c.colour
  end }
  t.equal(seen, { "blue red" })
  t.equal(task.context().colour, "blue")
  task.context().colour = nil
end)

-- Cancellation

t.test("cancelling raises `cancelled` at the wait, and pcall cannot swallow it", function()
  local seen = {}
  local ok, err = cancel_soon(function()
    local one, e1 = pcall(task.sleep, 5)
    local two, e2 = pcall(task.sleep, 5)
    seen = { one, cancelled(e1), two, cancelled(e2) }
    task.sleep(5)
    seen = "went on"
  end)
  t.equal(seen, { false, true, false, true })
  t.equal(ok, false)
  t.ok(cancelled(err), tostring(err))
end)

t.test("cancelling reaches a wait inside a coroutine", function()
  local ok, err = cancel_soon(function()
    coroutine.wrap(function() pcall(task.sleep, 5) task.sleep(5) end)()
  end)
  t.equal(ok, false)
  t.ok(cancelled(err), tostring(err))
end)

t.test("close handlers of a cancelled task may wait", function()
  local steps = {}
  local function closing(name)
    return setmetatable({}, { __close = function()
      task.sleep(0.01)
      steps[#steps + 1] = name
    end })
  end
  cancel_soon(function()
    local _ <close> = closing "outer"
    pcall(function()
      local _ <close> = closing "inner"
      task.sleep(5)
    end)
    steps[#steps + 1] = pcall(task.sleep, 0) and "waited" or "still cancelled"
  end)
  t.equal(steps, { "inner", "still cancelled", "outer" })
end)

t.test("a pcall inside a close handler does not end its right to wait", function()
  local reached = false
  cancel_soon(function()
    local _ <close> = setmetatable({}, { __close = function()
      pcall(error, "x")
      task.sleep(0.01)
      reached = true
    end })
    task.sleep(5)
  end)
  t.equal(reached, true)
end)

t.test("children of a cancelled task are cancelled and waited for", function()
  local closed = 0
  cancel_soon(function()
    task.map({ 1, 2, 3 }, function()
      local _ <close> = setmetatable({}, { __close = function() task.sleep(0.005) closed = closed + 1 end })
      task.sleep(5)
    end)
  end)
  t.equal(closed, 3)
end)

t.test("a shielded part goes on to its end, and not a wait further", function()
  local steps = {}
  local ok, err = cancel_soon(function()
    steps[#steps + 1] = task.shield(function() task.sleep(0.04) return "written" end)
    task.sleep(5)
    steps[#steps + 1] = "went on"
  end)
  t.equal(steps, { "written" })
  t.equal(ok, false)
  t.ok(cancelled(err), tostring(err))
end)

t.test("leaving a dead name look-up does not wait for it", function()
  local start = world.monotonic()
  pcall(task.timeout, 0.02, world.request, { url = "http://name.that.does.not.exist.invalid/" })
  t.ok(world.monotonic() - start < 0.12, "it took " .. world.monotonic() - start)
end)

t.test("an idle wait uses no CPU", function()
  local before = os.clock()
  task.sleep(0.5)
  t.ok(os.clock() - before < 0.02, "it used " .. os.clock() - before .. " s")
end)

t.test("wrong arguments are told at the caller", function()
  t.raises("task%.all needs a list", task.all, 1)
  t.raises("limit must be", task.map, { 1 }, print, { limit = 0 })
  t.raises("number expected", task.sleep, "soon")
  t.raises("needs a function", task.spawn, 1)
end)

-- The world

t.test("a recording world sees every request, sleep and look at the clock", function()
  local seen = {}
  local before = world.install {
    request = function(r)
      seen[#seen + 1] = r.method .. " " .. r.url
      return { status = 200, headers = {}, body = "{}" }
    end,
    sleep = function(s) seen[#seen + 1] = "sleep " .. s end,
    now = function() return 12345 end,
    read_file = function(path) seen[#seen + 1] = "read " .. path return "text" end,
    run = function(argv) seen[#seen + 1] = "run " .. argv[1] return { status = 0, stdout = "", stderr = "" } end,
    getenv = function() return nil end,
  }
  local undo <close> = setmetatable({}, { __close = function() world.install(before) end }) -- luacheck: ignore 211
  require "http".request { method = "GET", url = "http://a.invalid/" }
  require "kube".request({ server = "http://b.invalid" }, { path = "/version" })
  require "sigv4".request { method = "GET", url = "http://c.invalid/", service = "sts", region = "eu-west-1",
    credentials = { access_key_id = "AKID", secret_access_key = "secret" } }
  task.sleep(1e6)
  t.equal(task.now(), 12345)
  t.equal(seen, { "GET http://a.invalid/", "GET http://b.invalid/version", "GET http://c.invalid/", "sleep 1000000.0" })
end)

t.test("install names what the world does not have", function()
  t.raises("has no function 'reqest'", world.install, { reqest = print })
end)

t.test("processes: output, status, input, time-out, a missing program", function()
  local r = world.run({ "sh", "-c", "cat; echo err >&2; exit 3" }, { input = "in" })
  t.equal({ r.status, r.stdout, r.stderr }, { 3, "in", "err\n" })
  local nothing, err = world.run { "no-such-program" }
  t.equal({ nothing, err.code }, { nil, "not_found" })
  nothing, err = world.run({ "sleep", "10" }, { timeout = 0.05 })
  t.equal({ nothing, err.code }, { nil, "timeout" })
  local env = { GIVEN = "only this", PATH = world.getenv "PATH" }
  t.equal(world.run({ "sh", "-c", "echo $GIVEN$HOME" }, { env = env }).stdout,
    "only this\n")
end)

t.test("files: what is written is read, and errors have codes", function()
  local dir = os.tmpname()
  os.remove(dir)
  assert(world.make_dir(dir .. "/a/b"))
  assert(world.write_file(dir .. "/a/b/f", "text", { mode = 384 }))
  t.equal(world.read_file(dir .. "/a/b/f"), "text")
  t.equal(world.stat(dir .. "/a/b/f").mode, 384)
  local nothing, err = world.write_file(dir .. "/a/b/f", "x", { exclusive = true })
  t.equal({ nothing, err.code }, { nil, "exists" })
  assert(world.append_file(dir .. "/a/b/f", " more"))
  t.equal(world.read_file(dir .. "/a/b/f"), "text more")
  t.equal(world.list(dir .. "/a/b"), { "f" })
  t.equal(select(2, world.read_file(dir .. "/nothing")).code, "not_found")
  t.equal(select(2, world.read_file(dir .. "/a/b/f", { limit = 3 })).code, "too_large")
  t.equal(tostring(world.read_file(dir .. "/a/b/f", { secret = true })), "<secret>")
  for _, path in ipairs { "/a/b/f", "/a/b", "/a", "" } do assert(world.remove(dir .. path)) end
end)

t.test("a scope that ends by an error waits for what its children shield, cancelled meanwhile or not", function()
  local written = false
  local outer = task.spawn(function()
    task.all {
      function() error("the first child fails", 0) end,
      function()
        task.shield(function()
          task.sleep(0.1)
          written = true
        end)
      end,
    }
  end)
  task.sleep(0.03)
  outer:cancel()
  pcall(outer.await, outer)
  t.ok(written, "the scope ended before its child")
end)
