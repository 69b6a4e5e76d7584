/* One HTTP exchange over the loop: reused connections, HTTP/2 where offered, certificates from memory, bounds on time
** and size, no redirects. Proxies come from the environment unless one is given. Plain C. */
#ifndef PERIGEE_HTTP_H
#define PERIGEE_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "err.h"
#include "loop.h"

typedef struct http_text {
  const char *bytes; /* NULL: not given */
  size_t len;
} http_text;

/* Everything is copied by http_start; nothing has to stay. */
typedef struct http_request {
  const char *method; /* "GET" when NULL */
  const char *url;
  struct curl_slist *headers; /* "Name: value" lines; borrowed */
  http_text body;
  double timeout;          /* seconds for the whole exchange, 0: none */
  double connect_timeout;  /* 0: 10 s */
  double idle_timeout;     /* seconds without a byte, 0: none */
  size_t max_body;         /* bytes, 0: 256 MiB */
  http_text ca, cert, key; /* PEM */
  const char *server_name; /* verified and sent in place of the URL's host */
  const char *proxy;       /* "" refuses any */
  bool insecure;
  bool stream; /* deliver the body in pieces as it comes */
} http_request;

typedef struct http_exchange {
  long status;         /* 0 until the headers are there */
  const char *version; /* of the protocol: "1.0", "1.1", "2" */
  buf headers;         /* the final answer's lines, "Name: value\n" each */
  buf body;            /* complete, or what has not been read yet of a stream */
  bool finished;       /* nothing more will come */
  bool failed;         /* error says why */
  err error;           /* error.unsent: the request certainly did not reach the server */
} http_exchange;

/* Begins an exchange. `changed(data)` is called from loop_step when it has finished and, for a stream, when the headers
** are complete and whenever bytes have come. NULL and *e when it cannot begin. */
http_exchange *http_start(loop *l, const http_request *request, loop_fn changed, void *data, err *e);
/* From now on changed(data) is called instead of what http_start was given. */
void http_on_change(http_exchange *x, loop_fn changed, void *data);
/* A stream's reader has emptied exchange->body: let the peer go on. */
void http_resume(http_exchange *x);
/* Ends the exchange, finished or not, and frees it. Safe on NULL. */
void http_free(http_exchange *x);
/* The whole exchange, blocking: for C programs without tasks. NULL and *e when it fails. */
http_exchange *http_perform(loop *l, const http_request *request, err *e);
/* The value of a header of the answer (name in any case) or NULL; *len is its length. */
const char *http_header(const http_exchange *x, const char *name, size_t *len);

#endif
