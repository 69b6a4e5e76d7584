/* Module `term`: the terminal and the standard streams, for the command alone. A line being edited blocks the loop: the
** REPL has nothing else to do then. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../file.h"
#include "../instance.h"
#include "../line.h"
#include "api.h"

#define EDITOR "perigee.editor"

static int f_isatty(lua_State *L) {
  lua_pushboolean(L, isatty((int)luaL_checkinteger(L, 1)));
  return 1;
}

static int f_width(lua_State *L) {
  struct winsize size;
  int known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  lua_pushinteger(L, known ? size.ws_col : 80);
  return 1;
}

static int f_write(lua_State *L) {
  int fd = (int)luaL_checkinteger(L, 1);
  size_t len;
  const char *text = luaL_checklstring(L, 2, &len);
  while (len) {
    ssize_t n = write(fd, text, len);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) {
      struct pollfd ready = {fd, POLLOUT, 0};
      poll(&ready, 1, 1000);
      continue;
    }
    if (n < 0) {
      err e = ERR_INIT;
      if (errno == EPIPE || errno == EIO)
        err_set(&e, "closed", "nobody reads the output any more");
      else
        file_error(&e, errno, "write to", fd == 1 ? "standard output" : "standard error");
      return api_fail(L, &e);
    }
    text += n;
    len -= (size_t)n;
  }
  lua_pushboolean(L, 1);
  return 1;
}

static int f_read_all(lua_State *L) {
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  for (;;) {
    ssize_t n = read(STDIN_FILENO, luaL_prepbuffer(&b), LUAL_BUFFERSIZE);
    if (n < 0 && errno == EINTR && !atomic_load(&instance_of(L)->cancel)) continue;
    if (n <= 0) break;
    luaL_addsize(&b, (size_t)n);
  }
  luaL_pushresult(&b);
  return 1;
}

static int free_editor(lua_State *L) {
  line_editor **e = lua_touserdata(L, 1);
  line_free(*e);
  *e = NULL;
  return 0;
}

/* One editor for each runtime, made when first used. */
static line_editor *editor(lua_State *L) {
  if (lua_getfield(L, LUA_REGISTRYINDEX, EDITOR) != LUA_TUSERDATA) {
    lua_pop(L, 1);
    line_editor **e = lua_newuserdatauv(L, sizeof *e, 0);
    *e = NULL;
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, free_editor);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    *e = line_new();
    if (!*e) luaL_error(L, "the terminal cannot be used for editing");
    lua_pushvalue(L, -1);
    lua_setfield(L, LUA_REGISTRYINDEX, EDITOR);
  }
  line_editor *e = *(line_editor **)lua_touserdata(L, -1);
  lua_pop(L, 1);
  return e;
}

/* complete(text, cursor) -> list of candidates, bytes that they replace. Runs inside libedit: errors end here. */
static void complete(void *data, const char *text, size_t cursor, buf *out, size_t *replace) {
  lua_State *L = data;
  int top = lua_gettop(L);
  lua_pushvalue(L, 2);
  lua_pushstring(L, text);
  lua_pushinteger(L, (lua_Integer)cursor);
  if (lua_pcall(L, 2, 2, 0) == LUA_OK && lua_istable(L, -2)) {
    *replace = (size_t)lua_tointeger(L, -1);
    for (lua_Integer i = 1; lua_rawgeti(L, -2, i) == LUA_TSTRING; i++) {
      buf_adds(out, lua_tostring(L, -1));
      buf_addc(out, '\n');
      lua_pop(L, 1);
    }
  }
  lua_settop(L, top);
}

/* read_line(prompt, complete) -> line, or nil at the end of input; or false when Ctrl-C was pressed */
static int f_read_line(lua_State *L) {
  const char *prompt = luaL_checkstring(L, 1);
  lua_settop(L, 2);
  line_editor *e = editor(L);
  buf *line = api_scratch(L);
  pg_runtime *rt = instance_of(L);
  enum line_result r = line_read(e, prompt, lua_isfunction(L, 2) ? complete : NULL, L, line);
  bool interrupted = r == LINE_INTERRUPTED || atomic_load(&rt->cancel);
  if (interrupted) instance_forget_interrupt(rt);
  if (interrupted)
    lua_pushboolean(L, 0);
  else if (r == LINE_END)
    lua_pushnil(L);
  else
    lua_pushlstring(L, buf_text(line), line->len);
  return 1;
}

static int f_add_history(lua_State *L) {
  line_add_history(editor(L), luaL_checkstring(L, 1));
  return 0;
}

static int f_load_history(lua_State *L) {
  lua_pushboolean(L, line_load_history(editor(L), luaL_checkstring(L, 1)));
  return 1;
}

static int f_save_history(lua_State *L) {
  lua_pushboolean(L, line_save_history(editor(L), luaL_checkstring(L, 1)));
  return 1;
}

/* on_interrupt(task): Ctrl-C cancels this task instead of the whole program; nil: the program again. */
static int f_on_interrupt(lua_State *L) {
  pg_runtime *rt = instance_of(L);
  lua_settop(L, 1);
  instance_forget_interrupt(rt);
  rt->interrupted = lua_isnil(L, 1) ? NULL : luaL_checkudata(L, 1, "perigee.task");
  lua_setfield(L, LUA_REGISTRYINDEX, "perigee.interrupted"); /* keeps it alive */
  return 0;
}

static const luaL_Reg lib[] = {
    {"add_history", f_add_history},
    {"isatty", f_isatty},
    {"load_history", f_load_history},
    {"on_interrupt", f_on_interrupt},
    {"read_all", f_read_all},
    {"read_line", f_read_line},
    {"save_history", f_save_history},
    {"width", f_width},
    {"write", f_write},
    {NULL, NULL},
};

int luaopen_term(lua_State *L) {
  luaL_newlib(L, lib);
  return 1;
}
