-- The message handler of every protected call: an error together with the place where it arose, which only -v shows.
local failure = require "failure"

-- What was raised, in words; a bare table or nothing at all says nothing by itself.
local function words(problem)
  if type(problem) == "string" or type(problem) == "number" then return tostring(problem) end
  local meta = getmetatable(problem)
  if type(meta) == "table" and meta.__tostring then return tostring(problem) end
  return ("an error was raised with a %s for a message"):format(type(problem))
end

---For xpcall: a failure as it is, anything else as `{lua = text}`, both with `traceback`.
---@param problem any
---@return table
return function(problem)
  if type(problem) == "table" and problem.lua ~= nil then return problem end
  local trace = debug.traceback("", 2):gsub("^\n", "")
  if not failure.is(problem) then return { lua = words(problem), traceback = trace } end
  if not problem.traceback then rawset(problem, "traceback", trace) end
  return problem
end
