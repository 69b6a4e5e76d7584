-- Finds playbooks and the modules they require: the path given, PERIGEE_PATH, then what the binary carries.
-- A playbook or module of the same name on the user's path wins, so that everything stays editable.
local failure = require "failure"
local host = require "search"
local nearest = require "nearest"
local world = require "world"

local M = {}

local function read(path)
  local stat = world.stat(path)
  if not stat or stat.type ~= "file" then return nil end
  local text, why = world.read_file(path)
  if not text then
    failure.raise { code = "playbook", message = ("%s cannot be read: %s"):format(path, tostring(why)) }
  end
  return text
end

-- What `require` finds inside a playbook: files beside it, then PERIGEE_PATH; nil for Perigee's own modules.
local function module_search(folder)
  local folders = host.folders()
  if folder then table.insert(folders, 1, folder) end
  local function module(name)
    local relative = name:gsub("%.", "/")
    for _, dir in ipairs(folders) do
      for _, tail in ipairs { ".lua", "/init.lua" } do
        local path = ("%s/%s%s"):format(dir, relative, tail)
        local text = read(path)
        if text then return text, path end
      end
    end
  end
  return { module = module, native = require }
end

local function file(name, path, text, origin)
  return { name = name, file = path, text = text, origin = origin, search = module_search(path:match("^(.*)/[^/]*$")
    or ".") }
end

-- A debug build reads its source tree first, an installed one the copy that was installed with it.
local function stock(name)
  local folder = host.stock("playbooks")
  local path = folder and ("%s/%s.lua"):format(folder, name)
  local text = path and read(path) or host.embedded("playbooks/" .. name .. ".lua")
  if text then
    return { name = name, file = name .. ".lua", text = text, origin = "stock", search = module_search(nil) }
  end
end

local function stock_names()
  local names, seen = {}, {}
  local function add(name)
    if name and not seen[name] then
      seen[name] = true
      names[#names + 1] = name
    end
  end
  for _, path in ipairs(host.names()) do add(path:match("^playbooks/([^/]+)%.lua$")) end
  local folder = host.stock("playbooks")
  for _, entry in ipairs(folder and world.list(folder) or {}) do add(entry:match("^(.+)%.lua$")) end
  table.sort(names)
  return names
end

---Every playbook there is: name, and a file or what the binary carries. The first of a name wins.
---@return playbook.File[]
function M.all()
  local found, seen = {}, {}
  for _, folder in ipairs(host.folders()) do
    local entries = world.list(folder) or {}
    table.sort(entries)
    for _, entry in ipairs(entries) do
      local name = entry:match("^(.+)%.lua$")
      local text = name and not seen[name] and read(folder .. "/" .. entry)
      -- A folder of PERIGEE_PATH holds modules too; a playbook is what has a description or steps at the top.
      if text and (("\n" .. text):find("\ndescription%s*=") or ("\n" .. text):find("\nsteps%s*=")) then
        seen[name] = true
        found[#found + 1] = file(name, folder .. "/" .. entry, text, folder)
      end
    end
  end
  for _, name in ipairs(stock_names()) do
    if not seen[name] then found[#found + 1] = stock(name) end
  end
  return found
end

---The playbook of this name or path; raises a failure that says where was looked and what is near.
---@param name string
---@return playbook.File
function M.find(name)
  if name:find("/", 1, true) or name:find("%.lua$") then
    local text = read(name)
    if text then return file(name:match("([^/]+)$"):gsub("%.lua$", ""), name, text, "file") end
    local stat = world.stat(name)
    failure.raise { code = "not_found", message = stat and ("%s is a %s, not a playbook"):format(name, stat.type)
      or ("there is no file %s"):format(name), hint = "`perigee list` shows the playbooks there are" }
  end
  for _, folder in ipairs(host.folders()) do
    local path = ("%s/%s.lua"):format(folder, name)
    local text = read(path)
    if text then return file(name, path, text, folder) end
  end
  local found = stock(name)
  if found then return found end
  local names = {}
  for _, other in ipairs(M.all()) do names[#names + 1] = other.name end
  failure.raise { code = "not_found", message = ("there is no playbook '%s'%s"):format(name,
    nearest.hint(name, names, "playbooks")), hint = "`perigee list` shows them all; a file is given with its path" }
end

return M
