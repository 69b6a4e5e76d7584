-- What the functions of a playbook use: misspelt globals, settings, members of modules and methods of `run` are found
-- before anything runs. What only a run can tell (a module's answer, a name built at run time) is left to the run.
local environment = require "playbook.environment"
local nearest = require "nearest"
local sections = require "playbook.sections"
local sorted = require "playbook.sorted"

local M = {}

local function field_place(use)
  return { line = use.field_line or use.line, column = use.field_column or use.column, name = use.field }
end

-- `vpc.add_rnge`: the member of a module. A module that makes its members on demand says itself what it has not.
local function check_field(self, use, problems)
  local module = environment.module(use.name, self.search)
  if type(module) ~= "table" then return end
  local ok, member = pcall(function() return module[use.field] end)
  if not ok then
    if type(member) ~= "table" or member.code ~= "UnknownService" then return end
    problems:add(field_place(use), "%s", member.message)
  elseif member == nil then
    local words = {}
    for word in sorted.pairs(module) do
      if not environment.hidden(use.name, word) then words[#words + 1] = tostring(word) end
    end
    problems:add(field_place(use), "%s has no '%s'%s", use.name, use.field,
      nearest.hint(use.field, words, "it has"))
  end
end

-- One use of a global name inside the file.
local function check_use(self, use, known, problems)
  local name = use.name
  if use.assigned and use.in_function and use.field ~= nil and sections.known[name] then
    problems:add(use, "'%s' is read-only: a step cannot change a section; use a local", name)
  elseif use.assigned and use.in_function and use.field == nil and not use.reads then
    problems:add(use, "'%s' is set inside a function: nothing is kept from one step to the next; write `local %s`",
      name, name)
  elseif sections.known[name] then
    if name == "settings" and use.field and use.in_function and not self.setting_names[use.field] then
      local words = {}
      for setting in sorted.pairs(self.setting_names) do words[#words + 1] = setting end
      problems:add(field_place(use), "there is no setting '%s'%s", use.field,
        nearest.hint(use.field, words, "settings there are"))
    end
  elseif known[name] then
    local why = use.field and environment.hidden(name, use.field)
    if why then
      problems:add(use, "%s.%s is not there in a playbook%s", name, use.field, why ~= "" and ": " .. why or "")
    elseif type(use.field) == "string" and not use.assigned then
      check_field(self, use, problems)
    end
  elseif not self.top[name] and not use.assigned then
    local why = environment.absent(name)
    problems:add(use, why and ("'%s' is not there in a playbook: %s"):format(name, why)
      or ("unknown name '%s'%s"):format(name, nearest.hint(name, self:words())))
  end
end

-- `run:chekc{...}` in a step, and run:name("subnt") where the section `names` has no such line.
local function check_method(self, call, steps, problems)
  if call.object ~= "run" and not steps[call.inside] then return end
  local words = require("playbook.run").method_names()
  local known = {}
  for _, word in ipairs(words) do known[word] = true end
  local names, argument = self.top.names, call.argument
  if not known[call.name] then
    problems:add(call, "run has no '%s'%s", call.name, nearest.hint(call.name, words, "it has"))
  elseif call.name == "name" and argument.kind == "string" and type(names) ~= "table" then
    problems:add({ line = argument.line, column = argument.column, name = argument.text },
      "names has no '%s': the section is not there", argument.value)
  elseif call.name == "name" and argument.kind == "string" and names[argument.value] == nil then
    local there = {}
    for key in sorted.pairs(names) do there[#there + 1] = tostring(key) end
    problems:add({ line = argument.line, column = argument.column, name = argument.text }, "names has no '%s'%s",
      argument.value, nearest.hint(argument.value, there, "names there are"))
  end
end

---Holds every use of a name against what a playbook has.
---@param self table the playbook, its top already run
---@param problems table
function M.check(self, problems)
  local known, steps = environment.known_names(), {}
  for _, use in ipairs(self.scan.uses) do check_use(self, use, known, problems) end
  for _, name in ipairs(type(self.top.steps) == "table" and self.top.steps or {}) do steps[name] = true end
  for _, call in ipairs(self.scan.methods) do check_method(self, call, steps, problems) end
end

return M
