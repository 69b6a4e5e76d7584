-- A role that the profile names, assumed with the credentials of another profile or of the machine.
local failure = require "failure"
local partitions = require "aws.partitions"
local task = require "task"

local M = {}

local function fail(profile, text, hint)
  failure.raise { code = "InvalidProfile", message = ("profile %s: %s"):format(profile.name, text), hint = hint }
end

local machine = {
  Environment = "aws.credentials.environment",
  EcsContainer = "aws.credentials.container",
  Ec2InstanceMetadata = "aws.credentials.imds",
}

local own_keys = { "aws.credentials.credentials_file", "aws.credentials.process", "aws.credentials.config_file" }
local other_ways = { "aws.credentials.web_identity", "aws.credentials.sso" }

local function first(places, settings, profile)
  for _, place in ipairs(places) do
    local found = require(place).load(settings, profile)
    if found then return found end
  end
end

-- The credentials of a source profile: its keys, or again a role.
local function of_profile(settings, name, seen, from)
  local profile = settings.files:profile(name)
  if not profile:exists() then
    fail(from, ("source_profile '%s' does not exist"):format(name), "correct source_profile")
  end
  local keys = first({ "aws.credentials.credentials_file" }, settings, profile)
  if name == from.name then
    return keys or first(own_keys, settings, profile)
      or fail(from, "it is its own source_profile, but has no keys", "add keys or name another profile")
  end
  for i, earlier in ipairs(seen) do
    if earlier == name then
      local loop = table.concat(seen, " -> ", i) .. " -> " .. name
      fail(from, "source_profile leads in a circle: " .. loop, "let one of them have keys of its own")
    end
  end
  seen[#seen + 1] = name
  return M.load(settings, profile, seen) or first(other_ways, settings, profile) or first(own_keys, settings, profile)
    or fail(from, ("source_profile '%s' has no credentials"):format(name), "add keys, a role or a credential_process")
end

local function source_of(settings, profile, seen)
  local name, place = profile:get("source_profile"), profile:get("credential_source")
  if name and place then fail(profile, "source_profile and credential_source exclude each other", "remove one") end
  if name then return of_profile(settings, name, seen, profile) end
  if not place then fail(profile, "role_arn needs source_profile or credential_source", "add one of them") end
  if not machine[place] then
    fail(profile, ("credential_source '%s' is not one of Environment, Ec2InstanceMetadata, EcsContainer"):format(place),
      "correct it")
  end
  local found, why = require(machine[place]).load(settings:without_profile(), profile)
  return found or fail(profile, ("credential_source %s: %s"):format(place, why), "check the machine's set-up")
end

---A client of STS in the partition of a role, when no region is set.
---@param settings aws.config
---@param role string its ARN
---@param credentials table
---@return aws.client
function M.sts(settings, role, credentials)
  local region = settings.region
  for _, partition in ipairs(partitions.list) do
    if not region and role:match("^arn:([^:]+):") == partition.name then region = partition.region end
  end
  return require("aws.client").new("sts", {
    profile = settings.profile_chosen and settings.profile or nil, region = region, credentials = credentials,
  })
end

---@param answer table with Credentials
---@param source string
---@return aws.credentials
function M.from_answer(answer, source)
  local c = answer.Credentials
  if not c or not c.AccessKeyId or not c.SecretAccessKey then
    failure.raise { code = "MalformedAnswer", message = source .. ": STS answered without credentials" }
  end
  return {
    access_key_id = c.AccessKeyId, secret_access_key = c.SecretAccessKey, session_token = c.SessionToken,
    expiration = c.Expiration, source = source,
  }
end

---@param settings aws.config
---@param profile table
---@param seen string[]|nil profiles on the way here
---@return aws.credentials|nil, string|nil why
function M.load(settings, profile, seen)
  local role = profile:get("role_arn")
  if not role then return nil, ("profile %s has no role_arn"):format(profile.name) end
  if profile:get("web_identity_token_file") then return nil, "the profile uses a web identity" end
  if profile:get("mfa_serial") then
    fail(profile, "its role needs an MFA code, which is not asked for here",
      "sign in with the aws command line and use its temporary keys, or a credential_process")
  end
  local source = source_of(settings, profile, seen or { profile.name })
  local duration = profile:get("duration_seconds")
  local answer = M.sts(settings, role, source):assume_role {
    RoleArn = role, RoleSessionName = profile:get("role_session_name") or ("perigee-%d"):format(task.now() // 1),
    ExternalId = profile:get("external_id"), DurationSeconds = duration and (tonumber(duration) or duration),
  }
  return M.from_answer(answer, ("role %s of profile %s, by %s"):format(role, profile.name, source.source))
end

return M
