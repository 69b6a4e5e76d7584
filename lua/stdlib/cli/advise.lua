-- perigee advise: which way out of address shortage fits this cluster, and why. The domain module decides.
local json = require "json"
local options = require "cli.options"
local output = require "cli.output"

local M = {
  summary = "Which way out of address shortage fits this cluster, and why.",
  description = "Reads the cluster and its VPC and tells, for each way out, what speaks for and against it here. "
    .. "Nothing is written.",
}

function M.arguments(command)
  command:option("--cluster", "Name of the EKS cluster."):argname "NAME"
  command:option("--output", "Text, or JSON."):choices { "text", "json" }:default "text"
  options.world(command)
end

return M
