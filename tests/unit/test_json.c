/* The JSON parser token by token, what it refuses and where, and the writer of scalars. */
#include <float.h>
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "json.h"

/* Reads the whole text and notes one character a token; "!" and the error's position at the end when it is bad. */
static void outline(const char *text, size_t len, unsigned depth, buf *out, err *e) {
  static const char marks[] = "$ntfidsk[]{}";
  buf scratch = BUF_INIT;
  json_parser p;
  json_token t;
  json_start(&p, text, len, &scratch, e);
  p.max_depth = depth;
  do {
    if (!json_next(&p, &t)) {
      buf_addf(out, "!%ld:%ld", e->line, e->column);
      break;
    }
    buf_addc(out, marks[t.type]);
  } while (t.type != JSON_END);
  buf_free(&scratch);
}

static void check_outline(const char *text, size_t len, const char *expected) {
  buf out = BUF_INIT;
  err e = ERR_INIT;
  /* a copy of the exact size, so that the address sanitizer sees a step beyond the end */
  char *exact = malloc(len ? len : 1);
  memcpy(exact, text, len);
  outline(exact, len, JSON_DEPTH, &out, &e);
  if (strcmp(buf_text(&out), expected) != 0) print_message("for %s (%s)\n", text, e.message);
  assert_string_equal(buf_text(&out), expected);
  free(exact);
  buf_free(&out);
}

static void reads_every_token(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"null", "n$"},
      {" [ ] ", "[]$"},
      {"{}", "{}$"},
      {"[true,false,null,1,1.0,\"x\"]", "[tfnids]$"},
      {"{\"a\":{\"b\":[{}]},\"c\":-0.5e-3}", "{k{k[{}]}kd}$"},
      {"\r\n\t \"only\"\n", "s$"},
      {"[[[]],[]]", "[[[]][]]$"},
      {"-0", "i$"},
      {"1e5", "d$"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_outline(cases[i][0], strlen(cases[i][0]), cases[i][1]);
  }
}

static void refuses_with_position(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"", "!1:1"},
      {"  ", "!1:3"},
      {"[1,]", "[i!1:4"},
      {"[,1]", "[!1:2"},
      {"[1 2]", "[i!1:4"},
      {"{\"a\":1,}", "{ki!1:8"},
      {"{\"a\"}", "{!1:5"},
      {"{a:1}", "{!1:2"},
      {"{\"a\":}", "{k!1:6"},
      {"[1}", "[i!1:3"},
      {"{\"a\":1]", "{ki!1:7"},
      {"]", "!1:1"},
      {"1 2", "i!1:3"},
      {"[]\n\n x", "[]!3:2"},
      {"nul", "!1:1"},
      {"True", "!1:1"},
      {"truefalse", "t!1:5"},
      {"NaN", "!1:1"},
      {"-Infinity", "!1:2"},
      {"01", "!1:1"},
      {"-01", "!1:2"},
      {"1.", "!1:3"},
      {".5", "!1:1"},
      {"+1", "!1:1"},
      {"1e", "!1:3"},
      {"1e+", "!1:4"},
      {"0x10", "i!1:2"},
      {"1e999", "!1:1"},
      {"[\n  1,\n  \"abc]", "[i!3:3"},
      {"\"\\x\"", "!1:2"},
      {"\"\\u12g4\"", "!1:2"},
      {"\"\\u12", "!1:2"},
      {"\"a\\", "!1:3"},
      {"\"\\ud800\"", "!1:2"},
      {"\"\\ud800\\u0041\"", "!1:2"},
      {"\"\\udc00\"", "!1:2"},
      {"\"tab\there\"", "!1:5"},
      {"\"\x80\"", "!1:2"},
      {"\"\xc0\xaf\"", "!1:2"},
      {"\"\xed\xa0\x80\"", "!1:2"},
      {"\"\xf4\x90\x80\x80\"", "!1:2"},
      {"\"\xe2\x82\"", "!1:2"},
      {"\xef\xbb\xbf{}", "!1:1"},
      {"// c\n1", "!1:1"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_outline(cases[i][0], strlen(cases[i][0]), cases[i][1]);
  }
  check_outline("1\0", 2, "i!1:2");
  check_outline("\"a\0b\"", 5, "!1:3");
}

/* The one token of a text; the scratch buffer must live as long as its text. */
static json_token only(const char *text, buf *scratch) {
  json_parser p;
  json_token t;
  err e = ERR_INIT;
  json_start(&p, text, strlen(text), scratch, &e);
  if (!json_next(&p, &t)) fail_msg("%s: %s", text, e.message);
  return t;
}

static void reads_integers_exactly(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int64_t value;
  } cases[] = {
      {"0", 0},
      {"-0", 0},
      {"9007199254740993", INT64_C(9007199254740993)},
      {"9223372036854775807", INT64_MAX},
      {"-9223372036854775808", INT64_MIN},
      {"-1", -1},
  };
  buf scratch = BUF_INIT;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    json_token t = only(cases[i].text, &scratch);
    assert_int_equal(t.type, JSON_INTEGER);
    assert_true(t.integer == cases[i].value);
  }
  buf_free(&scratch);
}

static void reads_doubles_correctly_rounded(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double value;
  } cases[] = {
      {"9223372036854775808", 0x1p63},
      {"-9223372036854775809", -0x1p63},
      {"18446744073709551615", 0x1p64},
      {"1.0", 1.0},
      {"0.1", 0.1},
      {"123.456e-10", 123.456e-10},
      {"1e22", 1e22},
      {"1e23", 1e23},
      {"9007199254740993.0", 9007199254740992.0},
      {"9007199254740993.00000000000000000000001", 9007199254740994.0},
      {"1.7976931348623157e308", DBL_MAX},
      {"5e-324", 0x1p-1074},
      {"2.4703282292062327208e-324", 0.0},
      {"1e-999999999999", 0.0},
      {"0e999999999999", 0.0},
      {"0.00000000000000000000000000000000000000000000000000001e53", 1.0},
      {"100000000000000000000000000000000000000000000000000000e-53", 1.0},
  };
  buf scratch = BUF_INIT;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    json_token t = only(cases[i].text, &scratch);
    assert_int_equal(t.type, JSON_NUMBER);
    if (t.number != cases[i].value)
      fail_msg("%s gives %.17g, not %.17g", cases[i].text, t.number, cases[i].value);
  }
  assert_true(signbit(only("-0.0", &scratch).number));
  buf_free(&scratch);
}

static void decodes_strings(void **state) {
  (void)state;
  buf scratch = BUF_INIT;
  json_token t = only("\"plain text, long enough for eight at a time\"", &scratch);
  assert_int_equal(t.len, 43);
  t = only("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", &scratch);
  assert_int_equal(t.len, 8);
  assert_memory_equal(t.text, "\"\\/\b\f\n\r\t", 8);
  t = only("\"a\\u0000b\"", &scratch);
  assert_int_equal(t.len, 3);
  assert_memory_equal(t.text, "a\0b", 3);
  t = only("\"\\u00e9\\u20AC\\ud83d\\uDE00 \xf0\x9f\x98\x80\"", &scratch);
  assert_int_equal(t.len, 14);
  assert_memory_equal(t.text, "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80 \xf0\x9f\x98\x80", 14);
  buf_free(&scratch);
}

static void limits_depth(void **state) {
  (void)state;
  buf out = BUF_INIT;
  err e = ERR_INIT;
  outline("[[[]]]", 6, 3, &out, &e);
  assert_string_equal(buf_text(&out), "[[[]]]$");
  buf_clear(&out);
  outline("[[[]]]", 6, 2, &out, &e);
  assert_string_equal(buf_text(&out), "[[!1:3");
  char deep[100000];
  memset(deep, '[', sizeof deep);
  buf_clear(&out);
  outline(deep, sizeof deep, JSON_DEPTH_LIMIT, &out, &e);
  assert_int_equal(out.len, JSON_DEPTH_LIMIT + strlen("!1:1001"));
  buf_free(&out);
}

static void knows_objects_from_arrays_at_any_depth(void **state) {
  (void)state;
  buf text = BUF_INIT, expected = BUF_INIT, out = BUF_INIT;
  err e = ERR_INIT;
  for (int i = 0; i < 150; i++) {
    buf_adds(&text, i % 3 ? "[" : "{\"k\":");
    buf_adds(&expected, i % 3 ? "[" : "{k");
  }
  buf_adds(&text, "1");
  buf_adds(&expected, "i");
  for (int i = 149; i >= 0; i--) {
    buf_addc(&text, i % 3 ? ']' : '}');
    buf_addc(&expected, i % 3 ? ']' : '}');
  }
  buf_adds(&expected, "$");
  outline(buf_text(&text), text.len, JSON_DEPTH, &out, &e);
  assert_string_equal(buf_text(&out), buf_text(&expected));
  buf_free(&text);
  buf_free(&expected);
  buf_free(&out);
}

static void skips_values(void **state) {
  (void)state;
  static const char text[] = "{\"a\":[1,{\"b\":[]}],\"c\":2,\"d\":{}}";
  buf scratch = BUF_INIT;
  err e = ERR_INIT;
  json_parser p;
  json_token t;
  int members = 0;
  json_start(&p, text, strlen(text), &scratch, &e);
  assert_true(json_next(&p, &t));
  while (json_next(&p, &t) && t.type == JSON_KEY) {
    members++;
    assert_true(json_next(&p, &t));
    assert_true(json_skip(&p, &t));
  }
  assert_int_equal(members, 3);
  assert_int_equal(t.type, JSON_OBJECT_END);
  buf_free(&scratch);
}

static void writes_strings(void **state) {
  (void)state;
  buf b = BUF_INIT;
  assert_true(json_write_string(&b, "a\"\\\n\x01\0/\x7f\xc3\xa9", 10));
  assert_string_equal(buf_text(&b), "\"a\\\"\\\\\\n\\u0001\\u0000/\x7f\xc3\xa9\"");
  assert_false(json_write_string(&b, "\xff", 1));
  assert_false(json_write_string(&b, "\xed\xa0\x80", 3));
  buf_free(&b);
}

static void writes_integers(void **state) {
  (void)state;
  buf b = BUF_INIT;
  json_write_integer(&b, INT64_MIN);
  buf_addc(&b, ' ');
  json_write_integer(&b, INT64_MAX);
  buf_addc(&b, ' ');
  json_write_integer(&b, 0);
  assert_string_equal(buf_text(&b), "-9223372036854775808 9223372036854775807 0");
  buf_free(&b);
}

static void writes_the_shortest_double(void **state) {
  (void)state;
  static const struct {
    double value;
    const char *text;
  } cases[] = {
      {0.0, "0.0"},
      {-0.0, "-0.0"},
      {1.0, "1.0"},
      {-4.0, "-4.0"},
      {0.1, "0.1"},
      {0.1 + 0.2, "0.30000000000000004"},
      {123.456, "123.456"},
      {1e15, "1000000000000000.0"},
      {1e16, "10000000000000000.0"},
      {1e17, "1e17"},
      {1.5e300, "1.5e300"},
      {0.00001, "0.00001"},
      {0.000001, "1e-6"},
      {0x1p-1074, "5e-324"},
      {DBL_MAX, "1.7976931348623157e308"},
      {DBL_MIN, "2.2250738585072014e-308"},
      {0x1p976,
       "6.386688990511104e293"}, /* the nearest of 16 digits is another one, and does not come back */
      {0x1p63, "9.223372036854776e18"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    buf b = BUF_INIT;
    assert_true(json_write_number(&b, cases[i].value));
    assert_string_equal(buf_text(&b), cases[i].text);
    buf_free(&b);
  }
  buf b = BUF_INIT;
  assert_false(json_write_number(&b, NAN));
  assert_false(json_write_number(&b, INFINITY));
  assert_false(json_write_number(&b, -INFINITY));
  buf_free(&b);
}

/* Every bit pattern is as good as another: what is written reads back as the same double. */
static void doubles_come_back(void **state) {
  (void)state;
  uint64_t seed = UINT64_C(0x9E3779B97F4A7C15);
  buf b = BUF_INIT, scratch = BUF_INIT;
  for (int i = 0; i < 20000; i++) {
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint64_t bits = seed ^ seed >> 29;
    double value;
    memcpy(&value, &bits, sizeof value);
    if (!isfinite(value)) continue;
    buf_clear(&b);
    assert_true(json_write_number(&b, value));
    json_token t = only(buf_text(&b), &scratch);
    assert_int_equal(t.type, JSON_NUMBER);
    assert_memory_equal(&t.number, &value, sizeof value);
  }
  buf_free(&b);
  buf_free(&scratch);
}

/* A host program may have chosen a locale that writes 1,5. */
static void locale_does_not_matter(void **state) {
  static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE", "ps_AF.UTF-8"};
  size_t i = 0, n = sizeof names / sizeof *names;
  while (i < n && !setlocale(LC_ALL, names[i])) i++;
  if (i == n) skip(); /* this machine has none of them */
  writes_the_shortest_double(state);
  reads_doubles_correctly_rounded(state);
  setlocale(LC_ALL, "C");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_every_token),
      cmocka_unit_test(refuses_with_position),
      cmocka_unit_test(reads_integers_exactly),
      cmocka_unit_test(reads_doubles_correctly_rounded),
      cmocka_unit_test(decodes_strings),
      cmocka_unit_test(limits_depth),
      cmocka_unit_test(knows_objects_from_arrays_at_any_depth),
      cmocka_unit_test(skips_values),
      cmocka_unit_test(writes_strings),
      cmocka_unit_test(writes_integers),
      cmocka_unit_test(writes_the_shortest_double),
      cmocka_unit_test(doubles_come_back),
      cmocka_unit_test(locale_does_not_matter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
