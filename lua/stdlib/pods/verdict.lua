-- The verdict: which running pods are in the pod range, per zone, and of each that is not, the reason.
-- The pod subnet of a zone is the one that the zone's ENIConfig names: what nodes really use.
local aws_node = require "cni.aws_node"
local cidr = require "cidr"
local eniconfig = require "cni.eniconfig"
local failure = require "failure"
local lookup = require "cni.lookup"
local object = require "k8s.object"
local task = require "task"
local switch = require "cni.switch"
local classify = require "pods.classify"
local faults_of = require "pods.faults"
local free_blocks = require "vpc.free_blocks"
local thousands = require "thousands"

local M = {}

-- How long counts may take to come to rest, in seconds; what is wrong by then stays wrong. Longer where they speak of
-- nodes that are gone: after an outage of the API server controllers take a minute or more to see the world again.
local STEADY <const>, BEHIND <const> = 30, 180

local COLUMNS = { "zone", { name = "nodes", align = "right" }, { name = "pods in range", align = "right" },
  { name = "host network", align = "right" }, { name = "out of scope", align = "right" },
  { name = "wrong", align = "right" }, "pod subnet", { name = "free", align = "right" },
  { name = "largest", align = "right" } }

local function zones_of(run, cluster)
  local configs, zones = {}, {}
  for _, found in ipairs(cluster.kube:list(eniconfig.KIND)) do configs[found.metadata.name] = found end
  for _, node in ipairs(cluster.nodes) do
    local name = lookup.zone_of(node)
    if name and not zones[name] then
      local config = run:name("eniconfig", { zone = name })
      local subnet = configs[config] and cluster.network:subnet(configs[config].spec.subnet)
      zones[name] = { zone = name, eniconfig = config, named = configs[config] and configs[config].spec,
                      subnet = subnet and subnet.SubnetId, cidr = subnet and subnet.CidrBlock,
                      free = subnet and subnet.AvailableIpAddressCount,
                      misplaced = subnet and subnet.AvailabilityZone ~= name and subnet.AvailabilityZone or nil }
    end
  end
  return zones
end

-- What is in the pod subnets: how much of each is free in one piece, and whose groups the interfaces have.
local function look_into(cluster, zones)
  local ids, by_id = {}, {}
  for _, zone in pairs(zones) do
    if zone.subnet then
      zone.interfaces, by_id[zone.subnet], ids[#ids + 1] = {}, zone, zone.subnet
    end
  end
  table.sort(ids)
  local filters = { { Name = "subnet-id", Values = ids } }
  for interface in #ids > 0 and cluster.ec2:each("describe_network_interfaces", { Filters = filters })
    or function() end do
    local zone = by_id[interface.SubnetId]
    if zone then table.insert(zone.interfaces, interface) end
  end
  for _, zone in pairs(by_id) do zone.largest = free_blocks.largest(zone.cidr, zone.interfaces) end
end

local function count_nodes(cluster, by_name)
  local counts, total = {}, 0
  for _, node in ipairs(cluster.nodes) do
    by_name[node.metadata.name] = node
    local zone = lookup.zone_of(node) or "-"
    counts[zone], total = (counts[zone] or 0) + 1, total + 1
  end
  return counts, total
end

local function running(pod)
  return pod.status and pod.status.phase == "Running" and not pod.metadata.deletionTimestamp
end

local function new_row() return { range = 0, host = 0, out = 0, wrong = 0 } end

-- Lines for single pods; the same reason for many pods of one kind is said once, with their number.
local function lines_of(found)
  local lines, counted, order = {}, {}, {}
  for _, item in ipairs(found) do
    if item.class == "wrong" then
      lines[#lines + 1] = ("wrong   %s %s"):format(item.pod, item.why)
    else
      if not counted[item.why] then order[#order + 1] = item.why end
      counted[item.why] = counted[item.why] or { pod = item.pod, count = 0 }
      counted[item.why].count = counted[item.why].count + 1
    end
  end
  for _, why in ipairs(order) do
    local entry = counted[why]
    local more = entry.count > 1 and (" and %d more"):format(entry.count - 1) or ""
    lines[#lines + 1] = ("out     %s%s %s"):format(entry.pod, more, why)
  end
  return lines
end

local function rows_of(rows, counts, zones)
  local names, list = {}, {}
  for name in pairs(rows) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    local row, zone = rows[name], zones[name]
    list[#list + 1] = { name, counts[name] or 0, row.range, row.host, row.out, row.wrong,
      zone and zone.cidr or "none", zone and zone.free and thousands(zone.free) or "-",
      zone and zone.largest and "/" .. zone.largest or "-" }
  end
  return list
end

-- Counts one pod for its zone, its node and the whole.
local function count(seen, zone, node, class)
  seen.rows[zone] = seen.rows[zone] or new_row()
  local rows = { seen.rows[zone], seen.totals, seen.nodes[node and node.metadata.name or ""] }
  for _, row in ipairs(rows) do row[class] = row[class] + 1 end
end

local function examine(cluster, known)
  local by_name, found = {}, {}
  local counts, node_total = count_nodes(cluster, by_name)
  local seen = { rows = {}, nodes = {}, totals = new_row(), counts = counts, node_total = node_total, found = found }
  for zone in pairs(counts) do seen.rows[zone] = new_row() end
  for name in pairs(by_name) do seen.nodes[name] = new_row() end
  for _, pod in ipairs(cluster.kube:list("pods")) do
    if running(pod) then
      local node = by_name[pod.spec.nodeName or ""]
      local class, why = classify.pod(pod, node, known)
      local zone = node and lookup.zone_of(node) or "-"
      count(seen, zone, node, class)
      if why then
        found[#found + 1] = { class = class, why = why, pod = object.label(pod),
                              node = pod.spec.nodeName, address = pod.status.podIP }
      end
    end
  end
  table.sort(found, function(a, b) return a.pod < b.pod end)
  return seen, by_name
end

-- The same counts node by node, for programs that read the verdict.
local function nodes_of(seen, by_name)
  local list = {}
  for name, row in pairs(seen.nodes) do
    list[#list + 1] = { node = name, zone = lookup.zone_of(by_name[name]), range = row.range, host = row.host,
                        out = row.out, wrong = row.wrong }
  end
  table.sort(list, function(a, b) return a.node < b.node end)
  return list
end

local function sentence(seen, range, faults)
  local totals = seen.totals
  local must = totals.range + totals.wrong
  local bad = totals.wrong > 0 and ("%d wrong"):format(totals.wrong) or ("%d faults"):format(faults)
  local holds = totals.wrong == 0 and faults == 0
  return ("%d of %d pods of %d nodes are in %s%s"):format(totals.range, must, seen.node_total, range,
    holds and "." or (". It does not hold: %s."):format(bad))
end

-- The range in words: the setting's block, or the subnets where they lie elsewhere.
local function range_words(zones, range)
  local block = cidr.parse(range) -- as EC2 writes it, without host bits
  local inside, list = block ~= nil, {}
  for _, zone in pairs(zones) do
    if zone.cidr then
      inside = inside and cidr.contains(block.network, zone.cidr)
      list[#list + 1] = zone.cidr
    end
  end
  table.sort(list)
  if inside or #list == 0 then return block and block.network or range end
  return table.concat(list, ", ")
end

-- aws-node as it is when its counts have come to rest: the DaemonSet counts nodes that have just come or gone a moment
-- later than the API lists them, and a verdict right after a replacement would tell that moment.
local function steady(run, cluster)
  local now, since = cluster.aws_node, task.now()
  if not now or (aws_node.rolled_out(now)) then return now end
  local ok, problem = pcall(run.wait, run, { what = "aws-node ready on every node", timeout = BEHIND, every = 3,
    look = function()
      now = aws_node.daemon_set(cluster)
      if not now then return true end
      local through, state = aws_node.rolled_out(now)
      if through or task.now() - since < STEADY then return through or nil, state end
      local counted, there = now.status.desiredNumberScheduled or 0, #cluster.kube:list("nodes")
      return counted <= there or nil, ("its DaemonSet still counts %d nodes, there are %d"):format(counted, there)
    end })
  if not ok and not (failure.is(problem) and problem.code == "timeout") then error(problem, 0) end
  return now
end

---Reads nodes, pods and ENIConfigs, and gives the verdict to the run. Writes nothing.
---@param run table
---@param cluster table
---@param settings {pod_range: string, node_label: string}
---@return boolean whether it holds
function M.verify(run, cluster, settings)
  local daemon_set = steady(run, cluster) -- before all else, so that nodes that go meanwhile are not counted
  local zones = zones_of(run, cluster)
  local on, why_off = switch.is_on(cluster, settings.node_label)
  local known = classify.known(cluster, zones, on, why_off)
  local seen, by_name = examine(cluster, known)
  look_into(cluster, zones)
  local faults = faults_of.all(cluster, zones, known, daemon_set)
  local lines = table.move(faults, 1, #faults, 1, {})
  for _, line in ipairs(lines_of(seen.found)) do lines[#lines + 1] = line end
  local holds = seen.totals.wrong == 0 and #faults == 0
  run:verdict{ holds = holds, title = ("pods of cluster %s"):format(cluster.name), columns = COLUMNS,
    rows = rows_of(seen.rows, seen.counts, zones), lines = lines, nodes = nodes_of(seen, by_name),
    pods = seen.found, summary = sentence(seen, range_words(zones, settings.pod_range), #faults) }
  return holds
end

return M
