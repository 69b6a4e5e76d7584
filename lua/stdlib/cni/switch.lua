-- Turns custom networking on: both variables of aws-node in one change, where its owner keeps them.
-- Two changes would roll the DaemonSet twice, and variables set past their owner are lost with its next update.
local json = require "json"
local yaml = require "yaml"
local addons = require "eks.addon"
local updates = require "eks.update"
local aws_node = require "cni.aws_node"
local configuration = require "cni.configuration"
local failure = require "failure"
local json_values = require "json_schema.values"

local M = {}

local function env_same(values, label)
  local wanted = configuration.wanted_env(label)
  for _, name in ipairs { aws_node.FLAG, aws_node.LABEL } do -- the flag first: it is what an operator looks for
    if values[name] ~= wanted[name] then
      return false, ("%s is %s"):format(name, values[name] == nil and "not set" or ('"%s"'):format(values[name]))
    end
  end
  return true
end

---The values of a release of the chart aws-vpc-cni that turn custom networking on, as YAML.
---@param label string
---@return string
function M.helm_values(label) return yaml.encode{ env = configuration.wanted_env(label) } end

---What to do where a Helm release owns aws-node.
---@param label string
---@return string
function M.helm_remedy(label)
  return "in this order, since a node that finds no ENIConfig is lost: apply vpc-range; apply custom-networking --only "
    .. "write_eniconfigs; then set these values in the release and upgrade it, and run this again:\n"
    .. M.helm_values(label)
end

local function read(cluster)
  local daemon_set = aws_node.daemon_set(cluster)
  if not daemon_set then
    failure.raise{ code = "no_aws_node", message = "DaemonSet kube-system/aws-node is not there" }
  end
  local owner, detail = aws_node.owner(cluster, daemon_set)
  return { daemon_set = daemon_set, owner = owner, addon = owner == "addon" and detail or nil,
           release = owner == "helm" and detail or nil, env = aws_node.environment(daemon_set) }
end

local function same(found, label)
  local holds, why = env_same(found.env, label)
  if holds and found.addon then
    holds, why = env_same(addons.configuration(found.addon).env or {}, label)
    if not holds then why = "in the add-on's configuration " .. why end
  end
  return holds, why
end

local function issues_of(addon)
  local list = {}
  for _, issue in ipairs(addon.health and addon.health.issues or {}) do
    list[#list + 1] = ("%s: %s"):format(issue.code, issue.message)
  end
  return #list > 0 and table.concat(list, "; ") or "EKS gives no reason"
end

local change = {}

function change.addon(cluster, found, label)
  local values = configuration.sent(cluster, found.addon, found.daemon_set, label)
  local answer = cluster.eks:update_addon{ clusterName = cluster.name, addonName = aws_node.ADDON,
    configurationValues = json.encode(values, { sort = true }), resolveConflicts = "OVERWRITE" }
  return { update = answer.update and answer.update.id, values = values }
end

function change.manifest(cluster, _, label)
  local env = json.array{}
  for _, name in ipairs{ aws_node.FLAG, aws_node.LABEL } do
    env[#env + 1] = { name = name, value = configuration.wanted_env(label)[name] }
  end
  cluster.kube:patch("daemonsets.apps", aws_node.NAME,
    { spec = { template = { spec = { containers = { { name = aws_node.NAME, env = env } } } } } },
    { namespace = aws_node.NAMESPACE, type = "strategic" })
end

---Whether an add-on is ACTIVE; raises when it has failed.
---@param addon table
---@return boolean, string state
function M.addon_ready(addon)
  if addon.status == "UPDATE_FAILED" or addon.status == "DEGRADED" then
    failure.raise{ code = "addon_failed",
      message = ("add-on vpc-cni is %s: %s"):format(addon.status, issues_of(addon)) }
  end
  return addon.status == "ACTIVE" or addon.status == nil, "add-on " .. tostring(addon.status)
end

-- What was sent is in the add-on, and each of its variables in the DaemonSet: updates have been seen to lose some.
local function arrived(found, values)
  if not json_values.equal(addons.configuration(found.addon), values) then
    return false, "the add-on's configuration is not what was sent"
  end
  local other -- the first by name, so that the same state is told in the same words
  for name, value in pairs(values.env) do
    if found.env[name] ~= value and not (other and other < name) then other = name end
  end
  if not other then return true end
  return false, ("%s is %s in the DaemonSet, and %s in the add-on's configuration"):format(other,
    found.env[other] or "not set", tostring(values.env[other]))
end

local function ready(cluster, found, sent)
  if found.addon then
    if sent and sent.update then
      local through, state = updates.state(cluster, { id = sent.update, addon = aws_node.ADDON })
      if not through then return false, state end
    end
    local active, state = M.addon_ready(found.addon)
    if not active then return false, state end
    if sent then
      local there, difference = arrived(found, sent.values)
      if not there then return false, difference end
    end
  end
  return aws_node.rolled_out(found.daemon_set)
end

-- The former values, so that another process can give them back, and those that are written, so that it can tell
-- whether somebody has changed them since. With an add-on, values set by hand go into its configuration.
local function undo_of(cluster, found, label, timeout)
  local former, before, written = {}, nil, nil
  for _, name in ipairs{ aws_node.FLAG, aws_node.LABEL } do former[name] = found.env[name] or false end
  if found.addon then
    for name in pairs(aws_node.hand_set(found.daemon_set)) do former[name] = found.env[name] or false end
    before = json.encode(addons.configuration(found.addon), { sort = true })
    written = json.encode(configuration.merged(found.addon, found.daemon_set, label), { sort = true })
  end
  return { call = "cni.undo.switch", with = { cluster = cluster.name, owner = found.owner, former = former,
    wrote = configuration.wanted_env(label), timeout = timeout or 1800, configuration = before,
    wrote_configuration = written } }
end

---Both variables of custom networking as one resource, ready when the rollout is through.
---@param cluster table
---@param label string the node label that names a node's ENIConfig
---@param timeout? number seconds for the rollout
---@return table resource for run:ensure
function M.resource(cluster, label, timeout)
  local sent
  local resource = {
    kind = "variables of", name = "aws-node", repeatable = true,
    undo = function(found) return undo_of(cluster, found, label, timeout) end, timeout = timeout or 1800, every = 5,
    find = function() return read(cluster) end,
    same = function(found) return same(found, label) end,
    change = function(found) sent = change[found.owner](cluster, found, label) end,
    ready = function(found) return ready(cluster, found, sent) end,
    show = function(found)
      local where = found.owner == "addon" and "in the add-on's configuration" or "in the DaemonSet"
      return ("2 variables %s, %s"):format(where, select(2, aws_node.rolled_out(found.daemon_set)))
    end,
  }
  if select(1, aws_node.owner(cluster, cluster.aws_node)) == "helm" then
    resource.change, resource.remedy = nil, M.helm_remedy(label)
  end
  return resource
end

---Whether the switch is on, both in the DaemonSet and where its owner keeps the values.
---@param cluster table
---@param label string
---@return boolean, string|nil
function M.is_on(cluster, label) return same(read(cluster), label) end

return M
