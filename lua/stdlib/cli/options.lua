-- The options that every command that touches a world has, and what they mean for the task's context.
local failure = require "failure"
local output = require "cli.output"
local task = require "task"

local M = {}

---Where requests go: identity, region, endpoints, cluster.
function M.world(command)
  command:option("--profile", "Profile of the AWS configuration files."):argname "NAME"
  command:option("--region", "AWS region."):argname "NAME"
  command:option("--endpoint-url", "Send AWS requests here (for test servers)."):argname "URL"
  command:option("--kubeconfig", "Kubernetes configuration file."):argname "FILE"
  command:option("--context", "Context of the Kubernetes configuration."):argname "NAME"
  command:option("--world", "Where requests go."):choices { "live" }:default "live"
  command:flag("--trace", "Show every request and answer on standard error, secrets masked.")
  M.verbose(command)
end

function M.verbose(command)
  command:flag("-v --verbose", "Show checks that hold, and where in Lua an error arose.")
end

---How a run looks.
function M.view(command)
  command:option("--output", "Text for people, or one JSON event per line."):choices { "text", "json" }:default "text"
  command:flag("-q --quiet", "Only warnings, failures and the verdict.")
end

---Values of a playbook's settings.
function M.settings(command)
  command:option("--set", "Value of a setting; dots reach into tables."):argname "KEY=VALUE":count "*"
  command:option("--values", "YAML file with settings."):argname "FILE":count "*"
end

local shown_phases = { request = ">", answer = "<", retry = "~", warning = "!" }

-- One request or answer on standard error. The clients have masked what is secret before it comes here.
local function trace(event)
  local err, call = output.err, event.call or {}
  local head = ("%s %s %s"):format(shown_phases[event.phase] or "-", call.service or call.client or "",
    call.operation or "")
  if event.phase == "request" then
    head = ("%s  %s %s%s"):format(head, event.method or "", event.url or "", (event.attempt or 1) > 1
      and ("  (attempt %d)"):format(event.attempt) or "")
  else
    head = ("%s  %s%s%s"):format(head, tostring(event.status or ""),
      event.seconds and ("  %.0f ms"):format(event.seconds * 1000) or "",
      event.error and "  " .. tostring(event.error) or "")
  end
  err:line(head)
  if type(event.headers) == "table" then
    local names = {}
    for name in pairs(event.headers) do names[#names + 1] = name end
    table.sort(names, function(a, b) return tostring(a) < tostring(b) end)
    for _, name in ipairs(names) do err:line(("    %s: %s"):format(tostring(name), tostring(event.headers[name]))) end
  end
  if event.body and event.body ~= "" then
    for line in tostring(event.body):gmatch("[^\n]+") do err:line("    " .. line) end
  end
end

---Puts the options into the context of the current task, from where the clients take them.
---@param args table
function M.apply(args)
  local context = task.context()
  context.aws_options = { profile = args.profile, region = args.region, endpoint_url = args.endpoint_url }
  context.k8s_options = { kubeconfig = args.kubeconfig, context = args.context }
  if args.trace then context.trace = trace end
end

---A usage failure: exit 2.
function M.usage(message, hint)
  failure.raise { code = "usage", message = message, hint = hint }
end

return M
