-- perigee version: which Perigee and which Lua this is.
local output = require "cli.output"
local version = require "playbook.version"

local M = {
  summary = "The version of Perigee and of Lua.",
}

function M.arguments() end

function M.run()
  output.out:line(("Perigee %s, %s"):format(version.text, _VERSION))
  return 0
end

return M
