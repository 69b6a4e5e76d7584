-- The way back of the CNI half: ENIConfigs and the variables of aws-node, as they were before the run. Named in the
-- journal by the resources that wrote them.
local addons = require "eks.addon"
local aws_node = require "cni.aws_node"
local connection = require "eks.connection"
local clusters = require "eks.cluster"
local eniconfig = require "cni.eniconfig"
local json = require "json"
local lease = require "eks.lease"
local switch = require "cni.switch"
local world = require "world"

local M = {}

-- While custom networking is on, a node that starts without its ENIConfig stays NotReady.
local function switched_off(cluster)
  local daemon_set = aws_node.daemon_set(cluster)
  if not daemon_set or aws_node.environment(daemon_set)[aws_node.FLAG] ~= "true" then return {} end
  return { { object = "aws-node", detail = ("%s is still \"true\": a node that starts would find no ENIConfig")
    :format(aws_node.FLAG), remedy = "take the step that switched it on back first" } }
end

---Deletes an ENIConfig that a run has made, or gives it back what it said before.
---@param run table
---@param with {cluster: string, name: string, wrote: table, former: table?}
function M.eniconfig(run, with)
  local cluster = connection.of(with.cluster)
  run:lock(lease.lease(cluster))
  local function find() return cluster.kube:get(eniconfig.KIND, with.name) or nil end
  if with.former then
    local before = eniconfig.object(with.name, with.former.subnet, with.former.securityGroups or {})
    return run:ensure(eniconfig.resource(cluster, before))
  end
  run:remove{ kind = "ENIConfig", name = with.name, timeout = 60, every = 3, find = find,
    settle = 10, -- the API server shows at once what it has stored
    same = function(found) return eniconfig.same(found, { metadata = { name = with.name }, spec = with.wrote }) end,
    used = function() return switched_off(cluster) end,
    delete = function(found) cluster.kube:delete(eniconfig.KIND, with.name, { uid = found.metadata.uid }) end }
end

---Removes the file of ENIConfigs that a run has written, or gives it its former text.
---@param run table
---@param with {path: string, text: string, former: string?}
function M.file(run, with)
  local function find()
    local text = world.read_file(with.path)
    return text and { text = text }
  end
  local function same(found) return found.text == with.text, "its text is not what the run wrote" end
  if not with.former then
    return run:remove{ kind = "file", name = with.path, find = find, same = same, delete = function()
      local ok, why = world.remove(with.path)
      if not ok then error(why, 0) end
    end }
  end
  run:ensure{ kind = "file", name = with.path, repeatable = true, find = find,
    same = function(found) return found.text == with.former, "its text differs" end,
    change = function() assert(world.write_file(with.path, with.former, { mode = 420 })) end }
end

-- The variables as they were: a value, or false for one that was not there.
local function restored(daemon_set, former)
  local now = aws_node.environment(daemon_set)
  for name, value in pairs(former) do
    if (now[name] or false) ~= value then
      return false, ("%s is %s, it was %s"):format(name, tostring(now[name]), tostring(value or "not set"))
    end
  end
  return true
end

-- What somebody has set since is not taken away: each value is as the run wrote it, or as it was before.
local function unchanged(cluster, with)
  return { name = "aws-node", rule = "only what this run wrote, unchanged since, is taken back", test = function()
    local now, problems = aws_node.environment(aws_node.daemon_set(cluster)), {}
    for name, value in pairs(with.wrote or {}) do
      local found, former = now[name] or false, with.former[name]
      if found ~= value and found ~= former then
        problems[#problems + 1] = { object = name, detail = ("%s of aws-node was changed since: it is %s, the run set "
          .. "it to %s"):format(name, tostring(found or "not set"), value),
          remedy = ("set it to %s again, or as it was before (%s); then undo again"):format(value,
            tostring(former or "not set")) }
      end
    end
    local addon = with.wrote_configuration and addons.addon(cluster, aws_node.ADDON)
    local configuration = addon and json.encode(addons.configuration(addon), { sort = true })
    if addon and configuration ~= with.wrote_configuration and configuration ~= with.configuration then
      problems[#problems + 1] = { object = aws_node.ADDON, detail = ("the configuration of add-on %s was changed "
        .. "since: it is %s, the run set it to %s"):format(aws_node.ADDON, configuration, with.wrote_configuration),
        remedy = ("set it to that again, or as it was before (%s); then undo again"):format(with.configuration) }
    end
    table.sort(problems, function(a, b) return a.object < b.object end)
    return problems
  end }
end

local function restore_variables(cluster, former)
  local env = json.array{}
  for name, value in pairs(former) do
    env[#env + 1] = value and { name = name, value = value } or { ["$patch"] = "delete", name = name }
  end
  table.sort(env, function(a, b) return a.name < b.name end)
  cluster.kube:patch("daemonsets.apps", aws_node.NAME,
    { spec = { template = { spec = { containers = { { name = aws_node.NAME, env = env } } } } } },
    { namespace = aws_node.NAMESPACE, type = "strategic" })
end

local function former_configuration(run, cluster, with)
  run:ensure{ kind = "former configuration of add-on", name = aws_node.ADDON, repeatable = true,
    timeout = with.timeout, every = 5,
    find = function() return addons.addon(cluster, aws_node.ADDON) end,
    same = function(found)
      return json.encode(addons.configuration(found), { sort = true }) == with.configuration,
        "the add-on's configuration is not the former one"
    end,
    change = function()
      cluster.eks:update_addon{ clusterName = cluster.name, addonName = aws_node.ADDON,
        configurationValues = with.configuration, resolveConflicts = "OVERWRITE" }
    end,
    ready = function(found)
      local active, state = switch.addon_ready(found)
      if not active then return false, state end
      return aws_node.rolled_out(aws_node.daemon_set(cluster))
    end }
end

---Gives the add-on its former configuration, and the variables of aws-node their former values; waits for the rollout.
---@param run table
---@param with {cluster: string, owner: string, former: table, wrote: table?, configuration: string?,
---  wrote_configuration: string?, timeout: number}
function M.switch(run, with)
  local cluster = clusters.cluster(with.cluster)
  run:lock(lease.lease(cluster))
  if not run:check(unchanged(cluster, with)) then return end
  if with.owner == "addon" then former_configuration(run, cluster, with) end
  run:ensure{ kind = "former variables of", name = aws_node.NAME, repeatable = true, timeout = with.timeout, every = 5,
    find = function() return aws_node.daemon_set(cluster) end,
    same = function(found) return restored(found, with.former) end,
    change = function() restore_variables(cluster, with.former) end,
    ready = aws_node.rolled_out,
    show = function(found) return select(2, aws_node.rolled_out(found)) end }
end

return M
