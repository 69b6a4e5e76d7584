-- The reader of playbooks: names at the top, globals used, comments; held against Lua's own compiler where it is there.
local scan = require "playbook.scan"
local t = require "spec"
local world = require "world"

local here = arg[0]:match("^(.*)/[^/]*$") or "."

local function used(text)
  local counts = {}
  for _, use in ipairs(scan.file(text).uses) do counts[use.name] = (counts[use.name] or 0) + 1 end
  return counts
end

local function defined(text)
  local list = {}
  for _, definition in ipairs(scan.file(text).defined) do
    list[#list + 1] = ("%s:%s:%d:%d"):format(definition.kind, definition.name, definition.line, definition.column)
  end
  return list
end

t.test("globals are told from locals, parameters and fields", function()
  t.equal(used [[
    local a, b <const> = x, a
    function f(p, ...) return p.y, q.z.w, ... end
    local function g() return g end
    for i, v in h(i) do k(i, v) end
    for n = n, 2 do l(n) end
    repeat local r = 1 until r == s
    t.u:v{ w = 1, [x2] = y2 }
    goto done
    ::done::
  ]], { x = 1, a = 1, f = 1, q = 1, h = 1, i = 1, k = 1, n = 1, l = 1, s = 1, t = 1, x2 = 1, y2 = 1 })
end)

t.test("a method has self, and a function's own name is a use", function()
  t.equal(used "local o = {} function o.a:b(c) return self, c, d end function e() end", { d = 1, e = 1 })
end)

t.test("strings, comments and long brackets hide what they hold", function()
  t.equal(used [==[
    a = "b -- c \" d" .. 'e' .. [[ f
    g ]] .. [=[ h ]] ]=] -- i
    --[[ j
    k ]] l = 0x1p4 + 1e-5 + .5 // 3 ~= 2
    m = "\z
       n"
  ]==], { a = 1, l = 1, m = 1 })
end)

t.test("what the file defines at the top has a kind and a place", function()
  t.equal(defined [[
settings = {}
function one() two = 1 end
  three = function() end
local four = 1
five, six = 1, 2]], {
    "value:settings:1:1", "function:one:2:10", "function:three:3:3", "value:five:5:1", "value:six:5:7" })
end)

t.test("items of a section have keys and places", function()
  local section = scan.file('s = {\n  a = 1,\n  ["b c"] = { d = 2 },\n  "first"; "second",\n}').defined[1]
  local seen = {}
  for _, item in ipairs(section.items) do seen[#seen + 1] = ("%s@%d"):format(item.key, item.line) end
  t.equal(seen, { "a@2", "b c@3", "1@4", "2@4" })
  t.equal(section.items[2].items[1].key, "d")
end)

t.test("a use knows its first field and the function it stands in", function()
  local use = scan.file("function step() return settings.a.b end").uses[2]
  t.equal({ use.name, use.field, use.inside, use.line, use.column }, { "settings", "a", "step", 1, 24 })
end)

t.test("assignments are told from reads", function()
  local seen = {}
  for _, use in ipairs(scan.file("function f() a = 1 b.c = 2 d.e() g[h] = i end").uses) do
    seen[#seen + 1] = ("%s%s%s"):format(use.name, use.assigned and "=" or "", use.reads and "?" or "")
  end
  t.equal(seen, { "f=", "a=", "b=?", "d?", "g=?", "h?", "i?" })
end)

-- luac lists every access of a global with its name: an independent reader.
local function compiler_counts(path)
  local result = world.run({ "luac5.4", "-l", "-p", path }, { timeout = 30 })
  if not result or result.status ~= 0 then return nil end
  local counts = {}
  for name in result.stdout:gmatch('_ENV "([^"]+)"') do counts[name] = (counts[name] or 0) + 1 end
  return counts
end

local function lua_files(folder, found)
  for _, name in ipairs(world.list(folder)) do
    local path = folder .. "/" .. name
    if name:find("%.lua$") then
      found[#found + 1] = path
    elseif (world.stat(path) or {}).type == "directory" then
      lua_files(path, found)
    end
  end
  return found
end

t.test("every Lua file of this tree is read as the compiler reads it", function()
  local compared = 0
  for _, folder in ipairs { "playbooks", "lua/stdlib" } do
    for _, path in ipairs(lua_files(here .. "/../../" .. folder, {})) do
      local text = t.ok(world.read_file(path))
      local expected = compiler_counts(path)
      local counts = used(text)
      if expected then
        compared = compared + 1
        t.equal(counts, expected, path)
      end
    end
  end
  if compared == 0 then print("  (no luac5.4 here: nothing was compared with the compiler)") end
end)
