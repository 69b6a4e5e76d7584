-- Every public function is documented: natives by a stub in docs/api, Lua functions by the comment above them; no stub
-- describes what does not exist; and the page made of it is up to date. `perigee tests/docs/coverage.lua`
local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/?.lua;" .. package.path

local world = require "world"
local annotations = require "annotations"
local reference = require "reference"

local passed, failed = 0, 0

local function judge(holds, message, ...)
  if holds then
    passed = passed + 1
  else
    failed = failed + 1
    print("FAILED " .. message:format(...))
  end
end

local function says_something(comment)
  for _, line in ipairs(comment or {}) do
    if line:match("%w") and not line:match("^@") then return true end
  end
  return false
end

local function check_module(module)
  local ok, exports = pcall(require, module)
  judge(ok and type(exports) == "table", "module %s does not load: %s", module, tostring(exports))
  if not ok or type(exports) ~= "table" then return end
  for _, entry in ipairs(annotations.functions(module, exports)) do
    judge(says_something(entry.comment), "%s: %s.%s is not documented", entry.place, module, entry.name)
  end
  for name in pairs(annotations.stubs(module)) do
    judge(type(exports[name]) == "function", "docs/api/%s.lua describes %s, which does not exist", module, name)
  end
end

-- Methods of the library's classes, wherever they stand: `function Client:get(...)`.
local function check_methods(folder)
  for _, name in ipairs(assert(world.list(annotations.root .. "/" .. folder))) do
    local path = folder .. "/" .. name
    if world.stat(annotations.root .. "/" .. path).type == "directory" then
      check_methods(path)
    elseif name:match("%.lua$") then
      local lines = annotations.page(path)
      for number, line in ipairs(lines) do
        local method = line:match("^function (%u%w*:%l[%w_]*)%(")
        if method then judge(lines[number - 1]:match("^%-%-"), "%s:%d: %s is not documented", path, number, method) end
      end
    end
  end
end

for _, module in ipairs(annotations.modules) do check_module(module) end
for _, folder in ipairs { "aws", "k8s" } do check_methods("lua/stdlib/" .. folder) end
judge(reference.is_current(), "%s is out of date: perigee tests/docs/reference.lua --write", reference.path)
print(string.format("%d passed, %d failed", passed, failed))
if failed > 0 or passed == 0 then os.exit(1) end
