-- Fills the {words} of the section `names` from the settings and from what the step gives.
-- An unknown word is an error that lists the words there are: a name with a hole would be written to the cloud.
local failure = require "failure"
local nearest = require "nearest"

local M = {}

local function sorted_keys(...)
  local keys, seen = {}, {}
  for _, map in ipairs { ... } do
    for key, value in pairs(map) do
      if type(key) == "string" and not seen[key] and type(value) ~= "table" then
        seen[key] = true
        keys[#keys + 1] = key
      end
    end
  end
  table.sort(keys)
  return keys
end

---The words that a template asks for.
---@param template string
---@return string[]
function M.words(template)
  local words = {}
  for word in template:gmatch("{([^{}]*)}") do words[#words + 1] = word end
  return words
end

---@param names table<string, string> the section
---@param key string which name
---@param given table<string, any>|nil words of this call; they win over settings
---@param settings table<string, any>
---@return string
function M.fill(names, key, given, settings)
  local template = names[key]
  if template == nil then
    failure.raise { code = "name", message = ("names has no '%s'%s"):format(tostring(key),
      nearest.hint(tostring(key), sorted_keys(names), "names there are")) }
  end
  given = given or {}
  return (template:gsub("{([^{}]*)}", function(word)
    local value = given[word]
    if value == nil then value = settings[word] end
    if type(value) == "string" or type(value) == "number" or type(value) == "boolean" then return tostring(value) end
    failure.raise { code = "name", message = ("names.%s = \"%s\": {%s} %s%s"):format(key, template, word,
      value == nil and "is no setting and is not given here" or "is a " .. type(value) .. ", not a text or number",
      nearest.hint(word, sorted_keys(given, settings), "words there are")) }
  end))
end

return M
