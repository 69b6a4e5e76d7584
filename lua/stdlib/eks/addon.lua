-- A managed add-on: what EKS says of it, its configuration as a table, and the schema that bounds it.
local json = require "json"
local yaml = require "yaml"
local failure = require "failure"

local M = {}

---The add-on, or nil when the cluster manages the software itself.
---@param cluster table
---@param name string
---@return table|nil
function M.addon(cluster, name)
  local answer, why = cluster.eks:try("describe_addon", { clusterName = cluster.name, addonName = name })
  if answer then return answer.addon end
  if why.code == "ResourceNotFoundException" then return nil end
  error(why, 0)
end

---The configuration of an add-on as a table; EKS takes JSON and YAML.
---@param addon table
---@return table
function M.configuration(addon)
  local text = addon.configurationValues
  if not text or text:match("^%s*$") then return {} end
  local values, why = json.decode(text)
  if not values then values, why = yaml.decode(text) end
  if type(values) ~= "table" then
    failure.raise{ code = "addon_configuration", message = ("the configuration of add-on %s cannot be read: %s")
      :format(addon.addonName, tostring(why)), hint = "correct its configurationValues first" }
  end
  return values
end

---The JSON schema that bounds the configuration of the version that is installed. Raises when it cannot be read.
---@param cluster table
---@param addon table
---@return table|boolean
function M.schema(cluster, addon)
  local answer = cluster.eks:describe_addon_configuration{ addonName = addon.addonName,
    addonVersion = addon.addonVersion }
  local schema, why = json.decode(answer.configurationSchema or "")
  if schema == nil then
    failure.raise{ code = "addon_schema", message = ("the schema of add-on %s %s is no JSON: %s")
      :format(addon.addonName, addon.addonVersion, tostring(why)) }
  end
  return schema
end

return M
