-- The query protocol (STS, IAM, Auto Scaling): parameters flattened into a form, lists as `.member.N`.
local form = require "aws.serialise.form"
local json = require "json"
local scalar = require "aws.serialise.scalar"
local structure = require "aws.structure"

local M = {}

-- What EC2 does differently is in these three; see serialise/ec2.lua.
M.dialect = {}

function M.dialect.member(member) return member.wire or member.name end

-- The prefix of a list's elements; nil when the list is empty and has been dealt with.
function M.dialect.list(walk, shape, ref, value, prefix)
  if #value == 0 then
    walk:put(prefix, "")
    return nil
  end
  if not ref.flat then return prefix .. "." .. (shape.element.wire or "member") end
  if not shape.element.wire then return prefix end
  return (prefix:gsub("[^.]+$", shape.element.wire))
end

local Walk = {}
Walk.__index = Walk

function Walk:put(name, value) self.pairs[#self.pairs + 1] = { name, value } end

function Walk:value(ref, value, prefix)
  local shape = self.model:type_of(ref)
  local container = self[shape.kind]
  if container then return container(self, shape, ref, value, prefix) end
  self:put(prefix, scalar.text(shape, ref, value, "iso8601"))
end

function Walk:struct(shape, _, value, prefix)
  local members = {}
  for name, given in pairs(value) do
    if given ~= json.null then members[#members + 1] = shape.by_name[name] or nil end
  end
  for _, member in ipairs(structure.sort(members)) do
    local name = self.dialect.member(member)
    self:value(member, value[member.name], prefix == "" and name or prefix .. "." .. name)
  end
end

function Walk:list(shape, ref, value, prefix)
  local head = self.dialect.list(self, shape, ref, value, prefix)
  for i = 1, head and #value or 0 do self:value(shape.element, value[i], head .. "." .. i) end
end

function Walk:map(shape, ref, value, prefix)
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys)
  local head = ref.flat and prefix or prefix .. ".entry"
  for i, key in ipairs(keys) do
    local place = head .. "." .. i .. "."
    self:value(shape.key, key, place .. (shape.key.wire or "key"))
    self:value(shape.value, value[key], place .. (shape.value.wire or "value"))
  end
end

---@param model aws.model
---@param operation table
---@param params table
---@param dialect table|nil
---@return table request {method=, path=, headers=, body=}
function M.request(model, operation, params, dialect)
  local walk = setmetatable({ model = model, pairs = {}, dialect = dialect or M.dialect }, Walk)
  walk:put("Action", operation.name)
  walk:put("Version", model.version)
  if operation.input then walk:struct(model:shape(operation.input), nil, params, "") end
  return {
    method = operation.method, path = operation.uri, body = form.encode(walk.pairs),
    headers = { ["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8" },
  }
end

return M
