-- perigee completion: a script for the shell that completes commands and options.
local output = require "cli.output"

local M = {
  summary = "Completion script for bash, zsh or fish.",
  description = "For bash: `source <(perigee completion bash)`; for zsh and fish put the output into the folder of "
    .. "completions.",
}

function M.arguments(command)
  command:argument("shell", "Which shell."):choices { "bash", "zsh", "fish" }
end

function M.run(args)
  local parser = require("cli").parser()
  output.out:write(parser["get_" .. args.shell .. "_complete"](parser))
  return 0
end

return M
