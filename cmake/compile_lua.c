/* Run by the build: compiles the Lua files of the library with the same Lua that will run them, so that a command does
** not do it again at every start. Usage: compile_lua LIST, whose lines are: source, chunk name, file to write. Line
** information stays: messages and tracebacks name the line of the source. */
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

static int write_part(lua_State *L, const void *bytes, size_t len, void *file) {
  (void)L;
  return fwrite(bytes, 1, len, file) != len;
}

/* The text of a file on the stack. */
static void push_file(lua_State *L, const char *path) {
  FILE *f = fopen(path, "rb");
  if (!f) luaL_error(L, "%s: cannot be read", path);
  luaL_Buffer text;
  luaL_buffinit(L, &text);
  size_t n;
  do {
    n = fread(luaL_prepbuffer(&text), 1, LUAL_BUFFERSIZE, f);
    luaL_addsize(&text, n);
  } while (n);
  int bad = ferror(f);
  fclose(f);
  luaL_pushresult(&text);
  if (bad) luaL_error(L, "%s: cannot be read", path);
}

static void compile(lua_State *L, const char *source, const char *chunk, const char *image) {
  push_file(L, source);
  size_t len;
  const char *text = lua_tolstring(L, -1, &len);
  if (luaL_loadbufferx(L, text, len, chunk, "t") != LUA_OK) lua_error(L);
  FILE *f = fopen(image, "wb");
  if (!f) luaL_error(L, "%s: cannot be written", image);
  int bad = lua_dump(L, write_part, f, 0);
  if (fclose(f) != 0 || bad) luaL_error(L, "%s: cannot be written", image);
  lua_settop(L, 1);
}

static int compile_list(lua_State *L) {
  push_file(L, luaL_checkstring(L, 1));
  char *line = (char *)lua_newuserdatauv(L, lua_rawlen(L, 2) + 1, 0);
  memcpy(line, lua_tostring(L, 2), lua_rawlen(L, 2) + 1);
  lua_replace(L, 1);
  lua_settop(L, 1);
  while (*line) {
    char *end = line + strcspn(line, "\n"), *fields[3] = {line, NULL, NULL};
    char *next = *end ? end + 1 : end;
    *end = '\0';
    for (int i = 1; i < 3; i++) {
      char *tab = strchr(fields[i - 1], '\t');
      if (!tab) return luaL_error(L, "'%s': three fields are expected", line);
      *tab = '\0';
      fields[i] = tab + 1;
    }
    compile(L, fields[0], fields[1], fields[2]);
    line = next;
  }
  return 0;
}

int main(int argc, char **argv) {
  lua_State *L = argc == 2 ? luaL_newstate() : NULL;
  if (!L) {
    fputs("usage: compile_lua LIST\n", stderr);
    return 2;
  }
  lua_pushcfunction(L, compile_list);
  lua_pushstring(L, argv[1]);
  int status = lua_pcall(L, 1, 0, 0);
  if (status != LUA_OK) fprintf(stderr, "%s\n", lua_tostring(L, -1));
  lua_close(L);
  return status == LUA_OK ? 0 : 1;
}
