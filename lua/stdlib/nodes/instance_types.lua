-- Instance types of a cluster's node groups and nodes, and what each allows: interfaces, addresses, pods.
-- A group's types stand in the group itself or, where it says none, in its launch template.
local max_pods = require "nodes.max_pods"

local M = {}

local function template_type(cluster, group)
  local template = group.launchTemplate
  if not template or not (template.id or template.name) then return nil end
  local answer = cluster.ec2:try("describe_launch_template_versions", {
    LaunchTemplateId = template.id, LaunchTemplateName = not template.id and template.name or nil,
    Versions = { tostring(template.version or "$Default") } })
  local version = answer and answer.LaunchTemplateVersions[1]
  return version and version.LaunchTemplateData and version.LaunchTemplateData.InstanceType
end

---The types that a managed group may start.
---@param cluster table
---@param group table as DescribeNodegroup gives it
---@return string[]
function M.of_group(cluster, group)
  if group.instanceTypes and #group.instanceTypes > 0 then return group.instanceTypes end
  return { template_type(cluster, group) or "t3.medium" }
end

local function limits_of(info)
  local network = info.NetworkInfo or {}
  local card = network.NetworkCards and network.NetworkCards[(network.DefaultNetworkCardIndex or 0) + 1]
  return {
    type = info.InstanceType, hypervisor = info.Hypervisor, bare_metal = info.BareMetal,
    -- only the default card counts: the others take no pods
    enis = card and card.MaximumNetworkInterfaces or network.MaximumNetworkInterfaces or 0,
    ips = network.Ipv4AddressesPerInterface or 0, vcpus = info.VCpuInfo and info.VCpuInfo.DefaultVCpus or 0,
  }
end

---What instance types allow: interfaces, addresses on each, vCPUs.
---@param cluster table
---@param types string[]
---@return table<string, table> type -> {enis=, ips=, vcpus=, hypervisor=}
function M.limits(cluster, types)
  local list, seen, result = {}, {}, {}
  for _, name in ipairs(types) do
    if not seen[name] then
      seen[name] = true
      list[#list + 1] = name
    end
  end
  table.sort(list)
  for first = 1, #list, 100 do
    local some = table.move(list, first, math.min(first + 99, #list), 1, {})
    for _, info in ipairs(cluster.ec2:describe_instance_types{ InstanceTypes = some }.InstanceTypes) do
      result[info.InstanceType] = limits_of(info)
    end
  end
  return result
end

---The type of a cluster's groups that holds the fewest pods under custom networking, with what capacity is counted by.
---@param cluster table
---@param environment table<string, string> of aws-node; empty where it cannot be read
---@return table|nil {type=, enis=, ips=, max_pods=, environment=}
function M.smallest(cluster, environment)
  local names, found = {}, nil
  for _, group in ipairs(cluster.node_groups) do
    local types = M.of_group(cluster, group)
    table.move(types, 1, #types, #names + 1, names)
  end
  for _, limits in pairs(#names > 0 and M.limits(cluster, names) or {}) do
    limits.max_pods, limits.environment = max_pods.formula(limits, environment, true), environment
    local fewer = not found or limits.max_pods < found.max_pods
    if fewer or (limits.max_pods == found.max_pods and limits.type < found.type) then found = limits end
  end
  return found
end

return M
