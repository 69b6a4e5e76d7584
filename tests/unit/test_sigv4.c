/* The signer: published vectors, the stages one by one, the key cache, and what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "secret.h"
#include "sigv4.h"

#define NOON 1735787045 /* 20250102T030405Z */

static pg_sigv4_text text(const char *bytes) {
  return (pg_sigv4_text){bytes, strlen(bytes)};
}

static pg_sigv4_request request(const char *url) {
  pg_sigv4_request r = {
      .method = "GET", .url = url, .service = "service", .region = "us-east-1", .time = NOON};
  r.access_key_id = text("AKIDEXAMPLE");
  r.secret_access_key = text("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  return r;
}

/* Line number `n` (from 1) of the canonical request that signing makes. */
static void check_line(const pg_sigv4_request *r, int n, const char *expected) {
  pg_sigv4_result result;
  err e = ERR_INIT;
  char line[512] = "";
  if (!pg_sigv4_sign(NULL, r, &result, &e)) fail_msg("%s: %s", r->url, e.message);
  const char *at = result.canonical_request;
  while (--n) at = strchr(at, '\n') + 1;
  snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
  assert_string_equal(line, expected);
  pg_sigv4_result_free(&result);
}

static void check_path(const char *url, bool s3, const char *expected) {
  pg_sigv4_request r = request(url);
  r.s3_path = s3;
  check_line(&r, 2, expected);
}

static void check_query(const char *url, const char *expected) {
  pg_sigv4_request r = request(url);
  check_line(&r, 3, expected);
}

/* The vector that every implementation publishes, recomputed with other tools. */
static void signs_the_vanilla_request(void **state) {
  (void)state;
  pg_sigv4_request r = request("https://example.amazonaws.com/");
  pg_sigv4_result result;
  err e = ERR_INIT;
  r.time = 1440938160; /* 20150830T123600Z */
  assert_true(pg_sigv4_sign(NULL, &r, &result, &e));
  assert_string_equal(result.canonical_request,
                      "GET\n/\n\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n"
                      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert_string_equal(result.authorization,
                      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                      "SignedHeaders=host;x-amz-date, "
                      "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  assert_false(result.add_payload_hash);
  pg_sigv4_result_free(&result);
}

static void makes_the_eks_token(void **state) {
  (void)state;
  pg_sigv4_header header = {text("x-k8s-aws-id"), text("demo")};
  pg_sigv4_request r =
      request("https://sts.cn-northwest-1.amazonaws.com.cn/?Action=GetCallerIdentity&Version=2011-06-15");
  pg_sigv4_result result;
  buf token = BUF_INIT;
  err e = ERR_INIT;
  r.service = "sts";
  r.region = "cn-northwest-1";
  r.headers = &header;
  r.header_count = 1;
  r.expires = 60;
  assert_true(pg_sigv4_presign(NULL, &r, &result, &e));
  assert_non_null(strstr(result.url,
                         "&X-Amz-Expires=60&X-Amz-SignedHeaders=host%3Bx-k8s-aws-id&X-Amz-Signature="
                         "857092bad6df1f2f5896374595b7f7e75f8c631b5addbe2143c955886d9cb9c0"));
  buf_adds(&token, "k8s-aws-v1.");
  secret_base64(&token, result.url, strlen(result.url), true);
  assert_int_equal(token.len, 498);
  assert_non_null(strstr(token.data, "k8s-aws-v1.aHR0cHM6Ly9zdHMuY24tbm9ydGh3ZXN0LTEuYW1hem9uYXdz"));
  buf_free(&token);
  pg_sigv4_result_free(&result);
}

static void normalises_paths_and_encodes_them_again(void **state) {
  (void)state;
  check_path("https://h", false, "/");
  check_path("https://h/a/./b/../c//d/", false, "/a/c/d/");
  check_path("https://h/..", false, "/");
  check_path("https://h/a%20b", false, "/a%2520b");
  check_path("https://h/a b*\xC3\xA9", false, "/a%20b%2A%C3%A9");
}

static void leaves_paths_of_s3_alone(void **state) {
  (void)state;
  check_path("https://h/a/./b/../c//d/", true, "/a/./b/../c//d/");
  check_path("https://h/a%20b%2Fc%7e", true, "/a%20b%2Fc~");
  check_path("https://h/\xC3\xA9", true, "/%C3%A9");
  check_path("https://h", true, "/");
}

static void sorts_and_encodes_queries(void **state) {
  (void)state;
  check_query("https://h/?b=2&a=1&a=0&B=3", "B=3&a=0&a=1&b=2");
  check_query("https://h/?a&b=", "a=&b=");
  check_query("https://h/?a=b+c&d=e%2Bf%20g", "a=b%20c&d=e%2Bf%20g");
  check_query("https://h/?a=%c3%a9&b=\xC3\xA9&c=%7e%2f", "a=%C3%A9&b=%C3%A9&c=~%2F");
  check_query("https://h/?a=b=c&&=d#e?f=g", "=d&a=b%3Dc");
  check_query("https://h/?a-b=1&a=2&ab=3&a%21=4", "a=2&a%21=4&a-b=1&ab=3");
  check_query("https://h/?a=100%&b=%4", "a=100%25&b=%254");
}

static void folds_header_values(void **state) {
  (void)state;
  pg_sigv4_header headers[] = {
      {text("My-Header"), text("  a   b \t c\r\n d  ")},
      {text("x-list"), text("2")},
      {text("User-Agent"), text("left out")},
      {text("X-List"), text("1")},
      {text("X-Amz-Date"), text("19990101T000000Z")},
      {text("x-empty"), text("")},
  };
  pg_sigv4_request r = request("https://h/");
  r.headers = headers;
  r.header_count = sizeof headers / sizeof *headers;
  check_line(&r, 4, "host:h");
  check_line(&r, 5, "my-header:a b c d");
  check_line(&r, 6, "x-amz-date:20250102T030405Z");
  check_line(&r, 7, "x-empty:");
  check_line(&r, 8, "x-list:2,1");
  check_line(&r, 10, "host;my-header;x-amz-date;x-empty;x-list");
}

static void drops_default_ports_from_the_host(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"https://Example.COM:443/", "host:example.com"},
      {"http://h:80", "host:h"},
      {"http://h:443/", "host:h:443"},
      {"https://h:80/", "host:h:80"},
      {"https://[::1]:8443/", "host:[::1]:8443"},
      {"https://[2001:DB8::1]/", "host:[2001:db8::1]"},
      {"https://user:pass@h:8080/x@y", "host:h:8080"},
      {"HTTPS://h:443/", "host:h"},
      {"https://[::1]:443/", "host:[::1]"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    pg_sigv4_request r = request(cases[i][0]);
    check_line(&r, 4, cases[i][1]);
  }
}

static void hashes_or_names_the_payload(void **state) {
  (void)state;
  pg_sigv4_result result;
  err e = ERR_INIT;
  pg_sigv4_request r = request("https://h/");
  r.body = text("body");
  r.s3_path = true;
  assert_true(pg_sigv4_sign(NULL, &r, &result, &e));
  assert_true(result.add_payload_hash);
  assert_string_equal(result.payload_hash,
                      "230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5");
  pg_sigv4_result_free(&result);
  r.payload = "UNSIGNED-PAYLOAD";
  assert_true(pg_sigv4_sign(NULL, &r, &result, &e));
  assert_non_null(strstr(result.canonical_request, "\nx-amz-content-sha256:UNSIGNED-PAYLOAD\n"));
  pg_sigv4_result_free(&result);
}

static void carries_the_session_token(void **state) {
  (void)state;
  pg_sigv4_result result;
  err e = ERR_INIT;
  pg_sigv4_request r = request("https://h/");
  r.session_token = text("a/b+c=");
  check_line(&r, 6, "x-amz-security-token:a/b+c=");
  assert_true(pg_sigv4_presign(NULL, &r, &result, &e));
  assert_non_null(strstr(result.url, "&X-Amz-Security-Token=a%2Fb%2Bc%3D&"));
  pg_sigv4_result_free(&result);
}

/* More keys than the cache holds, in turns: every signature is the one that is made without a cache. */
static void caches_keys_without_mixing_them(void **state) {
  (void)state;
  pg_sigv4_cache *cache = pg_sigv4_cache_new();
  err e = ERR_INIT;
  for (int turn = 0; turn < 100; turn++) {
    char region[32], key[32];
    pg_sigv4_result with, without;
    pg_sigv4_request r = request("https://h/");
    snprintf(region, sizeof region, "region-%d", turn * 7 % 23);
    snprintf(key, sizeof key, "secret-%d", turn % 2);
    r.region = region;
    r.secret_access_key = text(key);
    r.time += turn % 3 * 86400;
    assert_true(pg_sigv4_sign(cache, &r, &with, &e) && pg_sigv4_sign(NULL, &r, &without, &e));
    assert_string_equal(with.authorization, without.authorization);
    pg_sigv4_result_free(&with);
    pg_sigv4_result_free(&without);
  }
  pg_sigv4_cache_free(cache);
}

static void check_refused(pg_sigv4_request r, const char *code) {
  pg_sigv4_result result;
  err e = ERR_INIT;
  assert_false(pg_sigv4_presign(NULL, &r, &result, &e));
  assert_string_equal(e.code, code);
  assert_null(result.url);
}

static void refuses_what_cannot_be_signed(void **state) {
  (void)state;
  static const char *const urls[] = {"",         "h/",           "https:///x",    "://h",
                                     "https://", "https://h/\n", "https://h/\x7F"};
  for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) check_refused(request(urls[i]), "url");
  pg_sigv4_header header = {text("a b"), text("")};
  pg_sigv4_request r = request("https://h/");
  r.headers = &header;
  r.header_count = 1;
  check_refused(r, "header");
  r = request("https://h/");
  r.time = -1;
  check_refused(r, "time");
  r.time = 253402300800; /* the year 10000 */
  check_refused(r, "time");
  r.time = NOON;
  r.expires = 604801;
  check_refused(r, "time");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(signs_the_vanilla_request),
      cmocka_unit_test(makes_the_eks_token),
      cmocka_unit_test(normalises_paths_and_encodes_them_again),
      cmocka_unit_test(leaves_paths_of_s3_alone),
      cmocka_unit_test(sorts_and_encodes_queries),
      cmocka_unit_test(folds_header_values),
      cmocka_unit_test(drops_default_ports_from_the_host),
      cmocka_unit_test(hashes_or_names_the_payload),
      cmocka_unit_test(carries_the_session_token),
      cmocka_unit_test(caches_keys_without_mixing_them),
      cmocka_unit_test(refuses_what_cannot_be_signed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
