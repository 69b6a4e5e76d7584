-- Parts of aws-node that somebody has set past a managed add-on. An update of the add-on with OVERWRITE gives them
-- EKS's values again, in the middle of a run. What its configuration has a key for must be there first, where it stays;
-- the rest is named. Variables of the main container that it lacks are carried over (cni.configuration).
local json = require "json"
local addons = require "eks.addon"
local aws_node = require "cni.aws_node"
local fields = require "cni.fields"
local json_schema = require "json_schema"
local reading = require "reading"
local values = require "json_schema.values"

local M = {}

local KEYS <const> = {
  ["tolerations"] = { "tolerations" },
  ["affinity"] = { "affinity" },
  ["containers/aws-node/resources"] = { "resources" },
  ["containers/aws-node/livenessProbe/timeoutSeconds"] = { "livenessProbeTimeoutSeconds" },
  ["containers/aws-node/readinessProbe/timeoutSeconds"] = { "readinessProbeTimeoutSeconds" },
  ["containers/aws-eks-nodeagent/resources"] = { "nodeAgent", "resources" },
}
local VARIABLES <const> = { ["containers/aws-node/env"] = { "env" },
                            ["initContainers/aws-vpc-cni-init/env"] = { "init", "env" } }

-- The key of the configuration that holds a part, and the part's value; nil where there is no such key.
local function key_of(daemon_set, part)
  local value = fields.value(daemon_set, part)
  local variables = part[4] and VARIABLES[table.concat(part, "/", 1, 3)]
  if not variables then return KEYS[table.concat(part, "/")], value end
  if not value or value.valueFrom then return nil, value end
  local key = table.move(variables, 1, #variables, 1, {})
  key[#key + 1] = part[4]
  return key, value.value or ""
end

local function set(configuration, key, value)
  for i = 1, #key - 1 do
    if type(configuration[key[i]]) ~= "table" then configuration[key[i]] = {} end
    configuration = configuration[key[i]]
  end
  configuration[key[#key]] = value
end

-- Whether the schema takes one more key; where it cannot be read, this is left to EKS.
local function takes(schema, addon, key, value)
  if schema == nil then return true end
  local before = #json_schema.check(schema, addons.configuration(addon))
  local with = addons.configuration(addon)
  set(with, key, value)
  return #json_schema.check(schema, with) <= before
end

local function shown(part)
  if not part[2] then return part[1] end
  return table.concat(part, ".", 3) .. " of " .. part[2]
end

---What is set past the add-on: what its configuration can hold, with its keys, and names of what it cannot.
---@param daemon_set table
---@param addon table
---@param schema table|boolean|nil
---@return {key: string[], value: any}[] held, string[] lost
function M.parts(daemon_set, addon, schema)
  local held, lost, configuration = {}, {}, addons.configuration(addon)
  for _, part in ipairs(fields.by_others(daemon_set)) do
    local key, value = key_of(daemon_set, part)
    local kept = key and fields.below(configuration, key)
    -- a variable that the configuration lacks is carried over, and the two of the switch are set by the run
    local carried = key and key[1] == "env" and (kept == nil or part[4] == aws_node.FLAG or part[4] == aws_node.LABEL)
    if value ~= nil and not carried and not (kept ~= nil and values.equal(kept, value)) then
      if key and takes(schema, addon, key, value) then
        held[#held + 1] = { key = key, value = value }
      else
        lost[#lost + 1] = shown(part)
      end
    end
  end
  return held, lost
end

---Refuses while an update of the add-on would reset what its configuration could hold, with the command that keeps it;
---and warns of what it will reset.
---@param cluster table
---@param is_on fun(): boolean whether the switch is on already: then no update is sent
---@return table kept, table reset checks
function M.checks(cluster, is_on)
  local function before_update(test)
    return function()
      local addon, daemon_set = cluster.vpc_cni, cluster.aws_node
      if not addon or not daemon_set then return true end
      local held, lost = M.parts(daemon_set, addon, (reading.try(cluster, "vpc_cni_schema")))
      if #held + #lost == 0 or is_on() then return true end
      return test(addon, held, lost)
    end
  end
  local rule = "what was set by hand on aws-node is in the add-on's configuration before the add-on is updated"
  return { name = "aws-node by hand", rule = rule, test = before_update(function(addon, held)
    if #held == 0 then return true end
    local whole, keys = addons.configuration(addon), {}
    for i, part in ipairs(held) do
      keys[i] = table.concat(part.key, ".")
      set(whole, part.key, part.value)
    end
    table.sort(keys)
    return false, ("%s of aws-node were set by hand: the update of add-on vpc-cni (OVERWRITE) would reset them")
      :format(table.concat(keys, ", ")),
      ("see that these are wanted, then give them to the add-on: aws eks update-addon --cluster-name %s --addon-name "
        .. "vpc-cni --resolve-conflicts OVERWRITE --configuration-values '%s'"):format(cluster.name,
        json.encode(whole, { sort = true }))
  end) }, { name = "aws-node reset", warn = true, test = before_update(function(_, _, lost)
    if #lost == 0 then return true end
    return { { object = "aws-node", detail = ("set by hand, and the configuration of add-on vpc-cni has no key for it: "
      .. "%s; the update (OVERWRITE) may set EKS's own again"):format(table.concat(lost, ", ")), remedy = "see that "
      .. "aws-node can do without; if not, be ready to set it again once the switch is through, which rolls aws-node "
      .. "once more" } }
  end) }
end

return M
