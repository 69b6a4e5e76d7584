-- Which route table a subnet uses, and the association of a pod subnet with its node subnet's table.
-- Associations are only ever added: a table's other subnets, and the main table, are never touched.
local aws = require "aws"
local failure = require "failure"

local M = {}

---The table that a subnet uses, and whether that is by an association of its own.
---@param tables table[] route tables of the VPC
---@param subnet_id string
---@return table|nil route_table, boolean explicit
function M.of_subnet(tables, subnet_id)
  local main
  for _, candidate in ipairs(tables) do
    for _, association in ipairs(candidate.Associations) do
      local state = association.AssociationState and association.AssociationState.State
      if association.SubnetId == subnet_id and state ~= "disassociated" and state ~= "failed" then
        return candidate, true
      end
      if association.Main then main = candidate end
    end
  end
  return main, false
end

---The table with this id, or nil.
function M.by_id(tables, id)
  for _, candidate in ipairs(tables) do
    if candidate.RouteTableId == id then return candidate end
  end
end

local function association_of(ec2, subnet_id)
  local filters = { { Name = "association.subnet-id", Values = { subnet_id } } }
  for _, found in ipairs(ec2:describe_route_tables{ Filters = filters }.RouteTables) do
    for _, association in ipairs(found.Associations) do
      local state = association.AssociationState and association.AssociationState.State or "associated"
      local ghost = state == "disassociated" or state == "disassociating"
      if association.SubnetId == subnet_id and not association.Main and not ghost then
        return { id = association.RouteTableAssociationId, table = found.RouteTableId, state = state }
      end
    end
  end
end

---The association of a subnet with a route table as a resource; one with another table is not replaced.
---@param o {subnet: string, route_table: string, region?: string}
---@return table resource for run:ensure
function M.association(o)
  local ec2 = aws.ec2{ region = o.region }
  return {
    kind = "route table association", name = ("%s with %s"):format(o.subnet, o.route_table),
    repeatable = true, timeout = 120, every = 3,
    undo = { call = "vpc.undo.association", with = { subnet = o.subnet, route_table = o.route_table,
      region = o.region } },
    find = function()
      local found = association_of(ec2, o.subnet)
      if found and found.state ~= "failed" then return found end
    end,
    same = function(found)
      if found.table == o.route_table then return true end
      return false, ("%s is associated with %s, not with %s"):format(o.subnet, found.table, o.route_table)
    end,
    create = function() ec2:associate_route_table{ RouteTableId = o.route_table, SubnetId = o.subnet } end,
    ready = function(found)
      if found.state == "associated" then return true end
      if found.state == "failed" then
        failure.raise{ code = "association_failed", message = found.id .. " failed" }
      end
      return false, found.state
    end,
    show = function(found) return ("%s uses %s (%s)"):format(o.subnet, found.table, found.id) end,
    remedy = ("associate it with %s yourself, or name its table in `zones` (route_table = ...)"):format(o.route_table),
  }
end

return M
