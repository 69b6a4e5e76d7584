-- A small pod pinned to one new node: the proof that pods there get addresses of their zone's pod subnet and, in full,
-- that they resolve names, reach the API server and are reached by it. For its address alone a sandbox is enough,
-- whatever becomes of its image.
local cidr = require "cidr"
local failure = require "failure"
local task = require "task"
local aws_node = require "cni.aws_node"
local findings = require "pods.canary_findings"
local script = require "pods.canary_script"

local M = {}

M.LABEL = "perigee.dev/canary"

---How far the proof goes: settings.canary.
M.MODES = { "full", "address" }

---Seconds for which the API server may fail to reach a canary: EKS may need an hour to learn of a new block.
M.REACH = 3900

-- A journal of before there was a choice knows of the address only.
local function is_full(settings) return settings.canary == "full" end
M.is_full = is_full

local function name_of(node)
  return ("perigee-canary-%s"):format(node.metadata.name:gsub("[^%w%-%.]", "-")):lower():sub(1, 63):gsub("[%-%.]+$", "")
end

-- Nodes of a region can always pull from the registry that their CNI came from; but nothing there has a shell for sure.
local function image_of(cluster, settings)
  if settings.canary_image ~= "" then return settings.canary_image end
  if is_full(settings) then return "public.ecr.aws/docker/library/busybox:1.37" end
  local registry = aws_node.container(cluster.aws_node).image:match("^([^/]+)/")
  return (registry and registry:find(".", 1, true) and registry or "registry.k8s.io") .. "/eks/pause:3.5"
end

local function labels_of(settings)
  local labels = {}
  for key, value in pairs(settings.canary_labels or {}) do labels[key] = value end
  labels[M.LABEL] = "true"
  return labels
end

local function from_pod(name, path) return { name = name, valueFrom = { fieldRef = { fieldPath = path } } } end

-- Seconds that DNS and the API server may take to answer the first time; an image that does not come has half of it,
-- since a registry that is busy answers the second or third time.
local function patience(settings) return math.min(60, math.floor(settings.canary_timeout)) end

local function container_of(cluster, settings)
  local small = { cpu = "10m", memory = "16Mi" }
  local container = { name = "pause", image = image_of(cluster, settings),
    securityContext = { allowPrivilegeEscalation = false, capabilities = { drop = { "ALL" } } },
    resources = { requests = small, limits = small } }
  if not is_full(settings) then return container end
  -- a name server or a TLS handshake is not to be late for want of a processor
  container.resources.limits = { cpu = "500m", memory = "64Mi" }
  container.name, container.command = "canary", { "sh", "-c", script.TEXT }
  container.securityContext.readOnlyRootFilesystem = true
  container.volumeMounts = { { name = "canary", mountPath = script.DIRECTORY } }
  container.ports = { { containerPort = script.PORT } }
  container.env = { from_pod("CANARY_ADDRESS", "status.podIP"), from_pod("CANARY_UID", "metadata.uid"),
    { name = "CANARY_PORT", value = tostring(script.PORT) },
    { name = "CANARY_PATIENCE", value = tostring(patience(settings)) },
    { name = "CANARY_DEADLINE", value = tostring(M.REACH + 300) } }
  return container
end

---The pod, as small as Pod Security "restricted" asks: no root, no privileges, requests and limits.
---@return table
function M.object(cluster, node, settings)
  return {
    apiVersion = "v1", kind = "Pod",
    metadata = { name = name_of(node), namespace = settings.canary_namespace, labels = labels_of(settings) },
    spec = {
      restartPolicy = "Never", automountServiceAccountToken = false, terminationGracePeriodSeconds = 1,
      affinity = { nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution = { nodeSelectorTerms = { {
        matchFields = { { key = "metadata.name", operator = "In", values = { node.metadata.name } } } } } } } },
      tolerations = { { operator = "Exists" } },
      securityContext = { runAsNonRoot = true, runAsUser = 65535, seccompProfile = { type = "RuntimeDefault" } },
      containers = { container_of(cluster, settings) },
      volumes = is_full(settings) and { { name = "canary", emptyDir = { sizeLimit = "1Mi" } } } or nil,
    },
  }
end

local function why_waiting(pod)
  for _, condition in ipairs(pod.status.conditions or {}) do
    if condition.status == "False" and condition.message then return condition.message end
  end
  return "no address yet"
end

---What makes the run stop when a canary proves nothing.
---@param node table
---@param zone table
---@param detail string
---@param hint string
function M.not_proven(node, zone, detail, hint)
  failure.raise{ code = "not_proven", message = ("not proven on node %s of zone %s: %s; nothing is evicted to it")
    :format(node.metadata.name, zone.zone, detail), hint = hint }
end

---What to do about an image that proves nothing.
M.IMAGE_REMEDY = "canary_image= one that this node can pull, with sh, nslookup, wget and httpd, as busybox has them; "
  .. "or canary=address, which proves the address only"

-- Running, or ended already; raises what nobody needs to wait for. `since`: when its image was seen not to come.
local function started(found, node, zone, settings, since)
  local how, detail = findings.container(found)
  if how == "running" or how == "ended" then return true end
  if how == "unstartable" or how == "pulling" and task.now() - since >= patience(settings) / 2 then
    M.not_proven(node, zone, ("image %s does not %s (%s)"):format(found.spec.containers[1].image,
      how == "pulling" and "come" or "start", detail), M.IMAGE_REMEDY)
  end
  return false, detail or "its container starts"
end

-- One that an earlier run has left is of use only while it runs, with the same image and script.
local function usable(found, object)
  local container, wanted = found.spec.containers[1], object.spec.containers[1]
  return found.status.phase ~= "Succeeded" and found.status.phase ~= "Failed" and container.image == wanted.image
    and (container.command or {})[3] == (wanted.command or {})[3]
end

---The canary of a node as a resource: ready when its address lies in the zone's pod subnet and, in full, its container
---runs or has ended.
---@param cluster table
---@param node table
---@param zone table a zone of the plan
---@param settings {canary: string?, canary_image: string, canary_namespace: string, canary_labels: table?,
---  canary_timeout: number}
---@return table resource for run:ensure
function M.resource(cluster, node, zone, settings)
  local object = M.object(cluster, node, settings)
  local metadata = object.metadata
  local stale, late
  -- one of an earlier run may still be on its way out, under this name
  local function create()
    local made, err
    for _ = 1, 30 do
      made, err = cluster.kube:try("create", object)
      if made then return end
      local there = err.status == 409 and cluster.kube:get("pods", metadata.name, { namespace = metadata.namespace })
      if err.status ~= 409 or there and not there.metadata.deletionTimestamp then break end
      task.sleep(1)
    end
    error(err, 0)
  end
  return {
    kind = "canary pod", name = metadata.namespace .. "/" .. metadata.name, repeatable = true,
    undo = { call = "nodes.undo.canary", with = { cluster = cluster.name, namespace = metadata.namespace,
      name = metadata.name } },
    timeout = settings.canary_timeout, every = 5, remedy = "nothing is evicted: look at the events of such a pod, then "
      .. "run the same command again: it goes on where it stopped",
    find = function()
      local found = cluster.kube:get("pods", metadata.name, { namespace = metadata.namespace })
      return found and not found.metadata.deletionTimestamp and found or nil
    end,
    same = function(found)
      if stale == nil then stale = not usable(found, object) and found.metadata.uid end
      return found.metadata.uid ~= stale, "an earlier run has left it"
    end,
    create = create,
    change = function(found)
      cluster.kube:delete("pods", metadata.name, { namespace = metadata.namespace, uid = found.metadata.uid,
        grace = 0 })
      create()
    end,
    ready = function(found)
      local address = found.status and found.status.podIP
      if not address then return false, why_waiting(found) end
      if not cidr.contains(zone.cidr, address) then
        failure.raise{ code = "canary", message = ("a pod on the new node %s has %s, not an address of the pod subnet "
          .. "of zone %s (%s, %s)"):format(node.metadata.name, address, zone.zone, zone.cidr,
          zone.existing.SubnetId),
          hint = "nothing is evicted to it: see that the ENIConfig of this node is the zone's, then replace the node" }
      end
      if not is_full(settings) then return true end
      if findings.container(found) == "pulling" then late = late or task.now() end
      return started(found, node, zone, settings, late)
    end,
    show = function(found) return ("%s on %s"):format(found.status.podIP, node.metadata.name) end,
  }
end

---Takes a canary away again; called by the playbook's remove_canary.
function M.remove(cluster, with)
  cluster.kube:delete("pods", with.name, { namespace = with.namespace, uid = with.uid })
end

return M
