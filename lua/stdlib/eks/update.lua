-- An EKS update (of a node group or an add-on), awaited to its end; a failed one raises with EKS's own reasons.
local failure = require "failure"

local M = {}

local function reasons(update)
  local list = {}
  for _, issue in ipairs(update.errors or {}) do
    list[#list + 1] = ("%s: %s"):format(issue.errorCode or "unknown", issue.errorMessage or "no reason given")
  end
  return #list > 0 and table.concat(list, "; ") or "EKS gives no reason"
end

---How an update stands: true when it is through, false and its state while it runs.
---@param cluster table
---@param of table {id=, nodegroup= | addon=}
---@return boolean, string|nil
function M.state(cluster, of)
  local update = cluster.eks:describe_update{ name = cluster.name, updateId = of.id, nodegroupName = of.nodegroup,
    addonName = of.addon }.update
  if update.status == "Successful" then return true end
  if update.status == "Failed" or update.status == "Cancelled" then
    failure.raise{ code = "update_failed", message = ("update %s of %s %s: %s")
      :format(of.id, of.nodegroup or of.addon, update.status:lower(), reasons(update)) }
  end
  return false, "update " .. tostring(update.status)
end

return M
