-- Checks that only warn: what they find is named, and stops nothing.
local M = {}

---A check that warns of everything that `collect` adds.
---@param name string
---@param collect fun(add: fun(object: string, detail: string, remedy: string?))
---@return table check
function M.check(name, collect)
  return { name = name, warn = true, test = function()
    local problems = {}
    collect(function(object, detail, remedy)
      problems[#problems + 1] = { object = object, detail = detail, remedy = remedy }
    end)
    return problems
  end }
end

return M
