-- Keys of a role from a sign-in that the AWS command line made (aws sso login) and keeps in its cache.
local failure = require "failure"
local json = require "json"
local sha1 = require "aws.credentials.sha1"
local time = require "aws.time"
local world = require "world"

local M = {}

local function fail(profile, text, hint)
  failure.raise { code = "SignInNeeded", message = ("single sign-on of profile %s: %s"):format(profile.name, text),
    hint = hint or ("run: aws sso login --profile %s"):format(profile.name) }
end

-- Start URL, region and the name under which the sign-in is cached.
local function session_of(settings, profile)
  local name = profile:get("sso_session")
  if not name then return profile:get("sso_start_url"), profile:get("sso_region"), profile:get("sso_start_url") end
  local section = settings.files.config["sso-session " .. name]
  if not section then
    fail(profile, ("there is no [sso-session %s] in %s"):format(name, settings.files.config_path), "add it")
  end
  return section.sso_start_url, section.sso_region, name
end

local function sign_in(profile, cached_as)
  local path = ("%s/.aws/sso/cache/%s.json"):format(world.getenv("HOME") or "", sha1.hex(cached_as))
  local text = world.read_file(path, { secret = true, limit = 1 << 20 })
  if not text then fail(profile, "there is no sign-in in " .. path) end
  local document, bad = json.decode(text, { secret = { "accessToken", "refreshToken", "clientSecret" } })
  if type(document) ~= "table" or not document.accessToken then
    fail(profile, ("%s is no sign-in%s"):format(path, bad and ": " .. bad.message or ""))
  end
  local ends = type(document.expiresAt) == "string" and time.parse(document.expiresAt)
  if not ends or ends <= world.now() then fail(profile, "the sign-in has expired") end
  return document.accessToken
end

---@param settings aws.config
---@param profile table
---@return aws.credentials|nil, string|nil why
function M.load(settings, profile)
  local account, role = profile:get("sso_account_id"), profile:get("sso_role_name")
  if not account and not role and not profile:get("sso_session") then
    return nil, ("profile %s has no sso_session or sso_account_id"):format(profile.name)
  end
  local start_url, region, cached_as = session_of(settings, profile)
  for name, value in pairs { sso_account_id = account or false, sso_role_name = role or false,
    sso_start_url = start_url or false, sso_region = region or false } do
    if not value then fail(profile, name .. " is missing", "complete the profile, or run: aws configure sso") end
  end
  local client = require("aws.client").new("sso", {
    profile = settings.profile_chosen and settings.profile or nil, region = region,
    credentials = { get = function() end, source = "a sign-in" },
  })
  local keys = client:get_role_credentials {
    roleName = role, accountId = account, accessToken = sign_in(profile, cached_as),
  }.roleCredentials
  if not keys or not keys.accessKeyId then fail(profile, "the portal answered without keys") end
  return {
    access_key_id = keys.accessKeyId, secret_access_key = keys.secretAccessKey, session_token = keys.sessionToken,
    expiration = keys.expiration and keys.expiration / 1000,
    source = ("sign-in of profile %s, role %s in %s"):format(profile.name, role, account),
  }
end

return M
