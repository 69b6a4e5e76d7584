#include "task_private.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "api/api.h"
#include "instance.h"

#define WAIT "perigee.wait"

/* Seconds that <close> handlers of a cancelled task may go on waiting. */
#define GRACE 10.0
/* Lua instructions between two looks at the interrupt flag. */
#define HOOK_EVERY 100000

/* What a waiting coroutine yields; any other yield of a task is a mistake. */
static char token;

tasks *tasks_of(lua_State *L) {
  return instance_of(L)->tasks;
}

loop *tasks_loop(tasks *ts) {
  return ts->loop;
}

/* The registry table of tasks that live or are held: task * -> userdata. */
static void push_alive(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &token);
}

void task_push(lua_State *L, task *t) {
  push_alive(L);
  lua_rawgetp(L, -1, t);
  lua_remove(L, -2);
}

static void on_hook(lua_State *L, lua_Debug *ar);

tasks *tasks_new(lua_State *L, loop *l) {
  tasks *ts = calloc(1, sizeof *ts);
  if (!ts) return NULL;
  ts->L = L;
  ts->loop = l;
  ts->ready_end = &ts->ready;
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &token);
  return ts;
}

void tasks_free(tasks *ts) {
  free(ts);
}

static void make_ready(task *t) {
  if (t->ready || t->ended) return;
  t->ready = true;
  t->next_ready = NULL;
  *t->set->ready_end = t;
  t->set->ready_end = &t->next_ready;
}

bool tasks_any_ready(const tasks *ts) {
  return ts->ready != NULL;
}

/* Waits */

static int wait_close(lua_State *L) {
  wait *w = lua_touserdata(L, 1);
  task *t = w->owner;
  w->owner = NULL;
  if (w->cancel) w->cancel(w);
  w->cancel = NULL;
  if (t && t->wait == w) { /* its coroutine was closed under it */
    t->wait = NULL;
    make_ready(t);
  }
  return 0;
}

wait *task_new_wait(lua_State *L, size_t extra) {
  wait *w = lua_newuserdatauv(L, sizeof *w + extra, 1);
  memset(w, 0, sizeof *w + extra);
  w->data = w + 1;
  api_set_release(L, WAIT, wait_close);
  lua_toclose(L, -1);
  return w;
}

void wait_done(wait *w) {
  w->done = true;
  task *t = w->owner;
  if (t && t->wait == w) {
    t->wait = NULL;
    make_ready(t);
  }
}

static int raise_cancelled(lua_State *L, task *t) {
  t->raise = false;
  t->unwinding = true;
  err e = ERR_INIT;
  err_set(&e, "cancelled", "cancelled");
  api_push_failure(L, &e);
  return lua_error(L);
}

static int raise_interrupt(lua_State *L, task *t) {
  t->interrupted = false;
  t->raise = false;
  task_push(L, t);
  lua_getiuservalue(L, -1, UV_INTERRUPT);
  lua_pushnil(L);
  lua_setiuservalue(L, -3, UV_INTERRUPT);
  return lua_error(L);
}

/* Is a <close> handler of Lua code running, on a normal exit from its block? */
static bool in_close_handler(lua_State *L) {
  lua_Debug ar;
  for (int level = 0; lua_getstack(L, level, &ar); level++) {
    lua_getinfo(L, "n", &ar);
    if (ar.name && strcmp(ar.namewhat, "metamethod") == 0 && strcmp(ar.name, "close") == 0) return true;
  }
  return false;
}

static bool may_wait_while_cancelled(lua_State *L, const task *t) {
  return !t->grace_over && (t->unwinding || in_close_handler(L));
}

bool task_waits(lua_State *co, int yielded) {
  return yielded == 1 && lua_touserdata(co, -1) == &token;
}

int task_yield_on(lua_State *L, lua_KContext ctx, lua_KFunction k) {
  lua_pushlightuserdata(L, &token);
  return lua_yieldk(L, 1, ctx, k);
}

void task_enter(lua_State *from, lua_State *co, task_link *link) {
  tasks *ts = tasks_of(from);
  *link = (task_link){from, co, ts->chain};
  ts->chain = link;
}

void task_leave(lua_State *from, task_link *link) {
  tasks_of(from)->chain = link->up;
}

bool task_unwinding(lua_State *L) {
  task *t = tasks_of(L)->current;
  return t && t->unwinding;
}

void task_set_unwinding(lua_State *L, bool yes) {
  task *t = tasks_of(L)->current;
  if (t) t->unwinding = yes;
}

bool task_at_bottom(lua_State *L) {
  task *t = tasks_of(L)->current;
  return t && t->co == L;
}

static int resumed(lua_State *L, int status, lua_KContext ctx) {
  (void)status;
  wait *w = (wait *)ctx;
  task *t = tasks_of(L)->current;
  if (!t || w->owner != t) return luaL_error(L, "this coroutine waits in another task");
  w->owner = NULL;
  if (t->interrupted && t->shields == 0) return raise_interrupt(L, t);
  if (t->raise) return raise_cancelled(L, t);
  if (!w->done) return luaL_error(L, "this coroutine was resumed while it waits");
  return w->push(L, w);
}

int task_wait(lua_State *L, wait *w) {
  if (task_cannot_wait(L)) return lua_error(L);
  task *t = tasks_of(L)->current;
  if (t->interrupted && t->shields == 0) return raise_interrupt(L, t);
  if (t->cancelled && t->shields == 0 && !may_wait_while_cancelled(L, t)) return raise_cancelled(L, t);
  if (w->done) return w->push(L, w);
  w->owner = t;
  t->wait = w;
  return task_yield_on(L, (lua_KContext)w, resumed);
}

/* Ends the wait a task is in, so that it goes on with an error. */
static void break_wait(task *t) {
  wait *w = t->wait;
  if (!w || t->shields > 0) return;
  t->wait = NULL;
  t->raise = true;
  if (w->cancel) w->cancel(w);
  w->cancel = NULL;
  make_ready(t);
}

static void on_grace_over(void *data) {
  task *t = data;
  t->grace_over = true;
  break_wait(t);
}

void task_cancel(task *t) {
  if (t->ended || t->cancelled) return;
  t->cancelled = true;
  loop_timer_start(t->set->loop, &t->grace, GRACE, on_grace_over, t);
  break_wait(t);
}

bool task_ended(const task *t) {
  return t->ended;
}

/* Life of a task */

static int on_error(lua_State *L) {
  task *t = tasks_of(L)->current;
  if (!t) return 1;
  task_push(L, t);
  luaL_traceback(L, L, NULL, 1);
  /* a failure keeps the traceback of where it was raised first, however many tasks hand it on */
  bool failure = lua_istable(L, 1) && lua_getfield(L, 1, "traceback") == LUA_TNIL;
  if (failure) {
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_setfield(L, 1, "traceback");
  } else if (lua_istable(L, 1)) {
    lua_replace(L, -2);
  }
  lua_setiuservalue(L, 2, UV_TRACEBACK);
  lua_settop(L, 1);
  return 1;
}

static int finish_done(lua_State *L, int status, lua_KContext ok) {
  task *t = tasks_of(L)->current;
  bool failed = status != LUA_OK && status != LUA_YIELD;
  if (failed && ok) { /* handler, results..., error */
    lua_insert(L, 2);
    lua_settop(L, 2);
    t->ok = false;
  } else if (failed) {
    lua_pop(L, 1);
  }
  return lua_gettop(L) - 1;
}

static int body_done(lua_State *L, int status, lua_KContext ctx) {
  (void)ctx;
  task *t = tasks_of(L)->current;
  t->ok = status == LUA_OK || status == LUA_YIELD;
  task_push(L, t);
  int has_finish = lua_getiuservalue(L, -1, UV_FINISH);
  lua_remove(L, -2);
  if (has_finish != LUA_TFUNCTION) {
    lua_pop(L, 1);
    return lua_gettop(L) - 1; /* without the message handler */
  }
  if (t->cancelled) t->unwinding = true; /* what is left to do is to wait for the children */
  lua_pushboolean(L, t->ok);
  return finish_done(L, lua_pcallk(L, 1, 0, 1, t->ok, finish_done), t->ok);
}

/* The function runs in a protected call inside the coroutine, not at its bottom: only there can the <close> handlers of
** a failing task wait. */
static int body(lua_State *L) {
  lua_pushcfunction(L, on_error);
  lua_insert(L, 1);
  return body_done(L, lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 1, 0, body_done), 0);
}

task *task_new(lua_State *L, int nargs) {
  tasks *ts = tasks_of(L);
  lua_State *co = lua_newthread(L); /* function, args..., thread */
  task *t = lua_newuserdatauv(L, sizeof *t, UV_COUNT);
  memset(t, 0, sizeof *t);
  t->set = ts;
  t->co = co;
  luaL_setmetatable(L, TASK);
  lua_insert(L, -2); /* ..., task, thread */
  lua_setiuservalue(L, -2, UV_THREAD);
  lua_newtable(L); /* the context, which looks missing keys up in the parent's */
  if (ts->current) {
    lua_createtable(L, 0, 1);
    task_push(L, ts->current);
    lua_getiuservalue(L, -1, UV_CONTEXT);
    lua_setfield(L, -3, "__index");
    lua_pop(L, 1);
    lua_setmetatable(L, -2);
  }
  lua_setiuservalue(L, -2, UV_CONTEXT);
  push_alive(L);
  lua_pushvalue(L, -2);
  lua_rawsetp(L, -2, t);
  lua_pop(L, 1);
  lua_insert(L, -(nargs + 2)); /* task, function, args... */
  luaL_checkstack(co, nargs + 2, "too many arguments");
  lua_pushcfunction(co, body);
  lua_xmove(L, co, nargs + 1);
  ts->alive++;
  make_ready(t);
  return t;
}

task *task_start(lua_State *L, int nargs) {
  task *t = task_new(L, nargs);
  /* the starter holds it: as the registry's entry is dropped at its end, keep a second one */
  lua_rawsetp(L, LUA_REGISTRYINDEX, t);
  return t;
}

void task_release(task *t) {
  lua_State *L = t->set->L;
  lua_pushnil(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, t);
}

int task_push_result(lua_State *L, task *t) {
  int n = lua_gettop(t->co);
  luaL_checkstack(L, n + 3, "too many results");
  lua_pushboolean(L, t->ok);
  for (int i = 1; i <= n; i++) lua_pushvalue(t->co, i);
  lua_xmove(t->co, L, n);
  if (t->ok) return n + 1;
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, t) == LUA_TNIL) {
    lua_pop(L, 1);
    return n + 1;
  }
  lua_getiuservalue(L, -1, UV_TRACEBACK);
  lua_remove(L, -2);
  return n + 2;
}

void task_interrupt(lua_State *L, task *t) {
  if (t->ended || t->interrupted) {
    lua_pop(L, 1);
    return;
  }
  task_push(L, t);
  lua_insert(L, -2);
  lua_setiuservalue(L, -2, UV_INTERRUPT);
  lua_pop(L, 1);
  t->interrupted = true;
  break_wait(t);
}

/* Tells those who wait for the task, and its scope, and forgets it. */
static void end_task(lua_State *L, task *t) {
  t->ended = true;
  loop_timer_stop(t->set->loop, &t->grace);
  task_push(L, t);
  if (lua_getiuservalue(L, -1, UV_SCOPE) == LUA_TUSERDATA) {
    scope *s = lua_touserdata(L, -1);
    s->running--;
    lua_getiuservalue(L, -1, 1); /* the scope's queue of ended tasks */
    lua_pushvalue(L, -3);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    lua_pop(L, 1);
    if (s->waiting) wait_done(s->waiting);
    if (!t->ok && !t->cancelled && !t->joiners && s->owner && s->owner->wait != s->waiting) {
      lua_pushvalue(t->co, 1);
      lua_xmove(t->co, L, 1);
      t->told = true;
      task_interrupt(L, s->owner);
    }
  }
  lua_pop(L, 2);
  while (t->joiners) {
    wait *w = t->joiners;
    t->joiners = w->next;
    wait_done(w);
  }
  push_alive(L);
  lua_pushnil(L);
  lua_rawsetp(L, -2, t);
  lua_pop(L, 1);
  t->set->alive--;
}

static void resume(tasks *ts, task *t) {
  int nres = 0, nargs = 0;
  if (lua_status(t->co) == LUA_OK) nargs = lua_gettop(t->co) - 1;
  ts->current = t;
  int status = lua_resume(t->co, ts->L, nargs, &nres);
  ts->current = NULL;
  if (status == LUA_YIELD) {
    lua_pop(t->co, nres);
    return;
  }
  if (status != LUA_OK) { /* only an error outside the protected body, as memory at its start */
    t->ok = false;
    lua_pushvalue(t->co, -1);
    lua_replace(t->co, 1);
    lua_settop(t->co, 1);
  }
  end_task(ts->L, t);
}

int tasks_run_ready(tasks *ts) {
  /* only those that are ready now: a task that makes others ready must not keep the loop from the sockets */
  task *list = ts->ready;
  ts->ready = NULL;
  ts->ready_end = &ts->ready;
  while (list) {
    task *t = list;
    list = t->next_ready;
    t->ready = false;
    resume(ts, t);
  }
  return ts->alive;
}

void tasks_watch_interrupts(tasks *ts) {
  lua_sethook(ts->L, on_hook, LUA_MASKCOUNT, HOOK_EVERY);
}

void tasks_interrupt(tasks *ts) {
  atomic_store(&ts->interrupt, true);
}

void tasks_interrupt_here(tasks *ts) {
  atomic_store(&ts->interrupt, true);
  if (!ts->current) return;
  lua_sethook(ts->current->co, on_hook, LUA_MASKCOUNT, 1);
  for (task_link *c = ts->chain; c; c = c->up) lua_sethook(c->co, on_hook, LUA_MASKCOUNT, 1);
}

void tasks_forget_interrupt(tasks *ts) {
  atomic_store(&ts->interrupt, false);
}

/* Code that never waits is stopped here. A pcall may catch that once and has HOOK_EVERY instructions to come to an end;
** after that every instruction outside a <close> handler raises, so that not even a loop of pcalls goes on. */
static void on_hook(lua_State *L, lua_Debug *ar) {
  (void)ar;
  tasks *ts = instance_of(L)->tasks;
  task *t = ts->current;
  if (t && atomic_exchange(&ts->interrupt, false)) task_cancel(t);
  bool stop = t && t->cancelled && t->shields == 0;
  /* where signals cancel, the hook is there from the signal to the end of the task only */
  if (stop)
    lua_sethook(L, on_hook, LUA_MASKCOUNT, t->stops++ ? 1 : HOOK_EVERY);
  else if (lua_gethookcount(L) != HOOK_EVERY)
    lua_sethook(L, NULL, 0, 0);
  if (stop && (!t->unwinding || t->grace_over)) raise_cancelled(L, t);
}
