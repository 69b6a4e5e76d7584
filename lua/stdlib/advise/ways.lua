-- The ways out of address shortage, each judged by the facts of one cluster: what speaks for it here, what against.
-- A way "fits", is "possible" (it works, but something else is better or first), or "does not fit".
local version = require "cni.version"

local M = {}

local FITS, POSSIBLE, NO = "fits", "possible", "does not fit"

local function new(name, title)
  local way = { name = name, title = title, verdict = FITS, pros = {}, cons = {} }
  function way.pro(text, ...) way.pros[#way.pros + 1] = text:format(...) end
  function way.con(text, ...) way.cons[#way.cons + 1] = text:format(...) end
  function way.at_most(verdict) -- the worst judgement stays
    if verdict == NO or way.verdict == FITS then way.verdict = verdict end
  end
  return way
end

-- The fullest node subnet, in words.
local function tightest(facts)
  local subnet = facts.subnets and facts.subnets[1]
  return subnet, subnet and subnet.free / math.max(subnet.size, 1) or nil
end

local function no_aws_node(facts, way)
  local reason = facts.cluster.auto_mode and "the cluster is in Auto Mode: there is no aws-node"
    or facts.cni and facts.cni.none and "aws-node is not there: another CNI gives addresses"
  if not reason then return false end
  way.con("%s", reason)
  way.at_most(NO)
  return true
end

local function ipv6(facts, way)
  if facts.cluster.ip_family ~= "ipv6" then return end
  way.con("pods have IPv6 addresses already")
  way.at_most(NO)
end

local function cni_text(facts)
  return facts.cni and facts.cni.version and facts.cni.version.text or "of unknown version"
end

local function older(facts, wanted)
  local known = facts.cni and facts.cni.version
  return not known or version.older(known, wanted)
end

local function second_range(facts, way)
  local range = facts.range
  if not range then return end
  if range.block then
    way.pro("the VPC can take %s: no rule, route, peering or service range is against it", range.block)
  else
    way.con("none of the usual ranges can be added to the VPC: %s", range.why)
    way.at_most(NO)
  end
end

local function custom_networking(facts)
  local way = new("pod-range", "A range for pods in this VPC, by custom networking (perigee apply pod-range)")
  ipv6(facts, way)
  if no_aws_node(facts, way) then return way end
  second_range(facts, way)
  way.pro("pods leave the node subnets for good, with routes and security groups of their own")
  local on = facts.cni and facts.cni.custom
  if on then way.pro("custom networking is on already: see perigee verify pod-range") end
  if older(facts, { 1, 8, 0 }) then
    way.con("aws-node is %s; 1.8.0 is needed first", cni_text(facts))
    way.at_most(POSSIBLE)
  end
  for _, kind in ipairs(facts.types or {}) do
    if kind.enis < 2 then
      way.con("%s has one interface: none would be left for pods", kind.name)
      way.at_most(NO)
    elseif kind.custom < kind.pods and not on then
      way.con("%s holds %d pods instead of %d: one interface is lost to them", kind.name, kind.custom, kind.pods)
    end
  end
  if facts.nodes and not on then way.con("every node is replaced: %d now", facts.nodes) end
  if on then way.con("a larger block for pods means to replace every node again") end
  return way
end

local function discovery(facts)
  local way = new("subnet-discovery", "New subnets tagged kubernetes.io/role/cni=1 (enhanced subnet discovery)")
  ipv6(facts, way)
  if no_aws_node(facts, way) then return way end
  second_range(facts, way)
  way.pro("no ENIConfigs, no new node groups, no interface lost; AWS recommends it where its limits do not matter")
  if older(facts, { 1, 18, 0 }) then
    way.con("aws-node is %s; 1.18.0 is needed", cni_text(facts))
    way.at_most(POSSIBLE)
  end
  if facts.cni and facts.cni.custom then
    way.con("custom networking is on, and overrides it")
    way.at_most(NO)
  end
  if facts.cni and facts.cni.env and facts.cni.env.ENABLE_SUBNET_DISCOVERY == "false" then
    way.con("ENABLE_SUBNET_DISCOVERY is false now")
  end
  way.con("pods mix over old and new subnets and share the nodes' security groups")
  local subnet, share = tightest(facts)
  if subnet and share < 0.2 then
    way.con("%s stays in use by pods unless it is excluded (1.22.1), and has %d of %d addresses left", subnet.id,
      subnet.free, subnet.size)
  end
  return way
end

local function prefixes(facts)
  local way = new("prefixes", "More pods on each node by prefixes (ENABLE_PREFIX_DELEGATION)")
  ipv6(facts, way)
  if no_aws_node(facts, way) then return way end
  way.con("it needs more addresses, not fewer: whole /28 blocks")
  way.at_most(POSSIBLE)
  for _, kind in ipairs(facts.types or {}) do
    if not kind.nitro then
      way.con("%s is no Nitro type", kind.name)
      way.at_most(NO)
    elseif kind.prefixes > kind.pods then
      way.pro("%s would hold %d pods instead of %d", kind.name, kind.prefixes, kind.pods)
    end
  end
  if older(facts, { 1, 9, 0 }) then
    way.con("aws-node is %s; 1.9.0 is needed", cni_text(facts))
    way.at_most(NO)
  end
  local subnet, share = tightest(facts)
  if subnet and share < 0.3 then
    way.con("%s has %d of %d addresses free: whole blocks of 16 are unlikely", subnet.id, subnet.free, subnet.size)
    way.at_most(NO)
  end
  return way
end

local function warm_targets(facts)
  local way = new("warm-targets", "Smaller warm pools (WARM_IP_TARGET, MINIMUM_IP_TARGET)")
  ipv6(facts, way)
  if no_aws_node(facts, way) then return way end
  local env = facts.cni and facts.cni.env or {}
  way.at_most(POSSIBLE)
  if env.WARM_IP_TARGET then
    way.con("WARM_IP_TARGET is %s already", env.WARM_IP_TARGET)
    way.at_most(NO)
  else
    way.pro("each node keeps a whole interface of addresses in reserve now")
  end
  way.con("it buys time only, and costs more EC2 calls")
  return way
end

local function new_node_subnets(facts)
  local way = new("node-subnets", "New node groups in subnets of a second range, without custom networking")
  ipv6(facts, way)
  if no_aws_node(facts, way) then return way end
  second_range(facts, way)
  way.pro("no setting of aws-node changes, and no interface is lost")
  way.con("nodes move too: what lists node addresses (firewalls, databases) must learn the new ones")
  if facts.nodes then way.con("every node is replaced: %d now", facts.nodes) end
  way.at_most(POSSIBLE)
  return way
end

local function new_vpc(facts)
  local way = new("new-vpc", "A new VPC (joined by peering, transit gateway, PrivateLink or public load balancers)")
  way.pro("a fresh start, with room for years")
  local near = facts.neighbours
  if near and near.transit > 0 then way.pro("a transit gateway is attached: the new VPC can join it") end
  if near and near.transit == 0 and near.peerings > 0 then
    way.con("%d peerings would have to be made again: peering is not transitive", near.peerings)
  end
  way.con("a new cluster and the move of every workload")
  way.con("ranges of joined VPCs may not overlap; PrivateLink and load balancers do without, service by service")
  way.at_most(POSSIBLE)
  return way
end

local function other_cni(facts)
  local way = new("other-cni", "Another CNI, with addresses outside of the VPC (Cilium, Calico, Antrea)")
  way.pro("pods use no VPC addresses at all")
  way.con("AWS supports only its own CNI; load balancers and control plane do not reach overlay addresses directly")
  if facts.cluster.auto_mode then
    way.con("Auto Mode brings its own")
    way.at_most(NO)
  end
  if facts.cni and facts.cni.none then
    way.pro("another CNI is there already")
  else
    way.at_most(POSSIBLE)
  end
  return way
end

local function ipv6_cluster(facts)
  local way = new("ipv6", "An IPv6 cluster")
  way.pro("the end of shortage")
  if facts.cluster.ip_family == "ipv6" then
    way.pro("this cluster is one: its pods do not run out")
  else
    way.con("the family is fixed when a cluster is made: a new cluster")
    way.at_most(POSSIBLE)
  end
  return way
end

local function auto_mode(facts)
  local way = new("auto-mode", "Pod subnets in an Auto Mode NodeClass (podSubnetSelectorTerms)")
  if facts.cluster.auto_mode then
    second_range(facts, way)
    way.pro("the cluster is in Auto Mode: this is its own way")
  else
    way.con("the cluster is not in Auto Mode")
    way.at_most(NO)
  end
  return way
end

local all = { discovery, custom_networking, auto_mode, ipv6_cluster, prefixes, warm_targets, new_node_subnets,
  new_vpc, other_cni }
local rank = { [FITS] = 1, [POSSIBLE] = 2, [NO] = 3 }

---Every way, judged; the fitting ones first.
---@param facts table
---@return table[] list of {name=, title=, verdict=, pros=, cons=}
function M.judge(facts)
  local list = {}
  for i, judge in ipairs(all) do
    local way = judge(facts)
    list[i] = { name = way.name, title = way.title, verdict = way.verdict, pros = way.pros, cons = way.cons, order = i }
  end
  table.sort(list, function(a, b)
    if rank[a.verdict] ~= rank[b.verdict] then return rank[a.verdict] < rank[b.verdict] end
    return a.order < b.order
  end)
  for _, way in ipairs(list) do way.order = nil end
  return list
end

---What decides between the ways that fit.
---@param facts table
---@param ways table[]
---@return string
function M.conclusion(facts, ways)
  local fitting = {}
  for _, way in ipairs(ways) do
    if way.verdict == FITS then fitting[way.name] = true end
  end
  if facts.cluster.ip_family == "ipv6" then return "Nothing needs to be done: pods have IPv6 addresses." end
  if facts.cni and facts.cni.custom then
    return "Custom networking is on already: `perigee verify pod-range` tells where every pod's address comes from, "
      .. "and how much room its subnets have."
  end
  if fitting["auto-mode"] then return "Give the NodeClass pod subnets of a second range." end
  if fitting["subnet-discovery"] and fitting["pod-range"] then
    return "Subnet discovery is simpler; custom networking (pod-range) is the one to take when pods must leave "
      .. "the node subnets, or need routes or security groups of their own."
  end
  if fitting["pod-range"] then return "Custom networking fits: perigee apply pod-range." end
  if fitting["subnet-discovery"] then return "Subnet discovery fits: tag subnets of a second range." end
  if fitting["other-cni"] then return "Another CNI gives the addresses here: look for room in its own pools." end
  return "Nothing fits as things are: what speaks against pod-range and subnet discovery above has to be changed first."
end

return M
