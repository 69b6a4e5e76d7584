#include "secret.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Secrets live on pages of their own, so that they can be left out of a core file. */
static size_t page_round(size_t n) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  return (n + page - 1) / page * page;
}

bool secret_set(secret *s, const void *bytes, size_t len) {
  void *at = mmap(NULL, page_round(len + 1), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  s->len = 0;
  s->bytes = NULL;
  if (at == MAP_FAILED) return false;
  madvise(at, page_round(len + 1), MADV_DONTDUMP);
  if (len) memcpy(at, bytes, len);
  s->bytes = at;
  s->len = len;
  return true;
}

void secret_wipe(secret *s) {
  if (!s->bytes) return;
  explicit_bzero(s->bytes, s->len);
  munmap(s->bytes, page_round(s->len + 1));
  s->bytes = NULL;
  s->len = 0;
}

static const char standard[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char url_safe[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void secret_base64(buf *out, const void *bytes, size_t len, bool url) {
  const char *digits = url ? url_safe : standard;
  const unsigned char *in = bytes;
  for (size_t i = 0; i < len; i += 3) {
    size_t n = len - i < 3 ? len - i : 3;
    unsigned v = (unsigned)in[i] << 16;
    if (n > 1) v |= (unsigned)in[i + 1] << 8;
    if (n > 2) v |= in[i + 2];
    for (size_t k = 0; k <= n; k++) buf_addc(out, digits[(v >> (18 - 6 * k)) & 63]);
    for (size_t k = n; k < 3 && !url; k++) buf_addc(out, '=');
  }
}

static int digit_value(char c) {
  if (c == '-') c = '+';
  if (c == '_') c = '/';
  const char *at = c ? strchr(standard, c) : NULL;
  return at ? (int)(at - standard) : -1;
}

bool secret_unbase64(buf *out, const char *text, size_t len) {
  unsigned v = 0;
  int bits = 0;
  size_t digits = 0, padding = 0;
  for (size_t i = 0; i < len; i++) {
    char c = text[i];
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
    if (c == '=') {
      padding++;
      continue;
    }
    int d = digit_value(c);
    if (d < 0 || padding) return false;
    digits++;
    v = (v << 6) | (unsigned)d;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      buf_addc(out, (char)((v >> bits) & 0xFF));
    }
  }
  return digits % 4 != 1 && padding <= 2;
}
