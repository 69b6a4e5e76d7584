-- Which parts of the pods of aws-node somebody other than EKS has set, as managedFields tell it: a container's image,
-- one variable, the tolerations. What both own has the value that EKS would set.
local M = {}

local TEMPLATE <const> = { "f:spec", "f:template", "f:spec" }

---What stands below a node at the end of a path, or nil.
---@param node any
---@param path string[]
---@return any
function M.below(node, path)
  for _, key in ipairs(path) do node = type(node) == "table" and node[key] or nil end
  return node
end

-- One step of a path: a field's name, the name that tells an item of a list, or the key as it stands.
local function step(key) return key:match("^f:(.+)$") or key:match('^k:{"name":"([^"]+)"}$') or key end

local function extended(path, name)
  local longer = table.move(path, 1, #path, 1, {})
  longer[#longer + 1] = name
  return longer
end

-- The paths of the fields that end below a node.
local function leaves(node, path, found)
  local inner = false
  for key, value in pairs(node) do
    if key ~= "." then
      inner = true
      leaves(value, extended(path, step(key)), found)
    end
  end
  if not inner then found[table.concat(path, "\0")] = path end
end

-- How much of a path is set as one: of containers a field, a variable, or a field of a probe.
local function part_of(path)
  local depth = 1
  if path[1] == "containers" or path[1] == "initContainers" then
    depth = path[3] and (path[3] == "env" or path[3]:match("Probe$")) and 4 or 3
  end
  return table.move(path, 1, math.min(depth, #path), 1, {})
end

---The parts that others have set: { "tolerations" }, { "containers", "aws-node", "env", "MAX_ENI" }.
---@param daemon_set table
---@return string[][] paths sorted
function M.by_others(daemon_set)
  local own, others, parts, list = {}, {}, {}, {}
  for _, entry in ipairs(daemon_set.metadata.managedFields or {}) do
    local spec = not entry.subresource and M.below(entry.fieldsV1, TEMPLATE)
    if spec then leaves(spec, {}, entry.manager == "eks" and own or others) end
  end
  for key, path in pairs(others) do
    local part = part_of(path)
    local text = table.concat(part, "/")
    if not own[key] and not parts[text] then
      parts[text] = true
      list[#list + 1] = part
    end
  end
  table.sort(list, function(a, b) return table.concat(a, "/") < table.concat(b, "/") end)
  return list
end

---What the DaemonSet has at such a path now, or nil.
---@param daemon_set table
---@param path string[]
---@return any
function M.value(daemon_set, path)
  local value = daemon_set.spec.template.spec
  for _, name in ipairs(path) do
    local inner = type(value) == "table" and value[name] or nil
    for _, item in ipairs(inner == nil and type(value) == "table" and value or {}) do
      if type(item) == "table" and item.name == name then inner = item end
    end
    value = inner
  end
  return value
end

return M
