-- Objects whose members are read from the world at first use, each at most once.
-- Tasks that ask for a member while it is being read wait for the same answer; a failed read raises.
local task = require "task"

local M = {}

local function read_once(object, reads, name, read)
  local reading = reads[name]
  if not reading then
    reading = task.spawn(function() return table.pack(pcall(read, object)) end)
    reads[name] = reading
  end
  local answer = reading:await()
  if not answer[1] then error(answer[2], 0) end
  local value = answer[2]
  if value == nil then value = false end -- "there is none": it is not asked for again
  rawset(object, name, value)
  return value
end

---An object with the given fields, methods, and members that are read when they are first used.
---@param fields table
---@param readers table<string, fun(object: table): any>
---@param methods? table<string, function>
---@return table
function M.object(fields, readers, methods)
  local reads = {}
  return setmetatable(fields, {
    __index = function(object, name)
      if methods and methods[name] then return methods[name] end
      local read = readers[name]
      if read then return read_once(object, reads, name, read) end
    end,
  })
end

return M
