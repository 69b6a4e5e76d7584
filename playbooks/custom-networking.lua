description = [[
The cluster half of pod-range: ENIConfigs, then aws-node switched to custom networking.
For pod subnets that are there already (playbook vpc-range). Writes one ENIConfig per zone, freezes the old node groups,
and turns custom networking on in one change; the nodes themselves are replaced by replace-node-groups.
]]

settings = {
  cluster         = required,          -- name of the EKS cluster
  pod_range       = "100.64.0.0/16",   -- block of the VPC that holds the pod subnets
  security_groups = {},                -- groups of the pods; empty: those of the nodes in the zone
  node_label      = "topology.kubernetes.io/zone",  -- node label whose value names the node's ENIConfig
  eniconfig_file  = "",                -- step write_eniconfigs writes this YAML file instead, for review or GitOps
  node_groups     = {},                -- groups that will be replaced, frozen from the switch on; empty: all
  accept_unmasked = false,             -- true: pods may leave the VPC unmasked, the far side routes the block back
  accept_two_enis = false,             -- true: instance types with two interfaces may go on
  rollout_timeout = 1800,              -- seconds for the rollout of aws-node
}

zones = {}                             -- as in vpc-range: empty, or a line per zone

names = {
  subnet    = "{cluster}-pods-{zone}",
  eniconfig = "{zone}",                -- must be what nodes resolve to: the value of node_label
}

steps = {
  "check_first",
  "write_eniconfigs",                  -- a team that applies them by GitOps runs only this one, with eniconfig_file
  "switch_cni",
}

function check_first(run)
  local cluster = eks.cluster(settings.cluster)
  run:target(eks.target(cluster))
  local reached = run:check(eks.checks(cluster))
  local plan = eks.pod_plan(run, cluster, settings, zones, { kubernetes = reached })
  run:check(vpc.plan_check(plan))
  run:check(vpc.subnets_there(plan))
  if reached then
    run:check(eks.karpenter_check(cluster, plan))
    run:check(eks.reserved_check(cluster))
    run:check(eks.rights_check(cluster, settings, { "eniconfigs", "switch" }))
    run:check(cni.checks(run, cluster, plan, settings))
    run:check(cni.impact_checks(cluster, plan, settings))
    run:check(nodes.checks(cluster, settings))
  end
end

function write_eniconfigs(run)
  local cluster = eks.cluster(settings.cluster)
  local plan = eks.pod_plan(run, cluster, settings, zones)
  cni.write_eniconfigs(run, cluster, plan, settings)
end

-- The ENIConfigs are made sure of again: whatever the order of the steps, they are there before the switch.
function switch_cni(run)
  local cluster = eks.cluster(settings.cluster)
  local plan = eks.pod_plan(run, cluster, settings, zones)
  cni.apply_eniconfigs(run, cluster, plan, settings)
  nodes.freeze(run, cluster, settings)
  cni.switch_on(run, cluster, settings)
end
