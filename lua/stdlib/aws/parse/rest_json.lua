-- REST answers: members may also come in headers, in the status, or be the body itself.
local json = require "json"
local malformed = require "aws.parse.malformed"
local parse = require "aws.parse.json"
local scalar = require "aws.parse.scalar"

local M = { error = parse.error }

local places = {}

function places.header(model, member, response)
  local text = response.headers[(member.wire or member.name):lower()]
  if not text then return nil end
  local shape = model:type_of(member)
  if shape.kind ~= "list" then return (scalar.value(shape, text)) end
  local items = json.array {}
  for item in text:gmatch("[^,]+") do
    items[#items + 1] = scalar.value(model:type_of(shape.element), item:match("^%s*(.-)%s*$"))
  end
  return items
end

function places.headers(_, member, response)
  local out, prefix = {}, (member.wire or ""):lower()
  for name, text in pairs(response.headers) do
    if name:sub(1, #prefix) == prefix then out[name:sub(#prefix + 1)] = text end
  end
  return out
end

function places.status(_, _, response) return response.status end

-- The one member that is the whole body.
local function payload(model, operation, member, response)
  local kind = model:type_of(member).kind
  if kind == "str" or kind == "blob" then return response.body end
  local document, why = parse.document(operation, response)
  if not document then error(why, 0) end
  return parse.value(model, member, document, member.name)
end

local function read(model, operation, response)
  local shape = model:shape(operation.output)
  local answer
  if shape.payload then
    answer = { [shape.payload] = payload(model, operation, shape.by_name[shape.payload], response) }
  else
    local document, why = parse.document(operation, response)
    if not document then error(why, 0) end
    answer = parse.value(model, { type = shape }, document, operation.name)
  end
  for _, member in ipairs(shape.members) do
    if member.place then answer[member.name] = places[member.place](model, member, response) end
  end
  return answer
end

---@param model aws.model
---@param operation table
---@param response table {status=, headers=, body=}
---@return table|nil answer, table|nil failure
function M.answer(model, operation, response)
  if not operation.output then return parse.answer(model, operation, response) end
  local good, answer = pcall(read, model, operation, response)
  if not good then return nil, malformed.new(response, tostring(answer)) end
  return answer
end

return M
