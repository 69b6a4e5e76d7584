-- The second half of a canary's proof: the API server reaches it at its address (`pods/NAME:PORT/proxy`; exec and logs
-- go to the kubelet and prove nothing), and it ends having found DNS and the API server.
local canary = require "pods.canary"
local failure = require "failure"
local findings = require "pods.canary_findings"
local script = require "pods.canary_script"
local task = require "task"

local M = {}

-- Looks before anybody is told of a wait, and the pause between them: mostly that is all it takes.
local QUICK <const>, PAUSE <const> = 12, 0.3

-- Longer than most servers need to say why they cannot, shorter than what the run's lock allows.
local TIMEOUT <const> = 20

-- 404: no such pod; 401, 403: we may not. All else may be a control plane that does not know the block yet.
local function is_final(err) return err.status == 401 or err.status == 403 or err.status == 404 end

-- Nil when the API server has reached this very pod, or what it said.
local function ask(cluster, pod)
  local answer, err = cluster.kube:try("proxy_get", pod, script.PORT, script.PATH .. pod.metadata.uid,
    { timeout = TIMEOUT, patience = 0 })
  if answer and tostring(answer.body):find(pod.metadata.uid, 1, true) then return nil end
  if answer then return "another answers at " .. pod.status.podIP end
  if is_final(err) then error(err, 0) end
  local said = tostring(err.message):gsub("^could not .- API server: ", "")
  return err.status and ("%d: %s"):format(err.status, said) or said
end

---Proves in full what a canary that has started can prove; raises what it cannot.
---@param run table
---@param cluster table
---@param pod table as the canary's resource gave it
---@param node table
---@param zone table
---@param given_up fun() raises when the proof of another node has failed for good
function M.prove(run, cluster, pod, node, zone, given_up)
  local metadata, reached, said = pod.metadata, false, "not asked yet"
  local function look()
    given_up()
    local now = cluster.kube:get("pods", metadata.name, { namespace = metadata.namespace })
    if not now or now.metadata.uid ~= metadata.uid or now.metadata.deletionTimestamp then
      failure.raise{ code = "not_proven", message = ("canary pod %s/%s is gone before it has proven anything; nothing "
        .. "is evicted"):format(metadata.namespace, metadata.name),
        hint = "see who deletes pods there, then run again" }
    end
    local how, detail = findings.container(now)
    if how == "ended" then return { message = detail } end
    if not reached then
      said = ask(cluster, now)
      reached = said == nil
    end
    return nil, reached and "it is reached; it looks for DNS and the API server" or said
  end
  local ended
  for _ = 1, QUICK do
    ended = look()
    if ended then break end
    task.sleep(PAUSE)
  end
  ended = ended or run:wait{ what = ("the API server to reach canary %s/%s at %s:%d. EKS may need up to an hour after "
    .. "a new range; nothing is evicted until then"):format(metadata.namespace, metadata.name, pod.status.podIP,
    script.PORT), timeout = canary.REACH, every = 15, look = look, remedy = ("see that groups, network ACLs and "
    .. "NetworkPolicies let the control plane in by TCP %d at pods, then run again; or canary=address"):format(
    script.PORT) }
  local lacking, unproven = findings.lacking(findings.parse(ended.message))
  if not lacking then return end
  canary.not_proven(node, zone, lacking, unproven and canary.IMAGE_REMEDY or "see that CoreDNS and kube-proxy run on "
    .. "the new nodes, and that groups and network ACLs let pods reach them and the API server; then run again")
end

return M
