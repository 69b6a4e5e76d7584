/* Kubernetes requests in plain C: where to send them, as whom, and what a refusal says. Installed for embedders.
**
** Ownership: a connection and a call only point at the caller's bytes, which must live until the call returns. An answer
** is filled by pg_kube_request and released with pg_kube_answer_free. */
#ifndef PERIGEE_KUBE_H
#define PERIGEE_KUBE_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"

#ifndef PG_API
#define PG_API __attribute__((visibility("default")))
#endif

typedef struct pg_kube_text {
  const char *bytes; /* NULL: not given */
  size_t len;
} pg_kube_text;

typedef struct pg_kube_conn {
  const char *server;      /* "https://host:port", with a path when it is behind a proxy */
  pg_kube_text ca;         /* PEM; the system's authorities when absent */
  pg_kube_text token;      /* sent as Authorization: Bearer */
  pg_kube_text cert, key;  /* PEM of a client certificate */
  const char *server_name; /* verified in place of the host of `server` */
  const char *as;          /* Impersonate-User */
  const char *proxy;
  bool insecure; /* believe any certificate */
} pg_kube_conn;

typedef struct pg_kube_call {
  const char *method; /* NULL: PATCH with a patch, POST with a body, else GET */
  const char *path;   /* "/api/v1/nodes", with an encoded query if any */
  pg_kube_text body;  /* JSON */
  const char *patch;  /* "strategic", "merge", "json", "apply", or NULL */
  double timeout;     /* seconds for the whole exchange, 0: 60 */
} pg_kube_call;

typedef struct pg_kube_answer {
  long status;
  char *body; /* ends with a NUL that is not counted */
  size_t len;
} pg_kube_answer;

/* The media type of a kind of patch (API conventions, "Patch operations"), or NULL for an unknown kind. */
PG_API const char *pg_kube_patch_type(const char *patch);
/* The method of a call, as its comment above says. */
PG_API const char *pg_kube_method(const char *method, bool body, const char *patch);
/* Reads an answer of status >= 400: code is the Status object's reason, or "HTTP" when the body is none. */
PG_API void pg_kube_refusal(long status, const char *body, size_t len, err *e);
/* One request, blocking. False and *e when there is no answer, or it is a refusal; e->status is then its status. */
PG_API bool pg_kube_request(const pg_kube_conn *conn, const pg_kube_call *call, pg_kube_answer *answer,
                            err *e);
PG_API void pg_kube_answer_free(pg_kube_answer *answer);

#endif
