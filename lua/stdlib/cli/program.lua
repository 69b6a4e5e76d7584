-- What `perigee` does without a sub-command: a file, a line of code, standard input, or the REPL.
local program = require "program"
local task = require "task"
local term = require "term"
local traced = require "playbook.traced"

local M = {}

-- Ctrl-C cancels the program; what it closes in the meantime is its own.
local function run(f, ...)
  local running = task.spawn(xpcall, f, traced, ...)
  term.on_interrupt(running.task)
  local ok, problem = running:await()
  if not ok then error(problem, 0) end
end

function M.file(rest)
  return run(program.run_file, table.unpack(rest))
end

function M.code(rest)
  return run(program.run_code, rest[1], "(command line)", table.unpack(rest, 2))
end

function M.input(rest)
  return run(program.run_code, term.read_all(), "stdin", table.unpack(rest))
end

function M.nothing(rest)
  if term.isatty(0) then return require("cli.repl").run() end
  return M.input(rest)
end

return M
