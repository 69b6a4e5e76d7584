-- Which ENIConfig a node takes, decided as the CNI decides it:
-- the external label, then the annotation, then the label that ENI_CONFIG_LABEL_DEF names, then "default".
local aws_node = require "cni.aws_node"
local kinds = require "pods.kinds"

local M = {}

M.EXTERNAL = "vpc.amazonaws.com/externalEniConfig"
M.ZONE = "topology.kubernetes.io/zone"
local DEFAULT_KEY = "k8s.amazonaws.com/eniConfig"

---The name of the ENIConfig that a node takes, and by what it was found.
---@param node table a Node
---@param environment table<string, string> of aws-node
---@return string name, string by what it was found
function M.eniconfig_of(node, environment)
  local labels, annotations = node.metadata.labels or {}, node.metadata.annotations or {}
  if labels[M.EXTERNAL] then return labels[M.EXTERNAL], "label " .. M.EXTERNAL end
  local annotation = environment.ENI_CONFIG_ANNOTATION_DEF or DEFAULT_KEY
  if annotation == "" then annotation = DEFAULT_KEY end
  if annotations[annotation] then return annotations[annotation], "annotation " .. annotation end
  local label = environment[aws_node.LABEL] or DEFAULT_KEY
  if label == "" then label = DEFAULT_KEY end
  if labels[label] then return labels[label], "label " .. label end
  return "default", "no label " .. label
end

---The zone that a node is in, by its label.
---@return string|nil
function M.zone_of(node)
  local labels = node.metadata.labels or {}
  return labels[M.ZONE] or labels["failure-domain.beta.kubernetes.io/zone"]
end

---What aws-node looks nodes up by when custom networking is on with this label: its environment, with the label.
---@param environment table<string, string> of aws-node
---@param label string
---@return table<string, string>
function M.after(environment, label)
  return setmetatable({ [aws_node.LABEL] = label }, { __index = environment })
end

---Nodes that would find no ENIConfig with custom networking on: they would not get ready again after a restart of
---their CNI.
---@param nodes table[]
---@param environment table<string, string> of aws-node
---@param label string
---@param there table<string, any> names of ENIConfigs that are, or will be, there
---@return table[] problems
function M.without(nodes, environment, label, there)
  local problems, after = {}, M.after(environment, label)
  for _, node in ipairs(nodes) do
    local name, by = M.eniconfig_of(node, after)
    if not kinds.node_out_of_scope(node) and not there[name] then
      problems[#problems + 1] = { object = node.metadata.name, by = by,
        detail = ("%s looks for ENIConfig %q (%s), which is not there"):format(node.metadata.name, name, by),
        remedy = "make that ENIConfig, or take the mark off the node" }
    end
  end
  return problems
end

return M
