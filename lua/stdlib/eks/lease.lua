-- A Lease in the cluster, against two runs at once from different machines. It names its holder, is renewed while the
-- run goes on, and may be taken over when it has expired: its holder is dead, or cut off.
local failure = require "failure"
local task = require "task"
local time = require "aws.time"

local M = {}

local NAMESPACE <const>, NAME <const> = "kube-system", "perigee"
local KIND <const> = "leases.coordination.k8s.io"

-- Longer than the longest pause between two looks of a wait, several times over.
local SECONDS <const> = 120

-- A MicroTime has six digits behind the seconds, always.
local function stamp()
  local text = time.iso8601(task.now())
  return text:find(".", 1, true) and text or (text:gsub("Z$", ".000000Z"))
end

local function read(cluster) return cluster.kube:get(KIND, NAME, { namespace = NAMESPACE }) end

local function age_of(lease)
  local renewed = time.parse(lease.spec.renewTime or lease.spec.acquireTime or "")
  return renewed and task.now() - renewed or math.huge
end

local function locked(lease, age)
  local left = math.max(1, math.ceil((lease.spec.leaseDurationSeconds or SECONDS) - age))
  return nil, failure.new { code = "locked", message = ("%s holds the Lease %s/%s of this cluster, renewed %d s ago")
    :format(lease.spec.holderIdentity, NAMESPACE, NAME, math.floor(age)),
    hint = ("wait until it has ended; if it is dead, its lock expires in %d s"):format(left) }
end

-- Somebody was faster.
local function lost_race(cluster, problem)
  local lease = problem.status == 409 and read(cluster)
  if lease then return locked(lease, age_of(lease)) end
  error(problem, 0)
end

local function create(cluster, holder)
  local made, problem = cluster.kube:try("create", { apiVersion = "coordination.k8s.io/v1", kind = "Lease",
    metadata = { name = NAME, namespace = NAMESPACE }, spec = { holderIdentity = holder,
      leaseDurationSeconds = SECONDS, acquireTime = stamp(), renewTime = stamp(), leaseTransitions = 0 } })
  if made then return {} end
  return lost_race(cluster, problem)
end

local function take_over(cluster, holder, lease)
  local taken, problem = cluster.kube:try("patch", KIND, NAME, {
    metadata = { resourceVersion = lease.metadata.resourceVersion },
    spec = { holderIdentity = holder, leaseDurationSeconds = SECONDS, acquireTime = stamp(), renewTime = stamp(),
      leaseTransitions = (lease.spec.leaseTransitions or 0) + 1 } }, { namespace = NAMESPACE, type = "merge" })
  if taken then return { from = lease.spec.holderIdentity } end
  return lost_race(cluster, problem)
end

-- The same run in a new process goes on with what it held.
local function same_run(lease, holder)
  return (lease.spec.holderIdentity or ""):match("^run %w+") == holder:match("^run %w+")
end

local function acquire(cluster, holder, is_dead)
  local lease = read(cluster)
  if not lease then return create(cluster, holder) end
  local age = age_of(lease)
  local free = (lease.spec.holderIdentity or "") == "" or age >= (lease.spec.leaseDurationSeconds or SECONDS)
  if free or same_run(lease, holder) or is_dead(lease.spec.holderIdentity) then
    return take_over(cluster, holder, lease)
  end
  return locked(lease, age)
end

local function renew(cluster, holder)
  local lease = read(cluster)
  if lease and lease.spec.holderIdentity == holder then
    local _, problem = cluster.kube:try("patch", KIND, NAME, {
      metadata = { resourceVersion = lease.metadata.resourceVersion }, spec = { renewTime = stamp() } },
      { namespace = NAMESPACE, type = "merge" })
    if not problem then return end
    if problem.status ~= 409 and problem.status ~= 404 then error(problem, 0) end
    lease = read(cluster)
    if lease and lease.spec.holderIdentity == holder then return end
  end
  failure.raise { code = "lock_lost", message = ("the Lease %s/%s is not this run's any more: %s has it"):format(
    NAMESPACE, NAME, lease and lease.spec.holderIdentity or "nobody"),
    hint = "nothing more is written: another run has taken over; see what it does before you go on" }
end

local function release_when(cluster, holds)
  local lease = read(cluster)
  if not lease or not holds(lease) then return end
  cluster.kube:delete(KIND, NAME, { namespace = NAMESPACE, uid = lease.metadata.uid })
end

---The Lease of a cluster as a lock for run:lock.
---@param cluster table
---@return table lock
function M.lease(cluster)
  return { kind = "lease", name = ("%s/%s"):format(NAMESPACE, NAME),
    acquire = function(holder, is_dead) return acquire(cluster, holder, is_dead) end,
    renew = function(holder) return renew(cluster, holder) end,
    release = function(holder)
      return release_when(cluster, function(lease) return lease.spec.holderIdentity == holder end)
    end,
    -- what a dead process of the same run has left
    clear = function(holder, is_dead)
      return release_when(cluster, function(lease)
        return same_run(lease, holder) and is_dead(lease.spec.holderIdentity)
      end)
    end }
end

return M
