-- Tags of what we make: the organisation's own are copied from a neighbour, role marks never.
-- A pod subnet with kubernetes.io or karpenter.sh tags would attract load balancers and nodes.
local M = {}

---The tag by which a pod subnet is known as one of a cluster's.
M.PODS_OF = "perigee:pods-of"

-- What programs read, by its first part or by the domain before the slash, of which they own all subdomains too
-- (topology.kubernetes.io, node.k8s.amazonaws.com).
local PREFIXES = { "aws:", "eks:", "perigee:", "crossplane-" }
local DOMAINS = { "kubernetes.io", "k8s.io", "k8s.aws", "k8s.amazonaws.com", "vpc.amazonaws.com", "eks.amazonaws.com",
                  "karpenter.sh", "eksctl.io" }
local MOST = 50

local function copied(key)
  if key == "Name" then return false end
  for _, prefix in ipairs(PREFIXES) do
    if key:sub(1, #prefix) == prefix then return false end
  end
  local domain = "." .. (key:match("^([^/]*)/") or "")
  for _, owned in ipairs(DOMAINS) do
    if domain:sub(-#owned - 1) == "." .. owned then return false end
  end
  return true
end

---The value of a tag in AWS's list form, or nil.
function M.get(tags, key)
  for _, tag in ipairs(tags or {}) do
    if tag.Key == key then return tag.Value end
  end
end

---Tags of a new pod subnet: its name, its mark, and the organisation's tags of the node subnet.
---@param model table subnet whose tags are copied
---@param own table<string, string>
---@return table[] list of {Key=, Value=}
function M.for_subnet(model, own)
  local list = {}
  for key, value in pairs(own) do list[#list + 1] = { Key = key, Value = value } end
  for _, tag in ipairs(model and model.Tags or {}) do
    if copied(tag.Key) and not own[tag.Key] and #list < MOST then
      list[#list + 1] = { Key = tag.Key, Value = tag.Value }
    end
  end
  table.sort(list, function(a, b) return a.Key < b.Key end)
  return list
end

return M
