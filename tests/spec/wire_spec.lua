-- The one place that all requests pass.
local t = require "spec"
local task = require "task"
local wire = require "wire"

local function call(mutating)
  return { client = "aws", service = "ec2", operation = "X", mutating = mutating, params = {} }
end

t.test("send returns what was performed, all results of it", function()
  t.equal({ wire.send(call(false), function() return 1, "two", nil, 4 end) }, { 1, "two", nil, 4 })
  t.equal({ wire.send(call(true), function() return nil, "why" end) }, { nil, "why" })
end)

t.test("a gate of the context gets writes and may refuse them; children inherit it", function()
  local context, sent = task.context(), 0
  context.gate = function(c) error("not allowed: " .. c.operation, 0) end
  local function send() sent = sent + 1 end
  t.raises("not allowed: X", wire.send, call(true), send)
  t.raises("not allowed: X", function() task.spawn(wire.send, call(true), send):await() end)
  wire.send(call(false), send)
  context.gate = nil
  t.equal(sent, 1)
end)

t.test("requests are counted for the context that started a count, and for no other", function()
  local before = wire.count().requests
  task.spawn(function()
    local counter = wire.start_count()
    task.all {
      function() wire.trace { phase = "request", call = call(true) } end,
      function()
        wire.trace { phase = "request", call = call(false) }
        wire.trace { phase = "answer", call = call(false), seconds = 0.5 }
      end,
    }
    t.equal({ counter.requests, counter.writes, counter.seconds }, { 2, 1, 0.5 })
    t.equal(wire.count(), counter)
  end):await()
  t.equal(wire.count().requests, before)
end)

t.test("costly parts of an event are made only when somebody listens", function()
  local made, context = 0, task.context()
  local function mask(event) made, event.body = made + 1, "b" end
  wire.trace({ phase = "answer", call = call(false) }, mask)
  t.equal(made, 0)
  local got
  context.trace = function(event) got = event end
  wire.trace({ phase = "answer", call = call(false) }, mask)
  context.trace = nil
  t.equal({ made, got.body }, { 1, "b" })
end)
