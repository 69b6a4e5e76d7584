-- Lists objects page by page, and starts again when a page token has expired (410 Gone).
local discovery = require "k8s.discovery"
local location = require "k8s.location"
local selector = require "k8s.selector"
local transport = require "k8s.transport"

local M = {}

local PAGE <const> = 500
local RESTARTS <const> = 2

local function words(resource, options)
  return ("list %s%s"):format(resource.full_name, options.namespace and " in namespace " .. options.namespace or "")
end

-- Items of built-in kinds come without apiVersion and kind; with them an object can stand alone.
local function complete(answer, resource)
  local items = type(answer.items) == "table" and answer.items or {}
  for _, item in ipairs(items) do
    item.apiVersion, item.kind = item.apiVersion or resource.api_version, item.kind or resource.kind
  end
  return items
end

-- One page: its items and metadata, or nil when the token is too old.
local function page(client, resource, options, size, token)
  local answer, err = transport.try(client, {
    does = words(resource, options), method = "GET", path = location.collection(resource, options.namespace),
    query = selector.query(options, { limit = size, continue = token, resourceVersion = options.resource_version }),
    skip_managed_fields = not options.managed_fields,
  })
  if answer then
    local metadata = type(answer.body.metadata) == "table" and answer.body.metadata or {}
    local next_token = metadata.continue
    return complete(answer.body, resource), next_token ~= "" and next_token or nil, metadata.resourceVersion
  end
  if err.status == 410 and token then return nil end
  error(err, 0)
end

local function all_pages(client, resource, options, size)
  local items, token, version = {}
  repeat
    local some, next_token, at = page(client, resource, options, size, token)
    if not some then return nil end
    table.move(some, 1, #some, #items + 1, items)
    token, version = next_token, at
  until not token
  return items, version
end

--- All objects of a kind, and the resource version that they are of.
---@param client table
---@param resource table from discovery
---@param options table `{namespace=, labels=, fields=, limit=page size}`
---@return table items, string version
function M.snapshot(client, resource, options)
  for _ = 1, RESTARTS do
    local items, version = all_pages(client, resource, options, options.limit or PAGE)
    if items then return items, version end
  end
  return all_pages(client, resource, options, nil) -- in one answer, which cannot expire on the way
end

--- All objects of a kind as a list. They come without metadata.managedFields, nearly half of a list of pods, unless
--- the option `managed_fields` is true.
---@param client table
---@param kind string
---@param options table|nil `{namespace=, labels=, fields=, limit=page size, managed_fields=}`
---@return table items
function M.list(client, kind, options)
  return (M.snapshot(client, discovery.resolve(client, kind), options or {}))
end

--- An iterator over all objects of a kind that holds one page at a time. Each object comes once, also when the server
--- has forgotten the list on the way and it is begun again.
---@param client table
---@param kind string
---@param options table|nil `{namespace=, labels=, fields=, limit=page size, managed_fields=}`
---@return fun(): table|nil
function M.each(client, kind, options)
  options = options or {}
  local resource = discovery.resolve(client, kind)
  local items, at, token, ended, seen = {}, 0, nil, false, {}
  local function turn_page()
    local some, next_token = page(client, resource, options, options.limit or PAGE, token)
    if not some then -- expired: from the start, leaving out what was handed out
      some, next_token = page(client, resource, options, options.limit or PAGE, nil)
    end
    items, at, token, ended = some, 0, next_token, next_token == nil
  end
  return function()
    while true do
      while at < #items do
        at = at + 1
        local item = items[at]
        local uid = item.metadata.uid or at
        if not seen[uid] then
          seen[uid] = true
          return item
        end
      end
      if ended then return nil end
      turn_page()
    end
  end
end

return M
