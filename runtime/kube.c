#include "kube.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "http.h"
#include "json.h"

const char *pg_kube_patch_type(const char *patch) {
  static const char *const types[][2] = {
      {"apply", "application/apply-patch+yaml"}, /* takes JSON too, which is YAML */
      {"json", "application/json-patch+json"},
      {"merge", "application/merge-patch+json"},
      {"strategic", "application/strategic-merge-patch+json"},
  };
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
    if (strcmp(types[i][0], patch) == 0) return types[i][1];
  }
  return NULL;
}

const char *pg_kube_method(const char *method, bool body, const char *patch) {
  return method ? method : patch ? "PATCH" : body ? "POST" : "GET";
}

static void copy(char *to, size_t room, const json_token *t) {
  size_t n = t->len < room ? t->len : room - 1;
  memcpy(to, t->text, n);
  to[n] = '\0';
}

/* Only the members reason and message of the outermost object matter. */
static bool read_status(const char *body, size_t len, err *e) {
  buf scratch = BUF_INIT;
  err ignored = ERR_INIT;
  json_parser p;
  json_token t;
  bool found = false;
  json_start(&p, body, len, &scratch, &ignored);
  if (json_next(&p, &t) && t.type == JSON_OBJECT) {
    while (json_next(&p, &t) && t.type == JSON_KEY) {
      bool reason = t.len == 6 && memcmp(t.text, "reason", 6) == 0;
      bool message = t.len == 7 && memcmp(t.text, "message", 7) == 0;
      if (!json_next(&p, &t)) break;
      if (t.type == JSON_STRING && reason) copy(e->code, sizeof e->code, &t);
      if (t.type == JSON_STRING && message) copy(e->message, sizeof e->message, &t);
      found |= t.type == JSON_STRING && message;
      if (!json_skip(&p, &t)) break;
    }
  }
  buf_free(&scratch);
  return found;
}

void pg_kube_refusal(long status, const char *body, size_t len, err *e) {
  size_t shown = len < 200 ? len : 200;
  err_set(e, "HTTP", "the server answered %ld: %.*s", status, (int)shown, body);
  read_status(body, len, e);
  e->status = status;
  e->retryable = status == 429 || status >= 500;
}

static bool add_line(struct curl_slist **list, const buf *line) {
  struct curl_slist *more = buf_ok(line) ? curl_slist_append(*list, buf_text(line)) : NULL;
  if (more) *list = more;
  return more != NULL;
}

static bool make_headers(struct curl_slist **list, const pg_kube_conn *conn, const pg_kube_call *call) {
  buf line = BUF_INIT;
  bool ok = true;
  buf_adds(&line, "Accept: application/json");
  ok = add_line(list, &line);
  if (ok && conn->token.bytes) {
    buf_clear(&line);
    buf_adds(&line, "Authorization: Bearer ");
    buf_add(&line, conn->token.bytes, conn->token.len);
    ok = add_line(list, &line);
  }
  if (ok && conn->as) {
    buf_clear(&line);
    buf_addf(&line, "Impersonate-User: %s", conn->as);
    ok = add_line(list, &line);
  }
  if (ok && call->body.bytes) {
    buf_clear(&line);
    buf_addf(&line, "Content-Type: %s", call->patch ? pg_kube_patch_type(call->patch) : "application/json");
    ok = add_line(list, &line);
  }
  buf_wipe(&line);
  return ok;
}

static http_text text(pg_kube_text t) {
  return (http_text){t.bytes, t.len};
}

bool pg_kube_request(const pg_kube_conn *conn, const pg_kube_call *call, pg_kube_answer *answer, err *e) {
  *answer = (pg_kube_answer){0};
  if (call->patch && !pg_kube_patch_type(call->patch)) {
    return err_set(e, "patch", "'%s' is not a kind of patch: strategic, merge, json or apply", call->patch);
  }
  buf url = BUF_INIT;
  struct curl_slist *headers = NULL;
  loop *l = loop_new();
  size_t n = strlen(conn->server);
  buf_add(&url, conn->server, n && conn->server[n - 1] == '/' ? n - 1 : n);
  buf_adds(&url, call->path);
  bool ok = l && make_headers(&headers, conn, call) && buf_ok(&url);
  if (!ok) err_set(e, "memory", "not enough memory");
  http_request r = {
      .method = pg_kube_method(call->method, call->body.bytes != NULL, call->patch),
      .url = buf_text(&url),
      .headers = headers,
      .body = text(call->body),
      .timeout = call->timeout > 0 ? call->timeout : 60,
      .ca = text(conn->ca),
      .cert = text(conn->cert),
      .key = text(conn->key),
      .server_name = conn->server_name,
      .proxy = conn->proxy,
      .insecure = conn->insecure,
  };
  http_exchange *x = ok ? http_perform(l, &r, e) : NULL;
  ok = x != NULL;
  if (ok) {
    answer->status = x->status;
    if (x->status >= 400) pg_kube_refusal(x->status, buf_text(&x->body), x->body.len, e);
    answer->body = buf_take(&x->body, &answer->len);
    ok = x->status < 400 && answer->body;
  }
  http_free(x);
  curl_slist_free_all(headers);
  buf_free(&url);
  loop_free(l);
  if (!ok) pg_kube_answer_free(answer);
  return ok;
}

void pg_kube_answer_free(pg_kube_answer *answer) {
  free(answer->body);
  *answer = (pg_kube_answer){0};
}
