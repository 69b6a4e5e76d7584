-- The files that a run has loaded: the playbook itself and the modules that it requires. The journal keeps them, so
-- that a run that is taken up again days later does what it began to do, whatever became of the files since.
local failure = require "failure"

local M = {}

---Notes down every file that a playbook loads from now on.
---@param playbook table
---@param on_more fun(file: table) called for each further file
---@return fun(): table[] files {kind=, name=, path=, text=}
function M.record(playbook, on_more)
  local list = { { kind = "playbook", name = playbook.name, path = playbook.file, text = playbook.text } }
  local seen, search = {}, playbook.search
  local function keep(name, text, path)
    if not text or seen[name] then return nil end
    seen[name] = true
    list[#list + 1] = { kind = "module", name = name, path = path, text = text }
    return list[#list]
  end
  -- what a later step will require is kept from the beginning, with what that requires in turn
  local at = 0
  while at < #list do
    at = at + 1
    for name in list[at].text:gmatch("require%s*%(?%s*[\"']([^\"'\n]+)[\"']") do
      if not seen[name] then keep(name, search.module(name)) end
    end
  end
  playbook.search = setmetatable({ module = function(name)
    local text, path = search.module(name)
    local more = keep(name, text, path)
    if more then on_more(more) end
    return text, path
  end }, { __index = search })
  return function() return list end
end

---The playbook of an earlier run as a file for the loader; its modules are found among the kept ones alone.
---@param history table as playbook.history gives it
---@return playbook.File
function M.kept(history)
  local playbook, modules = nil, {}
  for _, file in ipairs(history.files) do
    if file.kind == "playbook" then playbook = file else modules[file.name] = file end
  end
  if not playbook then
    failure.raise { code = "usage", message = ("the journal %s holds no playbook"):format(history.path),
      hint = "it was torn when it was begun: nothing was written; run the playbook anew" }
  end
  return { name = playbook.name, file = playbook.path, text = playbook.text, origin = "run " .. history.id,
    search = { native = require, module = function(name)
      local kept = modules[name]
      if kept then return kept.text, kept.path end
    end } }
end

return M
