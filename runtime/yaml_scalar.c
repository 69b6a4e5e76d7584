#include "yaml_scalar.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_one_of(const char *text, size_t len, const char *const *words) {
  for (; *words; words++) {
    if (strlen(*words) == len && memcmp(*words, text, len) == 0) return true;
  }
  return false;
}

static size_t span(const char *text, const char *allowed) {
  return strspn(text, allowed);
}

#define DECIMAL "0123456789"

/* Is it a whole number of these digits? `base` 10 allows a sign. */
static bool read_integer(const char *text, size_t len, yaml_scalar *s) {
  int base = 10;
  const char *digits = text + (*text == '-' || *text == '+');
  const char *allowed = DECIMAL;
  if (text[0] == '0' && text[1] == 'o') {
    base = 8, digits = text + 2, allowed = "01234567";
  } else if (text[0] == '0' && text[1] == 'x') {
    base = 16, digits = text + 2, allowed = DECIMAL "abcdefABCDEF";
  }
  if (digits == text + len || digits + span(digits, allowed) != text + len) return false;
  errno = 0;
  s->kind = YAML_KIND_INT;
  s->integer = strtoll(base == 10 ? text : digits, NULL, base);
  if (errno == ERANGE) {
    s->kind = YAML_KIND_FLOAT;
    s->number = 0;
    for (const char *p = digits; *p && base != 10; p++) {
      int digit = *p <= '9' ? *p - '0' : (*p | 0x20) - 'a' + 10;
      s->number = s->number * base + digit;
    }
    if (base == 10) s->number = strtod(text, NULL);
  }
  return true;
}

static bool read_float(const char *text, size_t len, yaml_scalar *s) {
  static const char *const infinite[] = {".inf", ".Inf", ".INF", NULL};
  static const char *const not_a_number[] = {".nan", ".NaN", ".NAN", NULL};
  bool sign = *text == '-' || *text == '+';
  const char *p = text + sign;
  s->kind = YAML_KIND_FLOAT;
  if (is_one_of(p, len - sign, infinite)) {
    s->number = *text == '-' ? -INFINITY : INFINITY;
    return true;
  }
  if (is_one_of(text, len, not_a_number)) {
    s->number = NAN;
    return true;
  }
  size_t whole = span(p, DECIMAL), fraction = 0;
  p += whole;
  if (*p == '.') {
    fraction = span(p + 1, DECIMAL);
    p += 1 + fraction;
  }
  if (whole + fraction == 0) return false;
  if (*p == 'e' || *p == 'E') {
    p += 1 + (p[1] == '-' || p[1] == '+');
    if (!span(p, DECIMAL)) return false;
    p += span(p, DECIMAL);
  }
  if (p != text + len) return false;
  s->number = strtod(text, NULL); /* the host keeps the "C" numbers */
  return true;
}

yaml_scalar yaml_scalar_resolve(const char *text, size_t len) {
  static const char *const null[] = {"", "~", "null", "Null", "NULL", NULL};
  static const char *const yes[] = {"true", "True", "TRUE", NULL};
  static const char *const no[] = {"false", "False", "FALSE", NULL};
  yaml_scalar s = {.kind = YAML_KIND_NULL};
  if (is_one_of(text, len, null)) return s;
  s.kind = YAML_KIND_BOOL;
  s.boolean = is_one_of(text, len, yes);
  if (s.boolean || is_one_of(text, len, no)) return s;
  if (read_integer(text, len, &s) || read_float(text, len, &s)) return s;
  s.kind = YAML_KIND_STRING;
  return s;
}

static bool is_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Booleans and nulls of any version, in any case; and what some reader takes for a number. */
static bool is_word_of_yaml(const char *text, size_t len) {
  static const char *const words[] = {"y",    "n",     "yes", "no",  "on",   "off",  "true",
                                      "null", "false", "inf", "nan", ".inf", ".nan", "infinity"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (strlen(words[i]) == len && strncasecmp(words[i], text, len) == 0) return true;
  }
  return false;
}

/* Made only of what numbers in any notation, dates and times are made of. Quotes some innocent text, such as an IPv4
** address, rather than missing one notation. */
static bool is_number_like(const char *text, size_t len) {
  if (!strchr(DECIMAL ".", *text)) return false;
  for (size_t i = 0; i < len; i++) {
    if (!text[i] || !strchr(DECIMAL "abcdefABCDEFoOxX_.,:+-tTzZ ", text[i])) return false;
  }
  return true;
}

bool yaml_scalar_is_plain(const char *text, size_t len) {
  if (len == 0 || !(is_alnum(*text) || strchr("_/.", *text))) return false;
  if (text[len - 1] == ' ' || text[len - 1] == ':') return false;
  if (len >= 3 && memcmp(text, "...", 3) == 0) return false;
  for (size_t i = 0; i < len; i++) {
    char c = text[i];
    if (is_alnum(c)) continue;
    if (c == '\0' || !strchr(" _/.-+@%=()*&!?$^<>|,:#;~", c)) return false;
    if (c == ':' && text[i + 1] == ' ') return false;
    if (c == '#' && text[i - 1] == ' ') return false;
  }
  return !is_word_of_yaml(text, len) && !is_number_like(text, len);
}

bool yaml_scalar_is_block(const char *text, size_t len) {
  if (!memchr(text, '\n', len) || *text == ' ' || *text == '\n') return false;
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)text[i];
    bool line_end = i + 1 == len || text[i + 1] == '\n';
    if (c == '\n') {
      /* One line feed at the very end, or none: the block then says so by itself. */
      if (i + 2 == len && text[i + 1] == '\n') return false;
      continue;
    }
    if (c < 0x20 || c >= 0x7F || (c == ' ' && line_end)) return false;
  }
  return true;
}

static int sequence_length(unsigned char c) {
  if (c < 0x80) return 1;
  if (c >= 0xC2 && c < 0xE0) return 2;
  if (c >= 0xE0 && c < 0xF0) return 3;
  return c >= 0xF0 && c < 0xF5 ? 4 : 0;
}

bool yaml_scalar_is_utf8(const char *text, size_t len) {
  const unsigned char *p = (const unsigned char *)text, *end = p + len;
  while (p < end) {
    int n = sequence_length(*p);
    if (n == 0 || end - p < n) return false;
    for (int i = 1; i < n; i++) {
      if ((p[i] & 0xC0) != 0x80) return false;
    }
    /* Overlong forms, surrogates, and what lies beyond Unicode. */
    if ((*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F)) return false;
    if ((*p == 0xF0 && p[1] < 0x90) || (*p == 0xF4 && p[1] > 0x8F)) return false;
    p += n;
  }
  return true;
}
