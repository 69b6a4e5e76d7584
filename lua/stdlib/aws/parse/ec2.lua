-- EC2's answers: as in the query protocol, but without a wrapper.
local query = require "aws.parse.query"

return { answer = query.answer, error = query.error }
