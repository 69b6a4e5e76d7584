-- A pair of keys in one section of a shared file.
local failure = require "failure"
local secret = require "secret"

local M = {}

local function filled(value)
  if value ~= nil and not secret.equal(value, "") then return value end
end

---@param section table|nil
---@param source string for messages
---@return aws.credentials|nil, string|nil why
function M.read(section, source)
  if not section then return nil, ("%s does not exist"):format(source) end
  local id, key = filled(section.aws_access_key_id), filled(section.aws_secret_access_key)
  if not id and not key then return nil, ("%s has no aws_access_key_id"):format(source) end
  if not id or not key then
    failure.raise { code = "PartialCredentials", hint = "give both in the same file",
      message = ("%s has only one of aws_access_key_id and aws_secret_access_key"):format(source) }
  end
  return {
    access_key_id = id, secret_access_key = key,
    session_token = filled(section.aws_session_token) or filled(section.aws_security_token), source = source,
  }
end

return M
