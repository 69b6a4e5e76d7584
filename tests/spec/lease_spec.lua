-- The Lease against two runs from different machines, over a Kubernetes client that is a table.
local failure = require "failure"
local lease = require "eks.lease"
local t = require "spec"
local task = require "task"
local time = require "aws.time"

local ME <const>, JO <const> = "run me2345 of me on here, process 1", "run jo2345 of jo on there, process 2"

local function stamp(ago) return (time.iso8601(math.floor(task.now() - ago)):gsub("Z$", ".000000Z")) end

-- A cluster whose only object is the Lease; `patch` answers instead of the server where it is given.
local function cluster_with(holder, ago, patch)
  local self = { patched = 0 }
  if holder then
    self.lease = { metadata = { uid = "u", resourceVersion = "7" }, spec = { holderIdentity = holder,
      leaseDurationSeconds = 120, renewTime = stamp(ago) } }
  end
  self.kube = {
    get = function() return self.lease end,
    delete = function() self.lease = nil end,
    try = function(_, method, ...)
      if method == "create" then
        self.lease = ...
        return self.lease
      end
      self.patched = self.patched + 1
      if patch then return patch(self) end
      local change, spec = select(3, ...), {}
      for key, value in pairs(self.lease.spec) do spec[key] = value end
      for key, value in pairs(change.spec) do spec[key] = value end
      self.lease = { metadata = self.lease.metadata, spec = spec }
      return self.lease
    end }
  return self, lease.lease(self)
end

local function never() return false end

t.test("a Lease is made, renewed and given back by its holder alone", function()
  local cluster, lock = cluster_with()
  t.equal(lock.acquire(ME, never), {})
  t.equal(cluster.lease.spec.holderIdentity, ME)
  lock.renew(ME)
  t.equal(cluster.patched, 1)
  lock.release(JO)
  t.ok(cluster.lease)
  lock.release(ME)
  t.equal(cluster.lease, nil)
end)

t.test("what a dead process of the same run has left is given back too, and nothing else", function()
  local function always() return true end
  local before = "run me2345 of me on here, process 99"
  for holder, case in pairs { [before] = { always, true }, [JO] = { always, false } } do
    local cluster, lock = cluster_with(holder, 1)
    lock.clear(ME, case[1])
    t.equal(cluster.lease == nil, case[2], holder)
  end
  local cluster, lock = cluster_with(before, 1)
  lock.clear(ME, never)
  t.ok(cluster.lease)
end)

t.test("one that is held is refused with the seconds that are left; one that has expired is taken over", function()
  local cluster, lock = cluster_with(JO, 50)
  local taken, problem = lock.acquire(ME, never)
  t.equal({ taken, problem.code, cluster.patched }, { nil, "locked", 0 })
  t.ok(problem.message:find(JO .. " holds the Lease kube-system/perigee of this cluster, renewed 5", 1, true),
    problem.message)
  t.ok(problem.hint:find("its lock expires in [67]%d s$"), problem.hint)
  cluster, lock = cluster_with(JO, 121)
  t.equal(lock.acquire(ME, never), { from = JO })
  t.equal({ cluster.lease.spec.holderIdentity, cluster.lease.spec.leaseTransitions }, { ME, 1 })
end)

t.test("one whose process has died, and one of the same run, are taken over at once", function()
  local _, lock = cluster_with(JO, 1)
  t.equal(lock.acquire(ME, function(holder) return holder == JO end), { from = JO })
  _, lock = cluster_with("run me2345 of me on here, process 99", 1)
  t.equal(lock.acquire(ME, never), { from = "run me2345 of me on here, process 99" })
end)

t.test("the faster of two wins", function()
  local _, lock = cluster_with(JO, 121, function(self)
    self.lease.spec.holderIdentity, self.lease.spec.renewTime = "run x of x on x, process 3", stamp(0)
    return nil, failure.new { code = "Conflict", message = "changed", status = 409 }
  end)
  local taken, problem = lock.acquire(ME, never)
  t.equal({ taken, problem.code }, { nil, "locked" })
  t.ok(problem.message:find("run x of x on x, process 3 holds", 1, true), problem.message)
end)

t.test("a renewal tells a lock that was lost from a server that cannot be reached", function()
  local _, lock = cluster_with(JO, 1)
  t.equal(t.raises(JO .. " has it", lock.renew, ME).code, "lock_lost")
  _, lock = cluster_with()
  t.equal(t.raises("nobody has it", lock.renew, ME).code, "lock_lost")
  _, lock = cluster_with(ME, 1, function()
    return nil, failure.new { code = "connect", message = "no route to host" }
  end)
  t.equal(t.raises("no route to host", lock.renew, ME).code, "connect")
  -- a conflict with oneself: the answer to a patch that was repeated
  local function conflict() return nil, failure.new { code = "Conflict", message = "changed", status = 409 } end
  _, lock = cluster_with(ME, 1, conflict)
  lock.renew(ME)
end)
