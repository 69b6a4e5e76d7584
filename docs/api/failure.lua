---@meta
-- The one shape of everything that fails.

---@class failure
---@field code string         short and stable: "timeout", "syntax", "InvalidSubnet.Conflict"
---@field message string
---@field status? integer     of the HTTP answer
---@field request_id? string
---@field operation? string
---@field service? string
---@field retryable? boolean
---@field hint? string        what to do next
---@field line? integer       of the text that could not be read
---@field column? integer
---@field offset? integer

local failure = {}

---Makes a failure of a table of its fields; `tostring` gives one readable line.
---@param fields table
---@return failure
function failure.new(fields) end

---Whether a value is a failure.
---@param value any
---@return boolean
function failure.is(value) end

---Raises a failure with these fields.
---@param fields table
function failure.raise(fields) end

return failure
