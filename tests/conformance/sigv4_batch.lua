-- For each line of a file, a JSON object with a request to sign: what sigv4 makes of it, as a JSON object.
local json = require "json"
local secret = require "secret"
local sigv4 = require "sigv4"

local function reveal(text)
  return secret.is(text) and secret.reveal(text) or text
end

for line in io.lines(arg[1]) do
  local case = assert(json.decode(line))
  local request = case.request
  if case.opaque then
    local keys = request.credentials
    keys.secret_access_key = secret.new(keys.secret_access_key)
    keys.session_token = keys.session_token and secret.new(keys.session_token)
  end
  local made, details = sigv4[case.form](request)
  if not made then
    print(json.encode { failure = details.code })
  else
    local answer = { canonical_request = reveal(details.canonical_request), string_to_sign = details.string_to_sign }
    if case.form == "presign" then
      answer.url = reveal(made)
    else
      answer.headers = {}
      for name, value in pairs(made) do answer.headers[name] = reveal(value) end
    end
    print(json.encode(answer))
  end
end
