/* Where modules and playbooks come from, in order: native modules, the user's path, the source tree (debug builds), an
** installed library whose stamp equals ours, the copies inside the binary; Lua's own path last, and only once a program
** has asked for it. */
#ifndef PERIGEE_SEARCH_H
#define PERIGEE_SEARCH_H

#include <lua.h>

void search_install(lua_State *L);
/* The folder that library modules are read from before the embedded ones, or NULL. */
const char *search_modules_folder(lua_State *L);
/* Native module `search`: the same order for playbooks and for `list`. */
int luaopen_search(lua_State *L);

#endif
