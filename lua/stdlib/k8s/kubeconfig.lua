-- Reads kubeconfig files as kubectl does: merged over $KUBECONFIG, the first value of a name wins.
-- Tokens and keys are secrets from the moment they are read; paths count from the file that names them.
local failure = require "failure"
local nearest = require "nearest"
local secret = require "secret"
local world = require "world"
local yaml = require "yaml"

local M = {}

local SECRET_NAMES <const> = {
  "token", "password", "client-key-data", "id-token", "refresh-token", "access-token", "client-secret",
}

local function fail(code, message, hint)
  failure.raise { code = code, message = message, hint = hint, service = "kubernetes" }
end

--- The files to read, and whether each of them must exist.
---@param explicit string|nil path that the user named
---@return string[] paths, boolean required
function M.paths(explicit)
  if explicit then return { explicit }, true end
  local listed = world.getenv("KUBECONFIG")
  local paths = {}
  if listed and listed ~= "" then
    for path in listed:gmatch("[^:]+") do paths[#paths + 1] = path end
    return paths, false
  end
  local home = world.getenv("HOME")
  if home then paths[1] = home .. "/.kube/config" end
  return paths, false
end

local function folder_of(path)
  return path:match("^(.*)/[^/]*$") or "."
end

local function read_one(path)
  local text, missing = world.read_file(path, { secret = true })
  if not text then return nil, missing end
  local config, bad = yaml.decode(text, { secret = SECRET_NAMES })
  if bad then
    local where = bad.line and (":" .. bad.line) or ""
    fail("Kubeconfig", ("could not read kubeconfig %s%s: %s"):format(path, where, bad.message),
      "correct the file, or name another one with --kubeconfig or KUBECONFIG")
  end
  if config == nil then return {} end -- an empty file
  if type(config) ~= "table" or config[1] ~= nil then
    fail("Kubeconfig", ("could not read kubeconfig %s: it holds no mapping"):format(path),
      "it should begin with `apiVersion: v1` and `kind: Config`")
  end
  return config
end

--- The value if it is text or a secret with something in it; an empty one counts as absent, as for kubectl.
---@param value any
---@return string|userdata|nil
function M.given(value)
  if secret.is(value) then return secret.length(value) > 0 and value or nil end
  return type(value) == "string" and value ~= "" and value or nil
end

local function as_list(value)
  return type(value) == "table" and value or {}
end

-- Entries of one section by name; each remembers its file.
local function merge_section(into, config, section, member, path)
  for _, entry in ipairs(as_list(config[section])) do
    if type(entry) == "table" and type(entry.name) == "string" and not into[entry.name] then
      into[entry.name] = { value = as_list(entry[member]), file = path, folder = folder_of(path) }
    end
  end
end

--- Reads and merges all files. Returns nil when there is none and none was asked for by name.
---@param explicit string|nil
---@return table|nil config `{clusters=, users=, contexts=, current=, files=}`
function M.load(explicit)
  local paths, required = M.paths(explicit)
  local merged = { clusters = {}, users = {}, contexts = {}, files = {} }
  for _, path in ipairs(paths) do
    local config, missing = read_one(path)
    if config then
      merged.files[#merged.files + 1] = path
      merge_section(merged.clusters, config, "clusters", "cluster", path)
      merge_section(merged.users, config, "users", "user", path)
      merge_section(merged.contexts, config, "contexts", "context", path)
      local current = config["current-context"]
      merged.current = merged.current or M.given(current)
    elseif required or missing.code ~= "not_found" then
      fail("Kubeconfig", ("could not read kubeconfig %s: %s"):format(path, missing.message),
        "check the path and its permissions")
    end
  end
  return #merged.files > 0 and merged or nil
end

local function names_of(section)
  local names = {}
  for name in pairs(section) do names[#names + 1] = name end
  table.sort(names)
  return names
end

local function unknown_context(config, name)
  local names = names_of(config.contexts)
  local hint = #names == 0 and "the file has no context at all"
    or "contexts: " .. table.concat(names, ", ")
  fail("UnknownContext",
    ("no context '%s' in %s%s"):format(name, table.concat(config.files, ", "), nearest.hint(name, names)), hint)
end

--- The cluster, user and namespace of a context.
---@param config table from `load`
---@param name string|nil context, default: the current one
---@return table `{context=, namespace=, cluster=, user=}`: cluster and user are `{name=, value=, file=, folder=}`
function M.select(config, name)
  name = name or config.current
  if not name then
    fail("UnknownContext", ("%s has no current context"):format(table.concat(config.files, ", ")),
      "name one with --context: " .. table.concat(names_of(config.contexts), ", "))
  end
  local context = config.contexts[name]
  if not context then unknown_context(config, name) end
  local chosen = { context = name, namespace = context.value.namespace, file = context.file }
  for _, part in ipairs { "cluster", "user" } do
    local wanted = context.value[part]
    local entry = wanted and config[part .. "s"][wanted]
    if entry then
      chosen[part] = { name = wanted, value = entry.value, file = entry.file, folder = entry.folder }
    elseif part == "cluster" or wanted and wanted ~= "" then
      fail("Kubeconfig", ("context '%s' (%s) names %s '%s', which is in none of: %s"):format(name, context.file,
        part, tostring(wanted), table.concat(config.files, ", ")), "correct the context, or add the missing " .. part)
    end
  end
  return chosen
end

--- A path as written in an entry, made absolute by the entry's file.
---@param entry table
---@param path string
---@return string
function M.resolve(entry, path)
  return path:sub(1, 1) == "/" and path or entry.folder .. "/" .. path
end

--- The bytes of `NAME-data` (base64) or of the file that `NAME` points to, as a secret; nil when neither is given.
---@param entry table
---@param name string "certificate-authority", "client-certificate" or "client-key"
---@return userdata|string|nil bytes, string|nil source
function M.bytes(entry, name)
  local data, path = M.given(entry.value[name .. "-data"]), M.given(entry.value[name])
  if data then
    local bytes, bad = secret.unbase64(data)
    if not bytes then
      fail("Kubeconfig", ("%s-data of '%s' in %s: %s"):format(name, entry.name, entry.file, bad.message),
        "write the PEM text in base64 on one line")
    end
    return bytes, ("%s-data of '%s' in %s"):format(name, entry.name, entry.file)
  end
  if not path then return nil end
  local full = M.resolve(entry, path)
  local bytes, missing = world.read_file(full, { secret = true })
  if not bytes then
    fail("Kubeconfig", ("could not read %s of '%s' (%s): %s"):format(name, entry.name, entry.file, missing.message),
      "the path counts from the kubeconfig's own folder")
  end
  return bytes, full
end

return M
