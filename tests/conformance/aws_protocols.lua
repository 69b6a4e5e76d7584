-- Serialises requests and reads answers for test_aws_protocols.py: one JSON document per line in, one per line out.
local json = require "json"
local model = require "aws.model"
local secret = require "secret"

local stages = {
  ec2 = { require "aws.serialise.ec2", require "aws.parse.ec2" },
  query = { require "aws.serialise.query", require "aws.parse.query" },
  json = { require "aws.serialise.json", require "aws.parse.json" },
  ["rest-json"] = { require "aws.serialise.rest_json", require "aws.parse.rest_json" },
}

local function plain(value)
  if secret.is(value) then return secret.reveal(value) end
  if type(value) ~= "table" or value == json.null then
    if value ~= value then return "NaN" end
    if value == math.huge then return "Infinity" end
    if value == -math.huge then return "-Infinity" end
    return value
  end
  for key, item in pairs(value) do value[key] = plain(item) end
  return value
end

local jobs = {}

function jobs.serialise(facts, operation, job)
  local request = stages[facts.protocol][1].request(facts, operation, job.params)
  return { method = request.method, path = request.path, query = request.query or "", headers = plain(request.headers),
    body = plain(request.body or "") }
end

function jobs.parse(facts, operation, job)
  local answer, err = stages[facts.protocol][2].answer(facts, operation, job.response)
  if not answer then return { code = err.code, message = err.message } end
  return { answer = plain(answer) }
end

function jobs.error(facts, operation, job)
  local fields, why = stages[facts.protocol][2].error(facts, operation, job.response)
  return fields or { why = why }
end

function jobs.check(facts, operation, job)
  local good, err = pcall(require("aws.params").check, facts, operation, job.params)
  return good and {} or { code = err.code, message = err.message }
end

function jobs.host(facts, _, job)
  local config = { region = job.region, use_fips = job.fips, use_dualstack = job.dual,
    endpoint_override = function() end }
  local endpoint = require("aws.endpoint").resolve(facts, config)
  return { url = endpoint.url, signing_region = endpoint.signing_region }
end

for line in io.lines() do
  local job = json.decode(line)
  local facts = assert(model.load(job.service))
  local operation = job.operation and assert(facts:operation(job.operation))
  local good, result = pcall(jobs[job.kind], facts, operation, job)
  io.write(json.encode(good and result or { crash = tostring(result) }), "\n")
end
