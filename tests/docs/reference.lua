-- Makes docs/reference/functions.md of what the code says about its public functions: one list of all of them.
-- `perigee tests/docs/reference.lua --write` writes it; coverage.lua fails when it is out of date.
local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/?.lua;" .. package.path

local world = require "world"
local annotations = require "annotations"

local M = { path = "docs/reference/functions.md" }

-- Splits `name type text`, where the type may hold blanks inside brackets.
local function typed(rest)
  local depth, stop = 0, #rest + 1
  for i = 1, #rest do
    local c = rest:sub(i, i)
    if c:match("[%(%[{<]") then depth = depth + 1 end
    if c:match("[%)%]}>]") then depth = depth - 1 end
    if c == " " and depth == 0 and not rest:sub(i - 1, i):match("[,:|] $") and not rest:sub(i, i + 1):match("^ |") then
      stop = i
      break
    end
  end
  return rest:sub(1, stop - 1), rest:sub(stop + 1)
end

local function parameter_line(rest)
  local name, after = rest:match("^(%S+)%s*(.*)$")
  local kind, text = typed(after)
  local optional = name:match("%?$") and " (optional)" or ""
  return ("- `%s` *%s*%s%s"):format(name:gsub("%?$", ""), kind, optional, text ~= "" and ": " .. text or "")
end

local function return_line(rest)
  local kind, text = typed(rest)
  return ("- returns *%s*%s"):format(kind, text ~= "" and " " .. text:gsub("^#%s*", "") or "")
end

local function section(entry, out)
  out[#out + 1] = ("#### `%s`"):format(entry.head)
  local text, list = {}, {}
  for _, line in ipairs(entry.comment or {}) do
    local tag, rest = line:match("^@(%w+)%s*(.*)$")
    if tag == "param" then
      list[#list + 1] = parameter_line(rest)
    elseif tag == "return" then
      list[#list + 1] = return_line(rest)
    elseif not tag then
      text[#text + 1] = line
    end
  end
  out[#out + 1] = table.concat(text, "\n")
  if #list > 0 then out[#out + 1] = "\n" .. table.concat(list, "\n") end
  out[#out + 1] = ""
end

---The page as it should be.
---@return string
function M.page()
  local out = { "# All functions", "",
    "Made from the comments in the code by `perigee tests/docs/reference.lua --write`.", "" }
  for _, module in ipairs(annotations.modules) do
    local ok, exports = pcall(require, module)
    if ok and type(exports) == "table" then
      out[#out + 1] = "## " .. module
      out[#out + 1] = ""
      for _, entry in ipairs(annotations.functions(module, exports)) do section(entry, out) end
    end
  end
  for _, client in ipairs { "ec2", "k8s" } do
    out[#out + 1] = client == "k8s" and "## Methods of a cluster client" or "## Methods of an AWS client"
    out[#out + 1] = ""
    for _, entry in ipairs(annotations.clients()[client]) do section(entry, out) end
  end
  return (table.concat(out, "\n"):gsub("%s+$", "") .. "\n")
end

---Whether the page in the tree is the page as it should be.
---@return boolean
function M.is_current()
  return world.read_file(annotations.root .. "/" .. M.path) == M.page()
end

if arg[0]:match("reference%.lua$") then
  if arg[1] ~= "--write" then
    print("usage: perigee tests/docs/reference.lua --write")
    os.exit(2)
  end
  assert(world.write_file(annotations.root .. "/" .. M.path, M.page()))
end

return M
