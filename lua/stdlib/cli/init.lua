-- The command `perigee`: what its arguments mean, which sub-command answers, and with which exit code it ends.
-- One file per sub-command; what a failure looks like is decided here, once for all of them.
local exits = require "playbook.exits"
local failure = require "failure"
local output = require "cli.output"
local text = require "cli.view.text"
local traced = require "playbook.traced"
local world = require "world"

local M = {}

---The sub-commands in the order of the help.
M.commands = { "advise", "list", "show", "check", "apply", "verify", "runs", "show-run", "resume", "undo", "doctor",
  "completion", "version", "help" }

local function is_command(word)
  for _, name in ipairs(M.commands) do
    if name == word then return true end
  end
  return false
end

---The parser of all sub-commands, and each sub-command's own by name.
---@param only? string this one alone: a run need not load what the others are made of
function M.parser(only)
  local argparse = require "argparse"
  local parser = argparse("perigee", "Cloud procedures as short Lua playbooks: checked first, carried out, verified.",
    "`perigee` alone is a REPL, or runs the program on standard input.\n"
    .. "`perigee FILE.lua [ARG...]` and `perigee -e CODE [ARG...]` run Lua with Perigee's modules.\n\n"
    .. "Exit codes: 0 done; 1 failed on the way; 2 usage, or a playbook that does not load;\n"
    .. "3 refused by a check before the first write; 4 the verdict does not hold; 130 interrupted.")
  parser:add_help(false):command_target "command":require_command(false):help_max_width(100):usage_max_width(100)
  parser:flag("-h --help", "Show this help."):target "help"
  parser:flag("-V --version", "Show the version."):target "version"
  local commands = {}
  for _, name in ipairs(only and { only } or M.commands) do
    local module = require("cli." .. name)
    local command = parser:command(name):summary(module.summary):description(module.description or module.summary)
    command:add_help(false)
    module.arguments(command)
    command:flag("-h --help", "Show this help."):target "help"
    commands[name] = command
  end
  return parser, commands
end

local function usage_error(message, command)
  local err = output.err
  err:line("perigee: " .. message)
  err:line(("`perigee help%s` shows how it is used"):format(command and " " .. command or ""))
  return exits.usage
end

-- What a failure outside a run says: what happened, what to do next; where in Lua only with -v.
local function report(problem, verbose)
  local err = output.err
  if failure.is(problem) and problem.code == "cancelled" then
    err:line("perigee: interrupted")
    return exits.interrupted
  end
  local plain, traceback = problem, nil
  if type(problem) == "table" and problem.lua ~= nil then plain = problem.lua end
  if type(problem) == "table" then traceback = problem.traceback end
  if not failure.is(plain) then
    err:line("perigee: " .. tostring(plain))
    if verbose and traceback then err:line(traceback) end
    return exits.failed
  end
  local known = { playbook = true, settings = true, usage = true, not_found = true }
  local message = known[plain.code] and plain.message or tostring(plain)
  -- Problems of a playbook begin with its file and line, as editors want them.
  err:line(plain.code == "playbook" and message or "perigee: " .. message)
  if plain.hint then
    for i, line in ipairs(text.wrap(plain.hint, err:width() - 4)) do err:line((i == 1 and " -> " or "    ") .. line) end
  end
  if verbose and plain.traceback then err:line(plain.traceback) end
  return known[plain.code] and exits.usage or exits.failed
end
M.report = report

---Runs `f` and turns what it raises into a message and an exit code.
---@param verbose boolean
---@return integer
function M.protect(verbose, f, ...)
  local ok, result = xpcall(f, traced, ...)
  if ok then return result or exits.done end
  if failure.is(result) and result.code == "closed" then return exits.done end
  return report(result, verbose)
end

-- What the words before a sub-command mean: a program, a line of code, or nothing of the kind.
local function program_of(argv)
  local verbose, at = false, 1
  while argv[at] == "-v" or argv[at] == "--verbose" do verbose, at = true, at + 1 end
  local word = argv[at]
  if word == "-e" then return "code", at + 1, verbose end
  if word == "-" then return "input", at + 1, verbose end
  if not word then return "nothing", at, verbose end
  if word:sub(1, 1) ~= "-" and not is_command(word) and (word:find("%.lua$") or word:find("/", 1, true)) then
    return "file", at, verbose
  end
  return "command", 1, verbose
end

-- A program without the ending .lua is told from a sub-command by its path.
local function program_hint(word)
  local stat = not is_command(word) and world.stat(word)
  return stat and stat.type == "file" and ("; the program is run as `perigee ./%s`"):format(word) or ""
end

local function run_command(argv)
  local first = argv[1]
  local parser, commands = M.parser(is_command(first) and first or nil)
  local ok, args = parser:pparse(argv)
  if not ok then
    for i, word in ipairs(argv) do
      -- Whoever asks for help gets it, whatever else is missing.
      if word == "--" then break end
      if word == "-h" or word == "--help" then args, ok = { command = argv[1], help = true }, i > 0 end
    end
  end
  if not ok then return usage_error((args:gsub("\n", ". ")) .. program_hint(first), commands[first] and first) end
  if args.version then args.command = "version" end
  if args.help or not args.command then
    local shown = commands[args.command] or parser
    output.out:line((shown:get_help()))
    return exits.done
  end
  return M.protect(args.verbose, require("cli." .. args.command).run, args)
end

-- A full disk under standard output is said; a reader that went away is not.
local function finish(code)
  local why = output.out.failure
  if not why or why.code == "closed" then return code end
  output.err:line(("perigee: the output could not be written: %s"):format(why.message))
  return code == exits.done and exits.failed or code
end

local function dispatch(argv)
  local kind, at, verbose = program_of(argv)
  if kind == "command" then return run_command(argv) end
  local rest = table.move(argv, at, #argv, 1, {})
  if kind == "code" and not rest[1] then return usage_error("-e needs a line of Lua") end
  return M.protect(verbose, require("cli.program")[kind], rest, verbose)
end

---The whole command: arguments in, exit code out.
---@param ... string the arguments
---@return integer
function M.main(...)
  return finish(dispatch(type((...)) == "table" and (...) or { ... }))
end

return M
