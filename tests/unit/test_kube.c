/* kube.c from plain C, as an embedder uses it: against a server of a few lines in another thread. */
#include <netinet/in.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "kube.h"

typedef struct server {
  int fd;
  char url[64];
  const char *answer;
  char seen[4096];
  pthread_t thread;
} server;

/* Takes one connection, reads one request (its body too), answers. */
static void *serve(void *data) {
  server *s = data;
  int peer = accept(s->fd, NULL, NULL);
  size_t n = 0;
  for (;;) {
    ssize_t got = read(peer, s->seen + n, sizeof s->seen - 1 - n);
    if (got <= 0) break;
    n += (size_t)got;
    s->seen[n] = '\0';
    const char *end = strstr(s->seen, "\r\n\r\n"), *length = strcasestr(s->seen, "Content-Length: ");
    size_t body = 0;
    if (length) sscanf(length + 16, "%zu", &body);
    if (end && n >= (size_t)(end + 4 - s->seen) + body) break;
  }
  if (write(peer, s->answer, strlen(s->answer)) < 0) s->seen[0] = '\0';
  close(peer);
  return NULL;
}

static void start(server *s, const char *answer) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t len = sizeof at;
  memset(s->seen, 0, sizeof s->seen);
  s->answer = answer;
  s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  assert_int_equal(bind(s->fd, (struct sockaddr *)&at, sizeof at), 0);
  assert_int_equal(listen(s->fd, 1), 0);
  getsockname(s->fd, (struct sockaddr *)&at, &len);
  snprintf(s->url, sizeof s->url, "http://127.0.0.1:%d/", ntohs(at.sin_port));
  pthread_create(&s->thread, NULL, serve, s);
}

static void stop(server *s) {
  pthread_join(s->thread, NULL);
  close(s->fd);
}

static pg_kube_text text(const char *t) {
  return (pg_kube_text){t, strlen(t)};
}

static void an_answer_arrives(void **state) {
  (void)state;
  server s;
  start(&s, "HTTP/1.1 200 OK\r\nContent-Length: 15\r\nConnection: close\r\n\r\n{\"kind\":\"Node\"}");
  pg_kube_conn conn = {.server = s.url, .token = text("t0ken"), .as = "jane", .proxy = ""};
  pg_kube_call call = {.path = "/api/v1/nodes/a"};
  pg_kube_answer answer;
  err e = ERR_INIT;
  assert_true(pg_kube_request(&conn, &call, &answer, &e));
  stop(&s);
  assert_int_equal(answer.status, 200);
  assert_string_equal(answer.body, "{\"kind\":\"Node\"}");
  pg_kube_answer_free(&answer);
  assert_non_null(strstr(s.seen, "GET /api/v1/nodes/a HTTP/1.1\r\n"));
  assert_non_null(strstr(s.seen, "Authorization: Bearer t0ken\r\n"));
  assert_non_null(strstr(s.seen, "Impersonate-User: jane\r\n"));
}

static void a_patch_has_its_type(void **state) {
  (void)state;
  server s;
  start(&s, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
  pg_kube_conn conn = {.server = s.url, .proxy = ""};
  pg_kube_call call = {.path = "/x", .patch = "strategic", .body = text("{\"a\":1}")};
  pg_kube_answer answer;
  assert_true(pg_kube_request(&conn, &call, &answer, NULL));
  stop(&s);
  pg_kube_answer_free(&answer);
  assert_non_null(strstr(s.seen, "PATCH /x HTTP/1.1\r\n"));
  assert_non_null(strstr(s.seen, "Content-Type: application/strategic-merge-patch+json\r\n"));
  assert_non_null(strstr(s.seen, "\r\n\r\n{\"a\":1}"));
}

static void a_refusal_is_read(void **state) {
  (void)state;
  server s;
  start(&s,
        "HTTP/1.1 404 X\r\nContent-Length: 63\r\nConnection: close\r\n\r\n"
        "{\"details\":{\"reason\":\"x\"},\"reason\":\"NotFound\",\"message\":\"no a\"}");
  pg_kube_conn conn = {.server = s.url, .proxy = ""};
  pg_kube_call call = {.path = "/x"};
  pg_kube_answer answer;
  err e = ERR_INIT;
  assert_false(pg_kube_request(&conn, &call, &answer, &e));
  stop(&s);
  assert_null(answer.body);
  assert_int_equal(e.status, 404);
  assert_string_equal(e.code, "NotFound");
  assert_string_equal(e.message, "no a");
  assert_false(e.retryable);
}

static void a_body_that_is_no_status_is_shown(void **state) {
  (void)state;
  err e = ERR_INIT;
  const char *html = "<html>502</html>";
  pg_kube_refusal(502, html, strlen(html), &e);
  assert_string_equal(e.code, "HTTP");
  assert_string_equal(e.message, "the server answered 502: <html>502</html>");
  assert_true(e.retryable);
}

static void nobody_there(void **state) {
  (void)state;
  pg_kube_conn conn = {.server = "http://127.0.0.1:1", .proxy = ""};
  pg_kube_call call = {.path = "/x"};
  pg_kube_answer answer;
  err e = ERR_INIT;
  assert_false(pg_kube_request(&conn, &call, &answer, &e));
  assert_string_equal(e.code, "connect");
  assert_true(e.unsent);
}

static void kinds_of_patch(void **state) {
  (void)state;
  assert_string_equal(pg_kube_patch_type("merge"), "application/merge-patch+json");
  assert_null(pg_kube_patch_type("mirge"));
  pg_kube_conn conn = {.server = "http://127.0.0.1:1"};
  pg_kube_call call = {.path = "/x", .patch = "mirge"};
  pg_kube_answer answer;
  err e = ERR_INIT;
  assert_false(pg_kube_request(&conn, &call, &answer, &e));
  assert_string_equal(e.code, "patch");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_answer_arrives), cmocka_unit_test(a_patch_has_its_type),
      cmocka_unit_test(a_refusal_is_read), cmocka_unit_test(a_body_that_is_no_status_is_shown),
      cmocka_unit_test(nobody_there),      cmocka_unit_test(kinds_of_patch),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
