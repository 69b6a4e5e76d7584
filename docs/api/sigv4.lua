---@meta
-- AWS Signature Version 4 (docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html): requests signed in their
-- headers or in their URL. The same in plain C: runtime/sigv4.h.

---@class sigv4.Credentials
---@field access_key_id string
---@field secret_access_key string|secret
---@field session_token? string|secret

---@class sigv4.Request
---@field method? string            in capitals; default GET
---@field url string                absolute, as it is sent; user information and fragment are not signed
---@field headers? table<string, string|number|secret|(string|secret)[]>  a list is joined without separator
---@field body? string|secret
---@field service string            the signing name: "ec2", "sts", "eks"
---@field region string
---@field credentials sigv4.Credentials
---@field time? number              seconds since the epoch; default: the world's clock
---@field path? "s3"                the path is encoded once and not normalised
---@field payload? string           stands for the hash of the body, e.g. "UNSIGNED-PAYLOAD"

---@class sigv4.PresignRequest: sigv4.Request
---@field expires? integer          seconds, 0 to 604800; default 900
---@field secret? boolean           gives the URL as a secret

---@class sigv4.Details
---@field canonical_request string|secret  opaque when the token or a header is a secret, since it holds both
---@field string_to_sign string

local sigv4 = {}

---Signs a request: the headers to send are the given ones with `Authorization`, `X-Amz-Date`, with a session token
---`X-Amz-Security-Token`, and for S3 or a given payload `X-Amz-Content-Sha256`. Failure codes: `url`, `header`, `time`.
---@param request sigv4.Request
---@return table<string, any>? headers
---@return sigv4.Details|failure details
function sigv4.sign(request) end

---Makes a URL that carries the signature; given headers are signed too and must be sent with it. For S3 the payload is
---"UNSIGNED-PAYLOAD" unless given. The URL is opaque with `secret`, or when the session token or a header is a secret.
---@param request sigv4.PresignRequest
---@return string|secret|nil url
---@return sigv4.Details|failure details
function sigv4.presign(request) end

---Signs and sends in one call, without the AWS clients. All other fields (`timeout`, `stream`, `tls`, ...) are those of
---`http.request`, and so are the answer and the failures.
---@param request sigv4.Request
---@return {status: integer, headers: table<string, string>, body: string|secret}? answer
---@return failure? problem
function sigv4.request(request) end

return sigv4
