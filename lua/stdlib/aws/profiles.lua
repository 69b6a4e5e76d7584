-- The shared files of the AWS tools: sections of ~/.aws/config and ~/.aws/credentials, and the profiles in them.
-- They are read as secrets: keys come out opaque, all else plain.
local failure = require "failure"
local ini = require "ini"
local world = require "world"

local M = {}

local secret_names = { "aws_secret_access_key", "aws_session_token", "aws_security_token" }

local function path_of(variable, default)
  local home, path = world.getenv("HOME"), world.getenv(variable)
  if not path or path == "" then path = "~/" .. default end
  if path:sub(1, 2) ~= "~/" then return path end
  return home and home .. path:sub(2) or nil
end

local function parse(path)
  local text, why = world.read_file(path, { secret = true })
  if not text and why.code == "not_found" then return {} end
  if not text then
    failure.raise { code = "ConfigUnreadable", message = why.message, hint = "check the permissions of the file" }
  end
  local sections, bad = ini.decode(text, { secret = secret_names })
  if not sections then
    failure.raise { code = "ConfigMalformed", line = bad.line, hint = "correct the file",
      message = ("%s%s: %s"):format(path, bad.line and ":" .. bad.line or "", bad.message) }
  end
  local plain = {}
  for name, section in pairs(sections) do plain[name:gsub("%s+", " "):gsub('"(.*)"', "%1")] = section end
  return plain
end

local parsed = {}

-- The sections of a file by name, without quotes; {} if there is no such file. Each client asks: a file that is still
-- the same is not read again.
local function read(path)
  if not path then return {} end
  local now, why = world.stat(path)
  if not now and why.code == "not_found" then return {} end
  if not now then return parse(path) end
  local before = parsed[path]
  if not before or before.mtime ~= now.mtime or before.size ~= now.size then
    before = { mtime = now.mtime, size = now.size, sections = parse(path) }
    parsed[path] = before
  end
  return before.sections
end

-- A profile: the credentials file counts before the config file.
---@class aws.profile
---@field name string
---@field config_section table|nil
---@field credentials_section table|nil
local Profile = {}
Profile.__index = Profile

---A plain setting.
---@param key string
---@return string|nil
function Profile:get(key)
  for _, section in ipairs { self.credentials_section or {}, self.config_section or {} } do
    local value = section[key]
    if type(value) == "string" and value ~= "" then return value end
  end
  return nil
end

---Whether any file has it.
---@return boolean
function Profile:exists()
  return self.config_section ~= nil or self.credentials_section ~= nil
end

---@class aws.profiles
---@field config table sections of the config file
---@field credentials table sections of the credentials file
---@field config_path string|nil
---@field credentials_path string|nil
local Files = {}
Files.__index = Files

---A profile by name; `exists` tells whether there is one.
---@param name string
---@return aws.profile
function Files:profile(name)
  local section = self.config["profile " .. name]
  if name == "default" then section = section or self.config.default end
  return setmetatable({ name = name, config_section = section, credentials_section = self.credentials[name] }, Profile)
end

---All profile names of both files, sorted.
---@return string[]
function Files:names()
  local seen, names = {}, {}
  local function add(name)
    if name and not seen[name] then
      seen[name] = true
      names[#names + 1] = name
    end
  end
  for name in pairs(self.config) do add(name:match("^profile (.+)$") or name == "default" and name or nil) end
  for name in pairs(self.credentials) do add(name) end
  table.sort(names)
  return names
end

---Both files as they are now.
---@return aws.profiles
function M.read()
  local config_path = path_of("AWS_CONFIG_FILE", ".aws/config")
  local credentials_path = path_of("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials")
  return setmetatable({
    config = read(config_path), config_path = config_path,
    credentials = read(credentials_path), credentials_path = credentials_path,
  }, Files)
end

return M
