-- Where an object lives on the server, and what people call it.
local M = {}

-- The characters of a path segment that need no encoding.
local function encode(segment)
  return (segment:gsub("[^%w%-._~:@]", function(c) return ("%%%02X"):format(c:byte()) end))
end

local function check_name(what, name)
  if type(name) ~= "string" or name == "" or name == "." or name == ".." or name:find("[/%%]") then
    error(("%s must be a name, not %s"):format(what, type(name) == "string" and ("'%s'"):format(name) or type(name)), 0)
  end
  return encode(name)
end

--- The path of all objects of a kind, in one namespace or (nil) in all.
---@param resource table from discovery
---@param namespace string|nil
---@return string
function M.collection(resource, namespace)
  local path = resource.root
  if resource.namespaced and namespace then path = path .. "/namespaces/" .. check_name("the namespace", namespace) end
  return path .. "/" .. resource.resource
end

--- The path of one object, or of a subresource of it.
---@param resource table
---@param namespace string|nil
---@param name string
---@param subresource string|nil
---@return string
function M.object(resource, namespace, name, subresource)
  local path = M.collection(resource, namespace) .. "/" .. check_name("the name of a " .. resource.label, name)
  return subresource and path .. "/" .. subresource or path
end

--- What people call an object: "pod shop/web-1", "node ip-10-0-0-21".
---@param resource table
---@param namespace string|nil
---@param name string
---@return string
function M.words(resource, namespace, name)
  local place = resource.namespaced and namespace and namespace .. "/" or ""
  return ("%s %s%s"):format(resource.label, place, tostring(name))
end

return M
