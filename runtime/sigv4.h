/* AWS Signature Version 4 in plain C: a signed set of headers, or a presigned URL. No Lua, no network, no
** clock: the caller gives the time and sends the request. Installed for embedders.
**
** Ownership: a request only points at the caller's bytes, which must live until the call returns. A result
** is filled by a signing call and released with pg_sigv4_result_free, which also wipes it. A cache belongs
** to whoever made it and may not be used by two threads at once. */
#ifndef PERIGEE_SIGV4_H
#define PERIGEE_SIGV4_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

#ifndef PG_API
#define PG_API __attribute__((visibility("default")))
#endif

typedef struct pg_sigv4_text {
  const char *bytes;
  size_t len;
} pg_sigv4_text;

typedef struct pg_sigv4_header {
  pg_sigv4_text name;
  pg_sigv4_text value;
} pg_sigv4_header;

typedef struct pg_sigv4_request {
  const char *method;
  const char *url; /* absolute; sent as it stands */
  const pg_sigv4_header *headers;
  size_t header_count;
  pg_sigv4_text body;
  const char *service;
  const char *region;
  pg_sigv4_text access_key_id;
  pg_sigv4_text secret_access_key;
  pg_sigv4_text session_token; /* empty: none */
  int64_t time;                /* seconds since the epoch */
  int64_t expires;             /* presigned form only: seconds, 0..604800 */
  bool s3_path;                /* S3: the path is encoded once and not normalised */
  const char *payload; /* stands for the hash of the body, e.g. "UNSIGNED-PAYLOAD"; NULL: hash the body */
} pg_sigv4_request;

typedef struct pg_sigv4_result {
  char *canonical_request; /* holds the session token: never show it when that is secret */
  char *string_to_sign;
  char *authorization;   /* header form */
  char *host;            /* what was signed as Host; lower case, without the scheme's default port */
  char *url;             /* presigned form */
  char date[17];         /* X-Amz-Date */
  char *payload_hash;    /* what was signed as the payload */
  bool add_payload_hash; /* header form: send it as X-Amz-Content-Sha256 */
} pg_sigv4_result;

/* Signing keys that were derived before (one for each key, date, region and service); bounded, wiped when
** dropped. */
typedef struct pg_sigv4_cache pg_sigv4_cache;

PG_API pg_sigv4_cache *pg_sigv4_cache_new(void); /* NULL when memory is short */
PG_API void pg_sigv4_cache_free(pg_sigv4_cache *cache);

/* Signs headers. Send the given headers, but in place of any of the same names: Authorization, X-Amz-Date,
** X-Amz-Security-Token (when there is a token) and X-Amz-Content-Sha256 (when add_payload_hash). `cache`
** may be NULL. False and `e` filled when the request cannot be signed (code `url`, `header`, `time` or
** `memory`). */
PG_API bool pg_sigv4_sign(pg_sigv4_cache *cache, const pg_sigv4_request *request, pg_sigv4_result *result,
                          err *e);

/* Makes a URL that carries the signature. Whoever uses it must send the given headers too. */
PG_API bool pg_sigv4_presign(pg_sigv4_cache *cache, const pg_sigv4_request *request, pg_sigv4_result *result,
                             err *e);

PG_API void pg_sigv4_result_free(pg_sigv4_result *result);

#endif
