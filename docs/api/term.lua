---@meta
-- The terminal and the standard streams, for the command alone.

local term = {}

---Whether a file descriptor is a terminal.
---@param fd integer
---@return boolean
function term.isatty(fd) end

---The terminal's width in columns; 80 when it is not known.
---@return integer
function term.width() end

---Writes to a file descriptor; the failure's code is `closed` when nobody reads it any more.
---@param fd integer
---@param text string
---@return boolean? done
---@return failure? problem
function term.write(fd, text) end

---Everything on standard input.
---@return string
function term.read_all() end

---Reads one line with editing and history; nil at the end of the input, false after Ctrl-C.
---@param prompt string
---@param complete? fun(text: string, cursor: integer): string[], integer candidates, and how many bytes they replace
---@return string|false|nil
function term.read_line(prompt, complete) end

---Adds a line to the history.
---@param line string
function term.add_history(line) end

---Reads the history from a file.
---@param path string
---@return boolean
function term.load_history(path) end

---Writes the history to a file.
---@param path string
---@return boolean
function term.save_history(path) end

---Makes Ctrl-C cancel this task in place of the whole program; nil: the program again.
---@param task? userdata
function term.on_interrupt(task) end

return term
