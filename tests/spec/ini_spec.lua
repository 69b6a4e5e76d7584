-- ini: AWS config files as tables, secrets by name, failures with a line.
local ini = require "ini"
local secret = require "secret"
local t = require "spec"

t.test("sections, values and blocks", function()
  t.equal(ini.decode "[default]\nRegion = us-east-1\n\n[services s]\nec2 =\n  endpoint_url = http://h:1\nk = v\n", {
    default = { region = "us-east-1" },
    ["services s"] = { ec2 = { endpoint_url = "http://h:1" }, k = "v" },
  })
  t.equal(ini.decode "", {})
  t.equal(ini.decode "[empty]", { empty = {} })
end)

t.test("later values count, sections and blocks merge", function()
  t.equal(ini.decode "[a]\nx=1\ny=2\n[b]\n[a]\nx=3\n", { a = { x = "3", y = "2" }, b = {} })
  t.equal(ini.decode "[a]\nk=1\nk=\n  x=1\nk=\n  y=2\n", { a = { k = { x = "1", y = "2" } } })
end)

t.test("named members become secrets, in blocks too", function()
  local text = "[a]\naws_access_key_id = AK\naws_secret_access_key = s3cr3t\nb =\n  token = t\n"
  for _, source in ipairs { text, secret.new(text) } do
    local a = ini.decode(source, { secret = { "aws_secret_access_key", "token" } }).a
    t.equal(a.aws_access_key_id, "AK")
    t.ok(secret.equal(a.aws_secret_access_key, "s3cr3t") and secret.is(a.aws_secret_access_key))
    t.ok(secret.is(a.b.token))
  end
end)

t.test("failures tell the line", function()
  t.equal(t.fails("ini", ini.decode "a = b").line, 1)
  t.equal(t.fails("ini", ini.decode "[a]\n\nb\n").line, 3)
  t.equal(t.fails("ini", ini.decode "[a]\nb =\n  c = d\n  e\n").line, 4)
  t.raises("string or secret", ini.decode)
end)
