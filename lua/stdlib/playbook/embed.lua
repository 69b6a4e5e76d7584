-- The engine for a program that embeds Perigee: a playbook by name with options as JSON, events to the host.
-- Nothing is asked here: the host says `yes = true` when the run may write.
local engine = require "playbook.engine"
local exits = require "playbook.exits"
local failure = require "failure"
local json = require "json"
local playbook = require "playbook"
local task = require "task"

local M = {}

local function refuse_to_write()
  return failure.new { code = "approval", message = "nothing was written: the option `yes` was not given" }
end

-- One option may be a text or a list of texts.
local function list_of(value)
  return type(value) == "string" and { value } or value
end

---Runs `apply` or `verify`, or checks the file; the exit code of the command.
---@param command string "apply", "verify" or "check"
---@param name string
---@param text string options as a JSON object
---@return integer
function M.run(command, name, text)
  local options, why = json.decode(text or "{}")
  if type(options) ~= "table" then error(why or "the options must be a JSON object", 0) end
  local loaded = playbook.load(name)
  if command == "check" then return exits.done end
  if command ~= "apply" and command ~= "verify" then
    failure.raise { code = "usage", message = ("there is no command '%s' for a playbook: apply, verify or check")
      :format(tostring(command)) }
  end
  local context = task.context()
  context.aws_options = { profile = options.profile, region = options.region, endpoint_url = options.endpoint_url }
  context.k8s_options = { kubeconfig = options.kubeconfig, context = options.context }
  local line = require("cli.view.json").line
  local emit = require("host").emit
  local result = engine.execute { playbook = loaded, values = loaded:values { given = options.settings },
    listeners = { function(event) emit(line(event)) end }, verify = command == "verify", only = list_of(options.only),
    from = options.from, to = options.to, skip = list_of(options.skip),
    approve = not options.yes and refuse_to_write or nil }
  return result.exit
end

return M
