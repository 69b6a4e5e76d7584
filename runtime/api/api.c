#include "api.h"

#include <string.h>

int luaopen_cidr(lua_State *L);
int luaopen_cjson(lua_State *L);
int luaopen_events(lua_State *L);
int luaopen_failure(lua_State *L);
int luaopen_ini(lua_State *L);
int luaopen_json(lua_State *L);
int luaopen_kube(lua_State *L);
int luaopen_search(lua_State *L);
int luaopen_secret(lua_State *L);
int luaopen_sigv4(lua_State *L);
int luaopen_task_core(lua_State *L);
int luaopen_term(lua_State *L);
int luaopen_world(lua_State *L);
int luaopen_xml(lua_State *L);
int luaopen_yaml(lua_State *L);

/* One line per native module, sorted; `require` finds them all. */
static const luaL_Reg libs[] = {
    {"cidr", luaopen_cidr},
    {"cjson", luaopen_cjson},
    {"failure", luaopen_failure},
    {"ini", luaopen_ini},
    {"json", luaopen_json},
    {"kube", luaopen_kube},
    {"perigee.events", luaopen_events},
    {"search", luaopen_search},
    {"secret", luaopen_secret},
    {"sigv4", luaopen_sigv4},
    {"task.core", luaopen_task_core},
    {"term", luaopen_term},
    {"world", luaopen_world},
    {"xml", luaopen_xml},
    {"yaml", luaopen_yaml},
    {NULL, NULL},
};

void api_open_libs(lua_State *L) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
  for (const luaL_Reg *lib = libs; lib->name; lib++) {
    lua_pushcfunction(L, lib->func);
    lua_setfield(L, -2, lib->name);
  }
  lua_pop(L, 1);
  /* Their metatables must exist before any binding makes such a value. */
  luaL_requiref(L, "failure", luaopen_failure, 0);
  luaL_requiref(L, "secret", luaopen_secret, 0);
  lua_pop(L, 2);
}

void api_push_failure(lua_State *L, const err *e) {
  lua_createtable(L, 0, 6);
  lua_pushstring(L, e->code);
  lua_setfield(L, -2, "code");
  lua_pushstring(L, e->message);
  lua_setfield(L, -2, "message");
  if (e->line) {
    lua_pushinteger(L, e->line);
    lua_setfield(L, -2, "line");
    lua_pushinteger(L, e->column);
    lua_setfield(L, -2, "column");
  }
  if (e->status) {
    lua_pushinteger(L, e->status);
    lua_setfield(L, -2, "status");
  }
  if (e->retryable) {
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, "retryable");
  }
  luaL_setmetatable(L, API_FAILURE);
}

int api_fail(lua_State *L, const err *e) {
  lua_pushnil(L);
  api_push_failure(L, e);
  return 2;
}

void api_set_release(lua_State *L, const char *type, lua_CFunction release) {
  if (luaL_newmetatable(L, type)) {
    lua_pushcfunction(L, release);
    lua_setfield(L, -2, "__gc");
    lua_pushcfunction(L, release);
    lua_setfield(L, -2, "__close");
  }
  lua_setmetatable(L, -2);
}

static int scratch_free(lua_State *L) {
  buf_free(lua_touserdata(L, 1));
  return 0;
}

static int scratch_wipe(lua_State *L) {
  buf_wipe(lua_touserdata(L, 1));
  return 0;
}

static buf *scratch(lua_State *L, const char *type, lua_CFunction release) {
  buf *b = lua_newuserdatauv(L, sizeof *b, 0);
  buf_init(b);
  api_set_release(L, type, release);
  lua_toclose(L, -1);
  return b;
}

buf *api_scratch(lua_State *L) {
  return scratch(L, "perigee.scratch", scratch_free);
}

buf *api_scratch_secret(lua_State *L) {
  return scratch(L, "perigee.scratch.secret", scratch_wipe);
}

int api_field(lua_State *L, int index, const char *name, int type, bool required) {
  index = lua_absindex(L, index);
  int got = lua_getfield(L, index, name);
  if (got == LUA_TNIL && !required) return got;
  if (got != type) {
    luaL_error(L, "field '%s' must be a %s, not %s", name, lua_typename(L, type),
               got == LUA_TNIL ? "missing" : luaL_typename(L, -1));
  }
  return got;
}

const char *api_field_string(lua_State *L, int index, const char *name, const char *fallback) {
  int got = api_field(L, index, name, LUA_TSTRING, false);
  const char *text = got == LUA_TNIL ? fallback : lua_tostring(L, -1);
  lua_pop(L, 1); /* the table keeps the string alive */
  return text;
}

lua_Number api_field_number(lua_State *L, int index, const char *name, lua_Number fallback) {
  int got = api_field(L, index, name, LUA_TNUMBER, false);
  lua_Number n = got == LUA_TNIL ? fallback : lua_tonumber(L, -1);
  lua_pop(L, 1);
  return n;
}

bool api_field_bool(lua_State *L, int index, const char *name, bool fallback) {
  int got = api_field(L, index, name, LUA_TBOOLEAN, false);
  bool b = got == LUA_TNIL ? fallback : lua_toboolean(L, -1);
  lua_pop(L, 1);
  return b;
}

void api_secret_names(lua_State *L, int options) {
  if (lua_isnoneornil(L, options) || api_field(L, options, "secret", LUA_TTABLE, false) == LUA_TNIL) {
    lua_pushnil(L);
    return;
  }
  int list = lua_gettop(L);
  lua_newtable(L);
  for (lua_Integer i = 1; lua_geti(L, list, i) == LUA_TSTRING; i++) {
    lua_pushboolean(L, 1);
    lua_settable(L, -3);
  }
  lua_pop(L, 1); /* the nil that ended the list */
  lua_remove(L, list);
}

bool api_is_secret_name(lua_State *L, int names, const char *name, size_t len) {
  if (!lua_istable(L, names)) return false;
  names = lua_absindex(L, names);
  lua_pushlstring(L, name, len);
  bool yes = lua_rawget(L, names) != LUA_TNIL;
  lua_pop(L, 1);
  return yes;
}
