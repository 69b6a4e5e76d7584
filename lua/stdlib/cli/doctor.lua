-- perigee doctor: can this machine do the work? Identity, region, endpoints, clock, cluster, permissions; for each,
-- what is so and where it comes from, or what is wrong and what to do.
local failure = require "failure"
local options = require "cli.options"
local output = require "cli.output"
local screens = require "cli.view.screens"
local task = require "task"
local text = require "cli.view.text"

local M = {
  summary = "Identity, region, endpoints, clock, cluster, permissions: fine, or what to do.",
}

function M.arguments(command)
  options.world(command)
end

-- Each test gives true and what holds, or false, what is wrong and what to do. `needs` names tests it builds on.
local tests = {}

tests[#tests + 1] = { name = "region", run = function(aws)
  local region, source = aws.region()
  if not region then return false, "no region is set", "set AWS_REGION, pass --region, or write it into the profile" end
  return true, region, source
end }

tests[#tests + 1] = { name = "credentials", run = function(aws)
  local found = aws.credentials()
  return true, found.access_key_id, found.source
end }

tests[#tests + 1] = { name = "identity", needs = { "region", "credentials" }, run = function(aws)
  local identity = aws.identity()
  return true, identity.arn
end }

-- One harmless read of each service, with the time it takes.
local probes = { ec2 = { "describe_vpcs", {} }, eks = { "list_clusters", {} }, sts = { "get_caller_identity", {} } }

tests[#tests + 1] = { name = "endpoints", needs = { "region", "credentials" }, run = function(aws)
  local services = { "ec2", "eks", "sts" }
  local answers = task.map(services, function(service)
    local client = aws.client(service)
    local begun = task.now()
    local answer, why = client:try(probes[service][1], probes[service][2])
    local took = (task.now() - begun) * 1000
    if answer == nil and why.status then return ("%s refuses (%s)"):format(service, why.code) end
    if answer == nil and why.transport then
      return ("%s at %s does not answer (%s)"):format(service, client.endpoint.url, why.code)
    end
    if answer == nil then return ("%s: %s"):format(service, tostring(why)) end
    return took
  end)
  local took, wrong = {}, {}
  for _, answer in ipairs(answers) do
    if type(answer) == "number" then took[#took + 1] = ("%.0f"):format(answer) else wrong[#wrong + 1] = answer end
  end
  if #wrong > 0 then
    return false, table.concat(wrong, "; "), "look at AWS_ENDPOINT_URL, HTTPS_PROXY and NO_PROXY, and at the rights"
  end
  return true, ("%s answer in %s ms"):format(table.concat(services, ", "), table.concat(took, ", "))
end }

local months = { Jan = 1, Feb = 2, Mar = 3, Apr = 4, May = 5, Jun = 6, Jul = 7, Aug = 8, Sep = 9, Oct = 10, Nov = 11,
  Dec = 12 }

-- "Sun, 22 Nov 2026 23:48:54 GMT" in seconds since the epoch.
local function date_seconds(date)
  local day, month, year, hour, minute, second = (date or ""):match("(%d+) (%a+) (%d+) (%d+):(%d+):(%d+)")
  if not day or not months[month] then return nil end
  local y, m = math.tointeger(tonumber(year)), months[month]
  if m <= 2 then y, m = y - 1, m + 12 end
  local leap_days = y // 4 - y // 100 + y // 400
  local days = 365 * y + leap_days + (153 * (m - 3) + 2) // 5 + math.tointeger(tonumber(day)) - 719469
  return days * 86400 + tonumber(hour) * 3600 + tonumber(minute) * 60 + tonumber(second)
end
M.date_seconds = date_seconds

tests[#tests + 1] = { name = "clock", needs = { "region" }, run = function(aws)
  local url = aws.client("sts").endpoint.url
  local answer, why = require("http").request { method = "GET", url = url, timeout = 10 }
  if not answer then return false, "cannot be compared: " .. tostring(why), why.hint end
  local theirs = date_seconds(answer.headers.date)
  if not theirs then return false, "the answer of " .. url .. " has no date", "a proxy may stand in between" end
  local off = task.now() - theirs
  -- Signatures are refused from five minutes on; a minute is a warning sign already.
  if math.abs(off) > 60 then
    return false, ("%.0f s %s AWS"):format(math.abs(off), off > 0 and "ahead of" or "behind"),
      "set the clock (NTP): signatures are refused when it is five minutes off"
  end
  return true, ("%.0f s %s AWS"):format(math.abs(off), off >= 0 and "ahead of" or "behind")
end }

tests[#tests + 1] = { name = "cluster", run = function()
  local k8s = require "k8s"
  local chosen = task.context().k8s_options or {}
  local client = k8s.connect { kubeconfig = chosen.kubeconfig, context = chosen.context }
  local version = client:version()
  local nodes = client:list("nodes", {})
  return true, ("%s, %s, %s"):format(client.server or "", version.gitVersion or tostring(version),
    text.count(#nodes, "node")), chosen.context and "context " .. chosen.context or "kubeconfig"
end }

-- The writes of the procedure, as IAM's own simulation answers for them.
local actions = { "ec2:AssociateVpcCidrBlock", "ec2:CreateSubnet", "ec2:CreateTags", "ec2:AssociateRouteTable",
  "eks:UpdateAddon", "eks:CreateNodegroup", "eks:DeleteNodegroup", "eks:UpdateNodegroupConfig",
  "eks:TagResource", "eks:UntagResource", "autoscaling:TerminateInstanceInAutoScalingGroup",
  "autoscaling:SuspendProcesses", "autoscaling:ResumeProcesses" }

-- A session of a role is simulated as the role.
local function principal_of(arn)
  local prefix, account, role = arn:match("^(arn:[^:]+):sts::(%d+):assumed%-role/([^/]+)/")
  if prefix then return ("%s:iam::%s:role/%s"):format(prefix, account, role) end
  return arn
end

tests[#tests + 1] = { name = "permissions", needs = { "identity" }, run = function(aws)
  local answer, why = aws.client("iam"):try("simulate_principal_policy", {
    PolicySourceArn = principal_of(aws.identity().arn), ActionNames = actions })
  if answer == nil then
    return nil, "not known: " .. tostring(why), "simulation needs iam:SimulatePrincipalPolicy; the run tells otherwise"
  end
  local denied = {}
  for _, result in ipairs(answer.EvaluationResults) do
    if result.EvalDecision ~= "allowed" then denied[#denied + 1] = result.EvalActionName end
  end
  if #denied > 0 then
    return false, table.concat(denied, ", ") .. " not allowed (checked by simulation)", "ask for a policy with them"
  end
  return true, ("%d actions of the procedure are allowed"):format(#actions), "by simulation"
end }

local function print_lines(out, mark, name, detail, source, remedy)
  local shown = detail .. (source and ("  (%s)"):format(source) or "")
  for _, line in ipairs(text.beside(("  %s %s"):format(screens.mark(out, mark), name), 18, shown, out:width())) do
    out:line(line)
  end
  if remedy then
    for i, line in ipairs(text.wrap("-> " .. remedy, math.max(30, out:width() - 18))) do
      out:line((" "):rep(18) .. (i > 1 and "   " or "") .. line)
    end
  end
end

local function examine(out, test, results, aws)
  for _, need in ipairs(test.needs or {}) do
    if not results[need] then
      print_lines(out, "-", test.name, "not looked at: " .. need .. " comes first")
      return nil
    end
  end
  local ok, holds, detail, more = pcall(test.run, aws)
  if not ok then
    if failure.is(holds) and holds.code == "cancelled" then error(holds, 0) end
    print_lines(out, "x", test.name, tostring(holds), nil, failure.is(holds) and holds.hint or nil)
    return false
  end
  if holds then print_lines(out, "v", test.name, detail, more)
  else print_lines(out, holds == nil and "!" or "x", test.name, detail, nil, more) end
  return holds
end

function M.run(args)
  options.apply(args)
  local aws, results, all = require "aws", {}, true
  for _, test in ipairs(tests) do
    results[test.name] = examine(output.out, test, results, aws)
    if results[test.name] == false then all = false end
  end
  return all and 0 or 1
end

return M
