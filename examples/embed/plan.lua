description = [[ Cut one block evenly over the zones that the host program knows. ]]

settings = {
  block = "100.64.0.0/16",   -- the block to cut
  vpc   = "vpc-1",           -- whose zones
}
steps = { "cut" }

function cut(run)
  local zones = require("inventory").zones(settings.vpc)
  local bits = 0
  while 2 ^ bits < #zones do bits = bits + 1 end
  local prefix = tonumber(settings.block:match("/(%d+)$")) + bits
  for i, zone in ipairs(zones) do
    run:say(zone .. " gets " .. cidr.nth(settings.block, prefix, i))
  end
end
