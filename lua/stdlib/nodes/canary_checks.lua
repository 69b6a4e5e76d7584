-- The settings of canaries, looked at before the first write: a word that is misspelt would be found an hour later.
local canary = require "pods.canary"
local nearest = require "nearest"

local M = {}

local function mode(settings, add)
  for _, known in ipairs(canary.MODES) do
    if settings.canary == known then return end
  end
  add("canary", ("canary is %q, and must be one of %s%s"):format(tostring(settings.canary),
    table.concat(canary.MODES, ", "), nearest.hint(tostring(settings.canary), canary.MODES)),
    "--set canary=full, or canary=address, which proves the addresses only")
end

-- The rules of a label: an optional DNS prefix, and at most 63 letters, digits, dashes, underscores and dots.
local function is_word(text, least)
  if #text < least or #text > 63 then return false end
  return text == "" or text:find("^%w[%w%-_%.]*$") ~= nil and text:find("%w$") ~= nil
end

local function is_key(key)
  local prefix, name = key:match("^([^/]+)/(.*)$")
  if not prefix then return is_word(key, 1) end
  return prefix:find("^%l[%l%d%-%.]*$") ~= nil and #prefix <= 253 and is_word(name, 1)
end

local function labels(settings, add)
  for key, value in pairs(settings.canary_labels or {}) do
    if type(key) ~= "string" or not is_key(key) or type(value) ~= "string" or not is_word(value, 0) then
      add("canary_labels", ("canary_labels: %s = %s is no label"):format(tostring(key), tostring(value)),
        'write canary_labels = { team = "net" }: texts of letters, digits, dashes, underscores and dots, up to 63')
    end
  end
end

-- Where the canaries will live. Who may not read namespaces learns it when they are made, before the first eviction.
local function namespace(cluster, settings, add)
  local name = settings.canary_namespace
  if not name then return end
  local there, why = cluster.kube:try("get", "namespaces", name)
  if not there and not why then
    add(name, ("there is no namespace %s for the canary pods"):format(name),
      "make it, or --set canary_namespace=NAME")
  end
end

---Whether the settings of canaries can be carried out; nothing where the playbook has none.
---@param cluster table
---@param settings table
---@return table check
function M.check(cluster, settings)
  return { name = "canary", rule = "a canary proves what it can be told to prove", test = function()
    local problems = {}
    local function add(object, detail, remedy)
      problems[#problems + 1] = { object = object, detail = detail, remedy = remedy }
    end
    if settings.canary ~= nil then mode(settings, add) end
    namespace(cluster, settings, add)
    labels(settings, add)
    table.sort(problems, function(a, b) return a.detail < b.detail end)
    return problems
  end }
end

return M
