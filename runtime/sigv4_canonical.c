/* Canonical URL, query and headers of a request to sign. */
#include "sigv4_canonical.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct pair {
  size_t name_at, name_len, value_at, value_len;
} pair;

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool unreserved(unsigned char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

static void add_encoded(buf *b, unsigned char c) {
  if (unreserved(c))
    buf_addc(b, (char)c);
  else
    buf_addf(b, "%%%02X", c);
}

static void add_text_encoded(buf *b, const char *text, size_t len) {
  for (size_t i = 0; i < len; i++) add_encoded(b, (unsigned char)text[i]);
}

static int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What one unit of URL text stands for; moves `*at` behind it. A stray % stands for itself. */
static unsigned char next_decoded(pg_sigv4_text text, size_t *at) {
  const char *p = text.bytes + *at;
  if (*p == '%' && text.len - *at > 2 && hex_value(p[1]) >= 0 && hex_value(p[2]) >= 0) {
    *at += 3;
    return (unsigned char)(hex_value(p[1]) * 16 + hex_value(p[2]));
  }
  *at += 1;
  return (unsigned char)*p;
}

static bool same_name(pg_sigv4_text a, const char *b) {
  return a.len == strlen(b) && strncasecmp(a.bytes, b, a.len) == 0;
}

static void list_add(sigv4_pairs *list, pair p) {
  buf_add(&list->pairs, &p, sizeof p);
}

static size_t list_count(const sigv4_pairs *list) {
  return list->pairs.len / sizeof(pair);
}

static pair list_at(const sigv4_pairs *list, size_t i) {
  pair p;
  memcpy(&p, list->pairs.data + i * sizeof p, sizeof p);
  return p;
}

static int compare_bytes(const char *a, size_t n, const char *b, size_t m) {
  int order = memcmp(a, b, n < m ? n : m);
  return order ? order : (n > m) - (n < m);
}

static int compare_pairs(const sigv4_pairs *list, const pair *a, const pair *b, bool by_value) {
  const char *bytes = buf_text(&list->bytes);
  int order = compare_bytes(bytes + a->name_at, a->name_len, bytes + b->name_at, b->name_len);
  if (order == 0 && by_value) {
    order = compare_bytes(bytes + a->value_at, a->value_len, bytes + b->value_at, b->value_len);
  }
  /* Pairs were appended in the order given, so their place keeps the order of equal ones. */
  return order ? order : (a->name_at > b->name_at) - (a->name_at < b->name_at);
}

static int by_name(const void *a, const void *b, void *list) {
  return compare_pairs(list, a, b, false);
}

static int by_name_and_value(const void *a, const void *b, void *list) {
  return compare_pairs(list, a, b, true);
}

static void list_sort(sigv4_pairs *list, int (*order)(const void *, const void *, void *)) {
  if (list_count(list) > 1) qsort_r(list->pairs.data, list_count(list), sizeof(pair), order, list);
}

/* ---- URL ---- */

static pg_sigv4_text slice(const char *from, const char *to) {
  return (pg_sigv4_text){from, (size_t)(to - from)};
}

bool sigv4_split_url(const char *url, sigv4_url *parts, err *e) {
  const char *colon = strstr(url, "://");
  for (const char *p = url; *p; p++) {
    if ((unsigned char)*p < 0x20 || *p == 0x7F) {
      return err_set(e, "url", "the URL to sign holds a control character at byte %zu",
                     (size_t)(p - url) + 1);
    }
  }
  if (!colon || colon == url) return err_set(e, "url", "the URL to sign has no scheme: %.200s", url);
  const char *host = colon + 3;
  const char *path = host + strcspn(host, "/?#");
  const char *query = path + strcspn(path, "?#");
  const char *end = query + strcspn(query, "#");
  for (const char *p = host; p < path; p++) {
    if (*p == '@') host = p + 1; /* user information is no part of the Host header */
  }
  if (host == path) return err_set(e, "url", "the URL to sign has no host: %.200s", url);
  parts->scheme = slice(url, colon);
  parts->host = slice(host, path);
  parts->path = slice(path, query);
  parts->before_query = slice(url, query);
  parts->query = *query == '?' ? slice(query + 1, end) : slice(end, end);
  return true;
}

void sigv4_add_host(sigv4_work *w) {
  pg_sigv4_text host = w->url.host;
  const char *port = NULL;
  for (size_t i = host.len; i-- > 0 && host.bytes[i] != ']';) {
    if (host.bytes[i] == ':') {
      port = host.bytes + i + 1;
      break;
    }
  }
  if (port) {
    pg_sigv4_text number = slice(port, host.bytes + host.len);
    bool standard = (same_name(w->url.scheme, "https") && same_name(number, "443")) ||
                    (same_name(w->url.scheme, "http") && same_name(number, "80"));
    if (standard || number.len == 0) host.len = (size_t)(port - 1 - host.bytes);
  }
  for (size_t i = 0; i < host.len; i++) buf_addc(&w->host, lower(host.bytes[i]));
}

/* Removes empty, "." and ".." segments, as services other than S3 do before they check a signature. */
static void add_normal_path(buf *b, pg_sigv4_text path) {
  size_t start = b->len;
  for (size_t i = 0; i < path.len;) {
    size_t n = 0;
    while (i + n < path.len && path.bytes[i + n] != '/') n++;
    const char *segment = path.bytes + i;
    if (n == 2 && memcmp(segment, "..", 2) == 0) {
      while (b->len > start && b->data[--b->len] != '/') continue;
    } else if (n && !(n == 1 && *segment == '.')) {
      buf_addc(b, '/');
      buf_add(b, segment, n);
    }
    i += n + 1;
  }
  if (b->len == start || path.bytes[path.len - 1] == '/') buf_addc(b, '/');
}

void sigv4_add_path(sigv4_work *w) {
  pg_sigv4_text path = w->url.path;
  buf normal = BUF_INIT;
  if (w->request->s3_path && path.len) {
    for (size_t i = 0; i < path.len;) {
      if (path.bytes[i] == '/') {
        buf_addc(&w->canonical, path.bytes[i++]);
      } else {
        add_encoded(&w->canonical, next_decoded(path, &i));
      }
    }
  } else {
    /* The path in the URL is encoded already: encoding its percent signs again is what the services expect.
     */
    add_normal_path(&normal, path);
    for (size_t i = 0; i < normal.len; i++) {
      if (normal.data[i] == '/')
        buf_addc(&w->canonical, '/');
      else
        add_encoded(&w->canonical, (unsigned char)normal.data[i]);
    }
  }
  if (!buf_ok(&normal)) w->canonical.failed = true;
  buf_free(&normal);
}

/* Brings one part of the query into the one encoding that is signed; a plus is a space there. */
static void add_query_text(buf *b, pg_sigv4_text text) {
  for (size_t i = 0; i < text.len;) {
    if (text.bytes[i] == '+') {
      add_encoded(b, ' ');
      i++;
    } else {
      add_encoded(b, next_decoded(text, &i));
    }
  }
}

void sigv4_read_query(sigv4_work *w) {
  const char *p = w->url.query.bytes, *end = p + w->url.query.len;
  buf *bytes = &w->query.bytes;
  while (p < end) {
    const char *stop = memchr(p, '&', (size_t)(end - p));
    if (!stop) stop = end;
    const char *equal = memchr(p, '=', (size_t)(stop - p));
    if (stop > p) {
      pair q = {.name_at = bytes->len};
      add_query_text(bytes, slice(p, equal ? equal : stop));
      q.name_len = bytes->len - q.name_at;
      q.value_at = bytes->len;
      if (equal) add_query_text(bytes, slice(equal + 1, stop));
      q.value_len = bytes->len - q.value_at;
      list_add(&w->query, q);
    }
    p = stop + 1;
  }
}

void sigv4_add_parameter(sigv4_work *w, const char *name, const char *value, size_t len) {
  buf *bytes = &w->query.bytes;
  pair q = {.name_at = bytes->len, .name_len = strlen(name)};
  buf_adds(bytes, name);
  q.value_at = bytes->len;
  add_text_encoded(bytes, value, len);
  q.value_len = bytes->len - q.value_at;
  list_add(&w->query, q);
}

void sigv4_sort_query(sigv4_work *w) {
  list_sort(&w->query, by_name_and_value);
}

void sigv4_add_query(const sigv4_work *w, buf *b) {
  const sigv4_pairs *list = &w->query;
  for (size_t i = 0; i < list_count(list); i++) {
    pair q = list_at(list, i);
    if (i) buf_addc(b, '&');
    buf_add(b, buf_text(&list->bytes) + q.name_at, q.name_len);
    buf_addc(b, '=');
    buf_add(b, buf_text(&list->bytes) + q.value_at, q.value_len);
  }
}

/* ---- headers ---- */

/* Headers that proxies and clients change on the way, and those that signing itself replaces. */
static bool left_out(pg_sigv4_text name, bool replaced_token, bool header_form) {
  static const char *const never[] = {"authorization",
                                      "connection",
                                      "expect",
                                      "keep-alive",
                                      "proxy-authenticate",
                                      "proxy-authorization",
                                      "te",
                                      "trailer",
                                      "transfer-encoding",
                                      "upgrade",
                                      "user-agent",
                                      "x-amzn-trace-id"};
  for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
    if (same_name(name, never[i])) return true;
  }
  if (same_name(name, "x-amz-security-token")) return replaced_token;
  return header_form && (same_name(name, "x-amz-date") || same_name(name, "x-amz-content-sha256"));
}

static bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static void add_header(sigv4_work *w, pg_sigv4_text name, pg_sigv4_text value) {
  buf *bytes = &w->headers.bytes;
  pair h = {.name_at = bytes->len, .name_len = name.len};
  for (size_t i = 0; i < name.len; i++) buf_addc(bytes, lower(name.bytes[i]));
  h.value_at = bytes->len;
  bool gap = false;
  for (size_t i = 0; i < value.len; i++) {
    if (is_blank(value.bytes[i])) {
      gap = bytes->len > h.value_at;
    } else {
      if (gap) buf_addc(bytes, ' ');
      gap = false;
      buf_addc(bytes, value.bytes[i]);
    }
  }
  h.value_len = bytes->len - h.value_at;
  list_add(&w->headers, h);
}

static pg_sigv4_text as_text(const char *text) {
  return (pg_sigv4_text){text, strlen(text)};
}

const pg_sigv4_header *sigv4_find_header(const pg_sigv4_request *r, const char *name) {
  for (size_t i = 0; i < r->header_count; i++) {
    if (same_name(r->headers[i].name, name)) return &r->headers[i];
  }
  return NULL;
}

static bool is_header_name(pg_sigv4_text name) {
  for (size_t i = 0; i < name.len; i++) {
    char c = name.bytes[i];
    if (c <= ' ' || c == 0x7F || strchr("()<>@,;:\\\"/[]?={}", c)) return false;
  }
  return name.len > 0;
}

bool sigv4_read_headers(sigv4_work *w, bool header_form, bool add_payload, err *e) {
  const pg_sigv4_request *r = w->request;
  for (size_t i = 0; i < r->header_count; i++) {
    pg_sigv4_header h = r->headers[i];
    if (!is_header_name(h.name)) {
      return err_set(e, "header", "'%.*s' is no header name", (int)(h.name.len < 80 ? h.name.len : 80),
                     h.name.bytes);
    }
    if (h.value.len && memchr(h.value.bytes, 0, h.value.len)) {
      return err_set(e, "header", "the value of header '%.*s' holds a zero byte", (int)h.name.len,
                     h.name.bytes);
    }
    if (!left_out(h.name, r->session_token.len > 0, header_form)) add_header(w, h.name, h.value);
  }
  if (!sigv4_find_header(r, "host"))
    add_header(w, as_text("host"), (pg_sigv4_text){buf_text(&w->host), w->host.len});
  if (header_form) {
    add_header(w, as_text("x-amz-date"), as_text(w->date));
    if (r->session_token.len) add_header(w, as_text("x-amz-security-token"), r->session_token);
    if (add_payload) {
      add_header(w, as_text("x-amz-content-sha256"), (pg_sigv4_text){buf_text(&w->payload), w->payload.len});
    }
  }
  list_sort(&w->headers, by_name);
  return true;
}

/* Writes the `name:value` lines that are signed, values of one name joined by commas, and the list of the
** names. */
void sigv4_add_headers(sigv4_work *w) {
  const char *bytes = buf_text(&w->headers.bytes);
  buf *lines = &w->header_lines;
  for (size_t i = 0; i < list_count(&w->headers); i++) {
    pair h = list_at(&w->headers, i);
    pair last = list_at(&w->headers, i ? i - 1 : 0);
    if (i && compare_bytes(bytes + h.name_at, h.name_len, bytes + last.name_at, last.name_len) == 0) {
      buf_addc(lines, ',');
    } else {
      if (i) buf_addc(lines, '\n');
      if (i) buf_addc(&w->signed_headers, ';');
      buf_add(lines, bytes + h.name_at, h.name_len);
      buf_addc(lines, ':');
      buf_add(&w->signed_headers, bytes + h.name_at, h.name_len);
    }
    buf_add(lines, bytes + h.value_at, h.value_len);
  }
  buf_addc(lines, '\n');
}
