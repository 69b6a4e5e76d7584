-- An answer that is not what its service or its content type promises: named as such, with its first words.
local failure = require "failure"
local secret = require "secret"

local M = {}

---@param response table {status=, headers=, body=}
---@return string
function M.describe(response)
  local kind = response.headers["content-type"]
  local body = response.body
  local text = kind and ("content type %s"):format(kind) or "no content type"
  if secret.is(body) then return text end
  if not body or body == "" then return text .. ", empty" end
  local start = body:sub(1, 80):gsub("%c+", " "):gsub("[\x80-\xff]", "?")
  return ("%s, %d bytes that begin with: %s"):format(text, #body, start)
end

---@param response table
---@param why string what was expected and what is wrong
---@return table failure
function M.new(response, why)
  return failure.new {
    code = "MalformedAnswer", status = response.status, body_problem = true,
    message = ("the answer cannot be read: %s (%s)"):format(why, M.describe(response)),
    hint = "something between here and the service may have answered: check the endpoint and the proxy settings",
  }
end

return M
