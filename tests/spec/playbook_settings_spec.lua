-- Values of settings: --set, --values, kinds, and every complaint at once. Names made of them.
local loader = require "playbook.loader"
local names = require "playbook.names"
local t = require "spec"
local world = require "world"

local playbook = loader.load { name = "mine", file = "mine.lua", origin = "file",
  search = { module = function() end, native = require }, text = [[
settings = {
  cluster = required,   -- which one
  zone    = required,
  range   = "10.0.0.0/16",
  count   = 3,
  ratio   = 0.5,
  on      = false,
  letters = { "a", "b" },
  ports   = { 1, 2 },
  tags    = {},
  cni     = { warm = 1, minimum = 2, mode = { prefix = false } },
}
function s() end
]] }

local function values(...)
  return playbook:values { set = { "cluster=blue", "zone=z", ... } }
end

local function complains(set, ...)
  local ok, problem = pcall(playbook.values, playbook, { set = set })
  t.ok(not ok, "accepted, and should not be")
  for _, expected in ipairs { ... } do
    t.ok(problem.message:find(expected, 1, true), ("%q is not in:\n%s"):format(expected, problem.message))
  end
end

t.test("defaults, and the kind of the default is the kind of the value", function()
  local v = values("range=10.1.0.0/16", "count=-7", "ratio=2", "on=yes")
  t.equal({ v.cluster, v.range, v.count, v.ratio, v.on }, { "blue", "10.1.0.0/16", -7, 2, true })
  t.equal(math.type(v.count), "integer")
  t.equal({ values().on, values().count, values().letters }, { false, 3, { "a", "b" } })
  t.equal(values("range=a=b").range, "a=b")
end)

t.test("dots reach into tables, and the defaults beside them stay", function()
  t.equal(values("cni.warm=5", "cni.mode.prefix=true").cni, { warm = 5, minimum = 2, mode = { prefix = true } })
  t.equal(values("tags.team=net", "tags.cost center=7").tags, { team = "net", ["cost center"] = "7" })
  t.equal(values().cni.warm, 1)
end)

t.test("lists by commas or as YAML", function()
  t.equal(values("letters=x, y,z").letters, { "x", "y", "z" })
  t.equal(values("ports=[8080, 9]").ports, { 8080, 9 })
  t.equal(values("ports=7").ports, { 7 })
  t.equal(values("letters=").letters, {})
end)

t.test("wrong kinds, unknown settings and missing ones are told all at once", function()
  complains({ "clustr=x", "count=three", "on=maybe", "nothing", "range.x=1", "cni.warn=2", "ports=a" },
    "--set clustr=x: there is no setting 'clustr', did you mean 'cluster'?",
    "--set count=three: 'count' is a whole number (default 3), 'three' is not",
    "'on' is true or false (default false), 'maybe' is not", "--set nothing: the form is --set key=value",
    "'range' is a text and has no parts", "'cni' has no 'warn', did you mean 'warm'?", "'a' is not a whole number",
    "mine needs these settings:\n  --set cluster=...   which one\n  --set zone=...")
  complains({ "cluster=", "zone=z" }, "mine needs a setting:\n  --set cluster=...")
  complains({ "cluster=b", "zone=z", "count=1.5" }, "'1.5' is not")
end)

local function with_file(text, fn)
  local path = os.tmpname()
  t.ok(world.write_file(path, text))
  local ok, problem = pcall(fn, path)
  os.remove(path)
  if not ok then error(problem, 0) end
end

t.test("a file of values, and --set wins over it", function()
  with_file("cluster: green\nzone: z\ncount: 9\ntags: {a: b}\ncni:\n  minimum: 4\nports: [5]\n", function(path)
    local v = playbook:values { values = { path }, set = { "count=10" } }
    t.equal({ v.cluster, v.count, v.tags, v.cni.minimum, v.cni.warm, v.ports },
      { "green", 10, { a = "b" }, 4, 1, { 5 } })
  end)
end)

t.test("a file of values is held against the kinds too", function()
  with_file("cluster: green\nzone: z\ncount: lots\nletters: {a: 1}\ncolour: red\nports: [x]\ncni: 3\n", function(path)
    local ok, problem = pcall(playbook.values, playbook, { values = { path } })
    t.ok(not ok)
    for _, expected in ipairs { "'count' is a whole number (default 3), \"lots\" is not", "'letters' is a list",
      "there is no setting 'colour'", "'ports.1' is a whole number", "'cni' is a table" } do
      t.ok(problem.message:find(expected, 1, true), expected .. " is not in:\n" .. problem.message)
    end
  end)
  with_file("- a\n- b\n", function(path)
    t.raises("a mapping of settings is wanted", playbook.values, playbook, { values = { path } })
  end)
  with_file("a: [", function(path)
    t.raises("--values " .. path, playbook.values, playbook, { values = { path } })
  end)
  t.raises("cannot be read", playbook.values, playbook, { values = { "/nowhere/at/all.yaml" } })
end)

t.test("names are filled from what is given, then from the settings", function()
  local section = { subnet = "{cluster}-pods-{zone}", plain = "x", number = "{n}", hole = "{zne}", tbl = "{cni}" }
  local settings = { cluster = "blue", zone = "from-settings", cni = {} }
  t.equal(names.fill(section, "subnet", { zone = "a" }, settings), "blue-pods-a")
  t.equal(names.fill(section, "subnet", nil, settings), "blue-pods-from-settings")
  t.equal(names.fill(section, "number", { n = 3 }, settings), "3")
  t.raises("{zne} is no setting and is not given here, did you mean 'zone'?", names.fill, section, "hole", {}, settings)
  t.raises("names has no 'subnt', did you mean 'subnet'?", names.fill, section, "subnt", {}, settings)
  t.raises("{cni} is a table", names.fill, section, "tbl", {}, settings)
end)
