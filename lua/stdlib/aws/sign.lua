-- The signature of one attempt: made by the native signer with the service's clock, as far as we know it.
local sigv4 = require "sigv4"

local M = {}

---@param request table {method=, url=, headers=, body=}
---@param signing table {service=, region=, credentials=, time=}
---@return table headers to send
function M.headers(request, signing)
  return (sigv4.sign {
    method = request.method, url = request.url, headers = request.headers, body = request.body,
    service = signing.service, region = signing.region, credentials = signing.credentials, time = signing.time,
  })
end

return M
