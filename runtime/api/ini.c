/* ini: AWS config and credentials files as tables. */
#include "../ini.h"

#include "api.h"

#define READER "perigee.ini.reader"

static int reader_close(lua_State *L) {
  ini_close(lua_touserdata(L, 1));
  return 0;
}

static ini_reader *push_reader(lua_State *L, const char *text, size_t len) {
  ini_reader *r = lua_newuserdatauv(L, sizeof *r, 0);
  ini_open(r, text, len);
  api_set_release(L, READER, reader_close);
  lua_toclose(L, -1);
  return r;
}

/* Pushes the table table[name], made when it is not there yet. */
static void push_part(lua_State *L, int table, const ini_event *event) {
  lua_pushlstring(L, event->name, event->name_len);
  lua_pushvalue(L, -1);
  if (lua_rawget(L, table) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -2);
    lua_rawset(L, table);
  }
  lua_remove(L, -2);
}

static void set_value(lua_State *L, int table, const ini_event *event, int names) {
  lua_pushlstring(L, event->name, event->name_len);
  if (api_is_secret_name(L, names, event->name, event->name_len))
    api_push_secret(L, event->value, event->value_len);
  else
    lua_pushlstring(L, event->value, event->value_len);
  lua_rawset(L, table);
}

static int f_decode(lua_State *L) {
  enum { NAMES = 3, READER_SLOT, SECTIONS, SECTION, BLOCK };
  size_t len;
  err e = ERR_INIT;
  ini_event event;
  const char *text = api_check_text(L, 1, &len);
  lua_settop(L, 2);
  api_secret_names(L, 2);
  ini_reader *r = push_reader(L, text, len);
  lua_newtable(L);
  for (;;) {
    if (!ini_next(r, &event, &e)) return api_fail(L, &e);
    if (event.kind == INI_END) break;
    if (event.kind == INI_SECTION || event.kind == INI_BLOCK) {
      int into = event.kind == INI_SECTION ? SECTIONS : SECTION;
      lua_settop(L, into);
      push_part(L, into, &event);
    } else {
      set_value(L, event.kind == INI_VALUE ? SECTION : BLOCK, &event, NAMES);
    }
  }
  lua_settop(L, SECTIONS);
  return 1;
}

static const luaL_Reg lib[] = {
    {"decode", f_decode},
    {NULL, NULL},
};

int luaopen_ini(lua_State *L) {
  luaL_newlib(L, lib);
  return 1;
}
