-- One EKS cluster as everything else sees it: what DescribeCluster says, and what is around it, read when needed.
-- The Kubernetes API is dialled only by those who ask for `kube` or what is read through it.
local aws = require "aws"
local instances = require "eks.instances"
local k8s = require "k8s"
local vpc = require "vpc"
local task = require "task"
local lazy = require "lazy"
local failure = require "failure"
local secret = require "secret"
local addons = require "eks.addon"

local M = {}

local readers = {}

readers.eks = function(cluster) return aws.eks{ region = cluster.region } end
readers.ec2 = function(cluster) return aws.ec2{ region = cluster.region } end
readers.autoscaling = function(cluster) return aws.autoscaling{ region = cluster.region } end
readers.elbv2 = function(cluster) return aws.elbv2{ region = cluster.region } end
readers.network = function(cluster) return vpc.network(cluster.vpc, cluster.region) end

-- A context or kubeconfig that the operator named wins; otherwise EKS itself tells how the API is reached.
readers.kube = function(cluster)
  local chosen = task.context().k8s_options or {}
  if chosen.context or chosen.kubeconfig then return k8s.connect(chosen) end
  return k8s.connect{ cluster = cluster.name, region = cluster.region, described = cluster.raw }
end

---Managed node groups as DescribeNodegroup gives them, sorted by name.
readers.node_groups = function(cluster)
  local names = cluster.eks:all("list_nodegroups", { clusterName = cluster.name })
  table.sort(names)
  local found = task.map(names, function(name)
    local answer, why = cluster.eks:try("describe_nodegroup", { clusterName = cluster.name, nodegroupName = name })
    if answer then return answer.nodegroup end
    if why.code ~= "ResourceNotFoundException" then error(why, 0) end
    return false -- deleted since it was listed
  end, { limit = 8 })
  local list = {}
  for _, group in ipairs(found) do list[#list + 1] = group or nil end
  return list
end

local function tag_of(group, key)
  for _, tag in ipairs(group.Tags or {}) do
    if tag.Key == key then return tag.Value end
  end
end

-- Auto Scaling groups that are marked as this cluster's, those behind managed groups included.
readers.scaling_groups = function(cluster)
  local marks = { "kubernetes.io/cluster/" .. cluster.name, "k8s.io/cluster/" .. cluster.name,
                  "k8s.io/cluster-autoscaler/" .. cluster.name }
  return cluster.autoscaling:all("describe_auto_scaling_groups", { Filters = { { Name = "tag-key", Values = marks } } })
end

---Auto Scaling groups of nodes that no managed group owns.
readers.self_managed = function(cluster)
  local managed, list = {}, {}
  for _, group in ipairs(cluster.node_groups) do
    for _, scaling in ipairs(group.resources and group.resources.autoScalingGroups or {}) do
      managed[scaling.name] = true
    end
  end
  for _, scaling in ipairs(cluster.scaling_groups) do
    if not managed[scaling.AutoScalingGroupName] and not tag_of(scaling, "eks:nodegroup-name") then
      list[#list + 1] = scaling
    end
  end
  return list
end

---Target groups in the cluster's VPC that a load balancer sends to.
readers.target_groups = function(cluster)
  local list = {}
  for _, group in ipairs(cluster.elbv2:all("describe_target_groups", {})) do
    if group.VpcId == cluster.vpc and #(group.LoadBalancerArns or {}) > 0 then list[#list + 1] = group end
  end
  return list
end

---The DaemonSet of the VPC CNI, or false.
readers.aws_node = function(cluster)
  return cluster.kube:get("daemonsets.apps", "aws-node", { namespace = "kube-system" })
end

---The managed add-on vpc-cni, or false.
readers.vpc_cni = function(cluster) return addons.addon(cluster, "vpc-cni") end

---What its configuration may say, as a JSON schema.
readers.vpc_cni_schema = function(cluster) return cluster.vpc_cni and addons.schema(cluster, cluster.vpc_cni) end

---EC2 instances of the cluster's nodes.
readers.instances = function(cluster)
  local ids, list = {}, {}
  for _, node in ipairs(cluster.nodes) do ids[#ids + 1] = instances.of_node(node) end
  for first = 1, #ids, 200 do -- EC2 takes no more values in one filter
    local some = table.move(ids, first, math.min(first + 199, #ids), 1, {})
    local found = instances.all(cluster.ec2, { { Name = "instance-id", Values = some } })
    table.move(found, 1, #found, #list + 1, list)
  end
  return list
end

readers.nodes = function(cluster) return cluster.kube:list("nodes") end

readers.pods = function(cluster) return cluster.kube:list("pods") end

-- Kinds of which one list serves every check that asks.
for member, kind in pairs{
  services = "services", namespaces = "namespaces", budgets = "poddisruptionbudgets.policy",
  network_policies = "networkpolicies.networking.k8s.io", deployments = "deployments.apps",
  stateful_sets = "statefulsets.apps", daemon_sets = "daemonsets.apps", jobs = "jobs.batch",
  cron_jobs = "cronjobs.batch",
} do
  readers[member] = function(cluster) return cluster.kube:list(kind) end
end

---The priorities of Cluster Autoscaler, or false.
readers.autoscaler_priorities = function(cluster)
  return cluster.kube:get("configmaps", "cluster-autoscaler-priority-expander", { namespace = "kube-system" })
end

-- Kinds that a cluster may lack; then the list is empty.
for member, kind in pairs{
  node_classes = "ec2nodeclasses.karpenter.k8s.aws", -- Karpenter's
  target_bindings = "targetgroupbindings.elbv2.k8s.aws", -- of the AWS Load Balancer Controller
} do
  readers[member] = function(cluster)
    local list, why = cluster.kube:try("list", kind)
    if list then return list end
    if failure.is(why) and (why.code == "NotFound" or why.code == "UnknownKind" or why.status == 404) then return {} end
    error(why, 0)
  end
end

local function describe(name, region)
  local client = aws.eks{ region = region }
  local answer, why = client:try("describe_cluster", { name = name })
  if answer then return answer.cluster end
  if why.code ~= "ResourceNotFoundException" then error(why, 0) end
  local known = client:try("list_clusters", {})
  local names = known and table.concat(known.clusters, ", ") or ""
  failure.raise{ code = "no_cluster", refusal = true, status = why.status, request_id = why.request_id,
    message = ("there is no cluster %q in %s"):format(name, region),
    hint = names ~= "" and "clusters there: " .. names or "check --region and --profile" }
end

---The cluster of this name in the current account and region.
---@param name string
---@param options? {region: string}
---@return table
function M.cluster(name, options)
  local region = options and options.region or aws.region()
  local raw = describe(name, region)
  local config, network = raw.resourcesVpcConfig or {}, raw.kubernetesNetworkConfig or {}
  return lazy.object({
    name = name, region = region, arn = raw.arn, raw = raw,
    account = raw.arn and raw.arn:match("^arn:[^:]*:eks:[^:]*:([^:]*):"),
    version = raw.version, status = raw.status, endpoint = raw.endpoint,
    vpc = config.vpcId, subnets = config.subnetIds or {}, security_group = config.clusterSecurityGroupId,
    public_endpoint = config.endpointPublicAccess, private_endpoint = config.endpointPrivateAccess,
    public_access = config.publicAccessCidrs or {},
    service_range = network.serviceIpv4Cidr, ip_family = network.ipFamily or "ipv4",
    auto_mode = raw.computeConfig ~= nil and raw.computeConfig.enabled == true,
    outpost = raw.outpostConfig ~= nil and next(raw.outpostConfig) ~= nil,
    k8s = function(cluster) return cluster.kube end,
  }, readers)
end

-- What tells this cluster from every other: a resumed run that would write to another one is refused.
local function pin_of(cluster)
  local caller = aws.sts{ region = cluster.region }:get_caller_identity{}
  local authority = cluster.raw.certificateAuthority and cluster.raw.certificateAuthority.data
  return { account = cluster.account, region = cluster.region, partition = (cluster.arn or ""):match("^arn:([^:]*):"),
    cluster = cluster.name, arn = cluster.arn, vpc = cluster.vpc, api = cluster.endpoint, identity = caller.Arn,
    authority = authority and secret.hash(authority):sub(1, 16), by = "eks.undo.target" }
end

---What the headline of a run shows of its target, and what a run is pinned to: both arguments of run:target.
---@param cluster table
---@return table shown, fun(): table pin
function M.target(cluster)
  return { cluster = cluster.name, region = cluster.region, account = cluster.account, vpc = cluster.vpc },
    function() return pin_of(cluster) end
end

return M
