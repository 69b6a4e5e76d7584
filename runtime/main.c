/* The command: what it says and decides is Lua (lua/stdlib/cli); here are the runtime, the signals and the exit code. */
#include <malloc.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "instance.h"

/* A leak shows only where nothing is left to the kernel. */
#if defined(__SANITIZE_ADDRESS__)
#define FREE_ALL
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FREE_ALL
#endif
#endif

static pg_runtime *running;

/* The first Ctrl-C cancels what runs, the second ends the process. A terminal and a wrapping script may both deliver the
** same key press: what comes within a moment of the first is the first. */
static void on_signal(int number) {
  static double first;
  double now = loop_now(); /* clock_gettime is safe here */
  if (!running) _exit(128 + number);
  if (atomic_fetch_add(&running->interrupts, 1) == 0) {
    first = now;
    pg_cancel(running);
  } else if (now - first > 0.05) {
    _exit(128 + number);
  }
}

static void listen_to(int number) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

/* Bodies of answers come and go: what one needed is kept for the next, and not asked for again in small pieces. What is
** needed first comes in large pages where there are any, as Lua's small objects do: one page fault instead of 512. */
static void keep_memory(void) {
  enum { FIRST = 12 << 20, PAGE = 4096 };
  mallopt(M_TOP_PAD, 1 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 26);
  mallopt(M_MMAP_THRESHOLD, 1 << 24);
  char *first = malloc(FIRST);
  if (first) madvise(first + PAGE - (uintptr_t)first % PAGE, FIRST - PAGE, MADV_HUGEPAGE);
  free(first);
}

int main(int argc, char **argv) {
  keep_memory();
  signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of the write, told like any other */
  pg_options options = {.size = sizeof options, .read_environment = 1, .cancel_by_signal = 1};
  pg_runtime *rt = pg_new(&options);
  if (!rt) {
    fputs("perigee: not enough memory\n", stderr);
    return 1;
  }
  running = rt;
  rt->owns_process = true;
  listen_to(SIGINT);
  listen_to(SIGTERM);
  listen_to(SIGHUP);
  int code = 1;
  if (instance_start(rt, "cli", "main", argc - 1, (const char *const *)argv + 1) == 0) code = pg_wait(rt);
  if (*pg_error(rt)) fprintf(stderr, "perigee: %s\n", pg_error(rt));
  if (*pg_error(rt) && code == 0) code = 1;
  running = NULL;
#ifdef FREE_ALL
  pg_free(rt);
  return code;
#else
  instance_leave(rt, code);
#endif
}
