-- perigee undo: takes back what a run has written, and nothing else.
local engine = require "playbook.engine"
local files = require "playbook.files"
local history = require "playbook.history"
local loader = require "playbook.loader"
local options = require "cli.options"
local output = require "cli.output"
local past = require "cli.past"
local runner = require "cli.runner"
local undo = require "playbook.undo"

local M = {
  summary = "Take back what a run has written, newest first.",
  description = "Deletes or restores only what this run made or changed, after looking that nobody uses it and nobody "
    .. "has changed it since. It can be interrupted and given again. Another account, region or cluster is refused.",
}

function M.arguments(command)
  command:argument("run", "The run, as `perigee runs` lists it."):argname "RUN"
  command:flag("-y --yes", "Do not ask before the first write.")
  past.take_over(command)
  options.world(command)
  options.view(command)
end

function M.run(args)
  local earlier = history.find(args.run)
  past.refuse_running(earlier, args.take_over)
  past.same_version(earlier, "take back by hand what `perigee show-run` lists")
  past.apply(args, earlier)
  if not next((undo.plan(earlier))) then
    output.out:line(("run %s has written nothing that is left to take back"):format(earlier.id))
    return 0
  end
  local loaded, problem = loader.load(files.kept(earlier))
  if not loaded then error(problem, 0) end
  return runner.show(args, function(given)
    given.playbook, given.values, given.history, given.again = loaded, earlier.first.settings, earlier, "undo"
    return engine.prepare(given)
  end, function(run) return undo.run(run, earlier) end)
end

return M
