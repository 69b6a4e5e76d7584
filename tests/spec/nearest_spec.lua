-- nearest: what was probably meant, and nothing when nothing was.
local t = require "spec"
local nearest = require "nearest"

local words = { "settings", "zones", "names", "steps", "recycle_nodes", "describe_subnets", "describe_route_tables" }

t.test("slips of every kind find the word", function()
  for given, meant in pairs {
    setings = "settings", sttings = "settings", setttings = "settings", sertings = "settings", esttings = "settings",
    ["zone"] = "zones", recycle_node = "recycle_nodes", recyclenodes = "recycle_nodes",
    DescribeSubnets = "describe_subnets", describe_subnet = "describe_subnets", route_tables = "describe_route_tables",
  } do
    t.equal(nearest.word(given, words), meant, given)
  end
end)

t.test("the nearer of two wins, and an equal word before any other", function()
  t.equal(nearest.word("step", { "stop", "steps", "strap" }), "stop")
  t.equal(nearest.word("steps", { "step", "steps" }), "steps")
end)

t.test("another word is no slip", function()
  for _, given in ipairs { "x", "cluster", "ec2nodeclasses.karpenter.k8s.aws", "", "sp" } do
    t.equal(nearest.word(given, words), nil, given)
  end
end)

-- The distance with its band against the plain definition, on random words.
local function distance(a, b)
  local d = {}
  for i = 0, #a do d[i] = { [0] = i } end
  for j = 0, #b do d[0][j] = j end
  for i = 1, #a do
    for j = 1, #b do
      local cost = a:byte(i) == b:byte(j) and 0 or 1
      d[i][j] = math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost)
      if i > 1 and j > 1 and a:byte(i) == b:byte(j - 1) and a:byte(i - 1) == b:byte(j) then
        d[i][j] = math.min(d[i][j], d[i - 2][j - 2] + 1)
      end
    end
  end
  return d[#a][#b]
end

t.test("found exactly when the distance allows it", function()
  local function random_word()
    local letters = {}
    for i = 1, math.random(3, 16) do letters[i] = string.char(96 + math.random(3)) end
    return table.concat(letters)
  end
  for _ = 1, 3000 do
    local a, b = random_word(), random_word()
    local most = math.min(4, math.max(1, #a // 3))
    local inside = #a >= 5 and b:find(a, 1, true)
    t.equal(nearest.word(a, { b }) == b, distance(a, b) <= most or inside ~= nil and inside ~= false, a .. " " .. b)
  end
end)
