-- What people see: words and numbers, tables, values of the REPL, completion, screens of a run.
local completion = require "cli.repl_completion"
local documentation = require "cli.documentation"
local doctor = require "cli.doctor"
local failure = require "failure"
local json = require "json"
local json_view = require "cli.view.json"
local repl = require "cli.repl"
local screens = require "cli.view.screens"
local steps = require "cli.view.steps"
local t = require "spec"
local table_of = require "cli.view.table"
local text = require "cli.view.text"
local tree = require "cli.view.tree"
local value = require "cli.view.value"

t.test("durations, thousands, plurals", function()
  local shown = {}
  for i, seconds in ipairs { 0.04, 9.96, 10.4, 59.4, 60, 130, 3599, 3660, 7325 } do
    shown[i] = text.duration(seconds)
  end
  t.equal(shown, { "0.0 s", "10.0 s", "10 s", "59 s", "1 min", "2 min 10 s", "59 min 59 s", "1 h 1 min", "2 h 2 min" })
  t.equal({ text.thousands(0), text.thousands(999), text.thousands(1000), text.thousands(-1234567) },
    { "0", "999", "1,000", "-1,234,567" })
  t.equal({ text.count(1, "check"), text.count(2, "policy"), text.count(2, "access"), text.count(2, "key") },
    { "1 check", "2 policies", "2 accesses", "2 keys" })
end)

t.test("wrapping keeps words whole and every word there", function()
  local long = ("word "):rep(50) .. ("x"):rep(90) .. " end"
  local lines = text.wrap(long, 40)
  for _, line in ipairs(lines) do t.ok(#line <= 40 or not line:find(" "), line) end
  t.equal(table.concat(lines, " "), (long:gsub("%s+", " ")))
  t.equal(text.wrap("a\n\nb", 10), { "a", "", "b" })
  t.equal(text.wrap("", 10), { "" })
  t.equal(text.beside("  x name", 12, "one two three four five six seven", 44),
    { "  x name    one two three four five six", "            seven" })
  t.equal(text.beside("  x a-very-long-name", 12, "text", 60), { "  x a-very-long-name", "            text" })
end)

t.test("columns: texts left, numbers right, UTF-8 and colour counted as seen", function()
  t.equal(table_of.lines({ "zone", "n", { name = "free", align = "right" } },
    { { "ä", 1, "-" }, { "\27[31mlong\27[0m", 12345, "x" } }),
    { "  zone       n  free", "  ä          1     -", "  \27[31mlong\27[0m  12,345     x" })
end)

t.test("values as people read them", function()
  local function shown(v) return table.concat(value.lines(v, 60), "\n") end
  t.equal({ shown(1), shown("a\n\"b\""), shown(nil), shown {}, shown(print) },
    { "1", '"a\\n\\"b\\""', "nil", "{}", "function" })
  t.equal(shown { b = { 1, 2 }, a = "x", ["two words"] = true }, '{ a = "x", b = { 1, 2 }, ["two words"] = true }')
  t.equal(shown { { Id = "i-1", Zone = "a" }, { Id = "i-22" } }, "  Id    Zone\n  i-1   a\n  i-22")
  local itself = {}
  itself.me = itself
  t.equal(shown(itself), "{ me = (itself) }")
  t.ok(shown { long = ("x"):rep(50), other = { 1 } }:find('^{\n  long = "x+"\n  other = { 1 }\n}$'))
  t.equal(shown(failure.new { code = "c", message = "m" }), "m (c)")
end)

t.test("the REPL tells expressions, statements, and what is not complete", function()
  t.equal(repl.compile("1 + 1")(), 2)
  t.equal(repl.compile("= 2 * 3")(), 6)
  t.ok(repl.compile("local x = 1"))
  local chunk, _, more = repl.compile("for i = 1, 2 do")
  t.equal({ chunk == nil, more }, { true, true })
  chunk, _, more = repl.compile("x = = 1")
  t.equal({ chunk == nil, more }, { true, false })
end)

t.test("completion: globals, fields, methods of clients, nothing that runs code", function()
  local function candidates(line) return (completion.candidates(line, #line)) end
  t.equal(candidates("string.rev"), { "reverse" })
  t.equal(candidates("x = collectg"), { "collectgarbage" })
  t.equal(select(2, completion.candidates("string.rev", 10)), 3)
  t.equal(candidates("nothing.here"), {})
  local called = 0
  rawset(_G, "a_client", setmetatable({ operations = function() return { "describe_things" } end },
    { __name = "aws.client", __index = function() called = called + 1 end }))
  t.equal(candidates("a_client:desc"), { "describe_things" })
  rawset(_G, "a_client", nil)
  t.equal(called, 0)
  t.equal(candidates("os.exit().x"), {})
end)

t.test("documentation of what is there and what is not", function()
  t.ok(documentation.lines("cidr.split")[1]:find("^cidr.split%("))
  t.ok(documentation.lines("string")[1]:find("byte%(%)"))
  t.equal(documentation.lines("no_such_thing"), { "there is nothing named 'no_such_thing'" })
end)

t.test("a Date header in seconds", function()
  t.equal({ doctor.date_seconds("Thu, 01 Jan 1970 00:00:00 GMT"), doctor.date_seconds("Tue, 29 Feb 2028 12:34:56 GMT"),
    doctor.date_seconds("Mon, 31 Dec 2029 23:59:59 GMT") }, { 0, 1835440496, 1893455999 })
  t.equal({ doctor.date_seconds("yesterday") }, {})
end)

-- An output that keeps what it is given.
local function kept(width)
  local self = { text = "" }
  function self.write(_, more)
    self.text = self.text .. more
    return true
  end
  function self.line(_, line) return self:write((line or "") .. "\n") end
  function self.paint(_, _, words) return words end
  function self.width() return width end
  return self
end

local check = { event = "check", name = "size", holds = false, problems = {
  { object = "vpc-1", detail = "is too small", remedy = "use a larger one" }, { detail = "and too full" } } }

local function story(view)
  local counts = { checks = 3, warnings = 0, sent = 0, writes = 0, unchanged = 0 }
  view:on { event = "run", phase = "begin", id = "abc", playbook = "try", step = false }
  view:on { event = "step", phase = "begin", step = "look", index = 1 }
  view:on { event = "run", phase = "target", target = { cluster = "blue", region = "r", account = "12", vpc = "vpc-1",
    zone = "a" } }
  view:on { event = "check", name = "fine", holds = true, problems = {} }
  view:on(check)
  view:on { event = "step", phase = "end", step = "look", status = "refused", seconds = 1 }
  view:on { event = "run", phase = "end", status = "refused", exit = 3, counts = counts, written = {},
    left = { "look" }, error = "", seconds = 1,
    failure = failure.new { code = "refused", message = "", checks = { check } } }
end

t.test("a refusal names every problem, its object and its remedy, and writes each line once", function()
  local out = kept(100)
  story(steps.new(out, { command = "perigee apply try" }))
  t.equal(out.text, [[
try on cluster blue (r, account 12, vpc-1, zone a)    run abc

  1 check does not hold. Nothing was written.

  x size                  vpc-1: is too small
                          -> use a larger one
  x size                  and too full

  2 other checks hold (-v shows them).
]])
end)

t.test("the terminal view leaves the same lines on the screen", function()
  local out = kept(100)
  story(tree.new(out, { command = "perigee apply try" }))
  -- What a terminal would show: going up and clearing takes lines away.
  local screen = {}
  for line in out.text:gmatch("[^\n]*\n?") do
    local up, rest = line:match("^\27%[(%d+)A\r\27%[J(.*)$")
    if up then
      for _ = 1, tonumber(up) do table.remove(screen) end
      line = rest
    end
    if line ~= "" then screen[#screen + 1] = line end
  end
  local plain = kept(100)
  story(steps.new(plain, { command = "perigee apply try" }))
  t.equal(table.concat(screen), plain.text)
end)

t.test("what a failure leaves behind is said", function()
  local out = kept(100)
  local view = steps.new(out, { command = "perigee apply try --yes" })
  view:on { event = "run", phase = "begin", id = "abc", playbook = "try", step = false }
  view:on { event = "run", phase = "end", id = "abc", status = "failed", exit = 1, seconds = 3, failed_step = "make",
    untouched = "ng-1", counts = { checks = 0, warnings = 0, sent = 2, writes = 2, unchanged = 0 },
    left = { "make", "verify" }, log = "/s/a",
    written = { { kind = "subnet", name = "s-a", verb = "create" }, { kind = "cordon", name = "n1", verb = "act",
      outcome = "unknown" } }, error = "denied (X, status 403)", failure = failure.new { code = "X", message = "denied",
      attempted = "create subnet s-b", hint = "ask for the right" } }
  for _, expected in ipairs { "x make +create subnet s%-b: denied %(X, status 403%)\n +%-> ask for the right",
    "Written: +subnet s%-a created, cordon n1 %(the answer never came%)%.", "Not touched: +ng%-1",
    "Not done: +make, verify", "perigee resume abc", "perigee undo abc", "Journal: +/s/a" } do
    t.ok(out.text:find(expected), expected .. " is not in\n" .. out.text)
  end
end)

t.test("many of a kind are counted, what is uncertain is named", function()
  local written = {}
  for i = 1, 4 do written[i] = { kind = "subnet", name = "s-" .. i, verb = "create", outcome = "done" } end
  for i = 1, 2 do written[4 + i] = { kind = "cordon", name = "n" .. i, verb = "act", outcome = "done" } end
  written[7] = { kind = "subnet", name = "s-7", verb = "create", outcome = "unknown" }
  local lines = screens.aftermath(kept(200), { written = written, counts = { sent = 7 }, left = {} }, "go on")
  t.equal(lines[2],
    "  Written:      4 subnets created, cordon n1, cordon n2, subnet s-7 created (the answer never came).")
end)

t.test("an event as one line of JSON, whatever is in it", function()
  local line = json_view.line { event = "run", step = false, list = { 1, "b" }, f = print, nested = { x = { y = 1 } },
    failure = failure.new { code = "c", message = "m\nn", hint = "h" }, traceback = "secret paths" }
  t.ok(not line:find("\n"))
  local back = t.ok(json.decode(line))
  t.equal({ back.list, back.nested, back.failure, back.step, back.traceback },
    { { 1, "b" }, { x = { y = 1 } }, { code = "c", message = "m\nn", hint = "h" } })
end)

t.test("a verdict is held against the one before", function()
  local last = require "cli.last_verdict"
  local before = { time = 0, holds = true, lines = { "out a", "wrong b" } }
  local same = last.difference(before, { holds = true, lines = { "out a", "wrong b" } })
  t.equal(last.lines(same), { "  Nothing has changed since 1970-01-01 00:00:00 UTC." })
  local difference = last.difference(before, { holds = false, lines = { "wrong c", "out a" } })
  t.equal({ difference.new, difference.gone, difference.held, difference.holds }, { { "wrong c" }, { "wrong b" }, true,
    false })
  t.equal(last.lines(difference), { "  Since 1970-01-01 00:00:00 UTC:", "  + wrong c", "  - wrong b" })
  local file = os.tmpname()
  last.write(file, { holds = true, lines = { "out a" }, summary = "s" }, { cluster = "blue" })
  t.equal(last.read(file).lines, { "out a" })
  os.remove(file)
  t.equal(last.read(file), nil)
end)
