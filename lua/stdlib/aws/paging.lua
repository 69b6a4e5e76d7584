-- All pages of an operation, one item at a time; the next page is only asked for when it is needed.
local failure = require "failure"

local M = {}

local function raise(client, operation, text, hint)
  failure.raise { code = "NotPaged", service = client.service, operation = operation.name, hint = hint,
    message = ("%s %s: %s"):format(client.service, operation.name, text) }
end

-- How an operation is paged: by the model, or, where the model says nothing, by a token that both its parameters and
-- its answers know (GetSubnetCidrReservations).
local function page_of(client, operation)
  local page = client.model:page(operation.name)
  if page then return page end
  page = { items = {} }
  local output = operation.output and client.model:shape(operation.output) or { members = {}, by_name = {} }
  for _, member in ipairs(output.members) do
    if client.model:type_of(member).kind == "list" then page.items[#page.items + 1] = member.name end
  end
  if #page.items > 1 then page.items = {} end
  local input = operation.input and client.model:shape(operation.input).by_name or {}
  for _, token in ipairs { "NextToken", "nextToken", "Marker" } do
    if input[token] and output.by_name[token] then page["in"], page.out = token, token end
  end
  return page
end

local function next_token(page, answer)
  if page.more and answer[page.more] == false then return nil end
  local token = page.out and answer[page.out]
  if token ~= "" then return token end
end

---An iterator over the answers, page by page.
---@param client table
---@param operation table
---@param params table
---@return fun(): table|nil
function M.pages(client, operation, params)
  local page, token, done = page_of(client, operation), nil, false
  return function()
    if done then return nil end
    local request = {}
    for name, value in pairs(params) do request[name] = value end
    if token then request[page["in"]] = token end
    local answer = client:request(operation, request)
    local following = next_token(page, answer)
    if following ~= nil and following == token then
      raise(client, operation, "the service gave the same page token twice")
    end
    token, done = following, following == nil
    return answer
  end
end

---An iterator over the items of all pages.
---@param client table
---@param operation table
---@param params table
---@return fun(): any
function M.each(client, operation, params)
  local name = page_of(client, operation).items[1]
  if not name then
    raise(client, operation, "its answers have no single list of items", "walk its answers with pages")
  end
  local next_page = M.pages(client, operation, params)
  local items, at = {}, 0
  return function()
    at = at + 1
    while items and at > #items do
      local answer = next_page()
      items, at = answer and answer[name], 1
    end
    return items and items[at]
  end
end

return M
