-- The words that spec files are written with. A spec file registers tests; run.lua runs them, each as a task of its
-- own, so that a test may wait, and counts what holds.
local task = require "task"

local M = { limit = 60 } -- seconds that one test may take

local tests = {}

---Registers a test.
---@param name string
---@param fn fun()
function M.test(name, fn)
  tests[#tests + 1] = { name = name, fn = fn }
end

-- Text of a value for messages: tables in sorted order, strings quoted, integers told from floats.
local function show(value, depth)
  if type(value) == "string" then return string.format("%q", value) end
  if type(value) ~= "table" or (getmetatable(value) or {}).__tostring or depth > 6 then return tostring(value) end
  local keys, parts = {}, {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(keys) do
    parts[#parts + 1] = "[" .. show(key, depth + 1) .. "] = " .. show(value[key], depth + 1)
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end

-- The path of the first difference, or nil. Metatables are not compared: an array mark is no value.
local function difference(a, b, path)
  if rawequal(a, b) or a == b or (a ~= a and b ~= b) then return nil end
  if type(a) ~= "table" or type(b) ~= "table" then
    return string.format("%s: got %s, expected %s", path, show(a, 0), show(b, 0))
  end
  for key in pairs(a) do
    local found = difference(a[key], b[key], path .. "." .. tostring(key))
    if found then return found end
  end
  for key in pairs(b) do
    if a[key] == nil then return string.format("%s.%s: missing, expected %s", path, tostring(key), show(b[key], 0)) end
  end
end

---Both values are equal, tables by their content.
---@param got any
---@param expected any
---@param what? string what is compared, for the message
function M.equal(got, expected, what)
  local found = difference(got, expected, what or "value")
  if found then error(found, 2) end
end

---The value is neither nil nor false.
---@param value any
---@param what? any said when it does not hold
---@return any value
function M.ok(value, what)
  if not value then error(what and tostring(what) or "expected something true, got " .. tostring(value), 2) end
  return value
end

local function matches(text, pattern)
  return text:find(pattern, 1, true) or text:find(pattern)
end

---The function raises an error whose text contains the pattern (plain text or a Lua pattern).
---@param pattern string
---@param fn fun()
---@return any raised the error
function M.raises(pattern, fn, ...)
  local ok, raised = pcall(fn, ...)
  if ok then error("expected an error like " .. show(pattern, 0) .. ", but nothing was raised", 2) end
  if not matches(tostring(raised), pattern) then
    error(string.format("expected an error like %q, got: %s", pattern, tostring(raised)), 2)
  end
  return raised
end

---What a primitive gave is nil and a failure with this code: `t.fails("syntax", json.decode("{"))`.
---@param code string
---@param value any
---@param failure any
---@return table failure
function M.fails(code, value, failure)
  if value ~= nil then error("expected a failure " .. code .. ", got " .. show(value, 0), 2) end
  if type(failure) ~= "table" then error("expected a failure object, got " .. show(failure, 0), 2) end
  if failure.code ~= code then
    error(string.format("expected failure %s, got %s: %s", code, tostring(failure.code), tostring(failure)), 2)
  end
  return failure
end

-- Runs a test so that its error carries the place where it was raised: a task's own error does not.
local function traced(fn)
  local ok, message = xpcall(fn, function(raised) return debug.traceback(tostring(raised), 2) end)
  if not ok then error(message, 0) end
end

---Runs what one spec file has registered, and forgets it.
---@param file string
---@return integer passed
---@return integer failed
function M.run(file)
  local passed, failed, todo = 0, 0, tests
  tests = {}
  for _, test in ipairs(todo) do
    local ok, message = pcall(task.timeout, M.limit, traced, test.fn)
    if ok then
      passed = passed + 1
    else
      failed = failed + 1
      print(string.format("FAILED %s: %s\n  %s", file, test.name, tostring(message):gsub("\n", "\n  ")))
    end
  end
  return passed, failed
end

return M
