-- Cuts the text of a Lua file into tokens and comments, each with line and column.
-- The text has been accepted by Lua's own compiler before, so nothing here reports syntax errors.
local M = {}

local keywords = {}
for word in ([[and break do else elseif end false for function goto if in local nil not or repeat return then true
  until while]]):gmatch("%a+") do
  keywords[word] = true
end

local operators = { "...", "<<", ">>", "//", "==", "~=", "<=", ">=", "::", ".." }

-- The end of the string in quotes that begins at `at`.
local function quoted_end(text, at)
  local quote = text:sub(at, at)
  local i = at + 1
  while i <= #text do
    local c = text:sub(i, i)
    if c == "\\" then
      i = i + (text:sub(i + 1, i + 1) == "z" and #text:match("^%s*", i + 2) + 2 or 2)
    elseif c == quote then
      return i
    else
      i = i + 1
    end
  end
  return #text
end

-- The end of a long bracket at `at`, or nil when there is none.
local function long_end(text, at)
  local level = text:match("^%[(=*)%[", at)
  if not level then return nil end
  local _, last = text:find("]" .. level .. "]", at, true)
  return last or #text
end

-- Kind and last byte of the token at `at`, which is no space and no comment.
local function token_at(text, at)
  local name = text:match("^[%a_][%w_]*", at)
  if name then return keywords[name] and "keyword" or "name", at + #name - 1 end
  local number = text:match("^0[xX][%x%.]*[pP][+-]?%d+", at) or text:match("^0[xX][%x%.]+", at)
    or text:match("^%.?%d[%d%.]*[eE][+-]?%d+", at) or text:match("^%.?%d[%d%.]*", at)
  if number then return "number", at + #number - 1 end
  local c = text:sub(at, at)
  if c == '"' or c == "'" then return "string", quoted_end(text, at) end
  local long = c == "[" and long_end(text, at)
  if long then return "string", long end
  for _, operator in ipairs(operators) do
    if text:sub(at, at + #operator - 1) == operator then return "operator", at + #operator - 1 end
  end
  return "operator", at
end

local function comment_end(text, at)
  return long_end(text, at + 2) or (text:find("\n", at, true) or #text + 1) - 1
end

-- What a string token stands for; escapes other than those of quotes do not matter to names.
local function string_value(text)
  local level, body = text:match("^%[(=*)%[(.*)%]%1%]$")
  if level then return body end
  return (text:sub(2, -2):gsub("\\([\\\"'])", "%1"))
end

---Tokens `{kind=, text=, line=, column=}` (kind `name`, `keyword`, `number`, `string`, `operator`, `end`; a string also
---has its `value`), and comments `{text=, line=, column=}`.
---@param text string
---@return table[] tokens, table[] comments
function M.tokens(text)
  local tokens, comments = {}, {}
  local at, line, line_start = 1, 1, 1
  local first_line = text:match("^#[^\n]*")
  if first_line then at = #first_line + 1 end

  local function advance(last)
    for newline in text:sub(at, last):gmatch("()\n") do
      line, line_start = line + 1, at + newline
    end
    at = last + 1
  end

  while true do
    local space = text:match("^%s+", at)
    if space then advance(at + #space - 1) end
    if at > #text then break end
    local column = at - line_start + 1
    if text:sub(at, at + 1) == "--" then
      local last = comment_end(text, at)
      comments[#comments + 1] = { text = text:sub(at, last), line = line, column = column }
      advance(last)
    else
      local kind, last = token_at(text, at)
      local token = { kind = kind, text = text:sub(at, last), line = line, column = column }
      if kind == "string" then token.value = string_value(token.text) end
      tokens[#tokens + 1] = token
      advance(last)
      token.last_line = line
    end
  end
  tokens[#tokens + 1] = { kind = "end", text = "", line = line, column = 1, last_line = line }
  return tokens, comments
end

return M
