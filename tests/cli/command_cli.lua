-- The command itself: programs, usage, help, exit codes, pipes.
local cli = require "cli_test"
local RUN, NoRun, checkout, test = cli.RUN, cli.NoRun, cli.checkout, cli.test

test("a program, its arguments, and its exit code", function()
  cli.file("p.lua", [[
#!/usr/bin/env perigee
print(arg[0], #arg, arg[2], ...)
print(require('cidr').size('10.0.0.0/24'))]])
  checkout("p.lua\t2\tb c\ta\tb c\n256\n", "perigee p.lua a 'b c'")
  NoRun(1, "p2.lua:1: boom", "echo 'error(\"boom\")' > p2.lua; perigee p2.lua")
  NoRun(2, "p3.lua:1:", "echo 'x = = 1' > p3.lua; perigee p3.lua")
  NoRun(2, "nowhere.lua cannot be read", "perigee nowhere.lua")
  NoRun(3, {}, "echo 'os.exit(3)' > p4.lua; perigee p4.lua")
end)

test("what is open at the end is finished: finalizers run, in turn, and files are written", function()
  cli.file("end.lua", [[
for i = 1, 2 do _G[i] = setmetatable({}, { __gc = function() print("end of", i) end }) end
io.open("left.txt", "w"):write("left open")]])
  checkout("end of\t2\nend of\t1\n0 left open\n", "perigee end.lua; echo $? $(cat left.txt)")
end)

test("LUA_PATH and LUA_INIT count for a file, as they do for lua", function()
  cli.file("mods/own.lua", "return { word = 'own' }")
  cli.file("start.lua", "started = 'from a file'")
  cli.file("q.lua", "print(require('own').word, started, arg[-1])")
  local mods = cli.folder() .. "/mods/?.lua"
  checkout("own\tnow\tperigee\n", "perigee q.lua", { LUA_PATH = mods, LUA_INIT = "started = 'now'" })
  checkout("own\tfrom a file\tperigee\n", "perigee q.lua", { LUA_PATH = mods,
    LUA_INIT = "@start.lua" })
  NoRun(1, "LUA_INIT:1: no", "perigee q.lua", { LUA_INIT = "error 'no'" })
  NoRun(2, "LUA_INIT=@nowhere cannot be read", "perigee q.lua", { LUA_INIT = "@nowhere" })
  checkout("nil\n", "perigee -e 'print(started)'", { LUA_INIT = "started = 1" })
end)

test("a program without the ending .lua is run by its path", function()
  checkout("1\n", "echo 'print(1)' > tool; perigee ./tool")
  NoRun(2, { "unknown command 'tool'", "run as `perigee ./tool`" }, "perigee tool")
end)

test("eks is the client of the service, and what playbooks know by this name", function()
  checkout("function\tfunction\n", "perigee -e 'print(type(eks.cluster), type(eks.describe_cluster))'",
    { AWS_REGION = "eu-central-1", AWS_ACCESS_KEY_ID = "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY = "x" })
end)

test("-e and standard input have the modules as globals", function()
  checkout("100.64.64.0/18\n", [[perigee -e 'print(cidr.split("100.64.0.0/16", 18)[2])']])
  checkout("x\ty\n", [[perigee -e 'print(...)' x y]])
  checkout("[1,2]\n", [[echo 'print(json.encode{1, 2})' | perigee]])
  checkout("3\n", [[echo 'print(1 + 2)' | perigee -]])
  NoRun(2, "-e needs a line of Lua", "perigee -e")
end)

test("a traceback only with -v", function()
  local _, err = NoRun(1, "(command line):1: boom", [[perigee -e 'error("boom")']])
  assert(not err:find("traceback"), err)
  NoRun(1, { "boom", "stack traceback" }, [[perigee -v -e 'error("boom")']])
end)

test("a failure says what to do next", function()
  NoRun(1, { "perigee: broken (c)", "-> mend it" },
    [[perigee -e 'require("failure").raise{ code = "c", message = "broken", hint = "mend it" }']])
end)

test("unknown commands and options name the nearest: exit 2", function()
  NoRun(2, { "unknown command 'aply'", "Did you mean 'apply'?", "perigee help" }, "perigee aply")
  NoRun(2, { "unknown option '--sett'", "perigee help apply" }, "perigee apply x --sett a=b")
  NoRun(2, "missing argument 'playbook'", "perigee apply")
  NoRun(2, "there is no command 'aply', did you mean 'apply'?", "perigee help aply")
  NoRun(2, "must be one of 'live'", "perigee apply x --world twin")
  NoRun(2, "unknown command 'plan'", "perigee plan x")
end)

test("help and version", function()
  for _, line in ipairs { "perigee help", "perigee --help", "perigee -h" } do
    assert(RUN(line):find("Carry a playbook out", 1, true), line)
  end
  for _, command in ipairs { "apply", "verify", "check", "list", "show", "advise", "doctor", "completion" } do
    local text = RUN("perigee help " .. command)
    assert(text:find("Usage: perigee " .. command, 1, true), text)
    assert(RUN(("perigee %s --help"):format(command)) == text)
  end
  local header = assert(io.open(arg[0]:match("^(.*)/[^/]*$") .. "/../../runtime/perigee.h")):read("a")
  local version = header:match('PG_VERSION "([%d.]+)"')
  cli.checkout(("Perigee %s, Lua 5.4\n"):format(version), "perigee version")
  assert(RUN("perigee --version") == RUN("perigee version"))
end)

test("completion scripts are accepted by their shells", function()
  RUN("perigee completion bash > c.sh && bash -n c.sh && grep -q apply c.sh")
  assert(#RUN("perigee completion zsh") > 1000 and #RUN("perigee completion fish") > 1000)
end)

test("a reader that goes away is no error", function()
  checkout("0\n", "perigee help | head -0; echo ${PIPESTATUS[0]}")
end)

test("an output that cannot be written is said: exit 1", function()
  NoRun(1, { "the output could not be written", "No space left" }, "perigee list > /dev/full")
end)

test("no escape codes in a pipe", function()
  assert(not RUN("perigee list"):find("\27"))
  assert(not RUN("perigee help"):find("\27"))
end)

test("Ctrl-C ends a program with 130", function()
  checkout("130\n", "timeout -s INT --preserve-status 0.5 \"$PERIGEE\" -e 'task.sleep(30)' 2> /dev/null; echo $?")
end)
