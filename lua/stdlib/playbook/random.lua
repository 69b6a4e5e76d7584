-- Random numbers that depend on the run's seed only, so that a rehearsal and a run draw the same ones.
-- xorshift64*: small, and good enough for jitter and for choosing names; never for secrets.
local M = {}

local function fold(text)
  local hash = 0xcbf29ce484222325
  for i = 1, #text do hash = (hash ~ text:byte(i)) * 0x100000001b3 end
  return hash
end

---A function like `math.random`: no argument gives a float in [0,1), one or two give an integer.
---@param seed string
---@return fun(low: integer|nil, high: integer|nil): number
function M.new(seed)
  local state = fold(seed)
  if state == 0 then state = 1 end
  local function draw()
    state = state ~ (state >> 12)
    state = state ~ (state << 25)
    state = state ~ (state >> 27)
    return state * 0x2545f4914f6cdd1d
  end
  return function(low, high)
    local float = (draw() >> 11) * (0.5 ^ 53)
    if low == nil then return float end
    if high == nil then low, high = 1, low end
    if math.type(low) ~= "integer" or math.type(high) ~= "integer" or low > high then
      error("bad argument to 'random': two integers, the smaller first, are wanted", 2)
    end
    return low + math.tointeger(float * (high - low + 1) // 1)
  end
end

return M
