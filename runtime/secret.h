/* Bytes that must not be seen: kept outside Lua strings, left out of core files where the system allows,
** wiped when freed. Nothing here prints them. */
#ifndef PERIGEE_SECRET_H
#define PERIGEE_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"

typedef struct secret {
  size_t len;
  char *bytes; /* len bytes and a NUL */
} secret;

/* Copies the bytes; false when memory is short. */
bool secret_set(secret *s, const void *bytes, size_t len);
void secret_wipe(secret *s);

/* Appends base64 of the bytes: the standard alphabet with padding, or the URL alphabet without (RFC 4648). */
void secret_base64(buf *out, const void *bytes, size_t len, bool url);
/* Appends what base64 text stands for; white space is skipped; false when it is not base64. */
bool secret_unbase64(buf *out, const char *text, size_t len);

#endif
