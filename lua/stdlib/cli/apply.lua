-- perigee apply: checks, then asks, then writes, then verifies. Nothing is written before somebody agreed.
local failure = require "failure"
local options = require "cli.options"
local playbook = require "playbook"
local runner = require "cli.runner"
local term = require "term"

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

-- Asked before the first write, when all checks so far hold. Gives a failure, or nil for yes.
local function approve(args, view)
  return function(run, permit)
    local what = ("%s %s %s"):format(permit.verb == "act" and "do" or permit.verb, permit.resource.kind,
      permit.resource.name)
    if not (term.isatty(0) and term.isatty(1)) or args.output == "json" then
      return failure.new { code = "approval", message = ("The next thing would be a write (%s). Nothing was written: "
        .. "add --yes to agree, or run it on a terminal to be asked."):format(what) }
    end
    local question = ("\n  All checks so far hold. The first write: %s. Go on and write? [y/N] "):format(what)
    local function ask() return term.read_line(question) end
    local answer
    if view.pause then answer = view:pause(ask) else answer = ask() end
    if answer == false then return failure.new { code = "cancelled", message = "cancelled" } end
    if answer and answer:lower():match("^%s*y") then return nil end
    return failure.new { code = "declined", message = "nothing was written", run = run.id }
  end
end

function M.run(args)
  options.apply(args)
  local loaded = playbook.load(args.playbook)
  local values = loaded:values { set = args.set, values = args.values }
  return runner.run(args, loaded, values, function(view) return not args.yes and approve(args, view) or nil end)
end

return M
