/* Growable bytes: what is appended is there, always terminated, and a failed allocation is remembered. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"

static void empty_is_text(void **state) {
  (void)state;
  buf b = BUF_INIT;
  assert_string_equal(buf_text(&b), "");
  assert_true(buf_ok(&b));
  buf_free(&b);
}

static void appends_in_order(void **state) {
  (void)state;
  buf b = BUF_INIT;
  buf_adds(&b, "one");
  buf_addc(&b, ' ');
  buf_add(&b, "two\0three", 9);
  buf_addf(&b, " %d%s", 4, "!");
  assert_int_equal(b.len, 3 + 1 + 9 + 3);
  assert_memory_equal(buf_text(&b), "one two\0three 4!", b.len + 1);
  buf_free(&b);
}

static void grows_over_many_steps(void **state) {
  (void)state;
  buf b = BUF_INIT;
  for (int i = 0; i < 100000; i++) buf_addc(&b, (char)('a' + i % 26));
  assert_int_equal(b.len, 100000);
  for (int i = 0; i < 100000; i++) assert_int_equal(b.data[i], 'a' + i % 26);
  assert_int_equal(strlen(b.data), 100000);
  buf_free(&b);
}

static void formats_longer_than_any_room(void **state) {
  (void)state;
  buf b = BUF_INIT;
  buf_addf(&b, "%0*d", 5000, 7);
  assert_int_equal(b.len, 5000);
  assert_int_equal(b.data[4999], '7');
  buf_free(&b);
}

static void clear_keeps_nothing(void **state) {
  (void)state;
  buf b = BUF_INIT;
  buf_adds(&b, "gone");
  buf_clear(&b);
  assert_string_equal(buf_text(&b), "");
  buf_adds(&b, "new");
  assert_string_equal(buf_text(&b), "new");
  buf_free(&b);
}

static void take_hands_over(void **state) {
  (void)state;
  buf b = BUF_INIT;
  size_t len = 99;
  buf_adds(&b, "mine");
  char *text = buf_take(&b, &len);
  assert_string_equal(text, "mine");
  assert_int_equal(len, 4);
  assert_int_equal(b.len, 0);
  assert_null(b.data);
  free(text);
}

static void remembers_failure(void **state) {
  (void)state;
  buf b = BUF_INIT;
  buf_adds(&b, "start");
  assert_null(buf_reserve(&b, SIZE_MAX - 2));
  assert_false(buf_ok(&b));
  buf_adds(&b, "more");
  assert_int_equal(b.len, 5);
  assert_null(buf_take(&b, NULL));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(empty_is_text),         cmocka_unit_test(appends_in_order),
      cmocka_unit_test(grows_over_many_steps), cmocka_unit_test(formats_longer_than_any_room),
      cmocka_unit_test(clear_keeps_nothing),   cmocka_unit_test(take_hands_over),
      cmocka_unit_test(remembers_failure),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
