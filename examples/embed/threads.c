/* Two runtimes in two threads, which share nothing; a third thread cancels one of them while it waits. Each computes,
** waits on timers, calls back into the host, and ends; the program fails unless both ended as they should.
*/
#include <perigee.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct worker {
  const char *code;
  int expected; /* exit code */
  int calls;    /* of the host's function */
  int got;
  pg_runtime *rt;
};

static const char finishes[] =
    "local task, tally, cidr = require 'task', require 'tally', require 'cidr'\n"
    "for i = 1, 20 do\n"
    "  task.all{ function() task.sleep(0.002) end, function() tally.count(i) end }\n"
    "  assert(cidr.nth('100.64.0.0/10', 24, i + 1) == '100.64.' .. i .. '.0/24')\n"
    "end\n";

static const char waits[] =
    "local task, tally = require 'task', require 'tally'\n"
    "tally.count(1)\n"
    "task.sleep(3600)\n";

static char *count(void *data, const char *args, size_t len, char **error) {
  (void)args, (void)len, (void)error;
  struct worker *w = data;
  w->calls++;
  return NULL;
}

static void *work(void *data) {
  struct worker *w = data;
  w->got = pg_start_chunk(w->rt, w->code, strlen(w->code), "=worker") == 0 ? pg_wait(w->rt) : -1;
  return NULL;
}

static int judge(const char *name, const struct worker *w, int calls) {
  int holds = w->got == w->expected && w->calls == calls;
  printf("%s: exit %d after %d calls, %s\n", name, w->got, w->calls, holds ? "as expected" : pg_error(w->rt));
  return holds;
}

int main(void) {
  struct worker one = {.code = finishes, .expected = 0}, two = {.code = waits, .expected = 130};
  struct worker *all[] = {&one, &two};
  pthread_t threads[2];
  for (size_t i = 0; i < 2; i++) {
    all[i]->rt = pg_new(NULL);
    if (!all[i]->rt || pg_register(all[i]->rt, "tally", "count", count, all[i]) != 0) return 1;
  }
  for (size_t i = 0; i < 2; i++) {
    if (pthread_create(&threads[i], NULL, work, all[i]) != 0) return 1;
  }
  nanosleep(&(struct timespec){.tv_nsec = 200 * 1000 * 1000}, NULL);
  pg_cancel(two.rt); /* the only call that another thread may make */
  for (size_t i = 0; i < 2; i++) pthread_join(threads[i], NULL);
  int holds = judge("one", &one, 20) & judge("two", &two, 1);
  for (size_t i = 0; i < 2; i++) pg_free(all[i]->rt);
  return holds ? 0 : 1;
}
