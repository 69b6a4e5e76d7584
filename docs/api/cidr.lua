---@meta
-- Address blocks of IPv4 and IPv6: text in, canonical text out. A block is "10.0.0.0/8" or "2001:db8::/32"; an address
-- alone is a block of one. Host bits may be set; results have them cleared, and IPv6 is written as RFC 5952 says.
-- A text that is no block is a failure with code `cidr`, except for contains, overlaps and compare, which raise: a bad
-- text must not pass for a no.

---@class cidr.Block
---@field address string   as it was written, host bits included: "10.1.2.3"
---@field network string   the block in canonical form: "10.0.0.0/8"
---@field first string     its first address: "10.0.0.0"
---@field last string      its last address: "10.255.255.255"
---@field prefix integer
---@field family 4|6

local cidr = {}

---Reads a block, or says what is wrong with the text.
---@param text string
---@return cidr.Block? block
---@return failure? problem
function cidr.parse(text) end

---Whether every address of `b` is in `a`. False when one is IPv4 and the other IPv6. Raises when a text is no block.
---@param a string
---@param b string
---@return boolean
function cidr.contains(a, b) end

---Whether any address is in both. False when one is IPv4 and the other IPv6. Raises when a text is no block.
---@param a string
---@param b string
---@return boolean
function cidr.overlaps(a, b) end

---The order of two blocks: -1, 0 or 1. IPv4 comes before IPv6, then the lower first address, then the larger block.
---Raises when a text is no block.
---@param a string
---@param b string
---@return -1|0|1
function cidr.compare(a, b) end

---The number of addresses: an integer, or a float (exact as well: a power of two) from 2^63 on.
---@param block string
---@return number? addresses
---@return failure? problem
function cidr.size(block) end

---The first and the last address.
---@param block string
---@return string? first
---@return string|failure last
function cidr.range(block) end

---All parts of a block that have this prefix, in order. Failure code `cidr_limit` when they are more than 65536: use nth.
---@param block string
---@param prefix integer from the block's own to 32 or 128
---@return string[]? blocks
---@return failure? problem
function cidr.split(block, prefix) end

---The n-th of the parts that split gives, without making them all. Failure code `cidr_range` when there are fewer.
---@param block string
---@param prefix integer from the block's own to 32 or 128
---@param n integer from 1, or from -1, which is the last
---@return string? part
---@return failure? problem
function cidr.nth(block, prefix, n) end

---The address with this host number, which is what is added to the first address: 0 is that one, -1 the last, and in an
---AWS subnet 1 is the router. Failure code `cidr_range` beyond the block.
---@param block string
---@param n integer
---@return string? address
---@return failure? problem
function cidr.host(block, n) end

---The first part of a block that has this prefix and touches nothing of what is taken. Failure code `cidr_full` when
---there is none.
---@param block string
---@param prefix integer from the block's own to 32 or 128
---@param taken string[] blocks of any size, inside of `block` or not
---@return string? part
---@return failure? problem
function cidr.first_free(block, prefix, taken) end

---The fewest blocks that hold the same addresses, in the order of compare.
---@param list string[]
---@return string[]? blocks
---@return failure? problem
function cidr.collapse(list) end

---What is left of a block without those of the list: the fewest blocks, in order; an empty list when nothing is.
---@param block string
---@param list string[]
---@return string[]? blocks
---@return failure? problem
function cidr.exclude(block, list) end

return cidr
