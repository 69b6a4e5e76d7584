-- Answers of the query protocol: XML whose result is wrapped in <OperationResult>.
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
  local shape = member.flat and model:type_of(member)
  if shape and shape.kind == "list" and shape.element.wire then return shape.element.wire end
  return member.wire or member.name
end

-- What xml.read asks for when it follows a reference for the first time: its shape.
local function resolve(model, ref)
  local shape = model:type_of(ref)
  if shape.kind ~= "struct" or not shape.text:find("^", 1, true) then return end
  for _, member in ipairs(shape.members) do
    if member.flat then shape.by_element[member_name(model, member)] = member end
  end
end

local function value(shape, text, element)
  local result, good = scalar.value(shape, text)
  if good == false then error(("<%s> holds '%s', which is no %s"):format(element, text, shape.kind), 0) end
  return result
end

-- How xml.read makes an answer of this operation.
local function reading_of(model, operation)
  if not operation.reading then
    operation.reading = {
      ref = { shape = operation.output }, secret = operation.secret, wrapper = operation.wrapper, value = value,
      resolve = function(ref) resolve(model, ref) end,
    }
  end
  return operation.reading
end

-- The root element of an answer, or nil and why there is none.
local function root_of(operation, response)
  if not response.body or response.body == "" then return nil, "an XML document was expected" end
  local root, why = xml.decode(response.body, { secret = operation.secret })
  if not root then return nil, why.message end
  return root
end

local function unexpected(operation, response, root)
  return malformed.new(response, ("<%sResponse> was expected, not <%s>"):format(operation.name, root))
end

---@param model aws.model
---@param operation table
---@param response table {status=, headers=, body=}
---@return table|nil answer, table|nil failure
function M.answer(model, operation, response)
  if not response.body or response.body == "" then
    return nil, malformed.new(response, "an XML document was expected")
  end
  if not operation.output then
    local root, why = root_of(operation, response)
    if not root then return nil, malformed.new(response, why) end
    if not root.name:find("Response$") then return nil, unexpected(operation, response, root.name) end
    return {}
  end
  local reading = reading_of(model, operation)
  local good, answer, root = pcall(xml.read, response.body, reading.ref, reading)
  if not good then return nil, malformed.new(response, tostring(answer)) end
  if not answer then return nil, malformed.new(response, root.message) end
  if not root:find("Response$") then return nil, unexpected(operation, response, root) end
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
