-- EC2's own form of the query protocol: names with a capital, flat lists, empty lists left out.
local query = require "aws.serialise.query"

local M = {}

local dialect = {}

function dialect.member(member)
  if member.query then return member.query end
  local name = member.wire or member.name
  return name:sub(1, 1):upper() .. name:sub(2)
end

function dialect.list(_, _, _, value, prefix)
  return #value > 0 and prefix or nil
end

---@param model aws.model
---@param operation table
---@param params table
---@return table request {method=, path=, headers=, body=}
function M.request(model, operation, params)
  return query.request(model, operation, params, dialect)
end

return M
