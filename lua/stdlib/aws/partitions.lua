-- The partitions of AWS: separate worlds with accounts, regions and host names of their own.
-- `prefixes` are the first words of region names, longest first where one begins another.
local M = {}

---@class aws.partition
---@field name string as in ARNs
---@field suffix string of host names
---@field dual string suffix of hosts that answer on IPv4 and IPv6
---@field region string where the partition's global services sign
M.list = {
  { name = "aws-cn", suffix = "amazonaws.com.cn", dual = "api.amazonwebservices.com.cn", region = "cn-northwest-1",
    prefixes = { "cn" } },
  { name = "aws-us-gov", suffix = "amazonaws.com", dual = "api.aws", region = "us-gov-west-1",
    prefixes = { "us-gov" } },
  { name = "aws", suffix = "amazonaws.com", dual = "api.aws", region = "us-east-1",
    prefixes = { "us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx" } },
}

---The partition of a region; a region of no known form counts as one of `aws`, as in every SDK.
---@param region string
---@return aws.partition partition, boolean known
function M.of(region)
  for _, partition in ipairs(M.list) do
    for _, prefix in ipairs(partition.prefixes) do
      if region:match("^" .. prefix:gsub("%-", "%%-") .. "%-%a+%-%d+$") then return partition, true end
    end
  end
  return M.list[#M.list], false
end

return M
