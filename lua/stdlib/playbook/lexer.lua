-- Cuts the text of a Lua file into tokens and comments, each with line and column.
-- The text has been accepted by Lua's own compiler before, so nothing here reports syntax errors.
local M = {}

local keywords = {}
for word in ([[and break do else elseif end false for function goto if in local nil not or repeat return then true
  until while]]):gmatch("%a+") do
  keywords[word] = true
end

local two_signs = {}
for operator in ("<< >> // == ~= <= >= :: .."):gmatch("%S+") do two_signs[operator] = true end

-- What a token that begins with this character may be; the others are operators.
local beginnings = { ['"'] = "string", ["'"] = "string", ["["] = "long", ["."] = "point" }
for byte = 0, 127 do
  local c = string.char(byte)
  beginnings[c] = beginnings[c] or c:find("[%a_]") and "word" or c:find("%d") and "number" or nil
end

local find, sub = string.find, string.sub

-- The end of the string in quotes that begins at `at`.
local function quoted_end(text, at)
  local stops = sub(text, at, at) == '"' and '["\\]' or "['\\]"
  local i = find(text, stops, at + 1)
  while i and sub(text, i, i) == "\\" do
    local _, space = find(text, "^z%s*", i + 1)
    i = find(text, stops, space and space + 1 or i + 2)
  end
  return i or #text
end

-- The end of a long bracket at `at`, or nil when there is none.
local function long_end(text, at)
  local level = text:match("^%[(=*)%[", at)
  if not level then return nil end
  local _, last = text:find("]" .. level .. "]", at, true)
  return last or #text
end

local function number_end(text, at)
  local number = text:match("^0[xX][%x%.]*[pP][+-]?%d+", at) or text:match("^0[xX][%x%.]+", at)
    or text:match("^%.?%d[%d%.]*[eE][+-]?%d+", at) or text:match("^%.?%d[%d%.]*", at)
  return at + #number - 1
end

-- Kind, last byte and text of the token at `at`, which is no space and no comment.
local function token_at(text, at)
  local beginning = beginnings[sub(text, at, at)]
  local kind, last = "operator", at
  if beginning == "word" then
    local _
    _, last = find(text, "^[%w_]+", at)
    local word = sub(text, at, last)
    return keywords[word] and "keyword" or "name", last, word
  elseif beginning == "number" or beginning == "point" and find(text, "^%d", at + 1) then
    kind, last = "number", number_end(text, at)
  elseif beginning == "string" then
    kind, last = "string", quoted_end(text, at)
  else
    local long = beginning == "long" and long_end(text, at)
    if long then
      kind, last = "string", long
    elseif beginning == "point" and sub(text, at, at + 2) == "..." then
      last = at + 2
    elseif two_signs[sub(text, at, at + 1)] then
      last = at + 1
    end
  end
  return kind, last, sub(text, at, last)
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

---Tokens `{kind=, text=, line=, column=, last_line=}` (kind `name`, `keyword`, `number`, `string`, `operator`, `end`; a
---string also has its `value`, and a keyword or operator its text as `sign`), and comments `{text=, line=, column=}`.
---@param text string
---@return table[] tokens, table[] comments
function M.tokens(text)
  local tokens, comments = {}, {}
  local at, line, line_start = 1, 1, 1
  local first_line = text:match("^#[^\n]*")
  if first_line then at = #first_line + 1 end

  local newline = find(text, "\n", at, true) or math.huge
  local function pass_lines(last)
    while newline <= last do
      line, line_start = line + 1, newline + 1
      newline = find(text, "\n", line_start, true) or math.huge
    end
  end

  while true do
    at = find(text, "%S", at)
    if not at then break end
    if newline < at then pass_lines(at) end
    local column = at - line_start + 1
    if find(text, "^%-%-", at) then
      local last = comment_end(text, at)
      comments[#comments + 1] = { text = sub(text, at, last), line = line, column = column }
      at = last + 1
    else
      local kind, last, token_text = token_at(text, at)
      local token = { kind = kind, text = token_text, line = line, column = column, last_line = line,
        sign = (kind == "operator" or kind == "keyword") and token_text or nil,
        value = kind == "string" and string_value(token_text) or nil }
      tokens[#tokens + 1] = token
      if newline <= last then
        pass_lines(last)
        token.last_line = line
      end
      at = last + 1
    end
  end
  pass_lines(#text)
  tokens[#tokens + 1] = { kind = "end", text = "", sign = "", line = line, column = 1, last_line = line }
  return tokens, comments
end

return M
