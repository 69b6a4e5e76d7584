---@meta
-- One authenticated Kubernetes request, native, without the Lua client.

---@class kube.Connection
---@field server string              "https://host:port"
---@field ca? string                 PEM
---@field token? string|secret
---@field cert? string               PEM
---@field key? string|secret         PEM
---@field user? string               with `password`: HTTP basic
---@field password? string|secret
---@field server_name? string        checked in the server's certificate in place of the host
---@field insecure? boolean          checks no certificate
---@field proxy? string
---@field as? string                 user to act as

local kube = {}

---Sends one request. The answer's body is decoded when it is JSON; what the API server refuses is a failure whose code is
---the Status reason (`NotFound`, `Conflict`, ...), with `details`. With `stream` the answer has a `stream` to read from.
---With `skip_managed_fields` the items of a list come without `metadata.managedFields`.
---@param conn kube.Connection
---@param call {method?: string, path: string, query?: table, body?: table|string, patch?: "strategic"|"merge"|"json"|"apply", headers?: table, timeout?: number, idle_timeout?: number, stream?: boolean, skip_managed_fields?: boolean}
---@return {status: integer, headers: table<string, string>, body: any}? answer
---@return failure? problem
function kube.request(conn, call) end

return kube
