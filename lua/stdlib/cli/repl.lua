-- The REPL: expressions without `return`, input over several lines, results as tables, completion, documentation.
-- Ctrl-C cancels the call that is going on and not the session.
local completion = require "cli.repl_completion"
local documentation = require "cli.documentation"
local failure = require "failure"
local output = require "cli.output"
local program = require "program"
local search = require "search"
local task = require "task"
local term = require "term"
local value = require "cli.view.value"
local version = require "playbook.version"
local world = require "world"

local M = {}

local help = [[
  expression            shows its value; `= expression` does the same
  statement             runs it; a line that is not complete goes on in the next
  ?name                 documentation: ?cidr.split, ?ec2.describe_subnets
  :help                 this text
  :quit, Ctrl-D         leave
  Ctrl-C                cancels the call that is going on
  TAB                   completes globals, fields and methods
Modules are globals (json yaml xml cidr sigv4 http task aws kube k8s vpc cni nodes pods);
ec2, eks and sts are clients.]]

-- As a chunk: an expression if it can be one. Second result: why not, and whether more lines could make it one.
local function compile(text)
  local expression = text:gsub("^%s*=", "")
  local chunk = load("return " .. expression, "=repl", "t")
  if chunk then return chunk end
  local why
  chunk, why = load(text, "=repl", "t")
  if chunk then return chunk end
  return nil, why, why:find("<eof>", 1, true) ~= nil
end
M.compile = compile

local function show(results)
  local out = output.out
  for i = 1, results.n do
    local ok, lines = pcall(value.lines, results[i], out:width())
    if not ok then lines = { tostring(results[i]) } end
    for _, line in ipairs(lines) do out:line(line) end
  end
end

local function show_failure(problem)
  local out = output.out
  if failure.is(problem) and problem.code == "cancelled" then
    out:line("cancelled")
    return
  end
  out:line(out:paint("red", "x") .. " " .. tostring(problem))
  if failure.is(problem) and problem.hint then out:line("  -> " .. problem.hint) end
end

---Runs one chunk as a task of its own, which Ctrl-C cancels.
local function run(chunk)
  local running = task.spawn(function() return table.pack(chunk()) end)
  term.on_interrupt(running.task)
  local ok, results = pcall(running.await, running)
  term.on_interrupt(nil)
  if ok then show(results) else show_failure(results) end
end

local function command(line)
  local word, rest = line:match("^:(%a+)%s*(.*)$")
  if word == "help" then
    output.out:line(help)
  elseif word == "world" then
    output.out:line(rest == "" and "live" or "there is only the world `live`")
  elseif word == "quit" or word == "q" then
    return true
  else
    output.out:line(("there is no command '%s'; :help shows them"):format(line))
  end
end

-- A line that asks the REPL itself. True when it did; second result: leave.
local function special(line)
  if line:find("^%s*:%a") then return true, command(line:match("^%s*(.-)%s*$")) end
  local name = line:match("^%s*%?%s*([%w_.:]+)%s*$")
  if name then
    for _, text in ipairs(documentation.lines(name)) do output.out:line(text) end
    return true
  end
end

-- Reads until the input is a whole chunk. Nil at the end of input, false when Ctrl-C gave it up.
local function read(prompt)
  local text
  while true do
    local line = term.read_line(text and (">"):rep(#prompt - 1) .. " " or prompt, completion.candidates)
    if line == nil then return nil end
    if line == false then return false end
    text = text and text .. "\n" .. line or line
    if not text:find("%S") then return false end
    if not text:find("\n") and (text:find("^%s*:%a") or text:find("^%s*%?")) then return text end
    local chunk, why, incomplete = compile(text)
    if chunk or not incomplete then return text, chunk, why end
  end
end

local function history_path()
  local folder = require("playbook.journal").folder()
  if not world.make_dir(folder, { parents = true, mode = 448 }) then return nil end
  return folder .. "/history"
end

---The session, until Ctrl-D.
---@return integer exit code
function M.run()
  search.open_path()
  program.globals()
  local history = history_path()
  if history then term.load_history(history) end
  output.out:line(("Perigee %s, %s. World: live. :help for commands, ?name for documentation, Ctrl-D to leave.")
    :format(version.text, _VERSION))
  while not output.out.closed do
    local text, chunk, why = read("live> ")
    if text == nil then break end
    if text then
      term.add_history((text:gsub("\n", " ")))
      local done, leave = special(text)
      if leave then break end
      if not done and chunk then run(chunk) end
      if not done and not chunk then output.out:line((why:gsub("^repl:%d+: ", ""))) end
    end
  end
  if history then term.save_history(history) end
  output.out:line("")
  return 0
end

return M
