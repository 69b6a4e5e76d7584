-- Every public function is documented: natives by a stub in docs/api, Lua functions by the comment above them; and no
-- stub describes what does not exist. `perigee tests/docs/coverage.lua`
local here = arg[0]:match("^(.*)/[^/]*$") or "."
local root = here .. "/../.."

local world = require "world"

local natives = {
  "json", "yaml", "xml", "ini", "cidr", "sigv4", "http", "kube", "task", "world", "secret", "failure", "term",
}
local libraries = { "aws", "k8s", "wire", "vpc", "eks", "cni", "nodes", "pods" }

local passed, failed = 0, 0

local function judge(holds, message, ...)
  if holds then
    passed = passed + 1
  else
    failed = failed + 1
    print("FAILED " .. message:format(...))
  end
end

local function lines_of(text)
  local lines = {}
  for line in (text .. "\n"):gmatch("(.-)\n") do lines[#lines + 1] = line end
  return lines
end

-- The functions that a stub describes, `name -> has a comment of its own`.
local function stubbed(module)
  local text = world.read_file(root .. "/docs/api/" .. module .. ".lua")
  if not text then return {} end
  local found, lines = {}, lines_of(text)
  for number, line in ipairs(lines) do
    local owner, name = line:match("^function ([%w_]+)[.:]([%w_]+)%(")
    if owner == module then found[name] = (lines[number - 1] or ""):match("^%-%-%-") ~= nil end
  end
  return found
end

local function check_native(module)
  local ok, exports = pcall(require, module)
  judge(ok, "module %s does not load: %s", module, tostring(exports))
  if not ok then return end
  local stubs = stubbed(module)
  for name, value in pairs(exports) do
    if type(value) == "function" then
      judge(stubs[name] ~= nil, "docs/api/%s.lua: no stub of %s.%s", module, module, name)
      judge(stubs[name] ~= false, "docs/api/%s.lua: the stub of %s says nothing", module, name)
    end
  end
  for name in pairs(stubs) do
    judge(type(exports[name]) == "function", "docs/api/%s.lua describes %s, which does not exist", module, name)
  end
end

-- The Lua file that a function was defined in, below lua/stdlib, or nil.
local function source_of(fn)
  local source = debug.getinfo(fn, "S").source
  local name = source:match("lua/stdlib/(.+%.lua)$") or source:match("^@?lua/(.+%.lua)$")
  return name and "lua/stdlib/" .. name, debug.getinfo(fn, "S").linedefined
end

local pages = {}
local function page(path)
  if pages[path] == nil then pages[path] = lines_of(world.read_file(root .. "/" .. path) or "") end
  return pages[path]
end

local function check_library(module)
  local ok, exports = pcall(require, module)
  judge(ok, "module %s does not load: %s", module, tostring(exports))
  if not ok then return end
  local seen = {}
  for name in pairs(exports) do seen[name] = exports[name] end
  for _, name in ipairs(rawget(exports, "_names") or {}) do seen[name] = exports[name] end
  for name, value in pairs(seen) do
    if type(value) == "function" then
      local path, line = source_of(value)
      local above = path and page(path)[line - 1] or ""
      judge(above:match("^%s*%-%-"), "%s.%s (%s:%d) has no comment above it", module, name, path or "?", line or 0)
    end
  end
end

-- Functions of a module's table and methods of its classes, wherever they stand in the library's files.
local function check_file(path)
  for number, line in ipairs(page(path)) do
    local name = line:match("^function ([%u][%w]*[.:][%l][%w_]*)%(")
    if name then
      judge(page(path)[number - 1]:match("^%-%-"), "%s:%d: %s has no comment above it", path, number, name)
    end
  end
end

local function walk(folder)
  for _, name in ipairs(assert(world.list(root .. "/" .. folder))) do
    local path = folder .. "/" .. name
    if world.stat(root .. "/" .. path).type == "directory" then
      if name ~= "models" then walk(path) end
    elseif name:match("%.lua$") then
      check_file(path)
    end
  end
end

for _, module in ipairs(natives) do check_native(module) end
for _, module in ipairs(libraries) do check_library(module) end
walk("lua/stdlib")
print(string.format("%d passed, %d failed", passed, failed))
if failed > 0 or passed == 0 then os.exit(1) end
