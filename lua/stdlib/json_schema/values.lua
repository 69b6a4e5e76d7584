-- JSON values as Lua has them: their types by JSON's names, whether two are equal, and the path to what lies inside.
local json = require "json"

local M = {}

local ARRAY <const> = getmetatable(json.array{})

---"null", "boolean", "number", "string", "array" or "object".
---@param value any
---@return string
function M.kind(value)
  if value == json.null then return "null" end
  if type(value) ~= "table" then return type(value) end
  return (getmetatable(value) == ARRAY or value[1] ~= nil) and "array" or "object"
end

---How many members an object has.
---@param object table
---@return integer
function M.size(object)
  local n = 0
  for _ in pairs(object) do n = n + 1 end
  return n
end

---Whether two values are the same to JSON: 1 and 1.0 are, `[]` and `{}` are not.
---@param a any
---@param b any
---@return boolean
function M.equal(a, b)
  local kind = M.kind(a)
  if kind ~= M.kind(b) then return false end
  if kind ~= "array" and kind ~= "object" then return a == b end
  if M.size(a) ~= M.size(b) then return false end
  for key, item in pairs(a) do
    if b[key] == nil or not M.equal(item, b[key]) then return false end
  end
  return true
end

---The path of a member or an item: "env.MAX_ENI", "list[0]" (counted from 0, as in JSON), `limits["a/b"]`.
---@param path string
---@param key string|integer
---@return string
function M.child(path, key)
  if math.type(key) then return ("%s[%d]"):format(path, key - 1) end
  if not key:match("^[%a_][%w_-]*$") then return ("%s[%s]"):format(path, json.encode(key)) end
  return path == "" and key or path .. "." .. key
end

return M
