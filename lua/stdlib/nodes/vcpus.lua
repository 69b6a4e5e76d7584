-- Whether the account may run the new nodes beside the old ones: vCPUs of running instances against its quotas, which
-- count all instances of a class in the region, whoever started them.
local aws = require "aws"
local instance_types = require "nodes.instance_types"
local instances = require "eks.instances"
local lazy = require "lazy"
local reading = require "reading"
local surge = require "nodes.surge"

local M = {}

local QUOTAS = {
  standard = { on_demand = "L-1216C47A", spot = "L-34B43A08", what = "standard instances" },
  g = { on_demand = "L-DB2E81BA", spot = "L-3819A6DF", what = "G and VT instances" },
  p = { on_demand = "L-417A185B", spot = "L-7212CCBC", what = "P instances" },
}
local OTHER = { inf = true, trn = true, dl = true, hpc = true, mac = true, f = true, x = true }

-- The class that a type counts in, or nil for those whose quotas are not looked at.
local function class_of(name)
  local family = name:match("^(%a+)%d")
  if not family or OTHER[family] then return nil end
  if family == "g" or family == "gr" or family == "vt" then return "g" end
  if family == "p" then return "p" end
  return family:find("^[acdhimrtz]") and "standard" or nil
end

-- What the groups that come will take: quota code -> {more =, nodes =, vcpus = of one node, groups =, what =}.
local function wanted(cluster, settings)
  local sums = {}
  for _, way in ipairs(surge.ways(cluster, settings)) do
    local types = instance_types.of_group(cluster, way.group)
    local class, most = class_of(types[1] or ""), 0
    for _, limits in pairs(instance_types.limits(cluster, types)) do most = math.max(most, limits.vcpus) end
    local count = way.way == "whole" and way.wanted or way.way == "batches" and way.batch or 0
    if class and count > 0 then
      local spot = way.group.capacityType == "SPOT"
      local code = QUOTAS[class][spot and "spot" or "on_demand"]
      local sum = sums[code] or { more = 0, nodes = 0, vcpus = 0, groups = {}, class = class, spot = spot,
        what = QUOTAS[class].what .. (spot and ", spot" or ", on demand") }
      sum.more, sum.nodes, sum.vcpus = sum.more + count * most, sum.nodes + count, math.max(sum.vcpus, most)
      table.insert(sum.groups, way.group.nodegroupName)
      sums[code] = sum
    end
  end
  return sums
end

local readers = {}

function readers.quotas(facts)
  local client, values = aws.service_quotas{ region = facts.cluster.region }, {}
  for code in pairs(facts.wanted) do
    values[code] = client:get_service_quota{ ServiceCode = "ec2", QuotaCode = code }.Quota.Value
  end
  return values
end

function readers.instances(facts)
  return instances.all(facts.cluster.ec2, { { Name = "instance-state-name", Values = { "pending", "running" } } })
end

-- vCPUs that instances of a class use now.
local function used(facts, sum)
  local names, count = {}, 0
  for _, instance in ipairs(facts.instances) do names[#names + 1] = instance.InstanceType end
  local limits = #names > 0 and instance_types.limits(facts.cluster, names) or {}
  for _, instance in ipairs(facts.instances) do
    local same = class_of(instance.InstanceType) == sum.class and (instance.InstanceLifecycle == "spot") == sum.spot
    if same and limits[instance.InstanceType] then count = count + limits[instance.InstanceType].vcpus end
  end
  return count
end

local function room(facts)
  local rule = "the account's vCPU quotas hold the new nodes beside the old ones"
  return { name = "vCPU quota", rule = rule, test = function()
    local quotas, problems, said = reading.try(facts, "quotas"), {}, {}
    if not quotas or not reading.try(facts, "instances") then return true, "not looked at" end
    for code, sum in pairs(facts.wanted) do
      local now = used(facts, sum)
      local free = quotas[code] - now
      said[#said + 1] = ("%d of %d vCPUs of %s in use, %d more"):format(now, quotas[code], sum.what, sum.more)
      if sum.more > free then
        local fits = math.max(0, math.floor(free / sum.vcpus))
        problems[#problems + 1] = { object = code,
          detail = ("%d new nodes (%s) take %d vCPUs; of %d for %s (%s) %d are in use: %d nodes fit"):format(sum.nodes,
            table.concat(sum.groups, ", "), sum.more, quotas[code], sum.what, code, now, fits),
          remedy = ("ask for more under quota %s%s"):format(code,
            fits > 0 and (", or go in batches: --set surge=%d"):format(fits) or "") }
      end
    end
    if #problems > 0 then return problems end
    return true, table.concat(said, "; ")
  end }
end

---The account's vCPU quotas hold the new nodes.
---@param cluster table
---@param settings {node_groups: string[], surge: integer}
---@return table[] checks
function M.checks(cluster, settings)
  local facts = lazy.object({ cluster = cluster }, { quotas = readers.quotas, instances = readers.instances,
    wanted = function() return wanted(cluster, settings) end })
  local function fact(member, what, right) return { object = facts, member = member, what = what, right = right } end
  return { room(facts), reading.unread("vCPUs in use", {
    fact("quotas", "vCPU quotas", "servicequotas:GetServiceQuota"),
    fact("instances", "the region's instances", "ec2:DescribeInstances"),
  }) }
end

return M
