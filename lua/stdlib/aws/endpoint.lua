-- Where a service is reached and for which region its requests are signed. Overrides come first, in the order of
-- the SDKs; then the partition's common rule, except where the model knows another host.
local failure = require "failure"
local partitions = require "aws.partitions"

local M = {}

local common = {
  plain = "{prefix}.{region}.{suffix}",
  fips = "{prefix}-fips.{region}.{suffix}",
  dual = "{prefix}.{region}.{dual}",
  both = "{prefix}-fips.{region}.{dual}",
}

local function variant_of(config)
  if config.use_fips then return config.use_dualstack and "both" or "fips" end
  return config.use_dualstack and "dual" or "plain"
end

-- The host by rule, and the region to sign for.
local function host_of(model, config, region)
  local partition = partitions.of(region)
  local variant = variant_of(config)
  local hosts = model:hosts()
  local known = hosts[region .. " " .. variant] or hosts[partition.name .. " " .. variant]
  local template = known and known.template or common[variant]
  local host = template:gsub("{(%a+)}", {
    prefix = model.prefix, region = region, suffix = partition.suffix, dual = partition.dual,
  })
  return host, known and known.signing or region, variant
end

local function check(url, source)
  local host = url:match("^https?://([^/?#%s]+)[^?#%s]*$")
  if not host or host:find("@", 1, true) then
    failure.raise {
      code = "InvalidEndpoint", hint = "correct or remove " .. source,
      message = ("the endpoint '%s' (%s) is no URL such as https://host:port"):format(url, source),
    }
  end
end

---@param model aws.model
---@param config aws.config
---@return table endpoint {url=, signing_region=, source=, partition=}
function M.resolve(model, config)
  local region = config.region
  if not region then
    if not (model:hosts()["aws plain"] or {}).signing then
      failure.raise {
        code = "NoRegion", service = model.service, message = "no AWS region is set",
        hint = "set AWS_REGION, pass --region (or region= to the client), or put `region = ...` into the profile",
      }
    end
    region = partitions.list[#partitions.list].region
  end
  if not region:match("^[%w-]+$") then
    failure.raise {
      code = "InvalidRegion", hint = "region names look like cn-northwest-1 or eu-central-1",
      message = ("'%s' (%s) is no region name"):format(region, config.region_source or "region"),
    }
  end
  local host, signing_region, variant = host_of(model, config, region)
  local url, source = config:endpoint_override(model)
  if url then
    check(url, source)
  else
    url, source = "https://" .. host, "region " .. region .. (variant ~= "plain" and " (" .. variant .. ")" or "")
  end
  return {
    url = url:gsub("/+$", ""), source = source, signing_region = signing_region, partition = partitions.of(region),
    override = source:find("^region ") == nil,
  }
end

return M
