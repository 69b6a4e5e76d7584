/* The parts of a canonical request (inside the signer only): a URL taken apart, the query and the headers
** in the one form that both sides hash. sigv4.c puts them together. */
#ifndef PERIGEE_SIGV4_CANONICAL_H
#define PERIGEE_SIGV4_CANONICAL_H

#include "buf.h"
#include "sigv4.h"

typedef struct sigv4_url {
  pg_sigv4_text scheme, host, path, query;
  pg_sigv4_text before_query; /* the URL up to the question mark */
} sigv4_url;

/* A list of name/value pairs: the bytes in one buffer, offsets into it in the other. */
typedef struct sigv4_pairs {
  buf bytes;
  buf pairs;
} sigv4_pairs;

/* Everything that one signing works on. */
typedef struct sigv4_work {
  struct evp_mac_ctx_st *hmac; /* OpenSSL's, for SHA-256 */
  const pg_sigv4_request *request;
  sigv4_url url;
  sigv4_pairs headers;
  sigv4_pairs query;
  buf host, header_lines, signed_headers, scope, canonical, to_sign, payload, target;
  char date[17];
} sigv4_work;

bool sigv4_split_url(const char *url, sigv4_url *parts, err *e);
void sigv4_add_host(sigv4_work *w);
/* Appends the path in the form that is signed to `canonical`. */
void sigv4_add_path(sigv4_work *w);

void sigv4_read_query(sigv4_work *w);
void sigv4_add_parameter(sigv4_work *w, const char *name, const char *value, size_t len);
void sigv4_sort_query(sigv4_work *w);
void sigv4_add_query(const sigv4_work *w, buf *b);

const pg_sigv4_header *sigv4_find_header(const pg_sigv4_request *r, const char *name);
/* Collects the headers to sign: the given ones and, in the header form, those that signing adds. */
bool sigv4_read_headers(sigv4_work *w, bool header_form, bool add_payload, err *e);
/* Fills header_lines and signed_headers from them. */
void sigv4_add_headers(sigv4_work *w);

#endif
