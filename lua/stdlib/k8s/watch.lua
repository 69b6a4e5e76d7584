-- Follows objects of a kind over disconnects, dead connections and 410 Gone (lists again and tells the difference).
local discovery = require "k8s.discovery"
local failure = require "failure"
local json = require "json"
local list = require "k8s.list"
local location = require "k8s.location"
local retry = require "k8s.retry"
local selector = require "k8s.selector"
local task = require "task"
local transport = require "k8s.transport"
local world = require "world"

local M = {}

local SERVER_SECONDS <const> = 280  -- the server ends a watch itself after this time, give or take
local SILENCE_SECONDS <const> = 130 -- bookmarks come every minute, so this long a silence is a dead connection
local GIVE_UP_SECONDS <const> = 300 -- without any answer

local Watch = {}
Watch.__index = Watch

local function is_final(err)
  local status = tonumber(err.status)
  return err.code == "cancelled" or err.code == "tls" or status ~= nil and status >= 400 and status < 500
    and status ~= 410 and status ~= 429 and status ~= 408
end

-- Waits before the next attempt, or raises when there was no answer for too long.
function Watch:back_off(err)
  local now = world.monotonic()
  self.failing_since = self.failing_since or now
  self.failures = (self.failures or 0) + 1
  if now - self.failing_since > (self.options.give_up or GIVE_UP_SECONDS) then error(err, 0) end
  task.sleep(retry.delay(self.failures, err))
end

-- Hands one event on and keeps what is needed to tell the difference after a 410. True when the handler wants to stop.
function Watch:tell(kind, object)
  local uid = object.metadata.uid
  if kind == "DELETED" then
    self.known[uid] = nil
  else
    self.known[uid] = object
  end
  return self.handler(kind, object) == "stop"
end

-- Objects that were known and are in the new list no more, in a settled order.
local function missing(known, items)
  local now, gone = {}, {}
  for _, item in ipairs(items) do now[item.metadata.uid] = true end
  for uid, object in pairs(known) do
    if not now[uid] then gone[#gone + 1] = object end
  end
  table.sort(gone, function(a, b) return a.metadata.uid < b.metadata.uid end)
  return gone
end

-- Tells of the objects of a new list that are new, changed or gone since they were last seen.
function Watch:compare(items)
  for _, object in ipairs(missing(self.known, items)) do
    if self:tell("DELETED", object) then return "stop" end
  end
  for _, item in ipairs(items) do
    local old = self.known[item.metadata.uid]
    local changed = old and old.metadata.resourceVersion ~= item.metadata.resourceVersion
    if (changed or not old) and self:tell(changed and "MODIFIED" or "ADDED", item) then return "stop" end
  end
  return "follow"
end

function Watch:relist()
  local ok, items, version = pcall(list.snapshot, self.client, self.resource, self.options)
  if ok then
    self.version = version
    return self:compare(items)
  end
  local err = items
  if not failure.is(err) or is_final(err) then error(err, 0) end
  self:back_off(err)
  return "relist"
end

function Watch:open()
  local options = self.options
  return transport.try(self.client, {
    does = ("watch %s"):format(self.resource.full_name), method = "GET", stream = true,
    path = location.collection(self.resource, options.namespace), idle_timeout = SILENCE_SECONDS, patience = 0,
    query = selector.query(options, {
      watch = "true", allowWatchBookmarks = "true", resourceVersion = self.version,
      timeoutSeconds = math.floor(SERVER_SECONDS * (0.9 + 0.2 * world.random_float())),
    }),
  })
end

-- One line of the stream: "stop", "relist", "follow" (open another stream), or nil to read on.
function Watch:take(line)
  local event, bad = json.decode(line)
  if bad or type(event) ~= "table" or type(event.object) ~= "table" then return "follow" end
  if event.type == "ERROR" then return "relist" end
  self.failing_since, self.failures = nil, nil
  local object = event.object
  self.version = object.metadata.resourceVersion
  if event.type == "BOOKMARK" then return nil end
  return self:tell(event.type, object) and "stop" or nil
end

-- Reads a stream to its end, which is also how the server ends a watch after its time.
function Watch:read(stream)
  local rest = ""
  while true do
    local chunk, err = stream:read()
    if err and err.code == "cancelled" then error(err, 0) end
    if not chunk then return "follow" end
    local from = 1
    local text = rest .. chunk
    for line, after in text:gmatch("([^\n]*)\n()") do
      from = after
      local verdict = line ~= "" and self:take(line)
      if verdict then return verdict end
    end
    rest = text:sub(from)
  end
end

-- Opens a stream and reads it: "stop", "relist", or "follow" to open the next one.
function Watch:follow()
  local answer, err = self:open()
  if not answer then
    if err.status == 410 then return "relist" end
    if is_final(err) then error(err, 0) end
    self:back_off(err)
    return "follow"
  end
  local stream <close> = answer.stream
  local opened = world.monotonic()
  local verdict = self:read(stream)
  if verdict == "stop" then return verdict end
  if world.monotonic() - opened < 1 then -- a server that hangs up at once must not be asked in a tight loop
    self:back_off(failure.new { code = "closed", message = "the server ends every watch at once" })
  else
    self.failing_since, self.failures = nil, nil
  end
  return verdict
end

function Watch:run()
  local next_step = self.version and "follow" or "relist"
  while next_step ~= "stop" do
    next_step = next_step == "relist" and self:relist() or self:follow()
  end
  return next_step
end

--- Calls `handler(event, object)` for every object there is ("ADDED") and every change ("ADDED", "MODIFIED",
--- "DELETED") until it returns "stop". With `resource_version` it begins with the changes after that version.
---@param client table
---@param kind string
---@param options table|nil `{namespace=, labels=, fields=, resource_version=, give_up=seconds}`
---@param handler fun(event: string, object: table): string|nil
---@return string "stop"
function M.watch(client, kind, options, handler)
  options = options or {}
  local query = { namespace = options.namespace, labels = options.labels, fields = options.fields,
    give_up = options.give_up, managed_fields = true }
  return setmetatable({
    client = client, resource = discovery.resolve(client, kind), options = query, handler = handler, known = {},
    version = options.resource_version,
  }, Watch):run()
end

return M
