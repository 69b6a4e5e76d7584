-- The AWS client: `aws.ec2{region = "cn-north-1"}` gives a client of any service that has a model.
local client = require "aws.client"
local config = require "aws.config"
local credentials = require "aws.credentials"
local failure = require "failure"
local nearest = require "nearest"
local partitions = require "aws.partitions"

local M = {}

---A client of a service by name.
---@param service string
---@param options table|nil {region=, profile=, endpoint_url=, credentials=}
---@return aws.client
function M.client(service, options) return client.new(service, options) end

---The credentials that a client would use; their secret parts are opaque.
---@param options table|nil {profile=}
---@return aws.credentials
function M.credentials(options) return credentials.provider(config.load(options)):get() end

---What a client would be set up with: profile, region, where they came from.
---@param options table|nil
---@return aws.config
function M.config(options) return config.load(options) end

---The region that clients would use, and where it is set.
---@param options table|nil {profile=, region=}
---@return string|nil region, string|nil source
function M.region(options)
  local settings = config.load(options)
  return settings.region, settings.region_source
end

---The partition of a region: {name = "aws-cn", suffix = "amazonaws.com.cn", ...}.
---@param region string|nil default: the configured one
---@return aws.partition
function M.partition(region)
  region = region or M.region()
  if not region then
    failure.raise { code = "NoRegion", message = "no AWS region is set", hint = "set AWS_REGION or pass --region" }
  end
  return (partitions.of(region))
end

---Who the credentials belong to.
---@param options table|nil
---@return table identity {account=, arn=, user_id=}
function M.identity(options)
  local answer = client.new("sts", options):get_caller_identity()
  return { account = answer.Account, arn = answer.Arn, user_id = answer.UserId }
end

---The services that have a model.
---@return string[]
function M.services() return (require "aws.models") end

return setmetatable(M, {
  __index = function(_, service)
    if type(service) ~= "string" then return nil end
    local known = pcall(require, "aws.models." .. service)
    if not known or service == "init" then
      local words = { table.unpack(M.services()) }
      for name in pairs(M) do words[#words + 1] = name end
      failure.raise { code = "UnknownService", hint = "services with a model are listed in docs/aws-operations.md",
        message = ("aws has no '%s'%s"):format(service, nearest.hint(service, words)) }
    end
    local function make(options) return client.new(service, options) end
    rawset(M, service, make)
    return make
  end,
})
