-- k8s.connect gives a client of one cluster: from a kubeconfig, from the pod it runs in, or straight from EKS.
local client = require "k8s.client"
local eks_cluster = require "k8s.eks_cluster"
local failure = require "failure"
local in_cluster = require "k8s.in_cluster"
local kubeconfig = require "k8s.kubeconfig"
local kubeconfig_user = require "k8s.kubeconfig_user"
local task = require "task"

local M = {}

-- Impersonation in the words of the user entry.
local function impersonation(user)
  local groups = type(user["as-groups"]) == "table" and user["as-groups"] or {}
  if #groups > 0 or type(user["as-user-extra"]) == "table" or user["as-uid"] then
    failure.raise {
      code = "Kubeconfig", service = "kubernetes",
      message = "the kubeconfig impersonates with as-groups, as-uid or as-user-extra; only `as` is supported",
      hint = "use a user entry without them",
    }
  end
  return kubeconfig.given(user.as)
end

local function from_kubeconfig(config, context)
  local chosen = kubeconfig.select(config, context)
  local cluster, value = chosen.cluster, chosen.cluster.value
  local server = kubeconfig.given(value.server)
  if not server then
    failure.raise {
      code = "Kubeconfig", service = "kubernetes", hint = "add `server: https://...`",
      message = ("cluster '%s' in %s has no server"):format(cluster.name, cluster.file),
    }
  end
  if not server:find("://", 1, true) then server = "https://" .. server end
  local ca, ca_source = kubeconfig.bytes(cluster, "certificate-authority")
  return {
    conn = {
      server = server:gsub("/+$", ""), ca = ca, server_name = kubeconfig.given(value["tls-server-name"]),
      insecure = value["insecure-skip-tls-verify"] == true, proxy = kubeconfig.given(value["proxy-url"]),
      as = chosen.user and impersonation(chosen.user.value),
    },
    credential = kubeconfig_user.credential(chosen.user, chosen.context, cluster),
    namespace = kubeconfig.given(chosen.namespace), context = chosen.context,
    source = ("context '%s' of %s"):format(chosen.context, chosen.file), ca_source = ca_source,
  }
end

--- A client of one cluster.
--- `{cluster=name}` asks EKS (also `region`, `profile`, `credentials`, or a `described` cluster); otherwise `context`
--- and `kubeconfig` choose from kubeconfig files, and without any of them a pod's own cluster is taken.
---@param options table|nil
---@return table client
function M.connect(options)
  options = options or {}
  if options.cluster then return client.new(eks_cluster.connection(options)) end
  local defaults = task.context().k8s_options or {}
  local path, context = options.kubeconfig or defaults.kubeconfig, options.context or defaults.context
  local config = kubeconfig.load(path)
  if config then return client.new(from_kubeconfig(config, context)) end
  local own = not context and in_cluster.connection()
  if own then return client.new(own) end
  failure.raise {
    code = "NoKubeconfig", service = "kubernetes",
    message = "no kubeconfig found: looked at " .. (table.concat(kubeconfig.paths(path), ", ")),
    hint = "name a cluster (cluster = \"...\" asks EKS), or set KUBECONFIG, or run `aws eks update-kubeconfig`",
  }
end

return M
