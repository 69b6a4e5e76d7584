---@meta
-- JSON, exactly: integers of 64 bits stay integers, floats come back, `[]` is not `{}`, null survives; what RFC 8259 does
-- not allow is refused with its line and column.

---@class json.null: userdata

---@class json.DecodeOptions
---@field max_depth? integer  nesting that is accepted: 200 unless given, at most 1000
---@field max_size? integer   bytes that are accepted: 64 MiB unless given
---@field secret? string[]    names of members whose values become secrets, at any depth; in a list or object so named,
---                           every value does

---@class json.EncodeOptions
---@field pretty? boolean     one member a line, indented by two blanks
---@field sort? boolean       members in the order of their names, so that equal values give equal bytes (default: true)
---@field integral? boolean   writes a float without a fraction as an integer: 4.0 as 4 (default: false)

local json = {}

---What stands for null in Lua. There is one, so `value == json.null` tells; it counts as true in conditions.
---@type json.null
json.null = nil

---Reads a JSON text. Arrays are marked, so that an empty one is written as `[]` again. An integer beyond 64 bits becomes
---the nearest float, as in Lua itself. Failure code `json`, with `line` and `column` (in bytes, from 1), for whatever is
---not JSON, a member that is there twice, invalid UTF-8, or more than the limits.
---@param text string|secret
---@param options? json.DecodeOptions
---@return any value
---@return failure? problem
function json.decode(text, options) end

---Writes a value as JSON. A marked table, or one with the items 1 to n, is an array; any other is an object, also the
---empty one. Raises, with the path, for what JSON cannot hold: functions, secrets, NaN and infinity, text that is not
---UTF-8, lists with holes, named members beside numbered items, tables that contain themselves.
---@param value any
---@param options? json.EncodeOptions
---@return string text
function json.encode(value, options) end

---Marks a table as an array, so that it is written as `[]` when it is empty. Without a table: a new one.
---@generic T: table
---@param list? T
---@return T list
function json.array(list) end

---Marks a table as an object, which takes the mark of an array from it. Without a table: a new one.
---@generic T: table
---@param members? T
---@return T members
function json.object(members) end

return json
