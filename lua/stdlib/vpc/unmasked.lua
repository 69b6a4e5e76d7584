-- Pods that leave the VPC with their own address. The CNI hides it behind the node's (SNAT) unless EXTERNALSNAT is on
-- or the destination is excluded; then the far side sees an address that it has never routed back.
local cidr = require "cidr"
local named = require "vpc.named"
local range = require "vpc.range"
local route_table = require "vpc.route_table"

local M = {}

local EXTERNAL, EXCLUDED = "AWS_VPC_K8S_CNI_EXTERNALSNAT", "AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS"

-- What a route leads to beyond the VPC, where no gateway changes the sender's address.
local function far_side(route)
  if route.TransitGatewayId then return "transit gateway" end
  if route.VpcPeeringConnectionId then return "peering" end
  if route.CoreNetworkArn then return "cloud WAN" end
  if route.LocalGatewayId then return "local gateway" end
  if (route.GatewayId or ""):match("^vgw%-") then return "VPN gateway" end
end

-- Why pods reach a destination with their own address, or nil.
local function unmasked_by(environment, destination)
  if environment[EXTERNAL] == "true" then return EXTERNAL .. "=true" end
  for excluded in (environment[EXCLUDED] or ""):gmatch("[^,%s]+") do
    if cidr.parse(excluded) and cidr.overlaps(excluded, destination) then return EXCLUDED .. "=" .. excluded end
  end
end

-- The tables that pod subnets will use, each with its zones.
local function tables_of(plan)
  local list, zones = {}, {}
  for _, zone in ipairs(plan.zones) do
    local found = zone.route_table and route_table.by_id(plan.network.route_tables, zone.route_table)
    if found and not zones[found] then
      zones[found], list[#list + 1] = {}, found
    end
    if found then table.insert(zones[found], zone.zone) end
  end
  return list, zones
end

local function problem(plan, found, where)
  local pods = named.words(plan, named.pods(plan))
  return { object = where.table,
    detail = ("%s (%s) sends %s to %s %s; with %s pods arrive there with addresses of %s, not with their node's, and "
      .. "the far side must route them back"):format(where.table, where.zones, found.destination, found.kind,
      found.target, found.why, pods),
    remedy = ("add a route for %s on the far side and open its firewalls, then --set accept_unmasked=true")
      :format(pods) }
end

---No route leads pods out of the VPC with an address that the far side has not seen before.
---@param plan table
---@param environment fun(): table<string, string> of aws-node
---@param accepted? boolean tell it only
---@return table check
function M.check(plan, environment, accepted)
  local rule = "pods that are not masked leave the VPC only where the far side routes the new block back"
  return { name = "unmasked pods", rule = rule, warn = accepted or nil, test = function()
    local variables, problems = environment(), {}
    if variables[EXTERNAL] ~= "true" and (variables[EXCLUDED] or "") == "" then
      return true, "aws-node hides pods behind their node's address outside of the VPC"
    end
    local list, zones = tables_of(plan)
    for _, found in ipairs(list) do
      local where = { table = found.RouteTableId, zones = table.concat(zones[found], ", ") }
      for _, route in ipairs(found.Routes) do
        local kind = route.State ~= "blackhole" and far_side(route)
        for _, destination in ipairs(kind and range.destinations(plan.network, route) or {}) do
          local why = unmasked_by(variables, destination)
          if why then
            problems[#problems + 1] = problem(plan, { destination = destination, kind = kind, why = why,
              target = range.target_of(route) }, where)
          end
        end
      end
    end
    return problems
  end }
end

return M
