/* A child process over the loop: no shell, bounded output, its process group killed when it is left. */
#ifndef PERIGEE_CHILD_H
#define PERIGEE_CHILD_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "err.h"
#include "loop.h"

typedef struct child_command {
  const char *const *argv; /* argv[0] is looked up in PATH; ends with NULL */
  const char *const *env;  /* "NAME=value" lines, NULL: ours */
  const char *input;
  size_t input_len;
  double timeout; /* seconds, 0: none */
  size_t limit;   /* bytes of each output, 0: 16 MiB */
} child_command;

typedef struct child {
  bool finished, failed;
  err error;  /* failed: could not start (not_found, permission), timeout, too_large */
  int status; /* exit status, or 128 + the signal's number */
  buf out, err_out;
} child;

/* ended(data) is called from loop_step when the process has ended and its output is read. NULL and *e when it cannot
** be started. */
child *child_start(loop *l, const child_command *command, loop_fn ended, void *data, err *e);
void child_free(child *c);

#endif
