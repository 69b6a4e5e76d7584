-- perigee verify: the verdict of a playbook, read only. A write is refused, whatever the playbook says.
local json = require "json"
local last_verdict = require "cli.last_verdict"
local options = require "cli.options"
local output = require "cli.output"
local playbook = require "playbook"
local runner = require "cli.runner"

local M = {
  summary = "Read only: the verdict of a playbook.",
  description = "Runs the functions that the playbook's section `verify` names. Exit 0 when the verdict holds, 4 when "
    .. "it does not. Nothing can be written.",
}

function M.arguments(command)
  command:argument("playbook", "Name of a playbook (`perigee list`) or a file."):argname "PLAYBOOK"
  command:option("--last", "Say what has changed since the verdict in this file, then keep the new one there.")
    :argname "FILE"
  options.settings(command)
  options.world(command)
  options.view(command)
end

local function show_difference(args, difference)
  local out = output.out
  if args.output == "json" then
    difference.event, difference.new, difference.gone = "difference", json.array(difference.new),
      json.array(difference.gone)
    return out:line(json.encode(difference, { sort = true }))
  end
  out:line("")
  for _, line in ipairs(last_verdict.lines(difference)) do out:line(line) end
end

function M.run(args)
  options.apply(args)
  local loaded = playbook.load(args.playbook)
  if not loaded.verify then
    options.usage(("%s has no section `verify`, so nothing says how to verify it"):format(args.playbook),
      "name the step that only reads: verify = \"verdict\"")
  end
  local values = loaded:values { set = args.set, values = args.values }
  args.verify = true
  local before = args.last and last_verdict.read(args.last)
  local verdict, target
  local exit = runner.run(args, loaded, values, function(event)
    if event.event == "verdict" then verdict = event end
    if event.event == "run" and event.phase == "target" then target = event.target end
  end)
  if args.last and verdict then
    if before then show_difference(args, last_verdict.difference(before, verdict)) end
    last_verdict.write(args.last, verdict, target)
  end
  return exit
end

return M
