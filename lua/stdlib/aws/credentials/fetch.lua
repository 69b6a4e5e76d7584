-- Temporary keys as JSON from an address of the platform: what containers and instances have in common.
local json = require "json"
local time = require "aws.time"
local world = require "world"

local M = {}

---One request, tried a few times; nil and why when there is no good answer.
---@param request table {method=, url=, headers=, timeout=, tries=, secret=}
---@return table|nil response, string|nil why
function M.request(request)
  local why
  for _ = 1, request.tries do
    local response, err = world.request {
      method = request.method or "GET", url = request.url, headers = request.headers, timeout = request.timeout,
      connect_timeout = request.timeout, max_body = 65536, secret_body = request.secret, proxy = "",
    }
    if response and response.status == 200 then return response end
    why = response and ("%s answered with status %d"):format(request.url, response.status)
      or ("no answer from %s: %s"):format(request.url, err.message)
    if response and response.status < 500 then return nil, why, response.status end
  end
  return nil, why
end

---Reads the keys of an answer.
---@param body string|userdata
---@param source string
---@return aws.credentials|nil, string|nil why
function M.read(body, source)
  local document, why = json.decode(body, { secret = { "SecretAccessKey", "Token" } })
  if type(document) ~= "table" then return nil, why and why.message or "the answer is no JSON object" end
  if document.Code and document.Code ~= "Success" then return nil, "it says " .. tostring(document.Code) end
  if not document.AccessKeyId or not document.SecretAccessKey then return nil, "the answer has no keys" end
  return {
    access_key_id = document.AccessKeyId, secret_access_key = document.SecretAccessKey,
    session_token = document.Token ~= json.null and document.Token or nil,
    expiration = type(document.Expiration) == "string" and time.parse(document.Expiration) or nil, source = source,
  }
end

return M
