-- Recognises the plugin that `aws eks update-kubeconfig` writes, and makes its token without running it.
-- A command with anything unknown in it is left to the plugin itself.
local aws = require "aws"
local eks_token = require "k8s.eks_token"
local world = require "world"

local M = {}

local OPTIONS <const> = {
  ["--cluster-name"] = "cluster", ["--cluster-id"] = "cluster", ["--region"] = "region", ["--role"] = "role",
  ["--role-arn"] = "role", ["--profile"] = "profile", ["--output"] = "output",
}
local ENVIRONMENT <const> = {
  AWS_PROFILE = "profile", AWS_REGION = "region", AWS_DEFAULT_REGION = "region", AWS_STS_REGIONAL_ENDPOINTS = "ignored",
}

local function read_args(args, found)
  local words, i = {}, 1
  while i <= #args do
    local arg = tostring(args[i])
    local name, value = arg:match("^(%-%-[%w-]+)=(.*)$")
    if arg:sub(1, 2) ~= "--" then
      words[#words + 1] = arg
    else
      name = name or arg
      if not value then
        i = i + 1
        value = args[i] and tostring(args[i])
      end
      if not OPTIONS[name] or not value then return false end
      found[OPTIONS[name]] = value
    end
    i = i + 1
  end
  return table.concat(words, " ") == "eks get-token"
end

--- What an exec entry asks for, or nil when it is another command.
---@param exec table
---@return table|nil `{cluster=, region=, role=, profile=}`
function M.recognise(exec)
  local command = tostring(exec.command):match("[^/\\]*$")
  if command ~= "aws" and command ~= "aws.exe" then return nil end
  local found = {}
  for _, pair in ipairs(type(exec.env) == "table" and exec.env or {}) do
    local field = ENVIRONMENT[pair.name]
    if not field then return nil end
    found[field] = tostring(pair.value)
  end
  -- As for the aws CLI: keys in the environment win over a profile named there, not over one in the arguments.
  if found.profile and world.getenv("AWS_ACCESS_KEY_ID") then found.profile = nil end
  if not read_args(type(exec.args) == "table" and exec.args or {}, found) then return nil end
  return found.cluster and found or nil
end

local function assumed(wanted, region)
  local sts = aws.sts { region = region, profile = wanted.profile }
  local answer = sts:assume_role { RoleArn = wanted.role, RoleSessionName = "EKSGetTokenAuth" }
  local given = answer.Credentials
  return {
    access_key_id = given.AccessKeyId, secret_access_key = given.SecretAccessKey,
    session_token = given.SessionToken, expiration = given.Expiration, source = "role " .. wanted.role,
  }
end

--- A credential for what `recognise` found; `wanted.credentials` serves instead of a profile when given.
---@param wanted table
---@param source string
---@return table
function M.credential(wanted, source)
  local region = wanted.region or aws.region()
  return eks_token.credential {
    cluster = wanted.cluster, region = region, suffix = aws.partition(region).suffix,
    source = ("EKS token for cluster '%s' (%s)"):format(wanted.cluster, source),
    clock = function()
      return aws.eks { region = region, profile = wanted.profile, endpoint_url = wanted.endpoint_url }.clock.offset
    end,
    credentials = function()
      if wanted.role then return assumed(wanted, region) end
      return wanted.credentials or aws.credentials { profile = wanted.profile }
    end,
  }
end

return M
