-- perigee check: everything that can be said about a playbook without running it.
local options = require "cli.options"
local output = require "cli.output"
local playbook = require "playbook"
local text = require "cli.view.text"

local M = {
  summary = "Read a playbook without running it: sections, settings, steps, misspelt names.",
}

function M.arguments(command)
  command:argument("playbook", "Name of a playbook or a file."):argname "PLAYBOOK":args "+"
  options.settings(command)
  options.verbose(command)
end

function M.run(args)
  local out, worst = output.out, 0
  for _, name in ipairs(args.playbook) do
    local code = require("cli").protect(args.verbose, function()
      local loaded = playbook.load(name)
      -- Without --set a required setting may be missing: it is given when the playbook is applied.
      loaded:values { set = args.set, values = args.values, partial = true }
      out:line(("%s: %s, %s, nothing to complain of"):format(loaded.file, text.count(#loaded.steps, "step"),
        text.count(#loaded.settings, "setting")))
    end)
    worst = math.max(worst, code)
  end
  return worst
end

return M
