-- Objects of the cluster that know callers by address: NetworkPolicies and the source ranges of load balancers. Those
-- that name the node blocks only shut out pods that have moved.
local named = require "vpc.named"
local object = require "k8s.object"

local M = {}

-- The blocks of one rule's peers, or nil when the rule names none.
local function blocks_of(peers)
  local list = {}
  for _, peer in ipairs(peers or {}) do list[#list + 1] = peer.ipBlock and peer.ipBlock.cidr end
  return #list > 0 and list or nil
end

-- Pod blocks that a list of blocks leaves out although it takes in node addresses.
local function left_out(plan, blocks)
  for _, block in ipairs(blocks) do
    if named.overlaps(block, named.nodes(plan)) then
      local left = named.uncovered(named.pods(plan), blocks)
      return #left > 0 and left or nil, block
    end
  end
end

---NetworkPolicies whose ipBlocks take in node addresses and not the pods' new ones.
---@param cluster table
---@param plan table
---@return table check
function M.policies(cluster, plan)
  return { name = "network policies", warn = true, test = function()
    local problems = {}
    for _, policy in ipairs(cluster.network_policies) do
      for member, side in pairs{ ingress = "from", egress = "to" } do
        for _, rule in ipairs(policy.spec[member] or {}) do
          local blocks = blocks_of(rule[side])
          local left, block = nil, nil
          if blocks then left, block = left_out(plan, blocks) end
          if left then
            local words, name = named.words(plan, left), object.label(policy)
            problems[#problems + 1] = { object = name,
              detail = ("NetworkPolicy %s allows %s %s %s, but not %s %s, where pods will be"):format(name,
                member, side, block, side, words),
              remedy = ("add an ipBlock %s to that rule, if pods are meant by it"):format(words) }
          end
        end
      end
    end
    table.sort(problems, function(a, b) return a.detail < b.detail end)
    return problems
  end }
end

---Services of type LoadBalancer whose source ranges take in node addresses and not the pods' new ones.
---@param cluster table
---@param plan table
---@return table check
function M.source_ranges(cluster, plan)
  return { name = "source ranges", warn = true, test = function()
    local problems = {}
    for _, service in ipairs(cluster.services) do
      local ranges = service.spec.loadBalancerSourceRanges or {}
      local left, block = left_out(plan, ranges)
      if left then
        local words = named.words(plan, left)
        problems[#problems + 1] = { object = object.label(service),
          detail = ("the load balancer of Service %s lets in %s, but not %s: pods that call it are refused")
            :format(object.label(service), block, words),
          remedy = ("add %s to its loadBalancerSourceRanges"):format(words) }
      end
    end
    return problems
  end }
end

return M
