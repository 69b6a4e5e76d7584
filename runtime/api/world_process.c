/* Child processes of the live world: world.run. */
#include <string.h>

#include "../child.h"
#include "../task.h"
#include "api.h"
#include "world.h"

typedef struct running {
  child *child;
  bool secret;
} running;

static void ended(void *data) {
  wait_done(data);
}

static void cancel(wait *w) {
  running *r = w->data;
  child_free(r->child);
  r->child = NULL;
}

static int push_result(lua_State *L, wait *w) {
  running *r = w->data;
  child *c = r->child;
  if (c->failed) return api_fail(L, &c->error);
  lua_createtable(L, 0, 3);
  lua_pushinteger(L, c->status);
  lua_setfield(L, -2, "status");
  if (r->secret)
    api_push_secret(L, buf_text(&c->out), c->out.len);
  else
    lua_pushlstring(L, buf_text(&c->out), c->out.len);
  lua_setfield(L, -2, "stdout");
  lua_pushlstring(L, buf_text(&c->err_out), c->err_out.len);
  lua_setfield(L, -2, "stderr");
  return 1;
}

/* Pushes a userdata with the list of strings at `index`, ended by NULL. */
static const char **push_list(lua_State *L, int index) {
  index = lua_absindex(L, index);
  lua_Integer n = luaL_len(L, index);
  const char **list = lua_newuserdatauv(L, ((size_t)n + 1) * sizeof *list, 0);
  for (lua_Integer i = 1; i <= n; i++) {
    lua_rawgeti(L, index, i);
    if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "world.run: item %I of the command is not a string", i);
    list[i - 1] = lua_tostring(L, -1); /* the table keeps it alive */
    lua_pop(L, 1);
  }
  list[n] = NULL;
  return list;
}

/* {NAME = value} -> userdata with "NAME=value" lines; the table at index + 1 keeps the lines alive */
static const char **push_environment(lua_State *L, int index) {
  index = lua_absindex(L, index);
  lua_newtable(L);
  int lines = lua_gettop(L);
  lua_pushnil(L);
  while (lua_next(L, index)) {
    luaL_tolstring(L, -1, NULL);
    lua_pushfstring(L, "%s=%s", lua_tostring(L, -3), lua_tostring(L, -1));
    lua_rawseti(L, lines, (lua_Integer)lua_rawlen(L, lines) + 1);
    lua_pop(L, 2);
  }
  return push_list(L, lines);
}

/* run(argv, {env=, input=, timeout=, secret=, limit=}) -> {status, stdout, stderr} */
static int f_run(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argcheck(L, luaL_len(L, 1) > 0, 1, "the name of a program expected");
  lua_settop(L, 2);
  child_command c = {0};
  bool secret = false;
  c.argv = push_list(L, 1);
  if (!lua_isnil(L, 2)) {
    luaL_checktype(L, 2, LUA_TTABLE);
    secret = api_field_bool(L, 2, "secret", false);
    c.timeout = api_field_number(L, 2, "timeout", 0);
    c.limit = (size_t)api_field_number(L, 2, "limit", 0);
    lua_getfield(L, 2, "input");
    c.input = api_to_text(L, -1, &c.input_len);
    if (!c.input) c.input_len = 0;
    if (api_field(L, 2, "env", LUA_TTABLE, false) != LUA_TNIL) c.env = push_environment(L, -1);
  }
  wait *w = task_new_wait(L, sizeof(running));
  w->cancel = cancel;
  w->push = push_result;
  running *r = w->data;
  r->secret = secret;
  err e = ERR_INIT;
  r->child = child_start(tasks_loop(tasks_of(L)), &c, ended, w, &e);
  if (!r->child) return api_fail(L, &e);
  return task_wait(L, w);
}

static const luaL_Reg lib[] = {
    {"run", f_run},
    {NULL, NULL},
};

int luaopen_world_process(lua_State *L) {
  luaL_newlib(L, lib);
  return 1;
}
