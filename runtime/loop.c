#include "loop.h"

#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum { POOL = 16, KEPT_CONNECTIONS = 64, LONGEST_WAIT_MS = 3600 * 1000 };

struct loop {
  CURLM *multi;
  loop_timer **heap;
  size_t timers, room;
  loop_watch *watches;
  CURL *pool[POOL];
  size_t pooled;
  int transfers, running; /* those added, and those that curl has not ended */
  double curl_at;         /* when curl wants to be called whatever comes; < 0: never */
  int wake;               /* an eventfd */
  /* what is polled: `wake`, then the sockets that curl has named, then, while a step waits, the watches */
  struct pollfd *polled;
  size_t sockets, polled_room;
  /* transfers that ended in this step, delivered after curl has been left */
  struct ended {
    loop_fn fn;
    void *data;
    CURL *easy;
  } * ended;
  size_t ended_count, ended_room;
};

/* What a running easy handle points at (CURLOPT_PRIVATE). */
typedef struct transfer {
  CURLcode *result;
  loop_fn fn;
  void *data;
} transfer;

double loop_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Room for so many more descriptors behind the sockets. */
static struct pollfd *polled_behind_sockets(loop *l, size_t more) {
  size_t need = 1 + l->sockets + more;
  if (need > l->polled_room) {
    size_t room = l->polled_room ? 2 * l->polled_room : 16;
    while (room < need) room *= 2;
    struct pollfd *polled = realloc(l->polled, room * sizeof *polled);
    if (!polled) abort(); /* a socket that nobody looks at would be a hang */
    l->polled = polled;
    l->polled_room = room;
  }
  return l->polled + 1 + l->sockets;
}

/* curl names the sockets that it waits for */
static int on_socket(CURL *easy, curl_socket_t fd, int what, void *data, void *known) {
  (void)easy, (void)known;
  loop *l = data;
  struct pollfd *p = l->polled + 1, *end = p + l->sockets;
  while (p < end && p->fd != fd) p++;
  if (what == CURL_POLL_REMOVE) {
    if (p < end) *p = l->polled[l->sockets--];
    return 0;
  }
  if (p == end) {
    p = polled_behind_sockets(l, 1);
    l->sockets++;
  }
  short events = (what & CURL_POLL_IN ? POLLIN : 0) | (what & CURL_POLL_OUT ? POLLOUT : 0);
  *p = (struct pollfd){fd, events, 0};
  return 0;
}

static int on_deadline(CURLM *multi, long ms, void *data) {
  (void)multi;
  loop *l = data;
  l->curl_at = ms < 0 ? -1 : loop_now() + (double)ms / 1000;
  return 0;
}

loop *loop_new(void) {
  loop *l = calloc(1, sizeof *l);
  if (!l) return NULL;
  l->curl_at = -1;
  l->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  l->multi = curl_multi_init();
  if (!l->multi || l->wake < 0) {
    loop_free(l);
    return NULL;
  }
  polled_behind_sockets(l, 0)[-1] = (struct pollfd){l->wake, POLLIN, 0};
  curl_multi_setopt(l->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt(l->multi, CURLMOPT_SOCKETDATA, l);
  curl_multi_setopt(l->multi, CURLMOPT_TIMERFUNCTION, on_deadline);
  curl_multi_setopt(l->multi, CURLMOPT_TIMERDATA, l);
  curl_multi_setopt(l->multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
  /* By default curl keeps four for each transfer of the moment: few tasks then close what more tasks have opened. */
  curl_multi_setopt(l->multi, CURLMOPT_MAXCONNECTS, (long)KEPT_CONNECTIONS);
  return l;
}

void loop_free(loop *l) {
  if (!l) return;
  for (size_t i = 0; i < l->pooled; i++) curl_easy_cleanup(l->pool[i]);
  curl_multi_cleanup(l->multi);
  if (l->wake >= 0) close(l->wake);
  free(l->polled);
  free(l->heap);
  free(l->ended);
  free(l);
}

/* Timers: a binary heap on `at`; heap[0] fires first. */

static void place(loop *l, size_t i, loop_timer *t) {
  l->heap[i] = t;
  t->slot = i + 1;
}

static void sift_up(loop *l, size_t i) {
  loop_timer *t = l->heap[i];
  while (i > 0 && l->heap[(i - 1) / 2]->at > t->at) {
    place(l, i, l->heap[(i - 1) / 2]);
    i = (i - 1) / 2;
  }
  place(l, i, t);
}

static void sift_down(loop *l, size_t i) {
  loop_timer *t = l->heap[i];
  for (;;) {
    size_t child = 2 * i + 1;
    if (child >= l->timers) break;
    if (child + 1 < l->timers && l->heap[child + 1]->at < l->heap[child]->at) child++;
    if (l->heap[child]->at >= t->at) break;
    place(l, i, l->heap[child]);
    i = child;
  }
  place(l, i, t);
}

void loop_timer_start(loop *l, loop_timer *t, double seconds, loop_fn fn, void *data) {
  loop_timer_stop(l, t);
  t->at = loop_now() + (seconds > 0 ? seconds : 0);
  t->fn = fn;
  t->data = data;
  if (l->timers == l->room) {
    size_t room = l->room ? 2 * l->room : 16;
    loop_timer **heap = realloc(l->heap, room * sizeof(loop_timer *));
    if (!heap) abort(); /* a lost timer would be a hang */
    l->heap = heap;
    l->room = room;
  }
  l->heap[l->timers++] = t;
  sift_up(l, l->timers - 1);
}

void loop_timer_stop(loop *l, loop_timer *t) {
  if (!t->slot) return;
  size_t i = t->slot - 1;
  t->slot = 0;
  loop_timer *last = l->heap[--l->timers];
  if (last == t) return;
  place(l, i, last);
  sift_up(l, i);
  sift_down(l, last->slot - 1);
}

static void fire_timers(loop *l) {
  double now = loop_now();
  while (l->timers && l->heap[0]->at <= now) {
    loop_timer *t = l->heap[0];
    loop_timer_stop(l, t);
    t->fn(t->data);
  }
}

void loop_watch_start(loop *l, loop_watch *w, int fd, short events, loop_fn fn, void *data) {
  *w = (loop_watch){fd, events, fn, data, l->watches, &l->watches};
  if (l->watches) l->watches->link = &w->next;
  l->watches = w;
}

void loop_watch_stop(loop_watch *w) {
  if (!w->link) return;
  *w->link = w->next;
  if (w->next) w->next->link = w->link;
  w->link = NULL;
}

CURL *loop_easy(loop *l) {
  return l->pooled ? l->pool[--l->pooled] : curl_easy_init();
}

void loop_easy_return(loop *l, CURL *e) {
  if (l->pooled < POOL) {
    curl_easy_reset(e);
    l->pool[l->pooled++] = e;
  } else {
    curl_easy_cleanup(e);
  }
}

CURLMcode loop_transfer_start(loop *l, CURL *easy, CURLcode *result, loop_fn fn, void *data) {
  transfer *t = malloc(sizeof *t);
  if (!t) return CURLM_OUT_OF_MEMORY;
  *t = (transfer){result, fn, data};
  curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
  CURLMcode code = curl_multi_add_handle(l->multi, easy);
  if (code) {
    curl_easy_setopt(easy, CURLOPT_PRIVATE, NULL);
    free(t);
  } else {
    l->transfers++;
  }
  return code;
}

void loop_transfer_stop(loop *l, CURL *easy) {
  transfer *t = NULL;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &t);
  for (size_t i = 0; i < l->ended_count; i++) {
    if (l->ended[i].easy == easy) l->ended[i].fn = NULL;
  }
  if (!t) return;
  curl_easy_setopt(easy, CURLOPT_PRIVATE, NULL);
  curl_multi_remove_handle(l->multi, easy);
  free(t);
  l->transfers--;
}

static void collect_ended(loop *l) {
  int left;
  for (CURLMsg *m; (m = curl_multi_info_read(l->multi, &left));) {
    if (m->msg != CURLMSG_DONE) continue;
    CURL *easy = m->easy_handle;
    CURLcode result = m->data.result;
    transfer *t = NULL;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &t);
    if (!t) continue;
    if (l->ended_count == l->ended_room) {
      size_t room = l->ended_room ? 2 * l->ended_room : 16;
      struct ended *more = realloc(l->ended, room * sizeof *more);
      if (!more) abort(); /* a lost completion would be a hang */
      l->ended = more;
      l->ended_room = room;
    }
    *t->result = result;
    l->ended[l->ended_count++] = (struct ended){t->fn, t->data, easy};
    curl_easy_setopt(easy, CURLOPT_PRIVATE, NULL);
    curl_multi_remove_handle(l->multi, easy);
    free(t);
    l->transfers--;
  }
  /* A callback may stop another transfer that has ended too: loop_transfer_stop then clears its fn. */
  for (size_t i = 0; i < l->ended_count; i++) {
    if (l->ended[i].fn) l->ended[i].fn(l->ended[i].data);
  }
  l->ended_count = 0;
}

static int wait_ms(loop *l, double seconds) {
  double wait = seconds < 0 ? LONGEST_WAIT_MS / 1000.0 : seconds;
  double now = loop_now();
  if (l->timers && l->heap[0]->at - now < wait) wait = l->heap[0]->at - now;
  if (l->curl_at >= 0 && l->curl_at - now < wait) wait = l->curl_at - now;
  if (wait <= 0) return 0;
  double ms = wait * 1000 + 0.999; /* rounding down would spin until the timer is due */
  return ms > LONGEST_WAIT_MS ? LONGEST_WAIT_MS : (int)ms;
}

/* Lets curl do what is due by the clock, which includes to begin what has been added. */
static void call_curl_in_time(loop *l) {
  if (l->curl_at < 0 || l->curl_at > loop_now()) return;
  l->curl_at = -1;
  curl_multi_socket_action(l->multi, CURL_SOCKET_TIMEOUT, 0, &l->running);
}

static void call_curl_for_sockets(loop *l) {
  for (size_t i = 1; i <= l->sockets; i++) {
    short got = l->polled[i].revents;
    if (!got) continue;
    int bits = (got & (POLLIN | POLLERR | POLLHUP) ? CURL_CSELECT_IN : 0) |
               (got & POLLOUT ? CURL_CSELECT_OUT : 0) | (got & POLLNVAL ? CURL_CSELECT_ERR : 0);
    l->polled[i].revents = 0;
    curl_multi_socket_action(l->multi, l->polled[i].fd, bits, &l->running);
    i = 0; /* it may have changed the list */
  }
}

static void forget_wake(loop *l) {
  uint64_t count;
  if (l->polled[0].revents && read(l->wake, &count, sizeof count) < 0) return; /* then it is at 0 already */
}

void loop_step(loop *l, double seconds) {
  if (seconds < 0 && !l->timers && !l->transfers && !l->watches) return;
  loop_watch *watched[64];
  short seen[64];
  size_t n = 0;
  call_curl_in_time(l);
  struct pollfd *fds = polled_behind_sockets(l, 64);
  for (loop_watch *w = l->watches; w && n < 64; w = w->next) {
    watched[n] = w;
    fds[n++] = (struct pollfd){w->fd, w->events, 0};
  }
  /* A transfer that has ended already must not wait for the next event. */
  bool ended = l->transfers > l->running;
  int got = poll(l->polled, 1 + l->sockets + n, ended ? 0 : wait_ms(l, seconds));
  for (size_t i = 0; i < n; i++) seen[i] = got > 0 ? fds[i].revents : 0;
  if (got > 0) {
    forget_wake(l);
    call_curl_for_sockets(l);
  }
  call_curl_in_time(l);
  collect_ended(l);
  for (size_t i = 0; i < n; i++) {
    if (!seen[i]) continue;
    bool still = false; /* an earlier callback may have stopped this one */
    for (loop_watch *w = l->watches; w; w = w->next) still |= w == watched[i];
    if (still) watched[i]->fn(watched[i]->data);
  }
  fire_timers(l);
}

void loop_wake(loop *l) {
  uint64_t one = 1;
  if (write(l->wake, &one, sizeof one) < 0) return; /* it is full: the loop wakes anyway */
}
