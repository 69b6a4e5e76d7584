-- Journals, and what other processes make of them: reading, going on, going back. The cloud is a table, a killed
-- process is a journal that is cut off, and time is virtual.
local engine = require "playbook.engine"
local failure = require "failure"
local files = require "playbook.files"
local history = require "playbook.history"
local journal = require "playbook.journal"
local json = require "json"
local t = require "spec"
local task = require "task"
local undo = require "playbook.undo"
local W = require "playbook_world"
local world = require "world"

local new_cloud = W.new_cloud

-- A folder of runs, and what can be done with the one run of it.
local Story = {}
Story.__index = Story

local function tell(cloud, fn)
  W.in_world(function(folder)
    fn(setmetatable({ cloud = cloud, folder = folder }, Story))
  end)
end

function Story:path()
  for _, name in ipairs(world.list(self.folder) or {}) do
    if name:find("%.jsonl$") then return self.folder .. "/" .. name end
  end
end

function Story:id() return self:path():match("(%w+)%.jsonl$") end
function Story:text() return assert(world.read_file(self:path())) end
function Story:history() return history.read(self:id(), self:path()) end

function Story:lines()
  local list = {}
  for line in self:text():gmatch("[^\n]+") do list[#list + 1] = json.decode(line) or "torn" end
  return list
end

-- The journal as a kill would have left it: up to the last line with `pattern`, or what `change` makes of that.
function Story:cut(pattern, change)
  local kept, upto = {}, 0
  for line in self:text():gmatch("[^\n]+") do
    kept[#kept + 1] = line
    if line:find(pattern) then upto = #kept end
  end
  assert(upto > 0, "no line has " .. pattern)
  local text = table.concat(kept, "\n", 1, upto) .. "\n"
  assert(world.remove(self:path()) and world.write_file(self.folder .. "/cut", change and change(text) or text))
  assert(os.rename(self.folder .. "/cut", self.folder .. "/" .. (self.run_id or "") .. ".jsonl"))
end

local function options_of(story, text, more)
  story.events = {}
  local playbook = W.load(text, story.cloud)
  local options = { playbook = playbook, values = playbook:values {}, listeners = { function(event)
    table.insert(story.events, event)
  end } }
  for key, value in pairs(more or {}) do options[key] = value end
  return options
end

function Story:apply(text)
  local result = engine.execute(options_of(self, text))
  self.run_id = self:path() and self:id()
  return result
end

function Story:resume(text) return engine.execute(options_of(self, text, { history = self:history() })) end

function Story:undo(text)
  local earlier = self:history()
  return undo.run(engine.prepare(options_of(self, text, { history = earlier, again = "undo" })), earlier)
end

function Story:told(kind)
  local list = {}
  for _, event in ipairs(self.events) do
    if event.event == kind then list[#list + 1] = event end
  end
  return list
end

local function phases(lines)
  local list = {}
  for _, line in ipairs(lines) do
    list[#list + 1] = line == "torn" and line or line.phase .. (line.outcome and " " .. line.outcome or "")
      .. (line.phase == "step" and " " .. line.step or "")
  end
  return list
end

local two = [[
steps = { "look", "make", "more" }
function look(run) run:check{ name = "fine", test = function() return true end } end
function make(run)
  run:ensure(vpc.thing("a", { undo = { act = "unmake", with = { name = "a" } } }))
  run:ensure(vpc.thing("b", { undo = { act = "unmake", with = { name = "b" } } }))
end
function more(run)
  run:ensure(vpc.thing("c", { undo = { act = "unmake", with = { name = "c" } } }))
end
function unmake(run, with)
  run:remove{ kind = "thing", name = with.name, find = function() return vpc.read(with.name) end,
    delete = function() vpc.drop(with.name) end }
end
]]

-- the file --------------------------------------------------------------------------------------------------------

t.test("a journal has its lines in order: begin and files, an outcome after each intent, the end", function()
  tell(new_cloud(), function(story)
    story:apply(two)
    local lines = story:lines()
    t.equal(phases(lines), { "begin", "file", "intent", "outcome done", "intent", "outcome done", "step make", "intent",
      "outcome done", "step more", "end" })
    t.equal({ lines[1].format, lines[1].run, lines[1].finished, lines[1].steps }, { 1, story:id(), { "look" },
      { "look", "make", "more" } })
    t.equal({ lines[2].kind, lines[2].text }, { "playbook", two })
    t.equal({ lines[3].number, lines[4].number, lines[5].number, lines[6].number }, { 1, 1, 2, 2 })
    for i, line in ipairs(lines) do t.ok(type(line.time) == "number", i) end
    t.equal(story:history().state, "done")
  end)
end)

t.test("an edited playbook is kept from the moment that the run goes on with it", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    story:apply(two)
    local edited = "-- edited\n" .. two
    story:cut('"step":"make"')
    engine.execute(options_of(story, edited, { history = story:history(), edited = true }))
    local after = story:history()
    t.equal({ #after.files, after.files[1].text, after.version }, { 1, edited, after.first.version })
    story:cut('"phase":"edited"') -- torn before it went on: what was there counts
    t.equal(story:history().files[1].text, two)
    story:resume(two)
    t.equal(story:history().files[1].text, two, "files of a beginning that was never ended are no one's")
  end)
end)

t.test("an intent is on disk before its request, an outcome before the next one", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    local append, seen = world.append_file, {}
    local before = world.install { append_file = function(path, text, options)
      for line in text:gmatch("[^\n]+") do
        local entry = json.decode(line)
        if entry.phase == "intent" or entry.phase == "outcome" then
          seen[#seen + 1] = ("%s %d"):format(entry.phase, cloud.sent)
        end
      end
      return append(path, text, options)
    end }
    story:apply(two)
    world.install(before)
    t.equal(seen, { "intent 0", "outcome 1", "intent 1", "outcome 2", "intent 2", "outcome 3" })
  end)
end)

t.test("a torn last line tells nothing, and what is appended after it stays readable", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    story:apply(two)
    story:cut('"number":3.*"phase":"intent"', function(text) return text:sub(1, -20) end)
    cloud.things.c, cloud.sent = nil, 2 -- what is not on disk whole was not sent
    local torn = story:history()
    t.equal({ torn.torn, #torn.writes }, { true, 2 })
    t.equal(story:resume(two).exit, 0)
    t.equal({ cloud.sent, cloud.things }, { 3, { a = true, b = true, c = true } })
    local lines = phases(story:lines())
    t.equal({ table.unpack(lines, 7) }, { "step make", "torn", "resume", "step look", "step make", "intent",
      "outcome done", "step more", "end" })
    local whole = story:history()
    t.equal({ whole.torn, #whole.writes, whole.state }, { false, 3, "done" })
    local seen = {}
    for _, write in ipairs(whole.writes) do
      t.ok(not seen[write.number], "each number once")
      seen[write.number] = true
    end
  end)
end)

t.test("a journal of another form, or a file that is none, is refused by name; the others are still listed", function()
  tell(new_cloud(), function(story)
    story:apply(two)
    local function put(name, text) assert(world.write_file(("%s/%s.jsonl"):format(story.folder, name), text)) end
    put("zzzzz2", '{"phase":"begin","format":2,"run":"zzzzz2"}\n')
    put("zzzzz3", "hello\n")
    t.raises("is of form 2; this Perigee reads form 1", history.find, "zzzzz2")
    t.raises("zzzzz3.jsonl is no journal of Perigee", history.find, "zzzzz3")
    local list, problems = history.all()
    t.equal({ #list, #problems }, { 1, 2 })
    t.raises("there is no run 'zzzzz4'", history.find, "zzzzz4")
  end)
end)

t.test("a journal that was torn when it was begun says that nothing was written", function()
  tell(new_cloud(), function(story)
    story:apply(two)
    for name, text in pairs { zzzzz2 = "", zzzzz3 = '{"format":1,"pha' } do
      assert(world.write_file(("%s/%s.jsonl"):format(story.folder, name), text))
      t.raises("nothing was written", history.find, name)
    end
    t.equal(#history.all(), 1)
  end)
end)

t.test("a run whose journal cannot be begun sends nothing", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    local before = world.install { append_file = function()
      return nil, failure.new { code = "no_space", message = "disk full" }
    end }
    local result = story:apply(two)
    world.install(before)
    t.equal({ result.exit, cloud.sent, result.problem.code }, { 1, 0, "journal" })
  end)
end)

-- A disk on which the append that has `word` stops half way, once.
local function half_way(word)
  local append, done = world.append_file, false
  return world.install { append_file = function(path, text, options)
    if done or not text:find(word, 1, true) then return append(path, text, options) end
    done = true
    assert(append(path, text:sub(1, -20), options))
    return nil, failure.new { code = "no_space", message = "disk full" }
  end }
end

t.test("a run whose journal was begun half way sends nothing and leaves nothing", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    local before = half_way('"begin"')
    local result = story:apply(two)
    world.install(before)
    t.equal({ result.exit, cloud.sent, result.problem.code, #history.ids() }, { 1, 0, "journal", 0 })
  end)
end)

t.test("a line that the run can do without, half written, does not take the next one with it", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    local before = half_way('"phase":"step"')
    t.equal(story:apply(two).exit, 0)
    world.install(before)
    local torn = 0
    for _, line in ipairs(story:lines()) do torn = torn + (line == "torn" and 1 or 0) end
    t.equal({ torn, #story:history().writes, cloud.sent }, { 1, 3, 3 })
  end)
end)

t.test("modules that a later step requires are kept from the beginning, with what they require in turn", function()
  local texts = { late = "return require 'deep'", deep = "return { word = 'deep down' }" }
  local playbook = { name = "mine", file = "mine.lua", text = "function one() require('late') end", search = {
    module = function(name) return texts[name], texts[name] and name .. ".lua" end } }
  local more = {}
  local kept = files.record(playbook, function(file) more[#more + 1] = file.name end)
  texts.late = "changed"
  local names = {}
  for i, file in ipairs(kept()) do names[i] = file.name .. ": " .. file.text end
  t.equal(names, { "mine: function one() require('late') end", "late: return require 'deep'",
    "deep: return { word = 'deep down' }" })
  texts.found = "return 1"
  playbook.search.module("found")
  playbook.search.module("found")
  t.equal(more, { "found" })
end)

-- what is not known -----------------------------------------------------------------------------------------------

local function one(more)
  return ([[
  steps = { "make" }
  function make(run) run:ensure(vpc.thing("a", { %s undo = { act = "unmake", with = { name = "a" } } })) end
  function unmake(run, with)
    run:remove{ kind = "thing", name = with.name, find = function() return vpc.read(with.name) end,
      delete = function() vpc.drop(with.name) end }
  end]]):format(more or "")
end

-- A run that was killed between the intent of its only write and the outcome; `effect`: it took effect.
local function killed(story, text, effect)
  story:apply(text)
  story:cut('"intent"')
  story.cloud.sent, story.cloud.things.a = 0, effect
  for _, entry in ipairs(story:lines()) do
    if entry.phase == "intent" then return entry.time end
  end
end

t.test("a write that was cut off is waited for as long as it may stay invisible, then sent again", function()
  for more, seconds in pairs { [""] = 300, ["repeatable = true,"] = 20, ["settle = 50,"] = 50 } do
    local cloud = new_cloud()
    tell(cloud, function(story)
      local at = killed(story, one(more), nil)
      task.sleep(5)
      t.equal({ story:resume(one(more)).exit, cloud.sent }, { 0, 1 })
      local sent = story:history().writes[2].time - at
      t.ok(sent >= seconds and sent < seconds + 10, ("%s sent again after %g s"):format(more, sent))
      t.ok(story:told("warn")[1].text:find("it is not known whether 'create thing a' of 5 s ago", 1, true))
      t.equal(phases(story:lines()), { "begin", "file", "intent", "resume", "settled failed", "intent", "outcome done",
        "step make", "end" })
    end)
  end
end)

t.test("when that time is over already, nothing is waited for", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    killed(story, one(), nil)
    task.sleep(301)
    local begun = task.now()
    t.equal({ story:resume(one()).exit, cloud.sent, #story:told("warn") }, { 0, 1, 0 })
    t.ok(task.now() - begun < 1)
  end)
end)

t.test("a write that was cut off and shows up late is not sent again", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    cloud.visible.a = killed(story, one(), true) + 200
    t.equal({ story:resume(one()).exit, cloud.sent }, { 0, 0 })
    local whole = story:history()
    t.equal({ whole.state, whole.writes[1].outcome, #whole.writes }, { "done", "done", 1 })
  end)
end)

t.test("a repeat that is refused counts as done when the first one had taken effect", function()
  local cloud = new_cloud({}, { "timeout" })
  cloud.unique = true
  tell(cloud, function(story)
    cloud.visible.a = task.now() + 100
    t.equal({ story:apply(one "repeatable = true,").exit, cloud.sent }, { 0, 2 })
  end)
end)

t.test("so does one that another process repeats", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    cloud.visible.a = killed(story, one "repeatable = true,", true) + 100
    cloud.unique = true
    local result = story:resume(one "repeatable = true,")
    t.equal({ result.exit, cloud.sent, tostring(result.problem) }, { 0, 1, "nil" })
  end)
end)

t.test("an act that was cut off and cannot be looked for stops the run, unless a repeat does no harm", function()
  local text = [[
  steps = { "one" }
  function one(run) run:act{ name = "mark", object = "n1", apply = "mark", why_no_undo = "-" %s } end
  function mark() vpc.put("a") end
  function marked() return vpc.read("a") end]]
  for more, expected in pairs { [""] = { 1, 0, "ambiguous" }, [", repeatable = true"] = { 0, 1 },
    [", done = 'marked'"] = { 0, 1 } } do
    local cloud = new_cloud()
    tell(cloud, function(story)
      killed(story, text:format(more), nil)
      local result = story:resume(text:format(more))
      t.equal({ result.exit, cloud.sent, result.problem and result.problem.code }, expected, more)
    end)
  end
end)

t.test("an act that nothing can look for is done once by a run that goes on, and the operator settles what was cut off",
  function()
    local text = [[
    steps = { "one" }
    function one(run)
      for _, name in ipairs{ "x", "x", "y", "z" } do
        run:act{ name = "send", object = name, apply = "send", why_no_undo = "sent is sent", with = { name = name } }
      end
    end
    function send(_, with)
      vpc.put(with.name)
      vpc.calls.log = (vpc.calls.log or "") .. with.name
    end]]
    for outcome, expected in pairs { done = "xxyz", failed = "xxyyz" } do
      local cloud = new_cloud()
      tell(cloud, function(story)
        story:apply(text)
        t.equal(cloud.log, "xxyz")
        story:cut('"object":"y".*"phase":"intent"')
        cloud.log = "xxy" -- z was never sent; of y that is not known
        local stopped = story:resume(text)
        t.equal({ stopped.exit, cloud.log, stopped.problem.code }, { 1, "xxy", "ambiguous" })
        t.ok(stopped.problem.hint:find(("`perigee resume %s --settled 3=done`"):format(story:id()), 1, true),
          stopped.problem.hint)
        local earlier = story:history()
        local line = { phase = "settled", resource = earlier.by_number[3].resource, outcome = outcome }
        history.settle(earlier, line)
        local run = engine.prepare(options_of(story, text, { history = earlier }))
        run.journal:note(line)
        t.equal({ engine.run(run).exit, cloud.log, story:history().state }, { 0, expected, "done" })
        t.equal(story:history().by_number[3].outcome, outcome)
      end)
    end
  end)

t.test("what an act did before it was cut off is known at the end, though its step did not come by again", function()
  local text = [[
  steps = { "one" }
  function one(run)
    if not vpc.read("a") then
      run:act{ name = "mark", object = "n1", apply = "mark", done = "marked", why_no_undo = "-" }
    end
  end
  function mark() vpc.put("a") end
  function marked() return vpc.read("a") end]]
  local cloud = new_cloud()
  tell(cloud, function(story)
    killed(story, text, 0)
    t.equal(story:history().writes[1].outcome, nil)
    t.equal({ story:resume(text).exit, cloud.sent, story:history().writes[1].outcome }, { 0, 0, "done" })
  end)
end)

-- where -----------------------------------------------------------------------------------------------------------

t.test("going on elsewhere is refused before anything is written, and the journal stays as it was", function()
  local text = [[
  steps = { "make" }
  function make(run)
    run:target({ cluster = "blue", account = vpc.calls.account }, function() return { account = vpc.calls.account } end)
    run:ensure(vpc.thing("a"))
    run:ensure(vpc.thing("b"))
  end]]
  local cloud = new_cloud()
  cloud.account = "1"
  tell(cloud, function(story)
    story:apply(text)
    story:cut('"number":1.*"phase":"outcome"')
    local before = story:text()
    cloud.account, cloud.sent, cloud.things = "2", 0, {}
    local result = story:resume(text)
    t.equal({ result.exit, cloud.sent, result.status }, { 3, 0, "refused" })
    t.equal(result.problem.checks[1].problems[1].detail, ("run %s wrote to account 1; this would be 2"):format(
      story:id()))
    t.equal(story:text(), before)
  end)
end)

-- locks -----------------------------------------------------------------------------------------------------------

-- A lock of its own for a playbook; `cloud.lease` is who holds it.
local locked = [[
steps = { "make" }
function make(run)
  run:lock{ kind = "lease", name = "l",
    acquire = function(holder)
      if vpc.calls.lease then return nil, { message = vpc.calls.lease .. " holds it", hint = "wait" } end
      vpc.calls.lease = holder
      return {}
    end,
    renew = function()
      vpc.calls.renewed = (vpc.calls.renewed or 0) + 1
      if vpc.calls.cut_off then error("no route to host", 0) end
    end,
    release = function() vpc.calls.lease = nil end }
  run:ensure(vpc.thing("a", { ready = function() return task.now() > 1000000 + %d, "slow" end }))
  run:ensure(vpc.thing("b"))
end]]

t.test("a run that is refused by a lock leaves no journal; one that goes on stays as it was", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    cloud.lease = "jo"
    t.equal({ story:apply(locked:format(0)).exit, cloud.sent, story:path() }, { 3, 0, nil })
    cloud.lease = nil
    t.equal({ story:apply(locked:format(0)).exit, cloud.sent, cloud.lease }, { 0, 2, nil })
    story:cut('"number":1.*"phase":"outcome"')
    cloud.things.b, cloud.lease = nil, "jo"
    local before = story:text()
    t.equal({ story:resume(locked:format(0)).exit, cloud.sent, cloud.lease }, { 3, 2, "jo" })
    t.equal(story:text(), before)
  end)
end)

t.test("a lock is renewed while the run only waits", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    t.equal(story:apply(locked:format(300)).exit, 0)
    t.ok(cloud.renewed >= 8 and cloud.renewed <= 16, tostring(cloud.renewed))
  end)
end)

t.test("a renewal that fails is tried again for a while: a lock that has not expired is still held", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    cloud.cut_off = true
    local result = story:apply(locked:format(60))
    t.equal({ result.exit, cloud.sent }, { 0, 2 })
  end)
  cloud = new_cloud()
  tell(cloud, function(story)
    cloud.cut_off = true
    local result = story:apply(locked:format(500))
    t.equal({ result.exit, cloud.sent, result.problem.code }, { 1, 1, "lock_lost" })
    t.ok(result.problem.message:find("no route to host", 1, true), result.problem.message)
  end)
end)

-- going back ------------------------------------------------------------------------------------------------------

local function removed(story)
  local list = {}
  for _, event in ipairs(story:told "resource") do
    if event.phase == "end" and event.status == "deleted" then list[#list + 1] = event.resource.name end
  end
  return table.concat(list, " ")
end

t.test("undo goes backwards; steps in the order of the section `undo`, then the last first", function()
  for section, order in pairs { [""] = "c b a", ['undo = { "make" }\n'] = "b a c",
    ['undo = { "more" }\n'] = "c b a" } do
    local cloud = new_cloud()
    tell(cloud, function(story)
      story:apply(section .. two)
      local result = story:undo(section .. two)
      t.equal({ result.exit, removed(story), cloud.things }, { 0, order, {} }, section)
      t.equal(story:history().state, "undone")
      t.equal((undo.plan(story:history())), {})
    end)
  end
end)

t.test("what is taken back already is not taken back again", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    story:apply(two)
    story:undo(two)
    story:cut('"number":3,"phase":"undone"')
    cloud.things = { a = true, b = true, c = "of somebody else, made since" }
    t.equal(story:history().state == "undone", false)
    local result = story:undo(two)
    t.equal({ result.exit, removed(story), cloud.things }, { 0, "b a", { c = "of somebody else, made since" } })
  end)
end)

t.test("what was there before is left there", function()
  local cloud = new_cloud { b = true }
  tell(cloud, function(story)
    story:apply(two)
    t.equal({ story:undo(two).exit, removed(story), cloud.things }, { 0, "c a", { b = true } })
  end)
end)

t.test("a run whose things were taken away by hand is undone all the same", function()
  for _, text in ipairs { two, (two:gsub('act = "unmake"', 'call = "cloud.undo.thing"')) } do
    local cloud = new_cloud()
    package.loaded["cloud.undo"] = { thing = function(run, with)
      run:remove{ kind = "thing", name = with.name, find = function() return cloud.things[with.name] end,
        delete = function() error("there is nothing to delete") end }
    end }
    tell(cloud, function(story)
      story:apply(text)
      cloud.things, cloud.sent = {}, 0
      t.equal({ story:undo(text).exit, cloud.sent, story:history().state }, { 0, 0, "undone" })
    end)
    package.loaded["cloud.undo"] = nil
  end
end)

local lost = [[
steps = { "one" }
function one(run)
  run:ensure(vpc.thing("a", { undo = { act = "unmake", with = {} } }))
  for _, name in ipairs{ "x", "y" } do
    run:act{ name = "send", object = name, apply = "send", why_no_undo = "sent is sent", with = { name = name } }
  end
end
function send(_, with) vpc.put(with.name) end
function unmake() vpc.drop("a") end]]

t.test("what cannot be taken back is said before anything is, and stays", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    story:apply(lost)
    local result = story:undo(lost)
    t.equal({ result.exit, cloud.things }, { 0, { x = true, y = true } })
    local first
    for _, event in ipairs(story.events) do
      first = first or (event.event == "say" or event.event == "write") and event or nil
    end
    t.ok(first.event == "say" and first.text:find("not taken back: 2 send", 1, true), json.encode(first))
  end)
end)

t.test("a function that fails stops the way back at its entry, and the same undo goes on from there", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    local text = two:gsub("function unmake%(run, with%)", "%0\n  if vpc.calls.broken == with.name then "
      .. "error('cannot unmake ' .. with.name, 0) end")
    story:apply(text)
    cloud.broken = "b"
    local result = story:undo(text)
    t.equal({ result.exit, removed(story), cloud.things }, { 1, "c", { a = true, b = true } })
    t.ok(tostring(story.events[#story.events].error):find("cannot unmake b", 1, true))
    t.equal(story.events[#story.events].left, { "make" })
    t.equal(story:history().state, "failed")
    cloud.broken = nil
    t.equal({ story:undo(text).exit, removed(story), cloud.things }, { 0, "b a", {} })
  end)
end)

t.test("a way back that nobody knows stops it by name, before anything that stands in front of it goes", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    story:apply(two)
    local result = story:undo((two:gsub("function unmake%(", "function unmkae(")))
    t.equal({ result.exit ~= 0, cloud.things }, { true, { a = true, b = true, c = true } })
    t.ok(tostring(result.problem):find("nothing is called unmake, which undoes 'create thing c', did you mean "
      .. "'unmkae'?", 1, true), tostring(result.problem))
    -- of the library only what is for it
    story:cut('"end"', function(text) return (text:gsub('"act":"unmake"', '"call":"os.execute"')) end)
    result = story:undo(two)
    t.equal({ result.exit ~= 0, cloud.things }, { true, { a = true, b = true, c = true } })
    t.ok(tostring(result.problem):find("nothing is called os.execute", 1, true), tostring(result.problem))
  end)
end)

t.test("what can be known of the way back is checked before its first write", function()
  local cloud = new_cloud()
  local text = two:gsub('act = "unmake", with = { name = "a" }', 'call = "cloud.undo.thing", with = { name = "a" }')
  package.loaded["cloud.undo"] = { thing = function(_, with) cloud.things[with.name] = nil end,
    thing_check = function(run, with)
      run:check{ name = "room", test = function() return not cloud.full, "no room for " .. with.name, "make room" end }
    end }
  tell(cloud, function(story)
    story:apply(text)
    cloud.full = true
    local before, result = story:text(), story:undo(text)
    t.equal({ result.exit, cloud.things, story:text() }, { 3, { a = true, b = true, c = true }, before })
    t.equal(result.problem.checks[1].problems[1].detail, "no room for a")
    cloud.full = false
    t.equal({ story:undo(text).exit, cloud.things }, { 0, {} })
  end)
  package.loaded["cloud.undo"] = nil
end)

t.test("a write that was cut off and shows up late is taken back too", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    cloud.visible.a = killed(story, one(), true) + 200
    t.equal({ story:undo(one()).exit, cloud.things }, { 0, {} })
  end)
end)

t.test("a cut-off way back is gone on with, and no write of it is taken for one of the run", function()
  local cloud = new_cloud()
  tell(cloud, function(story)
    story:apply(two)
    story:undo(two)
    story:cut('"number":4.*"phase":"intent"')
    cloud.things = { a = true, b = true }
    local earlier = story:history()
    t.equal({ #earlier.writes, #earlier.undo_writes }, { 3, 1 })
    t.equal({ story:undo(two).exit, cloud.things, story:history().state }, { 0, {}, "undone" })
    local seen = {}
    for _, line in ipairs(story:lines()) do
      if line.phase == "intent" then
        t.ok(not seen[line.number], "each number once")
        seen[line.number] = true
      end
    end
  end)
end)

-- run:remove ------------------------------------------------------------------------------------------------------

local function remove(more)
  return ([[
  steps = { "one" }
  function one(run)
    run:remove{ kind = "thing", name = "a", find = function() return vpc.read("a") end,
      delete = function() vpc.drop("a") end, %s }
  end]]):format(more or "")
end

t.test("run:remove takes a thing away, and says so when there is none", function()
  local cloud = new_cloud { a = true }
  tell(cloud, function(story)
    t.equal({ story:apply(remove()).exit, cloud.sent, cloud.things }, { 0, 1, {} })
    t.equal({ story:apply(remove()).exit, cloud.sent }, { 0, 1 })
    t.equal(story:told("resource")[1].status, "unchanged")
  end)
end)

t.test("run:remove refuses what somebody has changed or uses, and names it", function()
  for more, detail in pairs {
    ["same = function(found) return found == 'mine', 'it says ' .. found end"] = "it says theirs",
    ["used = function() return { { object = 'x', detail = 'x is in it', remedy = 'take x away' } } end"] = "x is in it",
  } do
    local cloud = new_cloud { a = "theirs" }
    tell(cloud, function(story)
      local result = story:apply(remove(more))
      t.equal({ result.exit, cloud.sent, cloud.things, result.problem.checks[1].name,
        result.problem.checks[1].problems[1].detail }, { 3, 0, { a = "theirs" }, "thing a", detail })
    end)
  end
end)

t.test("run:remove waits for users that are about to go, not for those that stay", function()
  local used = [[patience = 600, used = function()
    if task.now() > 1000000 + 100 then return {} end
    return { { object = "x", detail = "x is in it", stays = %s } }
  end]]
  for stays, expected in pairs { ["false"] = { 0, 1 }, ["true"] = { 3, 0 } } do
    local cloud = new_cloud { a = true }
    tell(cloud, function(story)
      local result = story:apply(remove(used:format(stays)))
      t.equal({ result.exit, cloud.sent }, expected)
      t.equal(task.now() > 1000100, stays == "false")
    end)
  end
end)

t.test("run:remove waits for what is on its way out, and sends nothing", function()
  local cloud = new_cloud { a = "leaving" }
  tell(cloud, function(story)
    cloud.things.a = "leaving"
    local text = remove [[leaving = function(found) return found == "leaving" end, state = function()
      if task.now() > 1000030 then vpc.calls.things.a = nil end
      return "leaving"
    end]]
    t.equal({ story:apply(text).exit, cloud.sent, cloud.things }, { 0, 0, {} })
  end)
end)

t.test("a deletion without an answer is settled by looking", function()
  local cloud = new_cloud({ a = true }, { "timeout" })
  tell(cloud, function(story)
    t.equal({ story:apply(remove()).exit, cloud.sent, cloud.things }, { 0, 1, {} })
  end)
  cloud = new_cloud({ a = true }, { "lost before" })
  tell(cloud, function(story)
    local result = story:apply(remove "timeout = 100")
    t.equal({ result.exit, cloud.sent, cloud.things }, { 1, 1, { a = true } })
    t.ok(result.problem.message:find("thing a gone", 1, true), result.problem.message)
  end)
end)

t.test("the journals lie where PERIGEE_STATE says, and are for their owner only", function()
  tell(new_cloud(), function(story)
    story:apply(two)
    t.equal(journal.path(story:id()), story:path())
    t.equal(world.stat(story:path()).mode & 511, 384)
    t.equal(world.stat(story.folder).mode & 511, 448)
  end)
end)
