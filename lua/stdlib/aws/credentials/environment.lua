-- Credentials from the environment; not asked when a profile was chosen explicitly.
local failure = require "failure"
local secret = require "secret"
local time = require "aws.time"
local env = require "aws.variable"

local M = {}

---@param settings aws.config
---@return aws.credentials|nil, string|nil why
function M.load(settings)
  if settings.profile_chosen then
    return nil, ("not asked, since the profile was chosen by %s"):format(settings.profile_source)
  end
  local id, key = env "AWS_ACCESS_KEY_ID", env "AWS_SECRET_ACCESS_KEY"
  if not id and not key then return nil, "AWS_ACCESS_KEY_ID is not set" end
  if not id or not key then
    failure.raise {
      code = "PartialCredentials",
      message = id and "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not"
        or "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not",
      hint = "set both or neither",
    }
  end
  local token = env "AWS_SESSION_TOKEN" or env "AWS_SECURITY_TOKEN"
  local expiration = env "AWS_CREDENTIAL_EXPIRATION"
  return {
    access_key_id = id, secret_access_key = secret.new(key), session_token = token and secret.new(token),
    expiration = expiration and time.parse(expiration) or nil, source = "environment",
  }
end

return M
