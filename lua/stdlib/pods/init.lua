-- Pods: what each is to the procedure, canaries, evictions, and the verdict.
-- Each function is described where it lives.
local M = {}

M.verify = require("pods.verdict").verify
M.classify = require("pods.classify").pod
M.out_of_scope = require("pods.kinds").out_of_scope
M.owner = require("pods.kinds").owner
M.on_node = require("pods.evict").on_node
M.canary = require("pods.canary").resource
M.budgets = require("pods.budgets").of_pod

return M
