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

-- What a node of a JSON schema stands for: itself, or what its $ref names ("#/definitions/Env").
local function resolve(schema, node)
  local reference = node and node["$ref"]
  if not reference then return node end
  local target = schema
  for part in reference:gmatch("[^#/]+") do target = target and target[part] end
  return target
end

---The names that the schema of the installed version allows under `env`, or nil when it cannot be read.
---@param cluster table
---@param addon table
---@return table<string, boolean>|nil
function M.allowed_env(cluster, addon)
  local answer = cluster.eks:try("describe_addon_configuration",
    { addonName = addon.addonName, addonVersion = addon.addonVersion })
  local schema = answer and answer.configurationSchema and json.decode(answer.configurationSchema)
  if not schema then return nil end
  local root = resolve(schema, schema)
  local definition = resolve(schema, root and root.properties and root.properties.env)
  if not (definition and definition.properties) or definition.additionalProperties ~= false then return nil end
  local allowed = {}
  for name in pairs(definition.properties) do allowed[name] = true end
  return allowed
end

return M
