#include "buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(buf *b) {
  *b = (buf)BUF_INIT;
}

void buf_free(buf *b) {
  free(b->data);
  buf_init(b);
}

void buf_wipe(buf *b) {
  if (b->data) explicit_bzero(b->data, b->cap);
  buf_free(b);
}

void buf_clear(buf *b) {
  b->len = 0;
  if (b->data) b->data[0] = '\0';
}

bool buf_ok(const buf *b) {
  return !b->failed;
}

char *buf_reserve(buf *b, size_t more) {
  if (b->failed || more >= SIZE_MAX / 2 - b->len) {
    b->failed = true;
    return NULL;
  }
  size_t need = b->len + more + 1;
  if (need > b->cap) {
    size_t cap = b->cap ? b->cap : 64;
    while (cap < need) cap *= 2;
    char *data = realloc(b->data, cap);
    if (!data) {
      b->failed = true;
      return NULL;
    }
    b->data = data;
    b->cap = cap;
  }
  return b->data + b->len;
}

void buf_add(buf *b, const void *bytes, size_t n) {
  char *to = buf_reserve(b, n);
  if (!to) return;
  if (n) memcpy(to, bytes, n);
  b->len += n;
  b->data[b->len] = '\0';
}

void buf_adds(buf *b, const char *text) {
  buf_add(b, text, strlen(text));
}

void buf_addc(buf *b, char c) {
  if (b->failed || b->len + 1 >= b->cap) {
    buf_add(b, &c, 1);
    return;
  }
  b->data[b->len++] = c;
  b->data[b->len] = '\0';
}

void buf_addf(buf *b, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int n = vsnprintf(NULL, 0, format, args);
  va_end(args);
  char *to = n < 0 ? NULL : buf_reserve(b, (size_t)n);
  if (to) {
    vsnprintf(to, (size_t)n + 1, format, again);
    b->len += (size_t)n;
  } else {
    b->failed = true;
  }
  va_end(again);
}

const char *buf_text(const buf *b) {
  return b->data ? b->data : "";
}

char *buf_take(buf *b, size_t *len) {
  char *data = NULL;
  if (!b->failed && buf_reserve(b, 0)) {
    b->data[b->len] = '\0';
    data = b->data;
    if (len) *len = b->len;
    buf_init(b);
  } else {
    buf_free(b);
  }
  return data;
}
