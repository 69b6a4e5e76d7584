-- REST with JSON bodies (EKS): parameters go to the path, the query string, headers and the body.
local form = require "aws.serialise.form"
local json = require "json"
local scalar = require "aws.serialise.scalar"
local tree = require "aws.serialise.tree"

local M = {}

-- `{name}` and the greedy `{name+}`, which keeps its slashes.
local function fill(uri, values)
  return (uri:gsub("{([^}+]+)(%+?)}", function(name, greedy)
    local text = form.escape(values[name])
    return greedy == "+" and text:gsub("%%2F", "/") or text
  end))
end

local places = {}

function places.uri(request, model, member, value)
  request.labels[member.wire or member.name] = scalar.text(model:type_of(member), member, value, "iso8601")
end

function places.query(request, model, member, value)
  local shape, name = model:type_of(member), member.wire or member.name
  local function put(key, ref, item)
    request.query[#request.query + 1] = { key, scalar.text(model:type_of(ref), ref, item, "iso8601") }
  end
  if shape.kind == "list" then
    for _, item in ipairs(value) do put(name, shape.element, item) end
  elseif shape.kind == "map" then
    local inner = model:type_of(shape.value)
    for key, item in pairs(value) do
      for _, one in ipairs(inner.kind == "list" and item or { item }) do
        put(key, inner.kind == "list" and inner.element or shape.value, one)
      end
    end
  else
    put(name, member, value)
  end
end

function places.header(request, model, member, value)
  local shape = model:type_of(member)
  if shape.kind == "list" then
    local items = {}
    for i, item in ipairs(value) do
      items[i] = scalar.text(model:type_of(shape.element), shape.element, item, "rfc822")
    end
    value = table.concat(items, ",")
  else
    value = scalar.text(shape, member, value, "rfc822")
  end
  request.headers[member.wire or member.name] = value
end

function places.headers(request, _, member, value)
  for key, item in pairs(value) do request.headers[(member.wire or "") .. key] = item end
end

local function body_of(model, shape, params)
  if shape.payload then
    local member = shape.by_name[shape.payload]
    local kind, given = model:type_of(member).kind, params[shape.payload]
    if kind == "blob" or kind == "str" then return given end
    return json.encode(given and tree.value(model, member, given) or json.object {}), true
  end
  for _, member in ipairs(shape.members) do
    if not member.place then return json.encode(tree.value(model, { type = shape }, params)), true end
  end
end

---@param model aws.model
---@param operation table
---@param params table
---@return table request {method=, path=, query=, headers=, body=}
function M.request(model, operation, params)
  local request = { method = operation.method, headers = {}, query = {}, labels = {} }
  local is_json
  if operation.input then
    local shape = model:shape(operation.input)
    for _, member in ipairs(shape.members) do
      local given = params[member.name]
      local present = given ~= nil and given ~= json.null
      if member.place and present then places[member.place](request, model, member, given) end
    end
    request.body, is_json = body_of(model, shape, params)
  end
  if is_json then request.headers["Content-Type"] = "application/json" end
  local path, fixed = operation.uri:match("^([^?]*)%??(.*)$")
  request.path = fill(path, request.labels)
  local query = #request.query > 0 and form.encode(request.query) or ""
  request.query = fixed .. (fixed ~= "" and query ~= "" and "&" or "") .. query
  return request
end

return M
