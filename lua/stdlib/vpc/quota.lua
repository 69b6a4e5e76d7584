-- How many blocks and subnets a VPC may have: Service Quotas where readable, AWS's default otherwise.
local aws = require "aws"

local M = {}

M.BLOCKS = { service = "vpc", code = "L-83CA0A9D", default = 5, what = "IPv4 blocks per VPC" }
M.SUBNETS = { service = "vpc", code = "L-407747CB", default = 200, what = "subnets per VPC" }
M.NODE_GROUPS = { service = "eks", code = "L-6D54EA21", default = 30, what = "managed node groups per cluster" }

---The value of a quota and where it is known from.
---@param quota {service: string, code: string, default: number}
---@param region string
---@return number value, string source
function M.value(quota, region)
  local client = aws.service_quotas{ region = region }
  local params = { ServiceCode = quota.service, QuotaCode = quota.code }
  for _, operation in ipairs{ "get_service_quota", "get_aws_default_service_quota" } do
    local answer = client:try(operation, params)
    local value = answer and answer.Quota and answer.Quota.Value
    if value then return value, "Service Quotas" end
  end
  return quota.default, "AWS's default; Service Quotas could not be read"
end

local function check(name, quota, region, count)
  return { name = name, rule = quota.what .. " (" .. quota.code .. ")", test = function()
    local there, more = count()
    if more == 0 then return true, "nothing is added" end
    local limit, source = M.value(quota, region)
    if there + more > limit then
      return false, ("%d of %d %s are in use (%s), %d more %s needed")
        :format(there, limit, quota.what, source, more, more == 1 and "is" or "are"),
        ("ask for more under quota %s, or take away what is not used"):format(quota.code)
    end
    return true, ("%d of %d in use"):format(there, limit)
  end }
end
M.check = check

---Room for one more block.
function M.blocks(network, block)
  return check("block quota", M.BLOCKS, network.region, function()
    local count, more = 0, 1
    for _, held in ipairs(network:blocks()) do
      count = count + 1
      if held.cidr == block and held.state ~= "disassociating" then more = 0 end
    end
    return count, more
  end)
end

---Room for the subnets that a plan still has to make.
function M.subnets(network, plan)
  return check("subnet quota", M.SUBNETS, network.region, function()
    local missing = 0
    for _, zone in ipairs(plan.zones) do
      if not zone.existing then missing = missing + 1 end
    end
    return #network.subnets, missing
  end)
end

return M
