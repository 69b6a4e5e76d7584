-- perigee resume: an earlier run goes on, with the files that it began with, in the same world.
local engine = require "playbook.engine"
local files = require "playbook.files"
local history = require "playbook.history"
local loader = require "playbook.loader"
local options = require "cli.options"
local past = require "cli.past"
local playbook = require "playbook"
local runner = require "cli.runner"

local M = {
  summary = "Go on with a run that was killed, failed or interrupted.",
  description = "Runs the steps of that run again, with the playbook, modules and settings that it began with, under "
    .. "its own id. Each step looks first, so that nothing is written twice; a write whose answer never came is looked "
    .. "for before it is sent again. Another account, region or cluster than the run wrote to is refused.",
}

function M.arguments(command)
  command:argument("run", "The run, as `perigee runs` lists it."):argname "RUN"
  command:flag("-y --yes", "Do not ask before the first write.")
  command:option("--edited", "Use this playbook (a name or a file) in place of the kept one, with the same steps.")
    :argname "PLAYBOOK"
  options.world(command)
  options.view(command)
end

local function same_steps(loaded, earlier)
  local steps, there = table.concat(earlier.first.steps, ", "), {}
  for _, step in ipairs(loaded.steps) do
    for _, wanted in ipairs(earlier.first.steps) do there[#there + 1] = step == wanted and step or nil end
  end
  if table.concat(there, ", ") == steps then return end
  options.usage(("%s has not the steps of run %s in their order: %s"):format(loaded.file, earlier.id, steps),
    "leave the names and the order of the steps as they were, or run the edited playbook anew")
end

local function playbook_of(args, earlier)
  if args.edited then
    local loaded = playbook.load(args.edited)
    same_steps(loaded, earlier)
    return loaded
  end
  past.same_version(earlier, "give --edited with a playbook for this one")
  local loaded, problem = loader.load(files.kept(earlier))
  if not loaded then error(problem, 0) end
  return loaded
end

function M.run(args)
  local earlier = history.find(args.run)
  past.refuse_running(earlier)
  if earlier.undoing then
    local over = earlier.state == "undone"
    options.usage(("run %s %s undone"):format(earlier.id, over and "has been" or "is being"), over
      and "run the playbook anew" or ("`perigee undo %s` goes on with that"):format(earlier.id))
  end
  past.apply(args, earlier)
  local loaded = playbook_of(args, earlier)
  return runner.show(args, function(given)
    given.playbook, given.values, given.history = loaded, earlier.first.settings, earlier
    given.edited = args.edited ~= nil
    return engine.prepare(given)
  end, engine.run)
end

return M
