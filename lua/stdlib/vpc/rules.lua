-- Rules of security groups: whether traffic of some protocol and port passes, from or to some blocks and groups.
local named = require "vpc.named"

local M = {}

-- Whether a permission takes in all of a protocol's ports from one to another.
local function includes(permission, protocol, first, last)
  if permission.IpProtocol == "-1" then return true end
  if permission.IpProtocol ~= protocol then return false end
  local from, to = permission.FromPort or -1, permission.ToPort or -1
  return from == -1 or (first ~= nil and from <= first and to >= (last or first))
end

-- Blocks that a permission names, those of its prefix lists included where they can be read.
local function ranges_of(network, permission, list)
  for _, range in ipairs(permission.IpRanges or {}) do list[#list + 1] = range.CidrIp end
  for _, item in ipairs(permission.PrefixListIds or {}) do
    local entries = network:prefix_list(item.PrefixListId) or {}
    table.move(entries, 1, #entries, #list + 1, list)
  end
  return list
end
M.ranges_of = ranges_of

local function names_group(permission, groups)
  for _, pair in ipairs(permission.UserIdGroupPairs or {}) do
    for _, group in ipairs(groups) do
      if pair.GroupId == group then return true end
    end
  end
  return false
end

---The blocks that permissions do not let through, with a protocol and ports; none when they name one of the groups.
---@param network table
---@param permissions table[]
---@param traffic {protocol: string, first: integer|nil, last: integer|nil}
---@param blocks string[]
---@param groups string[] groups that the other side has
---@return string[]
function M.left_out(network, permissions, traffic, blocks, groups)
  local ranges = {}
  for _, permission in ipairs(permissions) do
    if includes(permission, traffic.protocol, traffic.first, traffic.last) then
      if names_group(permission, groups) then return {} end
      ranges_of(network, permission, ranges)
    end
  end
  return named.uncovered(blocks, ranges)
end

---Protocol and ports of a permission in words.
---@param permission table
---@return string
function M.words(permission)
  local protocol = permission.IpProtocol
  if protocol == "-1" then return "all traffic" end
  if not permission.FromPort or permission.FromPort == -1 then return protocol end
  if permission.FromPort == permission.ToPort then return ("%s %d"):format(protocol, permission.FromPort) end
  return ("%s %d-%d"):format(protocol, permission.FromPort, permission.ToPort)
end

return M
