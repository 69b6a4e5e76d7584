-- The facts of one service, decoded one operation or shape at a time, when first used: a whole service costs
-- hardly more than one operation. The text (aws/models/<service>.lua) has one entry per line, continued by a space:
--
--   service NAME protocol= version= prefix=(of the host name) signing= id= [target= json=]
--   host PARTITION|REGION plain|fips|dual|both TEMPLATE [SIGNING_REGION]      where the common rule does not hold
--   operation NAME METHOD URI INPUT OUTPUT read|write [wrapper=] [token=MEMBER] [unsigned] [secret=A,B] [mask=C]
--   page OPERATION in=TOKEN out=TOKEN items=LIST [limit=MEMBER] [more=MEMBER]
--   wait NAME OPERATION SECONDS TRIES | STATE MATCHER EXPECTED PATH | ...
--   error CODE STATUS [retryable|throttling] [named=]
--   shape NAME struct [payload=MEMBER] MEMBER!*:TYPE=WIRE~QUERY^@PLACE ...   (! required, * client token, ^ flat list)
--   shape NAME list TYPE=WIRE | map KEY VALUE | enum VALUE ...
--
-- TYPE is a shape, or .str .int .long .bool .float .double .blob .doc .time[/FORMAT], with % when sensitive.
local names = require "aws.names"
local nearest = require "nearest"

local M = {}

---@class aws.model
local Model = {}
Model.__index = Model

local primitives = setmetatable({}, {
  __index = function(cache, kind)
    local shape = { kind = kind }
    cache[kind] = shape
    return shape
  end,
})

-- The entry that starts with `head`, without it; nil if there is none.
local function entry(text, head)
  local _, last = text:find("\n" .. head .. " ", 1, true)
  if not last then return nil end
  local stop = text:find("\n[^ ]", last) or #text + 1
  return text:sub(last + 1, stop - 1)
end

-- "name=a,b" words of an entry as a table; words without "=" become true.
local function options(words, first)
  local found = {}
  for i = first, #words do
    local key, value = words[i]:match("^([%w]+)=(.*)$")
    if key then found[key] = value else found[words[i]] = true end
  end
  return found
end

local function split(text, pattern)
  local words = {}
  for word in text:gmatch(pattern or "%S+") do words[#words + 1] = word end
  return words
end

-- One reference: TYPE[/FORMAT][%][=WIRE][~QUERY][^][@PLACE]
local function reference(text)
  local kind, rest = text:match("^(%.?%w+)(.*)$")
  local ref = { sensitive = rest:find("%", 1, true) ~= nil, wire = rest:match("=([^~^@]+)"),
    query = rest:match("~([^~^@]+)"), flat = rest:find("^", 1, true) ~= nil, place = rest:match("@(%a+)$"),
    format = rest:match("^/(%w+)") }
  if kind:sub(1, 1) == "." then ref.type = primitives[kind:sub(2)] else ref.shape = kind end
  return ref
end

local decode = {}

function decode.struct(words, first)
  local shape = { kind = "struct", members = {}, by_name = {} }
  for i = first, #words do
    local payload = words[i]:match("^payload=(.+)$")
    if payload then
      shape.payload = payload
    else
      local name, marks, rest = words[i]:match("^([^!*:]+)([!*]*):(.+)$")
      local member = reference(rest)
      member.name = name
      member.required = marks:find("!", 1, true) ~= nil
      member.token = marks:find("*", 1, true) ~= nil
      shape.members[#shape.members + 1] = member
      shape.by_name[name] = member
    end
  end
  return shape
end

function decode.list(words, first) return { kind = "list", element = reference(words[first]) } end

function decode.map(words, first)
  return { kind = "map", key = reference(words[first]), value = reference(words[first + 1]) }
end

function decode.enum(words, first)
  local values = {}
  for i = first, #words do values[i - first + 1] = words[i] == "_" and "" or words[i]:gsub("\u{a0}", " ") end
  return { kind = "enum", values = values }
end

---A shape by its name.
---@param name string
---@return table shape {kind=, members=|element=|key=, value=|values=}
function Model:shape(name)
  local shape = self.shapes[name]
  if shape then return shape end
  local text = assert(entry(self.text, "shape " .. name), name)
  local words = split(text)
  local first = words[2] == "%" and 3 or 2
  shape = decode[words[1]](words, first)
  shape.name, shape.sensitive = name, first == 3
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

---The names of a structure's lists: an answer that leaves one out gets it empty.
---@param shape table
---@return string[]
function Model:lists_of(shape)
  local lists = shape.lists
  if not lists then
    lists = {}
    for _, member in ipairs(shape.members) do
      if not member.place and self:type_of(member).kind == "list" then lists[#lists + 1] = member.name end
    end
    shape.lists = lists
  end
  return lists
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
  if not self.host_table then
    self.host_table = {}
    for where, variant, rest in self.text:gmatch("\nhost (%S+) (%S+) ([^\n]+)") do
      local words = split(rest)
      self.host_table[where .. " " .. variant] = { template = words[1], signing = words[2] }
    end
  end
  return self.host_table
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
