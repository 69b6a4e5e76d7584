/* A growable run of bytes. Failed allocations are remembered, not reported at each call: append freely,
** then ask buf_ok() once. Always terminated by a NUL that is not counted, so text can be handed to C
** functions. */
#ifndef PERIGEE_BUF_H
#define PERIGEE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct buf {
  char *data;
  size_t len;
  size_t cap;
  bool failed; /* an allocation failed; the content is incomplete */
} buf;

#define BUF_INIT \
  { NULL, 0, 0, false }

void buf_init(buf *b);
void buf_free(buf *b);
/* Frees like buf_free, but overwrites the bytes first: for secrets. */
void buf_wipe(buf *b);
void buf_clear(buf *b);
bool buf_ok(const buf *b);
/* Makes room for `more` bytes and returns where they go; NULL when memory is short. Does not change len. */
char *buf_reserve(buf *b, size_t more);
void buf_add(buf *b, const void *bytes, size_t n);
void buf_adds(buf *b, const char *text);
void buf_addc(buf *b, char c);
void buf_addf(buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The text, never NULL ("" when empty). */
const char *buf_text(const buf *b);
/* Hands the bytes over to the caller (free()); the buffer is empty afterwards. NULL if an allocation failed.
 */
char *buf_take(buf *b, size_t *len);

#endif
