-- Karpenter starts nodes in the matching subnet with the most free addresses: a pod subnet that its terms match would
-- win at once, and nodes would sit among the pods.
local node_zones = require "eks.node_zones"
local tags = require "vpc.tags"

local M = {}

local function planned(plan, zone)
  if zone.existing then return zone.existing end
  local own = { Name = plan.name_of(zone.zone), [tags.PODS_OF] = plan.cluster }
  return { SubnetId = "the new pod subnet", Tags = tags.for_subnet(zone.model, own) }
end

---No selector of a node class takes a pod subnet, by its id or by the tags that it has or will get.
---@param cluster table
---@param plan table
---@return table check
function M.selectors(cluster, plan)
  local rule = "nodes are never started in a pod subnet"
  return { name = "Karpenter's subnets", rule = rule, test = function()
    local problems = {}
    for _, class in ipairs(cluster.node_classes) do
      for _, term in ipairs(class.spec and class.spec.subnetSelectorTerms or {}) do
        for _, zone in ipairs(plan.zones) do
          local subnet = planned(plan, zone)
          if node_zones.matches(subnet, term) then
            problems[#problems + 1] = { object = class.metadata.name,
              detail = ("Karpenter's node class %s would take %s of zone %s for nodes"):format(class.metadata.name,
                subnet.SubnetId, zone.zone),
              remedy = "select the node subnets by a tag that is not copied (karpenter.sh/...), or by their ids" }
          end
        end
      end
    end
    return problems
  end }
end

-- What Karpenter keeps back, as its Deployments say it; nil where none is found in the cluster.
local function reserved(cluster)
  local found
  for _, deployment in ipairs(cluster.deployments) do
    if (deployment.metadata.labels or {})["app.kubernetes.io/name"] == "karpenter" then
      found = found or "0"
      for _, container in ipairs(deployment.spec.template.spec.containers or {}) do
        for _, entry in ipairs(container.env or {}) do
          if entry.name == "RESERVED_ENIS" then found = entry.value end
        end
        for _, words in ipairs{ container.command or {}, container.args or {} } do
          found = table.concat(words, " "):match("%-%-reserved%-enis[= ](%d+)") or found
        end
      end
    end
  end
  return found
end

---Karpenter counts on one interface less for pods: otherwise it places more of them on a node than get addresses.
---@param cluster table
---@return table check
function M.reserved(cluster)
  local rule = "Karpenter keeps one interface of every node back (RESERVED_ENIS=1)"
  return { name = "Karpenter's interfaces", rule = rule, test = function()
    if #cluster.node_classes == 0 then return true end
    local value = reserved(cluster)
    if value == "1" then return true, "RESERVED_ENIS=1" end
    local class = cluster.node_classes[1].metadata.name
    if not value then return true, "no Deployment tells: see that Karpenter runs with RESERVED_ENIS=1" end
    return { { object = class, detail = ("Karpenter reserves %s interfaces: it would place as many pods on a node of "
      .. "class %s as without custom networking, and those too many never get an address"):format(value, class),
      remedy = "set RESERVED_ENIS=1 for Karpenter (helm: settings.reservedENIs=1), then run again" } }
  end }
end

return M
