/* Module `world`: the only way out of Lua. Requests, time, randomness, files and child processes are fields of one
** table; world.install replaces them for this runtime. */
#include "world.h"

#include <openssl/rand.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../instance.h"
#include "api.h"

#define WORLD "perigee.world"

extern char **environ;

void world_push(lua_State *L, const char *name) {
  lua_getfield(L, LUA_REGISTRYINDEX, WORLD);
  lua_getfield(L, -1, name);
  lua_remove(L, -2);
}

int world_send(lua_State *L, lua_KContext ctx, lua_KFunction k) {
  int base = lua_gettop(L) - 1;
  world_push(L, "request");
  lua_insert(L, base + 1);
  lua_callk(L, 1, LUA_MULTRET, ctx, k);
  return k(L, LUA_OK, ctx);
}

static int f_now(lua_State *L) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  lua_pushnumber(L, (lua_Number)t.tv_sec + (lua_Number)t.tv_nsec / 1e9);
  return 1;
}

static int f_monotonic(lua_State *L) {
  lua_pushnumber(L, loop_now());
  return 1;
}

static int f_random(lua_State *L) {
  lua_Integer n = luaL_checkinteger(L, 1);
  luaL_argcheck(L, n >= 0 && n <= 65536, 1, "from 0 to 65536 bytes");
  luaL_Buffer b;
  char *to = luaL_buffinitsize(L, &b, (size_t)n);
  if (RAND_bytes((unsigned char *)to, (int)n) != 1) return luaL_error(L, "the system gives no random bytes");
  luaL_pushresultsize(&b, (size_t)n);
  return 1;
}

static int f_random_float(lua_State *L) {
  unsigned char bytes[8];
  if (RAND_bytes(bytes, sizeof bytes) != 1) return luaL_error(L, "the system gives no random bytes");
  unsigned long long v = 0;
  for (size_t i = 0; i < sizeof bytes; i++) v = v << 8 | bytes[i];
  lua_pushnumber(L, (lua_Number)(v >> 11) * 0x1p-53);
  return 1;
}

static int f_getenv(lua_State *L) {
  lua_pushstring(L, getenv(luaL_checkstring(L, 1)));
  return 1;
}

static int f_environ(lua_State *L) {
  lua_newtable(L);
  for (char **line = environ; *line; line++) {
    const char *eq = strchr(*line, '=');
    if (!eq) continue;
    lua_pushlstring(L, *line, (size_t)(eq - *line));
    lua_pushstring(L, eq + 1);
    lua_rawset(L, -3);
  }
  return 1;
}

/* install(functions) -> the functions that were there before */
static int f_install(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  lua_newtable(L);
  lua_getfield(L, LUA_REGISTRYINDEX, WORLD);
  lua_pushnil(L);
  while (lua_next(L, 1)) { /* functions, before, world, name, function */
    luaL_argcheck(L, lua_type(L, -2) == LUA_TSTRING, 1, "names of world functions expected");
    lua_pushvalue(L, -2);
    if (lua_gettable(L, 3) == LUA_TNIL) {
      return luaL_error(L, "the world has no function '%s'", lua_tostring(L, -3));
    }
    lua_setfield(L, 2, lua_tostring(L, -3));
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -2);
    lua_settable(L, 3);
    lua_pop(L, 1);
  }
  lua_settop(L, 2);
  return 1;
}

static const luaL_Reg lib[] = {
    {"environ", f_environ},           {"getenv", f_getenv}, {"install", f_install},
    {"monotonic", f_monotonic},       {"now", f_now},       {"random", f_random},
    {"random_float", f_random_float}, {NULL, NULL},
};

static void merge(lua_State *L, lua_CFunction open) { /* the table on top gets what `open` gives */
  lua_pushcfunction(L, open);
  lua_call(L, 0, 1);
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_settable(L, -5);
  }
  lua_pop(L, 1);
}

int luaopen_world(lua_State *L) {
  luaL_newlib(L, lib);
  merge(L, luaopen_world_http);
  merge(L, luaopen_world_files);
  merge(L, luaopen_world_process);
  luaL_requiref(L, "task.core", luaopen_task_core, 0);
  lua_getfield(L, -1, "sleep");
  lua_setfield(L, -3, "sleep");
  lua_pop(L, 1);
  lua_pushvalue(L, -1);
  lua_setfield(L, LUA_REGISTRYINDEX, WORLD);
  return 1;
}
