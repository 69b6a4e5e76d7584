-- The runner of documented examples must notice what it is there for: a page that shows something else.
local t = require "spec"

local folder = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = folder .. "/../docs/?.lua;" .. package.path
local markdown = require "markdown"
local examples = require "examples"

local page = table.concat({
  "# Page", "```lua", "print(1)", "```", "", "```output", "1", "```", "text",
  "```lua file=a.lua", "steps = {}", "```", "```console scenario=guide", "$ perigee list", "...", "```",
}, "\n")

t.test("examples of a page", function()
  local found = markdown.examples(page)
  t.equal(#found, 3)
  t.equal(found[1].output, "1\n")
  t.equal(found[1].line, 2)
  t.equal(found[2].fragment, true)
  t.equal(found[3].scenario, "guide")
  t.equal(found[3].files, { { name = "a.lua", text = "steps = {}\n" } })
end)

t.test("an output that belongs to nothing is refused", function()
  t.raises("output of nothing", markdown.examples, "```output\n1\n```\n")
  t.raises("output of nothing", markdown.examples, "```lua\nx = 1\n```\ntext\n```output\n1\n```\n")
  t.raises("not closed", markdown.examples, "```lua\nx = 1\n")
end)

t.test("matching what was printed", function()
  local cases = {
    { "one\ntwo\n", "one\ntwo\n", true },
    { "one\ntwo\n", "one\ntwo\nthree\n", false },
    { "one\n", "one \n\n", true },
    { "one\n...\nfour\n", "one\ntwo\nthree\nfour\n", true },
    { "one\n...\nfour\n", "one\nfour\n", true },
    { "one\n...\n", "two\n", false },
    { "took ... s (100%)\n", "took 1.25 s (100%)\n", true },
    { "took ... s\n", "took 1.25 m\n", false },
    { "a.b\n", "axb\n", false },
    { "", "", true },
    { "", "x\n", false },
  }
  for _, case in ipairs(cases) do t.equal(examples.matches(case[1], case[2]), case[3], case[1] .. "|" .. case[2]) end
end)
