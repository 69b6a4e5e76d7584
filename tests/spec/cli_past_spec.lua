-- Earlier runs whose process cannot be seen from here.
local t = require "spec"
local past = require "cli.past"
local process = require "playbook.process"

local function run_of(more)
  local run = { id = "abc", state = "running", locks = {}, who = { host = "gone", user = "jo", pid = 7 } }
  for key, value in pairs(more or {}) do run[key] = value end
  return run
end

local function refusal(run, take_over)
  local ok, problem = pcall(past.refuse_running, run, take_over)
  return not ok and ("%s; %s"):format(problem.message, problem.hint) or nil
end

t.test("a run that may live elsewhere is refused, unless its Lease or the operator tells of its end", function()
  local plain = refusal(run_of())
  t.ok(plain:find("process 7 of jo on gone; .*%-%-take%-over"), plain)
  t.equal(refusal(run_of(), true), nil)
  t.equal(refusal(run_of{ locks = { lease = true } }), nil)
  t.equal(refusal(run_of{ state = "failed" }), nil)
end)

t.test("one that lives here is refused whatever the operator says", function()
  local here = run_of{ who = process.me(), locks = { lease = true } }
  t.ok(refusal(here, true):find("end it first", 1, true), refusal(here, true))
end)

t.test("what to do now names the way to take it over", function()
  t.ok(past.now(run_of()):find("`perigee resume abc --take-over`", 1, true))
  t.ok(past.now(run_of{ state = "undoing", undoing = true }):find("`perigee undo abc --take-over`", 1, true))
  t.equal(past.now(run_of{ who = process.me() }), "wait for it")
end)
