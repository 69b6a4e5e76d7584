/* How bindings reach the world: a native that sends a request (sigv4.request, kube.request) hands it to the function
** `world.request` as it is now, so that a recording or a simulated world sees it. */
#ifndef PERIGEE_API_WORLD_H
#define PERIGEE_API_WORLD_H

#include <lua.h>

/* Pushes the world's current function of that name. */
void world_push(lua_State *L, const char *name);
/* Replaces the request table on top of the stack by the results of world.request, then runs `k` with them on top (as
** after lua_callk with LUA_MULTRET). Use as a tail call. */
int world_send(lua_State *L, lua_KContext ctx, lua_KFunction k);

int luaopen_world_http(lua_State *L);    /* api/world_http.c: request */
int luaopen_world_files(lua_State *L);   /* api/world_files.c */
int luaopen_world_process(lua_State *L); /* api/world_process.c: run */

#endif
