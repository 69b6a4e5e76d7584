-- The security groups that pods of a zone shall have: those given, or those of the nodes' primary interfaces there.
-- They are always written out: what the CNI falls back to differs between its versions.
local M = {}

local MOST = 5

local function ids_of(groups)
  local list = {}
  for _, group in ipairs(groups or {}) do list[#list + 1] = group.GroupId end
  table.sort(list)
  return list
end

local function primary_groups(instance)
  for _, interface in ipairs(instance.NetworkInterfaces or {}) do
    if interface.Attachment and interface.Attachment.DeviceIndex == 0 then return ids_of(interface.Groups) end
  end
  return ids_of(instance.SecurityGroups)
end

-- Distinct sets of groups among the instances that `wanted` accepts: { ["sg-a,sg-b"] = {groups, instance ids} }
local function sets_of(instances, wanted)
  local sets, order = {}, {}
  for _, instance in ipairs(instances) do
    local groups = wanted(instance) and primary_groups(instance) or {}
    local key = table.concat(groups, ",")
    if key ~= "" then
      if not sets[key] then
        sets[key] = { groups = groups, instances = {} }
        order[#order + 1] = key
      end
      table.insert(sets[key].instances, instance.InstanceId)
    end
  end
  table.sort(order)
  return sets, order
end

local function differ(zone, sets, order)
  local parts = {}
  for _, key in ipairs(order) do
    parts[#parts + 1] = ("%s on %s"):format(key, table.concat(sets[key].instances, " "))
  end
  return ("nodes of zone %s have different security groups: %s"):format(zone, table.concat(parts, "; ")),
    "choose those of the pods: --set security_groups=sg-..., or security_groups = { ... } in the zone's line"
end

---The groups of the pods of a zone, or why they are not known.
---@param cluster table
---@param zone table a zone of the plan
---@param chosen string[] groups for all zones; empty: those of the nodes
---@return string[]|nil groups, string|nil detail, string|nil remedy
function M.of_zone(cluster, zone, chosen)
  local given = zone.security_groups or (#chosen > 0 and chosen)
  if given then return table.move(given, 1, #given, 1, {}) end
  local function here(instance) return instance.Placement and instance.Placement.AvailabilityZone == zone.zone end
  local sets, order = sets_of(cluster.instances, here)
  if #order == 0 then sets, order = sets_of(cluster.instances, function() return true end) end
  if #order > 1 then return nil, differ(zone.zone, sets, order) end
  if #order == 1 then return sets[order[1]].groups end
  if cluster.security_group and cluster.security_group ~= "" then return { cluster.security_group } end
  return nil, ("the security groups of zone %s's nodes are not known: it has no node"):format(zone.zone),
    "name those of the pods: --set security_groups=sg-..."
end

---Whether groups can be put on the pods' interfaces of a VPC.
---@param cluster table
---@param groups string[]
---@return string|nil detail, string|nil remedy
function M.problem(cluster, groups)
  if #groups > MOST then
    return ("%d security groups for pods; an interface takes %d unless the quota was raised"):format(#groups, MOST),
      "name fewer: --set security_groups=sg-..."
  end
  local found, why = cluster.ec2:try("describe_security_groups", { GroupIds = groups })
  if not found then
    return ("security groups %s: %s"):format(table.concat(groups, ", "), tostring(why)), "name groups that exist"
  end
  for _, group in ipairs(found.SecurityGroups) do
    if group.VpcId ~= cluster.vpc then
      return ("%s belongs to %s, not to %s"):format(group.GroupId, group.VpcId, cluster.vpc), "name groups of this VPC"
    end
  end
end

return M
