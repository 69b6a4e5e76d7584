/* The one failure object of the runtime: a table whose text is a readable line. */
#include <string.h>

#include "api.h"

static void add_part(lua_State *L, luaL_Buffer *b, const char *field, const char *label, int *parts) {
  if (lua_getfield(L, 1, field) == LUA_TNIL) {
    lua_pop(L, 1);
    return;
  }
  luaL_tolstring(L, -1, NULL);
  lua_remove(L, -2);
  const char *text = lua_tostring(L, -1);
  lua_pushfstring(L, "%s%s%s", (*parts)++ ? ", " : " (", label, text);
  lua_remove(L, -2);
  luaL_addvalue(b);
}

static int f_tostring(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_Buffer b;
  int parts = 0;
  lua_getfield(L, 1, "message");
  luaL_tolstring(L, -1, NULL);
  lua_replace(L, -2);
  luaL_buffinit(L, &b);
  lua_pushvalue(L, 2);
  luaL_addvalue(&b);
  add_part(L, &b, "code", "", &parts);
  add_part(L, &b, "status", "status ", &parts);
  add_part(L, &b, "request_id", "request ", &parts);
  if (parts) luaL_addchar(&b, ')');
  luaL_pushresult(&b);
  return 1;
}

static int f_new(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  luaL_setmetatable(L, API_FAILURE);
  return 1;
}

static int f_is(lua_State *L) {
  int is = 0;
  if (lua_istable(L, 1) && lua_getmetatable(L, 1)) {
    luaL_getmetatable(L, API_FAILURE);
    is = lua_rawequal(L, -1, -2);
  }
  lua_pushboolean(L, is);
  return 1;
}

static int f_raise(lua_State *L) {
  f_new(L);
  return lua_error(L);
}

static const luaL_Reg lib[] = {
    {"is", f_is},
    {"new", f_new},
    {"raise", f_raise},
    {NULL, NULL},
};

int luaopen_failure(lua_State *L) {
  luaL_newmetatable(L, API_FAILURE);
  lua_pushcfunction(L, f_tostring);
  lua_setfield(L, -2, "__tostring");
  lua_pop(L, 1);
  luaL_newlib(L, lib);
  return 1;
}
