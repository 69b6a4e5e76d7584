/* Secrets: copies that are wiped, and base64 as RFC 4648 has it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "secret.h"

static void keeps_a_copy_until_it_is_wiped(void **state) {
  (void)state;
  char text[] = "hidden\0too";
  secret s;
  assert_true(secret_set(&s, text, 10));
  memset(text, 'x', sizeof text);
  assert_int_equal(s.len, 10);
  assert_memory_equal(s.bytes, "hidden\0too", 11); /* and a zero byte behind it */
  secret_wipe(&s);
  assert_null(s.bytes);
  assert_int_equal(s.len, 0);
  secret_wipe(&s); /* a second time does nothing */
}

static void holds_nothing_and_much(void **state) {
  (void)state;
  static char much[100000];
  secret s;
  memset(much, 'm', sizeof much);
  assert_true(secret_set(&s, "", 0));
  assert_string_equal(s.bytes, "");
  secret_wipe(&s);
  assert_true(secret_set(&s, much, sizeof much));
  assert_memory_equal(s.bytes, much, sizeof much);
  assert_int_equal(s.bytes[sizeof much], 0);
  secret_wipe(&s);
}

static const struct {
  const char *bytes;
  const char *standard, *url;
} vectors[] = {
    {"", "", ""},
    {"f", "Zg==", "Zg"},
    {"fo", "Zm8=", "Zm8"},
    {"foo", "Zm9v", "Zm9v"},
    {"foob", "Zm9vYg==", "Zm9vYg"},
    {"fooba", "Zm9vYmE=", "Zm9vYmE"},
    {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
    {"\xFB\xEF\xBE\xFF", "++++/w==", "----_w"},
};

static void encodes_base64(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
    buf out = BUF_INIT;
    secret_base64(&out, vectors[i].bytes, strlen(vectors[i].bytes), false);
    assert_string_equal(buf_text(&out), vectors[i].standard);
    buf_clear(&out);
    secret_base64(&out, vectors[i].bytes, strlen(vectors[i].bytes), true);
    assert_string_equal(buf_text(&out), vectors[i].url);
    buf_free(&out);
  }
}

static void decodes_base64(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
    buf out = BUF_INIT;
    assert_true(secret_unbase64(&out, vectors[i].standard, strlen(vectors[i].standard)));
    assert_string_equal(buf_text(&out), vectors[i].bytes);
    buf_clear(&out);
    assert_true(secret_unbase64(&out, vectors[i].url, strlen(vectors[i].url)));
    assert_string_equal(buf_text(&out), vectors[i].bytes);
    buf_free(&out);
  }
  buf out = BUF_INIT;
  assert_true(secret_unbase64(&out, " Zm9v\r\n\tYmFy \n", 14));
  assert_string_equal(buf_text(&out), "foobar");
  buf_free(&out);
}

static void refuses_what_is_not_base64(void **state) {
  (void)state;
  static const char *const bad[] = {"Z", "Zm9vY", "Zm9*", "Zg==Zg", "Zg===", "Zm\xC3\xA9"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    buf out = BUF_INIT;
    assert_false(secret_unbase64(&out, bad[i], strlen(bad[i])));
    buf_free(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keeps_a_copy_until_it_is_wiped),
      cmocka_unit_test(holds_nothing_and_much),
      cmocka_unit_test(encodes_base64),
      cmocka_unit_test(decodes_base64),
      cmocka_unit_test(refuses_what_is_not_base64),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
