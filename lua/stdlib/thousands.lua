-- Numbers as people read them: 16379 is "16,379". Every line for people comes through here.

---@param n number
---@return string
return function(n)
  local text = tostring(n)
  local sign, digits, rest = text:match("^(-?)(%d+)(.*)$")
  if not digits then return text end
  local grouped = digits:reverse():gsub("(%d%d%d)", "%1,"):reverse():gsub("^,", "")
  return sign .. grouped .. rest
end
