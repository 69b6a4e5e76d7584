-- How a canary stands, read from its pod: its container starts, runs, cannot start, or has ended with what it found.
-- What it found is its termination message, a line each: "dns ok kubernetes.default.svc.cluster.local is 10.100.0.1".
local M = {}

---What a canary must find, in this order, and what that is called.
M.ITEMS = { "dns", "api", "reached" }
M.WORDS = { dns = "DNS in the pod", api = "the API server from the pod", reached = "the pod from the API server" }

local STATES = { ok = true, failed = true, unproven = true }

-- The kubelet tries these again for ever; the first may be a registry that is busy.
local PULL = { ErrImagePull = true, ImagePullBackOff = true, RegistryUnavailable = true }
-- These it tries again too, yet nothing will be different.
local FINAL = { InvalidImageName = true, ErrImageNeverPull = true, CreateContainerConfigError = true,
  CreateContainerError = true, RunContainerError = true, ImageInspectError = true }
-- What a runtime ends a container with that has no such program: 126 and 127 of a shell, 128 of the kubelet.
local NO_PROGRAM = { [126] = true, [127] = true, [128] = true }

---@class pods.Found
---@field state "ok"|"failed"|"unproven"
---@field detail string
---@field silent boolean|nil the message has no line of it

---The lines of a termination message; what it does not tell is unproven.
---@param message string|nil
---@return table<string, pods.Found> found by item
function M.parse(message)
  local found = {}
  for line in ((message or "") .. "\n"):gmatch("(.-)\n") do
    local item, state, detail = line:match("^(%a+) (%a+)%s*(.*)$")
    if M.WORDS[item or ""] and STATES[state] then found[item] = { state = state, detail = detail } end
  end
  local silent = not next(found) and message and (" (%s)"):format(message) or ""
  for _, item in ipairs(M.ITEMS) do
    found[item] = found[item] or { state = "unproven", silent = true,
      detail = "the canary ended without a word of it" .. silent }
  end
  return found
end

---What of these findings is not ok, in words; nil when all is.
---@param found table<string, pods.Found>
---@return string|nil words, boolean|nil unproven whether the image is to blame
function M.lacking(found)
  local told, silent, unproven = {}, {}, false
  for _, item in ipairs(M.ITEMS) do
    local one = found[item]
    if one.state ~= "ok" then
      table.insert(one.silent and silent or told, ("%s: %s"):format(M.WORDS[item], one.detail))
      unproven = unproven or one.state == "unproven" and not one.silent
    end
  end
  -- after one has failed the canary looks at no other
  if #told > 0 then return table.concat(told, "; "), unproven end
  if #silent > 0 then return table.concat(silent, "; "), true end
end

local function words(state)
  return (state.message or "") ~= "" and ("%s: %s"):format(state.reason or "?", state.message) or state.reason or "?"
end

---How the container stands: "starting", "pulling" (an image that does not come), "running", "unstartable" or "ended",
---and for each the reason or the termination message.
---@param pod table
---@return string how, string|nil detail
function M.container(pod)
  local status = (pod.status.containerStatuses or {})[1]
  local state = status and status.state or {}
  if state.running then return "running" end
  if state.terminated then
    local ended = state.terminated
    local found = (ended.message or ""):find("^%s*%a+ %a+")
    if ended.reason == "StartError" or ended.reason == "ContainerCannotRun"
      or not found and NO_PROGRAM[ended.exitCode or 0] then
      return "unstartable", words(ended)
    end
    return "ended", ended.message or ("exit code %s, %s"):format(tostring(ended.exitCode), ended.reason or "?")
  end
  if pod.status.phase == "Failed" then
    return "ended", words(pod.status)
  elseif state.waiting and FINAL[state.waiting.reason or ""] then
    return "unstartable", words(state.waiting)
  elseif state.waiting and PULL[state.waiting.reason or ""] then
    return "pulling", words(state.waiting)
  end
  return "starting", state.waiting and words(state.waiting) or nil
end

return M
