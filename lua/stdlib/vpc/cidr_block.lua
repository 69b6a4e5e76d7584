-- A block of a VPC as a resource: associated when it is missing, awaited until it can be used.
local aws = require "aws"
local failure = require "failure"
local range = require "vpc.range"

local M = {}

-- Blocks that were taken away, and attempts that failed, stay in the answer for a while, even beside a new one of the
-- same range: they are ghosts. Only the failure of what this run has asked for (`mine`) is of interest.
local function association(ec2, id, block, mine)
  local vpc = ec2:describe_vpcs{ VpcIds = { id } }.Vpcs[1]
  local failed
  for _, entry in ipairs(vpc and vpc.CidrBlockAssociationSet or {}) do
    local state = entry.CidrBlockState and entry.CidrBlockState.State or "associated"
    local found = { id = entry.AssociationId, cidr = block, state = state,
                    message = entry.CidrBlockState and entry.CidrBlockState.StatusMessage }
    if entry.CidrBlock == block then
      if state == "associated" or state == "associating" then return found end
      local failing = state == "failed" or state == "failing"
      failed = failed or failing and entry.AssociationId == mine and found or nil
    end
  end
  return failed
end

---A block of a VPC as a resource: associated, and awaited until it can be used.
---@param o {vpc: string, cidr: string, region?: string}
---@return table resource for run:ensure
function M.cidr_block(o)
  local block, ec2 = range.canonical(o.cidr), aws.ec2{ region = o.region }
  local mine
  return {
    kind = "range", name = block, repeatable = true,
    undo = { call = "vpc.undo.range", with = { vpc = o.vpc, cidr = block, region = o.region } },
    timeout = 300, every = 5,
    find = function() return association(ec2, o.vpc, block, mine) end,
    create = function()
      local made = ec2:associate_vpc_cidr_block{ VpcId = o.vpc, CidrBlock = block }.CidrBlockAssociation
      mine = made and made.AssociationId
    end,
    ready = function(found)
      if found.state == "associated" then return true end
      if found.state ~= "associating" then
        failure.raise{ code = "range_failed", message = ("%s could not be added to %s: %s")
          :format(block, o.vpc, found.message or "EC2 gives no reason") }
      end
      return false, found.state
    end,
    show = function(found) return ("%s %s, %s"):format(block, found.state, found.id) end,
  }
end

return M
