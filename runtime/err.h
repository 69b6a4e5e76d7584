/* How subject files report that the world or the data failed: a short code that programs compare and a
** sentence that people read. Filled by the callee, owned by the caller, nothing to free. */
#ifndef PERIGEE_ERR_H
#define PERIGEE_ERR_H

#include <stdbool.h>
#include <stddef.h>

typedef struct err {
  char code[64];
  char message[512];
  long line;   /* 1-based position in the input, 0 when there is none */
  long column; /* 1-based, in bytes */
  long status; /* HTTP status, 0 when there was no answer */
  bool retryable;
  bool unsent; /* a request that certainly never reached the other side */
} err;

#define ERR_INIT \
  { {0}, {0}, 0, 0, 0, false, false }

/* Sets code and message and returns false, so that a failing function can `return err_set(...)`. `e` may
** be NULL. */
bool err_set(err *e, const char *code, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same with a position in the input. */
bool err_at(err *e, long line, long column, const char *code, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Finds line and column (both 1-based, in bytes) of `offset` in `text`. */
void err_position(const char *text, size_t len, size_t offset, long *line, long *column);

#endif
