-- For each line of a file, a JSON array: {"emit", value} is answered by the value in YAML, {"emit_all", values} by the
-- stream of them, {"parse", text} by what the YAML text says, each as JSON.
local json = require "json"
local yaml = require "yaml"

local work = {
  emit = yaml.encode,
  emit_all = yaml.encode_all,
  parse = yaml.decode,
}

-- JSON has no infinities: they travel as strings that no case holds.
local function finite(value)
  if type(value) == "table" then
    for key, item in pairs(value) do value[key] = finite(item) end
  elseif math.type(value) == "float" and (value ~= value or value == 1 / 0 or value == -1 / 0) then
    return value ~= value and "number: nan" or value > 0 and "number: inf" or "number: -inf"
  end
  return value
end

for line in io.lines(arg[1]) do
  local case = assert(json.decode(line))
  local made, failure = work[case[1]](case[2])
  if made == nil then
    print(json.encode { failure = tostring(failure) })
  else
    print(json.encode { made = finite(made) })
  end
end
