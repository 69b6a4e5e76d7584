description = [[
Give the pods of one EKS cluster an address range of their own.
Adds a block to the cluster's VPC, makes a pod subnet per zone, joins the node subnets' route tables, writes ENIConfigs,
switches aws-node to custom networking, replaces the node groups, and shows where every pod's address comes from.
]]

settings = {
  cluster              = required,         -- name of the EKS cluster
  pod_range            = "100.64.0.0/16",  -- block that is added to the cluster's VPC
  accept_way_out       = false,            -- true: go on although a zone's default route is none we can vouch for
  accept_unmasked      = false,            -- true: pods may leave the VPC unmasked, the far side routes the block back
  accept_propagation   = false,            -- true: gateways may advertise the block to other networks
  security_groups      = {},               -- groups of the pods; empty: those of the nodes in the zone
  node_label           = "topology.kubernetes.io/zone",  -- node label whose value names the node's ENIConfig
  eniconfig_file       = "",               -- step write_eniconfigs writes this YAML file, for review or GitOps
  node_groups          = {},               -- which groups to replace; empty: all
  replace_by_hand      = {},               -- self-managed groups and Karpenter pools that you replace yourself
  accept_upgrade       = false,            -- true: new nodes may run another version or release than the old ones
  accept_two_enis      = false,            -- true: instance types with two interfaces may go on
  rollout_timeout      = 1800,             -- seconds for the rollout of aws-node
  surge                = 0,                -- nodes a new group grows by at a time; 0: all, or as many as fit
  drain_timeout        = 900,              -- seconds that a pod is waited for: held by its budget, or not ending
  drain_parallel       = 1,                -- nodes drained at once
  force_unmanaged      = false,            -- evict pods without a controller too: they do not come back
  delete_emptydir_data = true,             -- false: refuse while a pod keeps data in an emptyDir volume
  ready_timeout        = 1200,             -- seconds for new nodes to become Ready
  delete_timeout       = 1800,             -- seconds for an old group to be deleted
  canary               = "full",           -- address: canary pods prove their addresses, not DNS and the API server
  canary_image         = "",               -- image of the canary pods; empty: busybox of public.ecr.aws, or pause
  canary_namespace     = "kube-system",    -- where the canary pods live for a moment
  canary_labels        = {},               -- labels of the canary pods, beside perigee.dev/canary
  canary_timeout       = 300,              -- seconds for a canary to get its address and to start
}

zones = {}                                 -- empty: every zone where a node can appear, an even share each; or lines:
                                           -- { zone = "cn-northwest-1a", cidr = "100.64.0.0/18" },
                                           -- { zone = "cn-northwest-1b", subnet = "subnet-0212576e31c02c077" },
                                           -- and in a line: route_table = "rtb-...", security_groups = { "sg-..." }
names = {                                  -- {words} come from the settings, the zone and the group
  subnet     = "{cluster}-pods-{zone}",
  eniconfig  = "{zone}",                   -- must be what nodes resolve to: the value of node_label
  node_group = "{group}-pods",             -- name of the group that replaces {group}
}

steps = {                                  -- top to bottom: move a line to reorder, put -- before it to leave it out
  "check_first",
  "add_range",
  "create_subnets",
  "join_route_tables",
  "write_eniconfigs",
  "switch_cni",
  "replace_node_groups",
  "verify_pods",
}

undo = {                                   -- `perigee undo RUN` goes back in this order; what is not named goes last
  "switch_cni",                            -- first, so that nodes which start get addresses of the node subnets again
  "replace_node_groups",
  "write_eniconfigs",
  "join_route_tables",
  "create_subnets",
  "add_range",
}

verify = "verify_pods"

-- Everything that can be known before the first write, all together.
function check_first(run)
  local cluster = eks.cluster(settings.cluster)
  run:target(eks.target(cluster))
  local reached = run:check(eks.checks(cluster))
  local plan = eks.pod_plan(run, cluster, settings, zones, { kubernetes = reached })
  run:check(vpc.checks(plan, { range = settings.pod_range, service_range = cluster.service_range,
                               account = cluster.account, accept_way_out = settings.accept_way_out,
                               accept_propagation = settings.accept_propagation,
                               node = function() return nodes.typical(cluster, { kubernetes = reached }) end }))
  run:check(eks.owners_check(cluster, { vpc = true }))
  if reached then
    run:lock(eks.lease(cluster))
    run:check(eks.karpenter_check(cluster, plan))
    run:check(eks.reserved_check(cluster))
    run:check(eks.rights_check(cluster, settings, { "eniconfigs", "switch", "replace" }))
    run:check(cni.checks(run, cluster, plan, settings))
    run:check(cni.impact_checks(cluster, plan, settings))
    run:check(nodes.checks(cluster, settings))
    run:check(nodes.impact_checks(cluster, settings))
    run:check(nodes.drain_checks(run, cluster, settings))
  end
end

function add_range(run)
  local cluster = eks.cluster(settings.cluster)
  vpc.add_range(run, eks.pod_plan(run, cluster, settings, zones))
end

function create_subnets(run)
  local cluster = eks.cluster(settings.cluster)
  vpc.create_subnets(run, eks.pod_plan(run, cluster, settings, zones))
end

function join_route_tables(run)
  local cluster = eks.cluster(settings.cluster)
  vpc.join_route_tables(run, eks.pod_plan(run, cluster, settings, zones), settings)
end

function write_eniconfigs(run)
  local cluster = eks.cluster(settings.cluster)
  cni.write_eniconfigs(run, cluster, eks.pod_plan(run, cluster, settings, zones), settings)
end

-- The ENIConfigs are made sure of again: whatever the order of the steps, they are there before the switch.
function switch_cni(run)
  local cluster = eks.cluster(settings.cluster)
  cni.apply_eniconfigs(run, cluster, eks.pod_plan(run, cluster, settings, zones), settings)
  nodes.freeze(run, cluster, settings)
  cni.switch_on(run, cluster, settings)
end

function replace_node_groups(run)
  local cluster = eks.cluster(settings.cluster)
  run:check(cni.switched_on(cluster, settings))
  nodes.replace(run, cluster, eks.pod_plan(run, cluster, settings, zones), settings)
end

function verify_pods(run)
  local cluster = eks.cluster(settings.cluster)
  run:target(eks.target(cluster))
  pods.verify(run, cluster, settings)
end

-- The single actions, by name and with plain data, so that another process could undo them.
function cordon_node(run, with) nodes.cordon(with) end
function uncordon_node(run, with) nodes.uncordon(with) end
function node_cordoned(run, with) return nodes.is_cordoned(with) end
function exclude_node(run, with) nodes.exclude(with) end
function include_node(run, with) nodes.include(with) end
function node_excluded(run, with) return nodes.is_excluded(with) end
function evict_pod(run, with) return nodes.evict(with) end
function remove_canary(run, with) nodes.remove_canary(with) end
function terminate_node(run, with) nodes.terminate(with) end
function node_terminated(run, with) return nodes.is_terminated(with) end
function delete_group(run, with) nodes.delete_group(with) end
function recreate_group(run, with) nodes.recreate_group(run, with) end
function group_deleted(run, with) return nodes.group_deleted(with) end
