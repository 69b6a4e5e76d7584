-- The network ACL of a subnet. A new subnet gets the VPC's default one; a pod subnet shall have its node subnet's.
local aws = require "aws"

local M = {}

---The ACL of a subnet among those read, and the id of the association.
---@return string|nil acl, string|nil association
function M.of_subnet(acls, subnet_id)
  for _, acl in ipairs(acls) do
    for _, association in ipairs(acl.Associations) do
      if association.SubnetId == subnet_id then return acl.NetworkAclId, association.NetworkAclAssociationId end
    end
  end
end

---The network ACL of a subnet as a resource.
---@param o {subnet: string, acl: string, region?: string}
---@return table resource for run:ensure
function M.association(o)
  local ec2 = aws.ec2{ region = o.region }
  local function find()
    local filters = { { Name = "association.subnet-id", Values = { o.subnet } } }
    local acl, id = M.of_subnet(ec2:describe_network_acls{ Filters = filters }.NetworkAcls, o.subnet)
    if acl then return { acl = acl, id = id } end
  end
  return {
    kind = "network ACL of", name = o.subnet, repeatable = true,
    undo = function(found)
      return { call = "vpc.undo.network_acl", with = { subnet = o.subnet, acl = found.acl, region = o.region } }
    end, timeout = 120, every = 3,
    find = find,
    same = function(found)
      return found.acl == o.acl, ("%s has %s, its node subnet %s"):format(o.subnet, found.acl, o.acl)
    end,
    change = function(found)
      ec2:replace_network_acl_association{ AssociationId = found.id, NetworkAclId = o.acl }
    end,
    show = function(found) return ("%s has %s"):format(o.subnet, found.acl) end,
  }
end

return M
