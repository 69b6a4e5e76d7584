-- The ways out of address shortage, judged on facts written down here.
local t = require "spec"
local ways = require "advise.ways"
local version = require "cni.version"

local function facts(change)
  local f = {
    cluster = { ip_family = "ipv4", auto_mode = false }, nodes = 6, unread = {},
    cni = { version = version.parse("1.19.5"), env = {}, custom = false }, range = { block = "100.64.0.0/16" },
    subnets = { { id = "subnet-1", free = 7, size = 59 } }, neighbours = { transit = 0, peerings = 0 },
    types = { { name = "m5.large", enis = 3, nitro = true, pods = 29, custom = 20, prefixes = 110 } },
  }
  if change then change(f) end
  return f
end

local function verdicts(f)
  local by_name = {}
  for _, way in ipairs(ways.judge(f)) do by_name[way.name] = way.verdict end
  return by_name
end

local function is(f, wanted)
  local got = verdicts(f)
  for name, verdict in pairs(wanted) do t.equal(got[name], verdict, name) end
end

local function says(f, name, pattern)
  for _, way in ipairs(ways.judge(f)) do
    if way.name == name then
      local text = table.concat(way.pros, "\n") .. "\n" .. table.concat(way.cons, "\n")
      t.ok(text:find(pattern), ("%q is not said of %s: %s"):format(pattern, name, text))
    end
  end
end

t.test("an ordinary full cluster: discovery or a range for pods", function()
  local f = facts()
  is(f, { ["subnet-discovery"] = "fits", ["pod-range"] = "fits", prefixes = "does not fit",
    ["auto-mode"] = "does not fit", ipv6 = "possible", ["new-vpc"] = "possible" })
  says(f, "pod-range", "20 pods instead of 29")
  says(f, "subnet-discovery", "7 of 59")
  t.ok(ways.conclusion(f, ways.judge(f)):find("Subnet discovery is simpler"))
  t.equal(ways.judge(f)[1].verdict, "fits", "what fits comes first")
end)

t.test("an older CNI rules discovery out for now", function()
  local f = facts(function(f) f.cni.version = version.parse("1.12.6") end)
  is(f, { ["subnet-discovery"] = "possible", ["pod-range"] = "fits" })
  t.ok(ways.conclusion(f, ways.judge(f)):find("Custom networking fits"))
end)

t.test("Auto Mode, IPv6 and another CNI each have their own answer", function()
  local auto = facts(function(f) f.cluster.auto_mode = true end)
  is(auto, { ["auto-mode"] = "fits", ["pod-range"] = "does not fit", ["subnet-discovery"] = "does not fit" })
  local six = facts(function(f) f.cluster.ip_family = "ipv6" end)
  is(six, { ipv6 = "fits", ["pod-range"] = "does not fit" })
  t.ok(ways.conclusion(six, ways.judge(six)):find("Nothing needs to be done"))
  local other = facts(function(f) f.cni = { none = true } end)
  is(other, { ["pod-range"] = "does not fit", ["other-cni"] = "fits" })
  t.ok(ways.conclusion(other, ways.judge(other)):find("look for room in its own pools"))
end)

t.test("where custom networking is on, nothing is advised that has been done", function()
  local f = facts(function(f) f.cni.custom = true end)
  is(f, { ["pod-range"] = "fits", ["subnet-discovery"] = "does not fit" })
  says(f, "pod-range", "on already")
  for _, way in ipairs(ways.judge(f)) do
    local cons = table.concat(way.cons, "\n")
    t.ok(way.name ~= "pod-range" or not cons:find("is replaced: 6 now") and not cons:find("is lost"), cons)
  end
  t.ok(ways.conclusion(f, ways.judge(f)):find("on already"))
end)

t.test("no range left: nothing that needs one fits", function()
  local f = facts(function(f) f.range = { why = "a route is in the way" } end)
  is(f, { ["pod-range"] = "does not fit", ["subnet-discovery"] = "does not fit", ["node-subnets"] = "does not fit" })
  says(f, "pod-range", "a route is in the way")
end)

t.test("facts that could not be read do not stop the advice", function()
  local f = { cluster = { ip_family = "ipv4", auto_mode = false }, unread = { { what = "cni", why = "denied" } } }
  t.equal(#ways.judge(f), 9)
end)
