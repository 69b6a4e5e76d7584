-- Runs the examples of the documentation: `perigee tests/docs/run.lua [--servers] [FILE.md...]`. The binary that is
-- tried is $PERIGEE, or this one's name on the PATH. What counts as an example is told in tests/docs/README.md.
local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/?.lua;" .. package.path

local world = require "world"
local markdown = require "markdown"
local examples = require "examples"

local root = here == "tests/docs" and "." or here .. "/../.."

local function pages(folder, found)
  for _, name in ipairs(assert(world.list(folder))) do
    local path = folder .. "/" .. name
    if world.stat(path).type == "directory" then
      pages(path, found)
    elseif name:match("%.md$") then
      found[#found + 1] = path
    end
  end
  return found
end

local servers, files = false, {}
for _, word in ipairs(arg) do
  if word == "--servers" then servers = true else files[#files + 1] = word end
end
if #files == 0 then
  files = pages(root .. "/docs", { root .. "/README.md" })
  pages(root .. "/playbooks", files)
  table.sort(files)
end

local passed, failed = 0, 0
for _, file in ipairs(files) do
  local text = assert(world.read_file(file))
  for _, example in ipairs(markdown.examples(text)) do
    local outcome, message = examples.run(example, { root = root, servers = servers })
    if outcome == "held" then
      passed = passed + 1
    elseif outcome == "failed" then
      failed = failed + 1
      print(string.format("FAILED %s:%d\n  %s", file, example.line, (message:gsub("\n", "\n  "))))
    end
  end
end
print(string.format("%d passed, %d failed", passed, failed))
if failed > 0 or passed == 0 then os.exit(1) end
