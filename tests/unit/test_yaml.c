/* YAML: what plain text means, trees with aliases and merges, limits, and what is quoted when written. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "yaml_read.h"
#include "yaml_scalar.h"
#include "yaml_write.h"

static void outline(const yaml_reader *r, uint32_t index, buf *out) {
  static const char marks[] = "nbifs";
  const yaml_node *node = yaml_node_of(r, index);
  bool map = node->scalar.kind == YAML_KIND_MAP;
  if (node->scalar.kind <= YAML_KIND_STRING) {
    buf_addf(out, "%c'%.*s'", marks[node->scalar.kind], (int)node->len, yaml_text(r, node));
    return;
  }
  buf_addc(out, map ? '{' : '[');
  for (uint32_t i = node->first_child; i != YAML_NONE; i = yaml_next(r, i)) {
    if (i != node->first_child) buf_addc(out, ' ');
    outline(r, i, out);
    if (!map) continue;
    buf_addc(out, ':');
    i = yaml_next(r, i);
    outline(r, i, out);
  }
  buf_addc(out, map ? '}' : ']');
}

/* All documents of a text, or the error after them. */
static void check_reading(const char *text, const char *expected) {
  yaml_reader *r = yaml_reader_new(text, strlen(text));
  err e = ERR_INIT;
  buf out = BUF_INIT;
  uint32_t root = 0;
  while (root != YAML_NONE) {
    if (!yaml_read(r, &root, &e)) {
      buf_addf(&out, "!%s:%ld:%ld", e.code, e.line, e.column);
      break;
    }
    if (root != YAML_NONE && out.len) buf_addc(&out, '|');
    if (root != YAML_NONE) outline(r, root, &out);
  }
  assert_string_equal(buf_text(&out), expected);
  buf_free(&out);
  yaml_reader_free(r);
}

static void follows_the_core_schema(void **state) {
  (void)state;
  static const struct {
    const char *text;
    yaml_kind kind;
  } cases[] = {
      {"", YAML_KIND_NULL},
      {"~", YAML_KIND_NULL},
      {"null", YAML_KIND_NULL},
      {"nUll", YAML_KIND_STRING},
      {"true", YAML_KIND_BOOL},
      {"FALSE", YAML_KIND_BOOL},
      {"yes", YAML_KIND_STRING},
      {"on", YAML_KIND_STRING},
      {"0", YAML_KIND_INT},
      {"-17", YAML_KIND_INT},
      {"010", YAML_KIND_INT},
      {"0o17", YAML_KIND_INT},
      {"0xfF", YAML_KIND_INT},
      {"+1", YAML_KIND_INT},
      {"0o8", YAML_KIND_STRING},
      {"-0x1", YAML_KIND_STRING},
      {"1_0", YAML_KIND_STRING},
      {"1:30", YAML_KIND_STRING},
      {"1.", YAML_KIND_FLOAT},
      {".5", YAML_KIND_FLOAT},
      {"1e3", YAML_KIND_FLOAT},
      {"-1.5E-3", YAML_KIND_FLOAT},
      {".", YAML_KIND_STRING},
      {"1e", YAML_KIND_STRING},
      {"-.inf", YAML_KIND_FLOAT},
      {".NaN", YAML_KIND_FLOAT},
      {"inf", YAML_KIND_STRING},
      {"+.nan", YAML_KIND_STRING},
      {"2001-01-01", YAML_KIND_STRING},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    if (yaml_scalar_resolve(cases[i].text, strlen(cases[i].text)).kind != cases[i].kind)
      fail_msg("%s", cases[i].text);
  }
  assert_int_equal(yaml_scalar_resolve("0o17", 4).integer, 15);
  assert_int_equal(yaml_scalar_resolve("0xfF", 4).integer, 255);
  assert_int_equal(yaml_scalar_resolve("010", 3).integer, 10);
  assert_true(yaml_scalar_resolve("9223372036854775807", 19).integer == INT64_MAX);
  assert_true(yaml_scalar_resolve("9223372036854775808", 19).number == 9223372036854775808.0);
  assert_true(yaml_scalar_resolve("-.INF", 5).number == -INFINITY);
}

static void reads_documents(void **state) {
  (void)state;
  check_reading("", "");
  check_reading("---\n", "n''");
  check_reading("a: 1\n---\n- x\n- '1'\n...\n", "{s'a':i'1'}|[s'x' s'1']");
  check_reading("a: {b: [], c: {}}", "{s'a':{s'b':[] s'c':{}}}");
  check_reading("a: |\n  x\n   y\nb: >-\n  u\n  v\n", "{s'a':s'x\n y\n' s'b':s'u v'}");
}

static void honours_standard_tags(void **state) {
  (void)state;
  check_reading("[!!str 1, ! 2, !!int '3', !!float 4, !!null '', !!bool 'true', !!seq [], !!map {}]",
                "[s'1' s'2' i'3' f'4' n'' b'true' [] {}]");
  check_reading("a: !!int x", "!tag:1:4");
  check_reading("a: !mine x", "!tag:1:4");
  check_reading("a: !!set {}", "!tag:1:4");
  check_reading("- !!binary aGk=", "!tag:1:3");
}

static void expands_aliases_and_merges(void **state) {
  (void)state;
  check_reading("a: &x [1, &y 2]\nb: *x\nc: *y", "{s'a':[i'1' i'2'] s'b':[i'1' i'2'] s'c':i'2'}");
  check_reading("a: &x 1\nb: &x 2\nc: *x", "{s'a':i'1' s'b':i'2' s'c':i'2'}");
  check_reading("a: &x {p: 1, q: 2}\nb: {q: 3, <<: *x}",
                "{s'a':{s'p':i'1' s'q':i'2'} s'b':{s'p':i'1' s'q':i'3'}}");
  check_reading("b: {<<: [{p: 1}, {p: 2, r: 4}]}", "{s'b':{s'p':i'1' s'r':i'4'}}");
  check_reading("{'<<': 1}", "{s'<<':i'1'}");
  check_reading("{<<: 1}", "!yaml:1:6");
  check_reading("a: *x", "!yaml:1:4");
  check_reading("a: &x [*x]", "!aliases:1:8");
  check_reading("---\na: &x 1\n---\nb: *x\n", "{s'a':i'1'}!yaml:4:4");
}

static void refuses_bad_keys_and_text(void **state) {
  (void)state;
  check_reading("a: 1\nb: 2\na: 3\n", "!duplicate:3:1");
  check_reading("1: a\n'1': b\n", "!duplicate:2:1");
  check_reading("commit: 1234e5678\n", "!number:1:9");
  check_reading("[a]: 1", "!key:1:1");
  check_reading("~: 1", "!key:1:1");
  check_reading("a: [1", "!yaml:2:1");
  check_reading("a: b\n\tc: d\n", "!yaml:2:1");
  check_reading("a: \xFF\n", "!yaml:1:4");
}

/* Each line repeats the one before twice (or nests it deeper): short text, huge document. */
static void bounds_what_aliases_bring(void **state) {
  (void)state;
  buf wide = BUF_INIT, deep = BUF_INIT;
  buf_adds(&wide, "a0: &a0 x\n");
  buf_adds(&deep, "a0: &a0 x\n");
  for (int i = 1; i < 64; i++) {
    buf_addf(&wide, "a%d: &a%d [*a%d, *a%d]\n", i, i, i - 1, i - 1);
    buf_addf(&deep, "a%d: &a%d [[[[*a%d]]]]\n", i, i, i - 1);
  }
  check_reading(buf_text(&wide), "!aliases:17:18");
  check_reading(buf_text(&deep), "!depth:51:14");
  buf_free(&wide);
  buf_free(&deep);
}

static void limits_depth(void **state) {
  (void)state;
  for (int depth = YAML_MAX_DEPTH; depth <= YAML_MAX_DEPTH + 1; depth++) {
    buf text = BUF_INIT;
    err e = ERR_INIT;
    uint32_t root;
    for (int i = 0; i < depth; i++) buf_addc(&text, '[');
    for (int i = 0; i < depth; i++) buf_addc(&text, ']');
    yaml_reader *r = yaml_reader_new(text.data, text.len);
    assert_int_equal(yaml_read(r, &root, &e), depth == YAML_MAX_DEPTH);
    yaml_reader_free(r);
    buf_free(&text);
  }
}

static void check_string(const char *text, size_t len, const char *expected) {
  buf out = BUF_INIT;
  yaml_writer *w = yaml_writer_new(&out);
  assert_true(yaml_begin_document(w, false) && yaml_begin_list(w, false));
  assert_true(yaml_write_string(w, text, len));
  assert_true(yaml_end_list(w) && yaml_end_document(w) && yaml_writer_close(w));
  assert_true(out.len > 3 && memcmp(out.data, "- ", 2) == 0);
  out.data[out.len - 1] = '\0';
  assert_string_equal(out.data + 2, expected);
  yaml_writer_free(w);
  buf_free(&out);
}

static void quotes_what_could_be_something_else(void **state) {
  (void)state;
  static const char *const traps[] = {
      "y",         "N",     "yes",
      "Off",       "TRUE",  "null",
      "Null",      "~",     "",
      "0",         "-1",    "+1",
      "1_000",     "0o7",   "010",
      "0x1F",      "0b1",   "1:30",
      "190:20:30", ".5",    "5.",
      "1e3",       "1E+3",  ".inf",
      ".INF",      "-.Inf", ".nan",
      ".NaN",      "nan",   "2001-01-01",
      "12:30:45",  "<<",    "=",
      "---",       "...",   "- a",
      "? a",       ": a",   "a: b",
      "a #b",      "#a",    "&a",
      "*a",        "!a",    "|",
      ">",         "%a",    "@a",
      "`a",        "[a",    "{a",
      "]",         "}",     ",",
      " a",        "a ",    "2001-12-14t21:59:43.10-05:00",
      "a:",        "1,000", "1e",
  };
  for (size_t i = 0; i < sizeof traps / sizeof *traps; i++) {
    buf quoted = BUF_INIT;
    buf_addf(&quoted, "\"%s\"", traps[i]);
    check_string(traps[i], strlen(traps[i]), quoted.data);
    buf_free(&quoted);
  }
  check_string("a\tb", 3, "\"a\\tb\"");
  check_string("a\0b", 3, "\"a\\0b\"");
  check_string("\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF", 8, "\"\\N\\L\\uFEFF\"");
}

static void leaves_plain_what_is_plain(void **state) {
  (void)state;
  static const char *const plain[] = {
      "a",
      "ENIConfig",
      "cn-northwest-1a",
      "subnet-0212576e31c02c077",
      "100.64.0.0/16",
      "v1.10.1-eksbuild.1",
      "topology.kubernetes.io/zone",
      "crd.k8s.amazonaws.com/v1alpha1",
      "http://h:1/?a=b#c",
      "a b c",
      "_x",
      "/path",
  };
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
    check_string(plain[i], strlen(plain[i]), plain[i]);
}

static void writes_lines_as_blocks_where_they_read_back(void **state) {
  (void)state;
  check_string("a\nb\n", 4, "|\n  a\n  b");
  check_string("a\n  b", 5, "|-\n  a\n    b");
  check_string("a\n\nb: #c", 8, "|-\n  a\n\n  b: #c");
  check_string(" a\nb", 4, "\" a\\nb\"");
  check_string("a \nb", 4, "\"a \\nb\"");
  check_string("a\n\n", 3, "\"a\\n\\n\"");
  check_string("\n", 1, "\"\\n\"");
  check_string("a\r\nb", 4, "\"a\\r\\nb\"");
}

static void check_number(double value, const char *expected) {
  buf out = BUF_INIT;
  yaml_writer *w = yaml_writer_new(&out);
  assert_true(yaml_begin_document(w, false) && yaml_write_number(w, value) && yaml_end_document(w));
  assert_true(yaml_writer_close(w));
  out.data[strcspn(out.data, "\n")] = '\0';
  assert_string_equal(out.data, expected);
  yaml_writer_free(w);
  buf_free(&out);
}

static void writes_floats_that_stay_floats(void **state) {
  (void)state;
  check_number(1, "1.0");
  check_number(-0.0, "-0.0");
  check_number(0.1, "0.1");
  check_number(1e300, "1.0e+300");
  check_number(1.5e-7, "1.5e-07");
  check_number(INFINITY, ".inf");
  check_number(-INFINITY, "-.inf");
  check_number(NAN, ".nan");
}

static void checks_utf8(void **state) {
  (void)state;
  static const char *const bad[] = {"\x80",
                                    "\xC0\x80",
                                    "\xC3",
                                    "\xE0\x80\x80",
                                    "\xED\xA0\x80",
                                    "\xF0\x80\x80\x80",
                                    "\xF4\x90\x80\x80",
                                    "\xF5\x80\x80\x80",
                                    "a\xE4\xB8"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_false(yaml_scalar_is_utf8(bad[i], strlen(bad[i])));
  assert_true(yaml_scalar_is_utf8("a\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x99\x82\xF4\x8F\xBF\xBF", 14));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(follows_the_core_schema),
      cmocka_unit_test(reads_documents),
      cmocka_unit_test(honours_standard_tags),
      cmocka_unit_test(expands_aliases_and_merges),
      cmocka_unit_test(refuses_bad_keys_and_text),
      cmocka_unit_test(bounds_what_aliases_bring),
      cmocka_unit_test(limits_depth),
      cmocka_unit_test(quotes_what_could_be_something_else),
      cmocka_unit_test(leaves_plain_what_is_plain),
      cmocka_unit_test(writes_lines_as_blocks_where_they_read_back),
      cmocka_unit_test(writes_floats_that_stay_floats),
      cmocka_unit_test(checks_utf8),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
