-- The zones in which a node can appear, and objects that read each fact once.
local t = require "spec"
local task = require "task"
local failure = require "failure"
local eks = require "eks"
local lazy = require "lazy"
local node_zones = require "eks.node_zones"

local function subnet(id, zone, tag)
  return { SubnetId = id, AvailabilityZone = zone, Tags = tag and { { Key = "k", Value = tag } } or {} }
end

local SUBNETS = {
  ["subnet-0000000a"] = subnet("subnet-0000000a", "z-a", "blue"),
  ["subnet-0000000b"] = subnet("subnet-0000000b", "z-b"),
  ["subnet-0000000c"] = subnet("subnet-0000000c", "z-c", "red"),
}

local function cluster(fields)
  local network = { subnets = { SUBNETS["subnet-0000000a"], SUBNETS["subnet-0000000b"], SUBNETS["subnet-0000000c"] },
                    subnet = function(_, id) return SUBNETS[id] end }
  local made = { network = network, node_groups = {}, self_managed = {}, node_classes = {}, instances = {} }
  for key, value in pairs(fields) do made[key] = value end
  return made
end

local function zones_of(fields, options)
  local list = {}
  for i, zone in ipairs(eks.node_zones(cluster(fields), options)) do list[i] = zone.zone end
  return list
end

t.test("zones come from groups, self-managed groups, Karpenter and the nodes", function()
  local group = { nodegroupName = "one", subnets = { "subnet-0000000b", "subnet-0000000a" } }
  t.equal(zones_of{ node_groups = { group } }, { "z-a", "z-b" })
  local scaling = { AutoScalingGroupName = "asg", VPCZoneIdentifier = "subnet-0000000c,subnet-0000000a" }
  t.equal(zones_of{ self_managed = { scaling } }, { "z-a", "z-c" })
  local resolved = { metadata = { name = "default" }, status = { subnets = { { id = "subnet-0000000c" } } }, spec = {} }
  t.equal(zones_of{ node_classes = { resolved } }, { "z-c" })
  local terms = { metadata = { name = "default" }, spec = { subnetSelectorTerms = { { tags = { k = "blue" } },
    { id = "subnet-0000000b" } } } }
  t.equal(zones_of{ node_classes = { terms } }, { "z-a", "z-b" })
  t.equal(zones_of{ instances = { { InstanceId = "i-1", SubnetId = "subnet-0000000c" } } }, { "z-c" })
  t.equal(zones_of({ node_groups = { group }, node_classes = { resolved } }, { kubernetes = false }), { "z-a", "z-b" })
end)

t.test("a zone names all its node subnets once, and why it counts", function()
  local fields = { node_groups = { { nodegroupName = "one", subnets = { "subnet-0000000a" } },
    { nodegroupName = "two", subnets = { "subnet-0000000a" } } } }
  local zone = eks.node_zones(cluster(fields))[1]
  t.equal(zone.subnets, { "subnet-0000000a" })
  t.equal(zone.why, "group one, group two")
end)

t.test("Karpenter's terms: tags all, any value by a star", function()
  local blue = SUBNETS["subnet-0000000a"]
  t.ok(node_zones.matches(blue, { tags = { k = "*" } }))
  t.ok(node_zones.matches(blue, { tags = { k = "" } }))
  t.ok(not node_zones.matches(blue, { tags = { k = "blue", other = "x" } }))
  t.ok(not node_zones.matches(blue, { tags = { k = "red" } }))
  t.ok(not node_zones.matches(blue, {}))
end)

t.test("a selector of Karpenter's that takes a pod subnet is refused", function()
  local function problems(term, zone)
    local class = { metadata = { name = "default" }, spec = { subnetSelectorTerms = { term } } }
    local plan = { cluster = "blue", name_of = function(name) return "blue-pods-" .. name end, zones = { zone } }
    return #eks.karpenter_check({ node_classes = { class } }, plan).test()
  end
  local model = { Tags = { { Key = "team", Value = "shop" }, { Key = "karpenter.sh/discovery", Value = "blue" } } }
  local new = { zone = "z-a", model = model }
  t.equal(problems({ tags = { team = "shop" } }, new), 1, "a tag that is copied")
  t.equal(problems({ tags = { ["karpenter.sh/discovery"] = "blue" } }, new), 0, "a mark that is not")
  t.equal(problems({ tags = { Name = "blue-pods-z-a" } }, new), 1)
  t.equal(problems({ id = "subnet-0000000a" }, { zone = "z-a", existing = SUBNETS["subnet-0000000a"] }), 1)
end)

t.test("members are read once, also when many ask at once", function()
  local reads = 0
  local object = lazy.object({ name = "x" }, {
    slow = function() reads = reads + 1 task.sleep(0.01) return "value of " .. reads end,
    none = function() reads = reads + 1 return nil end,
  })
  local answers = task.map({ 1, 2, 3 }, function() return object.slow end)
  t.equal(answers, { "value of 1", "value of 1", "value of 1" })
  t.equal({ object.none, object.none, object.unknown }, { false, false })
  t.equal(reads, 2)
end)

t.test("a failed read raises for everyone who asks", function()
  local object = lazy.object({}, { broken = function() failure.raise{ code = "Denied", message = "not allowed" } end })
  for _ = 1, 2 do t.raises("not allowed", function() return object.broken end) end
end)

t.test("what a cluster must be", function()
  local function refusals(fields)
    local made = { name = "blue", status = "ACTIVE", ip_family = "ipv4", auto_mode = false, outpost = false }
    for key, value in pairs(fields) do made[key] = value end
    local list = {}
    for _, check in ipairs(eks.checks(made, { kubernetes = false })) do
      local holds, detail, remedy = check.test()
      if not holds then
        t.ok(remedy, "no remedy: " .. detail)
        list[#list + 1] = check.name
      end
    end
    return list
  end
  t.equal(refusals{}, {})
  t.equal(refusals{ ip_family = "ipv6" }, { "ip family" })
  t.equal(refusals{ auto_mode = true }, { "auto mode" })
  t.equal(refusals{ status = "CREATING" }, { "cluster" })
  t.equal(refusals{ outpost = true }, { "outpost" })
end)
