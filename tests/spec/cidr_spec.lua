-- cidr: canonical text, arithmetic in both families, sets of blocks, and what bad text gives.
local t = require "spec"
local cidr = require "cidr"
local json = require "json"

t.test("parse tells all parts of a block", function()
  t.equal(cidr.parse "10.1.2.3/8", {
    address = "10.1.2.3", network = "10.0.0.0/8", first = "10.0.0.0", last = "10.255.255.255", prefix = 8, family = 4,
  })
  t.equal(cidr.parse("2001:DB8::1/32").network, "2001:db8::/32")
  t.equal(cidr.parse("192.0.2.1").prefix, 32)
  t.equal(cidr.parse("::").network, "::/128")
end)

t.test("parse says what is wrong", function()
  local cases = {
    ["010.0.0.0/8"] = "octet 1 has a leading zero", ["10.0.0.0/33"] = "longer than 32",
    ["10.0.0/8"] = "octet 4 is missing",
    ["10.0.0.256"] = "octet 4 is larger than 255", ["::/129"] = "longer than 128", ["1::2::3"] = "twice",
    ["1:2:3"] = "fewer", ["fe80::1%en0"] = "zone", [""] = "empty", ["10.0.0.0/"] = "is no number",
    ["10.0.0.0/8 "] = "something follows the prefix", ["example.com"] = "octet 1 is no number",
  }
  for text, why in pairs(cases) do
    local failure = t.fails("cidr", cidr.parse(text))
    t.ok(failure.message:find("'" .. text .. "' is no address block", 1, true), failure.message)
    t.ok(failure.message:find(why, 1, true), failure.message)
  end
  t.raises("bad argument #1", cidr.parse, {})
end)

t.test("questions know both families", function()
  t.equal(cidr.contains("10.0.0.0/8", "10.255.0.0/16"), true)
  t.equal(cidr.contains("10.0.0.0/16", "10.0.0.0/8"), false)
  t.equal(cidr.contains("10.0.0.0/8", "10.9.8.7"), true)
  t.equal(cidr.overlaps("10.0.0.0/16", "10.0.0.0/8"), true)
  t.equal(cidr.overlaps("10.0.0.0/9", "10.128.0.0/9"), false)
  t.equal(cidr.contains("::/0", "10.0.0.0/8"), false)
  t.equal(cidr.overlaps("0.0.0.0/0", "::/0"), false)
  t.equal(cidr.compare("10.0.0.0/8", "10.0.0.0/16"), -1)
  t.equal(cidr.compare("::", "255.255.255.255"), 1)
  t.equal(cidr.compare("10.0.0.5/8", "10.0.0.0/8"), 0)
end)

t.test("questions raise on bad text, so that it never passes for a no", function()
  for _, ask in ipairs { cidr.contains, cidr.overlaps, cidr.compare } do
    t.raises("bad argument #1", ask, "10.0.0.0/33", "10.0.0.0/8")
    t.raises("bad argument #2", ask, "10.0.0.0/8", "10.0.0")
  end
end)

t.test("everything else answers nil and a failure to bad text", function()
  local bad = "10.0.0.0/33"
  t.fails("cidr", cidr.size(bad))
  t.fails("cidr", cidr.range(bad))
  t.fails("cidr", cidr.split(bad, 34))
  t.fails("cidr", cidr.nth(bad, 34, 1))
  t.fails("cidr", cidr.host(bad, 1))
  t.fails("cidr", cidr.first_free(bad, 34, {}))
  t.fails("cidr", cidr.first_free("10.0.0.0/8", 16, { bad }))
  t.fails("cidr", cidr.collapse { "10.0.0.0/8", bad })
  t.fails("cidr", cidr.exclude("10.0.0.0/8", { bad }))
  t.raises("item 2 is a table", cidr.collapse, { "10.0.0.0/8", {} })
end)

t.test("size is exact", function()
  t.equal(cidr.size "10.0.0.0/24", 256)
  t.equal(math.type(cidr.size "::/66"), "integer")
  t.equal(cidr.size "::/66", 1 << 62)
  t.equal(cidr.size "2001:db8::/64", 2.0 ^ 64)
  t.equal(cidr.size "::/0", 2.0 ^ 128)
end)

t.test("split, nth and host agree", function()
  local parts = cidr.split("100.64.0.0/16", 18)
  t.equal(parts, { "100.64.0.0/18", "100.64.64.0/18", "100.64.128.0/18", "100.64.192.0/18" })
  for n = 1, 4 do
    t.equal(cidr.nth("100.64.0.0/16", 18, n), parts[n])
    t.equal(cidr.nth("100.64.0.0/16", 18, n - 5), parts[n])
  end
  for _, n in ipairs { 0, 5, -5, math.maxinteger, math.mininteger } do
    t.fails("cidr_range", cidr.nth("100.64.0.0/16", 18, n))
  end
  t.equal(cidr.nth("2001:db8::/32", 64, -1), "2001:db8:ffff:ffff::/64")
  t.equal(cidr.host("10.0.0.0/24", 0), "10.0.0.0")
  t.equal(cidr.host("10.0.0.77/24", 2), "10.0.0.2")
  t.equal(cidr.host("10.0.0.0/24", -1), "10.0.0.255")
  t.equal(cidr.host("2001:db8::/32", -1), "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff")
  t.fails("cidr_range", cidr.host("10.0.0.0/24", 256))
end)

t.test("split has a limit, and prefixes a range", function()
  t.equal(#cidr.split("10.0.0.0/16", 32), 65536)
  local failure = t.fails("cidr_limit", cidr.split("::/0", 128))
  t.ok(failure.message:find("nth", 1, true))
  t.fails("cidr", cidr.split("10.0.0.0/16", 15))
  t.fails("cidr", cidr.split("10.0.0.0/16", 33))
  t.raises("bad argument #2", cidr.split, "10.0.0.0/16", "x")
end)

t.test("range gives both ends", function()
  local first, last = cidr.range "100.64.3.9/18"
  t.equal({ first, last }, { "100.64.0.0", "100.64.63.255" })
end)

t.test("first_free passes over whatever is taken", function()
  local taken = { "100.64.64.0/18", "100.64.0.0/20", "::/0", "0.0.0.0/4" }
  t.equal(cidr.first_free("100.64.0.0/16", 18, taken), "100.64.128.0/18")
  t.equal(cidr.first_free("100.64.0.0/16", 20, taken), "100.64.16.0/20")
  t.equal(cidr.first_free("100.64.0.0/16", 16, {}), "100.64.0.0/16")
  t.fails("cidr_full", cidr.first_free("100.64.0.0/16", 17, { "100.64.0.1", "100.64.255.1" }))
  t.fails("cidr_full", cidr.first_free("100.64.0.0/16", 28, { "100.0.0.0/8" }))
end)

t.test("collapse and exclude give the fewest blocks", function()
  t.equal(cidr.collapse { "::1", "10.0.1.0/24", "10.0.0.0/24", "10.0.0.9", "::" }, { "10.0.0.0/23", "::/127" })
  t.equal(cidr.exclude("10.0.0.0/22", { "10.0.1.0/24" }), { "10.0.0.0/24", "10.0.2.0/23" })
  t.equal(cidr.exclude("10.0.0.0/22", {}), { "10.0.0.0/22" })
  t.equal(cidr.exclude("10.0.0.0/22", { "11.0.0.0/8", "::/0" }), { "10.0.0.0/22" })
  t.equal(json.encode(cidr.exclude("10.0.0.0/22", { "10.0.0.0/8" })), "[]")
  t.equal(json.encode(cidr.collapse {}), "[]")
end)

t.test("lists may be views", function()
  local view = setmetatable({}, { __index = { "10.0.0.0/25", "10.0.0.128/25" } })
  t.equal(cidr.collapse(view), { "10.0.0.0/24" })
end)
