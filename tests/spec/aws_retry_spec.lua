-- What is sent again and what never is.
local aws = require "aws"
local failure = require "failure"
local fake = require "aws_world"
local t = require "spec"

local unused = 0

-- A client with an endpoint of its own, so that no clock or quota is shared between the tests.
local function client(service, options)
  unused = unused + 1
  options = options or {}
  options.region, options.credentials = "cn-northwest-1", options.credentials or fake.credentials
  options.endpoint_url = ("http://127.0.0.1:%d"):format(20000 + unused)
  return aws[service](options)
end

local vpcs = fake.xml "<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet></DescribeVpcsResponse>"
local subnet = fake.xml "<CreateSubnetResponse><subnet><subnetId>subnet-1</subnetId></subnet></CreateSubnetResponse>"
local create = { VpcId = "vpc-1", CidrBlock = "100.64.0.0/18" }

local function lost(code, sent) return { fail = failure.new { code = code, message = "it broke", sent = sent } } end

t.test("a read is repeated after server errors, with growing pauses", function()
  fake.run({ answers = { fake.ec2_error("InternalError", 500), fake.xml("", 503), vpcs } }, function(seen)
    t.equal(client("ec2"):describe_vpcs().Vpcs[1].VpcId, "vpc-1")
    t.equal(#seen.requests, 3)
    t.equal(seen.sleeps, { 1.0, 2.0 })
  end)
end)

t.test("attempts end with the configured number", function()
  local bad = fake.ec2_error("InternalError", 500)
  fake.run({ answers = { bad, bad }, env = { AWS_MAX_ATTEMPTS = "2" } }, function(seen)
    local _, err = client("ec2"):try "describe_vpcs"
    t.equal({ err.code, err.attempts, #seen.requests }, { "InternalError", 2, 2 })
  end)
end)

t.test("a write without a token is not repeated after an unclear answer", function()
  for _, answer in ipairs {
    fake.ec2_error("InternalError", 500), fake.xml("<html>bad gateway</html>", 502), lost("idle_timeout", true),
    lost("closed", true), fake.xml "<CreateSubnetResponse><subnet>", fake.xml "<html></html>", fake.xml("", 504),
  } do
    fake.run({ answers = { answer } }, function(seen)
      local answered, err = client("ec2"):try("create_subnet", create)
      t.equal(answered, nil)
      t.equal({ err.outcome, #seen.requests }, { "unknown", 1 })
      t.ok(err.hint:find "look before repeating", err.hint)
      t.equal({ err.service, err.operation }, { "ec2", "CreateSubnet" })
    end)
  end
end)

t.test("a write without a token is repeated when it was refused for certain or never sent", function()
  for _, answer in ipairs {
    fake.ec2_error("RequestLimitExceeded", 503), fake.ec2_error("Throttling", 400), lost("connect", false),
    lost("dns", false),
  } do
    fake.run({ answers = { answer, subnet } }, function(seen)
      t.equal(client("ec2"):create_subnet(create).Subnet.SubnetId, "subnet-1")
      t.equal(#seen.requests, 2)
    end)
  end
end)

t.test("a refused write has a certain outcome", function()
  fake.run({ answers = { fake.ec2_error "InvalidSubnet.Conflict" } }, function(seen)
    local _, err = client("ec2"):try("create_subnet", create)
    t.equal({ err.code, err.outcome, err.status, err.request_id, #seen.requests },
      { "InvalidSubnet.Conflict", nil, 400, "r-1", 1 })
  end)
end)

t.test("a write with a token is repeated with the same token", function()
  local answer = fake.json '{"nodegroup":{"nodegroupName":"ng"}}'
  local params = { clusterName = "c", nodegroupName = "ng", subnets = { "subnet-1" }, nodeRole = "arn" }
  fake.run({ answers = { fake.json('{"message":"m"}', 500), lost("idle_timeout", true), answer } }, function(seen)
    t.equal(client("eks"):create_nodegroup(params).nodegroup.nodegroupName, "ng")
    local function token(i) return t.ok(seen.requests[i].body:match '"clientRequestToken":"([%x-]+)"') end
    t.equal({ token(1), token(2) }, { token(2), token(3) })
    t.equal(params.clientRequestToken, nil, "the caller's table")
  end)
end)

t.test("the service's clock is learnt from a refusal", function()
  local function ahead(seconds)
    return { date = require("aws.time").rfc822(1767322800 + seconds) }
  end
  for _, case in ipairs { { "RequestTimeTooSkewed", 3600 }, { "RequestExpired", -900 }, { "AuthFailure", 301 } } do
    fake.run({ answers = { fake.ec2_error(case[1], 403, ahead(case[2])), vpcs, vpcs } }, function(seen)
      local ec2 = client "ec2"
      ec2:describe_vpcs()
      ec2:describe_vpcs()
      local function signed(i)
        for name, value in pairs(seen.requests[i].headers) do
          if name:lower() == "x-amz-date" then return require("aws.time").parse(value) end
        end
      end
      t.equal({ signed(1), signed(2), signed(3) }, { 1767322800, 1767322800 + case[2], 1767322800 + case[2] })
      t.equal(seen.sleeps, {})
    end)
  end
  fake.run({ answers = { fake.ec2_error("AuthFailure", 401, ahead(100)) } }, function(seen)
    local _, err = client("ec2"):try "describe_vpcs"
    t.equal({ err.code, #seen.requests }, { "AuthFailure", 1 })
    t.ok(err.hint:find "cn%-northwest%-1", err.hint)
  end)
end)

t.test("a clock that stays wrong is named with the measured offset", function()
  local date = { date = require("aws.time").rfc822(1767322800 + 3600) }
  local refusal = fake.ec2_error("RequestExpired", 400, date)
  fake.run({ answers = { refusal, refusal } }, function(seen)
    local _, err = client("ec2"):try "describe_vpcs"
    t.equal({ err.code, #seen.requests }, { "RequestExpired", 2 })
    t.ok(err.hint:find("3600 s behind", 1, true), err.hint)
  end)
end)

t.test("the server may ask for a longer pause, within five seconds of ours", function()
  local function asking(ms) return fake.ec2_error("Throttling", 400, { ["x-amz-retry-after"] = ms }) end
  fake.run({ answers = { asking "1500", asking "60000", vpcs }, random = 0.5 }, function(seen)
    client("ec2"):describe_vpcs()
    t.equal(seen.sleeps, { 1.5, 6.0 })
  end)
end)

t.test("the retry quota bounds the repetitions of a client", function()
  local bad, answers = fake.ec2_error("InternalError", 500), {}
  for i = 1, 400 do answers[i] = bad end
  fake.run({ answers = answers }, function(seen)
    local ec2, err = client "ec2", nil
    for _ = 1, 100 do _, err = ec2:try "describe_vpcs" end
    -- 100 first attempts, and 500 tokens at 5 each
    t.equal(#seen.requests, 200)
    t.equal(err.gave_up, "the retry quota is used up")
  end)
end)

t.test("an unknown retry mode and a bad number are refused by name", function()
  fake.run({ env = { AWS_RETRY_MODE = "eager" } }, function()
    t.ok(tostring(t.raises("eager", client, "ec2")):find "AWS_RETRY_MODE")
  end)
  fake.run({ env = { AWS_MAX_ATTEMPTS = "many" } }, function() t.raises("AWS_MAX_ATTEMPTS", client, "ec2") end)
end)

t.test("retries are told to the trace, and secrets are not", function()
  fake.run({ answers = { fake.ec2_error("Throttling", 400), vpcs } }, function()
    local events, context = {}, require("task").context()
    context.trace = function(event) events[#events + 1] = event end
    local keys = { access_key_id = "AKIDEXAMPLE", secret_access_key = "k", session_token = "SESSION" }
    client("ec2", { credentials = keys }):describe_vpcs()
    context.trace = nil
    local phases = {}
    for i, event in ipairs(events) do phases[i] = event.phase end
    t.equal(phases, { "request", "answer", "retry", "request", "answer" })
    t.equal({ events[3].reason, events[3].delay, events[4].attempt }, { "throttled", 1.0, 2 })
    for _, value in pairs(events[1].headers) do t.ok(not tostring(value):find "SESSION", value) end
    t.equal(events[1].headers.Authorization, "<secret>")
  end)
end)

t.test("a refused signature is told in one sentence, not with the whole canonical request", function()
  local message = "The signature does not match. Check your key.\n\nThe Canonical String should have been\n'POST\n/\n'"
  local body = ("<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>%s</Message></Error></ErrorResponse>")
  fake.run({ answers = { fake.xml(body:format(message), 403) } }, function()
    local _, err = client("sts"):try "get_caller_identity"
    t.equal(err.code, "SignatureDoesNotMatch")
    t.equal(err.message, "STS GetCallerIdentity: The signature does not match. Check your key.")
  end)
end)
