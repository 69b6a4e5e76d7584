-- A world for the specs of the AWS client: answers are scripted, time is virtual, files and variables are given.
local task = require "task"
local world = require "world"

local M = {}

local real_sleep = world.sleep

M.credentials = { access_key_id = "AKIDEXAMPLE", secret_access_key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" }

---An answer of EC2 or a query service.
function M.xml(body, status, headers)
  headers = headers or {}
  headers["content-type"] = headers["content-type"] or "text/xml"
  return { status = status or 200, headers = headers, body = body }
end

function M.ec2_error(code, status, headers)
  local body = "<Response><Errors><Error><Code>%s</Code><Message>m</Message></Error></Errors><RequestID>r-1</RequestID>"
  return M.xml(body:format(code) .. "</Response>", status or 400, headers)
end

function M.json(body, status, headers)
  headers = headers or {}
  headers["content-type"] = "application/json"
  return { status = status or 200, headers = headers, body = body }
end

-- A time of change for each text that a file has had.
local versions, count = {}, 0

local function version_of(text)
  if not versions[text] then versions[text], count = count, count + 1 end
  return versions[text]
end

---Runs `test(seen)` in a world of its own. `answers` are tables, {nil, failure} pairs or functions of the request, in
---order; `seen` holds the requests and the sleeps.
function M.run(setup, test)
  local seen = { requests = {}, sleeps = {}, now = setup.now or 1767322800 }
  local answers = setup.answers or {}
  local functions = {
    request = function(request)
      seen.requests[#seen.requests + 1] = request
      request.at = seen.now
      local answer = answers[#seen.requests]
      if answer == nil then error("no answer scripted for request " .. #seen.requests .. " to " .. request.url, 0) end
      if type(answer) == "function" then answer = answer(request) end
      if answer.fail then return nil, answer.fail end
      return answer
    end,
    now = function() return seen.now end,
    monotonic = function() return seen.now end,
    sleep = function(seconds)
      -- The time limit of the test itself is another task's, and real.
      if not task.context().in_scripted_world then return real_sleep(seconds) end
      real_sleep(0) -- other tasks go on
      seen.sleeps[#seen.sleeps + 1] = seconds
      seen.now = seen.now + seconds
    end,
    random_float = function() return setup.random or 1.0 end,
    getenv = function(name) return (setup.env or {})[name] end,
    read_file = function(path, options)
      local text = (setup.files or {})[path]
      if not text then
        return nil, require("failure").new { code = "not_found", message = "cannot read " .. path .. ": no such file" }
      end
      return options and options.secret and require("secret").new(text) or text
    end,
    stat = function(path)
      local text = (setup.files or {})[path]
      if not text then
        return nil, require("failure").new { code = "not_found", message = "cannot look at " .. path }
      end
      return { type = "file", size = #text, mtime = version_of(text), mode = 384 }
    end,
    run = function(words, options)
      seen.ran = words
      return setup.run(words, options)
    end,
  }
  task.context().in_scripted_world = true
  local before = world.install(functions)
  local good, raised = xpcall(test, function(e) return type(e) == "string" and debug.traceback(e) or e end, seen)
  world.install(before)
  if not good then error(raised, 0) end
end

return M
