-- Credentials of the instance's role, from the metadata service of the machine.
local failure = require "failure"
local fetch = require "aws.credentials.fetch"
local env = require "aws.variable"

local M = {}

local function is_true(name) return (env(name) or ""):lower() == "true" end

local function base()
  local given = env "AWS_EC2_METADATA_SERVICE_ENDPOINT"
  if given then return (given:gsub("/+$", "")) end
  local six = (env "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE" or ""):lower() == "ipv6"
  return six and "http://[fd00:ec2::254]" or "http://169.254.169.254"
end

local function fail(text)
  failure.raise { code = "InstanceCredentialsFailed", message = "instance metadata: " .. text,
    hint = "check the instance's role, or set AWS_EC2_METADATA_DISABLED=true to leave it out" }
end

---@return aws.credentials|nil, string|nil why
function M.load()
  if is_true "AWS_EC2_METADATA_DISABLED" then return nil, "AWS_EC2_METADATA_DISABLED is set" end
  local url = base()
  local timeout = tonumber(env "AWS_METADATA_SERVICE_TIMEOUT") or 1
  local tries = math.tointeger(tonumber(env "AWS_METADATA_SERVICE_NUM_ATTEMPTS")) or 1
  local session, why, status = fetch.request {
    method = "PUT", url = url .. "/latest/api/token", timeout = timeout, tries = tries, secret = true,
    headers = { ["x-aws-ec2-metadata-token-ttl-seconds"] = "21600" },
  }
  if not session and (not status or is_true "AWS_EC2_METADATA_V1_DISABLED") then return nil, why end
  local headers = { ["x-aws-ec2-metadata-token"] = session and session.body }
  local place = url .. "/latest/meta-data/iam/security-credentials/"
  local role, no_role = fetch.request { url = place, headers = headers, timeout = timeout, tries = tries }
  if not role then return nil, no_role end
  local name = role.body:match("^%s*(%S+)")
  if not name then return nil, "the instance has no role" end
  local keys, no_keys = fetch.request { url = place .. name, headers = headers, timeout = timeout, tries = tries,
    secret = true }
  if not keys then fail(no_keys) end
  local found, bad = fetch.read(keys.body, "role " .. name .. " of this instance")
  return found or fail(bad)
end

return M
