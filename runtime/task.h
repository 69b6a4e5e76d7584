/* Tasks: Lua coroutines that wait for the loop. A binding that has to wait makes a `wait`, starts its operation, and
** ends with `return task_wait(L, w)`; the loop's callback calls wait_done, and the task goes on with what `push` pushes.
** A host file: it owns coroutines and knows the loop; subject files know neither. */
#ifndef PERIGEE_TASK_H
#define PERIGEE_TASK_H

#include <lua.h>
#include <stdbool.h>

#include "loop.h"

typedef struct tasks tasks; /* all tasks of one runtime */
typedef struct task task;
typedef struct wait wait;

struct wait {
  task *owner;                        /* set while a task waits for it */
  bool done;                          /* the operation has ended */
  void (*cancel)(wait *w);            /* ends the operation early; it may be called once done, and twice */
  int (*push)(lua_State *L, wait *w); /* pushes the results, or raises */
  wait *next;                         /* for whoever keeps a list of waits */
  void *data;                         /* the extra bytes, unless set otherwise */
};

/* The task set lives as long as L; `aborting` is asked between tasks and in long computations. */
tasks *tasks_new(lua_State *L, loop *l);
void tasks_free(tasks *ts);
tasks *tasks_of(lua_State *L);
loop *tasks_loop(tasks *ts);

/* Makes a wait with `extra` zeroed bytes of its own on top of the stack, closed with it. Fill cancel and push, then
** start the operation. */
wait *task_new_wait(lua_State *L, size_t extra);
/* Waits; refuses by name where Lua cannot yield. Use as a tail call. */
int task_wait(lua_State *L, wait *w);
/* From loop callbacks: the operation has ended. */
void wait_done(wait *w);

/* Starts the function and arguments on top of L's stack as a task without a parent. The task is kept alive by the set. */
task *task_start(lua_State *L, int nargs);
/* Raises `cancelled` in the task at its wait. Safe on an ended task that is still held. */
void task_cancel(task *t);
bool task_ended(const task *t);
/* After the end: pushes true and the results, or false, the error and its traceback; returns how many. */
int task_push_result(lua_State *L, task *t);
void task_release(task *t); /* the starter no longer needs the result */

/* Resumes every task that is ready; returns how many are left alive. */
int tasks_run_ready(tasks *ts);
bool tasks_any_ready(const tasks *ts);
/* Running Lua code that does not wait raises `cancelled` soon: tasks_interrupt from any thread, but only once
** tasks_watch_interrupts was called, which costs a sixth of Lua's speed; tasks_interrupt_here from a signal handler of the
** thread that runs the tasks, and costs nothing. */
void tasks_watch_interrupts(tasks *ts);
void tasks_interrupt(tasks *ts);
void tasks_interrupt_here(tasks *ts);
void tasks_forget_interrupt(tasks *ts);

/* For coroutine.c: an author's own coroutine hands a wait through to the task that resumes it. */
typedef struct task_link {
  lua_State *from; /* who resumes */
  lua_State *co;   /* and what */
  struct task_link *up;
} task_link;
void task_enter(lua_State *from, lua_State *co, task_link *link);
void task_leave(lua_State *from, task_link *link);
bool task_waits(lua_State *co, int yielded); /* is what co yielded a wait? */
int task_yield_on(lua_State *L, lua_KContext ctx, lua_KFunction k);
bool task_at_bottom(lua_State *L); /* L is a task's own coroutine */
/* Is an error of cancellation on its way up? Protected calls save and restore it, so that <close> handlers may wait and
** the code after a protected call may not. */
bool task_unwinding(lua_State *L);
void task_set_unwinding(lua_State *L, bool yes);

/* The native half of module `task`. */
int luaopen_task_core(lua_State *L);
/* Replaces pcall, xpcall and the coroutine library by ones that know of waits (coroutine.c). */
void task_replace_base(lua_State *L);
/* What xpcall calls an author's message handler with (coroutine.c). */
int task_message_handler(lua_State *L);

#endif
