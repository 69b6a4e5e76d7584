/* The reader of AWS config files, event by event. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ini.h"

static void check_bytes(const char *text, size_t len, const char *expected) {
  ini_reader r;
  ini_event event;
  err e = ERR_INIT;
  buf out = BUF_INIT;
  ini_open(&r, text, len);
  do {
    if (!ini_next(&r, &event, &e)) {
      buf_addf(&out, "!%s:%ld:%ld", e.code, e.line, e.column);
      break;
    }
    int n = (int)event.name_len, m = (int)event.value_len;
    if (event.kind == INI_SECTION) buf_addf(&out, "[%.*s]", n, event.name);
    if (event.kind == INI_VALUE) buf_addf(&out, "%.*s=%.*s;", n, event.name, m, event.value);
    if (event.kind == INI_BLOCK) buf_addf(&out, "%.*s{", n, event.name);
    if (event.kind == INI_PAIR) buf_addf(&out, "%.*s=%.*s,", n, event.name, m, event.value);
  } while (event.kind != INI_END);
  assert_string_equal(buf_text(&out), expected);
  buf_free(&out);
  ini_close(&r);
}

static void check(const char *text, const char *expected) {
  check_bytes(text, strlen(text), expected);
}

static void reads_sections_and_values(void **state) {
  (void)state;
  check("", "");
  check("[default]\nregion = us-east-1\n", "[default]region=us-east-1;");
  check("[profile a b]\r\nREGION: x\r\nk=\r\n", "[profile a b]region=x;k=;");
  check("\xEF\xBB\xBF[ x ]\nk = a = b ; c # d", "[x]k=a = b ; c # d;");
  check("# c\n; c\n[x]\n  # c\n\nk=v", "[x]k=v;");
  check_bytes("[x]\nk=a\0b", 9, "[x]k=a;");
}

static void joins_continued_lines(void **state) {
  (void)state;
  check("[x]\nk = a\n  b\n\n  # c\n  d\n\nl = e", "[x]k=a\nb\n\nd;l=e;");
  check("[x]\n  k = a\n  l = b\n    c", "[x]k=a;l=b\nc;");
}

static void reads_blocks(void **state) {
  (void)state;
  check("[services s]\nec2 =\n  endpoint_url = http://h:1/?a=b\n\n  # c\n  X = y\neks =\n\tk=v\nl=m",
        "[services s]ec2{endpoint_url=http://h:1/?a=b,X=y,eks{k=v,l=m;");
}

static void tells_the_line_of_an_error(void **state) {
  (void)state;
  check("k = v", "!ini:1:1");
  check("[x", "!ini:1:1");
  check("[]", "!ini:1:1");
  check("[x]\n= v", "[x]!ini:2:1");
  check("[x]\nk", "[x]!ini:2:1");
  check("[x]\n\nk =\n  a = b\n\n   c\n", "[x]!ini:6:4");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_sections_and_values),
      cmocka_unit_test(joins_continued_lines),
      cmocka_unit_test(reads_blocks),
      cmocka_unit_test(tells_the_line_of_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
