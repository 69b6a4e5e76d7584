---@meta
-- YAML over libyaml: read by the core schema of YAML 1.2 (yaml.org/spec/1.2.2, 10.3.2), written so that readers of 1.1 and
-- 1.2 get the same values back. At most 16 MiB and 200 levels.

local yaml = {}

---Reads a text of one document; none is `json.null`. Lists carry the mark of JSON arrays, null is `json.null`, keys are
---strings as written. Aliases are expanded within a limit, the merge key `<<` is honoured. In a value whose key `secret`
---names, every scalar but null becomes a secret. Failure codes: `yaml` (syntax), `duplicate` (a key that comes twice),
---`key` (no scalar, or null), `tag` (none of the standard ones), `number`, `aliases`, `depth`, `size`, `documents` (more
---than one), with `line` and `column` (from 1).
---@param text string|secret
---@param options? {secret?: string[]}
---@return any value
---@return failure? problem
function yaml.decode(text, options) end

---The same for a text of any number of documents: a list of them.
---@param text string|secret
---@param options? {secret?: string[]}
---@return any[]? documents
---@return failure? problem
function yaml.decode_all(text, options) end

---Writes a value as one document in block style, keys sorted (of a Kubernetes object `apiVersion`, `kind`, `metadata`,
---`spec` first). Tables are lists or maps by the rules of `json.encode`. Raises, with the path, for what YAML cannot hold
---here: functions, secrets, text that is not UTF-8, lists with holes, tables that contain themselves.
---@param value any
---@return string text
function yaml.encode(value) end

---Writes a stream: each value as a document that begins with `---`.
---@param values any[]
---@return string text
function yaml.encode_all(values) end

return yaml
