/* loop.c and child.c: timers in order, stopping them, waking from another thread, descriptors, processes. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "child.h"
#include "file.h"
#include "loop.h"

static char order[256];

static void note(void *data) {
  strncat(order, data, sizeof order - strlen(order) - 1);
}

static void timers_fire_in_order(void **state) {
  (void)state;
  loop *l = loop_new();
  loop_timer t[3] = {0};
  order[0] = '\0';
  loop_timer_start(l, &t[0], 0.03, note, (void *)"c");
  loop_timer_start(l, &t[1], 0.01, note, (void *)"a");
  loop_timer_start(l, &t[2], 0.02, note, (void *)"b");
  while (strlen(order) < 3) loop_step(l, -1);
  assert_string_equal(order, "abc");
  loop_step(l, -1); /* nothing left: returns at once */
  loop_free(l);
}

/* Many timers, started and stopped at random, against what a sorted list would do. */
static void the_heap_holds(void **state) {
  (void)state;
  enum { MANY = 500 };
  loop *l = loop_new();
  static loop_timer t[MANY];
  memset(t, 0, sizeof t);
  srand(1);
  for (int round = 0; round < 20; round++) {
    for (int i = 0; i < MANY; i++) {
      if (rand() % 3)
        loop_timer_start(l, &t[i], 0.001 * (rand() % 20), note, (void *)"");
      else
        loop_timer_stop(l, &t[i]);
    }
  }
  double last = 0;
  for (;;) {
    double first = 0;
    int which = -1;
    for (int i = 0; i < MANY; i++) {
      if (t[i].slot && (which < 0 || t[i].at < first)) {
        first = t[i].at;
        which = i;
      }
    }
    if (which < 0) break;
    assert_true(first >= last);
    last = first;
    while (t[which].slot) loop_step(l, -1);
    for (int i = 0; i < MANY; i++) assert_true(!t[i].slot || t[i].at >= first);
  }
  loop_free(l);
}

static void *wake_soon(void *data) {
  usleep(20000);
  loop_wake(data);
  return NULL;
}

static void another_thread_wakes_it(void **state) {
  (void)state;
  loop *l = loop_new();
  pthread_t thread;
  double start = loop_now();
  pthread_create(&thread, NULL, wake_soon, l);
  loop_step(l, 5);
  pthread_join(thread, NULL);
  assert_true(loop_now() - start < 2);
  loop_free(l);
}

static void end(void *data) {
  *(bool *)data = true;
}

static child *run(loop *l, const char *const *argv, const char *input, double timeout) {
  static bool ended;
  child_command c = {
      .argv = argv, .input = input, .input_len = input ? strlen(input) : 0, .timeout = timeout};
  err e = ERR_INIT;
  ended = false;
  child *p = child_start(l, &c, end, &ended, &e);
  while (p && !ended) loop_step(l, -1);
  return p;
}

static void processes_end_with_their_output(void **state) {
  (void)state;
  loop *l = loop_new();
  child *p = run(l, (const char *const[]){"sh", "-c", "cat; echo err >&2; exit 7", NULL}, "in", 0);
  assert_non_null(p);
  assert_int_equal(p->status, 7);
  assert_string_equal(buf_text(&p->out), "in");
  assert_string_equal(buf_text(&p->err_out), "err\n");
  child_free(p);
  p = run(l, (const char *const[]){"sh", "-c", "kill -9 $$", NULL}, NULL, 0);
  assert_int_equal(p->status, 128 + 9);
  child_free(p);
  loop_free(l);
}

static void a_large_output_is_bounded(void **state) {
  (void)state;
  loop *l = loop_new();
  child *p = run(l, (const char *const[]){"sh", "-c", "yes | head -c 100000000", NULL}, NULL, 0);
  assert_true(p->failed);
  assert_string_equal(p->error.code, "too_large");
  child_free(p);
  loop_free(l);
}

static void a_process_that_hangs_is_ended(void **state) {
  (void)state;
  loop *l = loop_new();
  double start = loop_now();
  child *p = run(l, (const char *const[]){"sh", "-c", "sleep 60 & sleep 60", NULL}, NULL, 0.1);
  assert_true(p->failed);
  assert_string_equal(p->error.code, "timeout");
  assert_true(loop_now() - start < 5);
  child_free(p);
  loop_free(l);
}

static void a_missing_program_is_told(void **state) {
  (void)state;
  loop *l = loop_new();
  err e = ERR_INIT;
  child_command c = {.argv = (const char *const[]){"no-such-program", NULL}};
  assert_null(child_start(l, &c, end, NULL, &e));
  assert_string_equal(e.code, "not_found");
  loop_free(l);
}

static void files_are_whole_or_not_there(void **state) {
  (void)state;
  char dir[] = "/tmp/perigee-test-XXXXXX";
  assert_non_null(mkdtemp(dir));
  buf path = BUF_INIT, text = BUF_INIT;
  buf_addf(&path, "%s/a", dir);
  err e = ERR_INIT;
  assert_true(file_write(path.data, "one", 3, 0600, false, &e));
  assert_true(file_write(path.data, "two", 3, 0600, false, &e));
  assert_false(file_write(path.data, "three", 5, 0600, true, &e));
  assert_string_equal(e.code, "exists");
  assert_true(file_append(path.data, "!", 1, 0600, false, &e));
  assert_true(file_read(path.data, 100, &text, &e));
  assert_string_equal(buf_text(&text), "two!");
  assert_false(file_write("/dev/full", "x", 1, 0600, false, &e));
  assert_string_equal(e.code, "no_space");
  assert_false(file_read(dir, 100, &text, &e));
  assert_string_equal(e.code, "not_a_file");
  assert_true(file_remove(path.data, &e));
  assert_true(file_remove(dir, &e)); /* empty: no temporary file was left */
  buf_free(&path);
  buf_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(timers_fire_in_order),      cmocka_unit_test(the_heap_holds),
      cmocka_unit_test(another_thread_wakes_it),   cmocka_unit_test(processes_end_with_their_output),
      cmocka_unit_test(a_large_output_is_bounded), cmocka_unit_test(a_process_that_hangs_is_ended),
      cmocka_unit_test(a_missing_program_is_told), cmocka_unit_test(files_are_whole_or_not_there),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
