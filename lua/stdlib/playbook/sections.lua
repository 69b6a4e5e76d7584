-- The sections of a playbook: which there are, and what each must look like.
-- The functions below report to `problems` and never stop at the first one.
local names = require "playbook.names"
local nearest = require "nearest"
local sorted = require "playbook.sorted"

local M = {}

M.list = { "description", "requires", "settings", "zones", "names", "steps", "undo", "verify" }
M.known = {}
for _, name in ipairs(M.list) do M.known[name] = true end

local zone_keys = { "zone", "cidr", "subnet", "route_table", "security_groups" }

---The section that a name was probably meant to be; `zone_map` begins like `zones`, which is near enough among so few.
---@param name string
---@return string|nil
function M.nearest(name)
  local word = nearest.word(name, M.list)
  if word or #name < 4 then return word end
  for _, section in ipairs(M.list) do
    if section:sub(1, 4) == name:sub(1, 4):lower() then return section end
  end
end

local function place_of(definition, key)
  for _, item in ipairs(definition and definition.items or {}) do
    if item.key == key then return { line = item.line, column = item.column, name = item.text } end
  end
  return definition
end
M.place_of = place_of

local check = {}

function check.description(value, definition, problems)
  if type(value) ~= "string" then problems:add(definition, "description must be a text, as in [[ What it does. ]]") end
end

function check.requires(value, definition, problems)
  if type(value) ~= "string" or not value:match("^%d+%.%d+") then
    problems:add(definition, "requires must be the oldest version of Perigee that will do, as in \"0.1\"")
    return
  end
  local version = require "playbook.version"
  if not version.at_least(value) then
    problems:add(definition, "this playbook needs Perigee %s or newer, this is %s", value, version.text)
  end
end

function check.zones(value, definition, problems)
  if type(value) ~= "table" then
    problems:add(definition, "zones must be a list, one line per zone: { zone = \"...\", cidr = \"...\" }")
    return
  end
  local seen = {}
  for key, line in sorted.pairs(value) do
    local place = place_of(definition, key)
    if math.type(key) ~= "integer" or type(line) ~= "table" then
      problems:add(place, "zones is a list of lines { zone = \"...\", cidr = \"...\" }; '%s' is none", tostring(key))
    else
      if type(line.zone) ~= "string" then
        problems:add(place, "line %d of zones names no zone (zone = \"...\")", key)
      end
      if line.zone and seen[line.zone] then problems:add(place, "zone %s is there twice", tostring(line.zone)) end
      if line.zone then seen[line.zone] = true end
      for field in sorted.pairs(line) do
        local near = type(field) == "string" and nearest.word(field, zone_keys)
        if near and near ~= field then
          problems:add(place, "line %d of zones has '%s', did you mean '%s'?", key, field, near)
        end
      end
    end
  end
end

-- A step and the modules it calls give words of their own ({group} beside a setting `groups`), so only what is nearly a
-- setting or the zone, and given nowhere in the file, is taken for a slip.
local function is_slip(word, near)
  return near and math.abs(#near - #word) <= 1 and near:sub(1, #word) ~= word and word:sub(1, #near) ~= near
end

local function check_words(key, template, place, problems, own, keys)
  local words = { "zone" }
  for setting in sorted.pairs(type(own.settings) == "table" and own.settings or {}) do
    words[#words + 1] = tostring(setting)
  end
  for _, word in ipairs(names.words(template)) do
    local near = nearest.word(word, words)
    if is_slip(word, near) and not keys[word] then
      problems:add(place, "names.%s has the word {%s}, did you mean {%s}?", key, word, near)
    end
  end
end

function check.names(value, definition, problems, _, own, keys)
  if type(value) ~= "table" then
    problems:add(definition, "names must be a table, as in { subnet = \"{cluster}-pods-{zone}\" }")
    return
  end
  for key, template in sorted.pairs(value) do
    if type(key) ~= "string" or type(template) ~= "string" then
      problems:add(place_of(definition, key), "names.%s must be a text with {words} in it", tostring(key))
    else
      check_words(key, template, place_of(definition, key), problems, own, keys)
    end
  end
end

-- A list of function names, each of which must be there.
local function check_functions(section, value, definition, problems, functions)
  local words = {}
  for name in pairs(functions) do words[#words + 1] = name end
  table.sort(words)
  local seen = {}
  for i, name in ipairs(value) do
    local place = place_of(definition, i)
    if type(name) ~= "string" then
      problems:add(place, "%s %d must be the name of a function in quotes", section, i)
    elseif not functions[name] then
      local near = nearest.word(name, words)
      problems:add(place, "%s %d '%s' has no function%s", section, i, name,
        near and (", did you mean '%s' (line %d)?"):format(near, functions[near].line) or "")
    elseif seen[name] then
      problems:add(place, "%s '%s' is there twice (%d and %d)", section, name, seen[name], i)
    end
    seen[name] = i
  end
end

function check.steps(value, definition, problems, functions)
  if type(value) ~= "table" or (next(value) ~= nil and #value == 0) then
    problems:add(definition, "steps must be a list of function names, top to bottom")
    return
  end
  if #value == 0 then problems:add(definition, "steps is empty: nothing would be done") end
  check_functions("step", value, definition, problems, functions)
end

function check.undo(value, definition, problems, functions)
  if type(value) ~= "table" or #value == 0 then
    problems:add(definition, "undo must be a list of steps, in the order in which they are taken back")
    return
  end
  check_functions("undo", value, definition, problems, functions)
end

function check.verify(value, definition, problems, functions)
  if type(value) == "string" then value = { value } end
  if type(value) ~= "table" or #value == 0 then
    problems:add(definition, "verify must name the function that only reads and gives the verdict")
    return
  end
  check_functions("verify", value, definition, problems, functions)
end

function check.settings(value, definition, problems)
  if type(value) ~= "table" or #value > 0 then
    problems:add(definition, "settings must be a table of name = default")
  end
end

---Holds every section of a loaded file against what it must be.
---@param own table what the file defined
---@param definitions table<string, table> where
---@param functions table<string, table> the functions at the top
---@param keys table<string, boolean> every key that a constructor of the file writes
function M.check(own, definitions, problems, functions, keys)
  for _, name in ipairs(M.list) do
    if own[name] ~= nil then
      check[name](own[name], definitions[name], problems, functions, own, keys)
    end
  end
end

return M
