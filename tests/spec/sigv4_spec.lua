-- sigv4: what sign, presign and request give and refuse; whether secrets stay secret.
local secret = require "secret"
local sigv4 = require "sigv4"
local t = require "spec"
local world = require "world"

local function request(more)
  local r = {
    url = "https://sts.us-east-1.amazonaws.com/", service = "sts", region = "us-east-1", time = 1735787045,
    credentials = { access_key_id = "AKIDEXAMPLE", secret_access_key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
  }
  for key, value in pairs(more or {}) do r[key] = value end
  return r
end

local function temporary(token)
  return { access_key_id = "AKIDEXAMPLE", secret_access_key = secret.new "key", session_token = token }
end

t.test("sign gives the headers to send and the two texts", function()
  local headers, details = sigv4.sign(request { headers = { ["X-Kept"] = "a  b", authorization = "old" } })
  t.equal(headers["X-Kept"], "a  b")
  t.equal(headers.authorization, nil)
  t.equal(headers["X-Amz-Date"], "20250102T030405Z")
  t.ok(headers.Authorization:find("SignedHeaders=host;x%-amz%-date;x%-kept, Signature=%x+$"))
  t.equal(details.canonical_request:match("x%-kept:[^\n]*"), "x-kept:a b")
  t.equal(details.string_to_sign:match("^[^\n]*\n[^\n]*"), "AWS4-HMAC-SHA256\n20250102T030405Z")
end)

t.test("an opaque key signs as the same text does", function()
  local plain = sigv4.sign(request()).Authorization
  local keys = request().credentials
  keys.secret_access_key = secret.new(keys.secret_access_key)
  t.equal(sigv4.sign(request { credentials = keys }).Authorization, plain)
end)

t.test("an opaque token stays opaque", function()
  local token = secret.new "token"
  local headers, details = sigv4.sign(request { credentials = temporary(token) })
  t.ok(secret.is(headers["X-Amz-Security-Token"]) and secret.equal(headers["X-Amz-Security-Token"], "token"))
  t.ok(secret.is(details.canonical_request))
  local url, more = sigv4.presign(request { credentials = temporary(token), expires = 60 })
  t.ok(secret.is(url) and secret.is(more.canonical_request))
  t.equal(secret.reveal(url):match("X%-Amz%-Security%-Token=(%w+)"), "token")
  headers = sigv4.sign(request { credentials = temporary "token" })
  t.equal(headers["X-Amz-Security-Token"], "token")
end)

t.test("no field can be used to read a secret", function()
  local hidden = secret.new "hidden"
  t.raises("access_key_id", sigv4.sign, request { credentials = { access_key_id = hidden, secret_access_key = "k" } })
  for _, field in ipairs { "url", "method", "region", "service", "payload" } do
    t.raises("field '" .. field .. "' must be a string", sigv4.sign, request { [field] = hidden })
  end
  for _, value in ipairs { hidden, { "a", hidden } } do
    for _, name in ipairs { "X-Any", "X-Amz-Content-Sha256", "Host" } do
      local headers, details = sigv4.sign(request { headers = { [name] = value } })
      t.ok(secret.is(details.canonical_request), name)
      for key, header in pairs(headers) do
        t.ok(type(header) ~= "string" or not header:find("hidden", 1, true), key)
      end
      t.ok(secret.is((sigv4.presign(request { headers = { [name] = value } }))) or name ~= "Host")
    end
  end
end)

t.test("presign gives a URL, opaque when asked", function()
  local url = sigv4.presign(request { url = "https://h/?b=2&a=1", expires = 60 })
  t.ok(url:find("^https://h/%?b=2&a=1&X%-Amz%-Algorithm=AWS4%-HMAC%-SHA256&.*&X%-Amz%-Signature=%x+$"))
  t.ok(secret.is((sigv4.presign(request { secret = true }))))
end)

t.test("S3 and unsigned payloads", function()
  local headers, details = sigv4.sign(request { url = "https://h/a%20b/../c", path = "s3", service = "s3", body = "x" })
  t.equal(headers["X-Amz-Content-Sha256"], secret.hash "x")
  t.equal(details.canonical_request:match("\n([^\n]*)"), "/a%20b/../c")
  headers = sigv4.sign(request { payload = "UNSIGNED-PAYLOAD" })
  t.equal(headers["X-Amz-Content-Sha256"], "UNSIGNED-PAYLOAD")
end)

t.test("the time comes from the world", function()
  local before = world.install { now = function() return 86400.75 end }
  local r = request()
  r.time = nil
  local ok, headers = pcall(sigv4.sign, r)
  world.install(before)
  t.ok(ok, headers)
  t.equal(headers["X-Amz-Date"], "19700102T000000Z")
end)

t.test("bad data fails, misuse raises", function()
  t.fails("url", sigv4.sign(request { url = "nowhere" }))
  t.fails("header", sigv4.sign(request { headers = { ["a b"] = "c" } }))
  t.fails("time", sigv4.sign(request { time = 0 / 0 }))
  t.fails("time", sigv4.sign(request { time = 1e300 }))
  t.fails("time", sigv4.presign(request { expires = 1e6 }))
  t.raises("field 'url' must be a string, not missing", sigv4.sign, { service = "a", region = "b" })
  t.raises("field 'credentials' must be a table", sigv4.sign, { url = "u", service = "a", region = "b" })
  t.raises("field 'path' must be \"s3\"", sigv4.sign, request { path = "raw" })
  t.raises("header 'a' must be a string", sigv4.sign, request { headers = { a = true } })
  t.raises("zero byte", sigv4.sign, request { region = "a\0b" })
  t.raises("table expected", sigv4.sign, "request")
end)

t.test("request sends what it signed through the world", function()
  local seen
  local before = world.install {
    request = function(r)
      seen = r
      return { status = 200, headers = {}, body = "answer" }
    end,
  }
  local sent = { method = "POST", body = "b", timeout = 3, headers = { ["X-A"] = "1" } }
  local ok, answer = pcall(sigv4.request, request(sent))
  world.install(before)
  t.ok(ok, answer)
  t.equal(answer.body, "answer")
  t.equal({ seen.method, seen.body, seen.timeout, seen.headers["X-A"] }, { "POST", "b", 3, "1" })
  t.equal(seen.credentials, nil)
  t.equal(seen.headers.Authorization,
    sigv4.sign(request(sent)).Authorization)
  t.fails("url", sigv4.request(request { url = "nowhere" }))
end)
