/* The files of the live world. */
#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../file.h"
#include "api.h"
#include "world.h"

enum { LARGEST = 256 << 20 };

static int f_read_file(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  bool secret = false;
  lua_Number limit = LARGEST;
  if (!lua_isnoneornil(L, 2)) {
    luaL_checktype(L, 2, LUA_TTABLE);
    secret = api_field_bool(L, 2, "secret", false);
    limit = api_field_number(L, 2, "limit", LARGEST);
  }
  buf *b = api_scratch_secret(L);
  err e = ERR_INIT;
  if (!file_read(path, (size_t)limit, b, &e)) return api_fail(L, &e);
  if (secret)
    api_push_secret(L, buf_text(b), b->len);
  else
    lua_pushlstring(L, buf_text(b), b->len);
  return 1;
}

static mode_t get_mode(lua_State *L, int options, mode_t fallback) {
  if (lua_isnoneornil(L, options)) return fallback;
  luaL_checktype(L, options, LUA_TTABLE);
  return (mode_t)api_field_number(L, options, "mode", (lua_Number)fallback);
}

static int f_write_file(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  size_t len;
  const char *text = luaL_checklstring(L, 2, &len);
  mode_t mode = get_mode(L, 3, 0644);
  bool exclusive = !lua_isnoneornil(L, 3) && api_field_bool(L, 3, "exclusive", false);
  err e = ERR_INIT;
  if (!file_write(path, text, len, mode, exclusive, &e)) return api_fail(L, &e);
  lua_pushboolean(L, 1);
  return 1;
}

static int f_append_file(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  size_t len;
  const char *text = luaL_checklstring(L, 2, &len);
  bool name = !lua_isnoneornil(L, 3) && api_field_bool(L, 3, "name", false);
  err e = ERR_INIT;
  if (!file_append(path, text, len, get_mode(L, 3, 0600), name, &e)) return api_fail(L, &e);
  lua_pushboolean(L, 1);
  return 1;
}

static int f_make_dir(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  bool parents = lua_isnoneornil(L, 2) || api_field_bool(L, 2, "parents", true);
  err e = ERR_INIT;
  if (!file_make_dir(path, get_mode(L, 2, 0755), parents, &e)) return api_fail(L, &e);
  lua_pushboolean(L, 1);
  return 1;
}

#define LOCK "perigee.lock"

/* lock:close() drops it, once */
static int f_unlock(lua_State *L) {
  int *fd = luaL_checkudata(L, 1, LOCK);
  if (*fd >= 0) close(*fd);
  *fd = -1;
  return 0;
}

static int f_lock(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  size_t len;
  const char *text = luaL_checklstring(L, 2, &len);
  mode_t mode = get_mode(L, 3, 0600);
  int *fd = lua_newuserdatauv(L, sizeof *fd, 0);
  *fd = -1;
  luaL_setmetatable(L, LOCK);
  err e = ERR_INIT;
  *fd = file_lock(path, text, len, mode, &e);
  return *fd < 0 ? api_fail(L, &e) : 1;
}

static int f_remove(lua_State *L) {
  err e = ERR_INIT;
  if (!file_remove(luaL_checkstring(L, 1), &e)) return api_fail(L, &e);
  lua_pushboolean(L, 1);
  return 1;
}

static int f_stat(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  struct stat s;
  if (stat(path, &s) < 0) {
    err e = ERR_INIT;
    file_error(&e, errno, "look at", path);
    return api_fail(L, &e);
  }
  lua_createtable(L, 0, 4);
  lua_pushstring(L, S_ISREG(s.st_mode) ? "file" : S_ISDIR(s.st_mode) ? "directory" : "other");
  lua_setfield(L, -2, "type");
  lua_pushinteger(L, (lua_Integer)s.st_size);
  lua_setfield(L, -2, "size");
  lua_pushnumber(L, (lua_Number)s.st_mtim.tv_sec + (lua_Number)s.st_mtim.tv_nsec / 1e9);
  lua_setfield(L, -2, "mtime");
  lua_pushinteger(L, (lua_Integer)(s.st_mode & 07777));
  lua_setfield(L, -2, "mode");
  return 1;
}

static int close_dir(lua_State *L) {
  DIR **dir = lua_touserdata(L, 1);
  if (*dir) closedir(*dir);
  *dir = NULL;
  return 0;
}

/* list(folder) -> sorted names, without "." and ".." */
static int f_list(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  DIR **dir = lua_newuserdatauv(L, sizeof *dir, 0);
  *dir = NULL;
  api_set_release(L, "perigee.dir", close_dir);
  lua_toclose(L, -1);
  *dir = opendir(path);
  if (!*dir) {
    err e = ERR_INIT;
    file_error(&e, errno, "list", path);
    return api_fail(L, &e);
  }
  lua_getglobal(L, "table");
  lua_getfield(L, -1, "sort");
  lua_newtable(L);
  for (struct dirent *d; (d = readdir(*dir));) {
    if (d->d_name[0] == '.' && (!d->d_name[1] || (d->d_name[1] == '.' && !d->d_name[2]))) continue;
    lua_pushstring(L, d->d_name);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
  }
  lua_pushvalue(L, -1);
  lua_insert(L, -3);
  lua_call(L, 1, 0);
  return 1;
}

static const luaL_Reg lib[] = {
    {"append_file", f_append_file},
    {"list", f_list},
    {"lock", f_lock},
    {"make_dir", f_make_dir},
    {"read_file", f_read_file},
    {"remove", f_remove},
    {"stat", f_stat},
    {"write_file", f_write_file},
    {NULL, NULL},
};

static const luaL_Reg lock_metamethods[] = {
    {"__close", f_unlock},
    {"__gc", f_unlock},
    {NULL, NULL},
};

int luaopen_world_files(lua_State *L) {
  luaL_newmetatable(L, LOCK);
  luaL_setfuncs(L, lock_metamethods, 0);
  lua_newtable(L);
  lua_pushcfunction(L, f_unlock);
  lua_setfield(L, -2, "close");
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  luaL_newlib(L, lib);
  return 1;
}
