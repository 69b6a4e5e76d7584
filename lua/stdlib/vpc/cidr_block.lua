-- A block of a VPC as a resource: associated when it is missing, awaited until it can be used.
local aws = require "aws"
local failure = require "failure"
local range = require "vpc.range"

local M = {}

local function association(ec2, id, block)
  local vpc = ec2:describe_vpcs{ VpcIds = { id } }.Vpcs[1]
  for _, entry in ipairs(vpc and vpc.CidrBlockAssociationSet or {}) do
    local state = entry.CidrBlockState and entry.CidrBlockState.State or "associated"
    -- blocks taken away stay in the answer for a while, even beside a new one of the same range
    if entry.CidrBlock == block and state ~= "disassociated" and state ~= "disassociating" then
      return { id = entry.AssociationId, cidr = block, state = state,
               message = entry.CidrBlockState and entry.CidrBlockState.StatusMessage }
    end
  end
end

---A block of a VPC as a resource: associated, and awaited until it can be used.
---@param o {vpc: string, cidr: string, region?: string}
---@return table resource for run:ensure
function M.cidr_block(o)
  local block, ec2 = range.canonical(o.cidr), aws.ec2{ region = o.region }
  return {
    kind = "range", name = block, timeout = 300, every = 5,
    find = function()
      local found = association(ec2, o.vpc, block)
      -- a failed one is as good as none: it is asked for again
      if found and found.state ~= "failed" then return found end
    end,
    create = function() ec2:associate_vpc_cidr_block{ VpcId = o.vpc, CidrBlock = block } end,
    ready = function(found)
      if found.state == "associated" then return true end
      if found.state == "failing" then
        failure.raise{ code = "range_failed", message = ("%s could not be added to %s: %s")
          :format(block, o.vpc, found.message or "EC2 gives no reason") }
      end
      return false, found.state
    end,
    show = function(found) return ("%s %s, %s"):format(block, found.state, found.id) end,
  }
end

return M
