-- The first stage: parameters are checked against the model, so that a slip is answered here, with the nearest
-- valid name, and not by the service. All that is wrong is listed at once. Unknown enumeration values are only
-- doubts (the service may be newer than the model): they become the hint of a refusal.
local facts = require "aws.facts"
local failure = require "failure"
local json = require "json"
local nearest = require "nearest"
local secret = require "secret"
local structure = require "aws.structure"
local time = require "aws.time"

local M = {}

local function is_text(v) return type(v) == "string" or secret.is(v) end

local function is_whole(v) return type(v) == "number" and math.tointeger(v) ~= nil end

local function is_time(v) return type(v) == "number" or type(v) == "string" and time.parse(v) ~= nil end

local scalars = {
  str = { is_text, "text" },
  enum = { is_text, "text" },
  blob = { is_text, "text (bytes)" },
  int = { is_whole, "a whole number" },
  long = { is_whole, "a whole number" },
  float = { function(v) return type(v) == "number" end, "a number" },
  double = { function(v) return type(v) == "number" end, "a number" },
  bool = { function(v) return type(v) == "boolean" end, "true or false" },
  time = { is_time, "a time (seconds since the epoch, or ISO 8601 text)" },
  doc = { function() return true end, "any value" },
}

local function describe(v)
  if secret.is(v) then return "a secret" end
  if type(v) == "table" then return "a table" end
  if type(v) == "string" then return ("'%s'"):format(v) end
  return tostring(v)
end

local check

local function names_of(shape)
  local names = {}
  for i, member in ipairs(shape.members) do names[i] = member.name end
  return names
end

local containers = {}

function containers.struct(state, shape, value, path)
  local unknown, members = {}, {}
  for name in pairs(value) do
    local member = shape.by_name[name]
    if member then members[#members + 1] = member else unknown[#unknown + 1] = tostring(name) end
  end
  table.sort(unknown)
  for _, name in ipairs(unknown) do
    local place = path == "" and "" or " in " .. path
    state:problem(("unknown parameter '%s'%s%s"):format(name, place, nearest.hint(name, names_of(shape))))
  end
  for _, name in ipairs(shape.required) do
    if value[name] == nil then members[#members + 1] = shape.by_name[name] end
  end
  for _, member in ipairs(structure.sort(members)) do
    local given, inner = value[member.name], path == "" and member.name or path .. "." .. member.name
    if given == nil or given == json.null then
      if member.required and not member.token then state:problem("missing parameter '" .. inner .. "'") end
    else
      if member.place == "uri" and given == "" then state:problem(inner .. " is empty") end
      check(state, member, given, inner)
    end
  end
end

function containers.list(state, shape, value, path)
  local count = 0
  for key in pairs(value) do
    if not is_whole(key) then return state:problem(("%s is a list, it has no '%s'"):format(path, tostring(key))) end
    count = count + 1
  end
  if count ~= #value then return state:problem(path .. " has holes: a list is {a, b, c} without nil") end
  for i = 1, count do check(state, shape.element, value[i], ("%s[%d]"):format(path, i)) end
end

function containers.map(state, shape, value, path)
  for key, item in pairs(value) do
    if type(key) ~= "string" then return state:problem(path .. " is a map: its keys are text") end
    if item ~= json.null then check(state, shape.value, item, path .. "." .. key) end
  end
end

local example = { list = "a list, { ... }", map = "a table { key = value }", struct = "a table { Name = value }" }

function check(state, ref, value, path)
  local shape = state.model:type_of(ref)
  local scalar = scalars[shape.kind]
  if not scalar then
    if type(value) ~= "table" or secret.is(value) then
      return state:problem(("%s must be %s, not %s"):format(path, example[shape.kind], describe(value)))
    end
    return containers[shape.kind](state, shape, value, path)
  end
  if not scalar[1](value) then
    return state:problem(("%s must be %s, not %s"):format(path, scalar[2], describe(value)))
  end
  if shape.kind == "enum" then M.doubt(state, shape, value, path) end
end

-- An enumeration value that the model does not know.
function M.doubt(state, shape, value, path)
  if type(value) == "string" and facts.has_value(shape, value) then return end
  local near = nearest.hint(tostring(value), shape.values)
  if near == "" and #shape.values <= 12 then near = "; known are " .. table.concat(shape.values, ", ") end
  local text = ("%s = '%s' is not a value that the model knows%s"):format(path, tostring(value), near)
  state.doubts[#state.doubts + 1] = text
end

local State = {}
State.__index = State

function State:problem(text) self.problems[#self.problems + 1] = text end

---Raises one failure with everything that is wrong; returns the doubts otherwise.
---@param model aws.model
---@param operation table
---@param params table
---@return string[] doubts
function M.check(model, operation, params)
  local state = setmetatable({ model = model, problems = {}, doubts = {} }, State)
  if type(params) ~= "table" or secret.is(params) then
    state:problem("parameters are a table { Name = value }, not " .. describe(params))
  elseif operation.input then
    containers.struct(state, model:shape(operation.input), params, "")
  elseif next(params) ~= nil then
    state:problem("it takes no parameters")
  end
  if #state.problems > 0 then
    failure.raise {
      code = "InvalidParameters", service = model.service, operation = operation.name,
      message = ("%s %s: %s"):format(model.service, operation.name, table.concat(state.problems, "; ")),
      hint = "names and types are those of the service's API reference",
    }
  end
  return state.doubts
end

local function mask(model, ref, value)
  if secret.is(value) or ref.sensitive then return "<secret>" end
  if type(value) ~= "table" or value == json.null then return value end
  local shape = model:type_of(ref)
  if shape.sensitive then return "<secret>" end
  local copy = {}
  for key, item in pairs(value) do
    local inner = shape.kind == "struct" and shape.by_name[key] or shape.element or shape.value
    copy[key] = inner and mask(model, inner, item)
  end
  return shape.kind == "list" and json.array(copy) or copy
end

---A copy of the parameters without secrets, for events and traces.
---@param model aws.model
---@param operation table
---@param params table
---@return table
function M.masked(model, operation, params)
  return operation.input and mask(model, { shape = operation.input }, params) or {}
end

return M
