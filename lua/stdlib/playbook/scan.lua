-- Reads a playbook without running it: which names it defines at the top, which global names each function uses.
-- A small parser of Lua 5.4 that knows scopes; the file has been accepted by Lua's own compiler before.
local lexer = require "playbook.lexer"
local Scan = require "playbook.scan_expressions"

local block_ends = { ["end"] = true, ["else"] = true, ["elseif"] = true, ["until"] = true, [""] = true }

-- Remembers what the file defines at the top: `name = value` and `function name()`.
function Scan:define(token, kind, items, last_line)
  if self.depth > 0 then return end
  table.insert(self.result.defined, { name = token.text, line = token.line, column = token.column, kind = kind,
    items = items, last_line = last_line })
end

local statements = {}

statements["if"] = function(self)
  self:expression()
  self:next()
  self:scoped_block()
  while true do
    local token = self:next()
    if token.text == "end" then return end
    if token.text == "elseif" then
      self:expression()
      self:next()
    end
    self:scoped_block()
  end
end

statements["while"] = function(self)
  self:expression()
  self:next()
  self:scoped_block()
  self:next()
end

statements["do"] = function(self)
  self:scoped_block()
  self:next()
end

statements["for"] = function(self)
  self:open()
  local names = {}
  repeat names[#names + 1] = self:next().text until not self:accept(",")
  self:next()
  self:expressions()
  self:next()
  for _, name in ipairs(names) do self:declare(name) end
  self:block()
  self:next()
  self:close()
end

statements["repeat"] = function(self)
  self:open()
  self:block()
  self:next()
  self:expression()
  self:close()
end

statements["function"] = function(self)
  local token = self:peek()
  local top = self.depth == 0 and not self.inside
  local plain = self:peek(1).text == "("
  if plain then
    self:next()
    local use = self:use(token)
    if use then use.reads, use.assigned = false, true end
    if use then self:define(token, "function") end
  else
    self:use(self:next())
  end
  local method = false
  while self:sees(".") or self:sees(":") do
    method = self:next().text == ":"
    self:next()
  end
  if top then self.inside = token.text end
  self:body(method)
  if top then self.inside = nil end
end

statements["local"] = function(self)
  if self:accept("function") then
    local token = self:next()
    self:declare(token.text)
    local top = self.depth == 0 and not self.inside
    if top then self.inside = token.text end
    self:body()
    if top then self.inside = nil end
    return
  end
  local names = {}
  repeat
    names[#names + 1] = self:next().text
    if self:accept("<") then
      self:next()
      self:next()
    end
  until not self:accept(",")
  if self:accept("=") then self:expressions() end
  for _, name in ipairs(names) do self:declare(name) end
end

statements["return"] = function(self)
  if not block_ends[self:peek().text] and not self:sees(";") then self:expressions() end
  self:accept(";")
end

statements["goto"] = function(self) self:next() end
statements["break"] = function() end
statements["::"] = function(self)
  self:next()
  self:next()
end
statements[";"] = function() end

-- An assignment or a call.
function Scan:assignment()
  local targets = {}
  repeat
    local use, ending, token = self:suffixed()
    targets[#targets + 1] = { use = use, ending = ending, token = token }
  until not self:accept(",")
  if not self:accept("=") then return end
  for _, target in ipairs(targets) do
    if target.use then
      target.use.assigned = true
      target.use.reads = target.ending ~= "name"
    end
  end
  local first = targets[1]
  local named = first.use and first.ending == "name" and self.depth == 0 and not self.inside
  local is_function = self:sees("function")
  if named and is_function then self.inside = first.token.text end
  local items = self:expressions()
  if named then
    if is_function then self.inside = nil end
    self:define(first.token, is_function and "function" or "value", items, self:peek(-1).last_line)
  end
  for i = 2, #targets do
    local target = targets[i]
    if target.use and target.ending == "name" then self:define(target.token, "value") end
  end
end

function Scan:block()
  while not block_ends[self:peek().sign] do
    local statement = statements[self:peek().sign]
    if statement then
      self:next()
      statement(self)
    else
      self:assignment()
    end
  end
end

local M = {}

---What a Lua file says about itself: `defined` (names assigned at the top: name, line, column, kind, items), `uses`
---(global names used: name, line, column, field, inside = function at the top), `methods` (called on the first
---parameter of a function at the top: object, name, line, column, inside, argument), `keys` (that constructors inside
---functions write), `strings`, `comments`, `changes_env`.
---@param text string
---@return table
function M.file(text)
  local tokens, comments = lexer.tokens(text)
  local scan = setmetatable({ tokens = tokens, at = 1, depth = 0 }, Scan)
  scan.result = { defined = {}, uses = {}, methods = {}, keys = {}, strings = {}, comments = comments,
    changes_env = false }
  scan:scoped_block()
  return scan.result
end

return M
