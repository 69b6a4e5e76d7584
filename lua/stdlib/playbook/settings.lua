-- The settings of a playbook: their kinds, help texts, and the values that --set and --values give.
-- The kind of the default is the kind that a value must have; every problem is reported, not only the first.
local failure = require "failure"
local nearest = require "nearest"
local sorted = require "playbook.sorted"

local M = {}

---Stands in a playbook for a value that the operator must give.
M.required = setmetatable({}, {
  __name = "required setting",
  __tostring = function() return "required" end,
  __concat = function()
    error("a required setting has no value while the file loads: use it inside a step, or as {word} in names", 2)
  end,
})

local kind_words = { string = "a text", integer = "a whole number", number = "a number",
  boolean = "true or false", list = "a list", map = "a table" }

---`string`, `integer`, `number`, `boolean`, `list`, `map`, or nil for what no setting can be.
---@return string|nil
function M.kind(value)
  if value == M.required then return "string" end
  if type(value) == "number" then return math.type(value) == "integer" and "integer" or "number" end
  if type(value) == "table" then return (#value > 0 or next(value) == nil) and "list" or "map" end
  if type(value) == "string" or type(value) == "boolean" then return type(value) end
end

-- An empty table may become either: nothing says yet which of the two it is.
local function is_open(value)
  return type(value) == "table" and next(value) == nil
end

---@class playbook.Setting
---@field name string
---@field default any  nil when required
---@field required boolean
---@field kind string
---@field help string
---@field place table  line and column in the file

---Reads one line of the section: a plain default, `required`, or `{ default, help = "..." }`.
---@return playbook.Setting|nil, string|nil problem
function M.declare(name, value, comment, place)
  local help
  if type(value) == "table" and type(value.help) == "string" and value ~= M.required then
    for key in sorted.pairs(value) do
      if key ~= 1 and key ~= "help" then
        return nil, ("setting '%s' has a key '%s'; the long form is { default, help = \"...\" }"):format(name,
          tostring(key))
      end
    end
    value, help = value[1], value.help
    if value == nil then return nil, ("setting '%s' has a help text but no default; write `required`, or a value in "
      .. "front of help"):format(name) end
  end
  local kind = M.kind(value)
  if not kind then
    return nil, ("setting '%s' is a %s; a setting is a text, a number, true or false, a list or a table"):format(name,
      type(value))
  end
  local required = value == M.required
  if required then value = nil end
  return { name = name, default = value, required = required, kind = kind, help = help or comment or "",
    place = place }
end

local function copy(value)
  if type(value) ~= "table" then return value end
  local result = {}
  for k, v in pairs(value) do result[k] = copy(v) end
  return setmetatable(result, getmetatable(value))
end
M.copy = copy

local function show(value)
  if type(value) == "string" then return ('"%s"'):format(value) end
  if type(value) == "table" then
    return (require("json").encode(value, { sort = true }))
  end
  return tostring(value)
end
M.show = show

local scalar = {
  string = function(text) return text end,
  integer = function(text) return math.tointeger(tonumber(text)) end,
  number = function(text) return tonumber(text) end,
  boolean = function(text)
    return ({ ["true"] = true, yes = true, ["false"] = false, no = false })[text:lower()]
  end,
}

-- `a,b,c`, or YAML's [a, b] and {a: b}, for settings that are tables.
local function parse_table(text, default)
  if text:match("^%s*[%[{]") then return require("yaml").decode(text) end
  local list, element = {}, M.kind(default[1]) or "string"
  local parse = scalar[element]
  for part in (text .. ","):gmatch("%s*(.-)%s*,") do
    if part ~= "" then
      local value
      if parse then value = parse(part) end
      if value == nil then return nil, ("'%s' is not %s"):format(part, kind_words[element]) end
      list[#list + 1] = value
    end
  end
  return list
end

-- The text of --set as a value of the kind of `default`.
local function from_text(text, default)
  local kind = M.kind(default)
  if kind == "list" or kind == "map" then
    local value, why = parse_table(text, default)
    if type(value) ~= "table" then return nil, tostring(why or "it is not a list") end
    return value
  end
  local value = scalar[kind](text)
  if value == nil then return nil, ("'%s' is not"):format(text) end
  return value
end

local accept

local function accept_table(given, default, path, complain)
  if M.kind(default) == "list" and not is_open(default) then
    if M.kind(given) ~= "list" then return complain(path, default, given) end
    for i, item in ipairs(given) do
      if M.kind(item) ~= M.kind(default[1]) then complain(("%s.%d"):format(path, i), default[1], item) end
    end
    return given
  end
  if is_open(default) then return given end
  if M.kind(given) == "list" and not is_open(given) then return complain(path, default, given) end
  local result = copy(default)
  for key, value in sorted.pairs(given) do
    local inner = ("%s.%s"):format(path, key)
    if default[key] ~= nil then
      result[key] = accept(value, default[key], inner, complain)
    else
      local keys = {}
      for known in pairs(default) do keys[#keys + 1] = tostring(known) end
      table.sort(keys)
      local near = nearest.word(tostring(key), keys)
      if near then complain(inner, nil, nil, near) end
      result[key] = value
    end
  end
  return result
end

-- A value of --values, held against the kind of the default.
function accept(given, default, path, complain)
  local wanted, kind = M.kind(default), M.kind(given)
  if type(given) == "table" and (wanted == "list" or wanted == "map") then
    return accept_table(given, default, path, complain)
  end
  if kind == wanted or (wanted == "number" and kind == "integer") then return given end
  return complain(path, default, given)
end

local Values = {}
Values.__index = Values

function Values:complain(message, ...)
  table.insert(self.problems, (message:format(...)))
end

function Values:names()
  local names = {}
  for _, setting in ipairs(self.settings) do names[#names + 1] = setting.name end
  return names
end

function Values:setting(name, from)
  for _, setting in ipairs(self.settings) do
    if setting.name == name then return setting end
  end
  self:complain("%s: there is no setting '%s'%s", from, name, nearest.hint(name, self:names(), "settings there are"))
end

-- key=value, where dots in the key reach into tables.
function Values:set(option)
  local key, text = option:match("^([^=]+)=(.*)$")
  if not key then
    return self:complain("--set %s: the form is --set key=value", option)
  end
  local parts = {}
  for part in (key .. "."):gmatch("([^.]*)%.") do parts[#parts + 1] = math.tointeger(tonumber(part)) or part end
  local setting = self:setting(tostring(parts[1]), "--set " .. option)
  if not setting then return end
  local holder, default = self.values, setting.required and "" or setting.default
  for i = 2, #parts do
    local name = parts[i - 1]
    if type(default) ~= "table" then
      return self:complain("--set %s: '%s' is %s and has no parts", option, tostring(name),
        kind_words[M.kind(default)])
    end
    if type(holder[name]) ~= "table" then holder[name] = {} end
    holder = holder[name]
    local inner = default[parts[i]]
    if inner == nil and next(default) ~= nil then
      local keys = {}
      for known in pairs(default) do keys[#keys + 1] = tostring(known) end
      table.sort(keys)
      local near = nearest.word(tostring(parts[i]), keys)
      if near then
        return self:complain("--set %s: '%s' has no '%s', did you mean '%s'?", option, tostring(name),
          tostring(parts[i]), near)
      end
    end
    default = inner == nil and "" or inner
  end
  local value, why = from_text(text, default)
  if value == nil then
    return self:complain("--set %s: '%s' is %s (default %s), %s", option, key, kind_words[M.kind(default)],
      setting.required and "none" or show(default), why)
  end
  holder[parts[#parts]] = value
end

-- One mapping of settings, as a values file gives it.
function Values:merge(map, from)
  for name, given in sorted.pairs(map) do
    local setting = self:setting(tostring(name), from)
    if setting then
      local default = setting.required and "" or setting.default
      if setting.required and type(given) == "number" then given = tostring(given) end
      self.values[setting.name] = accept(given, default, setting.name, function(path, wanted, got, near)
        if near then
          self:complain("%s: there is no '%s', did you mean '%s'?", from, path, near)
        else
          self:complain("%s: '%s' is %s (default %s), %s is not", from, path, kind_words[M.kind(wanted)], show(wanted),
            show(got))
        end
        return wanted
      end)
    end
  end
end

function Values:read(path)
  local text, why = require("world").read_file(path)
  if not text then return self:complain("--values %s: cannot be read: %s", path, tostring(why)) end
  local map, problem = require("yaml").decode(text)
  if problem then return self:complain("--values %s: %s", path, tostring(problem)) end
  if type(map) ~= "table" or (#map > 0) then
    return self:complain("--values %s: a mapping of settings is wanted, as in `cluster: blue`", path)
  end
  self:merge(map, "--values " .. path)
end

---The values of one run: defaults, then --values files, then --set. Raises one failure with every problem.
---@param settings playbook.Setting[]
---@param options {values: string[]|nil, set: string[]|nil, given: table|nil}
---@param name string the playbook, for the message
---@return table<string, any>
function M.resolve(settings, options, name)
  local self = setmetatable({ settings = settings, values = {}, problems = {} }, Values)
  for _, path in ipairs(options.values or {}) do self:read(path) end
  if options.given then self:merge(options.given, "settings") end
  for _, setting in ipairs(settings) do
    if self.values[setting.name] == nil and not setting.required then
      self.values[setting.name] = copy(setting.default)
    end
  end
  for _, option in ipairs(options.set or {}) do self:set(option) end
  local missing = {}
  for _, setting in ipairs(settings) do
    if setting.required and (self.values[setting.name] == nil or self.values[setting.name] == "") then
      missing[#missing + 1] = ("--set %s=...%s"):format(setting.name,
        setting.help ~= "" and "   " .. setting.help or "")
    end
  end
  if #missing > 0 and not options.partial then
    self:complain("%s needs %s:\n  %s", name, #missing == 1 and "a setting" or "these settings",
      table.concat(missing, "\n  "))
  end
  if #self.problems > 0 then
    failure.raise { code = "settings", message = table.concat(self.problems, "\n"), problems = self.problems }
  end
  return self.values
end

return M
