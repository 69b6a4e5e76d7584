-- What luacheck must know: https://luacheck.readthedocs.io/en/stable/config.html
std = "lua54"
max_line_length = 120
unused_args = false -- a callback lists what it is given
exclude_files = { "build*", "tests/servers/.cache", "**/.venv" }

-- The library reaches outside only through the world; what gives a program all of Lua says so beside it.
files["lua/stdlib"] = { not_globals = { "io", "os", "dofile", "loadfile", "math.random", "math.randomseed", "print" } }

-- A playbook is data and steps: its sections and step functions are globals of its own environment.
local modules = {
  "json", "yaml", "xml", "cidr", "sigv4", "http", "task", "aws", "kube", "k8s",
  "vpc", "eks", "cni", "nodes", "pods", "random", "required",
}
files["playbooks"] = { allow_defined_top = true, read_globals = modules, ignore = { "131" } }
files["examples/embed/plan.lua"] = { allow_defined_top = true, read_globals = modules, ignore = { "131" } }
files["tests/**/playbooks"] = { allow_defined_top = true, read_globals = modules, ignore = { "131" } }
-- Stubs describe functions that live in C: they only look like code.
files["docs/api"] = { ignore = { "111", "112", "113", "121", "122", "131", "211", "212", "241", "631" } }
