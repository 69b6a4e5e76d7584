-- Going back: what a run has written is taken back, newest first, step by step in the order that the playbook's section
-- `undo` gives (default: the last step first). Each write says in the journal how it is undone: by a function of the
-- playbook or of the library, and plain data. Each looks first, so going back can be interrupted and gone on with.
local checks = require "playbook.checks"
local engine = require "playbook.engine"
local failure = require "failure"
local history = require "playbook.history"
local nearest = require "nearest"
local stepping = require "playbook.stepping"
local write = require "playbook.write"

local M = {}

local function key_of(entry)
  return tostring(entry.verb) .. " " .. history.key(entry.resource)
end

-- What took effect, or may have: a create that was sent again is one.
local function took_effect(earlier)
  local list, created = {}, {}
  for _, entry in ipairs(earlier.writes) do
    local key = key_of(entry)
    local twice = entry.verb == "create" and created[key]
    if (entry.outcome == "done" or history.is_unsettled(entry)) and not twice then
      created[key] = true
      list[#list + 1] = entry
    end
  end
  return list
end

---The steps in the order in which they are taken back.
---@param playbook table
---@param earlier playbook.History
---@return string[]
function M.order(playbook, earlier)
  local list, seen = {}, {}
  local function add(step)
    if not seen[step] then list[#list + 1] = step end
    seen[step] = true
  end
  for _, step in ipairs(playbook.undo or {}) do add(step) end
  for i = #(earlier.first.steps or {}), 1, -1 do add(earlier.first.steps[i]) end
  return list
end

---What will be taken back, by step, newest first; and what cannot be, with the reason.
---@param earlier playbook.History
---@return table<string, table[]> by_step, table[] lost
function M.plan(earlier)
  local by_step, lost = {}, {}
  local list = took_effect(earlier)
  for i = #list, 1, -1 do
    local entry = list[i]
    if entry.undo and not earlier.undone[entry.number] then
      by_step[entry.step] = by_step[entry.step] or {}
      table.insert(by_step[entry.step], entry)
    elseif not entry.undo then
      lost[#lost + 1] = entry
    end
  end
  return by_step, lost
end

-- A function of the library, "vpc.undo.range": the member of a module.
local function library(call)
  local module, name = call:match("^([%w_]+%.undo)%.([%w_]+)$") -- nothing else of the library is for a journal to call
  local ok, loaded = pcall(require, module or "")
  return ok and type(loaded) == "table" and loaded[name] or nil
end

local function function_of(run, entry)
  local undo = entry.undo
  local found
  if undo.call then found = library(undo.call) else found = run.functions(undo.act) end
  if found then return found end
  failure.raise { code = "undo", message = ("nothing is called %s, which undoes '%s'%s"):format(undo.call or undo.act,
    key_of(entry), undo.act and nearest.hint(undo.act, run.function_names) or ""),
    hint = "take it back by hand, or use the Perigee that wrote it" }
end

local function take_back(run, entry)
  local f = function_of(run, entry)
  if entry.undo.call then
    f(run.facade, entry.undo.with)
  else
    local resource = { kind = "undo " .. entry.resource.kind, name = entry.resource.name }
    write.perform(run, { resource = resource, verb = "act" }, function() return f(run.facade, entry.undo.with) end)
    run:emit { event = "resource", phase = "end", status = "done", resource = resource }
  end
  run.journal:note { phase = "undone", number = entry.number, status = "done" }
end

-- What can be known of the whole way before the first write: `group_check` of a module that has `group`.
local function check_first(run, by_step)
  for _, step in ipairs(run.steps) do
    for _, entry in ipairs(by_step[step]) do
      local check = entry.undo.call and library(entry.undo.call .. "_check")
      if check then check(run.facade, entry.undo.with) end
    end
  end
  checks.settle(run)
end

-- "8 evict, 3 remove canary": what stays as it is.
local function words(lost)
  local counts, order = {}, {}
  for _, entry in ipairs(lost) do
    local kind = entry.resource.kind
    if not counts[kind] then order[#order + 1] = kind end
    counts[kind] = (counts[kind] or 0) + 1
  end
  for i, kind in ipairs(order) do order[i] = ("%d %s"):format(counts[kind], kind) end
  return table.concat(order, ", ")
end

---Takes a prepared run back.
---@param run table as engine.prepare gives it with `history` and `again = "undo"`
---@param earlier playbook.History
---@return {exit: integer, status: string, run: table, problem: any}
function M.run(run, earlier)
  local by_step, lost = M.plan(earlier)
  run.steps = {}
  for _, step in ipairs(M.order(run.playbook, earlier)) do
    if by_step[step] then table.insert(run.steps, step) end
  end
  return engine.carry_out(run, function()
    local pinned = earlier.first.target
    if pinned and pinned.by then library(pinned.by)(run.facade, pinned, earlier.locks) end
    check_first(run, by_step)
    if #lost > 0 then
      run:emit { event = "say", text = "not taken back: " .. words(lost) .. " (the journal says why)", step = false }
    end
    return stepping.all(run, run.steps, "undone_step", function(step)
      for _, entry in ipairs(by_step[step]) do take_back(run, entry) end
    end)
  end)
end

return M
