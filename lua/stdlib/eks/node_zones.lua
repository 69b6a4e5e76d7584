-- Every zone in which a node of a cluster can appear, not only those with nodes now, and through which subnets.
-- Read from managed groups, self-managed groups, Karpenter's node classes and the nodes themselves.
local M = {}

local function add(zones, network, id, why)
  local subnet = network:subnet(id)
  if not subnet then return end
  local name = subnet.AvailabilityZone
  local zone = zones[name]
  if not zone then
    zone = { zone = name, subnets = {}, reasons = {} }
    zones[name] = zone
  end
  if not zone[id] then
    zone[id] = true
    zone.subnets[#zone.subnets + 1] = id
  end
  if not zone.reasons[why] then
    zone.reasons[why] = true
    zone.why = zone.why and zone.why .. ", " .. why or why
  end
end

local function matches(subnet, term)
  if term.id then return subnet.SubnetId == term.id end
  if not term.tags then return false end
  local tags = {}
  for _, tag in ipairs(subnet.Tags) do tags[tag.Key] = tag.Value end
  for key, wanted in pairs(term.tags) do
    if tags[key] == nil or (wanted ~= "*" and wanted ~= "" and tags[key] ~= wanted) then return false end
  end
  return true
end
M.matches = matches

-- A node class says which subnets it resolved; before it has, its terms tell.
local function of_node_class(zones, network, class)
  local why = "Karpenter node class " .. class.metadata.name
  local resolved = class.status and class.status.subnets
  if resolved and #resolved > 0 then
    for _, subnet in ipairs(resolved) do add(zones, network, subnet.id, why) end
    return
  end
  for _, term in ipairs(class.spec and class.spec.subnetSelectorTerms or {}) do
    for _, subnet in ipairs(network.subnets) do
      if matches(subnet, term) then add(zones, network, subnet.SubnetId, why) end
    end
  end
end

local function from_cluster(zones, cluster)
  for _, class in ipairs(cluster.node_classes) do of_node_class(zones, cluster.network, class) end
  for _, instance in ipairs(cluster.instances) do
    if instance.SubnetId then add(zones, cluster.network, instance.SubnetId, "its nodes") end
  end
end

---Every zone in which a node can appear, with its node subnets and why it counts.
---@param cluster table
---@param options? {kubernetes: boolean} false: do not ask the cluster's API
---@return table[] list of {zone=, subnets={id, ...}, why=}, sorted by zone
function M.node_zones(cluster, options)
  local zones, network = {}, cluster.network
  for _, group in ipairs(cluster.node_groups) do
    for _, id in ipairs(group.subnets) do add(zones, network, id, "group " .. group.nodegroupName) end
  end
  for _, scaling in ipairs(cluster.self_managed) do
    for id in (scaling.VPCZoneIdentifier or ""):gmatch("subnet%-%x+") do
      add(zones, network, id, "Auto Scaling group " .. scaling.AutoScalingGroupName)
    end
  end
  if not options or options.kubernetes ~= false then from_cluster(zones, cluster) end
  local list = {}
  for _, zone in pairs(zones) do
    table.sort(zone.subnets)
    list[#list + 1] = zone
  end
  table.sort(list, function(a, b) return a.zone < b.zone end)
  return list
end

return M
