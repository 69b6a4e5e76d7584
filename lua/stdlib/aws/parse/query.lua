-- Answers of the query protocol: XML whose result is wrapped in <OperationResult>.
local json = require "json"
local malformed = require "aws.parse.malformed"
local scalar = require "aws.parse.scalar"
local xml = require "xml"

local M = {}

local function child(element, name)
  for _, inner in ipairs(element) do
    if type(inner) == "table" and inner.name == name then return inner end
  end
end

local function text_of(element, ...)
  for _, name in ipairs { ... } do
    element = element and child(element, name)
  end
  return element and element.text
end

-- The name of a member's elements: a flat list is named by its elements.
local function member_name(model, member)
  local shape = model:type_of(member)
  if member.flat and shape.kind == "list" and shape.element.wire then return shape.element.wire end
  return member.wire or member.name
end

-- Members by the name of their elements, made once per shape.
local function by_element(model, shape)
  if not shape.by_element then
    shape.by_element = {}
    for _, member in ipairs(shape.members) do shape.by_element[member_name(model, member)] = member end
  end
  return shape.by_element
end

local read = {}

local function value(model, ref, element)
  local shape = ref.type or model:type_of(ref)
  local reader = read[shape.kind]
  if reader then return reader(model, shape, element) end
  local result, good = scalar.value(shape, element.text or "")
  if good == false then error(("<%s> holds '%s', which is no %s"):format(element.name, element.text, shape.kind), 0) end
  return result
end

function read.struct(model, shape, element)
  local out, members = {}, by_element(model, shape)
  for _, inner in ipairs(element) do
    local member = type(inner) == "table" and members[inner.name]
    if member then
      if member.flat then
        M.add_flat(model, member, inner, out)
      else
        out[member.name] = value(model, member, inner)
      end
    end
  end
  for _, name in ipairs(model:lists_of(shape)) do
    if out[name] == nil then out[name] = json.array {} end
  end
  return out
end

-- One more element of a flat list or map.
function M.add_flat(model, member, element, out)
  local shape = model:type_of(member)
  local so_far = out[member.name]
  if shape.kind == "list" then
    so_far = so_far or json.array {}
    so_far[#so_far + 1] = value(model, shape.element, element)
  else
    so_far = so_far or {}
    read.entry(model, shape, element, so_far)
  end
  out[member.name] = so_far
end

function read.list(model, shape, element)
  local out = json.array {}
  for _, inner in ipairs(element) do
    if type(inner) == "table" then out[#out + 1] = value(model, shape.element, inner) end
  end
  return out
end

function read.entry(model, shape, element, out)
  local key, item = child(element, shape.key.wire or "key"), child(element, shape.value.wire or "value")
  if key and item then out[key.text or ""] = value(model, shape.value, item) end
end

function read.map(model, shape, element)
  local out = {}
  for _, inner in ipairs(element) do
    if type(inner) == "table" then read.entry(model, shape, inner, out) end
  end
  return out
end

-- The root element of an answer, or nil and why there is none.
local function root_of(operation, response)
  if not response.body or response.body == "" then return nil, "an XML document was expected" end
  local root, why = xml.decode(response.body, { secret = operation.secret })
  if not root then return nil, why.message end
  return root
end

---@param model aws.model
---@param operation table
---@param response table {status=, headers=, body=}
---@return table|nil answer, table|nil failure
function M.answer(model, operation, response)
  local root, why = root_of(operation, response)
  if not root then return nil, malformed.new(response, why) end
  if not root.name:find("Response$") then
    return nil, malformed.new(response, ("<%sResponse> was expected, not <%s>"):format(operation.name, root.name))
  end
  if not operation.output then return {} end
  local element = root
  if operation.wrapper then element = child(root, operation.wrapper) or { name = operation.wrapper } end
  local good, answer = pcall(value, model, { shape = operation.output }, element)
  if not good then return nil, malformed.new(response, tostring(answer)) end
  return answer
end

---Code, message and request id of a refusal; nil and why if the body says none.
---@param _ aws.model
---@param operation table
---@param response table
---@return table|nil fields, string|nil why
function M.error(_, operation, response)
  local root, why = root_of(operation, response)
  if not root then return nil, why end
  local holder = child(root, "Errors") or root
  local code, message = text_of(holder, "Error", "Code"), text_of(holder, "Error", "Message")
  if not code then return nil, ("an error document was expected, not <%s>"):format(root.name) end
  return {
    code = code, message = message,
    request_id = text_of(root, "RequestId") or text_of(root, "RequestID") or text_of(root, "requestId"),
  }
end

return M
