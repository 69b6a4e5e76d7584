-- The version of the VPC CNI, read from an image tag or an add-on's version, and what each version is good for.
local M = {}

---@param text string as in v1.10.1-eksbuild.1 or 1.18.3-rc1
---@return table|nil {1, 10, 1, text = "v1.10.1"}
function M.parse(text)
  local major, minor, patch, rest = text:match("^v?(%d+)%.(%d+)%.(%d+)(.*)$")
  if not major then return nil end
  if rest ~= "" and not (rest:match("^%-rc%d+$") or rest:match("^%-eksbuild%.%d+$")
      or rest:match("^%-rc%d+%-eksbuild%.%d+$")) then
    return nil
  end
  return { tonumber(major), tonumber(minor), tonumber(patch), text = ("v%s.%s.%s"):format(major, minor, patch) }
end

---The version in an image reference, or nil when a digest or a mirror's own tag hides it.
---@param image string
---@return table|nil
function M.of_image(image)
  local tag = image:gsub("@.*$", ""):match(":([^:/]+)$")
  return tag and M.parse(tag)
end

---Whether a is older than b.
function M.older(a, b)
  for i = 1, 3 do
    if a[i] ~= b[i] then return a[i] < b[i] end
  end
  return false
end

-- Versions with faults that hit custom networking.
local BAD = {
  ["v1.13.0"] = "it gives pods no address when an ENIConfig names no security groups",
  ["v1.22.2"] = "it can hand a node's own address to a pod",
}

---What speaks against a version: a refusal, or a warning.
---@param version table
---@return string|nil refusal, string|nil remedy, string|nil warning
function M.judge(version)
  local update = "update the vpc-cni add-on to %s or newer, one minor version at a time"
  if not M.older({ 1, 6, 3 }, version) then
    return ("aws-node runs amazon-k8s-cni %s; custom networking as described here needs a version newer than 1.6.3")
      :format(version.text), update:format("1.8.0")
  end
  if M.older(version, { 1, 8, 0 }) then
    return ("aws-node runs amazon-k8s-cni %s; custom networking with explicit security groups needs 1.8.0")
      :format(version.text), update:format("1.8.0")
  end
  if BAD[version.text] then return nil, update:format("1.19.5"), ("%s: %s"):format(version.text, BAD[version.text]) end
  if M.older(version, { 1, 13, 2 }) then
    return nil, update:format("1.13.2"), ("%s is older than 1.13.2: a node can be Ready while pods get no address")
      :format(version.text)
  end
end

return M
