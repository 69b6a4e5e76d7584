-- Network ACLs that let node addresses through and pod addresses not. Rules are walked as EC2 walks them: by number,
-- the first that matches decides, and what no rule matches is denied.
local cidr = require "cidr"
local named = require "vpc.named"

local M = {}

local ALL, PROTOCOLS = "-1", { ["6"] = "tcp", ["17"] = "udp", ["1"] = "icmp", ["-1"] = "all traffic" }

local function matches(entry, probe)
  if (entry.Egress or false) ~= probe.egress or not entry.CidrBlock then return false end
  if entry.Protocol ~= ALL and entry.Protocol ~= probe.protocol then return false end
  local ports = entry.Protocol ~= ALL and entry.PortRange
  if ports and ports.From and probe.port and (probe.port < ports.From or probe.port > ports.To) then return false end
  return true
end

-- What an ACL does with a block: "allow" or "deny" and the rule that decides; a rule for a part of it decides too when
-- it denies.
local function decision(entries, probe, block)
  for _, entry in ipairs(entries) do
    if matches(entry, probe) then
      if cidr.contains(entry.CidrBlock, block) then return entry.RuleAction, entry end
      if entry.RuleAction == "deny" and cidr.overlaps(entry.CidrBlock, block) then return "deny", entry end
    end
  end
  return "deny"
end

local function sorted(acl)
  local list = {}
  for _, entry in ipairs(acl.Entries or {}) do list[#list + 1] = entry end
  table.sort(list, function(a, b) return (a.RuleNumber or 0) < (b.RuleNumber or 0) end)
  return list
end

-- For each rule that allows node addresses: does the same traffic pass with pod addresses?
local function problems_of(plan, acl, add)
  local entries, pods, nodes = sorted(acl), named.pods(plan), named.nodes(plan)
  local told = {}
  for _, entry in ipairs(entries) do
    if entry.RuleAction == "allow" and entry.CidrBlock and named.overlaps(entry.CidrBlock, nodes) then
      local probe = { egress = entry.Egress or false, protocol = entry.Protocol,
                      port = entry.PortRange and entry.PortRange.From }
      local left, why = {}, nil
      for _, block in ipairs(pods) do
        local action, by = decision(entries, probe, block)
        if action ~= "allow" then left[#left + 1], why = block, by or why end
      end
      local key = #left > 0 and ("%s %s"):format(probe.egress, why and why.RuleNumber or entry.RuleNumber)
      if key and not told[key] then
        told[key] = true
        add(entry, left, why)
      end
    end
  end
end

local function ports_of(entry)
  local protocol, range = PROTOCOLS[entry.Protocol] or "protocol " .. tostring(entry.Protocol), entry.PortRange
  if entry.Protocol == ALL or not range or not range.From then return protocol end
  if range.From == range.To then return ("%s %d"):format(protocol, range.From) end
  return ("%s %d-%d"):format(protocol, range.From, range.To)
end

local function subnets_of(acl)
  local list = {}
  for _, association in ipairs(acl.Associations or {}) do list[#list + 1] = association.SubnetId end
  return list
end

---Network ACLs let pods through where they let nodes through: those of node subnets, which pod subnets take over, and
---those of everything else in the VPC.
---@param plan table
---@return table check
function M.check(plan)
  return { name = "network ACL rules", warn = true, test = function()
    local problems = {}
    for _, acl in ipairs(plan.network.network_acls) do
      local subnets = subnets_of(acl)
      problems_of(plan, #subnets > 0 and acl or {}, function(entry, blocks, why)
        local to, pods = entry.Egress and "to" or "from", named.words(plan, blocks)
        problems[#problems + 1] = { object = acl.NetworkAclId,
          detail = ("%s of %s lets %s %s %s through (rule %d), but not %s %s%s"):format(acl.NetworkAclId,
            table.concat(subnets, ", ", 1, math.min(3, #subnets)), ports_of(entry), to, entry.CidrBlock,
            entry.RuleNumber, to, pods, why and (" (rule %d)"):format(why.RuleNumber) or ""),
          remedy = ("add the rule for %s, %s"):format(pods, why
            and ("with a number below %d"):format(why.RuleNumber) or "beside it") }
      end)
    end
    return problems
  end }
end

return M
