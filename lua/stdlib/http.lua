-- Plain HTTP requests for programs and playbooks: world.request with friendly defaults.
local world = require "world"

local M = {}

--- One request; no redirects are followed. Times are seconds; proxies come from the environment.
---@param request {method?: string, url: string, headers?: table<string, string>, body?: string, timeout?: number}
---@return {status: integer, headers: table<string, string>, body: string}? answer
---@return table? failure
function M.request(request)
  if type(request) ~= "table" then error("http.request needs a table, not a " .. type(request), 2) end
  local copy = { timeout = 60 }
  for name, value in pairs(request) do copy[name] = value end
  local answer, err = world.request(copy)
  return answer, err
end

return M
