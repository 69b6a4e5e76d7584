-- perigee help: of the whole command, or of one sub-command.
local nearest = require "nearest"
local options = require "cli.options"
local output = require "cli.output"

local M = {
  summary = "Help, of the whole or of one command.",
}

function M.arguments(command)
  command:argument("of", "A command."):argname "COMMAND":args "?"
end

function M.run(args)
  local cli = require "cli"
  local parser, commands = cli.parser()
  if args.of and not commands[args.of] then
    options.usage(("there is no command '%s'%s"):format(args.of, nearest.hint(args.of, cli.commands, "commands")))
  end
  output.out:line(((args.of and commands[args.of] or parser):get_help()))
  return 0
end

return M
