-- Which blocks AWS lets a VPC take, and which would clash with what the VPC already reaches.
-- The restriction table is the one of the VPC user guide; every rule is a check of its own.
local cidr = require "cidr"

local M = {}

local NEVER = { "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4" }

-- What a VPC holds already -> what may no longer be added to it.
local TABLE = {
  { holds = "10.0.0.0/8", bars = { "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16" } },
  { holds = "172.16.0.0/12", bars = { "10.0.0.0/8", "192.168.0.0/16", "172.31.0.0/16", "198.19.0.0/16" } },
  { holds = "192.168.0.0/16", bars = { "10.0.0.0/8", "172.16.0.0/12", "198.19.0.0/16" } },
  { holds = "198.19.0.0/16", bars = { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16" } },
}
local PUBLIC = { holds = "a public range or 100.64.0.0/10",
                 bars = { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16" } }

-- A block that most VPCs can take, other than the one that was refused.
local function another(block)
  local free = cidr.overlaps(block, "100.64.0.0/16") and "100.65.0.0/16" or "100.64.0.0/16"
  return ("choose another block, for example --set pod_range=%s"):format(free)
end

local function row_of(block)
  for _, row in ipairs(TABLE) do
    if cidr.contains(row.holds, block) then return row end
  end
  return PUBLIC
end

local function barred_by(row, block)
  for _, bar in ipairs(row.bars) do
    if cidr.overlaps(bar, block) then return bar end
  end
end

---Why a VPC that holds `held` may not take `block` as well; nil when it may.
---@param held string
---@param block string
---@return string|nil
function M.restriction(held, block)
  local row = row_of(held)
  local bar = barred_by(row, block)
  if bar then
    return ("%s lies in %s, which AWS does not add to a VPC that holds %s (%s)"):format(block, bar, held, row.holds)
  end
end

---The association of exactly this block that is in force or on its way, or nil.
function M.held(network, block)
  for _, held in ipairs(network:blocks()) do
    if held.cidr == block and held.state ~= "disassociating" then return held end
  end
end

-- A block that the VPC holds already has passed EC2's own rules.
local function unless_held(network, block, test)
  return function()
    local held = M.held(network, block)
    if held then return true, ("%s is %s already"):format(block, held.state) end
    return test()
  end
end

local function form(block)
  return { name = "pod range", rule = "an IPv4 block of /16 to /28 that a VPC may hold", test = function()
    local parsed, why = cidr.parse(block)
    if not parsed or not block:match("^%d+%.%d+%.%d+%.%d+/%d+$") then
      return false, ("pod_range %q is not an IPv4 block%s"):format(block, why and ": " .. tostring(why) or ""),
        "write it as 100.64.0.0/16"
    end
    local length = tonumber(block:match("/(%d+)$"))
    if length < 16 or length > 28 then
      return false, ("%s is a /%d; a VPC takes blocks of /16 to /28"):format(block, length),
        length < 16 and "choose one /16 of it" or "choose a larger block"
    end
    for _, bar in ipairs(NEVER) do
      if cidr.overlaps(bar, block) then
        return false, ("%s lies in %s, which no VPC can hold"):format(block, bar), another(block)
      end
    end
    return true
  end }
end

local function restricted(network, block)
  local rule = "AWS's table of IPv4 CIDR association restrictions, row of the primary block"
  return { name = "range rule", rule = rule, test = unless_held(network, block, function()
    local why = M.restriction(network.vpc.CidrBlock, block)
    if why then return false, why, another(block) end
    for _, held in ipairs(network:blocks()) do
      local apart = not cidr.overlaps(held.cidr, block) -- or it is told that they overlap
      if apart and cidr.contains("10.0.0.0/15", held.cidr) and cidr.overlaps("10.0.0.0/16", block) then
        return false, ("%s lies in 10.0.0.0/16, which AWS does not add to a VPC that holds %s (inside 10.0.0.0/15)")
          :format(block, held.cidr), another(block)
      end
    end
    return true
  end) }
end

-- Only the row of the first block is certain; what the others bar is left to EC2 to decide.
local function doubtful(network, block)
  return { name = "range rule of other blocks", warn = true, test = unless_held(network, block, function()
    for _, held in ipairs(network:blocks()) do
      local why = not held.primary and M.restriction(held.cidr, block)
      if why then return false, why .. ": EC2 may refuse it", another(block) end
    end
    if cidr.overlaps("172.17.0.0/16", block) then
      return false, block .. " lies in 172.17.0.0/16, which Docker's bridge, Cloud9 and SageMaker use", another(block)
    end
    return true
  end) }
end

local function own_overlap(network, block)
  return { name = "own blocks", rule = "a new block may not overlap a block of the VPC",
    test = unless_held(network, block, function()
      local problems = {}
      for _, held in ipairs(network:blocks()) do
        if cidr.overlaps(held.cidr, block) then
          local leaving = held.state == "disassociating"
          problems[#problems + 1] = { object = held.id or held.cidr,
            detail = ("%s overlaps %s, which %s %s"):format(block, held.cidr, network.id,
              leaving and "is giving up right now" or "holds"),
            remedy = leaving and "wait until it is gone" or another(block) }
        end
      end
      return problems
    end) }
end

local function target_of(route)
  return route.GatewayId or route.NatGatewayId or route.TransitGatewayId or route.VpcPeeringConnectionId
    or route.NetworkInterfaceId or route.InstanceId or route.EgressOnlyInternetGatewayId or route.LocalGatewayId
    or route.CarrierGatewayId or route.CoreNetworkArn or route.OdbNetworkArn or "an unknown target"
end
M.target_of = target_of

---The destinations of a route: its own block, or those of its prefix list; nil and why when that cannot be read.
---@param network table
---@param route table
---@return string[]|nil, table|nil why
function M.destinations(network, route)
  if route.DestinationCidrBlock then return { route.DestinationCidrBlock } end
  if route.DestinationPrefixListId then return network:prefix_list(route.DestinationPrefixListId) end
  return {}
end

local function each_route(network, visit)
  for _, table_ in ipairs(network.route_tables) do
    for _, route in ipairs(table_.Routes) do
      if route.GatewayId ~= "local" then visit(table_, route) end
    end
  end
end

local function route_overlap(network, block)
  local rule = "a block added to a VPC may not be equal to, or contain, the destination of an existing route"
  return { name = "route overlaps", rule = rule, test = unless_held(network, block, function()
    local problems = {}
    each_route(network, function(table_, route)
      for _, destination in ipairs(M.destinations(network, route) or {}) do
        if cidr.contains(block, destination) then
          local list = route.DestinationPrefixListId
          problems[#problems + 1] = { object = table_.RouteTableId,
            detail = ("%s sends %s%s to %s; a block added to a VPC may not contain the destination of a route")
              :format(table_.RouteTableId, destination, list and " (" .. list .. ")" or "", target_of(route)),
            remedy = "use a block without it (--set pod_range=...), or remove that route" }
        end
      end
    end)
    return problems
  end) }
end

local function unreadable_routes(network, block)
  return { name = "prefix lists of routes", warn = true, test = unless_held(network, block, function()
    local problems = {}
    each_route(network, function(table_, route)
      local known, why = M.destinations(network, route)
      if not known then
        problems[#problems + 1] = { object = table_.RouteTableId,
          detail = ("the destinations of %s in %s cannot be read: %s")
            :format(route.DestinationPrefixListId, table_.RouteTableId, tostring(why)),
          remedy = "allow ec2:GetManagedPrefixListEntries, or see that the list holds nothing inside " .. block }
      end
    end)
    return problems
  end) }
end

local function peer_of(network, peering)
  local mine, peer = peering.RequesterVpcInfo, peering.AccepterVpcInfo
  local requested = mine and mine.VpcId == network.id
  if not requested then peer = mine end
  return peer or {}, requested
end

local function blocks_of(side)
  local list = {}
  for _, entry in ipairs(side.CidrBlockSet or {}) do list[#list + 1] = entry.CidrBlock end
  if #list == 0 and side.CidrBlock then list[1] = side.CidrBlock end
  return list
end

local function peering_problem(network, block, peering)
  local id, status = peering.VpcPeeringConnectionId, peering.Status and peering.Status.Code
  if status ~= "active" and status ~= "pending-acceptance" then return nil end
  local peer, requested = peer_of(network, peering)
  if status == "pending-acceptance" and requested then
    return { object = id, detail = ("%s to %s waits to be accepted; until then its requester can take no block")
      :format(id, peer.VpcId or "its peer"), remedy = "have the peering accepted, rejected or deleted first" }
  end
  for _, theirs in ipairs(blocks_of(peer)) do
    if cidr.overlaps(theirs, block) then
      return { object = id, detail = ("%s overlaps %s of %s, peer over %s (%s)")
        :format(block, theirs, peer.VpcId or "the peer", id, status), remedy = another(block) }
    end
  end
end

local function peering(network, block)
  local rule = "a new block may not overlap a peer's; a requester of a pending peering can add none"
  return { name = "peering", rule = rule, test = unless_held(network, block, function()
    local problems = {}
    for _, connection in ipairs(network.peerings) do
      problems[#problems + 1] = peering_problem(network, block, connection)
    end
    return problems
  end) }
end

local function service_range(block, services)
  return { name = "service range", rule = "pods and services of one cluster may not share addresses", test = function()
    if services and cidr.overlaps(services, block) then
      return false, ("%s overlaps the cluster's service range %s; inside the cluster service addresses win")
        :format(block, services), another(block)
    end
    return true
  end }
end

---All rules for adding a block to a VPC, as checks.
---@param network table
---@param block string
---@param options? {service_range: string}
---@return table[]
function M.checks(network, block, options)
  local first = form(block)
  if first.test() ~= true then return { first } end
  block = M.canonical(block)
  return {
    first, restricted(network, block), doubtful(network, block), own_overlap(network, block),
    route_overlap(network, block), unreadable_routes(network, block), peering(network, block),
    service_range(block, options and options.service_range),
  }
end

---The block as AWS keeps it: without host bits.
function M.canonical(block)
  return cidr.parse(block).network
end

return M
