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
  command:option("--settled", "What became of a write that nobody else can tell, by its number: done or failed.")
    :argname "NUMBER=OUTCOME":count "*"
  past.take_over(command)
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

-- Writes that the operator has looked at. Gives the lines for the journal.
local function settle(earlier, words)
  local lines = {}
  for _, word in ipairs(words) do
    local number, outcome = word:match("^(%d+)=(%a+)$")
    if outcome ~= "done" and outcome ~= "failed" then
      options.usage(("--settled %s: it wants NUMBER=done or NUMBER=failed"):format(word),
        ("`perigee show-run %s` has the numbers"):format(earlier.id))
    end
    local write = earlier.by_number[tonumber(number)]
    if not write or not history.is_unsettled(write) then
      options.usage(("run %s has no write %s whose outcome is not known"):format(earlier.id, number),
        ("`perigee show-run %s` marks them with ?"):format(earlier.id))
    end
    lines[#lines + 1] = { phase = "settled", resource = write.resource, outcome = outcome, by = "operator" }
    history.settle(earlier, lines[#lines])
  end
  return lines
end

function M.run(args)
  local earlier = history.find(args.run)
  past.refuse_running(earlier, args.take_over)
  if earlier.undoing then
    local over = earlier.state == "undone"
    options.usage(("run %s %s undone"):format(earlier.id, over and "has been" or "is being"), over
      and "run the playbook anew" or ("`perigee undo %s` goes on with that"):format(earlier.id))
  end
  past.apply(args, earlier)
  local loaded, settled = playbook_of(args, earlier), settle(earlier, args.settled)
  return runner.show(args, function(given)
    given.playbook, given.values, given.history = loaded, earlier.first.settings, earlier
    given.edited = args.edited ~= nil
    local run = engine.prepare(given)
    for _, line in ipairs(settled) do run.journal:note(line) end
    return run
  end, engine.run)
end

return M
