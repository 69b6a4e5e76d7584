-- The groups that ENIConfigs give to pods, beside the cluster's own: what must pass between them for a pod to work.
-- Missing rules are the commonest fault of custom networking, and no error names them.
local named = require "vpc.named"
local reading = require "reading"
local rules = require "vpc.rules"
local security_groups = require "cni.security_groups"

local M = {}

---All groups that the pods of a plan will have, and those that are not known left out.
---@param cluster table
---@param plan table
---@param chosen string[]
---@return string[]
function M.of_plan(cluster, plan, chosen)
  local list, seen = {}, {}
  for _, zone in ipairs(plan.zones) do
    for _, id in ipairs(security_groups.of_zone(cluster, zone, chosen) or {}) do
      if not seen[id] then list[#list + 1] = id end
      seen[id] = true
    end
  end
  return list
end

local function permissions(network, ids, member)
  local list, wanted = {}, {}
  for _, id in ipairs(ids) do wanted[id] = true end
  for _, group in ipairs(network.security_groups) do
    local some = wanted[group.GroupId] and group[member] or {}
    table.move(some, 1, #some, #list + 1, list)
  end
  return list
end

-- Where the interfaces of the control plane lie.
local function control_plane_blocks(cluster)
  local list = {}
  for _, id in ipairs(cluster.subnets) do
    local subnet = cluster.network:subnet(id)
    list[#list + 1] = subnet and subnet.CidrBlock
  end
  return list
end

-- The ways that must be open: whose rules, in which direction, what, and the other side.
local function ways(pods, control)
  local function tcp(port) return { protocol = "tcp", first = port, last = port } end
  local function udp(port) return { protocol = "udp", first = port, last = port } end
  return {
    { of = control, member = "IpPermissions", traffic = tcp(443), side = pods, say = "from pods: the API server" },
    { of = pods, member = "IpPermissionsEgress", traffic = tcp(443), side = control, say = "to the API server" },
    { of = pods, member = "IpPermissions", traffic = tcp(10250), side = control,
      say = "from the control plane: metrics, webhooks" },
    { of = control, member = "IpPermissionsEgress", traffic = tcp(10250), side = pods, say = "to pods and kubelets" },
    { of = pods, member = "IpPermissions", traffic = udp(53), side = pods, say = "from pods: cluster DNS" },
    { of = pods, member = "IpPermissions", traffic = tcp(53), side = pods, say = "from pods: cluster DNS" },
    { of = pods, member = "IpPermissionsEgress", traffic = udp(53), side = pods, say = "to cluster DNS" },
  }
end

local function problem(way)
  local groups, direction = table.concat(way.of.groups, ", "), way.member == "IpPermissions" and "ingress" or "egress"
  local port = way.traffic.first
  return { object = way.of.groups[1],
    detail = ("%s let no %s %d pass %s"):format(groups, way.traffic.protocol, port, way.say),
    remedy = ("aws ec2 authorize-security-group-%s --group-id %s --protocol %s --port %d --source-group %s; or give "
      .. "pods the cluster's group too (security_groups)"):format(direction, way.of.groups[1], way.traffic.protocol,
      port, way.side.groups[1]) }
end

---What pods need passes between their groups and the cluster's: 443, 53, 10250.
---@param cluster table
---@param plan table
---@param chosen string[]
---@return table check
function M.check(cluster, plan, chosen)
  return { name = "rules of pods' groups", warn = true, test = function()
    local problems, seen, network = {}, {}, plan.network
    local own = cluster.security_group
    if not own or own == "" or not reading.try(network, "security_groups") then return problems end
    local control = { groups = { own }, blocks = control_plane_blocks(cluster) }
    for _, zone in ipairs(plan.zones) do
      local groups = security_groups.of_zone(cluster, zone, chosen)
      local key = groups and table.concat(groups, ",")
      if key and not seen[key] then
        seen[key] = true
        for _, way in ipairs(ways({ groups = groups, blocks = named.pods(plan) }, control)) do
          local left = rules.left_out(network, permissions(network, way.of.groups, way.member), way.traffic,
            way.side.blocks, way.side.groups)
          if #left > 0 then problems[#problems + 1] = problem(way) end
        end
      end
    end
    return problems
  end }
end

return M
