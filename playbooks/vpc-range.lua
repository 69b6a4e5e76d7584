description = [[
The network half of pod-range: a block for pods, one subnet per zone, routes.
Adds the block to the cluster's VPC, makes a pod subnet in every zone in which a node can appear, gives it the
node subnet's route table and network ACL, and checks the way out. It needs no right in the cluster itself.
]]

settings = {
  cluster            = required,         -- name of the EKS cluster
  pod_range          = "100.64.0.0/16",  -- block that is added to the cluster's VPC
  accept_way_out     = false,            -- true: go on although a zone's default route is none we can vouch for
  accept_propagation = false,            -- true: gateways may advertise the block to other networks
}

zones = {}                             -- empty: every zone where a node can appear, an even share each; or lines:
                                       -- { zone = "cn-northwest-1a", cidr = "100.64.0.0/18" },
                                       -- { zone = "cn-northwest-1b", subnet = "subnet-0212576e31c02c077" },  existing
                                       -- route_table = "rtb-..." in a line: the table to use where node subnets differ
names = {
  subnet = "{cluster}-pods-{zone}",
}

steps = {                              -- top to bottom: move a line to reorder, put -- before it to leave it out
  "check_first",
  "add_range",
  "create_subnets",
  "join_route_tables",
}

-- Everything that can be known before the first write, all together.
function check_first(run)
  local cluster = eks.cluster(settings.cluster)
  run:target(eks.target(cluster))
  run:check(eks.checks(cluster, { kubernetes = false }))
  local plan = eks.pod_plan(run, cluster, settings, zones, { kubernetes = false })
  run:check(vpc.checks(plan, { range = settings.pod_range, service_range = cluster.service_range,
                               account = cluster.account, accept_way_out = settings.accept_way_out,
                               accept_propagation = settings.accept_propagation,
                               node = function() return nodes.typical(cluster, { kubernetes = false }) end }))
  run:check(eks.owners_check(cluster, { vpc = true }))
end

function add_range(run)
  local cluster = eks.cluster(settings.cluster)
  local plan = eks.pod_plan(run, cluster, settings, zones, { kubernetes = false })
  vpc.add_range(run, plan)
end

function create_subnets(run)
  local cluster = eks.cluster(settings.cluster)
  local plan = eks.pod_plan(run, cluster, settings, zones, { kubernetes = false })
  vpc.create_subnets(run, plan)
end

function join_route_tables(run)
  local cluster = eks.cluster(settings.cluster)
  local plan = eks.pod_plan(run, cluster, settings, zones, { kubernetes = false })
  vpc.join_route_tables(run, plan, settings)
end
