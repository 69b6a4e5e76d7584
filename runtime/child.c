#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { IN, OUT, ERROUT, PIPES };

static const size_t default_limit = 16u << 20;

typedef struct process {
  child pub; /* first: child * and process * are the same address */
  loop *loop;
  loop_fn ended;
  void *data;
  pid_t pid;
  int pidfd;
  int ours[PIPES];
  loop_watch watch[PIPES], end_watch;
  loop_timer timer;
  buf input;
  size_t input_at, limit;
  bool exited, watching;
} process;

static void close_pipe(process *p, int i) {
  loop_watch_stop(&p->watch[i]);
  if (p->ours[i] >= 0) close(p->ours[i]);
  p->ours[i] = -1;
}

static void stop(process *p) {
  if (!p->exited) {
    kill(-p->pid, SIGKILL);
    int status;
    while (waitpid(p->pid, &status, 0) < 0 && errno == EINTR) continue;
    p->exited = true;
  }
}

static void fail(process *p, const char *code, const char *message) {
  err_set(&p->pub.error, code, "%s", message);
  p->pub.failed = true;
  stop(p);
}

static void finish_when_done(process *p) {
  if (p->pub.finished) return;
  /* a kernel without pidfds does not tell of the end: ask once nothing more can come */
  if (p->pidfd < 0 && !p->exited && p->ours[OUT] < 0 && p->ours[ERROUT] < 0) {
    int status;
    while (waitpid(p->pid, &status, 0) < 0 && errno == EINTR) continue;
    p->exited = true;
    p->pub.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  if (!p->pub.failed && (!p->exited || p->ours[OUT] >= 0 || p->ours[ERROUT] >= 0)) return;
  p->pub.finished = true;
  for (int i = 0; i < PIPES; i++) close_pipe(p, i);
  loop_watch_stop(&p->end_watch);
  loop_timer_stop(p->loop, &p->timer);
  p->ended(p->data);
}

static void read_some(process *p, int i, buf *to) {
  char *at = buf_reserve(to, 65536);
  ssize_t n = at ? read(p->ours[i], at, 65536) : 0;
  if (n > 0) {
    to->len += (size_t)n;
    at[n] = '\0';
    if (to->len > p->limit) fail(p, "too_large", "the output is too large");
  } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
    close_pipe(p, i);
  }
  finish_when_done(p);
}

static void on_out(void *data) {
  process *p = data;
  read_some(p, OUT, &p->pub.out);
}

static void on_err(void *data) {
  process *p = data;
  read_some(p, ERROUT, &p->pub.err_out);
}

static void on_input(void *data) {
  process *p = data;
  ssize_t n = write(p->ours[IN], p->input.data + p->input_at, p->input.len - p->input_at);
  if (n > 0) p->input_at += (size_t)n;
  if (p->input_at == p->input.len || (n < 0 && errno != EAGAIN && errno != EINTR)) close_pipe(p, IN);
}

static void on_exit_of_child(void *data) {
  process *p = data;
  int status;
  if (waitpid(p->pid, &status, WNOHANG) != p->pid) return;
  p->exited = true;
  p->pub.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  loop_watch_stop(&p->end_watch);
  finish_when_done(p);
}

static void on_timeout(void *data) {
  process *p = data;
  fail(p, "timeout", "it did not end in time");
  finish_when_done(p);
}

static int spawn(process *p, const child_command *c, int theirs[PIPES]) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  for (int i = 0; i < PIPES; i++) posix_spawn_file_actions_adddup2(&actions, theirs[i], i);
  sigset_t none, defaults;
  sigemptyset(&none);
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  sigaddset(&defaults, SIGINT);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  char **env = c->env ? (char **)(uintptr_t)c->env : environ;
  int number = posix_spawnp(&p->pid, c->argv[0], &actions, &attributes, (char **)(uintptr_t)c->argv, env);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return number;
}

static int open_pipes(process *p, int theirs[PIPES]) {
  for (int i = 0; i < PIPES; i++) {
    int fds[2];
    if (pipe2(fds, O_CLOEXEC) < 0) return errno;
    int mine = i == IN ? 1 : 0;
    p->ours[i] = fds[mine];
    theirs[i] = fds[1 - mine];
    fcntl(p->ours[i], F_SETFL, O_NONBLOCK);
  }
  return 0;
}

child *child_start(loop *l, const child_command *c, loop_fn ended, void *data, err *e) {
  process *p = calloc(1, sizeof *p);
  if (!p) {
    err_set(e, "memory", "not enough memory");
    return NULL;
  }
  p->loop = l;
  p->ended = ended;
  p->data = data;
  p->exited = true;
  p->pidfd = -1;
  p->limit = c->limit ? c->limit : default_limit;
  int theirs[PIPES] = {-1, -1, -1};
  for (int i = 0; i < PIPES; i++) p->ours[i] = -1;
  int number = open_pipes(p, theirs);
  if (!number) number = spawn(p, c, theirs);
  for (int i = 0; i < PIPES; i++) {
    if (theirs[i] >= 0) close(theirs[i]);
  }
  if (number) {
    const char *code = number == ENOENT ? "not_found" : number == EACCES ? "permission" : "io";
    err_set(e, code, "cannot run %s: %s", c->argv[0], strerror(number));
    child_free(&p->pub);
    return NULL;
  }
  p->exited = false;
  p->pidfd = (int)syscall(SYS_pidfd_open, p->pid, 0);
  if (p->pidfd >= 0) loop_watch_start(l, &p->end_watch, p->pidfd, POLLIN, on_exit_of_child, p);
  if (c->input_len) {
    buf_add(&p->input, c->input, c->input_len);
    loop_watch_start(l, &p->watch[IN], p->ours[IN], POLLOUT, on_input, p);
  } else {
    close_pipe(p, IN);
  }
  loop_watch_start(l, &p->watch[OUT], p->ours[OUT], POLLIN, on_out, p);
  loop_watch_start(l, &p->watch[ERROUT], p->ours[ERROUT], POLLIN, on_err, p);
  if (c->timeout > 0) loop_timer_start(l, &p->timer, c->timeout, on_timeout, p);
  return &p->pub;
}

void child_free(child *pub) {
  process *p = (process *)pub;
  if (!p) return;
  stop(p);
  for (int i = 0; i < PIPES; i++) close_pipe(p, i);
  loop_watch_stop(&p->end_watch);
  loop_timer_stop(p->loop, &p->timer);
  if (p->pidfd >= 0) close(p->pidfd);
  buf_wipe(&p->input);
  buf_wipe(&p->pub.out);
  buf_wipe(&p->pub.err_out);
  free(p);
}
