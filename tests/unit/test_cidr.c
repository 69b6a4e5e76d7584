/* Address blocks: reading, canonical text, arithmetic up to 128 bits, and sets of blocks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cidr.h"

static cidr_block block(const char *text) {
  cidr_block b;
  err e = ERR_INIT;
  if (!cidr_parse(text, strlen(text), &b, &e)) fail_msg("%s", e.message);
  return b;
}

static void assert_block(const cidr_block *b, const char *expected) {
  char text[CIDR_TEXT];
  cidr_format(b, text);
  assert_string_equal(text, expected);
}

static void assert_address(int family, cidr_number address, const char *expected) {
  char text[CIDR_TEXT];
  cidr_format_address(family, address, text);
  assert_string_equal(text, expected);
}

static void writes_canonical_text(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"10.1.2.3/8", "10.0.0.0/8"},
      {"10.1.2.3", "10.1.2.3/32"},
      {"255.255.255.255/0", "0.0.0.0/0"},
      {"100.68.0.18/18", "100.68.0.0/18"},
      {"::", "::/128"},
      {"::1", "::1/128"},
      {"1::", "1::/128"},
      {"2001:DB8:0:0:0:0:0:1", "2001:db8::1/128"},
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1/128"}, /* a single zero group is not shortened */
      {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1/128"},          /* the longest run */
      {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1/128"},    /* the first of two */
      {"1:2:3:4:5:6:0:0", "1:2:3:4:5:6::/128"},
      {"::ffff:192.0.2.1", "::ffff:c000:201/128"},
      {"64:ff9b::192.0.2.33/96", "64:ff9b::/96"},
      {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0/128"},
      {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/65", "ffff:ffff:ffff:ffff:8000::/65"},
      {"ffff::/0", "::/0"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    cidr_block b = block(cases[i][0]);
    assert_block(&b, cases[i][1]);
  }
}

static void refuses_and_says_why(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"", "empty"},
      {"010.0.0.0/8", "octet 1 has a leading zero"},
      {"10.00.0.0/8", "octet 2 has a leading zero"},
      {"10.0.0.0/33", "prefix is longer than 32"},
      {"10.0.0.0/08", "prefix has a leading zero"},
      {"10.0.0.0/", "prefix after '/' is no number"},
      {"10.0.0.0/-1", "prefix after '/' is no number"},
      {"10.0.0.0/8x", "something follows the prefix"},
      {"10.0.0.0/255.0.0.0", "something follows the prefix"},
      {"10.0.0/8", "octet 4 is missing"},
      {"10.0.0.", "octet 4 is no number"},
      {"10.0.0.0.0", "here are more"},
      {"10.0.0.256", "octet 4 is larger than 255"},
      {"10.0.0.99999999999", "octet 4 is larger than 255"},
      {"10.0.0.0 ", "something follows the address"},
      {"10.0.0-0", "octet 3 is followed by something else"},
      {"banana", "octet 1 is no number"},
      {":", "single ':'"},
      {":1::", "single ':'"},
      {"1:::2", "group 2 is no hexadecimal number"},
      {"1:2:", "group 3 is no hexadecimal number"},
      {"1::2::3", "'::' stands there twice"},
      {"1:2:3", "fewer"},
      {"1:2:3:4:5:6:7:8:9", "more"},
      {"1:2:3:4:5:6:7:8::", "'::' stands for no group"},
      {"12345::", "more than four digits"},
      {"g::", "group 1 is no hexadecimal number"},
      {"::/129", "prefix is longer than 128"},
      {"fe80::1%eth0", "zone"},
      {"::1.2.3", "octet 4 is missing"},
      {"1:2:3:4:5:6:7:1.2.3.4", "no room"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    cidr_block b;
    err e = ERR_INIT;
    if (cidr_parse(cases[i][0], strlen(cases[i][0]), &b, &e)) fail_msg("%s was accepted", cases[i][0]);
    assert_string_equal(e.code, "cidr");
    if (!strstr(e.message, cases[i][1])) fail_msg("'%s' is not in: %s", cases[i][1], e.message);
  }
  cidr_block b;
  err e = ERR_INIT;
  assert_false(cidr_parse("10.0.0.0\0/8", 11, &b, &e));
  assert_false(cidr_parse("\x1b[31m", 5, &b, &e));
  assert_null(strchr(e.message, 0x1b));
}

static void answers_questions(void **state) {
  (void)state;
  static const struct {
    const char *a, *b;
    bool contains, overlaps;
    int order;
  } cases[] = {
      {"10.0.0.0/8", "10.1.0.0/16", true, true, -1},
      {"10.1.0.0/16", "10.0.0.0/8", false, true, 1},
      {"10.0.0.0/8", "10.0.0.0/8", true, true, 0},
      {"10.0.0.9/8", "10.0.0.0/8", true, true, 0},
      {"10.0.0.0/9", "10.128.0.0/9", false, false, -1},
      {"0.0.0.0/0", "::/0", false, false, -1},
      {"::/0", "0.0.0.0/0", false, false, 1},
      {"2001:db8::/32", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", true, true, -1},
      {"2001:db8::/32", "2001:db9::", false, false, -1},
      {"::8000:0:0:0/65", "::7fff:ffff:ffff:ffff", false, false, 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    cidr_block a = block(cases[i].a), b = block(cases[i].b);
    assert_int_equal(cidr_contains(&a, &b), cases[i].contains);
    assert_int_equal(cidr_overlaps(&a, &b), cases[i].overlaps);
    assert_int_equal(cidr_overlaps(&b, &a), cases[i].overlaps);
    assert_int_equal(cidr_compare(&a, &b), cases[i].order);
  }
}

static void finds_parts(void **state) {
  (void)state;
  cidr_block b = block("100.64.0.0/16"), all = block("::/0"), part;
  cidr_number address;
  assert_true(cidr_nth(&b, 18, 0, &part));
  assert_block(&part, "100.64.0.0/18");
  assert_true(cidr_nth(&b, 18, 3, &part));
  assert_block(&part, "100.64.192.0/18");
  assert_true(cidr_nth(&b, 18, -4, &part));
  assert_block(&part, "100.64.0.0/18");
  assert_false(cidr_nth(&b, 18, 4, &part));
  assert_false(cidr_nth(&b, 18, -5, &part));
  assert_false(cidr_nth(&b, 15, 0, &part));
  assert_false(cidr_nth(&b, 33, 0, &part));
  assert_true(cidr_nth(&all, 128, INT64_MAX, &part));
  assert_block(&part, "::7fff:ffff:ffff:ffff/128");
  assert_true(cidr_nth(&all, 128, INT64_MIN, &part));
  assert_block(&part, "ffff:ffff:ffff:ffff:8000::/128");
  assert_true(cidr_nth(&all, 64, -1, &part));
  assert_block(&part, "ffff:ffff:ffff:ffff::/64");
  assert_true(cidr_nth(&all, 96, 1, &part));
  assert_block(&part, "::1:0:0/96");
  assert_true(cidr_host(&b, 2, &address));
  assert_address(4, address, "100.64.0.2");
  assert_true(cidr_host(&b, -1, &address));
  assert_address(4, address, "100.64.255.255");
  assert_false(cidr_host(&b, 65536, &address));
  assert_true(cidr_host(&all, -1, &address));
  assert_address(6, address, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
}

static size_t blocks(const char *const *texts, cidr_block *out) {
  size_t n = 0;
  for (; texts[n]; n++) out[n] = block(texts[n]);
  return n;
}

static void collapses(void **state) {
  (void)state;
  static const char *const given[] = {
      "::1",         "10.0.3.0/24", "10.0.0.0/24", "0.0.0.0/32",  "10.0.1.0/24",
      "10.0.2.0/24", "10.0.0.7",    "::",          "10.0.4.0/24", NULL};
  cidr_block list[9];
  size_t n = cidr_collapse(list, blocks(given, list));
  assert_int_equal(n, 4);
  assert_block(&list[0], "0.0.0.0/32");
  assert_block(&list[1], "10.0.0.0/22");
  assert_block(&list[2], "10.0.4.0/24");
  assert_block(&list[3], "::/127");

  static const char *const halves[] = {"128.0.0.0/1", "0.0.0.0/1", "8000::/1", "::/1", NULL};
  n = cidr_collapse(list, blocks(halves, list));
  assert_int_equal(n, 2);
  assert_block(&list[0], "0.0.0.0/0");
  assert_block(&list[1], "::/0");
  assert_int_equal(cidr_collapse(list, 0), 0);
}

static void walks_gaps(void **state) {
  (void)state;
  static const char *const given[] = {"9.0.0.0/8",     "10.0.0.0/26", "10.0.0.16/28", "10.0.0.200",
                                      "10.0.0.240/28", "10.0.1.0/24", "::/0",         NULL};
  static const char *const expected[] = {"10.0.0.64/26",  "10.0.0.128/26", "10.0.0.192/29", "10.0.0.201/32",
                                         "10.0.0.202/31", "10.0.0.204/30", "10.0.0.208/28", "10.0.0.224/28"};
  cidr_block list[8], outer = block("10.0.0.0/24"), gap;
  size_t n = blocks(given, list), found = 0;
  cidr_gaps gaps;
  cidr_gaps_start(&gaps, &outer, list, n);
  while (cidr_gaps_next(&gaps, &gap)) assert_block(&gap, expected[found++]);
  assert_int_equal(found, 8);
  assert_false(cidr_gaps_next(&gaps, &gap));

  cidr_block all = block("::/0");
  cidr_gaps_start(&gaps, &all, NULL, 0);
  assert_true(cidr_gaps_next(&gaps, &gap));
  assert_block(&gap, "::/0");
  assert_false(cidr_gaps_next(&gaps, &gap));
  cidr_gaps_start(&gaps, &all, &all, 1);
  assert_false(cidr_gaps_next(&gaps, &gap));
}

static void finds_the_first_free(void **state) {
  (void)state;
  static const char *const given[] = {"10.0.0.0/24", "10.0.1.0/25", "10.0.3.255", NULL};
  cidr_block list[3], outer = block("10.0.0.0/22"), found;
  size_t n = blocks(given, list);
  assert_true(cidr_first_free(&outer, 24, list, n, &found));
  assert_block(&found, "10.0.2.0/24");
  assert_true(cidr_first_free(&outer, 26, list, n, &found));
  assert_block(&found, "10.0.1.128/26");
  assert_false(cidr_first_free(&outer, 23, list, n, &found));
  assert_false(cidr_first_free(&outer, 21, list, n, &found));
  assert_true(cidr_first_free(&outer, 22, NULL, 0, &found));
  assert_block(&found, "10.0.0.0/22");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(writes_canonical_text),
      cmocka_unit_test(refuses_and_says_why),
      cmocka_unit_test(answers_questions),
      cmocka_unit_test(finds_parts),
      cmocka_unit_test(collapses),
      cmocka_unit_test(walks_gaps),
      cmocka_unit_test(finds_the_first_free),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
