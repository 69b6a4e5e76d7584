-- The values of a run's settings: defaults, then --values files, then --set, each held against the kind of the default.
-- Every problem is reported, not only the first.
local failure = require "failure"
local nearest = require "nearest"
local settings = require "playbook.settings"
local sorted = require "playbook.sorted"

local M = {}

local kind_of, kinds = settings.kind, settings.kind_words

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
  local list, element = {}, kind_of(default[1]) or "string"
  local parse = scalar[element]
  for part in (text .. ","):gmatch("%s*(.-)%s*,") do
    if part ~= "" then
      local value
      if parse then value = parse(part) end
      if value == nil then return nil, ("'%s' is not %s"):format(part, kinds[element]) end
      list[#list + 1] = value
    end
  end
  return list
end

-- The text of --set as a value of the kind of `default`.
local function from_text(text, default)
  local kind = kind_of(default)
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
  if kind_of(default) == "list" and not settings.is_open(default) then
    if kind_of(given) ~= "list" then return complain(path, default, given) end
    for i, item in ipairs(given) do
      if kind_of(item) ~= kind_of(default[1]) then complain(("%s.%d"):format(path, i), default[1], item) end
    end
    return given
  end
  if settings.is_open(default) then return given end
  if kind_of(given) == "list" and not settings.is_open(given) then return complain(path, default, given) end
  local result = settings.copy(default)
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
  local wanted, kind = kind_of(default), kind_of(given)
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
        kinds[kind_of(default)])
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
    return self:complain("--set %s: '%s' is %s (default %s), %s", option, key, kinds[kind_of(default)],
      setting.required and "none" or settings.show(default), why)
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
          self:complain("%s: '%s' is %s (default %s), %s is not", from, path, kinds[kind_of(wanted)],
            settings.show(wanted), settings.show(got))
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
---@param declared playbook.Setting[]
---@param options {values: string[]|nil, set: string[]|nil, given: table|nil}
---@param name string the playbook, for the message
---@return table<string, any>
function M.resolve(declared, options, name)
  local self = setmetatable({ settings = declared, values = {}, problems = {} }, Values)
  for _, path in ipairs(options.values or {}) do self:read(path) end
  if options.given then self:merge(options.given, "settings") end
  for _, setting in ipairs(declared) do
    if self.values[setting.name] == nil and not setting.required then
      self.values[setting.name] = settings.copy(setting.default)
    end
  end
  for _, option in ipairs(options.set or {}) do self:set(option) end
  local missing = {}
  for _, setting in ipairs(declared) do
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
