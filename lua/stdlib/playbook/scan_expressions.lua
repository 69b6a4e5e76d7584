-- Lua's expressions as `playbook.scan` reads them: scopes, names, fields, calls, constructors.
-- Statements are added to this class there; the file has been accepted by Lua's own compiler before.
local Scan = {}
Scan.__index = Scan

local binary = {}
for word in ("+ - * / // % ^ .. << >> & | ~ == ~= < <= > >= and or"):gmatch("%S+") do binary[word] = true end
local unary = { ["-"] = true, ["not"] = true, ["#"] = true, ["~"] = true }

function Scan:peek(ahead)
  local tokens = self.tokens
  return tokens[self.at + (ahead or 0)] or tokens[#tokens]
end

function Scan:next()
  local tokens, at = self.tokens, self.at
  self.at = at + 1
  return tokens[at] or tokens[#tokens]
end

-- Whether the next token is this keyword or operator.
function Scan:sees(sign)
  local tokens = self.tokens
  return (tokens[self.at] or tokens[#tokens]).sign == sign
end

function Scan:accept(sign)
  if self:sees(sign) then return self:next() end
end

function Scan:open() self.scope = { outer = self.scope, names = {} } end
function Scan:close() self.scope = self.scope.outer end
function Scan:declare(name, kind) self.scope.names[name] = kind or "local" end

-- What a name stands for here: "local", "receiver" (the first parameter of a function at the top), or nil, a global.
function Scan:kind_of(name)
  local scope = self.scope
  while scope do
    if scope.names[name] then return scope.names[name] end
    scope = scope.outer
  end
end

function Scan:use(token)
  if token.text == "_ENV" then self.result.changes_env = true end
  if self:kind_of(token.text) then return nil end
  local use = { name = token.text, line = token.line, column = token.column, inside = self.inside, reads = true,
    in_function = self.depth > 0 }
  table.insert(self.result.uses, use)
  return use
end

function Scan:parameters()
  self:next()
  local kind = self.depth == 1 and "receiver" or "local"
  while not self:accept(")") do
    local token = self:next()
    if token.kind == "name" then self:declare(token.text, kind) end
    kind = "local"
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
      if self.inside then self.result.keys[item.key] = true end
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

-- A method called on the first parameter of a function at the top, which is `run` in a step.
function Scan:called(object)
  if self:kind_of(object.text) ~= "receiver" then return end
  local method, argument = self:peek(), self:peek(1)
  if argument.text == "(" and argument.kind ~= "string" then argument = self:peek(2) end
  table.insert(self.result.methods, { object = object.text, name = method.text, line = method.line,
    column = method.column, inside = self.inside, argument = argument })
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
    local sign = follows.sign
    if sign == "." then
      self:next()
      local field = self:next()
      if use and not use.field then
        use.field, use.field_line, use.field_column = field.text, field.line, field.column
      end
      ending = "field"
    elseif sign == "[" then
      self:next()
      if use and not use.field then use.field = self:peek(1).text == "]" and self:peek().value or false end
      self:expression()
      self:next()
      ending = "field"
    elseif sign == ":" then
      self:next()
      if ending == "name" then self:called(token) end
      self:next()
      self:arguments()
      ending = "call"
      if use and use.field == nil then use.field = false end
    elseif sign == "(" or sign == "{" or follows.kind == "string" then
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
  while unary[self:peek().sign] do self:next() end
  local items = self:simple()
  while binary[self:peek().sign] do
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

return Scan
