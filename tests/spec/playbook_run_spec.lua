-- Carrying playbooks out: checks before writes, ensure, act, wait, the run log, exit codes. The cloud is a table here,
-- written to through the same gate as the clients' requests; time is virtual.
local engine = require "playbook.engine"
local failure = require "failure"
local t = require "spec"
local W = require "playbook_world"
local task = require "task"
local world = require "world"

local new_cloud, run, told, intent_of, phases = W.new_cloud, W.run, W.told, W.intent_of, W.phases

local simple = [[
steps = { "look", "make" }
function look(run) run:check{ name = "fine", test = function() return true, "so" end } end
function make(run) run:ensure(vpc.thing("a")) end
]]

t.test("a write is shown, logged as intent, sent, its outcome logged", function()
  local cloud, order = new_cloud(), {}
  local result = run(simple, cloud, { on_event = function(event)
    if event.event == "write" then order[#order + 1] = ("%s %d"):format(event.phase, cloud.sent) end
  end })
  t.equal({ result.exit, result.status, cloud.sent }, { 0, "done", 1 })
  t.equal(order, { "before 0", "after 1" })
  t.equal(phases(result.log), { "begin", "intent", "outcome done", "end" })
  local intent = intent_of(result.log)
  t.equal({ intent.operation, intent.step, intent.resource.name, intent.params.Name }, { "Put", "make", "a", "a" })
end)

t.test("a second run changes nothing, says so, and leaves no log", function()
  local cloud = new_cloud { a = true }
  local result = run(simple, cloud)
  t.equal({ result.exit, cloud.sent, result.run.counts.unchanged, #result.log }, { 0, 0, 1, 0 })
  t.equal(told(result, "resource"), { "end unchanged" })
end)

t.test("failed checks are collected, shown together, and nothing is written: exit 3", function()
  local cloud = new_cloud()
  local result = run([[
function one(run)
  local held = run:check{ name = "a", test = function() return false, "is bad", "mend it" end }
  run:check{
    { name = "b", test = function() return {} end },
    { name = "c", test = function() return { { object = "x", detail = "y" }, { object = "z" } } end },
    { name = "d", test = function() error("boom") end },
    { name = "e", warn = true, test = function() return nil, "careful" end },
    { name = "f", test = function() return held, "a second text is no detail here", "remedy" end },
  }
  run:ensure(vpc.thing("a"))
end]], cloud)
  t.equal({ result.exit, result.status, cloud.sent, #result.log }, { 3, "refused", 0, 0 })
  local names = {}
  for i, check in ipairs(result.problem.checks) do names[i] = check.name end
  t.equal(names, { "a", "c", "d", "f" })
  t.ok(result.problem.checks[3].problems[1].detail:find("could not be read: .*boom"))
  t.equal(result.run.counts.warnings, 1)
end)

t.test("what a step makes of a fact that does not hold does not hide the fact", function()
  local result = run([[function one(run)
    run:check{ name = "a", test = function() return nil, "not there" end }
    local nothing = nil
    return nothing.field
  end]], new_cloud())
  t.equal({ result.exit, result.status }, { 3, "refused" })
end)

t.test("a check that fails after a write ends with exit 1", function()
  local result = run([[function one(run)
    run:ensure(vpc.thing("a"))
    run:check{ name = "late", test = function() return false end }
  end]], new_cloud())
  t.equal({ result.exit, result.status, #result.run.written }, { 1, "failed", 1 })
end)

t.test("a thing that is different is changed, or refused with its remedy", function()
  local cloud = new_cloud { a = "old" }
  local result = run([[function one(run)
    run:ensure(vpc.thing("a", { same = function(f) return f == "new", "it is old" end,
      change = function() vpc.put("a", "new") end }))
  end]], cloud)
  t.equal({ result.exit, cloud.things.a, result.run.counts.changed }, { 0, "new", 1 })
  result = run([[function one(run)
    run:ensure(vpc.thing("a", { same = function() return false, "it is old" end, remedy = "delete it" }))
  end]], new_cloud { a = "old" })
  t.equal({ result.exit, result.problem.checks[1].problems[1].detail, result.problem.checks[1].problems[1].remedy },
    { 3, "it is old", "delete it" })
end)

t.test("what is there and not ready is awaited, not created again", function()
  local cloud = new_cloud { a = true }
  local result = run([[function one(run)
    run:ensure(vpc.thing("a", { ready = function() return vpc.calls.reads > 4, "pending" end }))
  end]], cloud)
  t.equal({ result.exit, cloud.sent, cloud.reads > 4 }, { 0, 0, true })
  t.equal(told(result, "resource"), { "end awaited" })
end)

t.test("waiting looks at once, backs off, and says what it waits for when it gives up", function()
  local result = run([[
  local looks = {}
  function one(run)
    run:wait{ what = "moon", timeout = 100, every = 10, look = function()
      looks[#looks + 1] = task.now()
      return #looks == 6, "half"
    end }
    for i = 1, #looks do run:say(tostring(looks[i])) end
    run:wait{ what = "sun", timeout = 30, look = function() return nil, "dark" end }
  end]], new_cloud())
  local times = {}
  for _, event in ipairs(result.events) do
    if event.event == "say" then times[#times + 1] = tonumber(event.text) end
  end
  t.equal(times[1], 1000000.0)
  for i = 3, #times do
    local pause, last = times[i] - times[i - 1], times[i - 1] - times[i - 2]
    t.ok(pause > last and pause <= 12, ("pause %g after %g"):format(pause, last))
  end
  t.equal(result.problem.code, "timeout")
  t.ok(result.problem.message:find("waited 30 s for sun; it still stands at: dark", 1, true), result.problem.message)
end)

t.test("what moves is looked at every second, however long the whole takes", function()
  local result = run([[
  local count, last, longest = 0, nil, 0
  function one(run)
    run:wait{ what = "moon", timeout = 900, every = 15, look = function()
      count = count + 1
      if count > 40 then longest = math.max(longest, task.now() - last) end
      last = task.now()
      return count == 60, count > 30 and ("%d of 60"):format(count) or "still"
    end }
    run:say(tostring(longest))
  end]], new_cloud())
  for _, event in ipairs(result.events) do
    if event.event == "say" then t.ok(tonumber(event.text) <= 1.2, event.text) end
  end
  t.equal(result.exit, 0)
end)

t.test("a lost answer is settled by looking, never by repeating blindly", function()
  local cloud = new_cloud({}, { "timeout" })
  local result = run(simple, cloud)
  t.equal({ result.exit, cloud.sent }, { 0, 1 })
  t.equal(phases(result.log), { "begin", "intent", "outcome unknown", "settled done", "end" })
  cloud = new_cloud({}, { "lost before" })
  result = run(simple, cloud)
  t.equal({ result.exit, cloud.sent, cloud.things.a }, { 0, 2, true })
  cloud = new_cloud({}, { "lost before", "lost before" })
  result = run(simple, cloud)
  t.equal({ result.exit, cloud.sent, result.problem.code }, { 1, 2, "ambiguous" })
  t.ok(result.problem.hint:find("look for thing a by hand", 1, true))
end)

t.test("a lost answer that cannot be looked at stops the run and says what to look at", function()
  local cloud = new_cloud({}, { "timeout" })
  local result = run([[function one(run)
    run:ensure(vpc.thing("a", { find = function()
      if vpc.calls.sent > 0 then error("no network") end
    end }))
  end]], cloud)
  t.equal({ result.exit, cloud.sent, result.problem.code }, { 1, 1, "ambiguous" })
  t.ok(result.problem.message:find("no network", 1, true), result.problem.message)
end)

t.test("a write outside ensure and act is refused and not sent", function()
  local cloud = new_cloud()
  local result = run("function one() vpc.put('a') end", cloud)
  t.equal({ result.exit, cloud.sent, result.problem.code }, { 1, 0, "no_permission" })
  result = run([[function one(run)
    run:check{ name = "c", test = function() vpc.put("a") return true end }
  end]], cloud)
  t.equal({ result.exit, cloud.sent }, { 3, 0 })
  result = run([[function one(run)
    run:ensure(vpc.thing("a", { create = function() vpc.put("a") end }))
    vpc.put("b")
  end]], cloud)
  t.equal({ result.exit, cloud.sent }, { 1, 1 })
end)

t.test("native requests pass the gate too", function()
  local cloud = new_cloud()
  for _, call in ipairs { "http.request{ method = 'POST', url = 'http://127.0.0.1:1/' }",
    "kube.request({ server = 'http://127.0.0.1:1' }, { method = 'DELETE', path = '/api/v1/pods/x' })",
    "sigv4.request{ method = 'POST', url = 'http://127.0.0.1:1/', body = 'Action=CreateVpc' }" } do
    local result = run(("function one() %s end"):format(call), cloud)
    t.equal(result.problem.code, "no_permission", call)
  end
end)

t.test("what a service refuses is told with its words, and nothing counts as written", function()
  local result = run([[function one(run)
    run:ensure(vpc.thing("a", { create = function()
      local ok, why = vpc.refused("a")
      if not ok then error(why, 0) end
    end }))
  end]], new_cloud())
  t.equal({ result.exit, result.run.counts.writes, result.problem.attempted }, { 1, 0, "create thing a" })
  t.equal(phases(result.log), { "begin", "intent", "outcome failed", "end" })
  t.ok(result.events[#result.events].error:find("not allowed (Denied, status 403)", 1, true))
end)

t.test("act names functions and carries plain data; all else is refused when it is called", function()
  local cloud = new_cloud()
  local result = run([[
  steps = { "one" }
  function one(run)
    for _ = 1, 2 do
      run:act{ name = "mark", object = "n1", apply = "mark", undo = "unmark", done = "marked", with = { node = "n1" } }
    end
  end
  function mark(_, with) vpc.put(with.node) end
  function unmark() end
  function marked(_, with) return vpc.read(with.node) end]], cloud)
  t.equal({ result.exit, cloud.sent, told(result, "resource") }, { 0, 1, { "begin", "end done", "end unchanged" } })
  local intent = intent_of(result.log)
  t.equal({ intent.apply, intent.with, intent.undo }, { "mark", { node = "n1" }, { act = "unmark",
    with = { node = "n1" } } })
  local function refused(action, expected)
    local problem = run(("steps = { 'one' } function one(run) run:act%s end function mark() end"):format(action),
      cloud).problem
    t.ok(tostring(problem.lua):find(expected, 1, true), tostring(problem.lua))
  end
  refused("{ name = 'x', apply = function() end, undo = 'mark' }", "apply must be the name of a function")
  refused("{ name = 'x', apply = 'mrk', undo = 'mark' }", "names 'mrk', and the playbook has no such function, did you")
  refused("{ name = 'x', apply = 'mark' }", "needs undo (the name of a function), or why_no_undo")
  refused("{ name = 'x', apply = 'mark', undo = 'mark', with = { f = print } }", "with.f is a function")
  refused("{ name = 'x', undo = 'mark' }", "needs apply")
  t.equal(cloud.sent, 1)
end)

t.test("a lost answer to an act without `done` stops the run; with it, it is looked at", function()
  local text = [[
  steps = { "one" }
  function one(run) run:act{ name = "mark", object = "n1", apply = "mark", why_no_undo = "-", done = %s } end
  function mark() vpc.put("n1") end
  function marked() return vpc.read("n1") end]]
  local cloud = new_cloud({}, { "timeout" })
  local result = run(text:format("nil"), cloud)
  t.equal({ result.exit, cloud.sent, result.problem.code }, { 1, 1, "ambiguous" })
  cloud = new_cloud({}, { "timeout" })
  t.equal({ run(text:format("'marked'"), cloud).exit, cloud.sent }, { 0, 1 })
  cloud = new_cloud({}, { "lost before" })
  t.equal({ run(text:format("'marked'"), cloud).exit, cloud.sent }, { 0, 2 })
end)

t.test("a run log that cannot be written stops before the write", function()
  local cloud = new_cloud()
  local append = world.append_file
  local before = world.install { append_file = function(path, text, options)
    if text:find('"intent"', 1, true) then return nil, failure.new { code = "no_space", message = "disk full" } end
    return append(path, text, options)
  end }
  local result = run(simple, cloud)
  world.install(before)
  t.equal({ result.exit, cloud.sent, result.problem.code }, { 1, 0, "journal" })
  t.ok(result.problem.message:find("nothing was sent", 1, true), result.problem.message)
end)

t.test("an outcome that cannot be logged stops after the write and says so", function()
  local cloud = new_cloud()
  local append = world.append_file
  local before = world.install { append_file = function(path, text, options)
    if text:find('"outcome"', 1, true) then return nil, failure.new { code = "no_space", message = "disk full" } end
    return append(path, text, options)
  end }
  local more = simple:gsub('"make" }', '"make", "again" }')
  local result = run(more .. "function again(run) run:ensure(vpc.thing('b')) end", cloud)
  world.install(before)
  t.equal({ result.exit, cloud.sent, result.problem.code, #result.run.written }, { 1, 1, "journal", 1 })
end)

t.test("approval is asked once, after the checks and before the first write", function()
  local asked = {}
  local two = "function one(run) run:ensure(vpc.thing('a')) run:ensure(vpc.thing('b')) end"
  local cloud = new_cloud()
  local result = run(two, cloud, { approve = function(_, permit) asked[#asked + 1] = permit.resource.name end })
  t.equal({ result.exit, asked, cloud.sent }, { 0, { "a" }, 2 })
  cloud = new_cloud()
  result = run(two, cloud, { approve = function() return failure.new { code = "approval", message = "no" } end })
  t.equal({ result.exit, cloud.sent, #result.log }, { 2, 0, 0 })
  result = run("function one(run) run:check{ name = 'c', test = function() end } run:ensure(vpc.thing('a')) end", cloud,
    { approve = function() error("must not be asked") end })
  t.equal(result.exit, 3)
end)

t.test("the verdict decides the exit code", function()
  t.equal(run("function one(run) run:verdict{ holds = true } end", new_cloud()).exit, 0)
  t.equal(run("function one(run) run:verdict{ holds = false } end", new_cloud()).exit, 4)
  t.ok(tostring(run("function one(run) run:verdict{} end", new_cloud()).problem.lua):find("holds = true or false"))
end)

t.test("verify runs what the section names and cannot write", function()
  local cloud = new_cloud()
  local text = [[
  steps = { "make", "see" }
  verify = "see"
  function make(run) run:ensure(vpc.thing("a")) end
  function see(run) run:verdict{ holds = vpc.read("a") == true } end]]
  local result = run(text, cloud, { verify = true })
  t.equal({ result.exit, cloud.sent }, { 4, 0 })
  result = run(text:gsub('verify = "see"', 'verify = "make"'), cloud, { verify = true })
  t.equal({ result.exit, cloud.sent, result.problem.code }, { 1, 0, "no_permission" })
  t.equal(run(text:gsub('verify = "see"', 'verify = "make"'), new_cloud { a = true }, { verify = true }).exit, 0)
end)

t.test("--only, --from, --to and --skip choose steps in the playbook's order", function()
  local steps = { "a", "bb", "cc", "dd" }
  local function chosen(choice) return table.concat(engine.select(steps, choice), " ") end
  t.equal({ chosen {}, chosen { only = { "dd", "bb" } }, chosen { from = "bb", to = "cc" }, chosen { skip = { "a" } },
    chosen { from = "cc" }, chosen { to = "a" } }, { "a bb cc dd", "bb dd", "bb cc", "bb cc dd", "cc dd", "a" })
  t.raises("--only ddd: there is no such step, did you mean 'dd'?", chosen, { only = { "ddd" } })
  t.raises("leave no step", chosen, { from = "cc", to = "bb" })
end)

t.test("a step cannot change its settings behind the engine's back", function()
  local cloud = new_cloud()
  local result = run([[
  settings = { tags = { a = "b" } }
  function one(run)
    local alias = settings.tags
    alias.a = "c"
    run:ensure(vpc.thing("a"))
  end]], cloud)
  t.equal({ result.exit, cloud.sent }, { 1, 0 })
  t.ok(tostring(result.problem.lua):find("step one changed settings.tags", 1, true), tostring(result.problem.lua))
end)

t.test("the run a step sees has no way to its inside", function()
  for code, expected in pairs { ["run.log = 1"] = "run.log cannot be set", ["return run.bus"] = "run has no 'bus'",
    ["local r = run r:ensur{}"] = "did you mean 'ensure'?", ["run:ensure{ kind = 'x' }"] = "needs 'name'",
    ["run:check{ name = 'x' }"] = "run:check wants", ["run:wait{}"] = "run:wait wants" } do
    local result = run(("function one(run) %s end"):format(code), new_cloud())
    t.ok(tostring(result.problem.lua):find(expected, 1, true), code .. ": " .. tostring(result.problem.lua))
  end
end)

t.test("cancelling stops after the current write, whose outcome is known", function()
  local cloud, running, ended = new_cloud { slow = true }, nil, nil
  running = task.spawn(function()
    run([[
    function one(run)
      run:ensure(vpc.thing("a"))
      run:ensure(vpc.thing("b"))
    end]], cloud, { real_clock = true, on_event = function(event)
      if event.event == "write" and event.phase == "before" then running:cancel() end
      if event.event == "run" and event.phase == "end" then ended = event end
    end })
  end)
  pcall(running.await, running)
  t.equal({ ended.exit, ended.status, cloud.things.a, cloud.things.b }, { 130, "interrupted", true })
  local written = ended.written
  t.equal({ #written, written[1].name, written[1].outcome, ended.left }, { 1, "a", "done", { "one" } })
end)

t.test("a listener that breaks does not stop the run", function()
  local cloud = new_cloud()
  local result = run(simple, cloud, { on_event = function(event)
    if event.event == "write" then error("view is broken") end
  end })
  t.equal({ result.exit, cloud.sent, phases(result.log) }, { 0, 1, { "begin", "intent", "outcome done", "end" } })
  t.ok(tostring(result.broken_listener):find("view is broken"))
end)

t.test("events are numbered, timed, and know their step", function()
  local result = run(simple, new_cloud())
  for i, event in ipairs(result.events) do
    t.equal(event.seq, i)
    t.ok(type(event.time) == "number")
  end
  t.equal(result.events[#result.events].status, "done")
end)
