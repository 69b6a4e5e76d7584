/* The public C interface: chunks and their codes, os.exit, functions of the host, limits, cancelling, misuse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "perigee.h"

static int run(pg_runtime *rt, const char *code) {
  int started = pg_start_chunk(rt, code, strlen(code), "=c");
  return started < 0 ? started : pg_wait(rt);
}

static int setup(void **state) {
  pg_options options = {.size = sizeof options, .memory_limit = 16u << 20};
  *state = pg_new(&options);
  return *state ? 0 : -1;
}

static int teardown(void **state) {
  pg_free(*state);
  return 0;
}

static void codes_of_a_chunk(void **state) {
  pg_runtime *rt = *state;
  assert_int_equal(run(rt, "return"), 0);
  assert_int_equal(run(rt, "return 7"), 7);
  assert_int_equal(run(rt, "error 'why'"), 1);
  assert_non_null(strstr(pg_error(rt), "c:1: why"));
  assert_int_equal(run(rt, "x = = 1"), -1);
  assert_int_equal(pg_result(rt), 2);
}

static void exit_ends_the_run_only(void **state) {
  pg_runtime *rt = *state;
  assert_int_equal(run(rt, "os.exit(9)"), 9);
  assert_string_equal(pg_error(rt), "");
  assert_int_equal(run(rt, "os.exit()"), 0);
  assert_int_equal(run(rt, "os.exit(false)"), 1);
  assert_int_equal(run(rt, "require('task').all{ function() os.exit(4) end }"), 4);
  assert_int_equal(run(rt, "return 3"), 3);
}

static char *echo(void *data, const char *args, size_t len, char **error) {
  (void)data, (void)len, (void)error;
  return strdup(args);
}

static char *broken(void *data, const char *args, size_t len, char **error) {
  (void)data, (void)args, (void)len, (void)error;
  return strdup("{no");
}

static char *refusing(void *data, const char *args, size_t len, char **error) {
  (void)args, (void)len;
  *error = strdup(data);
  return NULL;
}

static void functions_of_the_host(void **state) {
  pg_runtime *rt = *state;
  assert_int_equal(pg_register(rt, "host", "echo", echo, NULL), 0);
  assert_int_equal(pg_register(rt, "host", "broken", broken, NULL), 0);
  assert_int_equal(pg_register(rt, "host", "refusing", refusing, "not today"), 0);
  assert_int_equal(
      run(rt,
          "local json, host = require 'json', require 'host'\n"
          "assert(json.encode(host.echo(1, nil, { a = {} }, 'x', nil)) == '[1,null,{\"a\":{}},\"x\",null]')\n"
          "assert(json.encode(host.echo()) == '[]')"),
      0);
  assert_int_equal(run(rt, "require('host').broken()"), 1);
  assert_non_null(strstr(pg_error(rt), "gave no JSON"));
  assert_int_equal(run(rt, "require('host').refusing()"), 1);
  assert_non_null(strstr(pg_error(rt), "not today"));
}

static void memory_is_bounded(void **state) {
  pg_runtime *rt = *state;
  assert_int_equal(run(rt, "local t = {} while true do t[#t + 1] = ('x'):rep(1e5) .. #t end"), 1);
  assert_non_null(strstr(pg_error(rt), "not enough memory"));
  assert_int_equal(run(rt, "return 5"), 5);
}

static void *cancel_soon(void *rt) {
  usleep(50000);
  pg_cancel(rt);
  return NULL;
}

static void another_thread_cancels(void **state) {
  pg_runtime *rt = *state;
  const char *codes[] = {"require('task').sleep(60)",
                         "while true do end",
                         "pcall(function() while true do end end) require('task').sleep(60)",
                         "pcall(function() while true do end end) while true do end",
                         "while true do pcall(function() while true do end end) end",
                         "coroutine.wrap(function() while true do end end)()"};
  pg_cancel(rt); /* nothing runs: nothing is cancelled, not even the next run */
  assert_int_equal(run(rt, "require('task').sleep(0.01)"), 0);
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    pthread_t thread;
    assert_int_equal(pg_start_chunk(rt, codes[i], strlen(codes[i]), "=c"), 0);
    assert_int_equal(pthread_create(&thread, NULL, cancel_soon, rt), 0);
    assert_int_equal(pg_wait(rt), 130);
    pthread_join(thread, NULL);
  }
}

static void misuse_is_told(void **state) {
  pg_runtime *rt = *state;
  assert_int_equal(pg_start_playbook(rt, "apply", NULL, NULL), -1);
  assert_int_equal(pg_result(rt), 2);
  assert_int_equal(pg_start_chunk(rt, "require('task').sleep(9)", 24, "=c"), 0);
  assert_int_equal(pg_start_chunk(rt, "return", 6, "=d"), -1);
  assert_non_null(strstr(pg_error(rt), "going on"));
  pg_cancel(rt);
  assert_int_equal(pg_wait(rt), 130);
  assert_int_equal(pg_start_file(rt, "/nowhere.lua", 0, NULL), 0);
  assert_int_equal(pg_wait(rt), 2);
  assert_int_equal(pg_start_playbook(rt, "apply", "pod-range", "{\"settings\":{\"clster\":1}}"), 0);
  assert_int_equal(pg_wait(rt), 2);
  assert_non_null(strstr(pg_error(rt), "did you mean 'cluster'?"));
  assert_int_equal(pg_poll(rt, 0), PG_IDLE);
  assert_int_equal(pg_start_chunk(rt, "require('task').sleep(9)", 24, "=c"), 0);
  assert_int_equal(pg_poll(rt, 0), PG_RUNNING); /* freed while it runs: teardown */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(codes_of_a_chunk, setup, teardown),
      cmocka_unit_test_setup_teardown(exit_ends_the_run_only, setup, teardown),
      cmocka_unit_test_setup_teardown(functions_of_the_host, setup, teardown),
      cmocka_unit_test_setup_teardown(memory_is_bounded, setup, teardown),
      cmocka_unit_test_setup_teardown(another_thread_cancels, setup, teardown),
      cmocka_unit_test_setup_teardown(misuse_is_told, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
