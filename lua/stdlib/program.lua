-- Runs a Lua program that is no playbook: a file, one line of code, standard input. It has all of Lua, as its author
-- is the one who starts it; `require` finds Perigee's modules first and then what lua would find.
local failure = require "failure"
local search = require "search"
local world = require "world"

local M = {}

-- Perigee's modules that are globals with -e and in the REPL.
local modules = { "json", "yaml", "xml", "cidr", "sigv4", "http", "task", "aws", "kube", "k8s", "vpc", "cni", "nodes",
  "pods", "failure", "secret", "world" }
local clients = { "ec2", "eks", "sts" }

---The names that `globals` offers, for completion.
function M.names()
  local names = table.move(modules, 1, #modules, 1, {})
  return table.move(clients, 1, #clients, #names + 1, names)
end

---Makes Perigee's modules globals, each loaded when it is first used; `ec2`, `eks` and `sts` are clients.
function M.globals()
  local known = {}
  for _, name in ipairs(modules) do known[name] = function() return require(name) end end
  for _, name in ipairs(clients) do known[name] = function() return require("aws").client(name) end end
  -- `eks` is both: the service's client, and what playbooks know by this name (eks.cluster).
  known.eks = function()
    local client = require("aws").client("eks")
    for key, member in pairs(require "eks") do rawset(client, key, member) end
    return client
  end
  setmetatable(_G, {
    __index = function(_, name)
      local make = known[name]
      if not make then return nil end
      local value = make()
      rawset(_G, name, value)
      return value
    end,
  })
end

local function set_arguments(name, list)
  local arguments = table.move(list, 1, #list, 1, {})
  arguments[0], arguments[-1] = name, "perigee"
  rawset(_G, "arg", arguments)
end

local function compile(text, chunkname)
  local chunk, why = load(text:gsub("^#[^\n]*", ""), chunkname)
  if not chunk then failure.raise { code = "usage", exit = 2, message = tostring(why) } end
  return chunk
end

-- What LUA_INIT asks for before a file, as lua does it: a line of code, or `@` and a file.
local function run_init()
  for _, name in ipairs { "LUA_INIT_5_4", "LUA_INIT" } do
    local text = world.getenv(name)
    if text then
      local path = text:match("^@(.*)")
      local why
      if path then text, why = world.read_file(path) end
      if not text then
        failure.raise { code = "not_found", message = ("%s=@%s cannot be read: %s"):format(name, path, why.message) }
      end
      return compile(text, path and "@" .. path or "=" .. name)()
    end
  end
end

---`perigee FILE.lua ARG...`
---@param path string
---@param ... string
function M.run_file(path, ...)
  local text, why = world.read_file(path)
  if not text then
    failure.raise { code = "not_found", exit = 2, message = ("%s cannot be read: %s"):format(path, why.message) }
  end
  search.open_path()
  set_arguments(path, { ... })
  run_init()
  compile(text, "@" .. path)(...)
end

---`perigee -e CODE ARG...`, and the program on standard input.
---@param code string
---@param name string how messages call it
---@param ... string
function M.run_code(code, name, ...)
  search.open_path()
  M.globals()
  set_arguments(name, { ... })
  compile(code, "=" .. name)(...)
end

return M
