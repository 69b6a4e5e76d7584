#include "http.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { STREAM_WINDOW = 1 << 20 }; /* bytes of a stream that may wait for their reader */

static const size_t default_max_body = 256u << 20;

typedef struct exchange {
  http_exchange pub; /* first: http_exchange * and exchange * are the same address */
  loop *loop;
  CURL *easy;
  CURLcode result;
  struct curl_slist *headers, *connect_to;
  char *method, *url;
  buf sent; /* the request's body */
  size_t sent_at;
  size_t max_body, received;
  loop_fn changed;
  void *data;
  loop_timer notice; /* tells a stream's reader of news outside curl's callbacks */
  loop_timer idle;
  double idle_timeout, last_byte;
  bool stream, paused, too_large, silent, running;
  char reason[CURL_ERROR_SIZE];
} exchange;

static void notice(void *data) {
  exchange *x = data;
  x->changed(x->data);
}

static void tell(exchange *x) {
  if (x->stream && !x->notice.slot) loop_timer_start(x->loop, &x->notice, 0, notice, x);
}

static const char *version_name(CURL *easy) {
  long version = 0;
  curl_easy_getinfo(easy, CURLINFO_HTTP_VERSION, &version);
  return version == CURL_HTTP_VERSION_2_0 ? "2" : version == CURL_HTTP_VERSION_1_0 ? "1.0" : "1.1";
}

static size_t on_header(char *line, size_t size, size_t n, void *data) {
  exchange *x = data;
  size_t len = size * n;
  x->last_byte = loop_now();
  while (len && (line[len - 1] == '\r' || line[len - 1] == '\n')) len--;
  if (len >= 5 && memcmp(line, "HTTP/", 5) == 0) {
    buf_clear(&x->pub.headers); /* an interim answer (100, proxy CONNECT) is followed by the real one */
  } else if (len) {
    buf_add(&x->pub.headers, line, len);
    buf_addc(&x->pub.headers, '\n');
  } else {
    long status = 0;
    curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &status);
    if (status >= 200) {
      x->pub.status = status;
      x->pub.version = version_name(x->easy);
      tell(x);
    }
  }
  return buf_ok(&x->pub.headers) && x->pub.headers.len < (1u << 20) ? size * n : 0;
}

static size_t on_body(char *bytes, size_t size, size_t n, void *data) {
  exchange *x = data;
  size_t len = size * n;
  x->last_byte = loop_now();
  if (x->stream && x->pub.body.len >= STREAM_WINDOW) {
    x->paused = true;
    return CURL_WRITEFUNC_PAUSE;
  }
  x->received += len;
  if (!x->stream && x->received > x->max_body) {
    x->too_large = true;
    return 0;
  }
  buf_add(&x->pub.body, bytes, len);
  tell(x);
  return buf_ok(&x->pub.body) ? len : 0;
}

static size_t on_send(char *to, size_t size, size_t n, void *data) {
  exchange *x = data;
  size_t room = size * n, left = x->sent.len - x->sent_at;
  if (room > left) room = left;
  x->last_byte = loop_now();
  memcpy(to, x->sent.data + x->sent_at, room);
  x->sent_at += room;
  return room;
}

/* curl may want to send a request again when a kept connection proves dead. That is right for reads only: a write
** could have taken effect. */
static int on_seek(void *data, curl_off_t offset, int origin) {
  exchange *x = data;
  if (origin != SEEK_SET || offset < 0 || (size_t)offset > x->sent.len) return CURL_SEEKFUNC_FAIL;
  bool read_only = strcmp(x->method, "GET") == 0 || strcmp(x->method, "HEAD") == 0;
  if (!read_only && x->sent_at > 0) return CURL_SEEKFUNC_FAIL;
  x->sent_at = (size_t)offset;
  return CURL_SEEKFUNC_OK;
}

typedef struct reading {
  CURLcode code;
  const char *name;
} reading;

static const reading readings[] = {
    {CURLE_URL_MALFORMAT, "url"},
    {CURLE_UNSUPPORTED_PROTOCOL, "url"},
    {CURLE_COULDNT_RESOLVE_HOST, "dns"},
    {CURLE_COULDNT_RESOLVE_PROXY, "proxy"},
    {CURLE_COULDNT_CONNECT, "connect"},
    {CURLE_SSL_CONNECT_ERROR, "tls"},
    {CURLE_PEER_FAILED_VERIFICATION, "tls"},
    {CURLE_SSL_CERTPROBLEM, "tls"},
    {CURLE_SSL_CACERT_BADFILE, "tls"},
    {CURLE_SSL_ISSUER_ERROR, "tls"},
    {CURLE_SSL_CIPHER, "tls"},
    {CURLE_PROXY, "proxy"},
    {CURLE_OPERATION_TIMEDOUT, "timeout"},
    {CURLE_WEIRD_SERVER_REPLY, "protocol"},
    {CURLE_HTTP2, "protocol"},
    {CURLE_HTTP2_STREAM, "protocol"},
    {CURLE_OUT_OF_MEMORY, "memory"},
};

static const char *failure_name(const exchange *x, bool sent, const char *reason) {
  if (x->too_large) return "body_too_large";
  if (x->silent) return "idle_timeout";
  if (x->result == CURLE_OPERATION_TIMEDOUT && !sent) return "connect_timeout";
  /* curl's word for an answer without an HTTP status line */
  if (x->result == CURLE_UNSUPPORTED_PROTOCOL && sent) return "protocol";
  /* a server that goes away during the handshake says nothing about certificates */
  if (x->result == CURLE_SSL_CONNECT_ERROR &&
      (strstr(reason, "reset by peer") || strstr(reason, "SYSCALL") || strstr(reason, "unexpected eof"))) {
    return "connect";
  }
  for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
    if (readings[i].code == x->result) return readings[i].name;
  }
  return "closed";
}

static void set_failure(exchange *x) {
  long request_size = 0;
  curl_easy_getinfo(x->easy, CURLINFO_REQUEST_SIZE, &request_size);
  bool sent = request_size > 0;
  const char *reason = x->reason[0] ? x->reason : curl_easy_strerror(x->result);
  /* on_seek has forbidden curl to send a write a second time over a new connection */
  if (x->result == CURLE_SEND_FAIL_REWIND) reason = "the connection was closed without an answer";
  const char *name = failure_name(x, sent, reason);
  if (x->too_large)
    err_set(&x->pub.error, name, "the answer is larger than %zu bytes", x->max_body);
  else
    err_set(&x->pub.error, name, "%s", reason);
  x->pub.error.unsent = !sent;
  x->pub.error.retryable = strcmp(name, "url") != 0 && strcmp(name, "tls") != 0 && !x->too_large;
  x->pub.failed = true;
}

static void on_end(void *data) {
  exchange *x = data;
  x->running = false;
  loop_timer_stop(x->loop, &x->idle);
  if (x->result != CURLE_OK) set_failure(x);
  x->pub.finished = true;
  x->changed(x->data);
}

/* curl's own low-speed limit looks at averages over seconds; this one means what it says. */
static void on_idle(void *data) {
  exchange *x = data;
  double left = x->paused ? x->idle_timeout : x->last_byte + x->idle_timeout - loop_now();
  if (left > 0) {
    loop_timer_start(x->loop, &x->idle, left, on_idle, x);
    return;
  }
  loop_transfer_stop(x->loop, x->easy);
  x->silent = true;
  x->result = CURLE_OPERATION_TIMEDOUT;
  snprintf(x->reason, sizeof x->reason, "not a byte for %g s", x->idle_timeout);
  on_end(x);
}

static void set_blob(CURL *easy, CURLoption option, http_text text) {
  if (!text.bytes) return;
  struct curl_blob blob = {(void *)(uintptr_t)text.bytes, text.len, CURL_BLOB_COPY};
  curl_easy_setopt(easy, option, &blob);
}

static void set_tls(CURL *easy, const http_request *r) {
  set_blob(easy, CURLOPT_CAINFO_BLOB, r->ca);
  set_blob(easy, CURLOPT_SSLCERT_BLOB, r->cert);
  set_blob(easy, CURLOPT_SSLKEY_BLOB, r->key);
  if (r->insecure) {
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
  }
}

static void set_bounds(CURL *easy, const http_request *r) {
  double connect = r->connect_timeout > 0 ? r->connect_timeout : 10;
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)(connect * 1000) + 1);
  if (r->timeout > 0) curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)(r->timeout * 1000) + 1);
}

static void set_method(exchange *x, const http_request *r) {
  CURL *easy = x->easy;
  bool has_body = r->body.bytes != NULL;
  if (has_body) {
    buf_add(&x->sent, r->body.bytes, r->body.len);
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->body.len);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_send);
    curl_easy_setopt(easy, CURLOPT_READDATA, x);
    curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, on_seek);
    curl_easy_setopt(easy, CURLOPT_SEEKDATA, x);
  } else if (strcmp(x->method, "HEAD") == 0) {
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  } else if (strcmp(x->method, "GET") != 0) {
    /* nothing to rewind, so curl would repeat this write on its own: give it a connection that cannot be stale */
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
  }
  curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, x->method);
}

/* "https://host:port/..." verified under another name: the URL carries that name, and curl dials the first host. */
static bool set_server_name(exchange *x, const http_request *r, err *e) {
  CURLU *u = curl_url();
  char *host = NULL, *port = NULL, *url = NULL;
  bool ok = u && !curl_url_set(u, CURLUPART_URL, r->url, 0) && !curl_url_get(u, CURLUPART_HOST, &host, 0) &&
            !curl_url_get(u, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) &&
            !curl_url_set(u, CURLUPART_HOST, r->server_name, 0) && !curl_url_get(u, CURLUPART_URL, &url, 0);
  if (ok) {
    buf line = BUF_INIT;
    buf_addf(&line, "%s:%s:%s:%s", r->server_name, port, host, port);
    x->connect_to = curl_slist_append(NULL, buf_text(&line));
    curl_easy_setopt(x->easy, CURLOPT_CONNECT_TO, x->connect_to);
    curl_easy_setopt(x->easy, CURLOPT_URL, url);
    buf_free(&line);
  } else {
    err_set(e, "url", "'%s' is not a URL, or '%s' is not a server name", r->url, r->server_name);
  }
  curl_free(host);
  curl_free(port);
  curl_free(url);
  curl_url_cleanup(u);
  return ok;
}

static bool set_up(exchange *x, const http_request *r, err *e) {
  CURL *easy = x->easy;
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  /* without this, leaving a dead name look-up waits for the resolver's thread */
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
  if (strncasecmp(x->url, "https:", 6) == 0) curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, x->reason);
  curl_easy_setopt(easy, CURLOPT_URL, x->url);
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L); /* a signature covers the path as it was written */
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, x);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, x);
  if (r->proxy) curl_easy_setopt(easy, CURLOPT_PROXY, r->proxy);
  set_method(x, r);
  set_bounds(easy, r);
  set_tls(easy, r);
  for (const struct curl_slist *h = r->headers; h; h = h->next) {
    struct curl_slist *more = curl_slist_append(x->headers, h->data);
    if (!more) return err_set(e, "memory", "not enough memory");
    x->headers = more;
  }
  /* a large body is sent at once: AWS and Kubernetes do not ask to be asked */
  struct curl_slist *more = curl_slist_append(x->headers, "Expect:");
  if (!more) return err_set(e, "memory", "not enough memory");
  x->headers = more;
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, x->headers);
  if (r->server_name && !set_server_name(x, r, e)) return false;
  if (!buf_ok(&x->sent)) return err_set(e, "memory", "not enough memory");
  CURLMcode code = loop_transfer_start(x->loop, easy, &x->result, on_end, x);
  if (code) return err_set(e, "internal", "%s", curl_multi_strerror(code));
  x->running = true;
  x->idle_timeout = r->idle_timeout;
  x->last_byte = loop_now();
  if (x->idle_timeout > 0) loop_timer_start(x->loop, &x->idle, x->idle_timeout, on_idle, x);
  return true;
}

http_exchange *http_start(loop *l, const http_request *r, loop_fn changed, void *data, err *e) {
  exchange *x = calloc(1, sizeof *x);
  if (x) {
    x->loop = l;
    x->changed = changed;
    x->data = data;
    x->stream = r->stream;
    x->pub.version = "";
    x->max_body = r->max_body ? r->max_body : default_max_body;
    x->method = strdup(r->method ? r->method : "GET");
    x->url = strdup(r->url);
    x->easy = loop_easy(l);
  }
  if (!x || !x->method || !x->url || !x->easy) {
    err_set(e, "memory", "not enough memory");
  } else if (set_up(x, r, e)) {
    return &x->pub;
  }
  http_free(x ? &x->pub : NULL);
  return NULL;
}

void http_on_change(http_exchange *pub, loop_fn changed, void *data) {
  exchange *x = (exchange *)pub;
  x->changed = changed;
  x->data = data;
}

void http_resume(http_exchange *pub) {
  exchange *x = (exchange *)pub;
  if (!x->paused || !x->running) return;
  x->paused = false;
  curl_easy_pause(x->easy, CURLPAUSE_CONT);
}

void http_free(http_exchange *pub) {
  exchange *x = (exchange *)pub;
  if (!x) return;
  loop_timer_stop(x->loop, &x->notice);
  loop_timer_stop(x->loop, &x->idle);
  if (x->easy) {
    loop_transfer_stop(x->loop, x->easy);
    loop_easy_return(x->loop, x->easy);
  }
  curl_slist_free_all(x->headers);
  curl_slist_free_all(x->connect_to);
  buf_wipe(&x->sent);
  buf_free(&x->pub.headers);
  buf_wipe(&x->pub.body);
  free(x->method);
  free(x->url);
  free(x);
}

static void ignore(void *data) {
  (void)data;
}

http_exchange *http_perform(loop *l, const http_request *r, err *e) {
  http_exchange *x = http_start(l, r, ignore, NULL, e);
  if (!x) return NULL;
  while (!x->finished) loop_step(l, -1);
  if (x->failed) {
    if (e) *e = x->error;
    http_free(x);
    return NULL;
  }
  return x;
}

const char *http_header(const http_exchange *x, const char *name, size_t *len) {
  size_t n = strlen(name);
  for (const char *line = buf_text(&x->headers); *line;) {
    const char *end = strchr(line, '\n');
    if (strncasecmp(line, name, n) == 0 && line[n] == ':') {
      const char *value = line + n + 1;
      while (*value == ' ' || *value == '\t') value++;
      *len = (size_t)(end - value);
      return value;
    }
    line = end + 1;
  }
  return NULL;
}
