-- What a playbook can see: an allow list of Lua and of Perigee's modules, all read-only, and its own sections.
-- Nothing in it has a clock, randomness, files or processes of the host; `pairs` and `next` go in sorted order.
local nearest = require "nearest"
local guarded = require "playbook.guarded"
local random = require "playbook.random"
local scanned = require "playbook.sections"
local sorted = require "playbook.sorted"

local M = {}

-- Perigee's modules, by the name under which a playbook sees them.
local modules = { "json", "yaml", "xml", "cidr", "task", "aws", "k8s", "kube", "sigv4", "http", "failure", "vpc", "eks",
  "cni", "nodes", "pods" }

local basics = { "assert", "error", "ipairs", "pcall", "rawequal", "rawlen", "select", "tonumber", "tostring", "type",
  "xpcall", "coroutine", "table", "utf8", "_VERSION" }

-- Why a name of Lua is not there, and what to write in its place.
local absent = {
  io = "a playbook has no files of the host",
  os = "a playbook has no clock, environment or processes of the host: task.now() is the time",
  debug = "a playbook cannot look behind itself",
  package = "a playbook has `require` only",
  dofile = "use require: the playbook's own folder is searched",
  loadfile = "use require: the playbook's own folder is searched",
  load = "code made at run time cannot be checked before the run",
  rawset = "the environment of a playbook is read-only",
  rawget = "read the field itself",
  collectgarbage = "memory is the host's business",
}

-- Members left out of modules that are there.
local hidden = {
  math = { random = "use random(): it is seeded, so that a rehearsal and a run do the same", randomseed = "" },
  string = { dump = "" },
  task = { context = "" },
}

-- A view of a module that cannot be changed; what is hidden names the way to do it instead.
local function read_only(name, module)
  if type(module) ~= "table" then return module end
  local without = hidden[name] or {}
  return setmetatable({}, {
    __index = function(_, key)
      if without[key] then
        error(("%s.%s is not there in a playbook%s"):format(name, tostring(key),
          without[key] ~= "" and ": " .. without[key] or ""), 2)
      end
      return guarded.member(name, key, module[key])
    end,
    __newindex = function(_, key)
      error(("%s.%s cannot be changed: modules are read-only in a playbook"):format(name, tostring(key)), 2)
    end,
    __call = function(_, ...) return module(...) end,
    __pairs = function() return sorted.pairs(module) end,
    __len = function() return #module end,
    __metatable = false,
  })
end

local function safe_setmetatable(t, meta)
  if type(t) ~= "table" then error("bad argument #1 to 'setmetatable' (table expected)", 2) end
  if type(meta) == "table" and rawget(meta, "__gc") then error("a playbook cannot set __gc", 2) end
  return setmetatable(t, meta)
end

local function safe_getmetatable(t)
  return type(t) == "table" and getmetatable(t) or nil
end

---Every name that a playbook may use without defining it, for the static check.
---@return table<string, boolean>
function M.known_names()
  local known = { pairs = true, next = true, print = true, random = true, require = true, required = true,
    setmetatable = true, getmetatable = true, string = true, math = true, _G = true }
  for _, name in ipairs(basics) do known[name] = true end
  for _, name in ipairs(modules) do known[name] = true end
  return known
end

---Names that a playbook must not define: they would hide Lua's or Perigee's own.
function M.reserved()
  local reserved = M.known_names()
  for name in pairs(absent) do reserved[name] = true end
  for _, name in ipairs { "run", "settings", "zones", "names", "steps" } do reserved[name] = nil end
  return reserved
end

---Why `name` is not there, or nil when it is no name of Lua at all.
function M.absent(name)
  return absent[name]
end

---Why `name.field` is not there, or nil.
function M.hidden(name, field)
  return hidden[name] and hidden[name][field]
end

---The module or library that a playbook sees under this name, as it is; nil when the name is none.
---@param name string
---@param search table
function M.module(name, search)
  for _, module in ipairs(modules) do
    if module == name then return search.native(name) end
  end
  local library = _G[name]
  for _, basic in ipairs { "string", "math", "table", "utf8", "coroutine" } do
    if basic == name then return library end
  end
end

local libraries = { "_G", "package", "coroutine", "table", "io", "os", "string", "math", "utf8", "debug", "cjson" }

-- A module that a host program has registered: loaded, and neither Lua's nor Perigee's.
function M.registered(name)
  local module = package.loaded[name]
  if type(module) ~= "table" or package.preload[name] then return nil end
  for _, library in ipairs(libraries) do
    if library == name then return nil end
  end
  local file = "lua/" .. name:gsub("%.", "/")
  for _, own in ipairs(require("search").names()) do
    if own == file .. ".lua" or own == file .. "/init.lua" then return nil end
  end
  return module
end

local Environment = {}
Environment.__index = Environment

function Environment:name_list()
  local list = {}
  for name in pairs(M.known_names()) do list[#list + 1] = name end
  for name in pairs(self.own) do list[#list + 1] = name end
  for _, name in ipairs(scanned.list) do list[#list + 1] = name end
  table.sort(list)
  return list
end

function Environment:lookup(name)
  local value = self.own[name]
  if value ~= nil then return value end
  value = self.base[name]
  if value ~= nil then return value end
  for _, module in ipairs(modules) do
    if module == name then
      local loaded = self.search.native(name)
      self.base[name] = read_only(name, loaded)
      return self.base[name]
    end
  end
  if scanned.known[name] then return nil end
  if absent[name] then error(("'%s' is not there in a playbook: %s"):format(name, absent[name]), 3) end
  error(("unknown name '%s'%s"):format(tostring(name), nearest.hint(tostring(name), self:name_list())), 3)
end

function Environment:assign(name, value)
  if self.frozen then
    error(("'%s' cannot be set here: a step keeps nothing in memory for another; write `local %s`"):format(
      tostring(name), tostring(name)), 3)
  end
  self.own[name] = value
end

-- require: Perigee's own modules, then files of the playbook's folder and of PERIGEE_PATH, in this same environment.
function Environment:require(name)
  if self.loaded[name] ~= nil then return self.loaded[name] end
  local root = name:match("^[^.]+")
  local file, path = self.search.module(name)
  if not file then
    for _, module in ipairs(modules) do
      if module == root then
        self.loaded[name] = read_only(name, self.search.native(name))
        return self.loaded[name]
      end
    end
    local registered = M.registered(name)
    if not registered then
      -- Level 2: this function is tail-called by the `require` of the playbook.
      error(("require: there is no module '%s' for a playbook%s"):format(name, nearest.hint(name, modules)), 2)
    end
    self.loaded[name] = read_only(name, registered)
    return self.loaded[name]
  end
  local chunk, why = load(file, "@" .. path, "t", self.globals)
  if not chunk then error(why, 0) end
  local value = chunk(name)
  if value == nil then value = true end
  self.loaded[name] = value
  return value
end

---@param options {seed: string, print: function|nil, search: table}
---@return table environment with `globals` (for load), `own` (what the file defined), `freeze()`
function M.new(options)
  local self = setmetatable({ own = {}, base = {}, loaded = {}, search = options.search, frozen = false }, Environment)
  local base = self.base
  for _, name in ipairs(basics) do base[name] = read_only(name, _G[name]) end
  base.string, base.math = read_only("string", string), read_only("math", math)
  base.pairs, base.next = sorted.pairs, sorted.next
  base.setmetatable, base.getmetatable = safe_setmetatable, safe_getmetatable
  base.random = random.new(options.seed)
  base.required = require("playbook.settings").required
  base.require = function(name) return self:require(name) end
  base.print = options.print or function() end
  self.globals = setmetatable({}, {
    __index = function(_, name) return self:lookup(name) end,
    __newindex = function(_, name, value) self:assign(name, value) end,
    __pairs = function() return sorted.pairs(self.own) end,
    __metatable = false,
  })
  base._G = self.globals
  return self
end

---From now on nothing at the top can be set.
function Environment:freeze()
  self.frozen = true
end

return M
