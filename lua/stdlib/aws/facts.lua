-- The text form of a model, read one entry at a time. One entry per line, continued by lines that begin with a space:
--
--   service NAME protocol= version= prefix=(of the host name) signing= id= [target= json=]
--   host PARTITION|REGION plain|fips|dual|both TEMPLATE [SIGNING_REGION]      where the common rule does not hold
--   operation NAME METHOD URI INPUT OUTPUT read|write [wrapper=] [token=MEMBER] [unsigned] [secret=A,B] [mask=C]
--   page OPERATION in=TOKEN out=TOKEN items=LIST [limit=MEMBER] [more=MEMBER]
--   wait NAME OPERATION SECONDS TRIES | STATE MATCHER EXPECTED PATH | ...
--   error CODE STATUS [retryable|throttling] [named=]
--   shape NAME struct [payload=MEMBER] MEMBER!*:TYPE=WIRE~QUERY^@PLACE ...   (! required, * client token, ^ flat list)
--   shape NAME list TYPE=WIRE | map KEY VALUE | enum VALUE ...
--
-- TYPE is a shape, or .str .int .long .bool .float .double .blob .doc .time[/FORMAT], with % when sensitive.
local M = {}

local primitives = setmetatable({}, {
  __index = function(cache, kind)
    local shape = { kind = kind }
    cache[kind] = shape
    return shape
  end,
})

---The entry that starts with `head`, without it; nil if there is none.
---@param text string
---@param head string "shape Tag"
---@return string|nil
function M.entry(text, head)
  local _, last = text:find("\n" .. head .. " ", 1, true)
  return last and M.entry_at(text, last + 1)
end

---The entry whose words begin at `first`.
---@param text string
---@param first integer
---@return string
function M.entry_at(text, first)
  local stop = text:find("\n", first, true)
  while stop and text:byte(stop + 1) == 32 do stop = text:find("\n", stop + 1, true) end -- it goes on after a space
  return text:sub(first, (stop or 0) - 1)
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

local REFERENCE <const> = "^(%.?%w+)/?(%w*)(%%?)=?([^~^@]*)~?([^^@]*)(%^?)@?(%a*)$"

local function given(text)
  if text ~= "" then return text end
end

-- One reference: TYPE[/FORMAT][%][=WIRE][~QUERY][^][@PLACE]
local function reference(text)
  local kind, format, sensitive, wire, query, flat, place = text:match(REFERENCE)
  local ref = { sensitive = sensitive ~= "", wire = given(wire), query = given(query), flat = flat ~= "",
    place = given(place), format = given(format) }
  if kind:byte() == 46 then ref.type = primitives[kind:sub(2)] else ref.shape = kind end
  return ref
end

local decode = {}

function decode.struct(words, first)
  local shape = { kind = "struct", members = {}, by_name = {} }
  for i = first, #words do
    local name, marks, rest = words[i]:match("^([^!*:]+)([!*]*):(.+)$")
    if not name then
      shape.payload = words[i]:match("^payload=(.+)$")
    else
      local member = reference(rest)
      member.name = name
      member.required = marks:find("!", 1, true) ~= nil
      member.token = marks:find("*", 1, true) ~= nil
      shape.members[#shape.members + 1] = member
      shape.by_name[name] = member
    end
  end
  return shape
end

function decode.list(words, first) return { kind = "list", element = reference(words[first]) } end

function decode.map(words, first)
  return { kind = "map", key = reference(words[first]), value = reference(words[first + 1]) }
end

function decode.enum(words, first)
  local values = {}
  for i = first, #words do values[i - first + 1] = words[i] == "_" and "" or words[i]:gsub("\u{a0}", " ") end
  return { kind = "enum", values = values }
end

---The shape that an entry describes: {kind=, name=, members=|element=|key=, value=|values=}.
---@param entry string
---@param name string
---@return table
function M.shape(entry, name)
  local words = M.split(entry)
  local first = words[2] == "%" and 3 or 2
  local shape = decode[words[1]](words, first)
  shape.name, shape.sensitive = name, first == 3
  return shape
end

return M
