-- The client as a playbook uses it: methods, checks, pages, waiters, failures, endpoints.
local aws = require "aws"
local failure = require "failure"
local fake = require "aws_world"
local secret = require "secret"
local t = require "spec"

local unused = 0

local function client(service, options)
  unused = unused + 1
  options = options or {}
  options.region, options.credentials = options.region or "cn-northwest-1", options.credentials or fake.credentials
  options.endpoint_url = options.endpoint_url or ("http://127.0.0.1:%d"):format(30000 + unused)
  return aws[service](options)
end

local function url_of(service, options, env, files)
  local url, signing, source
  fake.run({ env = env or {}, files = files }, function()
    options.credentials = fake.credentials
    local made = aws[service](options)
    url, signing, source = made.endpoint.url, made.endpoint.signing_region, made.endpoint.source
  end)
  return url, signing, source
end

t.test("an answer has the names of the API reference, with empty lists and whole numbers", function()
  local body = [[<?xml version="1.0"?><DescribeSubnetsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
    <requestId>r</requestId><subnetSet><item><subnetId>subnet-1</subnetId><availableIpAddressCount>16379
    </availableIpAddressCount><defaultForAz>false</defaultForAz></item></subnetSet></DescribeSubnetsResponse>]]
  fake.run({ answers = { fake.xml((body:gsub("%s+</avail", "</avail"))) } }, function(seen)
    local found = client("ec2"):describe_subnets { SubnetIds = { "subnet-1" }, MaxResults = 5.0 }.Subnets[1]
    t.equal({ found.SubnetId, found.AvailableIpAddressCount, found.DefaultForAz, #found.Tags, found.VpcId },
      { "subnet-1", 16379, false, 0, nil })
    t.equal(math.type(found.AvailableIpAddressCount), "integer")
    t.equal(seen.requests[1].body, "Action=DescribeSubnets&Version=2016-11-15&SubnetId.1=subnet-1&MaxResults=5")
  end)
end)

t.test("slips in names and types are answered with the nearest valid one, and nothing is sent", function()
  fake.run({}, function(seen)
    local ec2 = client "ec2"
    t.raises("did you mean 'describe_subnets'", function() return ec2.describe_subnet end)
    t.raises("did you mean 'SubnetIds'", function() ec2:describe_subnets { SubnetId = "x" } end)
    t.raises("did you mean 'Name'", function() ec2:describe_subnets { Filters = { { Nmae = "x" } } } end)
    t.raises("SubnetIds must be a list", function() ec2:describe_subnets { SubnetIds = "subnet-1" } end)
    t.raises("missing parameter 'VpcId'", function() ec2:create_subnet { CidrBlock = "10.0.0.0/24" } end)
    t.raises("MaxResults must be a whole number", function() ec2:describe_subnets { MaxResults = 5.5 } end)
    t.raises("DryRun must be true or false", function() ec2:describe_subnets { DryRun = "yes" } end)
    t.raises("has holes", function() ec2:describe_subnets { SubnetIds = { "a", nil, "b" } } end)
    t.raises("parameters are a table", function() ec2:describe_subnets "subnet-1" end)
    t.raises("with a colon", function() ec2.describe_subnets { SubnetIds = {} } end)
    t.raises("name is empty", function() client("eks"):describe_cluster { name = "" } end)
    t.raises("did you mean 'ec2'", function() return aws.ec3 end)
    t.raises("did you mean 'subnet_available'", function() ec2:wait("subnets_available", {}) end)
    t.equal(#seen.requests, 0)
  end)
end)

t.test("all that is wrong with the parameters is said at once", function()
  fake.run({}, function()
    local err = t.raises("VpcId", function() client("ec2"):create_subnet { VpcID = 7, CidrBlock = true } end)
    t.equal(err.code, "InvalidParameters")
    for _, part in ipairs { "unknown parameter 'VpcID'", "missing parameter 'VpcId'", "CidrBlock must be text" } do
      t.ok(err.message:find(part, 1, true), err.message)
    end
  end)
end)

t.test("json.null stands for a parameter that is not given", function()
  fake.run({ answers = { fake.xml "<DescribeSubnetsResponse/>", fake.json '{"update":{"id":"u"}}' } }, function(seen)
    local null = require("json").null
    client("ec2"):describe_subnets { SubnetIds = null, Filters = {} }
    t.equal(seen.requests[1].body, "Action=DescribeSubnets&Version=2016-11-15")
    client("eks"):update_nodegroup_config { clusterName = "c/1", nodegroupName = "n", labels = null,
      clientRequestToken = "t", taints = { addOrUpdateTaints = {} }, scalingConfig = { maxSize = 3.0 } }
    local request = seen.requests[2]
    t.ok(request.url:find("/clusters/c%2F1/node-groups/n/update-config", 1, true), request.url)
    t.equal(require("json").decode(request.body),
      { clientRequestToken = "t", taints = { addOrUpdateTaints = {} }, scalingConfig = { maxSize = 3 } })
    local body = request.body
    t.ok(body:find('"addOrUpdateTaints":[]', 1, true) and body:find('"maxSize":3}', 1, true), body)
  end)
end)

t.test("every model decodes whole, and every method leads back to its operation", function()
  local model, names = require "aws.model", require "aws.names"
  for _, service in ipairs(aws.services()) do
    local facts, count = model.load(service), 0
    for _, operation in ipairs(facts:operation_names()) do
      t.equal(facts:find(names.method(operation)).name, operation)
      facts:page(operation)
      count = count + 1
    end
    for name in facts.text:gmatch "\nshape (%S+)" do
      local shape = facts:shape(name)
      for _, ref in ipairs(shape.members or { shape.element, shape.key, shape.value }) do t.ok(facts:type_of(ref)) end
    end
    for name in facts.text:gmatch "\nwait (%S+)" do t.ok(facts:waiter(names.method(name))[1].state) end
    t.ok(count > 0, service)
  end
end)

t.test("options are checked as parameters are", function()
  fake.run({}, function()
    t.raises("did you mean 'region'", aws.ec2, { regoin = "cn-north-1" })
    t.raises("options are a table", aws.ec2, "cn-north-1")
    t.raises("'region' must be a string", aws.ec2, { region = true })
    t.raises("'secret_access_key' must be text", aws.ec2, { region = "x", credentials = { access_key_id = "A" } })
  end)
end)

t.test("an unknown enumeration value is sent, and explained when the service refuses it", function()
  fake.run({ answers = { fake.ec2_error "InvalidParameterValue" } }, function(seen)
    local params = { SubnetId = "subnet-1", Cidr = "10.0.0.0/28", ReservationType = "prefx" }
    local _, err = client("ec2"):try("create_subnet_cidr_reservation", params)
    t.equal(#seen.requests, 1)
    t.ok(err.hint:find("did you mean 'prefix'", 1, true), err.hint)
  end)
end)

local function page(ids, token)
  local items = {}
  for i, id in ipairs(ids) do items[i] = "<item><vpcId>" .. id .. "</vpcId></item>" end
  return fake.xml("<DescribeVpcsResponse><vpcSet>" .. table.concat(items) .. "</vpcSet>"
    .. (token and "<nextToken>" .. token .. "</nextToken>" or "") .. "</DescribeVpcsResponse>")
end

t.test("each walks all pages, asks for the next one only when needed, and passes empty ones", function()
  fake.run({ answers = { page({ "a", "b" }, "t1"), page({}, "t2"), page({ "c" }, "") } }, function(seen)
    local found = {}
    for vpc in client("ec2"):each("describe_vpcs", { MaxResults = 5 }) do
      found[#found + 1] = vpc.VpcId .. #seen.requests
    end
    t.equal(found, { "a1", "b1", "c3" })
    t.ok(seen.requests[3].body:find "NextToken=t2")
  end)
  fake.run({ answers = { page({ "a" }, "t1"), page({ "b" }, "t1") } }, function()
    t.raises("same page token twice", function() client("ec2"):all "describe_vpcs" end)
  end)
end)

t.test("a call without a paginator of its own is paged by its token", function()
  local function answer(id, token)
    return fake.xml("<GetSubnetCidrReservationsResponse><subnetIpv4CidrReservationSet><item><cidr>" .. id
      .. "</cidr></item></subnetIpv4CidrReservationSet>" .. token .. "</GetSubnetCidrReservationsResponse>")
  end
  fake.run({ answers = { answer("10.0.0.0/28", "<nextToken>x</nextToken>"), answer("10.0.0.16/28", "") } }, function()
    local ec2, blocks = client "ec2", {}
    for found in ec2:pages("get_subnet_cidr_reservations", { SubnetId = "s" }) do
      blocks[#blocks + 1] = found.SubnetIpv4CidrReservations[1].Cidr
    end
    t.equal(blocks, { "10.0.0.0/28", "10.0.0.16/28" })
    -- It has an IPv4 and an IPv6 list: which one is not for us to guess.
    t.raises("no single list", function() ec2:all("get_subnet_cidr_reservations", { SubnetId = "s" }) end)
  end)
end)

t.test("a waiter looks at once, then backs off, and ends with its state", function()
  local function state(s)
    return fake.xml("<DescribeSubnetsResponse><subnetSet><item><state>" .. s .. "</state></item></subnetSet>"
      .. "</DescribeSubnetsResponse>")
  end
  fake.run({ answers = { state "pending", state "pending", state "available" } }, function(seen)
    t.equal(client("ec2"):wait("subnet_available", { SubnetIds = { "s" } }).Subnets[1].State, "available")
    t.equal(#seen.sleeps, 2)
    t.ok(seen.sleeps[1] < 2 and seen.sleeps[2] > seen.sleeps[1])
  end)
  fake.run({ answers = { fake.json '{"nodegroup":{"status":"CREATE_FAILED"}}' } }, function()
    local wait = { clusterName = "c", nodegroupName = "n" }
    local err = t.raises("CREATE_FAILED", function() client("eks"):wait("nodegroup_active", wait) end)
    t.equal(err.code, "WaitFailed")
  end)
  local gone = fake.json('{"message":"gone"}', 404, { ["x-amzn-errortype"] = "ResourceNotFoundException" })
  fake.run({ answers = { gone } }, function()
    t.equal(client("eks"):wait("nodegroup_deleted", { clusterName = "c", nodegroupName = "n" }), nil)
  end)
  local answers = {}
  for i = 1, 40 do answers[i] = state "pending" end
  fake.run({ answers = answers }, function()
    local err = t.raises("pending", function()
      client("ec2"):wait("subnet_available", { SubnetIds = { "s" } }, { timeout = 60 })
    end)
    t.equal(err.code, "timeout")
  end)
end)

t.test("answers that are not what they claim fail clearly", function()
  for _, body in ipairs { "", "<html><body>Sign in</body></html>", "{}", "<DescribeVpcsResponse><vpcSet>", "\0\1\2",
    "<DescribeVpcsResponse><vpcSet><item><isDefault>perhaps</isDefault></item></vpcSet></DescribeVpcsResponse>" } do
    fake.run({ answers = { fake.xml(body) } }, function()
      local _, err = client("ec2"):try "describe_vpcs"
      t.equal({ err.code, err.operation }, { "MalformedAnswer", "DescribeVpcs" })
    end)
  end
  for _, body in ipairs { "<html></html>", "[1]", '{"cluster":7}', '{"cluster":{"name":[]}}', '{"cluster"', "null" } do
    fake.run({ answers = { fake.json(body) } }, function()
      local _, err = client("eks"):try("describe_cluster", { name = "c" })
      t.equal(err.code, "MalformedAnswer", body)
    end)
  end
end)

t.test("failures carry what is needed to act on them", function()
  fake.run({ answers = { fake.ec2_error("UnauthorizedOperation", 403) } }, function()
    local _, err = client("ec2"):try "describe_vpcs"
    t.equal({ err.status, err.request_id, err.service, err.operation }, { 403, "r-1", "ec2", "DescribeVpcs" })
    t.ok(err.hint:find("ec2:DescribeVpcs", 1, true), err.hint)
    t.ok(failure.is(err))
  end)
  local gone = failure.new { code = "connect", message = "connection refused", sent = false }
  fake.run({ answers = { { fail = gone }, { fail = gone }, { fail = gone } },
    env = { AWS_ENDPOINT_URL_EKS = "http://127.0.0.1:9" } }, function()
      local err = t.raises("http://127.0.0.1:9", function()
        aws.eks({ region = "cn-north-1", credentials = fake.credentials }):list_clusters()
      end)
      t.equal(err.code, "connect")
      t.ok(err.hint:find("AWS_ENDPOINT_URL_EKS", 1, true), err.hint)
    end)
  fake.run({ answers = { fake.xml("<html>moved</html>", 301, { location = "https://elsewhere/" }) } }, function()
    local _, err = client("ec2"):try "describe_vpcs"
    t.equal(err.code, "Redirected")
  end)
end)

t.test("endpoints follow partition, FIPS and dual stack", function()
  local cases = {
    { "ec2", "cn-northwest-1", {}, "https://ec2.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1" },
    { "eks", "us-gov-west-1", {}, "https://eks.us-gov-west-1.amazonaws.com", "us-gov-west-1" },
    { "eks", "eu-central-1", { AWS_USE_FIPS_ENDPOINT = "true" }, "https://fips.eks.eu-central-1.amazonaws.com",
      "eu-central-1" },
    { "ec2", "us-gov-west-1", { AWS_USE_FIPS_ENDPOINT = "true" }, "https://ec2.us-gov-west-1.amazonaws.com",
      "us-gov-west-1" },
    { "sts", "cn-north-1", { AWS_USE_DUALSTACK_ENDPOINT = "true" },
      "https://sts.cn-north-1.api.amazonwebservices.com.cn", "cn-north-1" },
    { "iam", "eu-west-1", {}, "https://iam.amazonaws.com", "us-east-1" },
    { "iam", "cn-northwest-1", {}, "https://iam.cn-north-1.amazonaws.com.cn", "cn-north-1" },
    { "iam", "us-gov-east-1", {}, "https://iam.us-gov.amazonaws.com", "us-gov-west-1" },
  }
  for _, case in ipairs(cases) do
    local url, signing = url_of(case[1], { region = case[2] }, case[3])
    t.equal({ url, signing }, { case[4], case[5] })
  end
  t.equal(aws.partition("cn-north-1").name, "aws-cn")
  t.equal(aws.partition("us-gov-east-1").name, "aws-us-gov")
  t.equal(aws.partition("ap-southeast-5").name, "aws")
end)

t.test("endpoint overrides count in the order of the SDKs", function()
  local files = { ["/h/.aws/config"] = table.concat({
    "[profile p]", "region = cn-north-1", "services = local", "endpoint_url = http://profile:1",
    "[services local]", "eks =", "  endpoint_url = http://section:2", "auto_scaling =", "  endpoint_url = http://asg:3",
  }, "\n") }
  local env = { HOME = "/h", AWS_PROFILE = "p" }
  local function with(more)
    local all = {}
    for _, from in ipairs { env, more } do for k, v in pairs(from) do all[k] = v end end
    return all
  end
  t.equal(url_of("eks", { endpoint_url = "http://given:9" }, with { AWS_ENDPOINT_URL_EKS = "http://e:5" }, files),
    "http://given:9")
  t.equal(url_of("eks", {}, with { AWS_ENDPOINT_URL_EKS = "http://e:5/", AWS_ENDPOINT_URL = "http://a:6" }, files),
    "http://e:5")
  t.equal(url_of("eks", {}, with { AWS_ENDPOINT_URL = "http://a:6" }, files), "http://a:6")
  t.equal(url_of("eks", {}, env, files), "http://section:2")
  t.equal(url_of("autoscaling", {}, env, files), "http://asg:3")
  t.equal(url_of("ec2", {}, env, files), "http://profile:1")
  t.equal(url_of("ec2", {}, with { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS = "true" }, files),
    "https://ec2.cn-north-1.amazonaws.com.cn")
  t.raises("no URL", url_of, "ec2", {}, with { AWS_ENDPOINT_URL = "localhost:4566" }, files)
end)

t.test("the region comes from option, environment, profile; without any it is asked for", function()
  local files = { ["/h/.aws/config"] = "[default]\nregion = eu-west-1\n" }
  local function region(env, options)
    local name, source
    fake.run({ env = env, files = files }, function() name, source = aws.region(options) end)
    return { name, source }
  end
  t.equal(region({ HOME = "/h" }), { "eu-west-1", "profile default" })
  t.equal(region({ HOME = "/h", AWS_DEFAULT_REGION = "us-east-2" }), { "us-east-2", "AWS_DEFAULT_REGION" })
  t.equal(region({ HOME = "/h", AWS_DEFAULT_REGION = "a", AWS_REGION = "us-west-1" }), { "us-west-1", "AWS_REGION" })
  t.equal(region({ HOME = "/h", AWS_REGION = "x" }, { region = "cn-north-1" }), { "cn-north-1", "region=" })
  fake.run({}, function() t.raises("no AWS region", aws.ec2, { credentials = fake.credentials }) end)
  fake.run({}, function() t.raises("no region name", aws.ec2, { region = "a/b", credentials = fake.credentials }) end)
end)

t.test("a gate decides about writes, and only about writes", function()
  local subnet = fake.xml "<CreateSubnetResponse><subnet><subnetId>s</subnetId></subnet></CreateSubnetResponse>"
  fake.run({ answers = { page { "a" }, subnet, fake.ec2_error("DryRunOperation", 412) } }, function()
    local ec2, gated, context = client "ec2", {}, require("task").context()
    context.gate = function(call, send)
      gated[#gated + 1] = call
      return send()
    end
    ec2:describe_vpcs()
    ec2:create_subnet { VpcId = "vpc-1", CidrBlock = "10.0.0.0/24" }
    local _, err = ec2:try("create_subnet", { VpcId = "vpc-1", CidrBlock = "10.0.0.0/24", DryRun = true })
    context.gate = nil
    t.equal(err.code, "DryRunOperation")
    t.equal(#gated, 1)
    t.equal({ gated[1].operation, gated[1].object, gated[1].mutating, gated[1].tokened, gated[1].params.CidrBlock },
      { "CreateSubnet", "vpc-1", true, false, "10.0.0.0/24" })
  end)
end)

t.test("secret answers stay opaque and sensitive ones are masked in the trace", function()
  local body = [[<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>
very</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2026-01-02T04:00:00Z</Expiration></Credentials>
</AssumeRoleResult></AssumeRoleResponse>]]
  fake.run({ answers = { function(request)
    t.equal(request.secret_body, true)
    return { status = 200, headers = {}, body = secret.new(body) }
  end } }, function()
    local keys = client("sts"):assume_role { RoleArn = "arn:aws-cn:iam::1:role/x", RoleSessionName = "s" }.Credentials
    t.ok(secret.is(keys.SecretAccessKey) and secret.is(keys.SessionToken))
    t.equal({ keys.AccessKeyId, keys.Expiration }, { "ASIA", 1767326400 })
  end)
  local events, context = {}, require("task").context()
  fake.run({ answers = { fake.json '{"Parameter":{"Name":"/p","Value":"hidden","Version":3}}' } }, function()
    context.trace = function(event) events[#events + 1] = event end
    t.equal(client("ssm"):get_parameter({ Name = "/p" }).Parameter.Value, "hidden")
    context.trace = nil
  end)
  t.ok(not events[2].body:find "hidden" and events[2].body:find "/p", events[2].body)
end)
