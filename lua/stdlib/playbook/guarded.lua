-- The native requests as a playbook sees them: they pass the same gate as the clients' writes.
-- Without this, http.request or kube.request would be a way around "every write is shown and logged".
local M = {}

local reads = { GET = true, HEAD = true, OPTIONS = true }

local function aws_reads(options)
  local action = tostring(options.body or options.url or ""):match("[?&]?Action=(%a+)")
  if action then return action:find("^Describe") or action:find("^Get") or action:find("^List") end
  return reads[(options.method or "GET"):upper()]
end

local function kube_reads(options)
  if reads[(options.method or "GET"):upper()] then return true end
  local path = options.path or ""
  return path:find("accessreviews") ~= nil or path:find("dryRun=All", 1, true) ~= nil
    or (type(options.query) == "table" and options.query.dryRun == "All")
end

local function method_of(options) return (options.method or "GET"):upper() end

-- What a native request is to the gate. `raw`: a refusal by the other side is an answer, no failure.
local describe = {
  http = { options = 1, call = function(options)
    return { client = "http", raw = true, service = "http", operation = method_of(options), object = options.url,
      mutating = not reads[method_of(options)] }
  end },
  sigv4 = { options = 1, call = function(options)
    return { client = "aws", raw = true, service = options.service or "aws", operation = method_of(options),
      object = options.url, mutating = not aws_reads(options) }
  end },
  kube = { options = 2, call = function(options)
    return { client = "k8s", service = "kubernetes", operation = method_of(options), object = options.path,
      mutating = not kube_reads(options) }
  end },
}

---The member of a module, wrapped when it is a native request.
---@param module string
---@param key string
---@param value any
function M.member(module, key, value)
  local description = key == "request" and describe[module]
  if not description then return value end
  return function(...)
    local arguments = table.pack(...)
    local options = arguments[description.options]
    if type(options) ~= "table" then return value(...) end
    return require("wire").send(description.call(options), function()
      return value(table.unpack(arguments, 1, arguments.n))
    end)
  end
end

return M
