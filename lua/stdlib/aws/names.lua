-- Method names: DescribeVpcs <-> describe_vpcs, ListMFADevices <-> list_mfa_devices.
-- A run of capitals is one word, with its plural s (ListWebACLs). The way back looks at the operations that exist,
-- since `mfa` could be MFA or Mfa.
local M = {}

---@param operation string as in the API reference
---@return string method
function M.method(operation)
  local text = operation:gsub("(%u)(%u+)s%f[%u\0]", function(first, rest) return first .. rest:lower() .. "s" end)
  text = text:gsub("(%u+)(%u%l)", "%1_%2"):gsub("([%l%d])(%u)", "%1_%2")
  return text:lower()
end

---The most likely operation of a method: every word with a capital.
---@param method string
---@return string operation
function M.operation(method)
  local text = ("_" .. method):gsub("_(%w)", string.upper)
  return text
end

return M
