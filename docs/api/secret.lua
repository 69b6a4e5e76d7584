---@meta
-- Opaque texts: they can be joined, encoded, compared and sent, but not read; `tostring` gives "<secret>".

---@class secret

local secret = {}

---Keeps a copy of a text as a secret.
---@param text string|secret
---@return secret
function secret.new(text) end

---Joins texts and secrets.
---@param ... string|secret
---@return secret
function secret.concat(...) end

---Base64 of it.
---@param text string|secret
---@return secret
function secret.base64(text) end

---Base64 with the alphabet for URLs, without padding.
---@param text string|secret
---@return secret
function secret.base64url(text) end

---What base64 text stands for; nil and a failure when it is none.
---@param text string|secret
---@return secret? value
---@return failure? problem
function secret.unbase64(text) end

---Whether a value is a secret.
---@param value any
---@return boolean
function secret.is(value) end

---Whether both hold the same bytes; takes the same time for every difference.
---@param a string|secret
---@param b string|secret
---@return boolean
function secret.equal(a, b) end

---SHA-256 of it in hexadecimal: a key for caches, no way back.
---@param text string|secret
---@return string
function secret.hash(text) end

---Its number of bytes.
---@param text secret
---@return integer
function secret.length(text) end

---The same without blanks and line ends around it, as token files have them.
---@param text string|secret
---@return secret
function secret.trim(text) end

---The text itself. Not there in a playbook.
---@param text string|secret
---@return string
function secret.reveal(text) end

return secret
