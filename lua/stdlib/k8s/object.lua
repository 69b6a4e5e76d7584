-- What an object of any kind tells of itself.
local M = {}

---Its name for people: "namespace/name".
---@param object table of a kind that has namespaces
---@return string
function M.label(object) return object.metadata.namespace .. "/" .. object.metadata.name end

---Whether its condition Ready holds: of a Node its kubelet says so, of a Pod all its containers.
---@param object table a Node or a Pod
---@return boolean
function M.is_ready(object)
  for _, condition in ipairs(object.status and object.status.conditions or {}) do
    if condition.type == "Ready" then return condition.status == "True" end
  end
  return false
end

return M
