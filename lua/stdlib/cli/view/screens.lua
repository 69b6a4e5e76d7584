-- The screens of a run as lines of text: headline, checks, refusal, verdict, failure, counts.
-- Nothing here writes; the views decide when a screen is shown.
local table_of = require "cli.view.table"
local text = require "cli.view.text"

local M = {}

local mark_colours = { v = "green", x = "red", ["!"] = "yellow", [">"] = "cyan", ["-"] = "dim" }

---A status mark: v holds or done, x failed, ! warning, > going on.
function M.mark(out, mark)
  return out:paint(mark_colours[mark] or "bold", mark)
end

-- `cluster` names the target; the rest stands in brackets, places without their name.
local function target_text(target)
  if not target then return "" end
  local inside, rest = {}, {}
  for _, key in ipairs { "region", "account", "vpc" } do
    local value = target[key]
    if value then inside[#inside + 1] = (key == "account" and "account " or "") .. tostring(value) end
  end
  for key, value in pairs(target) do
    if key ~= "cluster" and key ~= "region" and key ~= "account" and key ~= "vpc" then
      rest[#rest + 1] = ("%s %s"):format(key, tostring(value))
    end
  end
  table.sort(rest)
  table.move(rest, 1, #rest, #inside + 1, inside)
  local on = target.cluster and " on cluster " .. target.cluster or ""
  return on .. (#inside > 0 and (" (%s)"):format(table.concat(inside, ", ")) or "")
end

---"pod-range on cluster blue (cn-northwest-1, account 123456789012, vpc-0a1b...)".
function M.headline(playbook, target, id)
  return playbook .. target_text(target) .. (id and ("    run %s"):format(id) or "")
end

---A check that does not hold: its name, every problem with object, detail and remedy.
---@return string[]
function M.check(out, event, mark)
  local lines, indent, width = {}, 26, out:width()
  local name = event.name
  for _, problem in ipairs(event.problems) do
    local detail = problem.detail or "it does not hold"
    if problem.object and not detail:find(tostring(problem.object), 1, true) then
      detail = ("%s: %s"):format(problem.object, detail)
    end
    local first = ("  %s %s"):format(M.mark(out, mark), name)
    for _, line in ipairs(text.beside(first, indent, detail, width)) do lines[#lines + 1] = line end
    if problem.remedy then
      for i, line in ipairs(text.wrap("-> " .. problem.remedy, math.max(30, width - indent))) do
        lines[#lines + 1] = (" "):rep(indent) .. (i > 1 and "   " or "") .. line
      end
    end
  end
  return lines
end

---A check that holds, for -v.
function M.holding(out, event)
  local lines = text.beside(("  %s %s"):format(M.mark(out, "v"), event.name), 26, event.detail or "holds", out:width())
  if event.rule then
    for _, line in ipairs(text.wrap("rule: " .. event.rule, out:width() - 26)) do
      lines[#lines + 1] = (" "):rep(26) .. out:paint("dim", line)
    end
  end
  return lines
end

---What is shown when checks refuse the run.
function M.refusal(out, checks, counts, nothing_written)
  local n = #checks
  local lines = { "", ("  %s %s not hold. %s"):format(n, n == 1 and "check does" or "checks do",
    nothing_written and "Nothing was written." or "The run stopped before the next write."), "" }
  for _, check in ipairs(checks) do
    for _, line in ipairs(M.check(out, check, "x")) do lines[#lines + 1] = line end
  end
  local others = counts.checks - n - counts.warnings
  if others > 0 then
    lines[#lines + 1] = ""
    lines[#lines + 1] = ("  %d other check%s (-v shows %s)."):format(others, others == 1 and " holds" or "s hold",
      others == 1 and "it" or "them")
  end
  return lines
end

---The verdict: table, single objects, one sentence.
function M.verdict(_, event)
  local lines = {}
  if event.title then lines[#lines + 1] = "  " .. event.title end
  if event.columns and #(event.rows or {}) > 0 then
    for _, line in ipairs(table_of.lines(event.columns, event.rows)) do lines[#lines + 1] = line end
    lines[#lines + 1] = ""
  end
  for _, line in ipairs(event.lines or {}) do lines[#lines + 1] = "  " .. tostring(line) end
  if #(event.lines or {}) > 0 then lines[#lines + 1] = "" end
  lines[#lines + 1] = "  " .. (event.summary or (event.holds and "It holds." or "It does not hold."))
  return lines
end

local past = { create = "created", change = "changed", act = "done", delete = "deleted" }

local function one_written(entry)
  local what = ("%s %s"):format(entry.kind, entry.name)
  if entry.verb ~= "act" then what = what .. " " .. past[entry.verb] end
  return what .. (entry.outcome == "unknown" and " (the answer never came)" or "")
end

-- Three or more of a kind are counted (the run log has their names); what is not known for certain is always named.
local function written_text(written)
  local groups, order = {}, {}
  for _, entry in ipairs(written) do
    local key = entry.kind .. "\0" .. entry.verb .. (entry.outcome == "unknown" and "\0" .. entry.name or "")
    if not groups[key] then
      groups[key] = {}
      order[#order + 1] = groups[key]
    end
    table.insert(groups[key], entry)
  end
  local parts = {}
  for _, group in ipairs(order) do
    if #group > 2 then
      parts[#parts + 1] = ("%s %s"):format(text.count(#group, group[1].kind), past[group[1].verb])
    else
      for _, entry in ipairs(group) do parts[#parts + 1] = one_written(entry) end
    end
  end
  return table.concat(parts, ", ")
end

---What was written, what was not, and how to go on, after a failure or an interruption.
---@return string[]
function M.aftermath(out, event, command)
  local lines = { "" }
  local function row(label, content)
    for _, line in ipairs(text.beside("  " .. label, 16, content, out:width())) do lines[#lines + 1] = line end
  end
  if #event.written > 0 then
    row("Written:", written_text(event.written) .. ".")
  elseif event.counts.sent > 0 then
    row("Written:", "nothing; what was sent did not take effect.")
  else
    row("Written:", "nothing.")
  end
  if event.untouched then row("Not touched:", event.untouched) end
  if #event.left > 0 then row("Not done:", table.concat(event.left, ", ")) end
  row("Now:", command)
  if event.log then row("Journal:", event.log) end
  return lines
end

---The message of what stopped a run: what was attempted, what was answered, what to do.
---@return string[]
function M.problem(out, step, message, hint)
  local lines = text.beside(("  %s %s"):format(M.mark(out, "x"), step or ""), 27, message, out:width())
  if hint then
    for i, line in ipairs(text.wrap("-> " .. hint, out:width() - 27)) do
      lines[#lines + 1] = (" "):rep(27) .. (i > 1 and "   " or "") .. line
    end
  end
  return lines
end

---The last line: counts and time.
function M.counts(event)
  local counts = event.counts
  local parts = {}
  if counts.writes == 0 then
    parts[1] = counts.unchanged > 0 and ("nothing to change: %s as they should be"):format(
      text.count(counts.unchanged, "resource")) or "nothing was written"
  else
    parts[1] = text.count(counts.writes, "write") .. " done"
    if counts.unchanged > 0 then parts[2] = ("%d unchanged"):format(counts.unchanged) end
  end
  parts[#parts + 1] = text.duration(event.seconds)
  return "  " .. table.concat(parts, ", ") .. "."
end

return M
