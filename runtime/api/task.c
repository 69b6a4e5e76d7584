/* Module `task.core`: the native half of `task`. Scopes, tasks and their context, sleeping. */
#include "../task_private.h"

#include <string.h>

#include "api.h"

/* Scopes: a set of tasks and the queue of those that have ended */

static scope *check_scope(lua_State *L) {
  return luaL_checkudata(L, 1, SCOPE);
}

static int f_scope(lua_State *L) {
  /* with `true`, the current task is interrupted by the first failure; it outlives the scope's tasks */
  bool owned = lua_toboolean(L, 1);
  scope *s = lua_newuserdatauv(L, sizeof *s, 2);
  *s = (scope){tasks_of(L), 0, NULL, owned ? tasks_of(L)->current : NULL};
  luaL_setmetatable(L, SCOPE);
  lua_newtable(L);
  lua_setiuservalue(L, -2, 1);
  if (s->owner) {
    task_push(L, s->owner);
    lua_setiuservalue(L, -2, 2);
  }
  return 1;
}

static int f_scope_start(lua_State *L) {
  scope *s = check_scope(L);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  task_new(L, lua_gettop(L) - 2); /* scope, task */
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, UV_SCOPE);
  s->running++;
  return 1;
}

static void forget_waiting(wait *w) {
  scope *s = w->data;
  if (s->waiting == w) s->waiting = NULL;
}

static int push_next(lua_State *L, wait *w) {
  forget_waiting(w);
  lua_getiuservalue(L, 1, 1);
  int queue = lua_gettop(L);
  lua_Integer n = (lua_Integer)lua_rawlen(L, queue);
  lua_rawgeti(L, queue, 1);
  for (lua_Integer i = 1; i <= n; i++) {
    lua_rawgeti(L, queue, i + 1);
    lua_rawseti(L, queue, i);
  }
  return 1;
}

/* The next task of the scope that has ended, waiting for one; nil when none is left. */
static int f_scope_next(lua_State *L) {
  scope *s = check_scope(L);
  lua_settop(L, 1);
  lua_getiuservalue(L, 1, 1);
  bool any = lua_rawlen(L, -1) > 0;
  lua_pop(L, 1);
  if (!any && s->running == 0) return 0;
  if (s->waiting) return luaL_error(L, "another task waits for this scope already");
  wait *w = task_new_wait(L, 0);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1); /* the scope must not be collected before the wait */
  w->data = s;
  w->push = push_next;
  w->done = any;
  w->cancel = forget_waiting;
  s->waiting = any ? NULL : w;
  return task_wait(L, w);
}

static int f_scope_running(lua_State *L) {
  lua_pushinteger(L, check_scope(L)->running);
  return 1;
}

static task *check_task(lua_State *L) {
  return luaL_checkudata(L, 1, TASK);
}

static int f_cancel(lua_State *L) {
  task_cancel(check_task(L));
  return 0;
}

static int f_ended(lua_State *L) {
  lua_pushboolean(L, check_task(L)->ended);
  return 1;
}

static int f_told(lua_State *L) {
  lua_pushboolean(L, check_task(L)->told);
  return 1;
}

static int f_result(lua_State *L) {
  task *t = check_task(L);
  if (!t->ended) return luaL_error(L, "the task has not ended");
  lua_settop(L, 1);
  int n = lua_gettop(t->co);
  luaL_checkstack(L, n + 2, "too many results");
  luaL_checkstack(t->co, n, "too many results");
  lua_pushboolean(L, t->ok);
  for (int i = 1; i <= n; i++) lua_pushvalue(t->co, i);
  lua_xmove(t->co, L, n);
  return n + 1;
}

static int f_traceback(lua_State *L) {
  check_task(L);
  lua_getiuservalue(L, 1, UV_TRACEBACK);
  return 1;
}

static void forget_joiner(wait *w) {
  task *t = *(task **)(void *)(w + 1);
  for (wait **at = &t->joiners; *at; at = &(*at)->next) {
    if (*at == w) {
      *at = w->next;
      break;
    }
  }
}

static int push_none(lua_State *L, wait *w) {
  (void)L;
  (void)w;
  return 0;
}

/* Waits until the task has ended, however it ends. */
static int f_join(lua_State *L) {
  task *t = check_task(L);
  lua_settop(L, 1);
  wait *w = task_new_wait(L, sizeof t);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1); /* the task must not be collected before the wait */
  *(task **)w->data = t;
  w->done = t->ended;
  w->push = push_none;
  w->cancel = forget_joiner;
  if (!t->ended) {
    w->next = t->joiners;
    t->joiners = w;
  }
  return task_wait(L, w);
}

/* finish(f): f(ok) is called, and may wait, when the body of the current task has ended. */
static int f_finish(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  task *t = tasks_of(L)->current;
  if (!t) return luaL_error(L, "no task is running");
  task_push(L, t);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, UV_FINISH);
  return 0;
}

static int f_context(lua_State *L) {
  task *t = tasks_of(L)->current;
  if (!t) return luaL_error(L, "no task is running");
  task_push(L, t);
  lua_getiuservalue(L, -1, UV_CONTEXT);
  return 1;
}

static int f_current(lua_State *L) {
  task *t = tasks_of(L)->current;
  if (!t) return 0;
  task_push(L, t);
  return 1;
}

static int f_cancelled(lua_State *L) {
  task *t = tasks_of(L)->current;
  lua_pushboolean(L, t && t->cancelled);
  return 1;
}

typedef struct sleeper {
  loop_timer timer;
  loop *loop;
  wait *wait;
} sleeper;

static void end_sleep(void *data) {
  sleeper *s = data;
  wait_done(s->wait);
}

static void cancel_sleep(wait *w) {
  sleeper *s = w->data;
  loop_timer_stop(s->loop, &s->timer);
}

static int f_sleep(lua_State *L) {
  lua_Number seconds = luaL_checknumber(L, 1);
  luaL_argcheck(L, seconds == seconds && seconds < 1e9, 1, "not a number of seconds");
  lua_settop(L, 0);
  wait *w = task_new_wait(L, sizeof(sleeper));
  sleeper *s = w->data;
  s->loop = tasks_loop(tasks_of(L));
  s->wait = w;
  s->wait->cancel = cancel_sleep;
  s->wait->push = push_none;
  loop_timer_start(s->loop, &s->timer, seconds, end_sleep, s);
  return task_wait(L, s->wait);
}

/* shield(+1), shield(-1) */
static int f_shield(lua_State *L) {
  task *t = tasks_of(L)->current;
  if (!t) return luaL_error(L, "no task is running");
  t->shields += (int)luaL_checkinteger(L, 1);
  return 0;
}

static const luaL_Reg lib[] = {
    {"cancelled", f_cancelled}, {"context", f_context}, {"current", f_current}, {"finish", f_finish},
    {"scope", f_scope},         {"shield", f_shield},   {"sleep", f_sleep},     {NULL, NULL},
};

static const luaL_Reg task_methods[] = {
    {"cancel", f_cancel}, {"ended", f_ended},         {"join", f_join}, {"result", f_result},
    {"told", f_told},     {"traceback", f_traceback}, {NULL, NULL},
};

static const luaL_Reg scope_methods[] = {
    {"next", f_scope_next},
    {"running", f_scope_running},
    {"start", f_scope_start},
    {NULL, NULL},
};

static void new_class(lua_State *L, const char *name, const luaL_Reg *methods) {
  luaL_newmetatable(L, name);
  lua_newtable(L);
  luaL_setfuncs(L, methods, 0);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
}

int luaopen_task_core(lua_State *L) {
  new_class(L, TASK, task_methods);
  new_class(L, SCOPE, scope_methods);
  luaL_newlib(L, lib);
  return 1;
}
