-- The EC2 instances behind nodes.
local M = {}

---The id of a node's instance, by its providerID.
---@param node table
---@return string|nil
function M.of_node(node) return (node.spec.providerID or ""):match("/(i%-%x+)$") end

---Instances as DescribeInstances gives them, whatever reservation each came with.
---@param ec2 table client
---@param filters {Name: string, Values: string[]}[]
---@return table[]
function M.all(ec2, filters)
  local list = {}
  for _, reservation in ipairs(ec2:all("describe_instances", { Filters = filters })) do
    table.move(reservation.Instances, 1, #reservation.Instances, #list + 1, list)
  end
  return list
end

return M
