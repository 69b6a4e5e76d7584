-- Static keys of the profile in the shared credentials file.
local static_keys = require "aws.credentials.static_keys"

local M = {}

---@param settings aws.config
---@param profile table
---@return aws.credentials|nil, string|nil why
function M.load(settings, profile)
  return static_keys.read(profile.credentials_section, ("profile %s in %s"):format(profile.name,
    settings.files.credentials_path or "no credentials file"))
end

return M
