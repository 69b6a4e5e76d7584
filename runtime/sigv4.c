/* Signature Version 4 in its four stages: canonical request, string to sign, derived key, signature. Both
** forms share all of them; they differ only in where the result goes: a header, or the query of the URL. */
#include "sigv4.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sigv4_canonical.h"

#define ALGORITHM "AWS4-HMAC-SHA256"
#define UNSIGNED "UNSIGNED-PAYLOAD"
#define DIGEST SHA256_DIGEST_LENGTH
#define CACHED_KEYS 16

typedef struct cached_key {
  unsigned char name[DIGEST]; /* hash of all the key depends on */
  unsigned char key[DIGEST];
  unsigned long used;
} cached_key;

struct pg_sigv4_cache {
  cached_key keys[CACHED_KEYS];
  unsigned long clock;
};

/* Looked up once: to find an algorithm by its name takes OpenSSL longer than to hash a request. */
static EVP_MD *sha256;
static EVP_MAC_CTX *hmac_sha256; /* without a key; each signing takes a copy */

static void look_up(void) {
  OSSL_PARAM digest[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char[]){"SHA256"}, 0),
                         OSSL_PARAM_construct_end()};
  EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
  sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
  hmac_sha256 = mac ? EVP_MAC_CTX_new(mac) : NULL;
  if (!sha256 || !hmac_sha256 || !EVP_MAC_CTX_set_params(hmac_sha256, digest))
    abort(); /* no OpenSSL is without */
  EVP_MAC_free(mac);
}

static void look_up_once(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, look_up);
}

static void hash(const void *bytes, size_t n, unsigned char digest[DIGEST]) {
  EVP_Digest(n ? bytes : "", n, digest, NULL, sha256, NULL);
}

static void add_hex(buf *b, const unsigned char *bytes, size_t n) {
  char *to = buf_reserve(b, 2 * n);
  if (!to) return;
  for (size_t i = 0; i < n; i++) {
    *to++ = "0123456789abcdef"[bytes[i] >> 4];
    *to++ = "0123456789abcdef"[bytes[i] & 15];
  }
  *to = '\0';
  b->len += 2 * n;
}

static void add_hash(buf *b, const void *bytes, size_t n) {
  unsigned char digest[DIGEST];
  hash(bytes, n, digest);
  add_hex(b, digest, sizeof digest);
}

static void hmac(const sigv4_work *w, const unsigned char *key, size_t key_len, const char *text, size_t len,
                 unsigned char *out) {
  EVP_MAC_init(w->hmac, key, key_len, NULL);
  EVP_MAC_update(w->hmac, (const unsigned char *)text, len);
  EVP_MAC_final(w->hmac, out, NULL, DIGEST);
}

static bool derive_key(const sigv4_work *w, unsigned char out[DIGEST]) {
  const pg_sigv4_request *r = w->request;
  buf first = BUF_INIT;
  if (!buf_reserve(&first, 4 + r->secret_access_key.len))
    return false; /* no copy is left behind by growing */
  buf_adds(&first, "AWS4");
  buf_add(&first, r->secret_access_key.bytes, r->secret_access_key.len);
  hmac(w, (const unsigned char *)first.data, first.len, w->date, 8, out);
  buf_wipe(&first);
  hmac(w, out, DIGEST, r->region, strlen(r->region), out);
  hmac(w, out, DIGEST, r->service, strlen(r->service), out);
  hmac(w, out, DIGEST, "aws4_request", strlen("aws4_request"), out);
  return true;
}

/* The secret is part of the name: an access key whose secret was mistyped at first must not stay wrong. */
static bool name_key(const sigv4_work *w, unsigned char name[DIGEST]) {
  const pg_sigv4_request *r = w->request;
  buf all = BUF_INIT;
  if (!buf_reserve(&all, w->scope.len + 1 + r->access_key_id.len + 1 + r->secret_access_key.len))
    return false;
  buf_add(&all, w->scope.data, w->scope.len + 1); /* the zero byte separates */
  buf_add(&all, r->access_key_id.bytes, r->access_key_id.len);
  buf_addc(&all, '\0');
  buf_add(&all, r->secret_access_key.bytes, r->secret_access_key.len);
  hash(all.data, all.len, name);
  buf_wipe(&all);
  return true;
}

static bool find_key(pg_sigv4_cache *cache, const sigv4_work *w, unsigned char out[DIGEST]) {
  unsigned char name[DIGEST];
  if (!cache) return derive_key(w, out);
  if (!name_key(w, name)) return false;
  cached_key *oldest = &cache->keys[0];
  cache->clock++;
  for (size_t i = 0; i < CACHED_KEYS; i++) {
    cached_key *k = &cache->keys[i];
    if (k->used && memcmp(k->name, name, DIGEST) == 0) {
      k->used = cache->clock;
      memcpy(out, k->key, DIGEST);
      return true;
    }
    if (k->used < oldest->used) oldest = k;
  }
  if (!derive_key(w, out)) return false;
  memcpy(oldest->name, name, DIGEST);
  memcpy(oldest->key, out, DIGEST);
  oldest->used = cache->clock;
  return true;
}

pg_sigv4_cache *pg_sigv4_cache_new(void) {
  return calloc(1, sizeof(pg_sigv4_cache));
}

void pg_sigv4_cache_free(pg_sigv4_cache *cache) {
  if (!cache) return;
  explicit_bzero(cache, sizeof *cache);
  free(cache);
}

static bool set_date(sigv4_work *w, err *e) {
  struct tm utc;
  time_t at = (time_t)w->request->time;
  /* Four digits of a year are all that the format has. */
  if (at < 0 || at > 253402300799 || !gmtime_r(&at, &utc)) {
    return err_set(e, "time", "cannot sign for the time %lld: not between 1970 and 9999",
                   (long long)w->request->time);
  }
  strftime(w->date, sizeof w->date, "%Y%m%dT%H%M%SZ", &utc);
  return true;
}

static void add_payload(sigv4_work *w, bool unsigned_by_default) {
  const pg_sigv4_request *r = w->request;
  const pg_sigv4_header *given = sigv4_find_header(r, "x-amz-content-sha256");
  if (r->payload)
    buf_adds(&w->payload, r->payload);
  else if (given)
    buf_add(&w->payload, given->value.bytes, given->value.len);
  else if (unsigned_by_default)
    buf_adds(&w->payload, UNSIGNED);
  else
    add_hash(&w->payload, r->body.bytes, r->body.len);
}

static bool begin(sigv4_work *w, const pg_sigv4_request *r, err *e) {
  memset(w, 0, sizeof *w);
  w->request = r;
  look_up_once();
  w->hmac = EVP_MAC_CTX_dup(hmac_sha256);
  if (!w->hmac) return err_set(e, "memory", "no memory to sign a request");
  if (!sigv4_split_url(r->url, &w->url, e) || !set_date(w, e)) return false;
  sigv4_add_host(w);
  sigv4_read_query(w);
  buf_addf(&w->scope, "%.8s/%s/%s/aws4_request", w->date, r->region, r->service);
  return true;
}

static void finish(sigv4_work *w) {
  buf *all[] = {&w->host,          &w->header_lines,  &w->signed_headers, &w->scope,
                &w->canonical,     &w->to_sign,       &w->payload,        &w->target,
                &w->headers.bytes, &w->headers.pairs, &w->query.bytes,    &w->query.pairs};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) buf_wipe(all[i]);
  EVP_MAC_CTX_free(w->hmac);
}

/* Builds canonical request and string to sign, and appends the signature in hex to `out`. */
static bool add_signature(pg_sigv4_cache *cache, sigv4_work *w, buf *out) {
  unsigned char key[DIGEST];
  for (const char *p = w->request->method; *p; p++)
    buf_addc(&w->canonical, *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p);
  buf_addc(&w->canonical, '\n');
  sigv4_add_path(w);
  buf_addc(&w->canonical, '\n');
  sigv4_sort_query(w);
  sigv4_add_query(w, &w->canonical);
  buf_addc(&w->canonical, '\n');
  buf_add(&w->canonical, w->header_lines.data, w->header_lines.len);
  buf_addc(&w->canonical, '\n');
  buf_add(&w->canonical, w->signed_headers.data, w->signed_headers.len);
  buf_addc(&w->canonical, '\n');
  buf_add(&w->canonical, buf_text(&w->payload), w->payload.len);
  buf_addf(&w->to_sign, ALGORITHM "\n%s\n%s\n", w->date, buf_text(&w->scope));
  add_hash(&w->to_sign, buf_text(&w->canonical), w->canonical.len);
  if (!find_key(cache, w, key)) return false;
  hmac(w, key, DIGEST, buf_text(&w->to_sign), w->to_sign.len, key);
  add_hex(out, key, DIGEST);
  explicit_bzero(key, sizeof key);
  return true;
}

static bool all_ok(const sigv4_work *w) {
  return buf_ok(&w->host) && buf_ok(&w->header_lines) && buf_ok(&w->signed_headers) && buf_ok(&w->scope) &&
         buf_ok(&w->canonical) && buf_ok(&w->to_sign) && buf_ok(&w->payload) && buf_ok(&w->target) &&
         buf_ok(&w->headers.bytes) && buf_ok(&w->headers.pairs) && buf_ok(&w->query.bytes) &&
         buf_ok(&w->query.pairs);
}

static bool hand_over(sigv4_work *w, pg_sigv4_result *result, char **target) {
  memcpy(result->date, w->date, sizeof result->date);
  result->host = buf_take(&w->host, NULL);
  result->payload_hash = buf_take(&w->payload, NULL);
  result->canonical_request = buf_take(&w->canonical, NULL);
  result->string_to_sign = buf_take(&w->to_sign, NULL);
  *target = buf_take(&w->target, NULL);
  return result->host && result->payload_hash && result->canonical_request && result->string_to_sign &&
         *target;
}

static bool sign_headers(pg_sigv4_cache *cache, sigv4_work *w, pg_sigv4_result *result, err *e) {
  const pg_sigv4_request *r = w->request;
  result->add_payload_hash = r->s3_path || r->payload || sigv4_find_header(r, "x-amz-content-sha256");
  add_payload(w, false);
  if (!sigv4_read_headers(w, true, result->add_payload_hash, e)) return false;
  sigv4_add_headers(w);
  buf_adds(&w->target, ALGORITHM " Credential=");
  buf_add(&w->target, r->access_key_id.bytes, r->access_key_id.len);
  buf_addf(&w->target, "/%s, SignedHeaders=%s, Signature=", buf_text(&w->scope),
           buf_text(&w->signed_headers));
  if (!add_signature(cache, w, &w->target) || !all_ok(w))
    return err_set(e, "memory", "no memory to sign a request");
  return hand_over(w, result, &result->authorization) || err_set(e, "memory", "no memory to sign a request");
}

static bool sign_url(pg_sigv4_cache *cache, sigv4_work *w, pg_sigv4_result *result, err *e) {
  const pg_sigv4_request *r = w->request;
  char expires[32];
  buf credential = BUF_INIT;
  if (r->expires < 0 || r->expires > 604800) {
    return err_set(e, "time",
                   "a presigned URL cannot be valid for %lld seconds: 0 to 604800 (a week) are allowed",
                   (long long)r->expires);
  }
  add_payload(w, r->s3_path);
  if (!sigv4_read_headers(w, false, false, e)) return false;
  sigv4_add_headers(w);
  snprintf(expires, sizeof expires, "%lld", (long long)r->expires);
  buf_add(&credential, r->access_key_id.bytes, r->access_key_id.len);
  buf_addf(&credential, "/%s", buf_text(&w->scope));
  sigv4_add_parameter(w, "X-Amz-Algorithm", ALGORITHM, strlen(ALGORITHM));
  sigv4_add_parameter(w, "X-Amz-Credential", buf_text(&credential), credential.len);
  sigv4_add_parameter(w, "X-Amz-Date", w->date, strlen(w->date));
  sigv4_add_parameter(w, "X-Amz-Expires", expires, strlen(expires));
  if (r->session_token.len) {
    sigv4_add_parameter(w, "X-Amz-Security-Token", r->session_token.bytes, r->session_token.len);
  }
  sigv4_add_parameter(w, "X-Amz-SignedHeaders", buf_text(&w->signed_headers), w->signed_headers.len);
  bool complete = buf_ok(&credential);
  buf_free(&credential);
  /* The URL keeps the order in which its parameters were given; only the signed text is sorted. */
  buf_add(&w->target, w->url.before_query.bytes, w->url.before_query.len);
  if (w->url.path.len == 0) buf_addc(&w->target, '/');
  buf_addc(&w->target, '?');
  sigv4_add_query(w, &w->target);
  buf_adds(&w->target, "&X-Amz-Signature=");
  if (!complete || !add_signature(cache, w, &w->target) || !all_ok(w)) {
    return err_set(e, "memory", "no memory to presign a URL");
  }
  return hand_over(w, result, &result->url) || err_set(e, "memory", "no memory to presign a URL");
}

typedef bool (*form)(pg_sigv4_cache *, sigv4_work *, pg_sigv4_result *, err *);

static bool run(form f, pg_sigv4_cache *cache, const pg_sigv4_request *r, pg_sigv4_result *result, err *e) {
  sigv4_work w;
  memset(result, 0, sizeof *result);
  bool done = begin(&w, r, e) && f(cache, &w, result, e);
  finish(&w);
  if (!done) pg_sigv4_result_free(result);
  return done;
}

bool pg_sigv4_sign(pg_sigv4_cache *cache, const pg_sigv4_request *r, pg_sigv4_result *result, err *e) {
  return run(sign_headers, cache, r, result, e);
}

bool pg_sigv4_presign(pg_sigv4_cache *cache, const pg_sigv4_request *r, pg_sigv4_result *result, err *e) {
  return run(sign_url, cache, r, result, e);
}

static void wipe_text(char *text) {
  if (text) explicit_bzero(text, strlen(text));
  free(text);
}

void pg_sigv4_result_free(pg_sigv4_result *result) {
  wipe_text(result->canonical_request);
  wipe_text(result->string_to_sign);
  wipe_text(result->authorization);
  wipe_text(result->host);
  wipe_text(result->url);
  wipe_text(result->payload_hash);
  memset(result, 0, sizeof *result);
}
