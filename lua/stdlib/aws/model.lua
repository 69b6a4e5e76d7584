-- The facts of one service, decoded one operation or shape at a time, when first used: a whole service costs
-- hardly more than one operation. aws/facts.lua describes the text that they come from (aws/models/<service>.lua).
local facts = require "aws.facts"
local names = require "aws.names"
local nearest = require "nearest"

local M = {}

local entry, options, split = facts.entry, facts.options, facts.split

---@class aws.model
local Model = {}
Model.__index = Model

-- Where the entry of each shape begins: one pass over the text instead of a search for each.
local function places_of(model)
  local places = model.shape_places
  if places then return places end
  places = {}
  local text = model.text
  local _, last = text:find("\nshape ", 1, true)
  while last do
    local name = text:match("^%w+", last + 1)
    places[name] = last + #name + 2
    _, last = text:find("\nshape ", last, true)
  end
  model.shape_places = places
  return places
end

---A shape by its name.
---@param name string
---@return table shape {kind=, members=|element=|key=, value=|values=}
function Model:shape(name)
  local shape = self.shapes[name]
  if shape then return shape end
  shape = facts.shape(facts.entry_at(self.text, assert(places_of(self)[name], name)), name)
  self.shapes[name] = shape
  return shape
end

---The shape that a reference (member, element, key, value) points to.
---@param ref table
---@return table shape
function Model:type_of(ref)
  local shape = ref.type
  if not shape then
    shape = self:shape(ref.shape)
    ref.type = shape
  end
  return shape
end

---An operation by its name in the API reference; nil if the model has none of that name.
---@param name string
---@return table|nil operation
function Model:operation(name)
  local operation = self.operations[name]
  if operation then return operation end
  local text = entry(self.text, "operation " .. name)
  if not text then return nil end
  local words = split(text)
  operation = options(words, 6)
  operation.name, operation.method, operation.uri = name, words[1], words[2]
  operation.input, operation.output = words[3] ~= "-" and words[3] or nil, words[4] ~= "-" and words[4] or nil
  operation.mutating = words[5] == "write"
  operation.secret = operation.secret and split(operation.secret, "[^,]+")
  operation.mask = operation.mask and split(operation.mask, "[^,]+")
  self.operations[name] = operation
  return operation
end

---All operations, by their names in the API reference.
---@return string[]
function Model:operation_names()
  local found = {}
  for name in self.text:gmatch("\noperation (%S+)") do found[#found + 1] = name end
  return found
end

---The operation behind a method name such as "describe_vpcs"; nil and ", did you mean ..." if there is none.
---@param method string
---@return table|nil operation, string|nil meant
function Model:find(method)
  local operation = self.methods[method]
  if operation then return operation end
  local name = names.operation(method)
  if names.method(name) == method then operation = self:operation(name) end
  if not operation then
    local methods = {}
    for _, known in ipairs(self:operation_names()) do
      methods[#methods + 1] = names.method(known)
      if methods[#methods] == method then operation = self:operation(known) end
    end
    if not operation then return nil, nearest.hint(method, methods) end
  end
  self.methods[method] = operation
  return operation
end

---How the answers of an operation are paged; nil when they are not.
---@param operation string
---@return table|nil page {["in"]=, out=, items={...}, limit=, more=}
function Model:page(operation)
  local text = entry(self.text, "page " .. operation)
  if not text then return nil end
  local page = options(split(text), 1)
  page.items = split(page.items, "[^,]+")
  return page
end

---A waiter by its name in snake_case, or nil and ", did you mean ...".
---@param method string
---@return table|nil waiter, string|nil meant
function Model:waiter(method)
  local known = {}
  for name in self.text:gmatch("\nwait (%S+)") do
    known[#known + 1] = names.method(name)
    if known[#known] == method then
      local parts = split(entry(self.text, "wait " .. name), "[^|]+")
      local head = split(parts[1])
      local waiter = { name = name, operation = head[1], delay = tonumber(head[2]), tries = tonumber(head[3]) }
      for i = 2, #parts do
        local state, matcher, expected, path = parts[i]:match("(%S+)%s+(%S+)%s+(%S+)%s+(%S+)")
        waiter[i - 1] = { state = state, matcher = matcher, expected = expected, path = path }
      end
      return waiter
    end
  end
  return nil, nearest.hint(method, known)
end

---What the model says about an error code: {status=, retryable=, throttling=}.
---@param code string
---@return table
function Model:error(code)
  local text = entry(self.text, "error " .. code)
  return text and options(split(text), 2) or {}
end

---The exceptions to the common rule of host names.
---@return table hosts ["aws fips"] = {template=, signing=}
function Model:hosts()
  if self.host_table then return self.host_table end
  local found, text = {}, self.text
  local _, last = text:find("\nhost ", 1, true)
  while last do
    local words = split(facts.entry_at(text, last + 1))
    found[words[1] .. " " .. words[2]] = { template = words[3], signing = words[4] }
    _, last = text:find("\nhost ", last, true)
  end
  self.host_table = found
  return found
end

---Reads a model from its text.
---@param text string
---@return aws.model
function M.read(text)
  text = "\n" .. text
  local words = split(entry(text, "service"))
  local model = options(words, 2)
  model.service, model.text = words[1], text
  model.shapes, model.operations, model.methods = {}, {}, {}
  return setmetatable(model, Model)
end

local loaded = {}

---The model of a service; nil and ", did you mean ..." if there is none.
---@param service string "ec2", "service_quotas"
---@return aws.model|nil, string|nil meant
function M.load(service)
  if loaded[service] then return loaded[service] end
  local found, text = pcall(require, "aws.models." .. service)
  if not found then
    if not tostring(text):find("not found", 1, true) then error(text, 0) end
    return nil, nearest.hint(service, require "aws.models")
  end
  loaded[service] = M.read(text)
  return loaded[service]
end

return M
