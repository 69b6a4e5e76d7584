-- What the control plane calls in pods that will move: webhooks that must answer, and aggregated APIs. After a block is
-- added EKS may refuse to dial its addresses for up to an hour, and what these pods guard stands still meanwhile.
local budgets = require "pods.budgets"
local object = require "k8s.object"

local M = {}

local WEBHOOKS = { "validatingwebhookconfigurations.admissionregistration.k8s.io",
                   "mutatingwebhookconfigurations.admissionregistration.k8s.io" }

-- What is called: {what =, service = "namespace/name", stops =}.
local function called(cluster)
  local list = {}
  for _, kind in ipairs(WEBHOOKS) do
    for _, webhooks in ipairs(cluster.kube:list(kind)) do
      for _, hook in ipairs(webhooks.webhooks or {}) do
        local service = hook.clientConfig and hook.clientConfig.service
        if type(service) == "table" and (hook.failurePolicy or "Fail") == "Fail" then
          list[#list + 1] = { service = service.namespace .. "/" .. service.name,
            stops = "every request that it covers is refused", name = webhooks.metadata.name, webhook = true,
            what = ("%s %s (%s, failurePolicy Fail)"):format(webhooks.kind, webhooks.metadata.name, hook.name) }
        end
      end
    end
  end
  for _, api in ipairs(cluster.kube:list("apiservices.apiregistration.k8s.io")) do
    local service = api.spec.service
    if type(service) == "table" then
      list[#list + 1] = { service = service.namespace .. "/" .. service.name, stops = "that API answers nobody",
        name = api.metadata.name, what = "APIService " .. api.metadata.name }
    end
  end
  return list
end

-- Pods with an address of their own behind each service that is called: "namespace/name" -> {moving =, all =}.
local function pods_behind(cluster, list, moving)
  local on, wanted, behind = {}, {}, {}
  for _, pod in ipairs(moving) do on[pod.metadata.uid] = true end
  for _, item in ipairs(list) do wanted[item.service] = true end
  for _, service in ipairs(cluster.services) do
    local name, selector, count = object.label(service), service.spec.selector, { moving = 0, all = 0 }
    local asked = wanted[name] and type(selector) == "table"
    for _, pod in ipairs(asked and cluster.pods or {}) do
      local own = pod.metadata.namespace == service.metadata.namespace and not pod.spec.hostNetwork
      if own and budgets.selects({ matchLabels = selector }, pod.metadata.labels or {}) then
        count.all = count.all + 1
        if on[pod.metadata.uid] then count.moving = count.moving + 1 end
      end
    end
    behind[name] = count
  end
  return behind
end

---Webhooks that must answer and aggregated APIs are told when their pods move.
---@param cluster table
---@param pods fun(): table[] the pods that will be evicted
---@return table check
function M.check(cluster, pods)
  return { name = "called by the control plane", warn = true, test = function()
    local problems, list = {}, called(cluster)
    if #list == 0 then return problems end
    local behind = pods_behind(cluster, list, pods())
    for _, item in ipairs(list) do
      local count = behind[item.service]
      if count and count.moving > 0 then
        problems[#problems + 1] = { object = item.name,
          detail = ("%s is served by Service %s from %d pod%s that move%s: while none answers, or EKS does not know "
            .. "the new block yet (up to an hour), %s"):format(item.what, item.service, count.moving,
            count.moving == 1 and "" or "s", count.moving == 1 and "s" or "", item.stops),
          remedy = (count.all == 1 and "give it a second replica; " or "")
            .. (item.webhook and "set failurePolicy: Ignore until the groups are replaced, or hostNetwork on its pods"
              or "run its pods with hostNetwork, or let nobody need it meanwhile") }
      end
    end
    return problems
  end }
end

return M
