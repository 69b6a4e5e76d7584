-- Server-side apply under our own field manager: only the fields that the object names are touched.
-- A conflict says which field, who holds it, and what to do.
local discovery = require "k8s.discovery"
local location = require "k8s.location"
local transport = require "k8s.transport"
local write = require "k8s.write"

local M = {}

-- Managers that would put their value back, and where the value belongs instead.
local OWNERS <const> = {
  { "^eks$", "EKS manages it as an add-on: set it in the add-on's configuration" },
  { "^argocd", "Argo CD would put it back: change it in the repository that Argo CD follows" },
  { "^kustomize%-controller$", "Flux would put it back: change it in its repository" },
  { "^helm", "Helm holds it: change the values of the release" },
  { "^Terraform", "Terraform would put it back: change it there" },
  { "^kubectl", "someone set it with kubectl" },
}

local function owner_note(manager)
  for _, owner in ipairs(OWNERS) do
    if manager:lower():find(owner[1]:lower()) then return owner[2] end
  end
end

--- The conflicts that a refused apply names: `{field=, manager=, message=}` each.
---@param err table
---@return table
function M.conflicts(err)
  local found = {}
  local causes = type(err.details) == "table" and err.details.causes
  for _, cause in ipairs(type(causes) == "table" and causes or {}) do
    if cause.reason == "FieldManagerConflict" then
      local said = cause.message or ""
      found[#found + 1] = { field = cause.field, manager = said:match('conflict with "(.-)"') or said, message = said }
    end
  end
  return found
end

local function explain(err, what)
  local conflicts = M.conflicts(err)
  if #conflicts == 0 then return err end
  local lines, notes, seen = {}, {}, {}
  for _, conflict in ipairs(conflicts) do
    lines[#lines + 1] = ("%s (%s)"):format(conflict.field, conflict.manager)
    local note = owner_note(conflict.manager)
    if note and not seen[note] then
      seen[note], notes[#notes + 1] = true, note
    end
  end
  err.conflicts = conflicts
  err.message = ("could not apply %s: %d field%s held by another manager: %s"):format(what, #conflicts,
    #conflicts == 1 and " is" or "s are", table.concat(lines, ", "))
  notes[#notes + 1] = "leave the field out, or take it over with force = true"
  err.hint = table.concat(notes, "; ")
  return err
end

--- Applies an object, which names apiVersion, kind, metadata.name and the fields to be held.
---@param client table
---@param object table
---@param options table|nil `{force=, manager=, dry_run=, validation=}`
---@return table object as stored, boolean created
function M.apply(client, object, options)
  options = options or {}
  local resource, namespace, name = M.place(client, object)
  local what = location.words(resource, namespace, name)
  local answer, err = transport.try(client, {
    does = write.words("apply", what, options), object = what, method = "PATCH", patch = "apply", body = object,
    path = location.object(resource, namespace, name, options.subresource),
    query = write.query(options, { force = options.force and "true" or nil }),
    -- not repeated after an unclear answer: the object tells whether it was applied, and somebody may have changed it
    mutating = not options.dry_run, repeatable = options.dry_run,
  })
  if not answer then error(err.status == 409 and explain(err, what) or err, 0) end
  return answer.body, answer.status == 201
end

--- Where an object belongs, from the object itself.
---@param client table
---@param object table
---@return table resource, string|nil namespace, string|nil name
function M.place(client, object)
  local metadata = type(object) == "table" and object.metadata
  if type(metadata) ~= "table" or type(object.apiVersion) ~= "string" or type(object.kind) ~= "string" then
    error("an object must have apiVersion, kind and metadata", 0)
  end
  local resource = discovery.of_object(client, object.apiVersion, object.kind)
  return resource, resource.namespaced and (metadata.namespace or client.namespace) or nil, metadata.name
end

return M
