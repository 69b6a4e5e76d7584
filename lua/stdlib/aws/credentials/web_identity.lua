-- A role assumed with a token that the platform gives (for instance a Kubernetes service account).
local assume_role = require "aws.credentials.assume_role"
local failure = require "failure"
local secret = require "secret"
local task = require "task"
local env = require "aws.variable"
local world = require "world"

local M = {}

---@param settings aws.config
---@param profile table
---@return aws.credentials|nil, string|nil why
function M.load(settings, profile)
  local file, role = env "AWS_WEB_IDENTITY_TOKEN_FILE", env "AWS_ROLE_ARN"
  local name, place = env "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE"
  if not file or settings.profile_chosen then
    file, role = profile:get("web_identity_token_file"), profile:get("role_arn")
    name, place = profile:get("role_session_name"), ("profile %s"):format(profile.name)
  end
  if not file then return nil, "AWS_WEB_IDENTITY_TOKEN_FILE is not set, nor web_identity_token_file in the profile" end
  if not role then
    failure.raise { code = "PartialCredentials", message = ("%s names a token file but there is no role"):format(place),
      hint = "set AWS_ROLE_ARN or role_arn" }
  end
  local token, why = world.read_file(file, { secret = true, limit = 65536 })
  if not token then
    failure.raise { code = "ConfigUnreadable", hint = "check the file and its permissions",
      message = ("cannot read the web identity token %s (%s): %s"):format(file, place, why.message) }
  end
  local answer = assume_role.sts(settings, role, { get = function() end, source = "a web identity token" })
    :assume_role_with_web_identity {
      RoleArn = role, RoleSessionName = name or ("perigee-%d"):format(task.now() // 1),
      WebIdentityToken = secret.trim(token),
    }
  return assume_role.from_answer(answer, ("web identity %s, role %s"):format(file, role))
end

return M
