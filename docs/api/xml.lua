---@meta
-- XML into a tree, over expat. Documents with a DOCTYPE are refused, so nothing is expanded or fetched. At most 64 MiB
-- and 200 levels.

---@class xml.Element
---@field name string                    without prefix
---@field ns? string                     its namespace, where it differs from the parent's ("" for none)
---@field attrs? table<string, string>   only when there are any; `{namespace}name` for those with a prefix
---@field text? string|secret            of an element without child elements: all its text, exactly ("" for none)
---@field [integer] xml.Element|string   the child elements in order; in mixed content also the texts between them

local xml = {}

---Reads an XML text (UTF-8, UTF-16, ISO-8859-1). Blanks between elements are left out, unless other text stands among
---them. The text of elements, and attributes, that `secret` names become secrets. Failure codes: `xml`, `doctype`,
---`depth`, `size`, with `line` and `column` (in bytes, from 1).
---@param text string|secret
---@param options? {secret?: string[]}
---@return xml.Element? root
---@return failure? problem
function xml.decode(text, options) end

return xml
