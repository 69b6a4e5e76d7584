-- secret: what can be done with one, and that its bytes do not come out.
local secret = require "secret"
local t = require "spec"

t.test("a secret shows nothing", function()
  local s = secret.new "hidden"
  t.equal(tostring(s), "<secret>")
  t.equal(getmetatable(s), false)
  t.ok(not ("%s"):format(s):find "hidden")
  for _, use in ipairs { function() return s .. "" end, function() return s[1] end, function() return #s end,
    function() return s < s end, function() return s() end, function() s.a = 1 end } do
    t.ok(not pcall(use))
  end
  t.ok(s ~= secret.new "hidden")
end)

t.test("equal, length and is", function()
  local s = secret.new "a\0b"
  t.ok(secret.equal(s, "a\0b") and secret.equal(s, secret.new "a\0b"))
  t.ok(not secret.equal(s, "a\0c") and not secret.equal(s, "a"))
  t.equal(secret.length(s), 3)
  t.equal({ secret.is(s), secret.is "a", secret.is(nil) }, { true, false, false })
end)

t.test("concat takes strings and secrets", function()
  t.equal(secret.reveal(secret.concat("a", secret.new "b", "c")), "abc")
  t.equal(secret.length(secret.concat()), 0)
  t.raises("string or secret", secret.concat, "a", 1)
end)

t.test("base64 and back", function()
  t.equal(secret.reveal(secret.base64(secret.new "\xFB\xEF\xBE\xFF")), "++++/w==")
  t.equal(secret.reveal(secret.base64url "\xFB\xEF\xBE\xFF"), "----_w")
  t.equal(secret.reveal(secret.unbase64 "Zm9v\nYmFy"), "foobar")
  t.fails("base64", secret.unbase64 "*")
end)

t.test("hash", function()
  t.equal(secret.hash(secret.new "abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
end)
