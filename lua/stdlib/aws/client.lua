-- A client of one service: `ec2:describe_subnets{...}` finds the operation in the model and runs the pipeline
-- check parameters -> serialise -> endpoint -> sign -> send -> retry -> parse.
local config = require "aws.config"
local credentials = require "aws.credentials"
local endpoint = require "aws.endpoint"
local failure = require "failure"
local hints = require "aws.hints"
local model = require "aws.model"
local names = require "aws.names"
local paging = require "aws.paging"
local params_of = require "aws.params"
local retry = require "aws.retry"
local send = require "aws.send"
local token = require "aws.token"
local waiters = require "aws.waiters"
local wire = require "wire"
local world = require "world"

local M = {}

---@class aws.client
---@field service string
---@field region string|nil
---@field partition string
---@field endpoint table {url=, source=, signing_region=, partition=}
local Client = {}

local function operation_of(client, method)
  local operation, meant = client.model:find(method)
  if operation then return operation end
  failure.raise { code = "UnknownOperation", service = client.service, operation = method,
    message = ("%s has no operation '%s'%s"):format(client.service, tostring(method), meant),
    hint = "operations are named as in the API reference, in snake_case; docs/aws-operations.md lists them" }
end

-- Which object a call is about: its path, or the first parameter that names one.
local function object_of(operation, request, params)
  if request.path ~= "/" then return request.path end
  local found
  for name, value in pairs(params) do
    if type(value) == "table" then value = value[1] end
    local is_id = name:find("Ids?$") or name:find("Name$") or name == "Resources"
    if is_id and type(value) == "string" and name ~= "NextToken" and (not found or name < found[1]) then
      found = { name, value }
    end
  end
  return found and found[2] or operation.name
end

-- Parameters with the client token that makes a repetition harmless.
local function tokened(operation, params)
  if not operation.token or params[operation.token] ~= nil then return params end
  local copy = {}
  for name, value in pairs(params) do copy[name] = value end
  copy[operation.token] = token.new()
  return copy
end

---Runs the pipeline for one operation; raises what is the caller's fault.
---@param operation table
---@param params table|nil
---@return table|nil answer, table|nil failure
function Client:request_or_failure(operation, params)
  params = params or {}
  local doubts = params_of.check(self.model, operation, params)
  params = tokened(operation, params)
  local request = self.serialise.request(self.model, operation, params)
  request.url = self.endpoint.url .. request.path
  if request.query and request.query ~= "" then request.url = request.url .. "?" .. request.query end
  local call = {
    client = "aws", service = self.service, operation = operation.name, object = object_of(operation, request, params),
    mutating = operation.mutating and params.DryRun ~= true, tokened = operation.token ~= nil,
    params = params_of.masked(self.model, operation, params),
  }
  if #doubts > 0 then wire.trace { phase = "warning", call = call, doubts = doubts } end
  local answer, err = wire.send(call, function()
    local result, why = retry.run(self, call, function(attempt)
      return send.attempt(self, operation, call, request, attempt)
    end)
    if why then hints.add(self, why, doubts) end
    return result, why
  end)
  return answer, err
end

---The same, but every failure is raised.
---@param operation table
---@param params table|nil
---@return table answer
function Client:request(operation, params)
  local answer, err = self:request_or_failure(operation, params)
  if answer == nil then failure.raise(err) end
  return answer
end

---`ec2:try("describe_subnets", {...})`: the answer, or nil and the failure.
---@param method string
---@param params table|nil
---@return table|nil answer, table|nil failure
function Client:try(method, params)
  return self:request_or_failure(operation_of(self, method), params)
end

---An iterator over the answers themselves, page by page.
---@param method string
---@param params table|nil
---@return fun(): table|nil
function Client:pages(method, params)
  return paging.pages(self, operation_of(self, method), params or {})
end

---An iterator over the items of all pages: `for subnet in ec2:each("describe_subnets", {...}) do`.
---@param method string
---@param params table|nil
---@return fun(): any
function Client:each(method, params)
  return paging.each(self, operation_of(self, method), params or {})
end

---The items of all pages as a list.
---@param method string
---@param params table|nil
---@return table
function Client:all(method, params)
  local list = {}
  for item in self:each(method, params) do list[#list + 1] = item end
  return list
end

---Waits for a state: `ec2:wait("subnet_available", {SubnetIds = {id}}, {timeout = 300})`.
---@param name string
---@param params table|nil
---@param options table|nil {timeout=, delay=} in seconds
---@return table|nil answer
function Client:wait(name, params, options)
  local waiter, meant = self.model:waiter(name)
  if not waiter then
    failure.raise { code = "UnknownWaiter", service = self.service,
      message = ("%s has no waiter '%s'%s"):format(self.service, tostring(name), meant) }
  end
  return waiters.wait(self, waiter, params or {}, options)
end

---The methods of the service, for completion and documentation.
---@return string[]
function Client:operations()
  local list = {}
  for i, name in ipairs(self.model:operation_names()) do list[i] = names.method(name) end
  return list
end

local meta = { __name = "aws.client" }

function meta.__index(client, key)
  local own = Client[key]
  if own or type(key) ~= "string" or key:sub(1, 1) == "_" then return own end
  local operation = operation_of(client, key)
  local function method(self, params)
    if self ~= client then
      error(("%s is a method: write client:%s{...}, with a colon"):format(key, key), 2)
    end
    return client:request(operation, params)
  end
  rawset(client, key, method)
  return method
end

function meta.__tostring(client)
  return ("aws.%s (%s, %s)"):format(client.service, client.region or "no region", client.endpoint.url)
end

local function tls_of(settings)
  if not settings.ca_bundle then return nil end
  local pem, why = world.read_file(settings.ca_bundle)
  if pem then return { ca = pem } end
  failure.raise { code = "ConfigUnreadable", hint = "correct or unset it",
    message = ("cannot read the CA bundle %s (%s): %s"):format(settings.ca_bundle, settings.ca_source, why.message) }
end

-- What all clients of one endpoint share: the service's clock and the retry quota.
local shared = {}

local function shared_state(settings, url)
  local key = table.concat({ url, settings.retry_mode, tostring(settings.max_attempts) }, " ")
  if not shared[key] then shared[key] = { clock = { offset = 0 }, retry = retry.new(settings) } end
  return shared[key]
end

local protocols = {
  ec2 = { "aws.serialise.ec2", "aws.parse.ec2" },
  query = { "aws.serialise.query", "aws.parse.query" },
  json = { "aws.serialise.json", "aws.parse.json" },
  ["rest-json"] = { "aws.serialise.rest_json", "aws.parse.rest_json" },
}

---@param service string
---@param options table|nil {region=, profile=, endpoint_url=, credentials=, connect_timeout=, idle_timeout=}
---@return aws.client
function M.new(service, options)
  local facts, meant = model.load(service)
  if not facts then
    failure.raise { code = "UnknownService", message = ("there is no AWS service '%s'%s"):format(service, meant),
      hint = "services with a model are listed in docs/aws-operations.md" }
  end
  local settings = config.load(options)
  options = options or {}
  local where = endpoint.resolve(facts, settings)
  local state = shared_state(settings, where.url)
  local protocol = protocols[facts.protocol]
  local client = {
    service = service, region = settings.region, partition = where.partition.name, endpoint = where,
    model = facts, config = settings, clock = state.clock, retry = state.retry,
    serialise = require(protocol[1]), parse = require(protocol[2]), tls = tls_of(settings),
    connect_timeout = options.connect_timeout or 10, idle_timeout = options.idle_timeout or 60,
    credentials = credentials.provider(settings, options.credentials),
  }
  return setmetatable(client, meta)
end

return M
