-- A variable of the environment as AWS's tools read it: one that is set to nothing counts as not set.
local world = require "world"

---@param name string
---@return string?
return function(name)
  local value = world.getenv(name)
  if value ~= "" then return value end
end
