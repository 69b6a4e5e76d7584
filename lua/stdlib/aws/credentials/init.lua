-- Credentials: the chain of places where they may be, and an object that keeps them fresh.
-- A place that is not set up is passed over with its reason; one that is set up but fails ends the search.
local failure = require "failure"
local secret = require "secret"
local task = require "task"
local world = require "world"

local M = {}

---@class aws.credentials
---@field access_key_id string
---@field secret_access_key string|userdata
---@field session_token string|userdata|nil
---@field expiration number|nil seconds since the epoch
---@field source string for messages

-- In the order in which botocore asks. `own_profile`: belongs to the selected profile.
local chain = {
  { name = "environment", load = "aws.credentials.environment" },
  { name = "role of the profile", load = "aws.credentials.assume_role" },
  { name = "web identity", load = "aws.credentials.web_identity" },
  { name = "single sign-on", load = "aws.credentials.sso" },
  { name = "credentials file", load = "aws.credentials.credentials_file" },
  { name = "credential process", load = "aws.credentials.process" },
  { name = "config file", load = "aws.credentials.config_file" },
  { name = "container", load = "aws.credentials.container" },
  { name = "instance metadata", load = "aws.credentials.imds" },
}

---Searches the chain once.
---@param settings aws.config
---@return aws.credentials
function M.search(settings)
  local tried = {}
  local profile = settings.files:profile(settings.profile)
  for _, place in ipairs(chain) do
    local found, why = require(place.load).load(settings, profile)
    if found then return found end
    tried[#tried + 1] = ("%s: %s"):format(place.name, why)
  end
  failure.raise {
    code = "NoCredentials", tried = tried,
    message = "no AWS credentials found. Tried " .. table.concat(tried, "; "),
    hint = "choose a profile (AWS_PROFILE or --profile), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
  }
end

---@class aws.credentials.provider
---@field source string|nil where the current credentials came from
local Provider = {}
Provider.__index = Provider

-- Credentials are renewed early enough to survive the longest single call, but not on every call of a short session.
local function renew_at(current)
  if not current.expiration then return math.huge end
  local lifetime = current.expiration - current.obtained
  return current.expiration - math.min(600, lifetime / 4)
end

-- Marks the search as over, also when the task that makes it is closed in the middle.
local searching = { __close = function(mark) mark.provider.busy = false end }

function Provider:load()
  local mark <close> = setmetatable({ provider = self }, searching) -- luacheck: ignore 211
  self.busy = true
  local good, found = pcall(self.find)
  if not good then return nil, found end
  found.obtained = world.now()
  if found.expiration and found.expiration <= found.obtained then
    return nil, failure.new {
      code = "ExpiredToken", message = ("the credentials of %s have expired %.0f s ago"):format(found.source,
        found.obtained - found.expiration), hint = "sign in again or renew them",
    }
  end
  self.current, self.source = found, found.source
  return found
end

---Credentials that are valid now; renewed in time, by one task for all.
---@return aws.credentials
function Provider:get()
  while self.busy do
    if self.current and (self.current.expiration or math.huge) > world.now() then return self.current end
    task.sleep(0.02)
  end
  local current, now = self.current, world.now()
  if current and now < math.max(renew_at(current), self.not_before or 0) then return current end
  local found, why = self:load()
  if found then return found end
  if current and (current.expiration or 0) > now + 30 then
    self.not_before = now + 30 -- the old ones still work; a sick token service is not asked on every call
    return current
  end
  error(why, 0)
end

---Drops credentials that the service called expired and looks for others.
---@return boolean found whether there are different ones now
function Provider:renew()
  local old = self.current
  if self.fixed or not old then return false end
  local found = self:load()
  if not found then
    self.current = old
    return false
  end
  return found.access_key_id ~= old.access_key_id or not secret.equal(found.secret_access_key, old.secret_access_key)
    or (found.session_token ~= nil and not (old.session_token and secret.equal(found.session_token, old.session_token)))
end

---Wraps a function that finds credentials.
---@param find fun(): aws.credentials
---@return aws.credentials.provider
function M.new(find) return setmetatable({ find = find }, Provider) end

local function fixed(given)
  for _, name in ipairs { "access_key_id", "secret_access_key" } do
    if type(given[name]) ~= "string" and not secret.is(given[name]) then
      failure.raise { code = "InvalidOptions", message = ("credentials: '%s' must be text or a secret"):format(name),
        hint = "they are {access_key_id=, secret_access_key=, session_token=}" }
    end
  end
  given.source = given.source or "given by the program"
  local provider = { current = given, source = given.source, fixed = true }
  function provider.get() return given end
  return setmetatable(provider, Provider)
end

local shared = {}

---The provider for a configuration: shared by all clients that would find the same credentials.
---@param settings aws.config
---@param given aws.credentials|aws.credentials.provider|nil explicit ones
---@return aws.credentials.provider
function M.provider(settings, given)
  if given then return given.get and given or fixed(given) end
  local files = settings.files
  local key = table.concat({ settings.profile, tostring(settings.profile_chosen), settings.region or "",
    world.getenv("AWS_ACCESS_KEY_ID") or "", files.config_path or "", files.credentials_path or "" }, "\n")
  shared[key] = shared[key] or M.new(function() return M.search(settings:reload()) end)
  return shared[key]
end

return M
