-- The token that EKS takes for an AWS identity: a presigned sts:GetCallerIdentity that names the cluster.
-- The server takes it for 15 minutes; it is made anew after 13, so a long watch or drain never runs out of it.
local credential = require "k8s.credential"
local secret = require "secret"
local sigv4 = require "sigv4"
local world = require "world"

local M = {}

local PREFIX <const> = "k8s-aws-v1."
local RENEW_AFTER <const> = 13 * 60
local REMEDY <const> = "the role or user needs an EKS access entry (or a line in the ConfigMap aws-auth); check also "
  .. "that the clock is right and that the credentials are of the cluster's account"
local EXPIRES <const> = 60 -- the server looks at the date only and wants this to be 0..900

--- Makes a token.
---@param options table `{cluster=, region=, suffix=, credentials=, time=}`
---@return userdata secret
function M.make(options)
  local url, err = sigv4.presign {
    method = "GET", service = "sts", region = options.region, credentials = options.credentials,
    url = ("https://sts.%s.%s/?Action=GetCallerIdentity&Version=2011-06-15"):format(options.region, options.suffix),
    headers = { ["x-k8s-aws-id"] = options.cluster },
    expires = EXPIRES, time = options.time, secret = true,
  }
  if not url then error(err, 0) end
  return secret.concat(PREFIX, secret.base64url(url))
end

--- A credential that makes tokens for a cluster from AWS credentials, which it asks for each time.
---@param options table `{cluster=, region=, suffix=, source=, credentials=function() -> credentials,
---  clock=function() -> seconds by which the services' clock is ahead}`
---@return table
function M.credential(options)
  local renewing = credential.renewing(options.source, function()
    local now = world.now()
    local credentials = options.credentials()
    local renew_at = now + RENEW_AFTER
    -- A token dies with the session that signed it.
    local session_end = tonumber(credentials.expiration)
    if session_end then renew_at = math.min(renew_at, math.max(session_end - 60, now + 5)) end
    return {
      renew_at = renew_at,
      source = ("%s: %s, access key %s"):format(options.source, credentials.source or "given credentials",
        credentials.access_key_id),
      token = M.make {
        cluster = options.cluster, region = options.region, suffix = options.suffix, credentials = credentials,
        -- by the services' clock, as far as an answer has told that ours is off
        time = now + (options.clock and options.clock() or 0),
      },
    }
  end)
  renewing.remedy = REMEDY
  return renewing
end

return M
