-- A structure of a model. Each of its members is decoded when it is asked for: most answers hold few of many.
local reference = require "aws.reference"

local byte, find, match, sub = string.byte, string.find, string.match, string.sub

local M = {}

-- The member that the word at `at` describes; nil for "payload=MEMBER".
local function member_at(text, at)
  local names, marks, rest = match(text, "^([^!*+:%s]+)([!*+]*):(%S+)", at)
  if not names then return nil end
  local equals = find(names, "=", 1, true)
  return reference.read(rest, {
    at = at, name = equals and sub(names, equals + 1) or names, wire = equals and sub(names, 1, equals - 1) or nil,
    required = find(marks, "!", 1, true) ~= nil, token = find(marks, "*", 1, true) ~= nil,
  })
end

-- Where the word around a place begins.
local function word_start(text, at)
  while byte(text, at - 1) > 32 do at = at - 1 end
  return at
end

-- The name in the word at `at`.
local function name_at(text, at)
  local name = match(text, "^[^!*+:]+", at)
  local equals = find(name, "=", 1, true)
  return equals and sub(name, equals + 1) or name
end

-- What a structure is asked for, made from its text the first time.
local parts = {}

function parts.by_name(shape)
  return setmetatable({}, { __index = function(known, name)
    local text, member = shape.text, nil
    local first, last = find(text, tostring(name), 1, true)
    while first and not member do
      local before = byte(text, first - 1)
      if (before == 32 or before == 61) and find(text, "^[!*+]*:", last + 1) then -- a blank or "=" before it
        member = member_at(text, word_start(text, first))
      end
      first, last = find(text, name, last + 1, true)
    end
    known[name] = member and member.name == name and member or false
    return known[name]
  end })
end

-- By the name of the element in an XML answer.
function parts.by_element(shape)
  return setmetatable({}, { __index = function(known, element)
    local first = find(shape.text, " " .. element .. "=", 1, true)
    local member = first and member_at(shape.text, first + 1)
    if not member then
      member = shape.by_name[element]
      if member and member.wire then member = false end
    end
    known[element] = member
    return member
  end })
end

function parts.members(shape)
  local members, by_name = {}, shape.by_name
  for at in shape.text:gmatch("()%S+") do
    local member = member_at(shape.text, at)
    if member then
      member = rawget(by_name, member.name) or member
      by_name[member.name] = member
      members[#members + 1] = member
    end
  end
  return members
end

-- Where the words with a mark begin.
local function marked(text, mark)
  local places, _, last = {}, nil, 0
  while true do
    _, last = find(text, mark, last + 1, true)
    if not last then return places end
    places[#places + 1] = word_start(text, last)
  end
end

-- The names of the lists in the body: an answer that leaves one out gets it empty.
function parts.lists(shape)
  local names = {}
  for _, at in ipairs(marked(shape.text, "+:")) do
    if not find(match(shape.text, "^%S+", at), "@", 1, true) then names[#names + 1] = name_at(shape.text, at) end
  end
  return names
end

function parts.required(shape)
  local names = marked(shape.text, "!")
  for i, at in ipairs(names) do names[i] = name_at(shape.text, at) end
  return names
end

function parts.payload(shape) return match(shape.text, "^struct payload=(%S+)") or false end

local meta = {
  __index = function(shape, part)
    local make = parts[part]
    if not make then return nil end
    local made = make(shape)
    rawset(shape, part, made)
    return made
  end,
}

---@param name string
---@param text string the entry, which ends with a line end
---@return table shape {kind=, name=, members=, by_name=, by_element=, lists=, required=, payload=}
function M.new(name, text) return setmetatable({ kind = "struct", name = name, text = text }, meta) end

local function comes_first(a, b) return a.at < b.at end

---Puts members into the order of the model.
---@param members table[]
---@return table[] the same table
function M.sort(members)
  if #members > 1 then table.sort(members, comes_first) end
  return members
end

return M
