-- Loads a playbook: compiles it, runs its top in a private environment, and holds it against what a playbook must be.
-- A playbook is loaded afresh for each step (`open`), so that nothing can be kept in memory by accident.
local environment = require "playbook.environment"
local failure = require "failure"
local problems_of = require "playbook.problems"
local scan = require "playbook.scan"
local sections = require "playbook.sections"
local settings = require "playbook.settings"
local sorted = require "playbook.sorted"
local uses = require "playbook.uses"
local values_of = require "playbook.values"

local Playbook = {}
Playbook.__index = Playbook

-- The comment behind each line of the section `settings`, with lines that go on in the same column.
local function comments_behind(definition, comments)
  local by_line = {}
  for _, comment in ipairs(comments) do
    if not by_line[comment.line] then by_line[comment.line] = comment end
  end
  local last_of_line, texts = {}, {}
  for _, item in ipairs(definition and definition.items or {}) do last_of_line[item.last_line] = item end
  for line, item in pairs(last_of_line) do
    local comment = by_line[line]
    if comment and comment.column > item.column then
      local parts, column = {}, comment.column
      while comment and comment.column == column and not (line > item.last_line and last_of_line[line]) do
        parts[#parts + 1] = comment.text:gsub("^%-%-%s?", ""):match("^%s*(.-)%s*$")
        line = line + 1
        comment = by_line[line]
      end
      texts[item.key] = table.concat(parts, " ")
    end
  end
  return texts
end

local function declared_settings(self, problems)
  local list, definition = {}, self.definitions.settings
  local own = self.top.settings
  if type(own) ~= "table" then return list end
  local comments = comments_behind(definition, self.scan.comments)
  local done = {}
  local function declare(name)
    if done[name] then return end
    done[name] = true
    local place = sections.place_of(definition, name)
    local setting, problem = settings.declare(name, own[name], comments[name], place)
    if setting then list[#list + 1] = setting else problems:add(place, problem) end
  end
  for _, item in ipairs(definition and definition.items or {}) do
    if type(item.key) == "string" and own[item.key] ~= nil then declare(item.key) end
  end
  for name in sorted.pairs(own) do
    if type(name) == "string" then declare(name) end
  end
  return list
end

-- Without the section `steps`: every function that nothing else in the file names, top to bottom.
local function default_steps(self)
  local named, steps = {}, {}
  for _, use in ipairs(self.scan.uses) do
    if use.reads and use.inside ~= use.name then named[use.name] = true end
  end
  for _, definition in ipairs(self.scan.defined) do
    local name = definition.name
    if definition.kind == "function" and not named[name] and not self.scan.strings[name] then
      steps[#steps + 1] = name
    end
  end
  return steps
end

local function check_top(self, problems)
  local reserved = environment.reserved()
  for _, definition in ipairs(self.scan.defined) do
    local name = definition.name
    if reserved[name] then
      problems:add(definition, "'%s' is Perigee's own name and must not be hidden; choose another", name)
    elseif not sections.known[name] and self.top[name] ~= nil and type(self.top[name]) ~= "function" then
      local near = sections.nearest(name)
      problems:add(definition, "unknown section '%s'%s", name, near and (", did you mean '%s'?"):format(near)
        or ("; sections are %s (for a value of your own write `local %s = ...`)"):format(
          table.concat(sections.list, ", "), name))
    elseif self.top[name] ~= nil and type(self.top[name]) == "function" and not sections.known[name] then
      if self.functions[name] then
        problems:add(definition, "function '%s' is there twice (line %d too)", name, self.functions[name].line)
      end
      self.functions[name] = definition
    end
    if sections.known[name] then
      if self.definitions[name] then
        problems:add(definition, "section '%s' is there twice (line %d too)", name, self.definitions[name].line)
      end
      self.definitions[name] = definition
    end
  end
end

---Every name that may be used in this playbook.
function Playbook:words()
  local words = {}
  for name in pairs(environment.known_names()) do words[#words + 1] = name end
  for name in pairs(self.functions) do words[#words + 1] = name end
  for _, name in ipairs(sections.list) do words[#words + 1] = name end
  table.sort(words)
  return words
end

-- Runs the file's top in a new environment.
function Playbook:run_top(options)
  local env = environment.new { seed = options.seed or self.name, print = options.print, search = self.search }
  local chunk, why = load(self.text, "@" .. self.file, "t", env.globals)
  if not chunk then failure.raise { code = "playbook", message = tostring(why), file = self.file } end
  local ok, problem = pcall(chunk)
  if not ok then
    if failure.is(problem) and problem.code == "cancelled" then error(problem, 0) end
    failure.raise { code = "playbook", message = tostring(problem), file = self.file }
  end
  return env
end

---A fresh load with the values of this run: the environment that one step runs in.
---@param values table<string, any>
---@param options {seed: string|nil, print: function|nil}
---@return table environment
function Playbook:open(values, options)
  local env = self:run_top(options or {})
  env.own.settings = settings.copy(values)
  env.own.zones = env.own.zones or {}
  env.own.names = env.own.names or {}
  env.own.steps = settings.copy(self.steps)
  env:freeze()
  return env
end

---The values of a run; raises one failure with every problem.
---@param options {values: string[]|nil, set: string[]|nil, given: table|nil, partial: boolean|nil}
function Playbook:values(options)
  return values_of.resolve(self.settings, options, self.name)
end

---The description's first line.
function Playbook:title()
  return (self.description:match("^%s*([^\n]-)%s*\n") or self.description:match("^%s*(.-)%s*$") or "")
end

local M = {}

---@class playbook.File
---@field name string       as it is called on the command line
---@field file string       as shown in messages
---@field text string
---@field origin string     where it comes from, for `list`
---@field search table      what `require` inside it finds

---Loads and checks a playbook; nil and one failure with all its problems when it does not hold.
---@param file playbook.File
---@return table|nil playbook, table|nil failure
function M.load(file)
  local self = setmetatable({ name = file.name, file = file.file, text = file.text, origin = file.origin,
    search = file.search, functions = {}, definitions = {}, setting_names = {} }, Playbook)
  local chunk, why = load(file.text, "@" .. file.file, "t", {})
  if not chunk then
    local text = tostring(why)
    if file.text:sub(1, 1) == "\27" then text = file.file .. ": a playbook is Lua source; this is a compiled chunk" end
    return nil, failure.new { code = "playbook", message = text, file = file.file }
  end
  self.scan = scan.file(file.text)
  local problems = problems_of.new(file.file, file.text)
  local ok, env = pcall(self.run_top, self, {})
  if not ok then
    if failure.is(env) and env.code ~= "playbook" then error(env, 0) end
    return nil, env
  end
  self.top = env.own
  check_top(self, problems)
  self.settings = declared_settings(self, problems)
  for _, setting in ipairs(self.settings) do self.setting_names[setting.name] = true end
  sections.check(self.top, self.definitions, problems, self.functions, self.scan.keys)
  if not self.scan.changes_env then
    uses.check(self, problems)
  end
  self.description = type(self.top.description) == "string" and self.top.description or ""
  self.zones, self.names = self.top.zones or {}, self.top.names or {}
  self.steps = self.top.steps or default_steps(self)
  self.undo = self.top.undo
  local verify = self.top.verify
  self.verify = type(verify) == "string" and { verify } or verify
  if #problems.list == 0 and #self.steps == 0 then
    problems:add(nil, "there is no step: write a function, and its name into `steps`")
  end
  local problem = problems:failure()
  if problem then return nil, problem end
  return self
end

return M
