/* The event loop: curl's multi handle, timers, and file descriptors, waited for together. Plain C; completions are
** delivered as (fn, data) from loop_step and nowhere else, so nothing runs inside a curl callback.
** One thread drives a loop; only loop_wake may be called from others. */
#ifndef PERIGEE_LOOP_H
#define PERIGEE_LOOP_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct loop loop;
typedef void (*loop_fn)(void *data);

/* Owned by the caller, who keeps it in place while it is started. */
typedef struct loop_timer {
  double at;   /* loop_now() time at which it fires */
  size_t slot; /* 1-based place in the heap, 0 when stopped */
  loop_fn fn;
  void *data;
} loop_timer;

/* A descriptor that is watched until loop_unwatch. Owned by the caller. */
typedef struct loop_watch {
  int fd;
  short events; /* as for poll: POLLIN, POLLOUT */
  loop_fn fn;
  void *data;
  struct loop_watch *next, **link;
} loop_watch;

loop *loop_new(void);
void loop_free(loop *l);
/* Seconds on the monotonic clock. */
double loop_now(void);
void loop_timer_start(loop *l, loop_timer *t, double seconds, loop_fn fn, void *data);
void loop_timer_stop(loop *l, loop_timer *t);
void loop_watch_start(loop *l, loop_watch *w, int fd, short events, loop_fn fn, void *data);
void loop_watch_stop(loop_watch *w);

/* Adds a transfer; fn(data) is called from loop_step when it has ended, with its result in *result. */
CURLMcode loop_transfer_start(loop *l, CURL *easy, CURLcode *result, loop_fn fn, void *data);
void loop_transfer_stop(loop *l, CURL *easy);
CURL *loop_easy(loop *l);                /* a clean easy handle, from the pool if there is one */
void loop_easy_return(loop *l, CURL *e); /* back to the pool */

/* Waits at most `seconds` (< 0: until something happens), then delivers what has happened. Returns at once when
** nothing could ever happen and seconds < 0. */
void loop_step(loop *l, double seconds);
/* Ends a waiting loop_step; from any thread. */
void loop_wake(loop *l);

#endif
