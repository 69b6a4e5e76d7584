-- ENIConfigs: for every zone the pod subnet and security groups that aws-node uses there.
-- As objects, as a YAML stream for review or GitOps, and as resources of a run.
local world = require "world"
local yaml = require "yaml"
local json = require "json"
local security_groups = require "cni.security_groups"
local failure = require "failure"

local M = {}

M.KIND = "eniconfigs.crd.k8s.amazonaws.com"
local MANAGER = "perigee"

---@param name string
---@param subnet string
---@param groups string[]
---@return table
function M.object(name, subnet, groups)
  return { apiVersion = "crd.k8s.amazonaws.com/v1alpha1", kind = "ENIConfig", metadata = { name = name },
           spec = { subnet = subnet, securityGroups = json.array(groups) } }
end

---The ENIConfigs that a plan wants, one per zone, in the plan's order.
---@param run table
---@param cluster table
---@param plan table
---@param settings {security_groups: string[]}
---@return table[]
function M.wanted(run, cluster, plan, settings)
  local list = {}
  for _, zone in ipairs(plan.zones) do
    if not zone.existing then
      failure.raise{ code = "no_pod_subnet", message = ("zone %s has no pod subnet yet"):format(zone.zone),
        hint = "run the step create_subnets (playbook vpc-range) first" }
    end
    local groups, detail, remedy = security_groups.of_zone(cluster, zone, settings.security_groups)
    if not groups then failure.raise{ code = "security_groups", message = detail, hint = remedy } end
    list[#list + 1] = M.object(run:name("eniconfig", { zone = zone.zone }), zone.existing.SubnetId, groups)
  end
  return list
end

---The objects as a YAML stream.
---@param objects table[]
---@return string
function M.stream(objects) return yaml.encode_all(objects) end

---The stream as a file; written anew only when its text differs.
---@param path string
---@param objects table[]
---@return table resource for run:ensure
function M.file(path, objects)
  local text = M.stream(objects)
  local function write()
    local ok, why = world.write_file(path, text, { mode = 420 }) -- 0644: it is meant to be read and committed
    if not ok then error(why, 0) end
  end
  return {
    kind = "file", name = path, repeatable = true,
    undo = function(found)
      return { call = "cni.undo.file", with = { path = path, text = text, former = found and found.text or nil } }
    end,
    find = function()
      local there = world.read_file(path)
      return there and { text = there }
    end,
    same = function(found) return found.text == text, "its text differs" end,
    create = write, change = write,
    show = function() return ("%s, %d ENIConfigs"):format(path, #objects) end,
  }
end

local function same_set(a, b)
  local count = {}
  for _, item in ipairs(a or {}) do count[item] = 1 end
  for _, item in ipairs(b or {}) do
    if not count[item] then return false end
    count[item] = 2
  end
  for _, seen in pairs(count) do
    if seen == 1 then return false end
  end
  return true
end

---Whether an ENIConfig says what is wanted; when not, in what it differs.
function M.same(found, wanted)
  local spec = found.spec or {}
  if spec.subnet ~= wanted.spec.subnet then
    return false, ("ENIConfig %s has %s, not %s")
      :format(wanted.metadata.name, tostring(spec.subnet), wanted.spec.subnet)
  end
  if not same_set(spec.securityGroups, wanted.spec.securityGroups) then
    local groups = table.concat(type(spec.securityGroups) == "table" and spec.securityGroups or {}, ", ")
    return false, ("ENIConfig %s has %s, not %s"):format(wanted.metadata.name,
      groups == "" and "no security groups" or "security groups " .. groups,
      table.concat(wanted.spec.securityGroups, ", "))
  end
  return true
end

---Whether an ENIConfig was written by us, so that we may change it.
function M.ours(found)
  for _, entry in ipairs(found.metadata.managedFields or {}) do
    if entry.manager == MANAGER then return true end
  end
  return false
end

---An ENIConfig as a resource. One that somebody else wrote differently is refused, not changed.
---@param cluster table
---@param wanted table an ENIConfig
---@return table resource for run:ensure
function M.resource(cluster, wanted)
  local name = wanted.metadata.name
  local function apply() cluster.kube:apply(wanted) end
  local found_once = cluster.kube:get(M.KIND, name)
  return {
    kind = "ENIConfig", name = name, repeatable = true,
    undo = function(found)
      return { call = "cni.undo.eniconfig", with = { cluster = cluster.name, name = name, wrote = wanted.spec,
        former = found and found.spec or nil } }
    end,
    find = function()
      local found = found_once or cluster.kube:get(M.KIND, name) or nil
      found_once = nil
      return found
    end,
    same = function(found) return M.same(found, wanted) end,
    create = apply,
    change = found_once and M.ours(found_once) and apply or nil,
    remedy = ("somebody else wrote it: delete it (kubectl delete eniconfig %s), or name its subnet in `zones`")
      :format(name),
    show = function(found) return ("%s: %s, %s"):format(name, found.spec.subnet,
      table.concat(found.spec.securityGroups or {}, ", ")) end,
  }
end

return M
