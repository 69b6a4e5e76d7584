-- xml: trees of tables, secrets by name, failures with a position.
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

t.test("a large answer takes no time", function()
  local parts = {}
  for i = 1, 20000 do parts[i] = "<item><id>i-" .. i .. "</id><state>running</state></item>" end
  local before = os.clock()
  local tree = t.ok(xml.decode("<r>" .. table.concat(parts, "\n") .. "</r>"))
  t.equal(#tree, 20000)
  t.equal(tree[20000][1].text, "i-20000")
  t.ok(os.clock() - before < 5)
end)
