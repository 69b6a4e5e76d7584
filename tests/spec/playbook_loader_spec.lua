-- Loading playbooks: sections, help texts, and every complaint with file, line, caret and the nearest word.
local loader = require "playbook.loader"
local t = require "spec"

local function search()
  return { module = function() return nil end, native = require }
end

local function load_text(text)
  return loader.load { name = "mine", file = "mine.lua", text = text, origin = "file", search = search() }
end

local function complaint(text)
  local playbook, problem = load_text(text)
  t.ok(not playbook, "it loads, and should not")
  return problem.message
end

-- Each line of `expected` must be in the message, in this order.
local function complains(text, ...)
  local message, at = complaint(text), 1
  for _, expected in ipairs { ... } do
    local first, last = message:find(expected, at, true)
    t.ok(first, ("%q is not (in order) in:\n%s"):format(expected, message))
    at = last
  end
end

local good = [==[
description = [[
First line.
Second line. ]]
settings = {
  cluster = required,          -- name of the cluster
  range = "100.64.0.0/16",     -- block that is added
                               -- to the VPC
  count = { 3, help = "how many" }, on = false, -- whether
  -- a line of its own is no help
  list = {
    "a", "b",
  }, -- of letters
}
zones = { { zone = "a", cidr = "10.0.0.0/24" } }
names = { subnet = "{cluster}-{zone}" }
steps = { "first", "second" }
verify = "second"
function first(run) helper(run) run:act{ name = "x", apply = "apply_x", why_no_undo = "-" } end
function second(run) return run end
function helper(run) return settings.cluster, names.subnet, zones[1], run end
function apply_x(_, with) return with end
]==]

t.test("a whole playbook: description, settings with help, steps, verify", function()
  local playbook = t.ok(load_text(good))
  t.equal(playbook:title(), "First line.")
  local settings = {}
  for _, s in ipairs(playbook.settings) do
    settings[#settings + 1] = ("%s %s %s %s"):format(s.name, s.kind, tostring(s.default ~= nil), s.help)
  end
  t.equal(settings, { "cluster string false name of the cluster", "range string true block that is added to the VPC",
    "count integer true how many", "on boolean true whether", "list list true of letters" })
  t.equal({ playbook.steps, playbook.verify }, { { "first", "second" }, { "second" } })
end)

t.test("without steps, every function that nothing names is a step, in the order of the file", function()
  local text = good:gsub('steps = [^\n]*\n', ""):gsub("verify = [^\n]*\n", "")
  t.equal(load_text(text).steps, { "first", "second" })
end)

t.test("a step loads the file afresh, and its sections are copies", function()
  local playbook = load_text [[
settings = { a = { 1, 2 } }
local kept = {}
function one(run) kept[1] = run return #kept, settings end
function two() return #kept, settings end]]
  local values = playbook:values {}
  local first = playbook:open(values)
  local count, settings = first.own.one(1)
  t.equal(count, 1)
  settings.a[1] = 9
  local again, fresh = playbook:open(values).own.two()
  t.equal({ again, fresh.a[1] }, { 0, 1 })
end)

t.test("an unknown section names the nearest one, with line and caret", function()
  complains("description = 'x'\nzone_map = {\n}\nfunction s() end", "mine.lua:2: unknown section 'zone_map'",
    "\n    2 | zone_map = {\n      | ^^^^^^^^")
  complains("setings = {}\nfunction s() end", "did you mean 'settings'?")
  complains("frobnicate = 1\nfunction s() end", "sections are description")
end)

t.test("a step without a function names the nearest one and its line", function()
  complains("steps = { 'recycle_node' }\nfunction recycle_nodes() end",
    "mine.lua:1: step 1 'recycle_node' has no function, did you mean 'recycle_nodes' (line 2)?")
end)

t.test("every problem is reported, in the order of the lines", function()
  complains("steps = { 'a', 'b', 'a', 3 }\nnams = {}\nfunction a(run) x = 1 return setings.q, run end\njson = 2",
    "mine.lua:1: step 2 'b' has no function", "step 'a' is there twice", "step 4 must be the name",
    "mine.lua:2: unknown section 'nams'", "mine.lua:3: 'x' is set inside a function",
    "mine.lua:3: unknown name 'setings', did you mean 'settings'?", "mine.lua:4: 'json' is Perigee's own name")
end)

t.test("an unknown setting inside a step names the nearest", function()
  complains("settings = { pod_range = 'x' }\nfunction a() return settings.pod_rnage end",
    "mine.lua:2: there is no setting 'pod_rnage', did you mean 'pod_range'?", "^^^^^^^^^")
end)

t.test("a misspelt member of a module is found before anything runs", function()
  complains("function s() return vpc.add_rnge() end", "mine.lua:1: vpc has no 'add_rnge', did you mean 'add_range'?",
    "^^^^^^^^")
  complains("function s() return aws.ec3{} end", "aws has no 'ec3', did you mean 'ec2'?")
  complains("function s() table.instert({}, 1) end", "table has no 'instert', did you mean 'insert'?")
  complains("local function f(x) return cidr.splitt(x) end function s() f() end", "did you mean 'split'?")
  t.ok(load_text "function s() local vpc = { x = 1 } return vpc.x, vpc.y, aws.ec2{}, ('x').rep end")
end)

t.test("a misspelt method of run is found in steps and in functions that take a run", function()
  complains("function s(run) run:chekc{} end", "mine.lua:1: run has no 'chekc', did you mean 'check'?", "^^^^^")
  complains("steps = { 's' }\nfunction s(r) r:ensur{} end", "run has no 'ensur', did you mean 'ensure'?")
  complains("local function f(run) run:actt{} end function s(run) f(run) end", "did you mean 'act'?")
  t.ok(load_text "local function f(zone) zone:foo() end function s(run) local run = {} run:foo() f(run) end")
end)

t.test("a name that the section has not, and a word that is nearly one, are found", function()
  complains("names = { subnet = '{zone}' }\nfunction s(run) run:name('subnt', {}) end",
    "mine.lua:2: names has no 'subnt', did you mean 'subnet'?", "^^^^^^^")
  complains("function s(run) run:name 'subnet' end", "names has no 'subnet': the section is not there")
  complains("settings = { cluster = 'x' }\nnames = { a = '{clustr}-{zoen}' }\nfunction s() end",
    "mine.lua:2: names.a has the word {clustr}, did you mean {cluster}?", "{zoen}, did you mean {zone}?")
  -- Words that a step gives, or a module that it calls.
  t.ok(load_text("settings = { groups = {} }\nnames = { a = '{zonex}-{group}' }\n"
    .. "function s(run) run:name('a', { zonex = 1, group = 2 }) end"))
  t.ok(load_text "settings = { groups = {} }\nnames = { a = '{group}' }\nfunction s() end")
end)

t.test("a section cannot be changed by a step", function()
  complains("settings = { a = 1 }\nfunction s() settings.a = 2 end", "mine.lua:2: 'settings' is read-only")
  complains("zones = {}\nfunction s() zones[1] = 2 end", "'zones' is read-only")
end)

t.test("what a playbook has not is named with its replacement", function()
  complains("function s() return os.time() end", "'os' is not there in a playbook", "task.now()")
  complains("function s() return io.open('x') end", "'io' is not there")
  complains("function s() return math.random(3) end", "math.random is not there in a playbook: use random()")
  complains("function s() return task.context() end", "task.context is not there")
end)

t.test("the same holds when the name is built at run time", function()
  local playbook = t.ok(load_text [[
function s() local g = _G return g['o' .. 's'] end
function r() local m, k = math, 'random' return m[k]() end
function w() local g = _G g.x = 1 end
function j() local m = json m.decode = nil end]])
  local own = playbook:open({}).own
  t.raises("'os' is not there in a playbook", own.s)
  t.raises("math.random is not there", own.r)
  t.raises("'x' cannot be set here", own.w)
  t.raises("json.decode cannot be changed", own.j)
end)

t.test("kinds of sections", function()
  complains("description = {}\nsettings = 1\nzones = 'a'\nnames = { a = 1 }\nsteps = 's'\nfunction s() end",
    "mine.lua:1: description must be a text", "mine.lua:2: settings must be a table",
    "mine.lua:3: zones must be a list", "mine.lua:4: names.a must be a text", "mine.lua:5: steps must be a list")
  complains("zones = { { zone = 'a', cird = 'x' }, { cidr = 'y' }, { zone = 'a' } }\nfunction s() end",
    "line 1 of zones has 'cird', did you mean 'cidr'?", "line 2 of zones names no zone", "zone a is there twice")
  complains("settings = { f = print, g = { help = 'x' }, h = { 1, help = 'x', kind = 'y' } }\nfunction s() end",
    "setting 'f' is a function", "setting 'g' has a help text but no default", "setting 'h' has a key 'kind'")
end)

t.test("a playbook may ask for a newer Perigee", function()
  complains("requires = '99.1'\nfunction s() end", "mine.lua:1: this playbook needs Perigee 99.1 or newer, this is ")
  t.ok(load_text("requires = '0.1'\nfunction s() end"))
  complains("requires = 1\nfunction s() end", "requires must be the oldest version")
end)

t.test("syntax errors stand as they are, bytecode is refused", function()
  local text = "steps = { 'a'\nfunction a() end"
  t.equal(complaint(text), select(2, load(text, "@mine.lua")))
  complains(string.dump(load("x = 1")), "compiled chunk")
end)

t.test("an error at the top has its line", function()
  complains("settings = { cluster = required }\nnames = { a = 'x' .. settings.cluster }\nfunction s() end",
    "mine.lua:2: a required setting has no value while the file loads")
  complains("local a = nil\nlocal b = a.x\nfunction s() end", "mine.lua:2: attempt to index a nil value")
  complains("", "there is no step")
end)

t.test("pairs and next go in sorted order", function()
  local playbook = t.ok(load_text([[function s()
    local t, seen = { z = 1, b = 2, [3] = 4, [1] = 5, [true] = 6 }, {}
    for k in pairs(t) do seen[#seen + 1] = tostring(k) end
    local k
    repeat
      k = next(t, k)
      if k ~= nil then seen[#seen + 1] = tostring(k) end
    until k == nil
    return table.concat(seen, " ")
  end]]))
  t.equal(playbook:open({}).own.s(), "true 1 3 b z true 1 3 b z")
end)

t.test("random depends on the seed only", function()
  local playbook = t.ok(load_text("function s() return random(1000000), random(5, 6), random() end"))
  local function draw(seed) return { playbook:open({}, { seed = seed }).own.s() } end
  t.equal(draw("one"), draw("one"))
  t.ok(draw("one")[1] ~= draw("two")[1])
  for i = 1, 200 do
    local drawn = draw("seed" .. i)
    t.ok(drawn[1] >= 1 and drawn[1] <= 1000000 and (drawn[2] == 5 or drawn[2] == 6) and drawn[3] < 1 and drawn[3] >= 0)
  end
end)

t.test("require finds files beside the playbook, in the same environment", function()
  local files = { ["my.names"] = "return { upper = function() return settings.a:upper() end }",
    bad = "return os.time()", broken = "return =" }
  local playbook = t.ok(loader.load { name = "mine", file = "mine.lua", origin = "file",
    text = [[
settings = { a = 'x' }
function s() return require('my.names').upper() end
function r(_, n) return require(n) end]],
    search = { module = function(name) return files[name], name .. ".lua" end, native = require } })
  local own = playbook:open(playbook:values {}).own
  t.equal(own.s(), "X")
  t.raises("'os' is not there in a playbook", own.r, nil, "bad")
  t.raises("broken.lua:1:", own.r, nil, "broken")
  t.raises("there is no module 'world' for a playbook", own.r, nil, "world")
  complains("steps = { 'a' }\nlocal x = require 'jsn'\nfunction a() end",
    "mine.lua:2: require: there is no module 'jsn'")
  t.raises("there is no module 'jsn' for a playbook, did you mean 'json'?", own.r, nil, "jsn")
  t.equal(own.r(nil, "json").decode("[1]"), { 1 })
end)
