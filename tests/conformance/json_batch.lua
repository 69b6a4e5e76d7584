-- For each line of a file, hexadecimal bytes of a JSON text: what it says, spelt out in plain Lua without the encoder,
-- and after a tab its encoding by json.encode, in hexadecimal. Or `refused`.
local json = require "json"

local function hex(text)
  return (text:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end

local function spell(v)
  if v == json.null then return "n" end
  local kind = math.type(v) or type(v)
  if kind == "boolean" then return v and "t" or "f" end
  if kind == "integer" then return ("i%d"):format(v) end
  if kind == "float" then return "d" .. hex(string.pack(">d", v)) end
  if kind == "string" then return "s" .. hex(v) end
  local parts = {}
  if getmetatable(v) then -- only arrays are marked
    for i, item in ipairs(v) do parts[i] = spell(item) end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  for name, value in pairs(v) do parts[#parts + 1] = hex(name) .. ":" .. spell(value) end
  table.sort(parts)
  return "{" .. table.concat(parts, ",") .. "}"
end

local n = 0
for line in io.lines(arg[1]) do
  n = n + 1
  local text = line:gsub("%x%x", function(byte) return string.char(tonumber(byte, 16)) end)
  local value, failure = json.decode(text)
  if value == nil then
    assert(failure.code == "json" and failure.line >= 1 and failure.column >= 1)
    print("refused")
  else
    local again = json.encode(value, { pretty = n % 2 == 0, sort = n % 3 ~= 0 })
    print(spell(value) .. "\t" .. hex(again))
  end
end
