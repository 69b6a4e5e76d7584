-- What the code says about its public functions: natives in the stubs of docs/api, Lua functions in the comment above
-- them. coverage.lua judges it, reference.lua makes a page of it.
local world = require "world"

local M = {}

-- The modules of the reference, in its order.
M.modules = {
  "json", "yaml", "xml", "ini", "cidr", "sigv4", "http", "kube", "task", "aws", "k8s", "vpc", "eks", "cni", "nodes",
  "pods", "world", "secret", "failure", "wire", "term",
}

M.root = (arg[0]:match("^(.*)/[^/]*$") or ".") .. "/../.."

local function lines_of(text)
  local lines = {}
  for line in (text .. "\n"):gmatch("(.-)\n") do lines[#lines + 1] = line end
  return lines
end

local pages = {}

---The lines of a file of the tree; none when there is no such file.
---@param path string
---@return string[]
function M.page(path)
  if not pages[path] then pages[path] = lines_of(world.read_file(M.root .. "/" .. path) or "") end
  return pages[path]
end

-- The comment that ends on the line before `number`, without its dashes.
local function comment_above(lines, number)
  local first = number
  while first > 1 and lines[first - 1]:match("^%s*%-%-") do first = first - 1 end
  local comment = {}
  for i = first, number - 1 do comment[#comment + 1] = lines[i]:gsub("^%s*%-%-%-?%s?", "") end
  return comment
end

---The functions that a module's stub describes.
---@param module string
---@return table<string, {comment: string[], head: string}>
function M.stubs(module)
  local found, lines = {}, M.page("docs/api/" .. module .. ".lua")
  for number, line in ipairs(lines) do
    local owner, name, parameters = line:match("^function ([%w_]+)[.:]([%w_]+)(%b())")
    if owner == module then
      found[name] = { comment = comment_above(lines, number), head = module .. "." .. name .. parameters }
    end
  end
  return found
end

-- Where a Lua function of the library is written: its file below the tree, and the line.
local function place_of(fn)
  local info = debug.getinfo(fn, "S")
  local name = info.source:match("lua/stdlib/(.+%.lua)$") or info.source:match("^@?lua/(.+%.lua)$")
  return name and "lua/stdlib/" .. name, info.linedefined
end

-- What is said about a Lua function, found by where it is written.
local function entry_of(name, value, head)
  local path, line = place_of(value)
  local lines = path and M.page(path) or {}
  return { name = name, place = ("%s:%d"):format(path or "?", line or 0), comment = comment_above(lines, line or 1),
    head = head .. ((lines[line] or ""):match("function[^(]*(%b())") or "()") }
end

local listed = {}

---Every function that a module exports when it is loaded, with what is said about it: `{name=, comment=, head=,
---place=}`.
---@param module string
---@param exports table
---@return table[] functions
function M.functions(module, exports)
  if listed[module] then return listed[module] end -- aws keeps the services that were asked for
  local stubs, list = M.stubs(module), {}
  for name, value in pairs(exports) do
    if type(name) == "string" and type(value) == "function" and not name:match("^_") then
      local native = debug.getinfo(value, "S").what == "C"
      local entry = { name = name, place = "docs/api/" .. module .. ".lua" }
      if native or stubs[name] then
        entry.comment, entry.head = (stubs[name] or {}).comment, (stubs[name] or {}).head
      else
        entry = entry_of(name, value, module .. "." .. name)
      end
      list[#list + 1] = entry
    end
  end
  table.sort(list, function(a, b) return a.name < b.name end)
  listed[module] = list
  return list
end

---The methods of the two clients.
---@return table<string, table[]> entries by the client's name
function M.clients()
  local k8s = getmetatable(require("k8s.client").new { conn = { server = "https://none" } }).__index
  local aws = getmetatable(require("aws").ec2 { region = "eu-west-1" }).__index
  local found = { k8s = {}, ec2 = {} }
  for name, value in pairs(k8s) do
    if type(value) == "function" then table.insert(found.k8s, entry_of(name, value, "client:" .. name)) end
  end
  for _, line in ipairs(M.page("lua/stdlib/aws/client.lua")) do
    local name = line:match("^function Client:([%w_]+)")
    if name then table.insert(found.ec2, entry_of(name, aws(nil, name), "ec2:" .. name)) end
  end
  for _, list in pairs(found) do
    table.sort(list, function(a, b) return a.name < b.name end)
    -- A method written as a plain function has the client as its first parameter.
    for _, entry in ipairs(list) do entry.head = entry.head:gsub("%(client,?%s*", "("):gsub("%(self,?%s*", "(") end
  end
  return found
end

return M
