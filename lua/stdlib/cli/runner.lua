-- Runs a playbook under a view: a tree on a terminal, lines in a pipe, JSON events for programs.
-- Ctrl-C, or a terminal that has gone away, cancels the run and not the command, which still tells what was done.
local approval = require "cli.approval"
local engine = require "playbook.engine"
local output = require "cli.output"
local task = require "task"
local term = require "term"

local M = {}

local function quote(word)
  if word:find("^[%w_./:=,@+-]+$") then return word end
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

-- The command line as it can be pasted again.
local function command_line(args)
  local words = { "perigee", args.command, quote(args.playbook or args.run) }
  local function add(option, value) words[#words + 1] = ("--%s %s"):format(option, quote(value)) end
  for _, option in ipairs { "set", "values", "only", "skip" } do
    for _, value in ipairs(args[option] or {}) do add(option, value) end
  end
  for _, option in ipairs { "from", "to", "profile", "region", "endpoint_url", "kubeconfig", "context" } do
    if args[option] then add(option:gsub("_", "-"), args[option]) end
  end
  if args.yes then words[#words + 1] = "--yes" end
  return table.concat(words, " ")
end

local function view_of(args)
  local out = output.out
  if args.output == "json" then return require("cli.view.json").new(out) end
  local kind = out.moves and require "cli.view.tree" or require "cli.view.steps"
  return kind.new(out, { verbose = args.verbose, quiet = args.quiet, verify = args.verify,
    command = command_line(args) })
end

---Carries a prepared run out under a view that can be interrupted.
---@param args table options of the command
---@param prepare fun(options: table): table makes the run, with these listeners and this approval
---@param carry_out fun(run: table): table its result
---@return integer exit code
function M.show(args, prepare, carry_out)
  local view = view_of(args)
  local made = prepare { listeners = { function(event) view:on(event) end },
    approve = not args.yes and not args.verify and approval.of(args, view) or nil }
  local run = task.spawn(carry_out, made)
  term.on_interrupt(run.task)
  output.out.on_closed = function() run:cancel() end
  local ticker = view.tick and task.spawn(function() view:tick() end)
  local ok, result = pcall(run.await, run)
  if ticker then ticker:cancel() end
  if not ok then error(result, 0) end
  if result.broken_listener then output.err:line("perigee: the view failed: " .. tostring(result.broken_listener)) end
  return result.exit
end

-- What a later `resume` or `undo` needs to reach the same world.
local function context_of(args)
  return { profile = args.profile, region = args.region, endpoint_url = args.endpoint_url,
    kubeconfig = args.kubeconfig, context = args.context }
end

---Runs a playbook.
---@param args table options of the command
---@param loaded table the playbook
---@param values table
---@param listener? fun(event: table) hears the events beside the view
---@return integer exit code
function M.run(args, loaded, values, listener)
  return M.show(args, function(options)
    table.insert(options.listeners, listener)
    options.playbook, options.values, options.verify, options.context = loaded, values, args.verify, context_of(args)
    options.only, options.skip = args.only and #args.only > 0 and args.only or nil, args.skip
    options.from, options.to = args.from, args.to
    return engine.prepare(options)
  end, engine.run)
end

return M
