-- JSON 1.0 and 1.1 (Service Quotas, SSM): the operation in a header, all parameters in the body.
local json = require "json"
local tree = require "aws.serialise.tree"

local M = {}

---@param model aws.model
---@param operation table
---@param params table
---@return table request {method=, path=, headers=, body=}
function M.request(model, operation, params)
  local body = operation.input and tree.value(model, { shape = operation.input }, params) or json.object {}
  return {
    method = operation.method, path = operation.uri, body = json.encode(body),
    headers = {
      ["Content-Type"] = "application/x-amz-json-" .. model.json,
      ["X-Amz-Target"] = model.target .. "." .. operation.name,
    },
  }
end

return M
