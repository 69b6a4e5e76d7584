-- The engine for a program that embeds Perigee: a playbook by name with options as JSON, events to the host.
-- Nothing is asked here: the host says `yes = true` when the run may write.
local engine = require "playbook.engine"
local events = require "perigee.events"
local exits = require "playbook.exits"
local failure = require "failure"
local json = require "json"
local playbook = require "playbook"
local task = require "task"
local view = require "cli.view.json"

local M = {}

local function refuse_to_write()
  return failure.new { code = "approval", message = "nothing was written: the option `yes` was not given" }
end

-- What goes wrong before a run begins.
local wrong_input = { playbook = true, settings = true, usage = true, not_found = true }

-- One option may be a text or a list of texts.
local function list_of(value)
  return type(value) == "string" and { value } or value
end

local function start(command, name, options)
  local loaded = playbook.load(name)
  if command == "check" then return exits.done end
  if command ~= "apply" and command ~= "verify" then
    failure.raise { code = "usage", message = ("there is no command '%s' for a playbook: apply, verify or check")
      :format(tostring(command)) }
  end
  if command == "verify" and not loaded.verify then
    failure.raise { code = "usage", message = name .. " has no section `verify`" }
  end
  local context = task.context()
  context.aws_options = { profile = options.profile, region = options.region, endpoint_url = options.endpoint_url }
  context.k8s_options = { kubeconfig = options.kubeconfig, context = options.context }
  local result = engine.execute { playbook = loaded, values = loaded:values { given = options.settings },
    listeners = { function(event) events.emit(view.line(event)) end }, verify = command == "verify",
    only = list_of(options.only), from = options.from, to = options.to, skip = list_of(options.skip),
    approve = not options.yes and refuse_to_write or nil }
  if result.problem then
    local problem = result.problem
    failure.raise { code = failure.is(problem) and problem.code or "error", exit = result.exit,
      message = problem.message or tostring(problem.lua or problem), hint = problem.hint }
  end
  return result.exit
end

---Runs `apply` or `verify`, or checks the file; the exit code of the command. What stops it is raised as a failure
---that carries the exit code.
---@param command string "apply", "verify" or "check"
---@param name string
---@param text string options as a JSON object
---@return integer
function M.run(command, name, text)
  local options, why = json.decode(text or "{}")
  if type(options) ~= "table" then
    failure.raise { code = "usage", exit = exits.usage, message = "the options must be a JSON object: "
      .. tostring(why or text) }
  end
  local ok, result = pcall(start, command, name, options)
  if ok then return result end
  if failure.is(result) and not result.exit and wrong_input[result.code] then result.exit = exits.usage end
  error(result, 0)
end

return M
