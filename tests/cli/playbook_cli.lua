-- Playbooks from outside: check, list, show, apply, verify; what is said, and with which exit code it ends.
local cli = require "cli_test"
local json = require "json"
local RUN, NoRun, test = cli.RUN, cli.NoRun, cli.test

-- A server whose POST succeeds, so that a write is a write.
local server = assert(io.popen([[exec python3 -u -c '
import http.server, os
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self.send_response(500 if "refuse" in self.path else 200)
        self.send_header("content-length", "0")
        self.end_headers()
    def log_message(self, *args): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(os.getpid(), server.server_port)
server.serve_forever()']]))
local pid, port = server:read("n", "n")
local stop <close> = setmetatable({}, { __close = function() -- luacheck: ignore 211
  os.execute("kill " .. pid)
end })

local playbook = ([[
description = "Try things out.\nSecond line."
settings = {
  cluster = required,   -- whose
  fits    = true,       -- whether the check holds
  path    = "/ok",
  holds   = true,
  wait    = 0,          -- seconds
}
names = { thing = "{cluster}-thing" }
steps = { "check_first", "make", "judge" }
verify = "judge"
function check_first(run)
  run:target{ cluster = settings.cluster, region = "here-1" }
  run:check{
    { name = "size", test = function() return settings.fits, "it is too small", "make it larger" end },
    { name = "colour", test = function() return true, "it is green" end },
    { name = "age", warn = true, test = function() return settings.holds, "it is old" end },
  }
end
-- Posts once.
function make(run)
  run:act{ name = "post", object = run:name("thing"), apply = "post", why_no_undo = "nothing stays" }
  local begun = task.now()
  run:wait{ what = "the dust to settle", every = 0.1, look = function()
    return task.now() - begun >= settings.wait, "dusty"
  end }
end
function post()
  local answer, why = http.request{ method = "POST", url = "http://127.0.0.1:PORT" .. settings.path }
  if not answer then error(why, 0) end
  if answer.status ~= 200 then error("the server answers " .. answer.status, 0) end
end
function judge(run)
  run:verdict{ holds = settings.holds, columns = { "zone", "pods" }, rows = { { "a", 12345 }, { "bb", 1 } },
    lines = { "wrong  x" }, summary = "2 of 3." }
end
]]):gsub("PORT", tostring(port))
cli.file("try.lua", playbook)

test("apply: headline, steps, counts, exit 0", function()
  local out = RUN("perigee apply try.lua --set cluster=blue --yes")
  for _, expected in ipairs { "try on cluster blue (here-1)    run ", "\n  v check_first ", "3 checks hold",
    "      + post blue-thing: http POST\n", "  v make ", "  zone    pods\n  a     12,345\n", "\n  2 of 3.\n",
    "  1 write done, " } do
    assert(out:find(expected, 1, true), expected .. " is not in\n" .. out)
  end
  assert(not out:find("\27") and not out:find("colour"), out)
  assert(RUN("perigee apply try.lua --set cluster=blue --yes -v"):find("v colour +it is green"))
  local quiet = RUN("perigee apply try.lua --set cluster=blue --yes -q")
  assert(not quiet:find("check_first") and quiet:find("2 of 3."), quiet)
end)

test("a refusal: the failed checks with detail and remedy, exit 3, and no trace of a run", function()
  NoRun(3, { "1 check does not hold. Nothing was written.", "x size", "it is too small", "-> make it larger",
    "2 other checks hold (-v shows them)." }, "perigee apply try.lua --set cluster=b --set fits=false --yes")
  RUN("rm -rf state; ! perigee apply try.lua --set cluster=b --set fits=false --yes && ! ls state 2> /dev/null")
end)

test("without --yes and without a terminal nothing is written: exit 2", function()
  NoRun(2, { "post blue-thing", "Nothing was written: add --yes" },
    "rm -rf state; perigee apply try.lua --set cluster=blue < /dev/null")
  RUN("! ls state 2> /dev/null")
end)

test("the verdict that does not hold: exit 4, from apply and from verify", function()
  NoRun(4, { "! age", "it is old", "1 write done" }, "perigee apply try.lua --set cluster=b --set holds=false --yes")
  NoRun(4, "2 of 3.", "perigee verify try.lua --set cluster=b --set holds=false")
  RUN("rm -rf state; perigee verify try.lua --set cluster=b && ! ls state 2> /dev/null")
end)

test("a failure on the way: what was written, what not, how to go on: exit 1", function()
  NoRun(1, { "x make ", "the server answers 500", "Written:      nothing; what was sent did not take effect.",
    "Not done:     make, judge", "goes on when the cause is gone", "perigee resume ", "perigee undo " },
    "perigee apply try.lua --set cluster=b --set path=/refuse --yes")
  local longer = playbook:gsub('"make", "judge"', '"make", "fall", "judge"')
  cli.file("late.lua", longer .. "function fall() error('kaputt') end")
  NoRun(1, { "x fall ", "late.lua:", "kaputt", "Written:      post b-thing.", "Not done:     fall, judge" },
    "perigee apply late.lua --set cluster=b --yes")
end)

test("the run log holds intent and outcome of every write", function()
  RUN("rm -rf state; perigee apply try.lua --set cluster=b --yes")
  local phases = {}
  for line in RUN("cat state/*.jsonl"):gmatch("[^\n]+") do
    local entry = json.decode(line)
    phases[#phases + 1] = entry.phase .. (entry.outcome and " " .. entry.outcome or "")
  end
  local expected = "begin, file, intent, outcome done, step, step, end"
  assert(table.concat(phases, ", ") == expected, table.concat(phases, ", "))
  assert(RUN("stat -c %a state/*.jsonl"):find("^600"))
end)

test("a run log that cannot be written: nothing is sent, exit 1", function()
  NoRun(1, { "cannot be written", "nothing was sent", "Nothing was written." },
    "perigee apply try.lua --set cluster=b --yes", { PERIGEE_STATE = "/proc/nowhere" })
  NoRun(1, { "nothing was sent", "PERIGEE_STATE" }, "perigee apply try.lua --set cluster=b --yes",
    { PERIGEE_STATE = "/dev/null" })
end)

test("--output json: one event a line", function()
  local seen = {}
  for line in RUN("perigee apply try.lua --set cluster=b --yes --output json"):gmatch("[^\n]+") do
    local event = json.decode(line)
    seen[#seen + 1] = event.event
    assert(event.seq == #seen and event.time > 1e9, line)
  end
  assert(seen[1] == "run" and seen[#seen] == "run")
  local all = table.concat(seen, " ")
  for _, kind in ipairs { "step", "check", "write", "verdict" } do assert(all:find(kind), kind .. " not in " .. all) end
  local out = NoRun(3, {}, "perigee apply try.lua --set cluster=b --set fits=false --yes --output json")
  local last = json.decode(out:match("([^\n]+)\n$"))
  assert(last.status == "refused" and last.exit == 3 and last.failure.code == "refused", out)
end)

test("settings: missing, unknown, of the wrong kind: all at once, exit 2", function()
  NoRun(2, { "try needs a setting:", "--set cluster=...   whose" }, "perigee apply try.lua")
  NoRun(2, { "no setting 'clustr', did you mean 'cluster'?", "'fits' is true or false (default true), 'maybe' is not" },
    "perigee apply try.lua --set clustr=b --set fits=maybe")
  cli.file("values.yaml", "cluster: green\nholds: false\n")
  NoRun(4, "on cluster green", "perigee apply try.lua --values values.yaml --yes")
  RUN("perigee apply try.lua --values values.yaml --set holds=true --yes")
end)

test("steps can be chosen; a wrong name says the nearest: exit 2", function()
  local out = RUN("perigee apply try.lua --set cluster=b --only judge")
  assert(not out:find("check_first") and out:find("2 of 3."), out)
  out = RUN("perigee apply try.lua --set cluster=b --skip make")
  assert(out:find("nothing was written", 1, true), out)
  NoRun(2, "--from mke: there is no such step, did you mean 'make'?",
    "perigee apply try.lua --set cluster=b --from mke")
end)

test("playbooks that are not there or do not load: exit 2", function()
  NoRun(2, { "there is no file nope.lua", "perigee list" }, "perigee apply nope.lua")
  NoRun(2, "there is no playbook 'pod-rnage', did you mean 'pod-range'?", "perigee show pod-rnage")
  NoRun(2, "is a directory, not a playbook", "mkdir -p d.lua; perigee check d.lua")
  cli.file("bad.lua", "zone_map = {}\nsteps = { 'recycle_node' }\nfunction recycle_nodes() print(setings) end\n")
  local _, err = NoRun(2, {}, "perigee apply bad.lua --yes")
  assert(err == [[
bad.lua:1: unknown section 'zone_map', did you mean 'zones'?
    1 | zone_map = {}
      | ^^^^^^^^
bad.lua:2: step 1 'recycle_node' has no function, did you mean 'recycle_nodes' (line 3)?
    2 | steps = { 'recycle_node' }
      |           ^^^^^^^^^^^^^^
bad.lua:3: unknown name 'setings', did you mean 'settings'?
    3 | function recycle_nodes() print(setings) end
      |                                ^^^^^^^
]], err)
  NoRun(2, "compiled chunk", "printf '\\x1bLua' > b.lua; perigee check b.lua")
end)

test("check: all that is wrong, for several files", function()
  assert(RUN("perigee check try.lua"):find("try.lua: 3 steps, 5 settings, nothing to complain of", 1, true))
  NoRun(2, { "try.lua: 3 steps", "bad.lua:3: unknown name 'setings'" }, "perigee check try.lua bad.lua")
end)

test("every stock playbook passes its own check, and is listed and shown", function()
  local names = {}
  for name in RUN("perigee list"):gmatch("\n  ([%w-]+) [^\n]*stock") do names[#names + 1] = name end
  assert(#names >= 5, "only " .. #names)
  for _, name in ipairs(names) do
    RUN("perigee check " .. name)
    assert(RUN("perigee show " .. name):find("settings (--set name=value)", 1, true))
    RUN(("perigee show %s --source > own.lua && perigee check own.lua"):format(name))
  end
end)

test("runs and show-run tell of what was written; resume goes on, undo goes back", function()
  RUN("rm -rf state")
  NoRun(1, "Not done:     make, judge", "perigee apply try.lua --set cluster=b --set path=/refuse --yes")
  local id = RUN("perigee runs"):match("\n  (%w+) +20%d%d%-%d%d%-%d%d .- try .- failed +0\n")
  assert(id, RUN("perigee runs"))
  local shown = RUN("perigee show-run " .. id)
  for _, word in ipairs { "cluster=\"b\"", "not done    make, judge", "perigee resume " .. id, "x    1", "500" } do
    assert(shown:find(word, 1, true), word .. " is not in\n" .. shown)
  end
  NoRun(1, { "x make ", "perigee resume " .. id }, ("perigee resume %s --yes"):format(id))
  assert(RUN("perigee undo " .. id):find("nothing that is left to take back", 1, true))
  NoRun(2, { "there is no run '", "perigee runs" }, "perigee resume nosuch")
  NoRun(2, "is no journal of Perigee", "echo hello > state/aaaaaa.jsonl; perigee show-run aaaaaa")
end)

test("a playbook of the same name on PERIGEE_PATH wins, and says where it comes from", function()
  cli.file("mine/pod-range.lua", "description = 'Mine.'\nfunction only(run) run:say(require('words').hello) end")
  cli.file("mine/words.lua", "return { hello = 'hello from my module' }")
  local env = { PERIGEE_PATH = cli.folder() .. "/mine" }
  local list = RUN("perigee list", env)
  assert(list:find("pod%-range +Mine%. +" .. cli.folder():gsub("%p", "%%%0") .. "/mine"), list)
  assert(not list:find("words"), list)
  assert(RUN("perigee apply pod-range", env):find("hello from my module", 1, true))
end)

test("an interrupted run says what was written and ends with 130", function()
  local line = "timeout -s INT --preserve-status 2 \"$PERIGEE\" apply try.lua --set cluster=b --set wait=20 --yes"
  NoRun(130, { "interrupted in step make", "Written:      post b-thing.", "Not done:     make, judge",
    "perigee resume ", "goes back" }, line)
end)

test("a terminal that has gone away ends the run, not the write", function()
  RUN("rm -rf state; perigee apply try.lua --set cluster=b --set wait=20 --yes | head -4 > /dev/null")
  assert(RUN("cat state/*.jsonl"):find('"status":"interrupted"', 1, true))
end)
