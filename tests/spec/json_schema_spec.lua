-- json_schema: where a value breaks a schema, in words, and what it says that it does not judge.
-- The rules themselves are held against another implementation in tests/conformance/test_json_schema.py.
local t = require "spec"
local json = require "json"
local json_schema = require "json_schema"

local function lines(list)
  local out = {}
  for i, line in ipairs(list) do out[i] = (line.path ~= "" and line.path .. ": " or "") .. line.text end
  return out
end

-- Breaches and what was not judged, as lines.
local function check(schema, value)
  local breaches, unjudged = json_schema.check(json.decode(schema), json.decode(value))
  return lines(breaches), lines(unjudged)
end

local function breaches(schema, value) return (check(schema, value)) end

t.test("each breach is told by its path", function()
  local schema = [[{"$ref":"#/definitions/Root","definitions":{
    "Root":{"type":"object","additionalProperties":false,"properties":{
      "env":{"$ref":"#/definitions/Env"},
      "tolerations":{"type":"array","items":{"type":"object","required":["operator"]}},
      "limits":{"additionalProperties":{"type":["string","integer"]}}}},
    "Env":{"type":"object","additionalProperties":false,"properties":{
      "WARM_IP_TARGET":{"type":"string","format":"integer"},"MAX_ENI":{"type":"string"}}}}}]]
  t.equal(breaches(schema, [[{"env":{"WARM_IP_TARGET":"5"},"tolerations":[],"limits":{"cpu":"1"}}]]), {})
  t.equal(breaches(schema, [[{"env":{"WARM_IP_TARGET":5,"WARM_IP_TARGETS":"5"},"tolerations":[{"operator":"Exists"},
    {"key":"a"},null],"limits":{"vpc.amazonaws.com/eni":1.5},"foo":{}}]]), {
    "env.WARM_IP_TARGET: expected string, is number",
    "env.WARM_IP_TARGETS: the schema does not know it, did you mean 'WARM_IP_TARGET'?",
    "foo: the schema does not know it",
    'limits["vpc.amazonaws.com/eni"]: expected string or integer, is number',
    "tolerations[1].operator: is missing",
    "tolerations[2]: expected object, is null",
  })
  t.equal(breaches('{"type":"object"}', "[]"), { "expected object, is array" })
  t.equal(breaches("false", "1"), { "the schema allows nothing here" })
end)

t.test("bounds say what there is", function()
  local cases = {
    { '{"minLength":3}', '"é"', "expected at least 3 characters, has 1" },
    { '{"maxItems":1}', "[1,2]", "expected at most 1 items, has 2" },
    { '{"minProperties":1}', "{}", "expected at least 1 members, has 0" },
    { '{"minimum":1.5}', "1", "expected at least 1.5, is 1" },
    { '{"exclusiveMaximum":1}', "1.0", "expected less than 1, is 1.0" },
    { '{"enum":["a",null]}', "[]", 'expected one of "a", null, is []' },
    { '{"const":{}}', "[]", "expected {}, is []" },
    { '{"uniqueItems":true}', "[1,{},1.0]", "items 0 and 2 are the same" },
  }
  for _, case in ipairs(cases) do t.equal(breaches(case[1], case[2]), { case[3] }, case[1]) end
end)

t.test("a value that fits none of several forms is told why", function()
  local schema = '{"properties":{"a":{"anyOf":[{"type":"string"},{"type":"object","required":["b"]}]}}}'
  t.equal(breaches(schema, '{"a":{}}'),
    { "a: fits none of the forms that the schema allows: expected string, is object; or a.b: is missing" })
  t.equal(breaches('{"oneOf":[{},{"type":"number"}]}', "1"),
    { "fits more than one form of the schema, and must fit one only" })
  t.equal(breaches('{"not":{"type":"null"}}', "null"), { "is what the schema rules out" })
end)

t.test("what is not judged is named where it counts, and decides nothing", function()
  local function unjudged(schema, value)
    local broken, open = check(schema, value)
    t.equal(broken, {}, schema)
    return open
  end
  t.equal(unjudged('{"properties":{"a":{"pattern":"^x"}}}', '{"a":"y"}'), { "a: pattern" })
  t.equal(unjudged('{"pattern":"^x"}', "1"), {}, "it concerns texts only")
  t.equal(unjudged('{"if":{},"then":false}', "1"), { "if", "then" }, "of another draft")
  t.equal(unjudged('{"anyOf":[{"type":"null"},{"pattern":"^x"}]}', '"y"'), { "pattern" })
  t.equal(unjudged('{"anyOf":[{"type":"string"},{"pattern":"^x"}]}', '"y"'), {}, "one form holds whatever it says")
  t.equal(unjudged('{"not":{"pattern":"^x"}}', '"y"'), { "pattern" })
  t.equal(unjudged('{"oneOf":[{"type":"string"},{"pattern":"^x"}]}', '"y"'), { "pattern" })
  t.equal(unjudged('{"patternProperties":{"^x":false},"additionalProperties":false}', '{"a":1}'),
    { "patternProperties" })
  t.equal(breaches('{"type":"null","pattern":"^x"}', '"y"'), { "expected null, is string" })
end)

t.test("a schema that is none never refuses", function()
  for _, schema in ipairs{ "1", '"a"', "[]", "null", '{"type":"any"}', '{"type":1}', '{"required":true}', '{"enum":{}}',
    '{"required":[1]}', '{"minimum":"1"}', '{"exclusiveMinimum":true,"minimum":0}', '{"properties":[]}',
    '{"$ref":"https://example.com/a.json"}', '{"$ref":"#/definitions/gone"}', '{"$ref":1}', '{"$ref":"#name"}',
    '{"properties":{"a":1},"additionalProperties":false}', '{"properties":1,"additionalProperties":false}' } do
    local broken, open = check(schema, '{"a":1}')
    t.equal(broken, {}, schema)
    t.ok(#open > 0, schema)
  end
end)

t.test("schemas that refer to themselves come to an end", function()
  local _, open = check('{"$ref":"#"}', "1")
  t.equal(open, { "$ref" })
  _, open = check([[{"allOf":[{"$ref":"#/definitions/a"}],
    "definitions":{"a":{"anyOf":[{"$ref":"#"},{"type":"null"}]}}}]], "1")
  t.equal(open, { "$ref" })
  local tree = '{"items":{"$ref":"#"},"type":["array","string"]}'
  local function nested(inner) return ("["):rep(190) .. inner .. ("]"):rep(190) end
  t.equal(breaches(tree, nested '"x"'), {})
  t.equal(breaches(tree, nested "1"), { ("[0]"):rep(190) .. ": expected array or string, is number" })
end)

t.test("neither many ways to the same place nor long chains are too much", function()
  local twice = '{"$ref":"#/definitions/a","definitions":{"a":{"properties":{"x":{"%s":[{"$ref":"#/definitions/a"},'
    .. '{"$ref":"#/definitions/a"}]},"y":{"type":"string"}}}}}'
  local value = ('{"x":'):rep(150) .. '{"y":1}' .. ("}"):rep(150)
  t.equal(#breaches(twice:format "allOf", value), 1)
  t.equal(#breaches(twice:format "anyOf", value), 1)
  local chain = {}
  for i = 1, 5000 do chain[i] = ('"d%d":{"$ref":"#/definitions/d%d"}'):format(i, i + 1) end
  local broken, open = check('{"$ref":"#/definitions/d1","definitions":{' .. table.concat(chain, ",") .. "}}", "1")
  t.equal({ broken, open }, { {}, { "depth" } })
end)
