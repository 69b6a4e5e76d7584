-- Reads a playbook without running it: which names it defines at the top, which global names each function uses.
-- A small parser of Lua 5.4 that knows scopes; the file has been accepted by Lua's own compiler before.
local lexer = require "playbook.lexer"

local Scan = {}
Scan.__index = Scan

local block_ends = { ["end"] = true, ["else"] = true, ["elseif"] = true, ["until"] = true, [""] = true }
local binary = {}
for word in ("+ - * / // % ^ .. << >> & | ~ == ~= < <= > >= and or"):gmatch("%S+") do binary[word] = true end
local unary = { ["-"] = true, ["not"] = true, ["#"] = true, ["~"] = true }

function Scan:peek(ahead)
  return self.tokens[math.min(self.at + (ahead or 0), #self.tokens)]
end

function Scan:next()
  local token = self:peek()
  self.at = self.at + 1
  return token
end

-- Whether the next token is this word or operator (a string of the same text is not).
function Scan:sees(text)
  local token = self:peek()
  return token.text == text and token.kind ~= "string"
end

function Scan:accept(text)
  if self:sees(text) then return self:next() end
end

function Scan:open() self.scope = { outer = self.scope, names = {} } end
function Scan:close() self.scope = self.scope.outer end
function Scan:declare(name) self.scope.names[name] = true end

function Scan:is_local(name)
  local scope = self.scope
  while scope do
    if scope.names[name] then return true end
    scope = scope.outer
  end
  return false
end

function Scan:use(token)
  if token.text == "_ENV" then self.result.changes_env = true end
  if self:is_local(token.text) then return nil end
  local use = { name = token.text, line = token.line, column = token.column, inside = self.inside, reads = true,
    in_function = self.depth > 0 }
  table.insert(self.result.uses, use)
  return use
end

function Scan:parameters()
  self:next()
  while not self:accept(")") do
    local token = self:next()
    if token.kind == "name" then self:declare(token.text) end
  end
end

function Scan:body(method)
  self.depth = self.depth + 1
  self:open()
  if method then self:declare("self") end
  self:parameters()
  self:block()
  self:next()
  self:close()
  self.depth = self.depth - 1
end

-- A table constructor; its items with their places, for messages about single lines of a section.
function Scan:constructor()
  local items, index = {}, 0
  self:next()
  while not self:accept("}") do
    local token = self:peek()
    local item = { line = token.line, column = token.column, text = token.text }
    if self:accept("[") then
      if token.kind ~= "string" and self:peek(1).text == "]" then item.key = self:peek().value end
      self:expression()
      self:next()
      self:next()
    elseif token.kind == "name" and self:peek(1).text == "=" and self:peek(1).kind == "operator" then
      item.key = self:next().text
      self:next()
    else
      index = index + 1
      item.key = index
    end
    item.items = self:expression()
    item.last_line = self:peek(-1).last_line
    items[#items + 1] = item
    if not self:accept(",") then self:accept(";") end
  end
  return items
end

function Scan:arguments()
  if self:peek().kind == "string" then return self:next() end
  if self:sees("{") then return self:constructor() end
  self:next()
  if not self:sees(")") then self:expressions() end
  self:next()
end

-- A name or a bracketed expression with everything that follows it: fields, indices, calls.
-- Gives the use of the global it starts with, and how it ends: "name", "field" or "call".
function Scan:suffixed()
  local token, use, ending = self:next(), nil, "field"
  if token.text == "(" then
    self:expression()
    self:next()
  else
    use, ending = self:use(token), "name"
  end
  while true do
    local follows = self:peek()
    if follows.kind ~= "string" and follows.text == "." then
      self:next()
      local field = self:next()
      if use and not use.field then
        use.field, use.field_line, use.field_column = field.text, field.line, field.column
      end
      ending = "field"
    elseif follows.kind == "operator" and follows.text == "[" then
      self:next()
      if use and not use.field then use.field = self:peek(1).text == "]" and self:peek().value or false end
      self:expression()
      self:next()
      ending = "field"
    elseif follows.kind ~= "string" and follows.text == ":" then
      self:next()
      self:next()
      self:arguments()
      ending = "call"
      if use and use.field == nil then use.field = false end
    elseif follows.kind == "string" or follows.text == "(" or follows.text == "{" then
      self:arguments()
      ending = "call"
      if use and use.field == nil then use.field = false end
    else
      return use, ending, token
    end
  end
end

function Scan:simple()
  local token = self:peek()
  if token.kind == "string" then
    self.result.strings[token.value] = true
    return self:next() and nil
  end
  if token.text == "{" then return self:constructor() end
  if token.text == "function" then
    self:next()
    return self:body()
  end
  if token.kind == "name" or token.text == "(" then return self:suffixed() and nil end
  self:next()
end

function Scan:expression()
  while unary[self:peek().text] and self:peek().kind ~= "string" do self:next() end
  local items = self:simple()
  while binary[self:peek().text] and self:peek().kind ~= "string" do
    self:next()
    self:expression()
    items = nil
  end
  return items
end

function Scan:expressions()
  local first = self:expression()
  while self:accept(",") do self:expression() end
  return first
end

function Scan:scoped_block()
  self:open()
  self:block()
  self:close()
end

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
  while not (block_ends[self:peek().text] and self:peek().kind ~= "string") do
    local token = self:peek()
    local statement = token.kind ~= "string" and statements[token.text]
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
---(global names used: name, line, column, field, inside = function at the top), `strings`, `comments`, `changes_env`.
---@param text string
---@return table
function M.file(text)
  local tokens, comments = lexer.tokens(text)
  local scan = setmetatable({ tokens = tokens, at = 1, depth = 0 }, Scan)
  scan.result = { defined = {}, uses = {}, strings = {}, comments = comments, changes_env = false }
  scan:scoped_block()
  return scan.result
end

return M
