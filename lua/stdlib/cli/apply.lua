-- perigee apply: checks, then asks, then writes, then verifies. Nothing is written before somebody agreed.
local options = require "cli.options"
local playbook = require "playbook"
local runner = require "cli.runner"

local M = {
  summary = "Carry a playbook out: check, show, ask, write, verify.",
  description = "Runs the checks first and refuses before the first write when one does not hold (exit 3). Asks before "
    .. "the first write unless --yes is given. Running it again is safe: it looks first and goes on where it stopped.",
}

function M.arguments(command)
  command:argument("playbook", "Name of a playbook (`perigee list`) or a file."):argname "PLAYBOOK"
  options.settings(command)
  command:flag("-y --yes", "Do not ask before the first write.")
  command:option("--only", "Only this step."):argname "STEP":count "*"
  command:option("--from", "Begin with this step."):argname "STEP"
  command:option("--to", "End with this step."):argname "STEP"
  command:option("--skip", "Leave this step out."):argname "STEP":count "*"
  options.world(command)
  options.view(command)
end

function M.run(args)
  options.apply(args)
  local loaded = playbook.load(args.playbook)
  return runner.run(args, loaded, loaded:values { set = args.set, values = args.values })
end

return M
