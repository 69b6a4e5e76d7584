-- perigee list: the playbooks there are, what each does, and where it comes from.
local json = require "json"
local loader = require "playbook.loader"
local options = require "cli.options"
local output = require "cli.output"
local playbook = require "playbook"
local table_of = require "cli.view.table"

local M = {
  summary = "The playbooks there are, and where each comes from.",
}

function M.arguments(command)
  command:option("--output", "Text, or JSON."):choices { "text", "json" }:default "text"
  options.verbose(command)
end

local function described(file)
  local loaded, problem = loader.load(file)
  if loaded then return { name = file.name, title = loaded:title(), origin = file.origin } end
  local first = problem.message:match("^[^\n]*")
  return { name = file.name, title = "does not load: " .. first, origin = file.origin, broken = true }
end

function M.run(args)
  local rows, entries = {}, {}
  for _, file in ipairs(playbook.all()) do
    local entry = described(file)
    entries[#entries + 1] = entry
    rows[#rows + 1] = { entry.name, entry.title, entry.origin }
  end
  if args.output == "json" then
    for _, entry in ipairs(entries) do output.out:line(json.encode(entry, { sort = true })) end
    return 0
  end
  if #rows == 0 then
    output.out:line("There are no playbooks: PERIGEE_PATH names folders of your own.")
    return 0
  end
  for _, line in ipairs(table_of.lines({ "playbook", "what it does", "from" }, rows)) do output.out:line(line) end
  return 0
end

return M
