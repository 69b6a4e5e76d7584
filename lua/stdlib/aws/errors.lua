-- The failure of one attempt: what the service refused, or why it could not be asked.
local failure = require "failure"
local malformed = require "aws.parse.malformed"
local time = require "aws.time"
local world = require "world"

local M = {}

-- How far the service's clock is ahead of ours, from the answer's Date header.
local function clock_offset(response)
  local date = response.headers.date and time.parse(response.headers.date)
  return date and date - world.now() or nil
end

local function request_id(headers)
  return headers["x-amzn-requestid"] or headers["x-amz-request-id"] or headers["x-amzn-request-id"]
end

-- A status that stands for a code where the body names none.
local code_of_status = { [413] = "RequestEntityTooLarge", [429] = "TooManyRequests", [403] = "AccessDenied",
  [404] = "NotFound" }

-- A refused signature comes with the whole canonical request, which --trace shows; the first paragraph says enough.
local function first_paragraph(text)
  return (text:match("^(.-)%s*\n%s*\n") or text)
end

---@param client table
---@param operation table
---@param response table {status=, headers=, body=}
---@return table failure
function M.refused(client, operation, response)
  local fields, why = client.parse.error(client.model, operation, response)
  local err
  if fields then
    local known = client.model:error(fields.code)
    err = failure.new {
      code = fields.code, message = first_paragraph(fields.message or fields.code), request_id = fields.request_id,
      retryable = known.retryable or known.throttling, throttling = known.throttling,
    }
  elseif response.status < 300 or response.status >= 400 then
    err = malformed.new(response, why)
    err.code = code_of_status[response.status] or "Http" .. response.status
    err.message = ("status %d without a reason: %s (%s)"):format(response.status, why, malformed.describe(response))
  else
    err = failure.new { code = "Redirected", message = ("status %d, a redirection to %s"):format(response.status,
      response.headers.location or "nowhere") }
  end
  err.status, err.request_id = response.status, err.request_id or request_id(response.headers)
  err.clock_offset, err.retry_after_ms = clock_offset(response), response.headers["x-amz-retry-after"]
  return M.about(client, operation, err)
end

---An answer that could not be read, for a request that the service did take.
---@param client table
---@param operation table
---@param err table failure of the parser
---@param response table
---@return table failure
function M.unreadable(client, operation, err, response)
  err.request_id = request_id(response.headers)
  return M.about(client, operation, err)
end

---A request that got no answer.
---@param client table
---@param operation table
---@param err table failure of the transport
---@return table failure
function M.unanswered(client, operation, err)
  return M.about(client, operation, failure.new {
    code = err.code, sent = err.sent, transport = true,
    message = ("no answer from %s: %s"):format(client.endpoint.url, err.message),
  })
end

---Names service and operation, which every failure of a call carries.
---@param client table
---@param operation table
---@param err table
---@return table failure
function M.about(client, operation, err)
  err.service, err.operation = client.model.service, operation.name
  err.message = ("%s %s: %s"):format(client.model.id:gsub("_", " "), operation.name, err.message)
  return err
end

return M
