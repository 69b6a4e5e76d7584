/* What the three files of tasks share: task.c (life and waits), blocking.c (where a wait is refused, and why), and
** api/task.c (the Lua module). */
#ifndef PERIGEE_TASK_PRIVATE_H
#define PERIGEE_TASK_PRIVATE_H

#include <stdatomic.h>

#include "task.h"

#define TASK "perigee.task"
#define SCOPE "perigee.scope"

/* Values kept with a task's userdata. */
enum { UV_THREAD = 1, UV_CONTEXT, UV_TRACEBACK, UV_SCOPE, UV_INTERRUPT, UV_FINISH, UV_COUNT = UV_FINISH };

struct task {
  tasks *set;
  lua_State *co;
  task *next_ready;
  wait *wait;
  wait *joiners; /* tasks that wait for the end of this one */
  bool ready, ended, ok;
  bool told; /* its failure has interrupted the owner of its scope */
  bool cancelled;
  bool unwinding;   /* an error of cancellation is on its way up: only <close> handlers run */
  bool raise;       /* the wait it is in was ended by cancelling, not by its operation */
  bool interrupted; /* UV_INTERRUPT holds an error to raise at the next wait */
  bool grace_over;
  int stops;   /* how often code that never waits was stopped */
  int shields; /* > 0: cancelling waits until the shielded part is over */
  loop_timer grace;
};

struct tasks {
  lua_State *L;
  loop *loop;
  task *current;
  task_link *chain;
  task *ready, **ready_end;
  int alive;
  atomic_bool interrupt;
};

typedef struct scope {
  tasks *set;
  int running;
  wait *waiting;
  task *owner; /* interrupted when a task of the scope fails; NULL: whoever asks for the next is told */
} scope;

/* function, args... -> task userdata, which is ready to run */
task *task_new(lua_State *L, int nargs);
/* Pushes the userdata of a task that lives. */
void task_push(lua_State *L, task *t);
/* error -> ; raises it in the task at its wait, once */
void task_interrupt(lua_State *L, task *t);
/* Pushes a message and returns true when L cannot wait here. */
bool task_cannot_wait(lua_State *L);

#endif
