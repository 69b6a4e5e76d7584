-- Static keys of the profile in the shared config file.
local static_keys = require "aws.credentials.static_keys"

local M = {}

---@param settings aws.config
---@param profile table
---@return aws.credentials|nil, string|nil why
function M.load(settings, profile)
  return static_keys.read(profile.config_section, ("profile %s in %s"):format(profile.name,
    settings.files.config_path or "no config file"))
end

return M
