-- perigee show-run: one run, who wrote what where, how far it came, what is not known, what to do now.
local history = require "playbook.history"
local options = require "cli.options"
local output = require "cli.output"
local past = require "cli.past"
local secret = require "secret"
local settings = require "playbook.settings"
local sorted = require "playbook.sorted"
local text = require "cli.view.text"

local M = {
  summary = "One run: who wrote what where, how far it came, what to do now.",
}

function M.arguments(command)
  command:argument("run", "The run, as `perigee runs` lists it."):argname "RUN"
  options.verbose(command)
end

local outcomes = { done = "v", failed = "x", unknown = "?" }

local function hash_of(run)
  for _, file in ipairs(run.files) do
    if file.kind == "playbook" then return secret.hash(file.text):sub(1, 12), file.path end
  end
  return "-", "-"
end

local function target_words(target)
  local parts = {}
  for key, value in sorted.pairs(target or {}) do
    if key ~= "by" then parts[#parts + 1] = ("%s %s"):format(key, tostring(value)) end
  end
  return #parts > 0 and table.concat(parts, ", ") or "-"
end

local function head(run, row)
  local first, who = run.first, run.first.who or {}
  local hash, path = hash_of(run)
  row("run", ("%s of %s on %s, begun %s"):format(run.id, who.user or "-", who.host or "-", past.time(first.time)))
  row("playbook", ("%s (%s, SHA-256 %s...), Perigee %s"):format(first.playbook or "-", path, hash,
    run.version or "-"))
  row("target", target_words(first.target))
  local values = {}
  for key, value in sorted.pairs(first.settings or {}) do
    values[#values + 1] = ("%s=%s"):format(key, settings.show(value))
  end
  row("settings", table.concat(values, ", "))
  row("state", run.state .. (run.ended and ", " .. past.time(run.ended) or ""))
end

local function steps_of(run)
  local done, left = {}, {}
  for _, step in ipairs(run.first.steps or {}) do
    local list = run.finished[step] and done or left
    list[#list + 1] = step
  end
  return table.concat(done, ", "), table.concat(left, ", ")
end

local function line_of(write)
  local mark = write.outcome and outcomes[write.outcome] or "?"
  local what = ("%s %s %s"):format(write.verb or "", write.resource.kind, write.resource.name)
  return ("  %s %4d  %-52s %s %s"):format(mark, write.number, what, write.service or "", write.operation or "")
end

function M.run(args)
  local out, run = output.out, history.find(args.run)
  local function row(label, content)
    for _, line in ipairs(text.beside("  " .. label, 14, content, out:width())) do out:line(line) end
  end
  head(run, row)
  local done, left = steps_of(run)
  row("done", done ~= "" and done or "no step to its end")
  if left ~= "" then row("not done", left) end
  row("now", past.now(run))
  row("journal", run.path)
  out:line("")
  for _, write in ipairs(run.writes) do
    out:line(line_of(write))
    if write.outcome ~= "done" then out:line("         " .. (write.error or "its answer is not known")) end
  end
  return 0
end

return M
