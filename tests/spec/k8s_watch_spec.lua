-- Watches: split lines, bookmarks, disconnects, 410 in all its forms, back-off, and an end that closes the stream.
local fake = require "k8s_server"
local failure = require "failure"
local json = require "json"
local t = require "spec"
local task = require "task"

local PATH = "/api/v1/namespaces/shop/pods"

local function pod(name, version, uid)
  return { kind = "Pod", apiVersion = "v1",
    metadata = { name = name, namespace = "shop", uid = uid or name, resourceVersion = tostring(version) } }
end

local function line(kind, object) return json.encode { type = kind, object = object } .. "\n" end

local function list_of(version, ...)
  return { kind = "PodList", metadata = { resourceVersion = tostring(version) }, items = json.array { ... } }
end

-- Answers lists and watches in turn from two lists.
local function serve(lists, watches)
  return function(request)
    if not request.query.watch then return table.remove(lists, 1) end
    return table.remove(watches, 1) or error("no more watches")
  end
end

-- Watches until the object "end" comes; gives what was told, as "ADDED a" and so on.
local function follow(options)
  local told = {}
  options = options or {}
  options.namespace = "shop"
  fake.client():watch("pods", options, function(event, object)
    if object.metadata.name == "end" then return "stop" end
    told[#told + 1] = event .. " " .. object.metadata.name .. "@" .. object.metadata.resourceVersion
  end)
  return told
end

local function watches_of(server)
  local found = {}
  for _, request in ipairs(server.requests) do
    if request.query.watch then found[#found + 1] = request end
  end
  return found
end

local END = line("ADDED", pod("end", 99))

t.test("what is there is told first, then every change, wherever the chunks are cut", function()
  local text = line("ADDED", pod("b", 6)) .. line("MODIFIED", pod("a", 7)) .. line("DELETED", pod("b", 8)) .. END
  for size = 1, 60, 7 do
    local chunks = {}
    for at = 1, #text, size do chunks[#chunks + 1] = text:sub(at, at + size - 1) end
    local server <close> = fake.start { [PATH] = serve({ list_of(5, pod("a", 3)) }, { { chunks = chunks } }) }
    t.equal(follow(), { "ADDED a@3", "ADDED b@6", "MODIFIED a@7", "DELETED b@8" }, "chunks of " .. size)
    local first = watches_of(server)[1]
    t.equal({ first.query.resourceVersion, first.query.allowWatchBookmarks }, { "5", "true" })
    t.ok(tonumber(first.query.timeoutSeconds) > 200)
  end
end)

t.test("after a disconnect it goes on from the last version seen, bookmarks included", function()
  local server <close> = fake.start { [PATH] = serve({ list_of(5) }, {
    { chunks = { line("ADDED", pod("a", 6)), line("BOOKMARK", { metadata = { resourceVersion = "40" } }), '{"typ' } },
    { failure = failure.new { code = "connect", message = "refused", sent = false } },
    { chunks = { function() return nil, failure.new { code = "closed", message = "reset" } end } },
    { chunks = { line("MODIFIED", pod("a", 41)), END } },
  }) }
  t.equal(follow(), { "ADDED a@6", "MODIFIED a@41" })
  local versions = {}
  for i, request in ipairs(watches_of(server)) do versions[i] = request.query.resourceVersion end
  t.equal(versions, { "5", "40", "40", "40" })
  t.ok(#server.slept >= 2, "it backs off")
end)

local GONE = { kind = "Status", code = 410, reason = "Expired", message = "too old resource version" }
local GONE_EVENT = { chunks = { line("ERROR", GONE) } }
local GONE_ANSWER = { status = 410, chunks = { json.encode(GONE) } }
for form, gone in pairs { ["as an event"] = GONE_EVENT, ["as an answer"] = GONE_ANSWER } do
  t.test("410 " .. form .. ": it lists again and tells the difference", function()
    local _ <close> = fake.start { [PATH] = serve( -- luacheck: ignore
      { list_of(5, pod("same", 1), pod("changed", 2), pod("gone", 3), pod("renewed", 4, "old")),
        list_of(50, pod("same", 1), pod("changed", 30), pod("new", 31), pod("renewed", 32, "young")) },
      { { chunks = gone.chunks, status = gone.status }, { chunks = { END } } }) }
    local told = follow()
    t.equal(table.move(told, 1, 4, 1, {}), { "ADDED same@1", "ADDED changed@2", "ADDED gone@3", "ADDED renewed@4" })
    t.equal(table.move(told, 5, #told, 1, {}),
      { "DELETED gone@3", "DELETED renewed@4", "MODIFIED changed@30", "ADDED new@31", "ADDED renewed@32" })
  end)
end

t.test("from a given version it lists only when that is too old", function()
  local server <close> = fake.start {
    [PATH] = serve({ list_of(50, pod("a", 9)) }, { GONE_ANSWER, { chunks = { END } } }),
  }
  t.equal(follow { resource_version = "7" }, { "ADDED a@9" })
  t.equal(watches_of(server)[1].query.resourceVersion, "7")
end)

t.test("a refusal is raised, a busy server is waited for as long as it asks", function()
  local busy = { status = 429, headers = { ["retry-after"] = "9" }, chunks = { "slow down" } }
  local forbidden = { status = 403, chunks = { json.encode(fake.status(403, "Forbidden", "no").body) } }
  local server <close> = fake.start { [PATH] = serve({ list_of(5) }, { busy, forbidden }) }
  local err = t.raises("could not watch pods", follow)
  t.equal(err.code, "Forbidden")
  t.ok(server.slept[1] >= 9)
end)

t.test("a server that is gone for too long is reported", function()
  local server <close> = fake.start {}
  local alive = true
  server.routes[PATH] = function(request)
    if alive and not request.query.watch then return list_of(5) end
    alive = false
    return { failure = failure.new { code = "connect", message = "refused", sent = false } }
  end
  local before = server.clock
  t.raises("cannot be reached", follow, { give_up = 100 })
  t.ok(server.clock - before > 100 and server.clock - before < 160)
end)

t.test("a server that ends every watch at once is not asked in a tight loop", function()
  local server <close> = fake.start {}
  local n = 0
  server.routes[PATH] = function(request)
    if not request.query.watch then return list_of(5) end
    n = n + 1
    return { chunks = n < 30 and {} or { END } }
  end
  follow()
  local total = 0
  for _, seconds in ipairs(server.slept) do total = total + seconds end
  t.ok(total > 60, total)
end)

t.test("an error of the handler is raised as it is, and stopping or cancelling closes the stream", function()
  for _, way in ipairs { "error", "stop", "cancel" } do
    local stream_closed
    local _ <close> = fake.start { [PATH] = serve({ list_of(5) }, { { chunks = { -- luacheck: ignore
      line("ADDED", pod("a", 6)), function() task.sleep(10) end } } }) }
    local world = require "world"
    local before
    before = world.install {
      sleep = function(seconds)
        if seconds == 10 then error(failure.new { code = "cancelled", message = "cancelled" }, 0) end
      end,
      request = function(request)
        local answer, err = before.request(request)
        if answer and answer.stream then
          local inner = answer.stream
          answer.stream = setmetatable({ read = inner.read }, { __close = function() stream_closed = true end })
        end
        return answer, err
      end,
    }
    local ok, err = pcall(function()
      return fake.client():watch("pods", { namespace = "shop" }, function()
        if way == "error" then failure.raise { code = "timeout", message = "handler says no" } end
        return way == "stop" and "stop" or nil
      end)
    end)
    world.install(before)
    t.ok(stream_closed, way)
    if way == "stop" then t.ok(ok) else t.equal(err.code, way == "error" and "timeout" or "cancelled") end
  end
end)
