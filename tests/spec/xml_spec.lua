-- xml: trees of tables, secrets by name, failures with a position.
local json = require "json"
local secret = require "secret"
local t = require "spec"
local xml = require "xml"

t.test("elements, attributes and text", function()
  t.equal(xml.decode("<a k='v'>\n <b> 1 </b>\n <c/>\n</a>"), {
    name = "a", attrs = { k = "v" },
    { name = "b", text = " 1 " },
    { name = "c", text = "" },
  })
end)

t.test("mixed content keeps its order", function()
  t.equal(xml.decode("<a>x<b/> y</a>"), { name = "a", "x", { name = "b", text = "" }, " y" })
end)

t.test("namespaces", function()
  t.equal(xml.decode("<a xmlns='u' xmlns:n='v' n:k='1'><b/><n:c/></a>"), {
    name = "a", ns = "u", attrs = { ["{v}k"] = "1" },
    { name = "b", text = "" },
    { name = "c", ns = "v", text = "" },
  })
end)

t.test("named members become secrets, from text or from a secret", function()
  local text = "<r><AccessKeyId>AK</AccessKeyId><SecretAccessKey>s&amp;t</SecretAccessKey></r>"
  for _, source in ipairs { text, secret.new(text) } do
    local tree = xml.decode(source, { secret = { "SecretAccessKey" } })
    t.equal(tree[1].text, "AK")
    t.ok(secret.is(tree[2].text) and secret.equal(tree[2].text, "s&t"))
  end
end)

t.test("failures", function()
  local failure = t.fails("xml", xml.decode("<a>\n  <b></a>"))
  t.equal({ failure.line, failure.column }, { 2, 8 })
  t.fails("doctype", xml.decode("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"))
  t.fails("depth", xml.decode(("<a>"):rep(1000) .. ("</a>"):rep(1000)))
  t.fails("xml", xml.decode(""))
  t.raises("string or secret", xml.decode, {})
  t.raises("field 'secret' must be a table", xml.decode, "<a/>", { secret = "a" })
end)

-- A description as the AWS models give it: text, a number, a list, flat ones, a map, and a shape that holds itself.
local function description()
  local text, int, truth = { kind = "str" }, { kind = "int" }, { kind = "bool" }
  local item = { kind = "struct", lists = { "Inner" } }
  local list, map = { kind = "list", element = { type = item } }, { kind = "map" }
  map.key, map.value = { type = text }, { type = text, wire = "v" }
  item.by_element = {
    id = { name = "Id", type = text }, count = { name = "Count", type = int }, on = { name = "On", type = truth },
    inner = { name = "Inner", later = list }, tag = { name = "Tags", type = map, flat = true },
    word = { name = "Words", type = { kind = "list", element = { type = text } }, flat = true },
    pairs = { name = "Pairs", type = map },
  }
  return { type = item }
end

local function read(source, options)
  options = options or {}
  options.resolve = function(ref) ref.type = ref.later end
  options.value = function(shape, text, element)
    return tonumber(text) or text ~= "" and error(("<%s> %s: %s"):format(element, shape.kind, text), 0) or nil
  end
  return xml.read(source, description(), options)
end

t.test("read gives what a description promises", function()
  local value, root = read([[<r xmlns="u"><id> a&amp;b </id><count>7</count><on>true</on><other><id>no</id></other>
    <inner><item><id>x</id><count/></item><item/></inner><word>1</word><tag><key>k</key><v>one</v></tag><word>2</word>
    <tag><key>l</key></tag><pairs><entry><v>2</v><key>a</key></entry></pairs></r>]])
  t.equal(root, "r")
  t.equal(value, { Id = " a&b ", Count = 7, On = true, Words = { "1", "2" }, Tags = { k = "one" }, Pairs = { a = "2" },
    Inner = { { Id = "x", Inner = {} }, { Inner = {} } } })
  t.equal(json.encode((read("<r><on>false</on></r>")), { sort = true }), '{"Inner":[],"On":false}')
end)

t.test("read finds the wrapper, keeps secrets, and fails as decode does", function()
  t.equal(read("<r><w><id>a</id></w></r>", { wrapper = "w" }), { Id = "a", Inner = {} })
  t.equal(read("<r/>", { wrapper = "w" }), { Inner = {} })
  local value = read("<r><id>s</id><count>1</count></r>", { secret = { "id" } })
  t.ok(secret.is(value.Id) and secret.equal(value.Id, "s"))
  t.raises("<count> int: many", read, "<r><count>many</count></r>")
  t.fails("xml", read("<r>"))
  t.raises("must be a function", xml.read, "<r/>", {}, {})
  t.raises("has no type", xml.read, "<r/>", {}, { resolve = function() end, value = print })
  local deep = ("<inner><item>"):rep(90)
  t.equal(#read("<r>" .. deep .. "<id>x</id>" .. deep:gsub("<(%a+)><(%a+)>", "</%2></%1>") .. "</r>").Inner, 1)
end)

t.test("a large answer takes no time", function()
  local parts = {}
  for i = 1, 20000 do parts[i] = "<item><id>i-" .. i .. "</id><state>running</state></item>" end
  local before = os.clock()
  local tree = t.ok(xml.decode("<r>" .. table.concat(parts, "\n") .. "</r>"))
  t.equal(#tree, 20000)
  t.equal(tree[20000][1].text, "i-20000")
  t.ok(os.clock() - before < 5)
end)
