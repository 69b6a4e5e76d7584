/* Where Lua cannot leave a call and come back, a wait is refused: this file finds out where, who asked, and what is in
** the way, so that the message names all three. */
#include <lauxlib.h>
#include <string.h>

#include "search.h"
#include "task_private.h"

/* The place of a function in a loaded module, as "table.sort", or NULL; the stack keeps the text. */
static const char *public_name(lua_State *L, lua_Debug *ar) {
  lua_getinfo(L, "f", ar); /* function */
  lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_pushnil(L);
  while (lua_next(L, -2)) { /* function, loaded, name, module */
    if (lua_type(L, -2) == LUA_TSTRING && lua_istable(L, -1)) {
      lua_pushnil(L);
      while (lua_next(L, -2)) { /* ..., module, key, value */
        if (lua_type(L, -2) == LUA_TSTRING && lua_rawequal(L, -1, -6)) {
          const char *module = lua_tostring(L, -4);
          const char *key = lua_tostring(L, -2);
          return strcmp(module, "_G") == 0 ? key : lua_pushfstring(L, "%s.%s", module, key);
        }
        lua_pop(L, 1);
      }
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 2);
  return NULL;
}

static bool passes_waits(const char *name) {
  static const char *const through[] = {"pcall", "xpcall", "coroutine.wrap", "coroutine.resume"};
  for (size_t i = 0; i < sizeof through / sizeof *through; i++) {
    if (strcmp(name, through[i]) == 0) return true;
  }
  return false;
}

static const char *who_blocks(lua_State *L) {
  lua_Debug ar;
  for (int level = 1; lua_getstack(L, level, &ar); level++) {
    lua_getinfo(L, "nS", &ar);
    if (ar.name && strcmp(ar.namewhat, "metamethod") == 0 && strcmp(ar.name, "__gc") == 0) {
      return "a finalizer (__gc)";
    }
    if (*ar.what != 'C') continue;
    lua_getinfo(L, "f", &ar);
    bool handler = lua_tocfunction(L, -1) == task_message_handler;
    lua_pop(L, 1);
    if (handler) break;
    const char *name = public_name(L, &ar);
    if (!name) name = ar.name ? ar.name : "a C function";
    if (strcmp(name, "error") == 0 || strcmp(name, "assert") == 0) break;
    if (passes_waits(name)) continue;
    return strcmp(name, "tostring") == 0 ? "tostring (__tostring)" : name;
  }
  return "a message handler";
}

static bool in_library(lua_State *L, const lua_Debug *ar) {
  if (strncmp(ar->source, "@perigee:", 9) == 0) return true;
  const char *folder = search_modules_folder(L);
  return folder && *ar->source == '@' && strncmp(ar->source + 1, folder, strlen(folder)) == 0;
}

/* What the program called, and where: the outermost function of the library above the program's own code. */
static const char *who_waits(lua_State *L) {
  lua_Debug ar;
  const char *name = NULL;
  for (int level = 0; lua_getstack(L, level, &ar); level++) {
    lua_getinfo(L, "Sl", &ar);
    if (level > 0 && !in_library(L, &ar)) {
      if (ar.currentline <= 0) break;
      return lua_pushfstring(L, "%s:%d: %s", ar.short_src, ar.currentline, name ? name : "this");
    }
    const char *found = public_name(L, &ar);
    if (found) name = found;
  }
  return name ? name : "this";
}

static bool yieldable(lua_State *L) {
  tasks *ts = tasks_of(L);
  if (!ts->current || !lua_isyieldable(L)) return false;
  for (task_link *c = ts->chain; c; c = c->up) {
    if (!lua_isyieldable(c->from)) return false;
  }
  return true;
}

bool task_cannot_wait(lua_State *L) {
  if (yieldable(L)) return false;
  tasks *ts = tasks_of(L);
  const char *place = "code that is not a task";
  if (ts->current && !lua_isyieldable(L))
    place = who_blocks(L);
  else if (ts->current)
    place = who_blocks(ts->chain->from);
  lua_pushfstring(L, "%s cannot wait inside %s: Lua cannot leave it and come back", who_waits(L), place);
  return true;
}
