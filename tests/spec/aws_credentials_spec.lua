-- Where credentials come from, in which order, what is said when there are none, and how they stay fresh.
local aws = require "aws"
local fake = require "aws_world"
local secret = require "secret"
local t = require "spec"
local task = require "task"

local now <const> = 1767322800 -- 2026-01-02T03:00:00Z
local config_path, keys_path = "/h/.aws/config", "/h/.aws/credentials"

local function env(more)
  local all = { HOME = "/h", AWS_REGION = "cn-northwest-1", AWS_EC2_METADATA_DISABLED = "true" }
  for name, value in pairs(more or {}) do all[name] = value end
  return all
end

-- Plain text of credentials, to compare: [key id, secret, token, source].
local function shown(found)
  return { found.access_key_id, secret.reveal(secret.new(found.secret_access_key)),
    found.session_token and secret.reveal(secret.concat(found.session_token)) or false, found.source }
end

local function find(setup, options)
  local found
  fake.run(setup, function() found = shown(aws.credentials(options)) end)
  return found
end

local function role_answer(id)
  return function(request)
    local body = ("<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>%s</AccessKeyId>"
      .. "<SecretAccessKey>rs</SecretAccessKey><SessionToken>rt</SessionToken><Expiration>2026-01-02T04:00:00Z"
      .. "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"):format(id)
    if secret.is(request.body) then body = body:gsub("AssumeRoleRes", "AssumeRoleWithWebIdentityRes") end
    return { status = 200, headers = {}, body = secret.new(body) }
  end
end

t.test("the environment is asked first, unless a profile was chosen explicitly", function()
  local files = { [keys_path] = "[one]\naws_access_key_id = AKIDONE\naws_secret_access_key = s1\n" }
  local variables = env { AWS_ACCESS_KEY_ID = "AKIDENV", AWS_SECRET_ACCESS_KEY = "es", AWS_SESSION_TOKEN = "et",
    AWS_PROFILE = "one" }
  t.equal(find { env = variables, files = files }, { "AKIDENV", "es", "et", "environment" })
  t.equal(find({ env = variables, files = files }, { profile = "one" }),
    { "AKIDONE", "s1", false, "profile one in " .. keys_path })
end)

t.test("half a pair of keys is a mistake and not passed over", function()
  fake.run({ env = env { AWS_ACCESS_KEY_ID = "AKIDHALF" } }, function()
    t.raises("AWS_SECRET_ACCESS_KEY is not", aws.credentials)
  end)
  local files = { [keys_path] = "[half]\naws_access_key_id = A\n" }
  fake.run({ env = env { AWS_PROFILE = "half" }, files = files }, function()
    t.raises("only one of", aws.credentials)
  end)
end)

t.test("the credentials file counts before the config file, and secrets are opaque", function()
  local files = {
    [keys_path] = "[two]\naws_access_key_id = AKIDFILE\naws_secret_access_key = fs\naws_session_token = ft\n",
    [config_path] = "[profile two]\naws_access_key_id = AKIDCONF\naws_secret_access_key = cs\n"
      .. "[profile three]\naws_access_key_id = AKIDTHREE\naws_secret_access_key = ts\n",
  }
  t.equal(find { env = env { AWS_PROFILE = "two" }, files = files },
    { "AKIDFILE", "fs", "ft", "profile two in " .. keys_path })
  t.equal(find({ env = env(), files = files }, { profile = "three" }),
    { "AKIDTHREE", "ts", false, "profile three in " .. config_path })
  fake.run({ env = env { AWS_PROFILE = "two" }, files = files }, function()
    local found = aws.credentials()
    t.ok(secret.is(found.secret_access_key) and secret.is(found.session_token))
  end)
end)

t.test("an unknown profile is named with the nearest one", function()
  local files = { [config_path] = "[profile prod]\nregion = x\n" }
  fake.run({ env = env { AWS_PROFILE = "prdo" }, files = files }, function()
    local err = t.raises("did you mean 'prod'", aws.credentials)
    t.ok(err.message:find("AWS_PROFILE", 1, true), err.message)
  end)
end)

t.test("when nothing is found, every place that was tried is named with its reason", function()
  local files = { [config_path] = "[profile empty]\nregion = x\n" }
  fake.run({ env = env { AWS_PROFILE = "empty" }, files = files }, function()
    local err = t.raises("no AWS credentials found", aws.credentials)
    t.equal({ err.code, #err.tried }, { "NoCredentials", 9 })
    for _, part in ipairs { "AWS_ACCESS_KEY_ID is not set", "no role_arn", "no credential_process", keys_path,
      "AWS_EC2_METADATA_DISABLED" } do
      t.ok(err.message:find(part, 1, true), err.message)
    end
  end)
end)

t.test("a call without credentials is a failure of the call, and certain", function()
  local files = { [config_path] = "[profile none]\nregion = x\n" }
  fake.run({ env = env { AWS_PROFILE = "none" }, files = files }, function(seen)
    local ec2 = aws.ec2()
    local answer, err = ec2:try("create_subnet", { VpcId = "vpc-1", CidrBlock = "10.0.0.0/24" })
    t.equal({ answer, err.code, err.outcome, #seen.requests }, { nil, "NoCredentials", nil, 0 })
    t.raises("no AWS credentials found", function() ec2:describe_vpcs() end)
  end)
end)

local roles = [[
[profile base]
aws_access_key_id = AKIDBASE
aws_secret_access_key = bs
[profile ops]
role_arn = arn:aws-cn:iam::123456789012:role/ops
source_profile = base
external_id = e x
duration_seconds = 1800
[profile deep]
role_arn = arn:aws-cn:iam::123456789012:role/deep
source_profile = ops
[profile loop1]
role_arn = arn:aws-cn:iam::1:role/a
source_profile = loop2
[profile loop2]
role_arn = arn:aws-cn:iam::1:role/b
source_profile = loop1
[profile self]
role_arn = arn:aws-cn:iam::1:role/self
source_profile = self
aws_access_key_id = AKIDSELF
aws_secret_access_key = ss
[profile fromenv]
role_arn = arn:aws-cn:iam::1:role/env
credential_source = Environment
[profile both]
role_arn = arn:aws-cn:iam::1:role/x
source_profile = base
credential_source = Environment
[profile neither]
role_arn = arn:aws-cn:iam::1:role/x
[profile orphan]
role_arn = arn:aws-cn:iam::1:role/x
source_profile = nobody
[profile mfa]
role_arn = arn:aws-cn:iam::1:role/x
source_profile = base
mfa_serial = arn:aws-cn:iam::1:mfa/jo
]]

local function key_of(request)
  for name, value in pairs(request.headers) do
    if name:lower() == "authorization" then return value:match "Credential=(%w+)/" end
  end
end

t.test("a role is assumed with the keys of its source profile", function()
  local setup = { env = env(), files = { [config_path] = roles }, now = now, answers = { role_answer "ASIAOPS" } }
  fake.run(setup, function(seen)
    local found = aws.credentials { profile = "ops" }
    t.equal(shown(found), { "ASIAOPS", "rs", "rt",
      "role arn:aws-cn:iam::123456789012:role/ops of profile ops, by profile base in " .. config_path })
    local request = seen.requests[1]
    t.equal(request.url, "https://sts.cn-northwest-1.amazonaws.com.cn/")
    t.equal(key_of(request), "AKIDBASE")
    t.ok(request.secret_body)
    for _, part in ipairs { "RoleArn=arn%3Aaws-cn", "ExternalId=e%20x", "DurationSeconds=1800", "RoleSessionName=" } do
      t.ok(request.body:find(part, 1, true), request.body)
    end
    t.equal(found.expiration, 1767326400)
  end)
end)

t.test("roles may be chained, and a profile may be its own source", function()
  local files = { [config_path] = roles }
  local two = { role_answer "ASIA1", role_answer "ASIA2" }
  fake.run({ env = env(), files = files, now = now, answers = two }, function(seen)
    t.equal(aws.credentials { profile = "deep" }.access_key_id, "ASIA2")
    t.equal({ key_of(seen.requests[1]), key_of(seen.requests[2]) }, { "AKIDBASE", "ASIA1" })
  end)
  fake.run({ env = env(), files = files, now = now, answers = { role_answer "ASIA3" } }, function(seen)
    t.equal(aws.credentials { profile = "self" }.access_key_id, "ASIA3")
    t.equal(key_of(seen.requests[1]), "AKIDSELF")
  end)
  local variables = env { AWS_ACCESS_KEY_ID = "AKIDENV", AWS_SECRET_ACCESS_KEY = "x" }
  fake.run({ env = variables, files = files, now = now, answers = { role_answer "ASIA4" } }, function(seen)
    t.equal(aws.credentials { profile = "fromenv" }.access_key_id, "ASIA4")
    t.equal(key_of(seen.requests[1]), "AKIDENV")
  end)
end)

t.test("profiles that cannot work are explained", function()
  for profile, why in pairs { loop1 = "leads in a circle: loop1 -> loop2 -> loop1", both = "exclude each other",
    neither = "needs source_profile or credential_source", orphan = "'nobody' does not exist", mfa = "MFA" } do
    fake.run({ env = env(), files = { [config_path] = roles } }, function()
      local err = t.raises(why, aws.credentials, { profile = profile })
      t.ok(err.hint, profile)
    end)
  end
end)

t.test("a role that may not be assumed is the service's refusal, not a silent search elsewhere", function()
  local body = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized</Message></Error>"
    .. "</ErrorResponse>"
  local files = { [config_path] = roles:gsub("profile ops", "profile denied") }
  fake.run({ env = env(), files = files, answers = { fake.xml(body, 403) } }, function()
    local err = t.raises("not authorized", aws.credentials, { profile = "denied" })
    t.ok(err.hint:find("sts:AssumeRole", 1, true), err.hint)
  end)
end)

local process = '[profile %s]\ncredential_process = "/opt/my tools/get" --for \'a "b"\' c\\ d ""\n'

t.test("a credential process is run without a shell", function()
  local output = '{"Version":1,"AccessKeyId":"ASIAPROC","SecretAccessKey":"ps","SessionToken":"pt",'
    .. '"Expiration":"2026-01-02T05:00:00Z"}'
  fake.run({
    env = env(), files = { [config_path] = process:format "proc" }, now = now,
    run = function() return { status = 0, stdout = secret.new(output), stderr = "" } end,
  }, function(seen)
    local found = aws.credentials { profile = "proc" }
    t.equal(shown(found), { "ASIAPROC", "ps", "pt", "credential_process of profile proc" })
    t.equal(seen.ran, { "/opt/my tools/get", "--for", 'a "b"', "c d", "" })
    t.equal(found.expiration, 1767330000)
  end)
end)

t.test("what a credential process does wrong is said, without what it printed", function()
  local function result(stdout, status)
    return { status = status or 0, stdout = secret.new(stdout), stderr = "no luck\nx" }
  end
  for i, case in ipairs {
    { result("", 3), "status 3: no luck" }, { result "oops secret", "printed no JSON" },
    { result '{"Version":2}', "Version 2, 1 was expected" }, { result '{"Version":1}', "no AccessKeyId" },
    { result '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"b","Expiration":"2020-01-01T00:00:00Z"}', "expired" },
  } do
    local name = "bad" .. i
    local function run() return case[1] end
    fake.run({ env = env(), files = { [config_path] = process:format(name) }, run = run }, function()
      local err = t.raises(case[2], aws.credentials, { profile = name })
      t.ok(not tostring(err):find "secret", err)
    end)
  end
  fake.run({ env = env(), files = { [config_path] = '[profile open]\ncredential_process = get "x\n' } }, function()
    t.raises("open quote", aws.credentials, { profile = "open" })
  end)
end)

-- What a credential process prints; `expiration` in seconds since the epoch, or nil.
local function printed(id, key, expiration)
  local ends = expiration and (',"Expiration":"%s"'):format(require("aws.time").iso8601(expiration)) or ""
  local text = ('{"Version":1,"AccessKeyId":"%s","SecretAccessKey":"%s"%s}'):format(id, key, ends)
  return { status = 0, stdout = secret.new(text), stderr = "" }
end

t.test("credentials are renewed before they expire, once for all tasks", function()
  local count = 0
  local setup = { env = env(), files = { [config_path] = process:format "fresh" }, now = now }
  function setup.run()
    count = count + 1
    task.sleep(0.01)
    return printed("A" .. count, "s", now + count * 3600)
  end
  fake.run(setup, function(seen)
    local provider = aws.ec2({ profile = "fresh" }).credentials
    local ids = task.map({ 1, 2, 3, 4, 5 }, function() return provider:get().access_key_id end)
    t.equal({ ids, count }, { { "A1", "A1", "A1", "A1", "A1" }, 1 })
    seen.now = now + 2900
    t.equal(provider:get().access_key_id, "A1")
    seen.now = now + 3100
    t.equal(provider:get().access_key_id, "A2")
    t.equal(count, 2)
  end)
end)

t.test("a renewal that fails leaves the old credentials in use while they last", function()
  local broken = false
  local setup = { env = env(), files = { [config_path] = process:format "sick" }, now = now }
  function setup.run()
    if broken then return { status = 1, stdout = secret.new "", stderr = "down" } end
    return printed("OLD", "s", now + 3600)
  end
  fake.run(setup, function(seen)
    local provider = aws.ec2({ profile = "sick" }).credentials
    provider:get()
    broken, seen.now = true, now + 3300
    t.equal(provider:get().access_key_id, "OLD")
    seen.now = now + 3599
    t.raises("down", provider.get, provider)
  end)
end)

t.test("expired keys are looked up again before a call is given up", function()
  local id = 0
  local setup = { env = env(), files = { [config_path] = process:format "rotated" }, now = now }
  function setup.run()
    id = id + 1
    return printed("K" .. id, "s" .. id)
  end
  local good = fake.xml "<DescribeVpcsResponse></DescribeVpcsResponse>"
  setup.answers = { fake.ec2_error("ExpiredToken", 403), good }
  fake.run(setup, function(seen)
    aws.ec2({ profile = "rotated" }):describe_vpcs()
    t.equal({ key_of(seen.requests[1]), key_of(seen.requests[2]) }, { "K1", "K2" })
  end)
  setup.files = { [config_path] = process:format "stale" }
  setup.run = function() return printed("K", "s") end
  setup.answers = { fake.ec2_error("ExpiredToken", 403) }
  fake.run(setup, function(seen)
    local _, err = aws.ec2({ profile = "stale" }):try "describe_vpcs"
    t.equal({ err.code, #seen.requests }, { "ExpiredToken", 1 })
    t.ok(err.hint:find("credential_process of profile stale", 1, true), err.hint)
  end)
end)

t.test("a web identity token is exchanged unsigned and stays opaque", function()
  fake.run({
    env = env { AWS_WEB_IDENTITY_TOKEN_FILE = "/run/token", AWS_ROLE_ARN = "arn:aws-cn:iam::1:role/pod",
      AWS_ACCESS_KEY_ID = "" },
    files = { ["/run/token"] = "aaa.bbb.ccc\n" }, now = now, answers = { role_answer "ASIAWEB" },
  }, function(seen)
    t.equal(aws.credentials().access_key_id, "ASIAWEB")
    local request = seen.requests[1]
    t.ok(secret.is(request.body))
    t.ok(secret.reveal(request.body):find("WebIdentityToken=aaa.bbb.ccc$"))
    t.equal(key_of(request), nil)
  end)
end)

t.test("a web identity token that has expired is refused as such", function()
  local body = "<ErrorResponse><Error><Code>ExpiredTokenException</Code><Message>Token expired</Message></Error>"
    .. "</ErrorResponse>"
  fake.run({
    env = env { AWS_WEB_IDENTITY_TOKEN_FILE = "/run/old", AWS_ROLE_ARN = "arn:aws-cn:iam::1:role/pod",
      AWS_SHARED_CREDENTIALS_FILE = "/none/4" },
    files = { ["/run/old"] = "aaa.bbb.ccc" }, answers = { fake.xml(body, 400) },
  }, function(seen)
    local err = t.raises("Token expired", aws.credentials)
    t.equal({ err.code, err.operation, #seen.requests }, { "ExpiredTokenException", "AssumeRoleWithWebIdentity", 1 })
  end)
end)

t.test("containers and instances give their role's keys", function()
  local keys = '{"AccessKeyId":"ASIA%s","SecretAccessKey":"s","Token":"t","Expiration":"2026-01-02T06:00:00Z"}'
  local function answer(body) return function(request)
    return { status = 200, headers = {}, body = request.secret_body and secret.new(body) or body }
  end end
  fake.run({
    env = env { AWS_CONTAINER_CREDENTIALS_FULL_URI = "http://127.0.0.1:9/x", AWS_CONTAINER_AUTHORIZATION_TOKEN = "abc",
      AWS_SHARED_CREDENTIALS_FILE = "/none/1" }, now = now, answers = { answer(keys:format "BOX") },
  }, function(seen)
    t.equal(aws.credentials().access_key_id, "ASIABOX")
    t.equal(secret.reveal(seen.requests[1].headers.Authorization), "abc")
  end)
  fake.run({
    env = env { AWS_CONTAINER_CREDENTIALS_FULL_URI = "http://example.com/x", AWS_SHARED_CREDENTIALS_FILE = "/none/2" },
  }, function() t.raises("neither https nor an address of this machine", aws.credentials) end)
  fake.run({
    env = env { AWS_EC2_METADATA_DISABLED = "", AWS_EC2_METADATA_SERVICE_ENDPOINT = "http://127.0.0.1:8/",
      AWS_SHARED_CREDENTIALS_FILE = "/none/3" }, now = now,
    answers = { answer "session", answer "my-role\n", answer(keys:format "HOST") },
  }, function(seen)
    t.equal(aws.credentials().access_key_id, "ASIAHOST")
    t.equal({ seen.requests[1].method, seen.requests[3].url },
      { "PUT", "http://127.0.0.1:8/latest/meta-data/iam/security-credentials/my-role" })
    t.equal(secret.reveal(seen.requests[3].headers["x-aws-ec2-metadata-token"]), "session")
  end)
end)

t.test("a sign-in of the aws command line is used, or asked for when it has ended", function()
  local config = [[
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
[profile signed]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = ops
]]
  local cache = "/h/.aws/sso/cache/" .. require("aws.credentials.sha1").hex "corp" .. ".json"
  local keys = '{"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"s","sessionToken":"t",'
    .. '"expiration":1767330000000}}'
  fake.run({
    env = env(), now = now,
    files = { [config_path] = config, [cache] = '{"accessToken":"at","expiresAt":"2026-01-02T05:00:00Z"}' },
    answers = { function() return { status = 200, headers = {}, body = secret.new(keys) } end },
  }, function(seen)
    local found = aws.credentials { profile = "signed" }
    t.equal({ found.access_key_id, found.expiration }, { "ASIASSO", 1767330000.0 })
    local request = seen.requests[1]
    t.equal(request.url, "https://portal.sso.eu-west-1.amazonaws.com/federation/credentials"
      .. "?role_name=ops&account_id=123456789012")
    t.equal({ secret.reveal(request.headers["x-amz-sso_bearer_token"]), key_of(request) }, { "at" })
  end)
  fake.run({
    env = env(), now = now, files = { [config_path] = config:gsub("signed", "ended"),
      [cache] = '{"accessToken":"at","expiresAt":"2026-01-01T00:00:00Z"}' },
  }, function()
    local err = t.raises("the sign-in has expired", aws.credentials, { profile = "ended" })
    t.ok(err.hint:find("aws sso login --profile ended", 1, true), err.hint)
  end)
end)

t.test("broken shared files are named with their line", function()
  fake.run({ env = env(), files = { [config_path] = "[default]\nregion = x\nwhat is this\n" } }, function()
    t.raises(config_path .. ":3", aws.credentials)
  end)
end)
