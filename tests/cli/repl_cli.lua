-- The REPL and the live view on a terminal of their own (script(1) makes it).
local cli = require "cli_test"
local test = cli.test

-- Types lines into `perigee` on a terminal: texts, and pauses in seconds. Gives the screen and the exit code.
local function typed(arguments, ...)
  local feed = {}
  for _, item in ipairs { ... } do
    feed[#feed + 1] = type(item) == "number" and "sleep " .. item or "printf %s " .. cli.quote(item)
  end
  local command = "exec env TERM=xterm AWS_REGION=us-east-1 " .. cli.quote(cli.perigee) .. arguments
  local out, err, status = cli.shell(("{ %s; } | timeout 30 script -qec %s /dev/null"):format(table.concat(feed, "; "),
    cli.quote(command)), cli.environment)
  return out .. err, status
end

local function repl(...)
  local out, status = typed("", 0.5, ...)
  if status ~= 0 then error("exit " .. status .. "\n" .. out, 2) end
  return out
end

local function has(text, ...)
  for _, expected in ipairs { ... } do
    if not text:find(expected, 1, true) then error(("%q is not in:\n%s"):format(expected, text), 2) end
  end
end

test("expressions, assignments, several lines, errors, the end", function()
  local out = repl("1 + 41\n", "x = 6\n", "= x * 7 .. ' ' .. x\n", "for i = 1, 2 do\n", "print('line', i)\n", "end\n",
    "nil + 1\n", "x = = 2\n", "cidr.split('10.0.0.0/31', 32)\n", 0.5, "\4")
  has(out, "\r\n42\r\n", '"42 6"', "line\t1", "line\t2", "attempt to perform arithmetic on a nil value",
    "unexpected symbol near '='", '{ "10.0.0.0/32", "10.0.0.1/32" }')
end)

test("Ctrl-C cancels the call and not the session", function()
  has(repl("task.sleep(30)\n", 0.7, "\3", 0.3, "'still ' .. 'here'\n", 0.3, "\4"), "cancelled", '"still here"')
end)

test("completion of globals, fields and methods of clients", function()
  has(repl("cidr.sp\t('10.0.0.0/31', 32)[1]\n", 0.3, "\4"), '"10.0.0.0/32"')
  has(repl("ec2:describe_security_grou\t", 0.5, "\n", 0.3, "\4"), "ps")
end)

test("documentation and commands", function()
  has(repl("?cidr.split\n", ":help\n", ":nonsense\n", 0.3, "\4"), "cidr.split(", "Ctrl-C", "there is no command")
end)

test("records are shown as a table", function()
  has(repl("{ { Name = 'a', n = 1 }, { Name = 'bb', n = 20 } }\n", 0.3, "\4"), "  Name  n\r\n", "  bb    20")
end)

test("history stays from one session to the next", function()
  repl("'first' .. ' session'\n", 0.3, "\4")
  has(repl("\27[A\n", 0.3, "\4"), '"first session"')
end)

cli.file("slow.lua", [[
steps = { "ask", "judge" }
function ask(run)
  run:act{ name = "touch", object = "n1", apply = "touch", why_no_undo = "-" }
  local begun = task.now()
  run:wait{ what = "2 nodes Ready", every = 0.2, look = function() return task.now() - begun > 1.5, "1 of 2" end }
end
function touch() end
function judge(run) run:verdict{ holds = true, summary = "Fine." } end
]])

test("on a terminal it asks, shows what is awaited, and ends with the verdict", function()
  local out, status = typed(" apply slow.lua", 1, "y\n", 3)
  has(out, "Go on and write? [y/N]", "waiting", "2 nodes Ready: 1 of 2", "ask", "Fine.", "\27[")
  assert(status == 0, out)
end)

test("NO_COLOR leaves the screen without colour, JSON without any code", function()
  local out = typed(" apply slow.lua --yes", 3)
  assert(out:find("\27%[32mv\27%[0m"), out)
  local previous = cli.environment
  cli.environment = { NO_COLOR = "1" }
  out = typed(" apply slow.lua --yes", 3)
  cli.environment = previous
  has(out, "waiting", "Fine.")
  assert(not out:find("\27%[3%dm"), out)
  out = typed(" apply slow.lua --yes --output json", 3)
  assert(not out:find("\27"), out)
end)

test("no at the question writes nothing", function()
  local out, status = typed(" apply slow.lua", 1, "n\n", 1)
  has(out, "Nothing was written.")
  assert(status == 1, out)
end)

test("Ctrl-C at the question and while it waits ends with 130", function()
  local out, status = typed(" apply slow.lua", 1, "\3", 1)
  has(out, "interrupted in step ask")
  assert(status == 130, out)
  out, status = typed(" apply slow.lua --yes", 1, "\3", 1)
  has(out, "interrupted in step ask", "Not done:     ask, judge")
  assert(status == 130, out)
end)
