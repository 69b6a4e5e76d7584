description = [[
Replace node groups without losing a workload: create, prove, cordon, drain, delete.
For each managed group a new one derived from it; a canary pod on a new node of every zone must get an address of that
zone's pod subnet, resolve names, reach the API server and be reached by it before the first eviction; old groups are
drained under their budgets and deleted only when empty.
]]

settings = {
  cluster              = required,         -- name of the EKS cluster
  pod_range            = "100.64.0.0/16",  -- block of the VPC that holds the pod subnets
  node_label           = "topology.kubernetes.io/zone",  -- node label whose value names the node's ENIConfig
  node_groups          = {},               -- which groups; empty: all that are not replacements themselves
  replace_by_hand      = {},               -- self-managed groups and Karpenter pools that you replace yourself
  accept_upgrade       = false,            -- true: new nodes may run another version or release than the old ones
  accept_two_enis      = false,            -- true: instance types with two interfaces may go on
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

zones = {}                                 -- as in vpc-range: empty, or a line per zone

names = {
  subnet     = "{cluster}-pods-{zone}",
  eniconfig  = "{zone}",
  node_group = "{group}-pods",             -- name of the group that replaces {group}
}

steps = {
  "check_first",
  "replace_node_groups",
}

function check_first(run)
  local cluster = eks.cluster(settings.cluster)
  run:target(eks.target(cluster))
  if not run:check(eks.checks(cluster)) then return end
  run:lock(eks.lease(cluster))
  run:check(eks.rights_check(cluster, settings, { "replace" }))
  run:check(cni.switched_on(cluster, settings))
  run:check(vpc.subnets_there(eks.pod_plan(run, cluster, settings, zones)))
  run:check(nodes.checks(cluster, settings))
  run:check(nodes.impact_checks(cluster, settings))
  run:check(nodes.drain_checks(run, cluster, settings))
end

function replace_node_groups(run)
  local cluster = eks.cluster(settings.cluster)
  local plan = eks.pod_plan(run, cluster, settings, zones)
  run:check(cni.switched_on(cluster, settings))
  nodes.replace(run, cluster, plan, settings)
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
