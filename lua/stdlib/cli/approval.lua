-- Asking whether to write: once, before the first write, when all checks so far hold.
local failure = require "failure"
local term = require "term"

local M = {}

---What a run asks before its first write; it gives a failure, or nil for yes.
---@param args table options of the command
---@param view table
---@return fun(run: table, permit: table): table|nil
function M.of(args, view)
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

return M
