-- Runs spec files: `perigee tests/spec/run.lua [FILE...]`, without files every *_spec.lua of this folder.
-- The last line is `N passed, N failed`; the exit code tells whether all passed and there were any.
local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/?.lua;" .. package.path

local world = require "world"
local spec = require "spec"

local function spec_files()
  local files = {}
  for _, name in ipairs(assert(world.list(here))) do
    if name:match("_spec%.lua$") then files[#files + 1] = here .. "/" .. name end
  end
  table.sort(files)
  return files
end

local files = #arg > 0 and { table.unpack(arg) } or spec_files()
local passed, failed = 0, 0
for _, file in ipairs(files) do
  local chunk, syntax = loadfile(file)
  local ok, message = false, syntax
  if chunk then ok, message = xpcall(chunk, debug.traceback) end
  if not ok then
    failed = failed + 1
    print("FAILED " .. file .. ": it does not load\n  " .. tostring(message))
  end
  local held, broken = spec.run(file)
  if held + broken == 0 and ok then
    broken = 1
    print("FAILED " .. file .. ": it registers no test")
  end
  passed, failed = passed + held, failed + broken
end
print(string.format("%d passed, %d failed", passed, failed))
if failed > 0 or passed == 0 then os.exit(1) end
