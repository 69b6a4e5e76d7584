-- Every public function is documented: natives by a stub in docs/api, Lua functions by the comment above them; no stub
-- describes what does not exist; and the page made of it is up to date. `perigee tests/docs/coverage.lua`
local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/?.lua;" .. package.path

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

local function check_clients()
  for client, entries in pairs(annotations.clients()) do
    judge(#entries > 0, "the %s client has no methods", client)
    for _, entry in ipairs(entries) do
      judge(says_something(entry.comment), "%s: %s is not documented", entry.place, entry.head)
    end
  end
end

-- What a step's `run` can do is told in the page for authors.
local function check_run()
  local text = table.concat(annotations.page("docs/playbooks.md"), "\n")
  for _, line in ipairs(annotations.page("lua/stdlib/playbook/run.lua")) do
    local name = line:match("^function methods%.([%w_]+)")
    if name then judge(text:find("run:" .. name, 1, true), "docs/playbooks.md does not tell of run:%s", name) end
  end
end

for _, module in ipairs(annotations.modules) do check_module(module) end
check_clients()
check_run()
judge(reference.is_current(), "%s is out of date: perigee tests/docs/reference.lua --write", reference.path)
print(string.format("%d passed, %d failed", passed, failed))
if failed > 0 or passed == 0 then os.exit(1) end
