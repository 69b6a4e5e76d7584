-- Finds the examples of a Markdown page: fenced blocks with a language, and the output block right below one.
local M = {}

---The fenced blocks of a page in order, each `{info=, words=, text=, line=, follows=}`; `follows` tells that only
---blank lines stand between it and the block before.
---@param text string
---@return table[] blocks
function M.blocks(text)
  local blocks, open, number, blank = {}, nil, 0, false
  for line in (text .. "\n"):gmatch("(.-)\n") do
    number = number + 1
    if open then
      if line:match("^%s*" .. open.fence .. "%s*$") then
        open.text = table.concat(open, "\n") .. "\n"
        blocks[#blocks + 1], open, blank = open, nil, true
      else
        open[#open + 1] = line:gsub("^" .. open.indent, "")
      end
    else
      local indent, fence, info = line:match("^(%s*)(```+)(.*)$")
      if fence then
        open = { fence = fence, indent = indent, info = info, line = number, follows = blank, words = {} }
        for word in info:gmatch("%S+") do open.words[#open.words + 1] = word end
      elseif line:match("%S") then
        blank = false
      end
    end
  end
  if open then error("line " .. open.line .. ": a fenced block is not closed") end
  return blocks
end

---The examples of a page: `{kind="lua"|"console"|"c", text=, output=, scenario=, files=, line=}`. A Lua or C example
---has an output block below it; a console example holds commands and output in one block. `files` are the blocks
---marked `file=NAME` so far.
---@param text string
---@return table[] examples
function M.examples(text)
  local examples, files, last = {}, {}, nil
  for _, block in ipairs(M.blocks(text)) do
    local kind = block.words[1]
    if kind == "output" then
      if not (last and block.follows) then error("line " .. block.line .. ": output of nothing") end
      last.output = block.text
    else
      last = { kind = kind, text = block.text, line = block.line, files = { table.unpack(files) } }
      for _, word in ipairs(block.words) do
        local name = word:match("^file=([%w_%-%.]+)$")
        if name then
          files[#files + 1] = { name = name, text = block.text }
          last.fragment = true -- a playbook is no program
        end
        last.scenario = last.scenario or word:match("^scenario=(.+)$")
        last.fragment = last.fragment or word == "fragment"
      end
      examples[#examples + 1] = last
    end
  end
  return examples
end

return M
