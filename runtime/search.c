#include "search.h"

#include <dlfcn.h>
#include <lauxlib.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "embedded.h"
#include "file.h"
#include "instance.h"

/* Folders that the user named, as one text with ':' between them; may be "". */
static const char *user_path(lua_State *L) {
  pg_runtime *rt = instance_of(L);
  const char *given = rt->options.module_path;
  const char *env = rt->options.read_environment ? getenv("PERIGEE_PATH") : NULL;
  if (given && *given && env && *env) return lua_pushfstring(L, "%s:%s", given, env);
  return lua_pushstring(L, given && *given ? given : env ? env : "");
}

/* Appends the folders of a ':' separated text to the list on top. */
static void add_folders(lua_State *L, const char *path) {
  for (const char *at = path; *at;) {
    size_t n = strcspn(at, ":");
    if (n) {
      lua_pushlstring(L, at, n);
      lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    }
    at += n + (at[n] == ':');
  }
}

static int f_folders(lua_State *L) {
  const char *path = user_path(L);
  lua_newtable(L);
  add_folders(L, path);
  return 1;
}

static const struct embedded_file *find_embedded(const char *name) {
  for (const struct embedded_file *f = embedded_files; f->name; f++)
    if (strcmp(f->name, name) == 0) return f;
  return NULL;
}

/* embedded(name) -> text, or nil: a file inside the binary. */
static int f_embedded(lua_State *L) {
  const struct embedded_file *f = find_embedded(luaL_checkstring(L, 1));
  if (!f) return 0;
  lua_pushlstring(L, f->start, (size_t)(f->end - f->start));
  return 1;
}

static int f_names(lua_State *L) {
  lua_newtable(L);
  lua_Integer n = 0;
  for (const struct embedded_file *f = embedded_files; f->name; f++) {
    lua_pushstring(L, f->name);
    lua_rawseti(L, -2, ++n);
  }
  return 1;
}

#define STOCK \
  "perigee.stock" /* registry: {modules =, playbooks =, api =}, folders that count before what is embedded */

/* stock(kind) -> the folder of "modules", "playbooks" or "api" as files, or nil when only the embedded ones count */
static int f_stock(lua_State *L) {
  luaL_checkstring(L, 1);
  if (lua_getfield(L, LUA_REGISTRYINDEX, STOCK) != LUA_TTABLE) return 0;
  lua_pushvalue(L, 1);
  lua_gettable(L, -2);
  return 1;
}

static void set_stock(lua_State *L, const char *folder, const char *modules, const char *api) {
  lua_createtable(L, 0, 3);
  lua_pushfstring(L, "%s/%s", folder, modules);
  lua_setfield(L, -2, "modules");
  lua_pushfstring(L, "%s/playbooks", folder);
  lua_setfield(L, -2, "playbooks");
  lua_pushfstring(L, "%s/%s", folder, api);
  lua_setfield(L, -2, "api");
  lua_setfield(L, LUA_REGISTRYINDEX, STOCK);
}

#ifdef PERIGEE_SOURCE_TREE
static void find_stock(lua_State *L) {
  set_stock(L, PERIGEE_SOURCE_TREE, "lua/stdlib", "docs/api");
}
#else
static bool has_our_stamp(lua_State *L, const char *folder) {
  char text[128] = "";
  FILE *f = fopen(lua_pushfstring(L, "%s/stamp", folder), "r");
  bool read = f && fgets(text, sizeof text, f);
  if (f) fclose(f);
  text[strcspn(text, "\n")] = '\0';
  return read && strcmp(text, embedded_stamp) == 0;
}

/* An installed copy stands at share/perigee beside the bin/, lib/ or lib/<architecture>/ that this code was loaded from.
** It counts only with our stamp, so that old and new files never mix. */
static void find_stock(lua_State *L) {
  Dl_info info;
  char self[PATH_MAX];
  if (!dladdr(embedded_stamp, &info) || !info.dli_fname) return;
  if (!realpath(info.dli_fname, self) && !realpath("/proc/self/exe", self)) return;
  int top = lua_gettop(L);
  for (int up = 0; up < 3; up++) {
    char *slash = strrchr(self, '/');
    if (!slash) break;
    *slash = '\0';
    const char *folder = lua_pushfstring(L, "%s/share/perigee", self);
    if (up > 0 && has_our_stamp(L, folder)) {
      set_stock(L, folder, "lua", "api");
      break;
    }
  }
  lua_settop(L, top);
}
#endif

static int load_file(lua_State *L, const char *path) {
  FILE *f = fopen(path, "r");
  if (!f) return 0;
  fclose(f);
  if (luaL_loadfilex(L, path, "t") != LUA_OK) return lua_error(L); /* its message names file and line */
  lua_pushstring(L, path);
  return 2;
}

static int search_folder(lua_State *L, const char *folder, size_t len, const char *module) {
  lua_pushlstring(L, folder, len);
  const char *base = luaL_gsub(L, module, ".", "/");
  const char *file = lua_pushfstring(L, "%s/%s.lua", lua_tostring(L, -2), base);
  int n = load_file(L, file);
  if (!n) n = load_file(L, lua_pushfstring(L, "%s/%s/init.lua", lua_tostring(L, -3), base));
  return n;
}

static int search_user(lua_State *L) {
  const char *module = luaL_checkstring(L, 1);
  const char *path = user_path(L);
  for (const char *at = path; *at;) {
    size_t n = strcspn(at, ":");
    int found = n ? search_folder(L, at, n, module) : 0;
    if (found) return found;
    at += n + (at[n] == ':');
  }
  lua_pushfstring(L, "not in PERIGEE_PATH (%s)", *path ? path : "empty");
  return 1;
}

const char *search_modules_folder(lua_State *L) {
  const char *folder = NULL;
  if (lua_getfield(L, LUA_REGISTRYINDEX, STOCK) == LUA_TTABLE) {
    lua_getfield(L, -1, "modules");
    folder = lua_tostring(L, -1); /* the registry keeps it alive */
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return folder;
}

static int run_image(lua_State *L, const struct embedded_file *f) {
  /* Compiled code is run from here alone, where the build has put it: files are always source. */
  const char *chunk = lua_pushfstring(L, "@perigee:%s", f->name);
  if (luaL_loadbufferx(L, f->image, (size_t)(f->image_end - f->image), chunk, "b") != LUA_OK)
    return lua_error(L);
  lua_pushfstring(L, "perigee:%s", f->name);
  return 2;
}

/* Is the installed file still what was built? Then its compiled form does as well, and need not be made again. */
static bool is_unchanged(const char *path, const struct embedded_file *f) {
#ifdef PERIGEE_SOURCE_TREE
  (void)path;
  (void)f;
  return false; /* whoever works on the library wants to see the tree's own file names */
#else
  buf text = BUF_INIT;
  size_t len = (size_t)(f->end - f->start);
  bool same = file_read(path, len, &text, NULL) && text.len == len && memcmp(text.data, f->start, len) == 0;
  buf_free(&text);
  return same;
#endif
}

static int search_library(lua_State *L) {
  const char *module = luaL_checkstring(L, 1);
  const char *folder = search_modules_folder(L);
  const char *base = luaL_gsub(L, module, ".", "/");
  for (int init = 0; init < 2; init++) {
    const char *file = lua_pushfstring(L, init ? "%s/init.lua" : "%s.lua", base);
    const struct embedded_file *f = find_embedded(lua_pushfstring(L, "lua/%s", file));
    if (folder) {
      const char *path = lua_pushfstring(L, "%s/%s", folder, file);
      int found = f && is_unchanged(path, f) ? run_image(L, f) : load_file(L, path);
      if (found) return found;
    }
    if (f) return run_image(L, f);
  }
  lua_pushliteral(L, "not a module of perigee");
  return 1;
}

/* open_path(): from now on `require` also looks where lua does (LUA_PATH, LUA_CPATH). */
static int f_open_path(lua_State *L) {
  lua_getglobal(L, "package");
  lua_getfield(L, -1, "searchers");
  lua_getfield(L, LUA_REGISTRYINDEX, "perigee.searchers");
  for (lua_Integer i = 2; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) lua_rawseti(L, -3, i + 2);
  return 0;
}

void search_install(lua_State *L) {
  find_stock(L);
  lua_getglobal(L, "package");
  lua_getfield(L, -1, "searchers"); /* preload, Lua files, C files, all-in-one C files */
  lua_newtable(L);
  for (lua_Integer i = 1; lua_rawgeti(L, -2, i) != LUA_TNIL; i++) lua_rawseti(L, -2, i);
  lua_pop(L, 1);
  lua_setfield(L, LUA_REGISTRYINDEX, "perigee.searchers");
  lua_pushcfunction(L, search_user);
  lua_rawseti(L, -2, 2);
  lua_pushcfunction(L, search_library);
  lua_rawseti(L, -2, 3);
  lua_pushnil(L);
  lua_rawseti(L, -2, 4);
  lua_pop(L, 2);
}

static const luaL_Reg lib[] = {
    {"embedded", f_embedded},   {"folders", f_folders}, {"names", f_names},
    {"open_path", f_open_path}, {"stock", f_stock},     {NULL, NULL},
};

int luaopen_search(lua_State *L) {
  luaL_newlib(L, lib);
  return 1;
}
