-- perigee advise: which way out of address shortage fits this cluster, and why. The domain module judges.
local json = require "json"
local options = require "cli.options"
local output = require "cli.output"
local text = require "cli.view.text"

local M = {
  summary = "Which way out of address shortage fits this cluster, and why.",
  description = "Reads the cluster and its VPC and tells, for each way out, what speaks for and against it here. "
    .. "Nothing is written. Without a name it takes the only cluster of the region.",
}

function M.arguments(command)
  command:argument("cluster", "Name of the EKS cluster."):argname "CLUSTER":args "?"
  command:option("--set", "cluster=NAME, as for a playbook."):argname "KEY=VALUE":count "*"
  command:option("--output", "Text, or JSON."):choices { "text", "json" }:default "text"
  options.world(command)
end

local function cluster_of(args)
  if args.cluster then return args.cluster end
  local chosen
  for _, option in ipairs(args.set) do
    chosen = option:match("^cluster=(.+)$")
    if not chosen then options.usage(("--set %s: advise knows the setting `cluster` only"):format(option)) end
  end
  if chosen then return chosen end
  local aws = require "aws"
  local names = aws.client("eks"):all("list_clusters", {})
  if #names == 1 then return names[1] end
  local where = aws.region() or "this region"
  if #names == 0 then
    options.usage("there is no EKS cluster in " .. where, "another region is given with --region, another identity "
      .. "with --profile")
  end
  options.usage(("%s has %s: %s"):format(where, text.count(#names, "cluster"), table.concat(names, ", ")),
    "name one: perigee advise " .. names[1])
end

-- The report as data: what is a method of a way stays behind.
local function plain(report)
  local ways = {}
  for i, way in ipairs(report.ways) do
    ways[i] = { name = way.name, title = way.title, verdict = way.verdict, pros = json.array(way.pros),
      cons = json.array(way.cons) }
  end
  return { cluster = report.cluster, region = report.region, vpc = report.vpc, facts = json.array(report.facts),
    ways = json.array(ways), conclusion = report.conclusion, unread = json.array(report.unread) }
end

function M.run(args)
  options.apply(args)
  local advise = require "advise"
  local report = advise.advise(cluster_of(args))
  local out = output.out
  if args.output == "json" then
    out:line(json.encode(plain(report), { sort = true }))
    return 0
  end
  for _, line in ipairs(advise.lines(report)) do
    local indent, rest = line:match("^(%s*)(.*)$")
    local lines = text.wrap(rest, math.max(30, out:width() - #indent - 2))
    for i, wrapped in ipairs(lines) do out:line(indent .. (i > 1 and "  " or "") .. wrapped) end
  end
  return 0
end

return M
