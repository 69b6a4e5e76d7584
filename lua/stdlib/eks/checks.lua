-- What a cluster must be for this procedure: an active IPv4 cluster with aws-node, whose API we can reach.
local failure = require "failure"

local M = {}

local function active(cluster)
  local rule = "the cluster is ACTIVE: EKS makes no node groups while it is updated"
  return { name = "cluster", rule = rule, test = function()
    if cluster.status == "ACTIVE" then return true end
    return false, ("cluster %s is %s"):format(cluster.name, cluster.status), "wait until it is ACTIVE"
  end }
end

local function family(cluster)
  return { name = "ip family", rule = "custom networking exists for IPv4 clusters only", test = function()
    if cluster.ip_family ~= "ipv6" then return true end
    return false, ("cluster %s gives its pods IPv6 addresses; custom networking is for IPv4 clusters")
      :format(cluster.name), "an IPv6 cluster does not run out of pod addresses: nothing is needed here"
  end }
end

local function auto_mode(cluster)
  local rule = "Auto Mode has no aws-node to switch"
  return { name = "auto mode", rule = rule, test = function()
    if not cluster.auto_mode then return true end
    return false, ("cluster %s is in Auto Mode: its nodes have no aws-node DaemonSet to switch"):format(cluster.name),
      "name pod subnets in the NodeClass instead: podSubnetSelectorTerms and podSecurityGroupSelectorTerms"
  end }
end

local function outpost(cluster)
  return { name = "outpost", test = function()
    if not cluster.outpost then return true end
    return false, ("the control plane of %s runs on an Outpost, which this procedure has not been tried on")
      :format(cluster.name), "follow the manual steps of docs/procedure.md"
  end }
end

local function access(cluster)
  local public = cluster.public_endpoint and "public access is on" or "public access is off"
  if cluster.public_endpoint and #cluster.public_access > 0 then
    public = public .. " for " .. table.concat(cluster.public_access, ", ")
  end
  return ("%s, private access is %s"):format(public, cluster.private_endpoint and "on" or "off")
end

-- Why the API does not serve us: it refuses this identity, something else answers, or nobody does.
local function unreached(cluster, server, why)
  local status = type(why) == "table" and why.status
  local hint = type(why) == "table" and why.hint
  if type(why) == "table" and why.code == "tls" then
    return tostring(why), hint or "the CA must be the one of the cluster: aws eks update-kubeconfig writes it anew"
  end
  if status == 401 or status == 403 then
    return ("%s answers %d: %s"):format(server, status, tostring(why)),
      hint or "give this identity an access entry of the cluster, or use another --profile"
  elseif status then
    return ("%s answers, but not as a Kubernetes API does: %s"):format(server, tostring(why)),
      hint or "something between here and the cluster may have answered: check the address, HTTPS_PROXY and NO_PROXY"
  elseif server ~= cluster.endpoint then
    return ("%s cannot be reached from here: %s"):format(server, tostring(why)),
      hint or ("check the kubeconfig; EKS names %s as the endpoint of %s"):format(cluster.endpoint, cluster.name)
  end
  return ("%s cannot be reached from here (%s): %s"):format(server, access(cluster), tostring(why)),
    cluster.public_endpoint and "run from an address that the endpoint allows, or set HTTPS_PROXY"
      or "the endpoint is private: run from inside the VPC or a network joined to it, or through HTTPS_PROXY"
end

local function reachable(cluster)
  return { name = "endpoint", rule = "the Kubernetes API answers from here", test = function()
    local connected, client = pcall(function() return cluster.kube end)
    if not connected then
      if not failure.is(client) or client.code == "cancelled" then error(client, 0) end
      return false, tostring(client), client.hint or "check --kubeconfig and --context"
    end
    local version, why = client:try("version")
    local server = client.server or cluster.endpoint
    if version then return true, ("%s answers, %s"):format(server, version.gitVersion or "no version") end
    return false, unreached(cluster, server, why)
  end }
end

---What the cluster must be.
---@param cluster table
---@param options? {kubernetes: boolean} false: the cluster's own API is not asked
---@return table[]
function M.checks(cluster, options)
  local list = { active(cluster), family(cluster), auto_mode(cluster), outpost(cluster) }
  if not options or options.kubernetes ~= false then list[#list + 1] = reachable(cluster) end
  return list
end

return M
