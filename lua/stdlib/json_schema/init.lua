-- Holds a value against a JSON schema of draft-06 and says where it breaks it.
-- What is not judged here is named too: a pattern, say, is a regular expression of a language that Lua does not have.
-- So there are three answers, and they go through anyOf, oneOf and not: it holds, it does not, or that is not known.
local keywords = require "json_schema.keywords"
local values = require "json_schema.values"

local M = {}

local DEEPEST <const> = 1000 -- schemas inside schemas and references together; far more than any real one has

-- Words that say something to people, or that references lead to.
local ANNOTATIONS <const> = { format = true, title = true, description = true, default = true, examples = true,
  definitions = true, ["$defs"] = true, ["$schema"] = true, ["$id"] = true, ["$comment"] = true }

-- Keywords of draft-06 that are not judged, and what they concern; words of other drafts may concern everything.
local UNJUDGED <const> = { pattern = "string", multipleOf = "number", contains = "array", propertyNames = "object",
                           dependencies = "object" }

-- One schema held against one value. `found` has each line once, however many ways in the schema lead to it; `run.memo`
-- what was found for each schema at each path, so that a schema which refers to itself comes to an end, and one that
-- says everything twice does not take twice as long at every level.
local Place = {}
Place.__index = Place

local function findings() return { breaches = {}, unjudged = {} } end

local function note(list, path, text, brief)
  list[path .. "\0" .. text] = { path = path, text = text, brief = brief or text }
end

local function ordered(list)
  local keys, lines = {}, {}
  for key in pairs(list) do keys[#keys + 1] = key end
  table.sort(keys)
  for i, key in ipairs(keys) do lines[i] = list[key] end
  return lines
end

-- `brief` stands for the text where others quote it.
function Place:breach(text, brief) note(self.found.breaches, self.path, text, brief) end

function Place:breach_of(key, text) note(self.found.breaches, values.child(self.path, key), text) end

function Place:unjudged(keyword) note(self.found.unjudged, self.path, keyword) end

-- What was found elsewhere counts here.
function Place:take(found)
  for _, name in ipairs{ "breaches", "unjudged" } do
    for key, line in pairs(found[name]) do self.found[name][key] = line end
  end
end

-- The first breach that was found, as others quote it; nil when there is none.
function Place:reason(found)
  local first = ordered(found.breaches)[1]
  if not first then return nil end
  return first.path ~= self.path and first.path .. ": " .. first.brief or first.brief
end

-- What a reference of this document names ("#/definitions/Env"), or nil.
local function target(root, reference)
  if type(reference) ~= "string" or not (reference == "#" or reference:match("^#/")) then return nil end
  local node = root
  for part in reference:gmatch("/([^/]*)") do
    local key = part:gsub("%%(%x%x)", function(byte) return string.char(tonumber(byte, 16)) end)
    key = key:gsub("~1", "/"):gsub("~0", "~")
    if values.kind(node) == "array" then key = (math.tointeger(tonumber(key)) or -1) + 1 end
    if type(node) ~= "table" then return nil end
    node = node[key]
  end
  return node
end

local function fits(argument, kinds)
  if not kinds then return true end
  for _, kind in ipairs(kinds) do
    if values.kind(argument) == kind then return true end
  end
  return false
end

local function judge_keywords(at)
  local reference = at.schema["$ref"] -- in draft-06 nothing beside it counts
  if reference ~= nil then
    local schema = target(at.run.root, reference)
    if schema == nil then return at:unjudged("$ref") end
    return at:take(at:judge(schema))
  end
  for name, argument in pairs(at.schema) do
    local keyword = keywords[name]
    if keyword and fits(argument, keyword[1]) then
      if keyword[2] == nil or keyword[2] == at.kind then keyword[3](at, argument) end
    elseif not ANNOTATIONS[name] and (UNJUDGED[name] or at.kind) == at.kind then
      at:unjudged(name)
    end
  end
end

local function judge(at)
  if values.kind(at.schema) ~= "object" then
    if at.schema == false then at:breach("the schema allows nothing here") end
    if type(at.schema) ~= "boolean" then at:unjudged("schema") end
    return at.found
  end
  local known = at.run.memo[at.schema] or {}
  at.run.memo[at.schema] = known
  if known[at.path] then return known[at.path] end
  if at.depth > DEEPEST then
    at:unjudged("depth")
    return at.found
  end
  local circle = findings() -- for whoever comes here again before it is known
  note(circle.unjudged, at.path, "$ref")
  known[at.path] = circle
  judge_keywords(at)
  known[at.path] = at.found
  return at.found
end

local function place(run, schema, value, path, depth)
  return setmetatable({ run = run, schema = schema, value = value, kind = values.kind(value), path = path,
    depth = depth, found = findings() }, Place)
end

-- What another schema finds: for this value, or for the one that it holds under this key.
function Place:judge(schema, key)
  local value, path = self.value, self.path
  if key ~= nil then value, path = value[key], values.child(path, key) end
  return judge(place(self.run, schema, value, path, self.depth + 1))
end

---Where a value breaks a schema, and which keywords were not judged, each by its path ("env.MAX_ENI", "list[0].key";
---"" is the whole value). Both lists are empty when the value certainly holds.
---@param schema table|boolean as json.decode gives it
---@param value any
---@return {path: string, text: string}[] breaches
---@return {path: string, text: string}[] unjudged `text` is the keyword
function M.check(schema, value)
  local found = judge(place({ root = schema, memo = {} }, schema, value, "", 0))
  return ordered(found.breaches), ordered(found.unjudged)
end

return M
