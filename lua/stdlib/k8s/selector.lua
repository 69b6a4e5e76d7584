-- Label and field selectors: text as kubectl takes it, or a table of equalities.
local M = {}

--- The text of a selector; nil stays nil.
---@param selector string|table|nil
---@return string|nil
function M.text(selector)
  if type(selector) ~= "table" then return selector end
  local terms = {}
  for key, value in pairs(selector) do terms[#terms + 1] = ("%s=%s"):format(key, tostring(value)) end
  table.sort(terms)
  return table.concat(terms, ",")
end

--- The query of a list or watch with the options `labels` and `fields`.
---@param options table
---@param query table more parameters
---@return table
function M.query(options, query)
  query.labelSelector, query.fieldSelector = M.text(options.labels), M.text(options.fields)
  return query
end

return M
