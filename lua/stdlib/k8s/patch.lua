-- Patches, creates and deletes single objects.
-- A strategic patch knows lists with keys (containers, env), a merge patch replaces lists, a json patch is steps.
local apply = require "k8s.apply"
local discovery = require "k8s.discovery"
local location = require "k8s.location"
local transport = require "k8s.transport"
local write = require "k8s.write"

local M = {}

local TYPES <const> = { strategic = true, merge = true, json = true }

local function target(client, kind, name, options)
  local resource = discovery.resolve(client, kind)
  local namespace = resource.namespaced and (options.namespace or client.namespace) or nil
  return resource, location.words(resource, namespace, name),
    location.object(resource, namespace, name, options.subresource)
end

-- The API refuses a second patch of the same resource version.
local function names_version(patch)
  local metadata = patch.metadata
  return type(metadata) == "table" and metadata.resourceVersion ~= nil
end

--- Patches one object.
---@param client table
---@param kind string
---@param name string
---@param patch table
---@param options table|nil `{namespace=, type="strategic"|"merge"|"json", subresource=, dry_run=, manager=}`
---@return table object as stored
function M.patch(client, kind, name, patch, options)
  options = options or {}
  local form = options.type or "strategic"
  if not TYPES[form] then error(("no patch type '%s': strategic, merge or json"):format(tostring(form)), 0) end
  local _, what, path = target(client, kind, name, options)
  return transport.send(client, {
    does = write.words("patch", what, options), object = what, method = "PATCH", patch = form, body = patch,
    path = path, query = write.query(options), mutating = not options.dry_run,
    repeatable = options.dry_run or form ~= "json" and names_version(patch),
  }).body
end

--- Creates an object; fails with code AlreadyExists when there is one of that name.
---@param client table
---@param object table
---@param options table|nil `{dry_run=, manager=}`
---@return table object as stored
function M.create(client, object, options)
  options = options or {}
  local resource, namespace, name = apply.place(client, object)
  local what = location.words(resource, namespace, name or object.metadata.generateName)
  return transport.send(client, {
    does = write.words("create", what, options), object = what, method = "POST", body = object,
    path = location.collection(resource, namespace), query = write.query(options),
    mutating = not options.dry_run, repeatable = options.dry_run,
  }).body
end

-- 404, or 409 because another object has the name now.
local function is_gone(err, uid)
  return err.status == 404 or uid ~= nil and err.status == 409 and tostring(err.message):find("UID", 1, true) ~= nil
end

--- Deletes one object; with `uid` never another object that has taken its name.
---@param client table
---@param kind string
---@param name string
---@param options table|nil `{namespace=, uid=, resource_version=, grace=seconds, propagation=, dry_run=}`
---@return boolean deleted false when it was gone already
function M.delete(client, kind, name, options)
  options = options or {}
  local _, what, path = target(client, kind, name, options)
  local answer, err = transport.try(client, {
    does = write.words("delete", what, options), object = what, method = "DELETE", path = path,
    query = { dryRun = options.dry_run and "All" or nil }, mutating = not options.dry_run,
    repeatable = options.dry_run or options.uid ~= nil,
    body = {
      apiVersion = "v1", kind = "DeleteOptions", gracePeriodSeconds = options.grace,
      propagationPolicy = options.propagation or "Background",
      preconditions = { uid = options.uid, resourceVersion = options.resource_version },
    },
  })
  if answer then return true end
  if is_gone(err, options.uid) then return false end
  error(err, 0)
end

return M
