-- perigee verify: the verdict of a playbook, read only. A write is refused, whatever the playbook says.
local options = require "cli.options"
local playbook = require "playbook"
local runner = require "cli.runner"

local M = {
  summary = "Read only: the verdict of a playbook.",
  description = "Runs the functions that the playbook's section `verify` names. Exit 0 when the verdict holds, 4 when "
    .. "it does not. Nothing can be written.",
}

function M.arguments(command)
  command:argument("playbook", "Name of a playbook (`perigee list`) or a file."):argname "PLAYBOOK"
  options.settings(command)
  options.world(command)
  options.view(command)
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
  return runner.run(args, loaded, values)
end

return M
