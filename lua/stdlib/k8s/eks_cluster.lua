-- The connection to an EKS cluster from its DescribeCluster answer: no kubeconfig, kubectl or aws CLI needed.
local aws = require "aws"
local aws_command = require "k8s.aws_command"
local failure = require "failure"
local secret = require "secret"

local M = {}

-- Who may reach the endpoint, in words for a failed connection.
local function reach_of(config)
  if config.endpointPublicAccess == false then
    return "the cluster's endpoint is private: it answers only from its VPC and the networks joined to it"
  end
  local ranges = config.publicAccessCidrs or {}
  if #ranges > 0 and ranges[1] ~= "0.0.0.0/0" then
    return "the cluster's public endpoint answers only to " .. table.concat(ranges, ", ")
  end
end

local function not_ready(cluster)
  failure.raise {
    code = "ClusterNotReady", service = "kubernetes",
    message = ("cluster '%s' is %s and has no endpoint yet"):format(tostring(cluster.name), tostring(cluster.status)),
    hint = "wait until it is ACTIVE",
  }
end

--- The connection to a cluster that EKS describes.
---@param options table `{cluster=name, region=, profile=, credentials=, endpoint_url=, described=}`
---@return table `{conn=, credential=, source=, reach=}`
function M.connection(options)
  local region = options.region or aws.region()
  local cluster = options.described
  if not cluster then
    local eks = aws.eks {
      region = region, profile = options.profile, credentials = options.credentials,
      endpoint_url = options.endpoint_url,
    }
    cluster = eks:describe_cluster { name = options.cluster }.cluster
  end
  local authority = cluster.certificateAuthority and cluster.certificateAuthority.data
  if not cluster.endpoint or cluster.endpoint == "" or not authority then not_ready(cluster) end
  local ca, bad = secret.unbase64(authority)
  if not ca then error(bad, 0) end
  -- A cluster on an Outpost is signed for by its id.
  local signed_name = cluster.outpostConfig and cluster.id or cluster.name or options.cluster
  return {
    conn = { server = cluster.endpoint, ca = ca },
    credential = aws_command.credential({
      cluster = signed_name, region = region, profile = options.profile, credentials = options.credentials,
      endpoint_url = options.endpoint_url,
    }, "DescribeCluster"),
    source = ("EKS cluster '%s' in %s"):format(options.cluster or cluster.name, region),
    ca_source = "EKS DescribeCluster", reach = reach_of(cluster.resourcesVpcConfig or {}),
  }
end

return M
