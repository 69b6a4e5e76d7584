/* Requests made of any bytes through the signer: lines of the input are URL, method, and headers as `name:value`; the
** rest is the body. Both forms must give the same twice, with and without cached keys. tests/fuzz/run builds and runs
** it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sigv4.h"

enum { LINES = 8 };

static void require(bool holds) {
  if (!holds) abort();
}

static pg_sigv4_text text(const char *bytes) {
  return (pg_sigv4_text){bytes, strlen(bytes)};
}

typedef bool (*form)(pg_sigv4_cache *, const pg_sigv4_request *, pg_sigv4_result *, err *);

static void run(form f, const pg_sigv4_request *request) {
  pg_sigv4_cache *cache = pg_sigv4_cache_new();
  pg_sigv4_result first, again;
  err e = ERR_INIT;
  bool done = f(NULL, request, &first, &e);
  require(done || e.code[0]);
  for (int i = 0; i < 2; i++) {
    require(f(cache, request, &again, &e) == done);
    if (done) {
      require(strcmp(first.canonical_request, again.canonical_request) == 0);
      require(strcmp(first.url ? first.url : first.authorization,
                     again.url ? again.url : again.authorization) == 0);
    }
    pg_sigv4_result_free(&again);
  }
  pg_sigv4_result_free(&first);
  pg_sigv4_cache_free(cache);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
  char *copy = malloc(len + 1), *lines[LINES];
  pg_sigv4_header headers[LINES];
  pg_sigv4_request r = {.service = "ec2", .region = "us-east-1", .time = 1735787045, .expires = 60};
  size_t count = 0;
  if (len) memcpy(copy, data, len);
  copy[len] = '\0';
  char *at = copy;
  while (count < LINES && at) {
    char *end = memchr(at, '\n', (size_t)(copy + len - at));
    lines[count++] = at;
    if (end) *end = '\0';
    at = end ? end + 1 : NULL;
  }
  r.url = lines[0];
  r.method = count > 1 ? lines[1] : "GET";
  for (size_t i = 2; i < count; i++) {
    char *colon = strchr(lines[i], ':');
    if (!colon) continue;
    headers[r.header_count].name = (pg_sigv4_text){lines[i], (size_t)(colon - lines[i])};
    headers[r.header_count++].value = text(colon + 1);
  }
  r.headers = headers;
  if (at) r.body = text(at);
  r.access_key_id = text("AKIDEXAMPLE");
  r.secret_access_key = text("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  r.s3_path = len % 2;
  if (len % 3 == 0) r.session_token = text("token/+=");
  run(pg_sigv4_sign, &r);
  run(pg_sigv4_presign, &r);
  free(copy);
  return 0;
}
