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

---@class xml.Shape
---@field kind string                    "struct", "list", "map", "str", "bool", or any other name of a scalar
---@field by_element? table<string, xml.Reference> of a struct: its members by the names of their elements; set by
---                                      `resolve` at the latest
---@field lists? string[]                of a struct: members that become an empty list where they are absent
---@field element? xml.Reference         of a list: what each child element is
---@field key? xml.Reference             of a map, with `wire`, the name of the element (default `key`)
---@field value? xml.Reference           of a map, the same (default `value`)

---@class xml.Reference
---@field type? xml.Shape               set by `resolve` at the latest
---@field name? string                   of a member: its key in the result
---@field flat? boolean                  of a member: each of its elements is one item of the list or map

---@class xml.Reading
---@field resolve fun(reference: xml.Reference)  called when its type, or the type's by_element, is missing
---@field value fun(shape: xml.Shape, text: string, element: string): any  a scalar that is neither text nor truth
---@field wrapper? string                the child of the root that holds the value; an absent one counts as empty
---@field secret? string[]               as in `decode`

---Reads an XML text into the value that a description promises, without a tree in between; elements that it does not
---name are passed over. What `resolve` and `value` raise is raised; failures are those of `decode`.
---@param text string|secret
---@param reference xml.Reference
---@param options xml.Reading
---@return any value
---@return string|failure root           the name of the document's root, or the problem
function xml.read(text, reference, options) end

return xml
