-- The text form of a model, read one entry at a time. One entry per line, continued by lines that begin with a space:
--
--   service NAME protocol= version= prefix=(of the host name) signing= id= [target= json=]
--   host PARTITION|REGION plain|fips|dual|both TEMPLATE [SIGNING_REGION]      where the common rule does not hold
--   operation NAME METHOD URI INPUT OUTPUT read|write [wrapper=] [token=MEMBER] [unsigned] [secret=A,B] [mask=C]
--   page OPERATION in=TOKEN out=TOKEN items=LIST [limit=MEMBER] [more=MEMBER]
--   wait NAME OPERATION SECONDS TRIES | STATE MATCHER EXPECTED PATH | ...
--   error CODE STATUS [retryable|throttling] [named=]
--   shape NAME struct [payload=MEMBER] WIRE=MEMBER!*+:TYPE~QUERY^@PLACE ...   (! required, * client token, + a list;
--                                                                             ^ a flat list or map)
--   shape NAME list TYPE=WIRE | map KEY VALUE | enum VALUE ...
--
-- TYPE is a shape, or .str .int .long .bool .float .double .blob .doc .time[/FORMAT], with % when sensitive.
local reference = require "aws.reference"
local structure = require "aws.structure"

local M = {}

---The entry that starts with `head`, without it; nil if there is none.
---@param text string
---@param head string "shape Tag"
---@return string|nil
function M.entry(text, head)
  local _, last = text:find("\n" .. head .. " ", 1, true)
  return last and M.entry_at(text, last + 1)
end

---The entry whose words begin at `first`, with its last line end.
---@param text string
---@param first integer
---@return string
function M.entry_at(text, first)
  local stop = text:find("\n", first, true)
  while stop and text:byte(stop + 1) == 32 do stop = text:find("\n", stop + 1, true) end -- it goes on after a space
  return text:sub(first, stop or -1)
end

---The "name=value" words of an entry as a table; words without "=" become true.
---@param words string[]
---@param first integer
---@return table
function M.options(words, first)
  local found = {}
  for i = first, #words do
    local key, value = words[i]:match("^([%w]+)=(.*)$")
    if key then found[key] = value else found[words[i]] = true end
  end
  return found
end

---@param text string
---@param pattern string|nil default: words between blanks
---@return string[]
function M.split(text, pattern)
  local words = {}
  for word in text:gmatch(pattern or "%S+") do words[#words + 1] = word end
  return words
end

local decode = {}

function decode.list(words) return { kind = "list", element = reference.read(words[1]) } end

function decode.map(words)
  return { kind = "map", key = reference.read(words[1]), value = reference.read(words[2]) }
end

---Whether an enumeration has a value, without decoding all of them: some have a thousand.
---@param shape table
---@param value string
---@return boolean
function M.has_value(shape, value)
  local word = value == "" and "_" or value:gsub(" ", "\u{a0}")
  local first, last = shape.text:find(word, 1, true)
  while first do
    if shape.text:find("^%s", last + 1) and (first == 1 or shape.text:find("^%s", first - 1)) then return true end
    first, last = shape.text:find(word, last + 1, true)
  end
  return false
end

local enum = {
  __index = function(shape, key)
    if key ~= "values" then return nil end
    local values = M.split(shape.text)
    for i, value in ipairs(values) do values[i] = value == "_" and "" or value:gsub("\u{a0}", " ") end
    rawset(shape, key, values)
    return values
  end,
}

---The shape that an entry describes: {kind=, name=, members=|element=|key=, value=|values=}.
---@param entry string
---@param name string
---@return table
function M.shape(entry, name)
  local kind, sensitive, rest = entry:match("^(%a+) ?(%%?)()")
  if kind == "struct" then return structure.new(name, entry) end
  local text = entry:sub(rest)
  local shape = kind == "enum" and setmetatable({ kind = kind, text = text }, enum) or decode[kind](M.split(text))
  shape.name, shape.sensitive = name, sensitive ~= ""
  return shape
end

return M
