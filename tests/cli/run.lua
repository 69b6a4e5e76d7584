-- Tests the binary from outside: `PERIGEE=path perigee tests/cli/run.lua [FILE...]`, else all *_cli.lua.
-- The words are those of Lua's own tests: RUN must succeed, NoRun must fail with a text, checkout gives exactly this.
local world = require "world"

local here = arg[0]:match("^(.*)/[^/]*$") or "."
local perigee = os.getenv("PERIGEE") or error("PERIGEE names the binary to test")
if perigee:sub(1, 1) ~= "/" then perigee = assert(io.popen("pwd")):read("l") .. "/" .. perigee end

local M = { perigee = perigee, passed = 0, failed = 0 }

local function quote(word) return "'" .. word:gsub("'", "'\\''") .. "'" end
M.quote = quote

---A folder of its own for one file of tests, and what stands in it.
local folder
---Writes a file into the folder and gives its path.
function M.file(name, text)
  local path = folder .. "/" .. name
  world.make_dir(path:match("^(.*)/"), { parents = true })
  assert(world.write_file(path, text))
  return path
end

function M.folder() return folder end

---Runs a shell line in the folder; `perigee` is the tested binary. Gives stdout, stderr, exit code.
function M.shell(line, environment)
  local env = { PATH = os.getenv("PATH"), HOME = folder, PERIGEE_STATE = folder .. "/state", PERIGEE = perigee,
    LC_ALL = "C.UTF-8", ASAN_OPTIONS = os.getenv("ASAN_OPTIONS"), LSAN_OPTIONS = os.getenv("LSAN_OPTIONS") }
  for name, value in pairs(environment or {}) do env[name] = value end
  local script = ("cd %s && perigee() { %s \"$@\"; } && %s"):format(quote(folder), quote(perigee), line)
  local result, why = world.run({ "bash", "-c", script }, { env = env, timeout = 60 })
  if not result then error("cannot run: " .. tostring(why), 2) end
  return result.stdout, result.stderr, result.status
end

local function show(line, out, err, status)
  return ("%s\n  exit %d\n  stdout: %s\n  stderr: %s"):format(line, status, out:gsub("\n", "\n  "),
    err:gsub("\n", "\n  "))
end

---Must end with exit code 0; gives stdout.
function M.RUN(line, environment)
  local out, err, status = M.shell(line, environment)
  if status ~= 0 then error(show(line, out, err, status), 2) end
  return out, err
end

---Must end with this exit code and say every one of the texts, on whichever stream.
function M.NoRun(exit, texts, line, environment)
  local out, err, status = M.shell(line, environment)
  if status ~= exit then error(("expected exit %d: %s"):format(exit, show(line, out, err, status)), 2) end
  for _, text in ipairs(type(texts) == "table" and texts or { texts }) do
    if not (out .. err):find(text, 1, true) then
      error(("%q is not said: %s"):format(text, show(line, out, err, status)), 2)
    end
  end
  return out, err
end

---Must succeed and print exactly this.
function M.checkout(expected, line, environment)
  local out, err, status = M.shell(line, environment)
  if out ~= expected or status ~= 0 then
    error(("expected: %s\n%s"):format(expected, show(line, out, err, status)), 2)
  end
end

function M.test(name, fn)
  local ok, problem = xpcall(fn, function(raised) return debug.traceback(tostring(raised), 2) end)
  if ok then
    M.passed = M.passed + 1
  else
    M.failed = M.failed + 1
    print(("FAILED %s: %s\n  %s"):format(M.current, name, tostring(problem):gsub("\n", "\n  ")))
  end
end

package.loaded.cli_test = M

local files = { table.unpack(arg) }
if #files == 0 then
  for _, name in ipairs(assert(world.list(here))) do
    if name:find("_cli%.lua$") then files[#files + 1] = here .. "/" .. name end
  end
  table.sort(files)
end
for _, file in ipairs(files) do
  folder = os.tmpname()
  os.remove(folder)
  assert(world.make_dir(folder))
  M.current = file
  local ok, problem = xpcall(dofile, debug.traceback, file)
  if not ok then
    M.failed = M.failed + 1
    print(("FAILED %s: %s"):format(file, problem))
  end
  os.execute("rm -rf " .. quote(folder))
end
print(("%d passed, %d failed"):format(M.passed, M.failed))
if M.failed > 0 or M.passed == 0 then os.exit(1) end
