-- For each line of a file, an XML text as a JSON string: its tree in JSON, children apart from names; or {failure=}.
local json = require "json"
local xml = require "xml"

local function plain(node)
  if type(node) == "string" then return node end
  local children = json.array {}
  for i, child in ipairs(node) do children[i] = plain(child) end
  return { name = node.name, ns = node.ns, attrs = node.attrs, text = node.text, children = children }
end

for line in io.lines(arg[1]) do
  local tree, failure = xml.decode(assert(json.decode(line)))
  print(json.encode(tree and plain(tree) or { failure = failure.code, line = failure.line }))
end
