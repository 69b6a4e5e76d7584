-- For each line of a file, a JSON array of a function's name and its arguments: the array of its results, or `refused`.
local json = require "json"
local cidr = require "cidr"

-- The questions raise on bad text, the rest answer nil, failure.
local function call(name, ...)
  local results = table.pack(pcall(cidr[name], ...))
  if not results[1] then
    assert(tostring(results[2]):find("is no address block", 1, true), results[2])
    return nil
  end
  if results[2] == nil then
    assert(results[3].code:match("^cidr"), results[3])
    return nil
  end
  return json.array { table.unpack(results, 2, results.n) }
end

for line in io.lines(arg[1]) do
  local words = assert(json.decode(line))
  local answer = call(table.unpack(words))
  print(answer and json.encode(answer) or "refused")
end
