/* One runtime: its Lua state, its loop, its tasks and its limits. Nothing of it is global, so several live side by side
** in one process, each driven by one thread. */
#ifndef PERIGEE_INSTANCE_H
#define PERIGEE_INSTANCE_H

#include <lua.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "loop.h"
#include "perigee.h"
#include "pool.h"
#include "task.h"

struct pg_runtime {
  lua_State *L;
  loop *loop;
  tasks *tasks;
  task *main;        /* what is being run, NULL between runs */
  task *interrupted; /* what a cancel means now, NULL: main */
  atomic_bool cancel;
  atomic_int interrupts; /* signals since the last one that was dealt with */
  size_t memory_used, memory_limit;
  bool owns_process; /* the command: os.exit ends the process */
  bool leaving;      /* the process ends with the state: what is freed with it need not be freed before */
  pool pool;         /* of the Lua state's small objects */
  pg_options options;
  char *module_path;
  int result; /* exit code of the last run */
  char *error;
};

static inline pg_runtime *instance_of(lua_State *L) {
  return *(pg_runtime **)lua_getextraspace(L);
}

/* Starts a Lua function `module.function(argv...)` that answers with the exit code. */
int instance_start(pg_runtime *rt, const char *module, const char *function, int argc,
                   const char *const *argv);

/* Ends the process with that exit code when the runtime's finalizers have run; its memory goes with it. */
_Noreturn void instance_leave(pg_runtime *rt, int code);

/* Ctrl-C has been dealt with: the next one is a first one again. */
void instance_forget_interrupt(pg_runtime *rt);

#endif
