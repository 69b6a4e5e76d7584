/* The public API of perigee.h: one runtime, made, run and freed. */
#include "instance.h"

#include <lauxlib.h>
#include <lualib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/api.h"
#include "search.h"

static void *allocate(void *data, void *block, size_t old, size_t size) {
  pg_runtime *rt = data;
  if (!block) old = 0; /* then `old` tells the kind of object */
  if (size == 0) {
    rt->memory_used -= old;
    return pool_resize(&rt->pool, block, old, 0);
  }
  if (rt->memory_limit && size > old && rt->memory_used + (size - old) > rt->memory_limit) return NULL;
  void *moved = pool_resize(&rt->pool, block, old, size);
  if (moved) rt->memory_used += size - old;
  return moved;
}

static int on_panic(lua_State *L) {
  const char *message = lua_tostring(L, -1);
  fprintf(stderr, "perigee: error outside a protected call: %s\n", message ? message : "(no message)");
  return 0; /* Lua aborts */
}

/* os.exit in a host program ends the run with that code, and not the process. Upvalue: Lua's own. */
static int end_run(lua_State *L) {
  if (instance_of(L)->owns_process) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 0);
  }
  int code = lua_toboolean(L, 1) || lua_isnoneornil(L, 1) ? 0 : 1;
  if (!lua_isnoneornil(L, 1) && !lua_isboolean(L, 1)) code = (int)luaL_checkinteger(L, 1);
  lua_getglobal(L, "require");
  lua_pushliteral(L, "failure");
  lua_call(L, 1, 1);
  lua_getfield(L, -1, "raise");
  lua_createtable(L, 0, 3);
  lua_pushliteral(L, "exit");
  lua_setfield(L, -2, "code");
  lua_pushliteral(L, "os.exit");
  lua_setfield(L, -2, "message");
  lua_pushinteger(L, code);
  lua_setfield(L, -2, "exit");
  lua_call(L, 1, 0);
  return 0;
}

/* Finalizers run in the reverse order of the objects' making, so that of the first object is the last. */
static int last_finalizer(lua_State *L) {
  pg_runtime *rt = instance_of(L);
  if (rt->leaving) exit(rt->result);
  return 0;
}

static int open_state(lua_State *L) {
  lua_newuserdatauv(L, 0, 0);
  api_set_release(L, "perigee.last", last_finalizer);
  lua_setfield(L, LUA_REGISTRYINDEX, "perigee.last.object");
  luaL_openlibs(L);
  lua_getglobal(L, "os");
  lua_getfield(L, -1, "exit");
  lua_pushcclosure(L, end_run, 1);
  lua_setfield(L, -2, "exit");
  lua_pop(L, 1);
  task_replace_base(L);
  api_open_libs(L);
  search_install(L);
  return 0;
}

static void init_curl(void) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
}

static void set_error(pg_runtime *rt, const char *message) {
  free(rt->error);
  rt->error = message ? strdup(message) : NULL;
}

pg_runtime *pg_new(const pg_options *options) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, init_curl);
  pg_runtime *rt = calloc(1, sizeof *rt);
  if (!rt) return NULL;
  if (options) {
    size_t size = options->size && options->size < sizeof *options ? options->size : sizeof *options;
    memcpy(&rt->options, options, size);
  }
  if (rt->options.module_path) rt->module_path = strdup(rt->options.module_path);
  rt->options.module_path = rt->module_path;
  rt->loop = loop_new();
  rt->L = lua_newstate(allocate, rt);
  if (rt->L && rt->loop) {
    *(pg_runtime **)lua_getextraspace(rt->L) = rt;
    lua_atpanic(rt->L, on_panic);
    /* Most runs end before much is garbage: the next cycle begins at eight times of what is in use. */
    lua_gc(rt->L, LUA_GCINC, 800, 0, 0);
    rt->tasks = tasks_new(rt->L, rt->loop);
    lua_pushcfunction(rt->L, open_state);
    if (rt->tasks && lua_pcall(rt->L, 0, 0, 0) == LUA_OK) {
      rt->memory_limit = rt->options.memory_limit;
      if (!rt->options.cancel_by_signal) tasks_watch_interrupts(rt->tasks);
      return rt;
    }
  }
  pg_free(rt);
  return NULL;
}

void pg_free(pg_runtime *rt) {
  if (!rt) return;
  if (rt->L) lua_close(rt->L);
  pool_free(&rt->pool);
  tasks_free(rt->tasks);
  loop_free(rt->loop);
  free(rt->module_path);
  free(rt->error);
  free(rt);
}

void instance_leave(pg_runtime *rt, int code) {
  rt->result = code;
  rt->leaving = true;
  pg_free(rt);
  exit(code);
}

/* function, arguments... -> */
static int start(lua_State *L, int nargs) {
  pg_runtime *rt = instance_of(L);
  rt->main = task_start(L, nargs);
  rt->result = 1;
  /* What was meant for the run before, or for none, does not count for this one. */
  atomic_store(&rt->cancel, false);
  tasks_forget_interrupt(rt->tasks);
  set_error(rt, NULL);
  return 0;
}

static int fail_start(pg_runtime *rt) {
  set_error(rt, luaL_tolstring(rt->L, -1, NULL));
  lua_settop(rt->L, 0);
  rt->result = 2;
  return -1;
}

static int busy(pg_runtime *rt) {
  if (!rt->main) return 0;
  set_error(rt, "a run is going on already");
  return 1;
}

typedef struct start_request {
  const char *module, *function; /* a Lua function that answers with the exit code */
  int argc;
  const char *const *argv;
} start_request;

static int start_function(lua_State *L) {
  const start_request *r = lua_touserdata(L, 1);
  lua_getglobal(L, "require");
  lua_pushstring(L, r->module);
  lua_call(L, 1, 1);
  lua_getfield(L, -1, r->function);
  luaL_checkstack(L, r->argc, "too many arguments");
  for (int i = 0; i < r->argc; i++) lua_pushstring(L, r->argv[i]);
  return start(L, r->argc);
}

int instance_start(pg_runtime *rt, const char *module, const char *function, int argc,
                   const char *const *argv) {
  if (busy(rt)) return -1;
  start_request r = {module, function, argc, argv};
  lua_pushcfunction(rt->L, start_function);
  lua_pushlightuserdata(rt->L, &r);
  return lua_pcall(rt->L, 1, 0, 0) == LUA_OK ? 0 : fail_start(rt);
}

int pg_start_chunk(pg_runtime *rt, const char *code, size_t len, const char *name) {
  if (busy(rt)) return -1;
  if (luaL_loadbufferx(rt->L, code, len, name ? name : "=chunk", "t") != LUA_OK) return fail_start(rt);
  start(rt->L, 0);
  return 0;
}

int pg_start_file(pg_runtime *rt, const char *path, int argc, const char *const *argv) {
  const char **all = malloc(((size_t)argc + 1) * sizeof *all);
  if (!all) return -1;
  all[0] = path;
  for (int i = 0; i < argc; i++) all[i + 1] = argv[i];
  int r = instance_start(rt, "program", "run_file", argc + 1, all);
  free(all);
  return r;
}

int pg_start_playbook(pg_runtime *rt, const char *command, const char *playbook, const char *options) {
  if (!command || !playbook) {
    set_error(rt, "a command and a playbook must be named");
    rt->result = 2;
    return -1;
  }
  const char *const argv[] = {command, playbook, options ? options : "{}"};
  return instance_start(rt, "playbook.embed", "run", 3, argv);
}

/* An integer result is the exit code; the end of a chunk without one is success. */
static void finish(pg_runtime *rt) {
  lua_State *L = rt->L;
  task *t = rt->main;
  rt->main = NULL;
  int n = task_push_result(L, t);
  int first = lua_gettop(L) - n + 1;
  if (lua_toboolean(L, first)) {
    rt->result = n > 1 && lua_isinteger(L, first + 1) ? (int)lua_tointeger(L, first + 1) : 0;
  } else {
    const char *code = "";
    if (lua_istable(L, first + 1) && lua_getfield(L, first + 1, "code") == LUA_TSTRING)
      code = lua_tostring(L, -1);
    bool left = strcmp(code, "exit") == 0; /* by os.exit */
    rt->result = strcmp(code, "cancelled") == 0 ? 130 : 1;
    if (lua_istable(L, first + 1)) { /* a failure may say how the command ends */
      if (lua_getfield(L, first + 1, "exit") == LUA_TNUMBER) rt->result = (int)lua_tointeger(L, -1);
      lua_pop(L, 1);
    }
    set_error(rt, left ? NULL : luaL_tolstring(L, first + 1, NULL));
  }
  lua_settop(L, 0);
  task_release(t);
}

static int protected_finish(lua_State *L) {
  finish(instance_of(L));
  return 0;
}

static void deliver_cancel(pg_runtime *rt) {
  if (atomic_exchange(&rt->cancel, false)) task_cancel(rt->interrupted ? rt->interrupted : rt->main);
}

enum pg_state pg_poll(pg_runtime *rt, int timeout_ms) {
  if (!rt->main) return PG_IDLE;
  deliver_cancel(rt);
  tasks_run_ready(rt->tasks);
  if (!task_ended(rt->main)) {
    bool ready = tasks_any_ready(rt->tasks);
    loop_step(rt->loop, ready ? 0 : timeout_ms < 0 ? -1 : timeout_ms / 1000.0);
    deliver_cancel(rt);
    return PG_RUNNING;
  }
  lua_pushcfunction(rt->L, protected_finish);
  if (lua_pcall(rt->L, 0, 0, 0) != LUA_OK) fail_start(rt);
  return PG_IDLE;
}

int pg_wait(pg_runtime *rt) {
  while (pg_poll(rt, -1) == PG_RUNNING) continue;
  return rt->result;
}

void pg_cancel(pg_runtime *rt) {
  atomic_store(&rt->cancel, true);
  if (rt->options.cancel_by_signal)
    tasks_interrupt_here(rt->tasks);
  else
    tasks_interrupt(rt->tasks);
  loop_wake(rt->loop);
}

void instance_forget_interrupt(pg_runtime *rt) {
  atomic_store(&rt->cancel, false);
  atomic_store(&rt->interrupts, 0);
  tasks_forget_interrupt(rt->tasks);
}

int pg_result(const pg_runtime *rt) {
  return rt->result;
}

const char *pg_error(const pg_runtime *rt) {
  return rt->error ? rt->error : "";
}

/* Functions of the host program */

typedef struct host_function {
  pg_function fn;
  void *data;
} host_function;

static int call_host(
    lua_State *L) { /* upvalues: the function, json.encode, json.decode, json.array, json.null */
  host_function *f = lua_touserdata(L, lua_upvalueindex(1));
  int n = lua_gettop(L);
  lua_createtable(L, n, 0);
  lua_insert(L, 1);
  for (int i = n; i >= 1; i--) {
    if (lua_isnil(L, -1)) {
      lua_pop(L, 1);
      lua_pushvalue(L, lua_upvalueindex(5));
    }
    lua_rawseti(L, 1, i);
  }
  lua_pushvalue(L, lua_upvalueindex(4));
  lua_insert(L, 1);
  lua_call(L, 1, 1);
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_insert(L, 1);
  lua_call(L, 1, 1);
  size_t len;
  const char *args = luaL_checklstring(L, -1, &len);
  char *error = NULL;
  char *answer = f->fn(f->data, args, len, &error);
  if (error) {
    lua_pushstring(L, error);
    free(error);
    free(answer);
    return luaL_error(L, "%s", lua_tostring(L, -1));
  }
  if (!answer) return 0;
  lua_pushvalue(L, lua_upvalueindex(3));
  lua_pushstring(L, answer);
  free(answer);
  lua_call(L, 1, 2);
  if (lua_isnil(L, -2) && !lua_isnil(L, -1)) {
    return luaL_error(L, "a function of the host program gave no JSON: %s", luaL_tolstring(L, -1, NULL));
  }
  lua_pop(L, 1);
  return 1;
}

typedef struct registration {
  const char *module, *name;
  host_function fn;
} registration;

static int register_function(lua_State *L) {
  const registration *r = lua_touserdata(L, 1);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  if (lua_getfield(L, -1, r->module) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, r->module);
  }
  host_function *f = lua_newuserdatauv(L, sizeof *f, 0);
  *f = r->fn;
  lua_getglobal(L, "require");
  lua_pushliteral(L, "json");
  lua_call(L, 1, 1);
  int json = lua_gettop(L);
  lua_getfield(L, json, "encode");
  lua_getfield(L, json, "decode");
  lua_getfield(L, json, "array");
  lua_getfield(L, json, "null");
  lua_remove(L, json);
  lua_pushcclosure(L, call_host, 5);
  lua_setfield(L, -2, r->name);
  return 0;
}

int pg_register(pg_runtime *rt, const char *module, const char *name, pg_function fn, void *data) {
  registration r = {module, name, {fn, data}};
  lua_pushcfunction(rt->L, register_function);
  lua_pushlightuserdata(rt->L, &r);
  return lua_pcall(rt->L, 1, 0, 0) == LUA_OK ? 0 : fail_start(rt);
}
