-- perigee show: what a playbook does and what can be set, or its source to copy from.
local options = require "cli.options"
local output = require "cli.output"
local playbook = require "playbook"
local search = require "playbook.search"
local settings = require "playbook.settings"
local sorted = require "playbook.sorted"
local text = require "cli.view.text"

local M = {
  summary = "Description, settings, zones, names and steps of a playbook.",
}

function M.arguments(command)
  command:argument("playbook", "Name of a playbook or a file."):argname "PLAYBOOK"
  command:flag("--source", "The file itself, to copy and change.")
  options.verbose(command)
end

-- A long text as paragraphs of the terminal's width.
local function paragraphs(out, description)
  for line in (description:gsub("^%s+", ""):gsub("%s+$", "") .. "\n"):gmatch("(.-)\n") do
    for _, wrapped in ipairs(text.wrap(line, out:width())) do out:line(wrapped) end
  end
end

-- Name, value and help in columns; the help wraps below itself.
local function rows(out, title, list)
  if #list == 0 then return end
  out:line("")
  out:line(title)
  local first, second = 0, 0
  for _, row in ipairs(list) do
    first = math.max(first, text.width(row[1]))
    second = math.max(second, math.min(30, text.width(row[2])))
  end
  for _, row in ipairs(list) do
    local start = ("  %s  %s"):format(text.pad(row[1], first), text.pad(row[2], second))
    for _, line in ipairs(text.beside(start, first + second + 6, row[3] or "", out:width())) do
      out:line((line:gsub("%s+$", "")))
    end
  end
end

local function zone_rows(zones)
  local list = {}
  for _, zone in ipairs(zones) do
    list[#list + 1] = { tostring(zone.zone), tostring(zone.cidr or zone.subnet or "") }
  end
  return list
end

local function step_rows(loaded)
  local list, comments = {}, {}
  for _, comment in ipairs(loaded.scan.comments) do comments[comment.line] = comment.text end
  for i, step in ipairs(loaded.steps) do
    local definition = loaded.functions[step]
    -- The comment above a step's function says what it does.
    local help = comments[definition.line - 1]
    list[i] = { step, ("line %d"):format(definition.line), help and help:gsub("^%-%-+%s*", "") or "" }
  end
  return list
end

function M.run(args)
  local out = output.out
  if args.source then
    out:write(search.find(args.playbook).text)
    return 0
  end
  local loaded = playbook.load(args.playbook)
  out:line(("%s  (%s)"):format(loaded.name, loaded.origin == "file" and loaded.file or loaded.origin))
  out:line("")
  paragraphs(out, loaded.description)
  local list = {}
  for i, setting in ipairs(loaded.settings) do
    list[i] = { setting.name, setting.required and "(required)" or settings.show(setting.default), setting.help }
  end
  rows(out, "settings (--set name=value)", list)
  rows(out, "zones", zone_rows(loaded.zones))
  local names = {}
  for key, template in sorted.pairs(loaded.names) do names[#names + 1] = { key, template } end
  rows(out, "names", names)
  rows(out, "steps", step_rows(loaded))
  if loaded.verify then rows(out, "verify", { { table.concat(loaded.verify, ", "), "" } }) end
  return 0
end

return M
