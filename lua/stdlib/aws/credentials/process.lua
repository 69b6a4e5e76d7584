-- Credentials printed by a program of the user's (credential_process). No shell is involved.
local failure = require "failure"
local json = require "json"
local time = require "aws.time"
local world = require "world"

local M = {}

-- Words of a command line: blanks separate, quotes and backslashes join, as a shell would.
---@param line string
---@return string[]|nil words nil when a quote is not closed
function M.split(line)
  local words, word, at = {}, nil, 1
  while at <= #line do
    local char = line:sub(at, at)
    if char == "'" or char == '"' then
      local piece, stop = "", at + 1
      while true do
        local inner = line:sub(stop, stop)
        if inner == "" then return nil end
        if inner == char then break end
        if char == '"' and inner == "\\" and line:find('^["\\$`]', stop + 1) then
          stop = stop + 1
          inner = line:sub(stop, stop)
        end
        piece, stop = piece .. inner, stop + 1
      end
      word, at = (word or "") .. piece, stop + 1
    elseif char == "\\" then
      word, at = (word or "") .. line:sub(at + 1, at + 1), at + 2
    elseif char:find("%s") then
      words[#words + 1] = word
      word, at = nil, at + 1
    else
      word, at = (word or "") .. char, at + 1
    end
  end
  words[#words + 1] = word
  return words
end

local function fail(profile, text, hint)
  failure.raise {
    code = "CredentialProcessFailed", message = ("credential_process of profile %s: %s"):format(profile.name, text),
    hint = hint or "run the command by hand to see what it prints",
  }
end

local function run(profile, command)
  local words = M.split(command)
  if not words or #words == 0 then fail(profile, "the command has an open quote", "correct it in the config file") end
  local result, why = world.run(words, { secret = true, timeout = 60, limit = 65536 })
  if not result then fail(profile, ("'%s' did not run: %s"):format(words[1], why.message)) end
  if result.status ~= 0 then
    local said = (result.stderr or ""):match("[^\r\n]+")
    said = said and ": " .. said:sub(1, 200) or ""
    fail(profile, ("'%s' ended with status %d%s"):format(words[1], result.status, said))
  end
  return words[1], result.stdout
end

---@param _ aws.config
---@param profile table
---@return aws.credentials|nil, string|nil why
function M.load(_, profile)
  local command = profile:get("credential_process")
  if not command then return nil, ("profile %s has no credential_process"):format(profile.name) end
  local program, output = run(profile, command)
  local document, why = json.decode(output, { secret = { "SecretAccessKey", "SessionToken" } })
  if type(document) ~= "table" then
    fail(profile, ("'%s' printed no JSON: %s"):format(program, why and why.message or "it is no object"))
  end
  if document.Version ~= 1 then
    fail(profile, ("'%s' printed Version %s, 1 was expected"):format(program, tostring(document.Version)))
  end
  if not document.AccessKeyId or not document.SecretAccessKey then
    fail(profile, ("'%s' printed no AccessKeyId or no SecretAccessKey"):format(program))
  end
  local expiration = document.Expiration and document.Expiration ~= json.null and document.Expiration or nil
  local token = document.SessionToken
  return {
    access_key_id = document.AccessKeyId, secret_access_key = document.SecretAccessKey,
    session_token = token ~= json.null and token or nil, expiration = expiration and time.parse(expiration),
    source = ("credential_process of profile %s"):format(profile.name),
  }
end

return M
