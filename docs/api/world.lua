---@meta
-- The only way out of Lua: requests, time, randomness, files, child processes. A playbook does not see it; its modules
-- go through it.

local world = {}

---Sends one HTTP request; no redirects are followed. Header values may be secrets, or lists of texts and secrets. The
---failure's `sent` tells whether the request may have reached the server.
---@param request {method?: string, url: string, headers?: table, body?: string|secret, timeout?: number, connect_timeout?: number, idle_timeout?: number, max_body?: integer, tls?: {ca?: string, cert?: string, key?: string|secret, server_name?: string, insecure?: boolean}, proxy?: string, stream?: boolean, secret_body?: boolean}
---@return {status: integer, headers: table<string, string>, body: string|secret}? answer
---@return failure? problem
function world.request(request) end

---Seconds since the epoch.
---@return number
function world.now() end

---Seconds of a clock that never jumps.
---@return number
function world.monotonic() end

---Waits; other tasks go on.
---@param seconds number
function world.sleep(seconds) end

---Random bytes, at most 65,536.
---@param n integer
---@return string
function world.random(n) end

---A random number from 0 to 1, without 1.
---@return number
function world.random_float() end

---One variable of the environment.
---@param name string
---@return string?
function world.getenv(name) end

---All variables of the environment.
---@return table<string, string>
function world.environ() end

---The content of a file, by default at most 256 MiB; as a secret with `secret`.
---@param path string
---@param options? {secret?: boolean, limit?: integer}
---@return string|secret|nil text
---@return failure? problem
function world.read_file(path, options) end

---Writes a file in one piece: it has the old content or the new one, never a part. With `exclusive` it must not exist.
---@param path string
---@param text string
---@param options? {mode?: integer, exclusive?: boolean}
---@return boolean? done
---@return failure? problem
function world.write_file(path, text, options) end

---Adds to the end of a file, which is made when it is missing. The text is on disk when it returns, and the name of a
---file that it has made; with `name`, that of a file too that was there.
---@param path string
---@param text string
---@param options? {mode?: integer, name?: boolean}
---@return boolean? done
---@return failure? problem
function world.append_file(path, text, options) end

---What is at a path.
---@param path string
---@return {type: "file"|"directory"|"other", size: integer, mtime: number, mode: integer}? stat
---@return failure? problem
function world.stat(path) end

---The sorted names in a folder.
---@param path string
---@return string[]? names
---@return failure? problem
function world.list(path) end

---Makes a folder, with those above it unless `parents = false`.
---@param path string
---@param options? {parents?: boolean, mode?: integer}
---@return boolean? done
---@return failure? problem
function world.make_dir(path, options) end

---Removes a file or an empty folder.
---@param path string
---@return boolean? done
---@return failure? problem
function world.remove(path) end

---Takes a lock on a file, which is made when it is missing, and puts a text into it. The system drops it when the process
---ends. Fails with code `locked` when another process, or another lock of this one, holds it.
---@param path string
---@param text string who holds it, for whoever finds it taken
---@param options? {mode?: integer}
---@return {close: fun(self)}? lock
---@return failure? problem
function world.lock(path, text, options) end

---Runs a program, without a shell, to its end.
---@param command string[] the program and its arguments
---@param options? {env?: table<string, string>, input?: string|secret, timeout?: number, secret?: boolean, limit?: integer}
---@return {status: integer, stdout: string|secret, stderr: string}? result
---@return failure? problem
function world.run(command, options) end

---Replaces functions of the world for this runtime, for tests and simulations.
---@param functions table<string, function>
---@return table<string, function> before the functions that were there
function world.install(functions) end

return world
