-- Facts that an operator may not be allowed to read. A check goes on without them, and another one says what is
-- missing: it must neither stop a run nor pass in silence.
local failure = require "failure"

local M = {}

---What a function reads, or nil and why it cannot be read.
---@param read fun(): any
---@return any value, table|nil why
function M.call(read)
  local ok, value = pcall(read)
  if ok then return value end
  if not failure.is(value) or value.code == "cancelled" or value.code == "refused" then error(value, 0) end
  return nil, value
end

---A member of an object that is read when it is first used, or nil and why it cannot be read.
---@param object table
---@param name string
---@return any value, table|nil why
function M.try(object, name)
  return M.call(function() return object[name] end)
end

---A list, or an empty one where it cannot be read.
---@param object table
---@param name string
---@return table
function M.list(object, name) return M.try(object, name) or {} end

---A check that warns of facts which cannot be read.
---@param name string
---@param facts {object: table, member: string, what: string, right: string}[]
---@return table check
function M.unread(name, facts)
  return { name = name, warn = true, test = function()
    local problems = {}
    for _, fact in ipairs(facts) do
      local _, why = M.try(fact.object, fact.member)
      if why then
        problems[#problems + 1] = { object = fact.what, unreadable = true,
          detail = ("%s cannot be read, and was not looked at: %s"):format(fact.what, tostring(why)),
          remedy = ("allow %s, or look yourself"):format(fact.right) }
      end
    end
    return problems
  end }
end

return M
