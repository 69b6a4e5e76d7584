-- yaml: values in and out, documents, secrets, limits, and what is refused.
local json = require "json"
local secret = require "secret"
local t = require "spec"
local yaml = require "yaml"

t.test("decode: kinds of values", function()
  t.equal(yaml.decode "a: 1\nb: 1.0\nc: yes\nd: true\ne: ~\nf: '1'\ng: 2001-01-01\n", {
    a = 1, b = 1.0, c = "yes", d = true, e = json.null, f = "1", g = "2001-01-01",
  })
  t.equal(math.type(yaml.decode "1"), "integer")
  t.equal(math.type(yaml.decode "1.0"), "float")
  t.equal(yaml.decode "", json.null)
end)

t.test("decode: arrays carry the mark of json", function()
  local v = yaml.decode "a: []\nb: {}\nc: [[1], []]\n"
  t.equal(json.encode(v, { sort = true }), '{"a":[],"b":{},"c":[[1],[]]}')
  t.equal(getmetatable(v.a), getmetatable(json.decode "[]"))
end)

t.test("decode: keys are strings", function()
  t.equal(yaml.decode "1: a\ntrue: b\n'': c\n", { ["1"] = "a", ["true"] = "b", [""] = "c" })
end)

t.test("decode: aliases give independent values", function()
  local v = yaml.decode "a: &x {k: [1]}\nb: *x\nc: {<<: *x, l: 2}\n"
  t.equal(v, { a = { k = { 1 } }, b = { k = { 1 } }, c = { k = { 1 }, l = 2 } })
  v.a.k[1] = 9
  t.equal({ v.b.k[1], v.c.k[1] }, { 1, 1 })
end)

t.test("decode: named members become secrets, at any depth", function()
  local text = "users:\n- name: a\n  user: {token: tok, password: 007, exec: {env: [{value: x}]}}\n"
  for _, source in ipairs { text, secret.new(text) } do
    local user = yaml.decode(source, { secret = { "token", "password", "env" } }).users[1].user
    t.ok(secret.is(user.token) and secret.equal(user.token, "tok"))
    t.ok(secret.equal(user.password, "007"))
    t.ok(secret.is(user.exec.env[1].value))
  end
end)

t.test("decode: failures have a position", function()
  local failure = t.fails("duplicate", yaml.decode "a: 1\nb:\n  c: 1\n  c: 2\n")
  t.equal({ failure.line, failure.column }, { 4, 3 })
  t.fails("yaml", yaml.decode "a: [1")
  t.fails("tag", yaml.decode "a: !!python/object:os.system x")
  t.fails("key", yaml.decode "{a: b}: c")
  t.fails("documents", yaml.decode "a: 1\n---\nb: 2\n")
  t.fails("yaml", yaml.decode "a: \xFF")
  t.fails("depth", yaml.decode(("["):rep(100000)))
  t.raises("string or secret", yaml.decode, 1)
end)

t.test("decode: aliases cannot blow up memory", function()
  local lines = { "a0: &a0 [x, x, x, x, x, x, x, x, x, x]" }
  for i = 1, 30 do
    lines[#lines + 1] = ("a%d: &a%d [%s]"):format(i, i, ("*a%d, "):format(i - 1):rep(10):sub(1, -3))
  end
  t.fails("aliases", yaml.decode(table.concat(lines, "\n")))
  local long = "a: &a " .. ("x"):rep(1000000) .. "\nb: [" .. ("*a, "):rep(1000) .. "]\n"
  t.fails("aliases", yaml.decode(long))
end)

t.test("decode_all", function()
  t.equal(yaml.decode_all "a: 1\n---\n---\n- b\n...\n", { { a = 1 }, json.null, { "b" } })
  t.equal(json.encode(yaml.decode_all ""), "[]")
  t.fails("yaml", yaml.decode_all "a: 1\n---\nb: [\n")
end)

t.test("encode: the ENIConfig stream", function()
  local function eniconfig(name, subnet)
    return { apiVersion = "crd.k8s.amazonaws.com/v1alpha1", kind = "ENIConfig", metadata = { name = name },
      spec = { subnet = subnet } }
  end
  t.equal(yaml.encode_all { eniconfig("cn-northwest-1a", "subnet-0212576e31c02c077"),
    eniconfig("cn-northwest-1b", "subnet-002bfe02b7bfa7ba4") }, [[
---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: cn-northwest-1a
spec:
  subnet: subnet-0212576e31c02c077
---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: cn-northwest-1b
spec:
  subnet: subnet-002bfe02b7bfa7ba4
]])
end)

t.test("encode: keys are sorted, the head of a Kubernetes object comes first", function()
  t.equal(yaml.encode { b = 1, a = 2, ["a-b"] = 3 }, "a: 2\na-b: 3\nb: 1\n")
  t.equal(yaml.encode { spec = 1, data = 2, metadata = 3, kind = "K", apiVersion = "v1", status = 4 },
    "apiVersion: v1\nkind: K\nmetadata: 3\nspec: 1\ndata: 2\nstatus: 4\n")
  t.equal(yaml.encode { kind = "K", data = 1 }, "data: 1\nkind: K\n")
end)

t.test("encode: empty tables, marks and null", function()
  t.equal(yaml.encode { a = {}, b = json.array {}, c = json.null, d = { { 1 }, {} } },
    "a: {}\nb: []\nc: null\nd:\n- - 1\n- {}\n")
end)

t.test("what is encoded reads back equal", function()
  for _, v in ipairs { "", "yes", "1e3", " a ", "a\nb\n", "\0\x7F", "中🙂", "a\u{85}b\u{2028}\u{FEFF}", 0, -1,
    math.mininteger, math.maxinteger, 1 << 53 | 1, 0.1, 1e300, 5e-324, 3.0, 1 / 0, -1 / 0, true, false, json.null } do
    for _, shape in ipairs { v, { v }, { k = v }, { { { k = { v, v } } } } } do
      local text = yaml.encode(shape)
      t.equal(yaml.decode(text), shape, text)
    end
    if type(v) == "string" then t.equal(yaml.decode(yaml.encode { [v] = v }), { [v] = v }) end
  end
  local nan = yaml.decode(yaml.encode(0 / 0))
  t.ok(nan ~= nan)
  t.equal(math.type(yaml.decode(yaml.encode(3.0))), "float")
end)

t.test("encode: views are written as what they show", function()
  local view = setmetatable({}, { __pairs = function() return pairs { a = 1, b = { 2 } } end })
  t.equal(yaml.encode { v = view }, "v:\n  a: 1\n  b:\n  - 2\n")
end)

t.test("encode refuses by path", function()
  local cycle = {}
  cycle.a = { cycle }
  t.raises("a.b[2]: a secret", yaml.encode, { a = { b = { 1, secret.new "s" } } })
  t.raises("a[1]: this table contains itself", yaml.encode, cycle)
  t.raises("f: a function", yaml.encode, { f = print })
  t.raises("[1]: the string is not UTF-8", yaml.encode, { "\xFF" })
  t.raises("holes", yaml.encode, { 1, nil, 3 })
  t.raises("names and numbered items", yaml.encode, { 1, a = 2 })
  t.raises("a nil is no YAML", yaml.encode, nil)
  t.raises("[2].a: a secret", yaml.encode_all, { {}, { a = secret.new "s" } })
end)
