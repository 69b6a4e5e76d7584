-- Whether nodes resolve to the ENIConfig of their zone, told before the switch: by labels of groups and of nodes, and
-- by marks that beat these.
local aws_node = require "cni.aws_node"
local eniconfig = require "cni.eniconfig"
local lookup = require "cni.lookup"
local kinds = require "pods.kinds"

local M = {}

local function planned_names(plan, o)
  local names = {}
  for _, zone in ipairs(plan.zones) do names[zone.zone] = o.name(zone.zone) end
  return names
end

-- The ENIConfig that new nodes of a group in a zone look for, and the label that says so.
local function looked_for(group, zone, label)
  local labels = group.labels or {}
  if labels[lookup.EXTERNAL] then return labels[lookup.EXTERNAL], lookup.EXTERNAL end
  if label == lookup.ZONE then return zone, label end
  return labels[label] or "default", label
end

local function group_names(cluster, plan, o, add)
  for _, group in ipairs(cluster.node_groups) do
    for _, zone in ipairs(plan.zones) do
      for _, id in ipairs(group.subnets) do
        local subnet = cluster.network:subnet(id)
        local value, label = looked_for(group, zone.zone, o.label)
        if subnet and subnet.AvailabilityZone == zone.zone and value ~= o.name(zone.zone) then
          add(group.nodegroupName, ("new nodes of group %s in zone %s will look for ENIConfig %q (label %s), not %q")
            :format(group.nodegroupName, zone.zone, value, label, o.name(zone.zone)),
            label == lookup.EXTERNAL and "take that label out of the group first" or nil)
        end
      end
    end
  end
end

-- Nodes whose own label leads elsewhere, those of self-managed groups and of Karpenter among them.
local function node_names(cluster, plan, o, environment, add)
  local names = planned_names(plan, o)
  for _, node in ipairs(cluster.nodes) do
    local name, by = lookup.eniconfig_of(node, lookup.after(environment, o.label))
    local wanted = names[lookup.zone_of(node) or ""]
    if wanted and name ~= wanted and by == "label " .. o.label and not kinds.node_out_of_scope(node) then
      add(node.metadata.name, ("%s will look for ENIConfig %q (%s), not %q")
        :format(node.metadata.name, name, by, wanted))
    end
  end
end

---Whether every node, there or to come, resolves to the ENIConfig of its zone.
---@param o {label: string, name: fun(zone: string): string}
---@return table check
function M.names(cluster, plan, o)
  local rule = "every node resolves to the ENIConfig of its zone, as the CNI looks it up"
  return { name = "ENIConfig names", rule = rule, test = function()
    local problems, seen = {}, {}
    local function add(object, detail, remedy)
      if seen[detail] then return end
      seen[detail] = true
      problems[#problems + 1] = { object = object, detail = detail, remedy = remedy
        or "name ENIConfigs after the zone: names.eniconfig = \"{zone}\", with node_label = " .. lookup.ZONE }
    end
    for _, zone in ipairs(plan.zones) do
      if o.label == lookup.ZONE and o.name(zone.zone) ~= zone.zone then
        add(zone.zone, ("ENIConfig %q: nodes of zone %s look for %q (label %s)")
          :format(o.name(zone.zone), zone.zone, zone.zone, o.label))
      end
    end
    if #problems == 0 then
      group_names(cluster, plan, o, add)
      node_names(cluster, plan, o, cluster.aws_node and aws_node.environment(cluster.aws_node) or {}, add)
    end
    return problems
  end }
end

-- Marks on nodes that beat the label, and lead to an ENIConfig that neither is there nor will be.
---@return table check
function M.lost(cluster, plan, o)
  local rule = "every node finds an ENIConfig once custom networking is on"
  return { name = "nodes find their ENIConfig", rule = rule, test = function()
    if not cluster.aws_node then return true, "no aws-node" end
    local known = {}
    for _, name in pairs(planned_names(plan, o)) do known[name] = true end
    local listed = cluster.kube:try("list", eniconfig.KIND) -- where the CRD is missing, its own check says so
    for _, found in ipairs(listed or {}) do known[found.metadata.name] = true end
    local problems = {}
    for _, problem in ipairs(lookup.without(cluster.nodes, aws_node.environment(cluster.aws_node), o.label, known)) do
      -- a label of ours that leads to another name than planned is what the check of names tells
      if problem.by ~= "label " .. o.label then problems[#problems + 1] = problem end
    end
    return problems
  end }
end

-- Marks that lead to another ENIConfig than the zone's. On old nodes they go with the node, so they only warn.
---@return table check
function M.stray(cluster, plan, o)
  return { name = "marks on nodes", warn = true, test = function()
    if not cluster.aws_node then return true, "no aws-node" end
    local names, problems = planned_names(plan, o), {}
    local after = lookup.after(aws_node.environment(cluster.aws_node), o.label)
    for _, node in ipairs(cluster.nodes) do
      local name, by = lookup.eniconfig_of(node, after)
      local zone = lookup.zone_of(node)
      if zone and names[zone] and name ~= names[zone] and by ~= "label " .. o.label then
        problems[#problems + 1] = { object = node.metadata.name,
          detail = ("%s takes ENIConfig %q (%s), not %q"):format(node.metadata.name, name, by, names[zone]),
          remedy = "see that new nodes do not bear this mark, and remove it here" }
      end
    end
    return problems
  end }
end

return M
