-- Security groups of a VPC that know nodes by their addresses: data stores, endpoints, load balancers, the nodes
-- themselves. Inside the VPC a pod is never masked, so what names the node blocks only is closed to the pods' new ones.
local named = require "vpc.named"
local reading = require "reading"
local rules = require "vpc.rules"

local M = {}

local DIRECTIONS = {
  { member = "IpPermissions", from = "from", verb = "lets in", call = "authorize-security-group-ingress" },
  { member = "IpPermissionsEgress", from = "to", verb = "lets out", call = "authorize-security-group-egress" },
}

-- What uses each group: group id -> list of texts.
local function users_of(network)
  local users = {}
  for _, interface in ipairs(reading.list(network, "interfaces")) do
    local what = (interface.Description or "") ~= "" and interface.Description or interface.InterfaceType or "interface"
    for _, group in ipairs(interface.Groups or {}) do
      users[group.GroupId] = users[group.GroupId] or {}
      table.insert(users[group.GroupId], ("%s %s"):format(what, interface.NetworkInterfaceId))
    end
  end
  return users
end

-- The permissions of a group, in one direction, that hold for nodes and not for pods: calls `add` for each.
local function of_group(plan, group, direction, pods_groups, add)
  local network, nodes, pods = plan.network, named.nodes(plan), named.pods(plan)
  local permissions = group[direction.member] or {}
  for _, permission in ipairs(permissions) do
    local named_range
    for _, range in ipairs(rules.ranges_of(network, permission, {})) do
      if named.overlaps(range, nodes) then named_range = named_range or range end
    end
    local traffic = { protocol = permission.IpProtocol, first = permission.FromPort, last = permission.ToPort }
    local left = named_range and rules.left_out(network, permissions, traffic, pods, pods_groups) or {}
    if #left > 0 then add(permission, named_range, left) end
  end
end

local function command(group, direction, permission, block)
  local ports = permission.FromPort and permission.FromPort ~= -1
    and (" --port %d-%d"):format(permission.FromPort, permission.ToPort) or ""
  return ("aws ec2 %s --group-id %s --protocol %s%s --cidr %s"):format(direction.call, group.GroupId,
    permission.IpProtocol, ports, block)
end

local function used_by(list)
  return ("it is on %d interface%s: %s"):format(#list, #list == 1 and "" or "s",
    table.concat(list, ", ", 1, math.min(3, #list)))
end

---Groups whose rules name node blocks and not the pods' ones; groups that nothing uses are left out.
---@param plan table
---@param pods_groups fun(): string[] groups that pods will have
---@return table check
function M.old_ranges(plan, pods_groups)
  return { name = "groups by address", warn = true, test = function()
    local problems, groups, users = {}, pods_groups(), nil
    for _, group in ipairs(reading.list(plan.network, "security_groups")) do
      for _, direction in ipairs(DIRECTIONS) do
        of_group(plan, group, direction, groups, function(permission, range, left)
          users = users or users_of(plan.network)
          local mine = users[group.GroupId]
          if not mine and reading.try(plan.network, "interfaces") then return end
          local words = named.words(plan, left)
          problems[#problems + 1] = { object = group.GroupId,
            detail = ("%s (%s) %s %s %s %s, but not %s %s; %s"):format(group.GroupId, group.GroupName or "",
              direction.verb, rules.words(permission), direction.from, range, direction.from, words,
              mine and used_by(mine) or "what uses it cannot be read"),
            remedy = command(group, direction, permission, words) }
        end)
      end
    end
    return problems
  end }
end

-- All permissions of an endpoint's groups, in one list.
local function permissions_of(network, endpoint)
  local list, wanted = {}, {}
  for _, group in ipairs(endpoint.Groups or {}) do wanted[group.GroupId] = true end
  for _, group in ipairs(network.security_groups) do
    local some = wanted[group.GroupId] and group.IpPermissions or {}
    table.move(some, 1, #some, #list + 1, list)
  end
  return list
end

---Interface endpoints whose names pods resolve (private DNS) let them in on 443.
---@param plan table
---@param pods_groups fun(): string[]
---@return table check
function M.endpoints(plan, pods_groups)
  local network = plan.network
  return { name = "VPC endpoints", warn = true, test = function()
    local problems, https = {}, { protocol = "tcp", first = 443, last = 443 }
    if not reading.try(network, "security_groups") then return problems end
    for _, endpoint in ipairs(network.endpoints) do
      if endpoint.VpcEndpointType == "Interface" and endpoint.PrivateDnsEnabled then
        local left = rules.left_out(network, permissions_of(network, endpoint), https, named.pods(plan), pods_groups())
        if #left > 0 then
          local words, group = named.words(plan, left), endpoint.Groups and endpoint.Groups[1]
          problems[#problems + 1] = { object = endpoint.VpcEndpointId,
            detail = ("%s (%s, private DNS) does not let in tcp 443 from %s: pods that call that service time out")
              :format(endpoint.VpcEndpointId, endpoint.ServiceName or "", words),
            remedy = ("aws ec2 authorize-security-group-ingress --group-id %s --protocol tcp --port 443 --cidr %s")
              :format(group and group.GroupId or "sg-...", words) }
        end
      end
    end
    return problems
  end }
end

---All of these, and what of it cannot be read.
---@param plan table
---@param pods_groups fun(): string[] groups that pods will have
---@return table[] checks
function M.checks(plan, pods_groups)
  local network = plan.network
  local function fact(member, what, right) return { object = network, member = member, what = what, right = right } end
  return { M.old_ranges(plan, pods_groups), M.endpoints(plan, pods_groups), reading.unread("groups in the VPC", {
    fact("security_groups", "security groups", "ec2:DescribeSecurityGroups"),
    fact("endpoints", "VPC endpoints", "ec2:DescribeVpcEndpoints"),
  }) }
end

return M
