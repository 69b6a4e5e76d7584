-- Takes drained nodes out of load balancers before their instances end: a label tells the controllers, then the
-- deregistration is waited for, so that connections through a node are not cut. Its pods have gone; kube-proxy on it
-- still passes on to others what comes in at its node ports.
local groups = require "nodes.groups"
local instances = require "eks.instances"
local json = require "json"
local reading = require "reading"
local task = require "task"

local M = {}

local LABEL <const> = "node.kubernetes.io/exclude-from-external-load-balancers"
local GRACE <const> = 120         -- seconds in which a controller follows the label
local DEFAULT_DELAY <const> = 300 -- of a target group that says nothing else
local SLACK <const> = 60          -- ELB may tell the end of a delay late

---Sets or takes away the label; called by the playbook's exclude_node and include_node. A node that has gone meanwhile
---needs neither; another of its name is left alone.
---@param cluster table
---@param with {node: string, uid: string}
---@param excluded boolean
function M.set_excluded(cluster, with, excluded)
  local patch = { metadata = { uid = with.uid, labels = { [LABEL] = excluded and "true" or json.null } } }
  local patched, why = cluster.kube:try("patch", "nodes", with.node, patch, { type = "merge" })
  local another = not patched and why.status == 422 and tostring(why.message):find("metadata.uid", 1, true)
  if not patched and why.status ~= 404 and not another then error(why, 0) end
end

local function labelled(node) return (node.metadata.labels or {})[LABEL] ~= nil end

---Whether a node has the label, or is gone.
---@param cluster table
---@param with {node: string, uid: string}
---@return boolean
function M.is_excluded(cluster, with)
  local node = cluster.kube:get("nodes", with.node)
  return not node or node.metadata.uid ~= with.uid or labelled(node)
end

local function exclude(run, cluster, nodes)
  for _, node in ipairs(nodes) do
    if not labelled(node) then
      run:act{ name = "exclude from load balancers", object = node.metadata.name, repeatable = true,
        apply = "exclude_node", undo = "include_node", done = "node_excluded",
        with = { cluster = cluster.name, node = node.metadata.name, uid = node.metadata.uid } }
    end
  end
end

-- Targets of one group that are these instances, or addresses of theirs that are draining: a pod's own address is
-- deregistered with the pod, by whoever registered it.
local function ours(cluster, group, job)
  local answer, why = cluster.elbv2:try("describe_target_health", { TargetGroupArn = group.TargetGroupArn })
  if not answer then
    if why.code == "TargetGroupNotFound" or why.code == "TargetGroupNotFoundException" then return {} end
    return nil, why
  end
  local list = {}
  for _, one in ipairs(answer.TargetHealthDescriptions or {}) do
    local state = one.TargetHealth.State
    local draining = state:find("draining", 1, true) ~= nil
    local mine = group.TargetType == "instance" and job.ids[one.Target.Id]
      or group.TargetType == "ip" and draining and job.addresses()[one.Target.Id]
    -- nothing is sent to an unused one
    if mine and state ~= "unused" then list[#list + 1] = { id = one.Target.Id, draining = draining, group = group } end
  end
  return list
end

-- The addresses of the instances; read when an address is found draining, and once.
local function addresses_of(cluster, ids)
  local known
  return function()
    if known then return known end
    known = {}
    for first = 1, #ids, 200 do -- EC2 takes no more values in one filter
      local some = table.move(ids, first, math.min(first + 199, #ids), 1, {})
      for _, instance in ipairs(instances.all(cluster.ec2, { { Name = "instance-id", Values = some } })) do
        for _, interface in ipairs(instance.NetworkInterfaces or {}) do
          for _, address in ipairs(interface.PrivateIpAddresses or {}) do known[address.PrivateIpAddress] = true end
        end
      end
    end
    return known
  end
end

-- What is registered in these target groups, or nil and why that cannot be read.
local function survey(cluster, among, job)
  local list, problem = {}, nil
  local found = task.map(among, function(group)
    local targets, why = ours(cluster, group, job)
    problem = problem or why
    return targets or {}
  end, { limit = 8 })
  for _, targets in ipairs(found) do table.move(targets, 1, #targets, #list + 1, list) end
  if problem then return nil, problem end
  return list
end

local function delay_of(cluster, group)
  local answer = cluster.elbv2:try("describe_target_group_attributes", { TargetGroupArn = group.TargetGroupArn })
  for _, attribute in ipairs(answer and answer.Attributes or {}) do
    if attribute.Key == "deregistration_delay.timeout_seconds" then
      return tonumber(attribute.Value) or DEFAULT_DELAY
    end
  end
  return DEFAULT_DELAY
end

-- Target groups that Auto Scaling itself registers the instances in: when it terminates one it deregisters it first
-- and waits for the delay, so there is nothing to wait for before.
local function attached(cluster, name)
  local group, set = groups.read(cluster, name), {}
  local scaling = group and groups.scaling(cluster, group)
  for _, arn in ipairs(scaling and scaling.TargetGroupARNs or {}) do set[arn] = true end
  return set
end

-- Without the right to look, the default delay is waited for, where there may be a load balancer at all.
local function wait_blindly(run, cluster, why)
  local may_be = #reading.list(cluster, "target_bindings") > 0
  for _, service in ipairs(reading.list(cluster, "services")) do
    may_be = may_be or service.spec.type == "LoadBalancer"
  end
  run:say(("whether load balancers still send to the drained nodes cannot be read (%s); %s"):format(tostring(why),
    may_be and ("%d s are waited instead; allow elasticloadbalancing:DescribeTarget* to know better")
      :format(DEFAULT_DELAY) or "the cluster has no Service of type LoadBalancer and no TargetGroupBinding, so nothing "
      .. "is waited for"))
  if not may_be then return false end
  local since = task.now()
  run:wait{ what = "load balancers to let go of drained nodes", timeout = DEFAULT_DELAY + SLACK, every = 15,
    look = function() return task.now() - since >= DEFAULT_DELAY or nil, "not readable" end }
  return true
end

-- One target: what is waited for, or nil and, where it is given up, why. It is not waited for without end, and no
-- reason to fail: the nodes are empty, and who registered an instance by hand would have to take it out by hand.
local function holds(target, job, seconds)
  local name = target.group.TargetGroupName
  if target.draining then
    local since = job.draining[target] or seconds
    if seconds - since < job.delays[target.group] + SLACK then return ("%s draining in %s"):format(target.id, name) end
    return nil, ("%s is still draining in target group %s after its delay"):format(target.id, name)
  end
  if job.attached[target.group.TargetGroupArn] then return nil end
  if seconds < GRACE then return ("%s registered in %s"):format(target.id, name) end
  return nil, ("nobody has taken %s out of target group %s, %d s after it got the label: it ends as a target there")
    :format(target.id, name, GRACE)
end

local function await(run, cluster, job, first)
  local among, seen, longest = {}, {}, 0
  for _, target in ipairs(first) do
    if not seen[target.group] then
      seen[target.group], among[#among + 1] = true, target.group
      job.delays[target.group] = delay_of(cluster, target.group)
      longest = math.max(longest, job.delays[target.group])
    end
  end
  local begun, limit = task.now(), GRACE + longest + SLACK
  run:wait{ what = ("%s out of %d target group%s"):format(job.what, #among, #among == 1 and "" or "s"),
    timeout = limit + SLACK, every = 10, look = function()
      local targets, why = survey(cluster, among, job)
      local seconds, waiting, given_up = task.now() - begun, {}, {}
      if not targets then
        if seconds < limit then return nil, tostring(why) end
        targets, given_up = {}, { tostring(why) }
      end
      for _, target in ipairs(targets) do
        local key = target.group.TargetGroupArn .. target.id
        if target.draining then job.since[key] = job.since[key] or seconds end
        job.draining[target] = job.since[key]
        local text, why_not = holds(target, job, seconds)
        waiting[#waiting + 1] = text
        given_up[#given_up + 1] = why_not
      end
      if #waiting > 0 then return nil, table.concat(waiting, ", ", 1, math.min(3, #waiting)) end
      for _, text in ipairs(given_up) do run:say(text) end
      return true
    end }
end

---Takes drained nodes of one group out of all load balancers: labels them and waits until no target group drains them.
---@param run table
---@param cluster table
---@param name string their group
---@param nodes table[]
---@return boolean waited
function M.leave(run, cluster, name, nodes)
  if #nodes == 0 then return false end
  exclude(run, cluster, nodes)
  local ids, job = {}, { ids = {}, delays = {}, since = {}, draining = {}, attached = {} }
  for _, node in ipairs(nodes) do
    local id = instances.of_node(node)
    if id then ids[#ids + 1], job.ids[id] = id, true end
  end
  job.addresses = addresses_of(cluster, ids)
  job.what = ("%d node%s of %s"):format(#nodes, #nodes == 1 and "" or "s", name)
  local all, why = reading.try(cluster, "target_groups")
  local targets
  if all then targets, why = survey(cluster, all, job) end
  if not targets then return wait_blindly(run, cluster, why) end
  if #targets == 0 then return false end
  job.attached = attached(cluster, name)
  await(run, cluster, job, targets)
  return true
end

return M
