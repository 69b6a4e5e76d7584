-- The keywords of JSON schema draft-06: for each the types its argument may have (nil: any), the kind of value that it
-- concerns (nil: all), and what it asks of a place (json_schema: a value, its path, and what is found there).
local json = require "json"
local nearest = require "nearest"
local values = require "json_schema.values"

local M = {}

local TYPES <const> = { null = true, boolean = true, object = true, array = true, number = true, string = true,
                        integer = true }

M.type = { { "string", "array" }, nil, function(at, argument)
  local names = type(argument) == "table" and argument or { argument }
  for _, name in ipairs(names) do
    if not TYPES[name] then return at:unjudged("type") end
    if at.kind == name or name == "integer" and at.kind == "number" and at.value % 1 == 0 then return end
  end
  at:breach(("expected %s, is %s"):format(table.concat(names, " or "), at.kind))
end }

M.enum = { { "array" }, nil, function(at, allowed)
  local names = {}
  for i, item in ipairs(allowed) do
    if values.equal(item, at.value) then return end
    names[i] = json.encode(item)
  end
  at:breach(("expected one of %s, is %s"):format(table.concat(names, ", "), json.encode(at.value)))
end }

M.const = { nil, nil, function(at, wanted)
  if not values.equal(wanted, at.value) then
    at:breach(("expected %s, is %s"):format(json.encode(wanted), json.encode(at.value)))
  end
end }

local function at_least(a, b) return a >= b end
local function at_most(a, b) return a <= b end
local function more(a, b) return a > b end
local function less(a, b) return a < b end

-- A bound on a value, or on how many of something it has.
local function bound(kind, holds, words, count, what)
  return { { "number" }, kind, function(at, limit)
    local measured = count and count(at.value) or at.value
    if holds(measured, limit) then return end
    at:breach((what and "expected %s %s %s, has %s" or "expected %s %s%s, is %s"):format(words, json.encode(limit),
      what or "", json.encode(measured)))
  end }
end

local function length(list) return #list end

M.minimum = bound("number", at_least, "at least")
M.maximum = bound("number", at_most, "at most")
M.exclusiveMinimum = bound("number", more, "more than")
M.exclusiveMaximum = bound("number", less, "less than")
M.minLength = bound("string", at_least, "at least", utf8.len, "characters")
M.maxLength = bound("string", at_most, "at most", utf8.len, "characters")
M.minItems = bound("array", at_least, "at least", length, "items")
M.maxItems = bound("array", at_most, "at most", length, "items")
M.minProperties = bound("object", at_least, "at least", values.size, "members")
M.maxProperties = bound("object", at_most, "at most", values.size, "members")

M.required = { { "array" }, "object", function(at, names)
  for _, name in ipairs(names) do
    if type(name) ~= "string" then
      at:unjudged("required")
    elseif at.value[name] == nil then
      at:breach_of(name, "is missing")
    end
  end
end }

M.properties = { { "object" }, "object", function(at, known)
  for name, schema in pairs(known) do
    if at.value[name] ~= nil then at:take(at:judge(schema, name)) end
  end
end }

local function is_object(argument) return values.kind(argument) == "object" end

-- Which names the patterns take cannot be told, so which are left for this keyword cannot either.
M.additionalProperties = { { "boolean", "object" }, "object", function(at, schema)
  local known, patterns, names = at.schema.properties or {}, at.schema.patternProperties or {}, {}
  if not is_object(known) or not is_object(patterns) or next(patterns) ~= nil then return end
  for name in pairs(known) do names[#names + 1] = name end
  table.sort(names)
  for name in pairs(at.value) do
    if known[name] == nil and schema == false then
      at:breach_of(name, "the schema does not know it" .. nearest.hint(name, names))
    elseif known[name] == nil then
      at:take(at:judge(schema, name))
    end
  end
end }

M.patternProperties = { { "object" }, "object", function(at, patterns)
  if next(patterns) ~= nil and next(at.value) ~= nil then at:unjudged("patternProperties") end
end }

-- One schema for all items, or one for each of the first; the others then are additionalItems'.
M.items = { { "boolean", "object", "array" }, "array", function(at, schema)
  local each = values.kind(schema) == "array"
  for i = 1, #at.value do
    local own = schema
    if each then own = schema[i] end
    if own ~= nil then at:take(at:judge(own, i)) end
  end
end }

M.additionalItems = { { "boolean", "object" }, "array", function(at, schema)
  if values.kind(at.schema.items) ~= "array" then return end
  for i = #at.schema.items + 1, #at.value do at:take(at:judge(schema, i)) end
end }

M.uniqueItems = { { "boolean" }, "array", function(at, unique)
  for i = 1, unique and #at.value or 0 do
    for k = 1, i - 1 do
      if values.equal(at.value[i], at.value[k]) then
        return at:breach(("items %d and %d are the same"):format(k - 1, i - 1))
      end
    end
  end
end }

M.allOf = { { "array" }, nil, function(at, schemas)
  for _, schema in ipairs(schemas) do at:take(at:judge(schema)) end
end }

-- How many of the schemas hold, what was found of those of which that is not known, and why the others do not.
local function forms(at, schemas)
  local holding, open, reasons = 0, {}, {}
  for _, schema in ipairs(schemas) do
    local found = at:judge(schema)
    local reason = at:reason(found)
    if reason then
      if not reasons[reason] then reasons[#reasons + 1], reasons[reason] = reason, true end
    elseif next(found.unjudged) then
      open[#open + 1] = found
    else
      holding = holding + 1
    end
  end
  return holding, open, reasons
end

local function fits_none(at, reasons)
  local text = "fits none of the forms that the schema allows"
  at:breach(("%s: %s"):format(text, table.concat(reasons, "; or ")), text)
end

M.anyOf = { { "array" }, nil, function(at, schemas)
  local holding, open, reasons = forms(at, schemas)
  if holding > 0 then return end
  for _, found in ipairs(open) do at:take(found) end
  if #open == 0 then fits_none(at, reasons) end
end }

M.oneOf = { { "array" }, nil, function(at, schemas)
  local holding, open, reasons = forms(at, schemas)
  if holding > 1 then return at:breach("fits more than one form of the schema, and must fit one only") end
  for _, found in ipairs(open) do at:take(found) end
  if holding + #open == 0 then fits_none(at, reasons) end
end }

M["not"] = { { "boolean", "object" }, nil, function(at, schema)
  local found = at:judge(schema)
  if next(found.breaches) then return end
  if next(found.unjudged) then return at:take(found) end
  at:breach("is what the schema rules out")
end }

return M
