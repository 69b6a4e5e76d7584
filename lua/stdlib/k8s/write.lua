-- What all writes share: the name of our field manager, dry runs, and strict checking of fields.
local M = {}

M.MANAGER = "perigee"

--- The query of a write. Unknown fields are refused, since a misspelt one would be dropped in silence.
---@param options table `{manager=, dry_run=, validation=}`
---@param more table|nil further parameters
---@return table
function M.query(options, more)
  local query = more or {}
  query.fieldManager = options.manager or M.MANAGER
  query.fieldValidation = options.validation or "Strict"
  query.dryRun = options.dry_run and "All" or nil
  return query
end

--- Words for a message: "apply deployment shop/web (dry run)".
---@param verb string
---@param what string
---@param options table
---@return string
function M.words(verb, what, options)
  return ("%s %s%s"):format(verb, what, options.dry_run and " (dry run)" or "")
end

return M
