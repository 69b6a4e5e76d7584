-- For each line of a file, [schema, value]: the paths where json_schema finds breaches, and the keywords not judged.
local json = require "json"
local json_schema = require "json_schema"

for line in io.lines(arg[1]) do
  local case = assert(json.decode(line, { max_depth = 1000 }))
  local breaches, unjudged = json_schema.check(case[1], case[2])
  local paths, words = json.array{}, json.array{}
  for i, breach in ipairs(breaches) do
    assert(#breach.text > 0)
    paths[i] = breach.path
  end
  for i, other in ipairs(unjudged) do words[i] = other.text end
  print(json.encode{ paths = paths, unjudged = words })
end
