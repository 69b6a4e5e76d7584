-- What a connection proves its identity with, fetched again before it expires.
-- Several tasks that find it stale at once wait for one fetch.
local task = require "task"
local world = require "world"

local Credential = {}
Credential.__index = Credential

local M = {}

--- The result may be given a `remedy`: what to do when the server refuses this identity.
--- `fetch()` gives `{token=, cert=, key=, renew_at=epoch, source=}` (no renew_at: good for ever) or raises a failure.
---@param source string where it comes from, for messages
---@param fetch fun(): table
---@return table
function M.renewing(source, fetch)
  return setmetatable({ source = source, fetch = fetch, always = {} }, Credential)
end

--- An identity that never changes, such as a static token or a client certificate.
---@param source string
---@param values table
---@return table
function M.fixed(source, values)
  return setmetatable({ source = source, values = values, constant = true, always = {} }, Credential)
end

function Credential:is_stale()
  local renew_at = self.values and self.values.renew_at
  return not self.values or renew_at ~= nil and world.now() >= renew_at
end

local function release(credential)
  return setmetatable({}, { __close = function() credential.fetching = nil end })
end

--- Puts a valid token or certificate into the connection.
---@param conn table as kube.request takes it
function Credential:renew(conn)
  while self.fetching do task.sleep(0.02) end
  if self:is_stale() then
    self.fetching = true
    local _ <close> = release(self)
    self.values = self.fetch()
    self.source = self.values.source or self.source
  end
  for _, field in ipairs { "token", "cert", "key", "user", "password" } do
    conn[field] = self.values[field] or self.always[field]
  end
end

--- Drops a token that the server refused. False when there is no way to get another one.
---@return boolean
function Credential:forget()
  if self.constant then return false end
  self.values = nil
  return true
end

return M
