-- JSON answers: values are checked against the model, so that a wrong body fails here and not in a playbook.
local base64 = require "aws.base64"
local json = require "json"
local malformed = require "aws.parse.malformed"
local secret = require "secret"
local time = require "aws.time"

local M = {}

local read = {}

---@param model aws.model
---@param ref table
---@param given any decoded JSON
---@param path string for messages
---@return any
function M.value(model, ref, given, path)
  if given == json.null then return nil end
  local shape = model:type_of(ref)
  local reader = read[shape.kind]
  if not reader then return given end
  local value = reader(model, shape, given, path)
  if value == nil then error(("%s should be %s"):format(path, shape.kind), 0) end
  return value
end

function read.struct(model, shape, given, path)
  if type(given) ~= "table" or given[1] ~= nil then return nil end
  local out = {}
  for _, member in ipairs(shape.members) do
    if not member.place then
      local item = given[member.wire or member.name]
      if item ~= nil then out[member.name] = M.value(model, member, item, path .. "." .. member.name) end
    end
  end
  for _, name in ipairs(shape.lists) do
    if out[name] == nil then out[name] = json.array {} end
  end
  return out
end

function read.list(model, shape, given, path)
  if type(given) ~= "table" or #given == 0 and next(given) ~= nil then return nil end
  local out = {}
  for _, item in ipairs(given) do
    if item ~= json.null then out[#out + 1] = M.value(model, shape.element, item, path .. "[]") end
  end
  return json.array(out)
end

function read.map(model, shape, given, path)
  if type(given) ~= "table" or given[1] ~= nil then return nil end
  local out = {}
  for key, item in pairs(given) do out[key] = M.value(model, shape.value, item, path .. "." .. key) end
  return out
end

function read.str(_, _, given)
  if type(given) == "string" or secret.is(given) then return given end
end

read.enum = read.str

function read.bool(_, _, given)
  if type(given) == "boolean" then return given end
end

function read.int(_, _, given) return type(given) == "number" and math.tointeger(given) or nil end

read.long = read.int

local special = { NaN = 0 / 0, Infinity = math.huge, ["-Infinity"] = -math.huge }

function read.double(_, _, given)
  if type(given) == "number" then return given + 0.0 end
  return special[given]
end

read.float = read.double

function read.time(_, _, given)
  if type(given) == "number" or type(given) == "string" then return time.parse(given) end
end

function read.blob(_, _, given)
  if secret.is(given) then return secret.unbase64(given) end
  return type(given) == "string" and base64.decode(given) or nil
end

---Decodes the body of a response; an empty one counts as {}.
---@param operation table
---@param response table
---@return table|nil document, string|nil why
function M.document(operation, response)
  local body = response.body
  if not body or body == "" then return {} end
  local document, why = json.decode(body, { secret = operation.secret })
  if document == nil then return nil, why.message end
  if type(document) ~= "table" then return nil, "a JSON object was expected" end
  return document
end

---@param model aws.model
---@param operation table
---@param response table {status=, headers=, body=}
---@return table|nil answer, table|nil failure
function M.answer(model, operation, response)
  local document, why = M.document(operation, response)
  if not document then return nil, malformed.new(response, why) end
  if not operation.output then return {} end
  local good, answer = pcall(M.value, model, { shape = operation.output }, document, operation.name)
  if not good then return nil, malformed.new(response, tostring(answer)) end
  return answer
end

---Code, message and request id of a refusal; nil and why if neither a header nor the body says them.
---@param _ aws.model
---@param operation table
---@param response table
---@return table|nil fields, string|nil why
function M.error(_, operation, response)
  local document, why = M.document(operation, response)
  local body = document or {}
  local code = response.headers["x-amzn-errortype"] or body.__type or body.code or body.Code
  if type(code) ~= "string" then return nil, why or "a JSON document with an error code was expected" end
  local message = body.message or body.Message or body.errorMessage
  return {
    code = code:gsub(":.*$", ""):gsub("^.*#", ""), message = type(message) == "string" and message or nil,
    request_id = type(body.RequestId) == "string" and body.RequestId or nil,
  }
end

return M
