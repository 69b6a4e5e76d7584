-- perigee runs: the runs that wrote something from this machine, the newest first.
local history = require "playbook.history"
local journal = require "playbook.journal"
local json = require "json"
local options = require "cli.options"
local output = require "cli.output"
local past = require "cli.past"
local table_of = require "cli.view.table"

local M = {
  summary = "The runs that wrote something: when, where, how far, what to do now.",
}

function M.arguments(command)
  command:option("--output", "Text for people, or one JSON object per line."):choices { "text", "json" }:default "text"
  options.verbose(command)
end

local function as_json(run)
  local done, unknown = past.count(run)
  return json.encode({ run = run.id, time = run.first.time, playbook = run.first.playbook, state = run.state,
    target = run.first.target, who = run.first.who, writes = done, unknown = unknown, journal = run.path },
    { sort = true })
end

local function row_of(run)
  local target, done, unknown = run.first.target or {}, past.count(run)
  local where = target.cluster and ("%s (%s, %s)"):format(target.cluster, target.region or "-", target.account or "-")
  return { run.id, past.time(run.first.time), run.first.playbook or "-", where or "-",
    (run.first.who or {}).user or "-", run.state, unknown > 0 and ("%d + %d unknown"):format(done, unknown)
    or tostring(done) }
end

function M.run(args)
  local out = output.out
  local runs, problems = history.all()
  if args.output == "json" then
    for _, run in ipairs(runs) do out:line(as_json(run)) end
  elseif #runs == 0 then
    out:line(("no run has written anything from here (%s)"):format(journal.folder()))
  else
    local rows = {}
    for i, run in ipairs(runs) do rows[i] = row_of(run) end
    for _, line in ipairs(table_of.lines({ "run", "begun", "playbook", "cluster", "by", "state",
      { name = "writes", align = "right" } }, rows)) do out:line(line) end
    out:line("")
    out:line("  `perigee show-run RUN` tells more, `resume RUN` goes on, `undo RUN` goes back.")
  end
  for _, problem in ipairs(problems) do output.err:line("perigee: " .. problem.message) end
  return 0
end

return M
