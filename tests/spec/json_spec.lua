-- json: what survives a round trip, what is refused on either way and where, options, and secrets.
local t = require "spec"
local json = require "json"
local secret = require "secret"

-- Decodes a text, encodes the value: the same text comes back.
local function comes_back(text, options)
  local value, failure = json.decode(text)
  t.ok(value ~= nil, failure)
  t.equal(json.encode(value, options), text)
end

t.test("integers of 64 bits stay integers", function()
  for _, n in ipairs { 0, 1, -1, 2 ^ 53 | 1, math.maxinteger, math.mininteger } do
    local back = json.decode(json.encode(n))
    t.equal(math.type(back), "integer")
    t.equal(back, n)
  end
  t.equal(json.encode(9007199254740993), "9007199254740993")
end)

t.test("an integer beyond 64 bits becomes the nearest float, as in Lua", function()
  for _, digits in ipairs { "9223372036854775808", "-9223372036854775809", "18446744073709551615" } do
    local value = json.decode(digits)
    t.equal(math.type(value), "float")
    t.equal(value, tonumber(digits))
  end
end)

t.test("floats come back, in the shortest form, and stay floats", function()
  for _, text in ipairs { "1.0", "-0.0", "0.1", "0.30000000000000004", "1e300", "5e-324", "123456.789", "1e-7" } do
    comes_back(text)
    t.equal(math.type(json.decode(text)), "float")
  end
  t.equal(json.encode(4.0, { integral = true }), "4")
  t.equal(json.encode({ 0.5, -2.0 }, { integral = true }), "[0.5,-2]")
end)

t.test("arrays, objects and null survive", function()
  comes_back '[]'
  comes_back '{}'
  comes_back 'null'
  comes_back '{"a":[],"b":{},"c":null,"d":[null,[[]],{"x":[{}]}]}'
  t.equal(json.decode("[null]")[1], json.null)
  t.equal(tostring(json.null), "null")
  t.ok(json.null)
end)

t.test("long containers keep all of their content", function()
  local list, members = json.array(), {}
  for i = 1, 3000 do list[i] = i end
  for i = 1, 3000 do members["name" .. i] = { i } end
  t.equal(json.decode(json.encode(list)), list)
  t.equal(json.decode(json.encode(members)), members)
  t.equal(#json.decode(json.encode { json.array(list), list })[2], 3000)
end)

t.test("strings keep every byte of their UTF-8", function()
  local text = "quote \" slash \\ / tab\t nul\0 bell\a é € 😀 \u{2028} \x7f"
  t.equal(json.decode(json.encode(text)), text)
  t.equal(json.decode [["\u00e9\u20ac\ud83d\ude00\/\u0000"]], "é€😀/\0")
  t.equal(json.encode "a\0\n\"\\/", [["a\u0000\n\"\\/"]])
end)

t.test("refuses what is no JSON, with line and column", function()
  local cases = {
    { '', 1, 1 }, { '{"a":1,}', 1, 8 }, { '[1,\n 2,\n]', 3, 1 }, { '[1] x', 1, 5 }, { '01', 1, 1 }, { '1.', 1, 3 },
    { '"\t"', 1, 2 }, { '"\\ud800"', 1, 2 }, { '"\xff"', 1, 2 }, { 'NaN', 1, 1 }, { '[-Infinity]', 1, 3 },
    { '{"a":1 "b":2}', 1, 8 }, { "{'a':1}", 1, 2 }, { '"abc', 1, 1 }, { '1e400', 1, 1 }, { '\xef\xbb\xbf1', 1, 1 },
    { '[1]\0', 1, 4 },
  }
  for _, case in ipairs(cases) do
    local failure = t.fails("json", json.decode(case[1]))
    t.equal(failure.line, case[2], case[1])
    t.equal(failure.column, case[3], case[1])
    t.ok(failure.message:find(("line %d, column %d"):format(case[2], case[3]), 1, true), failure.message)
  end
end)

t.test("refuses a member that is there twice, where it is the second time", function()
  local failure = t.fails("json", json.decode '{"a":{"b":1},\n "b":[{"a":1}], "a":2}')
  t.equal({ failure.line, failure.column }, { 2, 17 })
  t.ok(failure.message:find('"a"', 1, true))
  t.fails("json", json.decode [[{"a":null,"\u0061":1}]])
  local many = {}
  for i = 1, 500 do many[i] = ('"m%d":%d'):format(i, i) end
  t.ok(json.decode("{" .. table.concat(many, ",") .. "}"))
  t.fails("json", json.decode("{" .. table.concat(many, ",") .. ',"m1":1}'))
end)

t.test("limits depth and size", function()
  local deep = ("["):rep(200) .. ("]"):rep(200)
  t.ok(json.decode(deep))
  t.fails("json", json.decode("[" .. deep .. "]"))
  t.ok(json.decode("[" .. deep .. "]", { max_depth = 201 }))
  t.fails("json", json.decode("[[]]", { max_depth = 1 }))
  t.ok(json.decode(("[") :rep(1000) .. ("]"):rep(1000), { max_depth = 1000 }))
  t.fails("json", json.decode(("["):rep(1e6)))
  t.fails("json", json.decode("[1,2]", { max_size = 4 }))
  t.ok(json.decode("[1,2]", { max_size = 5 }))
  t.raises("max_depth", json.decode, "[]", { max_depth = 1001 })
  t.raises("bad argument #1", json.decode, {})
end)

t.test("members are sorted unless told otherwise", function()
  local value = {}
  for i = 26, 1, -1 do value[string.char(96 + i)] = i end
  local sorted = json.encode(value)
  t.equal(sorted:sub(1, 20), '{"a":1,"b":2,"c":3,"')
  t.equal(sorted, json.encode(value, { sort = true }))
  t.equal(#json.encode(value, { sort = false }), #sorted)
  t.equal(json.encode { ab = 1, a = 2, ["a\0"] = 3 }, [[{"a":2,"a\u0000":3,"ab":1}]])
end)

t.test("pretty puts one member on a line", function()
  t.equal(json.encode({ b = { 1, {} }, a = json.array() }, { pretty = true }),
    '{\n  "a": [],\n  "b": [\n    1,\n    {}\n  ]\n}')
end)

t.test("marks decide what a table is", function()
  t.equal(json.encode {}, "{}")
  t.equal(json.encode(json.array()), "[]")
  t.equal(json.encode(json.object(json.array())), "{}")
  t.equal(json.encode { 1, 2 }, "[1,2]")
  local list = {}
  t.ok(json.array(list) == list)
  local copy = setmetatable({}, getmetatable(json.decode "[]"))
  t.equal(json.encode(copy), "[]")
  t.raises("metatable of its own", json.array, setmetatable({}, {}))
end)

t.test("a view is encoded as it shows itself", function()
  local hidden = { b = 2, a = { 1, 2 } }
  local view = setmetatable({}, { __index = hidden, __pairs = function() return next, hidden end })
  t.equal(json.encode { view = view }, '{"view":{"a":[1,2],"b":2}}')
end)

t.test("refuses by path what JSON cannot hold", function()
  t.raises("spec.containers[2].run: a function is no JSON", json.encode,
    { spec = { containers = { { name = "a" }, { run = print } } } })
  t.raises("a[1]: NaN", json.encode, { a = { 0 / 0 } })
  t.raises("infinity", json.encode, -math.huge)
  t.raises("a: a secret", json.encode, { a = secret.new "x" })
  t.raises("x: a string that is not UTF-8", json.encode, { x = "\xff" })
  t.raises("the name is not UTF-8", json.encode, { ["\xc3"] = 1 })
  t.raises("holes", json.encode, { 1, nil, 3 })
  t.raises("a: named members and numbered items", json.encode, { a = { 1, 2, x = 3 } })
  t.raises("named members and numbered items", json.encode, json.object { 1 })
  t.raises("an array has a named member", json.encode, json.array { x = 1 })
  t.raises("true is no key", json.encode, { [true] = 1 })
  t.raises("1.5 is no key", json.encode, { [1.5] = 1 })
  t.raises("a nil is no JSON", json.encode, nil)
  local loop = { a = {} }
  loop.a[1] = loop
  t.raises("a[1]: this table contains itself", json.encode, loop)
  local deep = {}
  for _ = 1, 5000 do deep = { deep } end
  t.raises("nested too deep", json.encode, deep)
end)

t.test("a table may be there twice without being in itself", function()
  local shared = { 1 }
  t.equal(json.encode { shared, shared }, "[[1],[1]]")
end)

t.test("named members become secrets, and what lies below them", function()
  local text = '{"AccessKeyId":"A","SecretAccessKey":"top \\u0041","n":{"Token":12,"data":{"k":"v","l":[true,null]}}}'
  local options = { secret = { "SecretAccessKey", "Token", "data" } }
  for _, given in ipairs { text, secret.new(text) } do
    local value = json.decode(given, options)
    t.equal(value.AccessKeyId, "A")
    t.ok(secret.equal(value.SecretAccessKey, "top A"))
    t.ok(secret.equal(value.n.Token, "12"))
    t.ok(secret.is(value.n.data.k))
    t.ok(secret.equal(value.n.data.l[1], "true"))
    t.equal(value.n.data.l[2], json.null)
    t.equal(tostring(value.SecretAccessKey), "<secret>")
  end
end)
