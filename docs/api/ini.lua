---@meta
-- AWS config and credentials files, read as botocore reads them; only a section or key that comes twice is no error: the
-- later value counts.

local ini = {}

---Reads the text: `{[section] = {[key] = value}}`, all values texts, keys in lower case. A key without a value of its own
---that is followed by indented `key = value` lines is a table of them. Failure code `ini`, with `line`. Values of the
---keys that `secret` names, in any section or block, become secrets.
---@param text string|secret
---@param options? {secret?: string[]}
---@return table<string, table<string, string|secret|table<string, string|secret>>>? sections
---@return failure? problem
function ini.decode(text, options) end

return ini
