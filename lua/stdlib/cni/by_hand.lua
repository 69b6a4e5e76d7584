-- Parts of aws-node beside its variables that somebody has set past a managed add-on: tolerations, resources, affinity.
-- An update of the add-on with OVERWRITE gives them EKS's values again, in the middle of a run; so they must be in the
-- add-on's configuration first, where they stay.
local json = require "json"
local addons = require "eks.addon"
local aws_node = require "cni.aws_node"

local M = {}

-- Keys of the add-on's configuration, all named as in the pods' specification or in the container: who owns them, and
-- where their value is.
local function of_pods(daemon_set) return daemon_set.spec.template.spec end
local PARTS = {
  { key = "tolerations", owned = aws_node.owned, of = of_pods },
  { key = "affinity", owned = aws_node.owned, of = of_pods },
  { key = "resources", owned = aws_node.owned_of_container, of = aws_node.container },
}

-- The fields that end below a node, each as one text; the node itself where nothing is below it.
local function leaves(node, prefix, found)
  local inner = false
  for key, value in pairs(type(node) == "table" and node or {}) do
    if key ~= "." then
      inner = true
      leaves(value, prefix .. "/" .. key, found)
    end
  end
  if not inner then found[prefix] = true end
  return found
end

-- Whether a field of this part is somebody's and not EKS's; what both own has the value that EKS would set.
local function by_others(daemon_set, part)
  local others, own = {}, {}
  for _, entry in ipairs(daemon_set.metadata.managedFields or {}) do
    local node = part.owned(entry, "f:" .. part.key)
    if node and not entry.subresource then leaves(node, "", entry.manager == "eks" and own or others) end
  end
  for field in pairs(others) do
    if not own[field] then return true end
  end
  return false
end

---What is set past the add-on, as its configuration would hold it.
---@param daemon_set table
---@return table<string, any> values, string[] keys sorted
function M.parts(daemon_set)
  local values, keys = {}, {}
  for _, part in ipairs(PARTS) do
    local value = part.of(daemon_set)[part.key]
    if value ~= nil and by_others(daemon_set, part) then values[part.key], keys[#keys + 1] = value, part.key end
  end
  table.sort(keys)
  return values, keys
end

---Refuses while an update of the add-on would reset what was set by hand, with the command that keeps it.
---@param cluster table
---@param is_on fun(): boolean whether the switch is on already: then no update is sent
---@return table check
function M.check(cluster, is_on)
  local rule = "what was set by hand on aws-node is in the add-on's configuration before the add-on is updated"
  return { name = "aws-node by hand", rule = rule, test = function()
    local addon, daemon_set = cluster.vpc_cni, cluster.aws_node
    if not addon or not daemon_set then return true end
    local values, keys = M.parts(daemon_set)
    if #keys == 0 or is_on() then return true end
    local whole = addons.configuration(addon)
    for _, key in ipairs(keys) do whole[key] = values[key] end
    return false, ("%s of aws-node were set by hand: the update of add-on vpc-cni (OVERWRITE) would reset them")
      :format(table.concat(keys, ", ")),
      ("see that these are wanted, then give them to the add-on: aws eks update-addon --cluster-name %s --addon-name "
        .. "vpc-cni --resolve-conflicts OVERWRITE --configuration-values '%s'"):format(cluster.name,
        json.encode(whole, { sort = true }))
  end }
end

return M
