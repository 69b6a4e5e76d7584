-- What a replacement changes beside the addresses: EKS makes a group only of the cluster's version, and new nodes start
-- from the group's release, whatever the old ones have run since they started.
local groups = require "nodes.groups"

local M = {}

-- The kubelet of the release that a group starts its nodes from, as 1.33.1; nil where the release does not tell.
local function kubelet_of_release(group)
  local found = (group.releaseVersion or ""):match("^(%d+%.%d+%.%d+)%-")
  return found and found:match("^%d+%.%d+") == group.version and found or nil
end

-- Nodes of a group that run another kubelet: versions in words, and how many nodes.
local function others(cluster, group, wanted)
  local count, seen, list = 0, {}, {}
  for _, node in ipairs(groups.known_nodes(cluster, group.nodegroupName)) do
    local info = node.status and node.status.nodeInfo or {}
    local runs = (info.kubeletVersion or ""):match("^v(%d+%.%d+%.%d+)")
    if runs and runs ~= wanted then
      count = count + 1
      if not seen[runs] then list[#list + 1] = runs end
      seen[runs] = true
    end
  end
  table.sort(list)
  return count, table.concat(list, ", ")
end

local function change_of(cluster, group)
  local name = group.nodegroupName
  if group.version and cluster.version and group.version ~= cluster.version then
    return ("group %s runs %s; its replacement can only run the cluster's %s"):format(name, group.version,
      cluster.version), ("update it by itself first (aws eks update-nodegroup-version --nodegroup-name %s), or --set "
      .. "accept_upgrade=true"):format(name)
  end
  local wanted = kubelet_of_release(group)
  if not wanted then return nil end
  local count, versions = others(cluster, group, wanted)
  if count > 0 then
    return ("%d node%s of group %s run%s kubelet %s; new ones start from release %s, with %s"):format(count,
      count == 1 and "" or "s", name, count == 1 and "s" or "", versions, group.releaseVersion, wanted),
      "see that your workloads run there, then --set accept_upgrade=true"
  end
end

---New nodes run what the old ones run, or the settings accept another version.
---@param cluster table
---@param settings {node_groups: string[], accept_upgrade: boolean}
---@return table check
function M.check(cluster, settings)
  local rule = "new nodes run the version and release of the old ones"
  return { name = "version of new nodes", rule = rule, warn = settings.accept_upgrade or nil, test = function()
    local problems = {}
    for _, group in ipairs(groups.old(cluster, settings)) do
      local made = group.amiType == "CUSTOM" or groups.replacement_of(cluster.node_groups, group.nodegroupName)
      local detail, remedy
      if not made then detail, remedy = change_of(cluster, group) end
      if detail then
        problems[#problems + 1] = { object = group.nodegroupName, detail = detail, remedy = remedy }
      end
    end
    return problems
  end }
end

return M
