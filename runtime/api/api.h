/* What every binding shares: the library table, the one failure shape, secrets as arguments, and scratch
** memory that no longjmp can leak. Bindings check their arguments, call the subject file, and push;
** nothing else. */
#ifndef PERIGEE_API_H
#define PERIGEE_API_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdbool.h>
#include <stddef.h>

#include "../buf.h"
#include "../err.h"

#define API_FAILURE "perigee.failure"
#define API_SECRET "perigee.secret"

/* Preloads every native module (require "json" and so on) into the state. */
void api_open_libs(lua_State *L);

/* nil, failure: the result of a primitive whose data or world is bad. Use as a tail call: return
** api_fail(L, &e); */
int api_fail(lua_State *L, const err *e);
/* Pushes just the failure object, to raise it or to add fields. */
void api_push_failure(lua_State *L, const err *e);

/* Gives the userdata on top a metatable of this name whose __gc and __close are `release`, which must be harmless when
** called twice. */
void api_set_release(lua_State *L, const char *type, lua_CFunction release);

/* A buffer owned by the Lua stack: freed on return, on error, and when the thread is closed. Leaves one value (a
** to-be-closed slot) on the stack; the pointer is valid as long as that slot is. Leave the slot to the return: a
** lua_settop or lua_pop across it runs the close, which may move the stack under lua_settop's feet (a bug of Lua 5.4.4,
** mended in 5.4.5). */
buf *api_scratch(lua_State *L);
/* The same, wiped when freed. */
buf *api_scratch_secret(lua_State *L);

/* A Lua string or a secret as bytes; raises an argument error for anything else. The bytes live as long as
** the value. */
const char *api_check_text(lua_State *L, int arg, size_t *len);
/* The same for a value anywhere on the stack; NULL when it is neither. */
const char *api_to_text(lua_State *L, int index, size_t *len);
bool api_is_secret(lua_State *L, int index);
/* Pushes a secret that holds a copy of these bytes. */
void api_push_secret(lua_State *L, const void *bytes, size_t len);

/* Reads field `name` of the table at `index` and leaves it on the stack. A wrong type raises naming the
** field. */
int api_field(lua_State *L, int index, const char *name, int type, bool required);
const char *api_field_string(lua_State *L, int index, const char *name, const char *fallback);
lua_Number api_field_number(lua_State *L, int index, const char *name, lua_Number fallback);
bool api_field_bool(lua_State *L, int index, const char *name, bool fallback);

/* The set of member names in the field `secret` of an options table, as used by every decoder: `{secret =
** {"A", "B"}}`. api_secret_names leaves a table {A = true, B = true} (or nil) on the stack;
** api_is_secret_name looks a name up. */
void api_secret_names(lua_State *L, int options);
bool api_is_secret_name(lua_State *L, int names, const char *name, size_t len);

#endif
