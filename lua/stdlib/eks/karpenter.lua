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

return M
