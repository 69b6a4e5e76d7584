-- The playbook engine: find, load, check and carry out playbooks. It knows no cloud.
-- loader, search: files; settings, names, sections, environment: what is in them; engine, run: carrying them out.
local engine = require "playbook.engine"
local loader = require "playbook.loader"
local search = require "playbook.search"

local M = {}

---Every playbook there is.
M.all = search.all

---Loads a playbook by name or path; raises one failure with everything that is wrong with it.
---@param name string
---@return table playbook
function M.load(name)
  local playbook, problem = loader.load(search.find(name))
  if not playbook then error(problem, 0) end
  return playbook
end

---Carries a playbook out.
M.execute = engine.execute

return M
