-- What the steps of the CNI half do, shared by pod-range and custom-networking.
local aws_node = require "cni.aws_node"
local eniconfig = require "cni.eniconfig"
local lease = require "eks.lease"
local lookup = require "cni.lookup"
local switch = require "cni.switch"
local plans = require "vpc.plan"

local M = {}

---ENIConfigs written to the file that settings.eniconfig_file names, for review or GitOps, or into the cluster.
function M.write_eniconfigs(run, cluster, plan, settings)
  run:check(plans.check(plan))
  local wanted = eniconfig.wanted(run, cluster, plan, settings)
  if settings.eniconfig_file ~= "" then
    run:ensure(eniconfig.file(settings.eniconfig_file, wanted))
    return run:summary(("%d ENIConfigs in %s"):format(#wanted, settings.eniconfig_file))
  end
  M.apply_eniconfigs(run, cluster, plan, settings)
end

---ENIConfigs in the cluster, one per zone. Never after the switch: a node without one stays NotReady.
function M.apply_eniconfigs(run, cluster, plan, settings)
  run:check(plans.check(plan))
  run:lock(lease.lease(cluster))
  local names = {}
  for _, wanted in ipairs(eniconfig.wanted(run, cluster, plan, settings)) do
    run:ensure(eniconfig.resource(cluster, wanted))
    names[#names + 1] = wanted.metadata.name
  end
  run:summary(table.concat(names, ", "))
end

local function nodes_resolve(cluster, settings)
  local rule = "every node finds an ENIConfig once custom networking is on"
  return { name = "nodes find their ENIConfig", rule = rule, test = function()
    local there = {}
    for _, found in ipairs(cluster.kube:list(eniconfig.KIND)) do there[found.metadata.name] = true end
    return lookup.without(cluster.nodes, aws_node.environment(cluster.aws_node), settings.node_label, there)
  end }
end

---Both variables of aws-node in one change, then its rollout.
function M.switch_on(run, cluster, settings)
  run:check(nodes_resolve(cluster, settings))
  run:lock(lease.lease(cluster))
  local resource = switch.resource(cluster, settings.node_label, settings.rollout_timeout)
  run:summary(resource.show(run:ensure(resource)))
end

---Custom networking is on, so that new nodes take pod addresses: what must hold before a node is made.
---@return table check
function M.switched_on(cluster, settings)
  return { name = "custom networking is on", rule = "no node is created before the switch", test = function()
    local on, why = switch.is_on(cluster, settings.node_label)
    if on then return true end
    return false, "custom networking is not on: " .. tostring(why),
      "run the step switch_cni (playbook custom-networking)"
  end }
end

return M
