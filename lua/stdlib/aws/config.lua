-- What a client is set up with: explicit options, then the command line's (task context `aws_options`), then the
-- environment, then the profile in the shared files. Every value remembers where it came from, for messages.
local failure = require "failure"
local nearest = require "nearest"
local profiles = require "aws.profiles"
local task = require "task"
local env = require "aws.variable"

local M = {}

---@class aws.config
---@field profile string
---@field profile_source string|nil how it was chosen; nil for the default one
---@field region string|nil
---@field region_source string|nil
local Config = {}
Config.__index = Config

---The same configuration as if no profile had been chosen explicitly: for `credential_source = Environment`.
---@return aws.config
function Config:without_profile()
  return setmetatable({ profile_chosen = false }, { __index = self })
end

---The configuration with the files read again: keys may have been renewed by another program.
---@return aws.config
function Config:reload()
  return setmetatable({ files = profiles.read() }, { __index = self })
end

-- A variable of the environment, else the profile's key; and where it was found.
function Config:setting(variable, key)
  local value = env(variable)
  if value then return value, variable end
  value = self.chosen:get(key)
  if value then return value, ("profile %s"):format(self.profile) end
end

function Config:flag(variable, key)
  local value, source = self:setting(variable, key)
  if not value then return false end
  local lower = value:lower()
  if lower == "true" or lower == "false" then return lower == "true" end
  failure.raise { code = "ConfigMalformed", hint = "correct or unset it",
    message = ("%s (%s) must be true or false, not '%s'"):format(key, source, value) }
end

local function whole(value, source, name)
  if not value then return nil end
  local n = math.tointeger(tonumber(value))
  if not n or n < 1 then
    failure.raise { code = "ConfigMalformed", hint = "correct or unset it",
      message = ("%s (%s) must be a positive whole number, not '%s'"):format(name, source, tostring(value)) }
  end
  return n
end

---The endpoint that replaces the service's own, and where it is configured; nil if none is.
---@param model aws.model
---@return string|nil url, string|nil source
function Config:endpoint_override(model)
  if self.endpoint_url then return self.endpoint_url, self.endpoint_source end
  if self:flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls") then return nil end
  local variable = "AWS_ENDPOINT_URL_" .. model.id:upper()
  local url = env(variable)
  if url then return url, variable end
  url = env("AWS_ENDPOINT_URL")
  if url then return url, "AWS_ENDPOINT_URL" end
  local services = self.chosen:get("services")
  if services then
    local section = self.files.config["services " .. services]
    local own = section and section[model.id:lower()]
    if type(own) == "table" and own.endpoint_url then
      return own.endpoint_url, ("[services %s] in %s"):format(services, self.files.config_path)
    end
  end
  url = self.chosen:get("endpoint_url")
  if url then return url, ("endpoint_url of profile %s"):format(self.profile) end
end

local function choose_profile(config, options, context)
  if options.profile then
    config.profile, config.profile_source, config.profile_chosen = options.profile, "profile=", true
  elseif context.profile then
    config.profile, config.profile_source, config.profile_chosen = context.profile, "--profile", true
  else
    for _, variable in ipairs { "AWS_PROFILE", "AWS_DEFAULT_PROFILE" } do
      if not config.profile and env(variable) then config.profile, config.profile_source = env(variable), variable end
    end
    config.profile = config.profile or "default"
  end
  local files = config.files
  config.chosen = files:profile(config.profile)
  if config.profile_source and not config.chosen:exists() then
    failure.raise {
      code = "NoProfile", hint = "choose one that exists, or add it",
      message = ("there is no profile '%s' (%s) in %s or %s%s"):format(config.profile, config.profile_source,
        files.config_path, files.credentials_path, nearest.hint(config.profile, files:names())),
    }
  end
end

local function choose_region(config, options, context)
  if options.region then
    config.region, config.region_source = options.region, "region="
  elseif context.region then
    config.region, config.region_source = context.region, "--region"
  else
    config.region, config.region_source = config:setting("AWS_REGION", "")
    if not config.region then
      config.region, config.region_source = config:setting("AWS_DEFAULT_REGION", "region")
    end
  end
end

local known_options = { "profile", "region", "endpoint_url", "credentials", "retry_mode", "max_attempts",
  "connect_timeout", "idle_timeout" }

local is_known = {}
for _, name in ipairs(known_options) do is_known[name] = true end

local function check_options(options)
  if type(options) ~= "table" then
    failure.raise { code = "InvalidOptions", hint = 'write for instance aws.ec2{region = "cn-north-1"}',
      message = ("options are a table, not %s"):format(type(options)) }
  end
  for name, value in pairs(options) do
    if not is_known[name] then
      failure.raise { code = "InvalidOptions", hint = "options are " .. table.concat(known_options, ", "),
        message = ("unknown option '%s'%s"):format(tostring(name), nearest.hint(tostring(name), known_options)) }
    end
    local numeric = name:find("_timeout$") or name == "max_attempts"
    local wanted = name == "credentials" and "table" or numeric and "number" or "string"
    if type(value) ~= wanted then
      failure.raise { code = "InvalidOptions", hint = "correct it",
        message = ("option '%s' must be a %s, not %s"):format(name, wanted, type(value)) }
    end
  end
end

---Resolves the configuration of a client.
---@param options table|nil {profile=, region=, endpoint_url=, ...}
---@return aws.config
function M.load(options)
  options = options or {}
  check_options(options)
  local context = task.context().aws_options or {}
  local config = setmetatable({ files = profiles.read() }, Config)
  choose_profile(config, options, context)
  choose_region(config, options, context)
  config.endpoint_url = options.endpoint_url or context.endpoint_url
  config.endpoint_source = options.endpoint_url and "endpoint_url=" or "--endpoint-url"
  config.use_fips = config:flag("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint")
  config.use_dualstack = config:flag("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint")
  config.ca_bundle, config.ca_source = config:setting("AWS_CA_BUNDLE", "ca_bundle")
  local mode, mode_source = config:setting("AWS_RETRY_MODE", "retry_mode")
  config.retry_mode = (options.retry_mode or mode or "standard"):lower()
  config.retry_source = options.retry_mode and "retry_mode=" or mode_source
  local attempts, source = config:setting("AWS_MAX_ATTEMPTS", "max_attempts")
  config.max_attempts = whole(options.max_attempts or attempts, source or "max_attempts=", "max_attempts")
  return config
end

return M
