-- Which way out of address shortage fits a cluster: reads it, judges every way, writes nothing.
local clusters = require "eks.cluster"
local facts = require "advise.facts"
local ways = require "advise.ways"

local M = {}

local function shortage(read)
  local lines = {}
  for _, subnet in ipairs(read.subnets or {}) do
    lines[#lines + 1] = ("%s %s %s: %d of %d addresses free"):format(subnet.zone, subnet.id, subnet.cidr, subnet.free,
      subnet.size)
  end
  return lines
end

local function blocks(cluster)
  local list = {}
  for _, block in ipairs(cluster.network:blocks()) do list[#list + 1] = block.cidr end
  return table.concat(list, ", ")
end

---@param name string of the cluster
---@return table report {cluster=, region=, vpc=, facts={...}, ways={...}, conclusion=, unread={...}}
function M.advise(name)
  local cluster = clusters.cluster(name)
  local read = facts.read(cluster)
  local judged = ways.judge(read)
  local lines = { ("cluster %s, Kubernetes %s, %s, VPC %s (%s)"):format(name, cluster.version or "?", cluster.region,
    cluster.vpc, blocks(cluster)) }
  if read.cni and read.cni.version then
    lines[#lines + 1] = ("VPC CNI %s, custom networking %s"):format(read.cni.version.text,
      read.cni.custom and "on" or "off")
  end
  if read.nodes and read.pods then
    lines[#lines + 1] = ("%d nodes, %d pods with addresses of their own"):format(read.nodes, read.pods)
  end
  table.move(shortage(read), 1, #(read.subnets or {}), #lines + 1, lines)
  return { cluster = name, region = cluster.region, vpc = cluster.vpc, facts = lines, ways = judged,
           conclusion = ways.conclusion(read, judged), unread = read.unread }
end

local MARK = { fits = "v", possible = "-", ["does not fit"] = "x" }

---The report as lines of text.
---@param report table
---@return string[]
function M.lines(report)
  local lines = {}
  local function add(text, ...) lines[#lines + 1] = text:format(...) end
  for _, line in ipairs(report.facts) do add("  %s", line) end
  for _, missing in ipairs(report.unread) do add("  ! %s could not be read: %s", missing.what, missing.why) end
  for _, way in ipairs(report.ways) do
    add("")
    add("  %s %s: %s", MARK[way.verdict], way.title, way.verdict)
    for _, text in ipairs(way.pros) do add("      + %s", text) end
    for _, text in ipairs(way.cons) do add("      - %s", text) end
  end
  add("")
  add("  %s", report.conclusion)
  return lines
end

return M
