-- EKS tokens and credential plugins: the published vector, renewal in time, the aws command, and what plugins may say.
local aws_command = require "k8s.aws_command"
local eks_token = require "k8s.eks_token"
local exec_plugin = require "k8s.exec_plugin"
local fake = require "k8s_server"
local failure = require "failure"
local json = require "json"
local secret = require "secret"
local t = require "spec"
local task = require "task"
local world = require "world"

local KEYS = { access_key_id = "AKIDEXAMPLE", secret_access_key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" }
local VECTOR_TIME = 1735787045 -- 2025-01-02T03:04:05Z

-- The presigned URL inside a token.
local function url_of(token)
  local text = secret.reveal(token):match("^k8s%-aws%-v1%.(.+)$")
  text = text:gsub("-", "+"):gsub("_", "/")
  return secret.reveal(secret.unbase64(text .. ("="):rep(-#text % 4)))
end

t.test("the token of the published vector", function()
  local token = eks_token.make {
    cluster = "demo", region = "cn-northwest-1", suffix = "amazonaws.com.cn", credentials = KEYS, time = VECTOR_TIME,
  }
  t.ok(secret.is(token))
  local text = secret.reveal(token)
  t.equal(#text, 498)
  t.ok(text:find("k8s-aws-v1.aHR0cHM6Ly9zdHMuY24tbm9ydGh3ZXN0LTEuYW1hem9uYXdz", 1, true) == 1)
  t.ok(not text:find("=", 1, true))
  t.equal(url_of(token):match("&X%-Amz%-Signature=(%x+)$"),
    "857092bad6df1f2f5896374595b7f7e75f8c631b5addbe2143c955886d9cb9c0")
end)

t.test("a session token is part of what is signed", function()
  local token = eks_token.make {
    cluster = "demo", region = "us-east-1", suffix = "amazonaws.com", time = VECTOR_TIME,
    credentials = { access_key_id = "ASIA", secret_access_key = secret.new "s", session_token = secret.new "a+b/c=" },
  }
  local url = url_of(token)
  t.ok(url:find("^https://sts%.us%-east%-1%.amazonaws%.com/%?Action=GetCallerIdentity&Version=2011%-06%-15&"), url)
  t.ok(url:find("X-Amz-Security-Token=a%2Bb%2Fc%3D", 1, true), url)
  t.ok(url:find("X-Amz-SignedHeaders=host%3Bx-k8s-aws-id", 1, true), url)
end)

local function renewing(credentials)
  local asked = 0
  local credential = eks_token.credential {
    cluster = "demo", region = "us-east-1", suffix = "amazonaws.com", source = "a spec",
    credentials = function()
      asked = asked + 1
      return credentials
    end,
  }
  return credential, function() return asked end
end

t.test("a token is renewed before its 14 minutes are over, in the middle of a long run", function()
  local server <close> = fake.start {}
  local credential, asked = renewing(KEYS)
  local conn, start = {}, server.clock
  local made_at, last = start, nil
  for second = 0, 3600, 20 do
    server.clock = start + second
    credential:renew(conn)
    local token = secret.reveal(conn.token)
    if token ~= last then made_at, last = server.clock, token end
    t.ok(server.clock - made_at < 14 * 60)
  end
  t.ok(asked() >= 4 and asked() <= 6, asked())
  t.ok(credential.source:find("AKIDEXAMPLE", 1, true), "messages name the key that signed")
end)

t.test("a token does not outlive the session that signed it", function()
  local server <close> = fake.start {}
  local session = { access_key_id = "ASIA", secret_access_key = "s", session_token = "x",
    expiration = server.clock + 300 }
  local credential, asked = renewing(session)
  local conn = {}
  credential:renew(conn)
  server.clock = server.clock + 241
  session.expiration = server.clock + 3600
  credential:renew(conn)
  t.equal(asked(), 2)
end)

t.test("a refused token is made anew once; a write is not lost by that", function()
  local answers = { fake.status(401, "Unauthorized", "Unauthorized"), { body = { kind = "Node", metadata = {} } } }
  local server <close> = fake.start {
    ["PATCH /api/v1/nodes/n1"] = function()
      return table.remove(answers, 1) or fake.status(401, "Unauthorized", "no")
    end,
  }
  local credential, asked = renewing(KEYS)
  local c = fake.client()
  c.credential = credential
  c:patch("nodes", "n1", {})
  t.equal(asked(), 2)
  local before = #server.requests
  local err = t.raises("does not accept the identity", function() c:patch("nodes", "n1", {}) end)
  t.equal(#server.requests, before + 2)
  t.ok(err.hint:find("access entry", 1, true) and err.hint:find("aws-auth", 1, true), err.hint)
end)

t.test("many tasks that find the token stale wait for one fetch", function()
  local fetched = 0
  local credential = require("k8s.credential").renewing("slow", function()
    fetched = fetched + 1
    task.sleep(0.05)
    return { token = "t" .. fetched }
  end)
  local conns = task.map({ {}, {}, {}, {}, {} }, function(conn)
    credential:renew(conn)
    return conn
  end)
  for _, conn in ipairs(conns) do t.equal(conn.token, "t1") end
  t.equal(fetched, 1)
end)

t.test("a fetch that fails leaves the way free for the next", function()
  local fail = true
  local credential = require("k8s.credential").renewing("moody", function()
    if fail then failure.raise { code = "x", message = "not now" } end
    return { token = "t" }
  end)
  t.raises("not now", function() credential:renew {} end)
  fail = false
  local conn = {}
  credential:renew(conn)
  t.equal(conn.token, "t")
end)

local function exec(args, env, command)
  return { command = command or "aws", args = args, env = env, apiVersion = "client.authentication.k8s.io/v1beta1" }
end

t.test("the aws command of a kubeconfig is recognised, whatever the order of its words", function()
  local args = { "--region", "cn-north-1", "eks", "get-token", "--cluster-name", "blue", "--output", "json" }
  local wanted = { cluster = "blue", region = "cn-north-1", output = "json" }
  t.equal(aws_command.recognise(exec(args)), wanted)
  t.equal(aws_command.recognise(exec(args, nil, "/usr/local/bin/aws")), wanted)
  local role = aws_command.recognise(exec { "eks", "get-token", "--cluster-id=x", "--role-arn=arn:aws:iam::1:role/r" })
  t.equal(role, { cluster = "x", role = "arn:aws:iam::1:role/r" })
  t.equal(aws_command.recognise(exec(args, { { name = "AWS_PROFILE", value = "ops" } })).profile, "ops")
end)

t.test("a command with anything unknown in it is left to the plugin", function()
  local args = { "eks", "get-token", "--cluster-name", "blue" }
  t.equal(aws_command.recognise(exec(args, nil, "my-aws")), nil)
  t.equal(aws_command.recognise(exec { "eks", "get-token", "--cluster-name", "blue", "--debug", "x" }), nil)
  t.equal(aws_command.recognise(exec { "sso", "login" }), nil)
  t.equal(aws_command.recognise(exec { "eks", "get-token" }), nil)
  t.equal(aws_command.recognise(exec(args, { { name = "AWS_CONFIG_FILE", value = "/x" } })), nil)
end)

-- A plugin that prints `answer`; `seen` collects how it was run.
local function plugin(fields, answer, more)
  local seen = {}
  local before = world.install {
    run = function(argv, options)
      seen[#seen + 1] = { argv = argv, options = options }
      if type(answer) == "function" then return answer() end
      return { status = 0, stderr = "", stdout = secret.new(answer) }
    end,
    environ = function() return { PATH = "/bin" } end,
  }
  local entry = { value = { exec = fields }, name = "u", file = "/k/config", folder = "/k" }
  local cluster = { value = more or { server = "https://c" } }
  local ok, credential = pcall(exec_plugin.credential, entry, "user 'u'", cluster)
  return setmetatable({ credential = ok and credential, err = not ok and credential, seen = seen },
    { __close = function() world.install(before) end })
end

local function answer_of(status, version)
  return json.encode { kind = "ExecCredential", apiVersion = "client.authentication.k8s.io/" .. (version or "v1beta1"),
    status = status }
end

t.test("a plugin is run with its arguments and environment, and again when its token expires", function()
  local now = world.now()
  local expiry = os.date("!%Y-%m-%dT%H:%M:%SZ", math.floor(now) + 600)
  local fields = exec({ "token", "-x" }, { { name = "A", value = "1" } }, "bin/get-token")
  local p <close> = plugin(fields, answer_of { token = "tok", expirationTimestamp = expiry })
  local conn = {}
  p.credential:renew(conn)
  t.equal(secret.reveal(conn.token), "tok")
  t.equal(p.seen[1].argv, { "/k/bin/get-token", "token", "-x" })
  t.equal({ p.seen[1].options.env.A, p.seen[1].options.env.PATH, p.seen[1].options.secret }, { "1", "/bin", true })
  local info = json.decode(p.seen[1].options.env.KUBERNETES_EXEC_INFO)
  t.equal({ info.kind, info.spec.interactive, info.spec.cluster }, { "ExecCredential", false })
  p.credential:renew(conn)
  t.equal(#p.seen, 1)
  local before = world.install { now = function() return now + 580 end }
  p.credential:renew(conn)
  world.install(before)
  t.equal(#p.seen, 2)
end)

t.test("a plugin may give a certificate, and may ask for the cluster", function()
  local fields = exec({}, nil, "certs")
  fields.apiVersion, fields.provideClusterInfo = "client.authentication.k8s.io/v1", true
  local cluster = { server = "https://c", ["tls-server-name"] = "n", extensions = {
    { name = "client.authentication.k8s.io/exec", extension = { audience = "a" } } } }
  local p <close> = plugin(fields, answer_of({ clientCertificateData = "CERT", clientKeyData = "KEY" }, "v1"), cluster)
  local conn = {}
  p.credential:renew(conn)
  t.equal({ conn.cert, secret.reveal(conn.key) }, { "CERT", "KEY" })
  t.ok(secret.is(conn.key))
  local spec = json.decode(p.seen[1].options.env.KUBERNETES_EXEC_INFO).spec
  t.equal(spec.cluster, { server = "https://c", ["tls-server-name"] = "n", config = { audience = "a" } })
end)

local V1ALPHA1 = exec({}, nil, "old")
V1ALPHA1.apiVersion = "client.authentication.k8s.io/v1alpha1"
local ALWAYS = exec({}, nil, "asks")
ALWAYS.interactiveMode = "Always"
local INSTALL = exec({}, nil, "gone")
INSTALL.installHint = "install it from https://example.test"
local refusals = {
  { "no JSON", exec({}, nil, "p"), "oops", "did not print an ExecCredential" },
  { "another version", exec({}, nil, "p"), answer_of({ token = "t" }, "v1"), "answered with apiVersion" },
  { "nothing in it", exec({}, nil, "p"), answer_of {}, "neither a token nor a certificate" },
  { "a version that is gone", V1ALPHA1, "", "v1alpha1" },
  { "questions", ALWAYS, "", "ask questions" },
  { "no program", INSTALL, function() return nil, failure.new { code = "not_found", message = "cannot run gone" } end,
    "could not be run: cannot run gone", "example.test" },
  { "an error", exec({}, nil, "p"),
    function() return { status = 3, stdout = secret.new "", stderr = "expired login\n" } end,
    "ended with status 3: expired login" },
}
for _, case in ipairs(refusals) do
  t.test("a plugin with " .. case[1], function()
    local p <close> = plugin(case[2], case[3])
    local err = p.err or t.raises("credential plugin", function() p.credential:renew {} end)
    t.ok(err.message:find(case[4], 1, true), tostring(err))
    if case[5] then t.ok(err.hint:find(case[5], 1, true), err.hint) end
  end)
end
