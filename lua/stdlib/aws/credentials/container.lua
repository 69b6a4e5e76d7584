-- Credentials of the container's task or pod (ECS, EKS Pod Identity).
local failure = require "failure"
local fetch = require "aws.credentials.fetch"
local secret = require "secret"
local env = require "aws.variable"
local world = require "world"

local M = {}

-- Plain http only to addresses that cannot leave the machine.
local function allowed(url)
  if url:find("^https://") then return true end
  local host = url:match("^http://(%[[^%]]*%])") or url:match("^http://([^/:?#]+)")
  if not host then return false end
  return host == "localhost" or host:find("^127%.%d+%.%d+%.%d+$") ~= nil or host == "169.254.170.2"
    or host == "169.254.170.23" or host == "[fd00:ec2::23]" or host == "[::1]"
end

local function fail(text, hint)
  failure.raise { code = "ContainerCredentialsFailed", message = "container credentials: " .. text, hint = hint }
end

local function token()
  local file = env "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
  if file then
    local text, why = world.read_file(file, { secret = true, limit = 65536 })
    if not text then fail(("cannot read %s: %s"):format(file, why.message), "check the file and its permissions") end
    return secret.trim(text)
  end
  local text = env "AWS_CONTAINER_AUTHORIZATION_TOKEN"
  if not text then return nil end
  if text:find("[\r\n]") then fail("AWS_CONTAINER_AUTHORIZATION_TOKEN holds a line break", "set it again") end
  return secret.new(text)
end

---@return aws.credentials|nil, string|nil why
function M.load()
  local relative, url = env "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", env "AWS_CONTAINER_CREDENTIALS_FULL_URI"
  if relative then url = "http://169.254.170.2" .. relative end
  if not url then return nil, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set" end
  if not allowed(url) then
    fail(("%s is neither https nor an address of this machine"):format(url), "correct the variable")
  end
  local response, why = fetch.request { url = url, headers = { Authorization = token() }, timeout = 2, tries = 3,
    secret = true }
  if not response then fail(why, "check the agent that serves them") end
  local found, bad = fetch.read(response.body, "container " .. url)
  return found or fail(bad, "check the agent that serves them")
end

return M
