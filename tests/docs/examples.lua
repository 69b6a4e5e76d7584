-- Runs one documented example with the binary and compares what it prints with what the page shows.
local world = require "world"

local M = {}

local binary = world.getenv("PERIGEE") or "perigee"

-- A pattern for one shown line: `...` stands for any text within it.
local function line_pattern(line)
  local pattern = line:gsub("%s+$", ""):gsub("[%^%$%(%)%%%.%[%]%*%+%-%?]", "%%%0")
  return "^" .. pattern:gsub("%%%.%%%.%%%.", ".-") .. "%s*$"
end

local function lines_of(text)
  local lines = {}
  for line in (text:gsub("%s+$", "") .. "\n"):gmatch("(.-)\n") do lines[#lines + 1] = line end
  return lines
end

-- Does what was printed fit what is shown? A shown line of only `...` stands for any number of lines.
local function fits(shown, printed, i, j)
  while i <= #shown do
    if shown[i]:match("^%s*%.%.%.%s*$") then
      for from = j, #printed + 1 do
        if fits(shown, printed, i + 1, from) then return true end
      end
      return false
    end
    if j > #printed or not printed[j]:find(line_pattern(shown[i])) then return false end
    i, j = i + 1, j + 1
  end
  return j > #printed
end

---Compares an output with the page's text of it.
---@param shown string
---@param printed string
---@return boolean
function M.matches(shown, printed)
  return fits(lines_of(shown), lines_of(printed), 1, 1)
end

local function compare(what, shown, printed)
  if M.matches(shown, printed) then return "held" end
  return "failed", string.format("%s printed\n%s\nbut the page shows\n%s", what, printed, shown)
end

-- Commands run in a folder of their own, with the binary first on the PATH and no AWS or Kubernetes settings of
-- whoever runs the tests; inside a test world, its own settings stay.
local function shell(script, options, example)
  local scenario = example.scenario
  local setup = 'here=$(mktemp -d) && cd "$here" && trap \'rm -rf "$here"\' EXIT\n'
  for _, file in ipairs(example.files) do
    setup = setup .. string.format("cat >%s <<'END OF FILE'\n%sEND OF FILE\n", file.name, file.text)
  end
  local folder = binary:match("^(.*)/[^/]*$")
  if folder then setup = string.format('PATH=$(cd %q && pwd):$PATH\n', folder) .. setup end
  if not scenario then
    setup = 'export HOME=/nonexistent AWS_EC2_METADATA_DISABLED=true\n'
      .. 'unset AWS_PROFILE AWS_REGION AWS_DEFAULT_REGION AWS_ENDPOINT_URL KUBECONFIG\n' .. setup
  end
  local command = { "sh", "-c", setup .. script }
  if scenario then command = { options.root .. "/tests/servers/with", scenario, "--", table.unpack(command) } end
  return world.run(command, { timeout = scenario and 900 or 60 })
end

local function run_lua(example, options)
  local chunk, syntax = load(example.text, "=example", "t")
  if not chunk and not example.fragment then return "failed", "the block is no Lua: " .. tostring(syntax) end
  if not example.output then return "skipped" end
  local answer, failure = world.run({ binary, "-" }, { input = example.text, timeout = 60 })
  if not answer then return "failed", tostring(failure) end
  return compare("the program", example.output, answer.stdout .. answer.stderr)
end

-- Cuts a console block into commands, each with the output shown under it.
local function sessions(text)
  local commands = {}
  for _, line in ipairs(lines_of(text)) do
    local command = line:match("^%$ (.*)$")
    local last = commands[#commands]
    if command then
      commands[#commands + 1] = { text = command, shown = "" }
    elseif last and last.shown == "" and last.text:match("\\$") then
      last.text = last.text .. "\n" .. line
    elseif last then
      last.shown = last.shown .. line .. "\n"
    end
  end
  return commands
end

local mark = "-- end of command %d --"

local function run_console(example, options)
  if example.scenario and not options.servers or not example.scenario and options.servers then return "skipped" end
  local commands, script, shows = sessions(example.text), {}, false
  for index, command in ipairs(commands) do
    shows = shows or command.shown ~= ""
    script[#script + 1] = string.format('%s\n(rc=$?; echo; echo "%s"; exit $rc)', command.text, mark:format(index))
  end
  if #commands == 0 then return "failed", "a console block without a `$ ` line" end
  if not shows then return "skipped" end
  local answer, failure = shell("exec 2>&1\n" .. table.concat(script, "\n"), options, example)
  if not answer then return "failed", tostring(failure) end
  local from, held, messages = 1, true, {}
  for index, command in ipairs(commands) do
    local stop, after = answer.stdout:find("\n" .. mark:format(index) .. "\n", from, true)
    if not stop then return "failed", "`" .. command.text .. "` ended the shell\n" .. answer.stdout .. answer.stderr end
    local outcome, message = compare("`" .. command.text .. "`", command.shown, answer.stdout:sub(from, stop - 1))
    if outcome == "failed" then held, messages[#messages + 1] = false, message end
    from = after + 1
  end
  return held and "held" or "failed", table.concat(messages, "\n")
end

-- A C example is built against the installed library (pkg-config finds it) and run.
local function run_c(example, options)
  if not example.output or not world.getenv("PKG_CONFIG_PATH") then return "skipped" end
  local answer, failure = world.run({ "sh", "-c", [[
    here=$(mktemp -d) && trap 'rm -rf "$here"' EXIT && cat > "$here/example.c" &&
    ${CC:-cc} -std=c11 -Wall -Wextra -Werror "$here/example.c" -o "$here/example" \
      $(pkg-config --cflags --libs perigee) -Wl,-rpath,"$(pkg-config --variable=libdir perigee)" &&
    "$here/example" 2>&1]] }, { input = example.text, timeout = 60 })
  if not answer then return "failed", tostring(failure) end
  return compare("the program", example.output, answer.stdout .. answer.stderr)
end

local runners = { lua = run_lua, console = run_console, c = run_c }

---Runs one example.
---@param example table as `markdown.examples` gives it
---@param options table `root` of the tree; `servers`: run those that need servers, and only those
---@return "held"|"failed"|"skipped" outcome
---@return string|nil message what differs
function M.run(example, options)
  local run = runners[example.kind]
  if not run or (options.servers and not example.scenario) then return "skipped" end
  return run(example, options)
end

return M
