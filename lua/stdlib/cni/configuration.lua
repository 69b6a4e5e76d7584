-- The configuration that the add-on vpc-cni is given, and what the schema of its version says of it.
-- EKS refuses a breach itself, but only when the range and the subnets are there; so all of it is judged before that.
local addons = require "eks.addon"
local aws_node = require "cni.aws_node"
local failure = require "failure"
local json_schema = require "json_schema"
local reading = require "reading"
local values = require "json_schema.values"

local M = {}

---The variables of aws-node that turn custom networking on.
---@param label string the node label that names a node's ENIConfig
---@return table<string, string>
function M.wanted_env(label)
  return { [aws_node.FLAG] = "true", [aws_node.LABEL] = label }
end

---The add-on's configuration with both variables, and with what was set by hand on the DaemonSet.
---@param addon table
---@param daemon_set table
---@param label string
---@return table
function M.merged(addon, daemon_set, label)
  local whole = addons.configuration(addon) -- decoded anew by each call, so ours to change
  whole.env = type(whole.env) == "table" and whole.env or {}
  for name, value in pairs(aws_node.hand_set(daemon_set)) do
    if whole.env[name] == nil then whole.env[name] = value end
  end
  for name, value in pairs(M.wanted_env(label)) do whole.env[name] = value end
  return whole
end

-- What to do about variables that the add-on's own configuration does not have, by their paths.
local function remedies(addon, daemon_set, label)
  local kept, of = addons.configuration(addon).env, {}
  for name in pairs(aws_node.hand_set(daemon_set)) do
    if type(kept) ~= "table" or kept[name] == nil then
      of[values.child("env", name)] = { from = " (set by hand on aws-node)", remedy = ("take it away (kubectl set env "
        .. "daemonset/aws-node -n kube-system %s-), or update the add-on to a version that knows it"):format(name) }
    end
  end
  for name in pairs(M.wanted_env(label)) do
    of[values.child("env", name)] = { from = "", remedy = "custom networking needs it: update the add-on first" }
  end
  return of
end

local function show_schema(addon)
  return "aws eks describe-addon-configuration --addon-name vpc-cni --addon-version " .. (addon.addonVersion or "")
end

local function shown(path) return path ~= "" and path or "(root)" end

-- Where the merged configuration breaks the schema, and what of the schema was not judged, as problems of checks.
local function judged(schema, addon, daemon_set, label)
  local breaches, others = json_schema.check(schema, M.merged(addon, daemon_set, label))
  local of, broken, unjudged = remedies(addon, daemon_set, label), {}, {}
  for i, breach in ipairs(breaches) do
    local own = of[breach.path] or { from = "", remedy = "correct the add-on's configuration, or update the add-on; "
      .. show_schema(addon) .. " tells what this version takes" }
    broken[i] = { object = breach.path, remedy = own.remedy, detail = ("%s in the configuration of vpc-cni %s%s: %s")
      :format(shown(breach.path), addon.addonVersion or "", own.from, breach.text) }
  end
  for i, other in ipairs(others) do
    unjudged[i] = { object = other.path, remedy = "EKS judges it when it is sent; " .. show_schema(addon) .. " tells "
      .. "what it asks", detail = ("%s in the configuration of vpc-cni was not validated against \"%s\" of the schema")
      :format(shown(other.path), other.text) }
  end
  return broken, unjudged
end

---The whole configuration that would be sent holds to the schema; and a warning of what of that was not validated.
---@param cluster table
---@param label string
---@param is_on fun(): boolean whether the switch is on already: then no update is sent
---@return table valid, table validated checks
function M.checks(cluster, label, is_on)
  local function before_update(test)
    return function()
      local addon, daemon_set = cluster.vpc_cni, cluster.aws_node
      if not addon or not daemon_set or is_on() then return true, "no update is sent" end
      local schema, why = reading.try(cluster, "vpc_cni_schema")
      if why then return test(addon, why) end
      return test(addon, nil, judged(schema, addon, daemon_set, label))
    end
  end
  local rule = "the schema of the add-on's version takes all that it will be sent"
  return { name = "add-on configuration", rule = rule, test = before_update(function(addon, why, broken)
    if why then return true, "not validated" end
    return broken, "schema of vpc-cni " .. (addon.addonVersion or "")
  end) }, { name = "add-on schema", warn = true, test = before_update(function(_, why, _, unjudged)
    if not why then return unjudged end
    return { { object = "vpc-cni", unreadable = true, detail = "the configuration of vpc-cni was not validated, since "
      .. "its schema cannot be read: " .. tostring(why), remedy = "allow eks:DescribeAddonConfiguration; else EKS "
      .. "judges it when it is sent" } }
  end) }
end

---What is sent now, of what was just read. Raises when the schema of the version that was just read does not take it.
---@param cluster table
---@param addon table
---@param daemon_set table
---@param label string
---@return table
function M.sent(cluster, addon, daemon_set, label)
  local schema, why = reading.call(function() return addons.schema(cluster, addon) end)
  local problems = why and {} or judged(schema, addon, daemon_set, label) -- without a schema EKS is the judge
  if #problems > 0 then
    local details = {}
    for i, problem in ipairs(problems) do details[i] = problem.detail end
    failure.raise{ code = "addon_configuration", refusal = true, message = table.concat(details, "; "),
      hint = problems[1].remedy }
  end
  return M.merged(addon, daemon_set, label)
end

return M
