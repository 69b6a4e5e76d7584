/* pcall, xpcall and the coroutine library for code that runs in tasks: a wait inside an author's own coroutine reaches
** the loop through every resume above it, and a protected call cannot make the rest of a cancelled task believe that it
** is a <close> handler. Otherwise they do what Lua's own do. */
#include <lauxlib.h>
#include <lua.h>

#include "task.h"

/* Protected calls */

static int pcall_done(lua_State *L, int status, lua_KContext unwinding) {
  task_set_unwinding(L, unwinding != 0);
  if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L);
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

static int f_pcall(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushboolean(L, 1);
  lua_insert(L, 1); /* true, function, arguments... */
  lua_KContext unwinding = task_unwinding(L);
  return pcall_done(L, lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, unwinding, pcall_done), unwinding);
}

static int xpcall_done(lua_State *L, int status, lua_KContext unwinding) {
  int n = pcall_done(L, status, unwinding);
  /* without the handler that lies below the results */
  return status == LUA_OK || status == LUA_YIELD ? n - 1 : n;
}

/* The author's message handler, protected: an error in it is its result, not an endless recursion into it. */
int task_message_handler(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_pcall(L, lua_gettop(L) - 1, 1, 0);
  return 1;
}

static int f_xpcall(lua_State *L) {
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, task_message_handler, 1);
  lua_replace(L, 2);
  lua_pushboolean(L, 1);
  lua_pushvalue(L, 1); /* function, handler, arguments..., true, function */
  lua_rotate(L, 3, 2); /* function, handler, true, function, arguments... */
  lua_remove(L, 1);    /* handler, true, function, arguments... */
  lua_KContext unwinding = task_unwinding(L);
  int nargs = lua_gettop(L) - 3;
  return xpcall_done(L, lua_pcallk(L, nargs, LUA_MULTRET, 1, unwinding, xpcall_done), unwinding);
}

/* Coroutines */

enum { FAILED = -1, WAITS = -2 };

static lua_State *check_coroutine(lua_State *L) {
  lua_State *co = lua_tothread(L, 1);
  luaL_argexpected(L, co, 1, "coroutine");
  return co;
}

static int complain(lua_State *L, const char *message) {
  lua_pushstring(L, message);
  return FAILED;
}

static bool is_dead(lua_State *co) {
  return lua_status(co) == LUA_OK && lua_gettop(co) == 0;
}

/* Resumes co with the nargs values on top of L: the number of values moved to L, or FAILED with the error on top, or
** WAITS when it waits for the loop. */
static int resume(lua_State *L, lua_State *co, int nargs, bool first) {
  if (!lua_checkstack(co, nargs)) return complain(L, "too many arguments to resume");
  if (first && is_dead(co)) return complain(L, "cannot resume dead coroutine");
  lua_xmove(L, co, nargs);
  bool unwinding = task_unwinding(L);
  task_link link;
  int n;
  task_enter(L, co, &link);
  int status = lua_resume(co, L, nargs, &n);
  task_leave(L, &link);
  if (status == LUA_YIELD && task_waits(co, n)) {
    lua_pop(co, 1);
    return WAITS;
  }
  task_set_unwinding(L, unwinding);
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_xmove(co, L, 1);
    return FAILED;
  }
  if (!lua_checkstack(L, n + 1)) {
    lua_pop(co, n);
    return complain(L, "too many results to resume");
  }
  lua_xmove(co, L, n);
  return n;
}

static int resume_again(lua_State *L, int status, lua_KContext ctx);

static int resume_result(lua_State *L, int n) {
  if (n == WAITS) return task_yield_on(L, 0, resume_again);
  lua_pushboolean(L, n != FAILED);
  if (n == FAILED) n = 1;
  lua_insert(L, -(n + 1));
  return n + 1;
}

static int resume_again(lua_State *L, int status, lua_KContext ctx) {
  (void)status;
  (void)ctx;
  return resume_result(L, resume(L, lua_tothread(L, 1), 0, false));
}

static int f_resume(lua_State *L) {
  lua_State *co = check_coroutine(L);
  return resume_result(L, resume(L, co, lua_gettop(L) - 1, true));
}

/* Lua 5.4.0 to 5.4.4 name it lua_resetthread, 5.4.5 gives it the caller, 5.4.6 renames it. */
static int close_thread(lua_State *co, lua_State *from) {
#if LUA_VERSION_RELEASE_NUM >= 50406
  return lua_closethread(co, from);
#elif LUA_VERSION_RELEASE_NUM >= 50405
  return lua_resetthread(co, from);
#else
  (void)from;
  return lua_resetthread(co);
#endif
}

static int wrap_again(lua_State *L, int status, lua_KContext ctx);

static int wrap_result(lua_State *L, int n) {
  if (n == WAITS) return task_yield_on(L, 0, wrap_again);
  if (n != FAILED) return n;
  lua_State *co = lua_tothread(L, lua_upvalueindex(1));
  int status = lua_status(co);
  if (status != LUA_OK && status != LUA_YIELD) {
    close_thread(co, L);
    lua_xmove(co, L, 1); /* an error in a <close> handler wins */
  }
  if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING) {
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

static int wrap_again(lua_State *L, int status, lua_KContext ctx) {
  (void)status;
  (void)ctx;
  return wrap_result(L, resume(L, lua_tothread(L, lua_upvalueindex(1)), 0, false));
}

static int call_wrapped(lua_State *L) {
  return wrap_result(L, resume(L, lua_tothread(L, lua_upvalueindex(1)), lua_gettop(L), true));
}

static int f_create(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *co = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, co, 1);
  return 1;
}

static int f_wrap(lua_State *L) {
  f_create(L);
  lua_pushcclosure(L, call_wrapped, 1);
  return 1;
}

static int f_yield(lua_State *L) {
  /* the bottom of a task belongs to the host: a yield there would never come back */
  if (task_at_bottom(L)) return luaL_error(L, "attempt to yield from outside a coroutine");
  return lua_yield(L, lua_gettop(L));
}

static int f_isyieldable(lua_State *L) {
  lua_State *co = lua_isthread(L, 1) ? lua_tothread(L, 1) : L;
  lua_pushboolean(L, lua_isyieldable(co) && !task_at_bottom(co));
  return 1;
}

static int f_running(lua_State *L) {
  lua_pushthread(L);
  lua_pushboolean(L, task_at_bottom(L));
  return 2;
}

static const luaL_Reg coroutines[] = {
    {"create", f_create}, {"isyieldable", f_isyieldable},
    {"resume", f_resume}, {"running", f_running},
    {"wrap", f_wrap},     {"yield", f_yield},
    {NULL, NULL},
};

static const luaL_Reg base[] = {
    {"pcall", f_pcall},
    {"xpcall", f_xpcall},
    {NULL, NULL},
};

void task_replace_base(lua_State *L) {
  lua_pushglobaltable(L);
  luaL_setfuncs(L, base, 0);
  lua_getfield(L, -1, "coroutine");
  luaL_setfuncs(L, coroutines, 0); /* close and status stay Lua's own */
  lua_pop(L, 2);
}
