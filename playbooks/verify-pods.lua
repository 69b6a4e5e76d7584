description = [[
Which pods have addresses of the pod range, which have not, and why. Reads only.
Every running pod is classified per node and zone; exit code 4 when one of them is wrong. Fit for a nightly job.
]]

settings = {
  cluster    = required,                        -- name of the EKS cluster
  pod_range  = "100.64.0.0/16",                 -- block of the VPC that holds the pod subnets
  node_label = "topology.kubernetes.io/zone",   -- node label whose value names the node's ENIConfig
}

names = {
  eniconfig = "{zone}",
}

steps = { "verify_pods" }

verify = "verify_pods"

function verify_pods(run)
  local cluster = eks.cluster(settings.cluster)
  run:target(eks.target(cluster))
  pods.verify(run, cluster, settings)
end
