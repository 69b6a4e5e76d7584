#include "json.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VALUE, FIRST_ITEM, FIRST_KEY, KEY, AFTER_VALUE, NOTHING };

/* Errors */

bool json_fail(json_parser *p, size_t offset, const char *format, ...) {
  char what[256];
  long line, column;
  va_list args;
  va_start(args, format);
  vsnprintf(what, sizeof what, format, args);
  va_end(args);
  err_position(p->text, p->len, offset, &line, &column);
  return err_at(p->error, line, column, "json", "JSON, line %ld, column %ld: %s", line, column, what);
}

static bool unexpected(json_parser *p, const char *wanted) {
  if (p->at >= p->len) return json_fail(p, p->len, "expected %s, but the text ends here", wanted);
  unsigned char c = (unsigned char)p->text[p->at];
  if (c > ' ' && c < 0x7F) return json_fail(p, p->at, "expected %s, found '%c'", wanted, c);
  return json_fail(p, p->at, "expected %s, found byte 0x%02X", wanted, c);
}

/* Strings */

/* How many bytes the UTF-8 sequence at `s` has; 0 when it is none (RFC 3629: no surrogates, shortest form only). */
static size_t utf8_sequence(const unsigned char *s, size_t n) {
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  size_t len = s[0] < 0x80 ? 1 : (s[0] & 0xE0) == 0xC0 ? 2 : (s[0] & 0xF0) == 0xE0 ? 3 : 4;
  if (len == 1) return 1;
  if (len > n || s[0] < 0xC0 || s[0] > 0xF4) return 0;
  uint32_t code = s[0] & (0x7Fu >> len);
  for (size_t i = 1; i < len; i++) {
    if ((s[i] & 0xC0) != 0x80) return 0;
    code = code << 6 | (s[i] & 0x3Fu);
  }
  return code < least[len] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ? 0 : len;
}

/* How many bytes from `s` on are ASCII that stands for itself in a JSON string; looks at eight at a time. */
static size_t plain_run(const char *s, size_t n) {
  const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    uint64_t v;
    memcpy(&v, s + i, 8);
    uint64_t quote = v ^ (ones * '"'), slash = v ^ (ones * '\\');
    uint64_t hit = (v | (v - ones * 0x20) | (quote - ones) | (slash - ones)) & tops; /* high, or borrowed */
    if (!hit) continue;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return i + (size_t)__builtin_ctzll(hit) /
                   8; /* the first is certain, later ones may have been borrowed from */
#endif
    break;
  }
  while (i < n && (unsigned char)s[i] >= 0x20 && (unsigned char)s[i] < 0x80 && s[i] != '"' && s[i] != '\\')
    i++;
  return i;
}

static bool hex4(const json_parser *p, size_t at, uint32_t *code) {
  *code = 0;
  if (p->len - at < 4) return false;
  for (size_t i = at; i < at + 4; i++) {
    char c = p->text[i];
    unsigned digit;
    if (c >= '0' && c <= '9')
      digit = (unsigned)(c - '0');
    else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
      digit = (unsigned)((c | 0x20) - 'a') + 10;
    else
      return false;
    *code = *code << 4 | digit;
  }
  return true;
}

static void add_utf8(buf *out, uint32_t code) {
  if (code < 0x80) {
    buf_addc(out, (char)code);
    return;
  }
  unsigned more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  static const unsigned lead[] = {0, 0xC0, 0xE0, 0xF0};
  buf_addc(out, (char)(lead[more] | code >> (6 * more)));
  while (more--) buf_addc(out, (char)(0x80 | (code >> (6 * more) & 0x3F)));
}

/* p->at is behind "\u". */
static bool unicode_escape(json_parser *p) {
  size_t start = p->at - 2;
  uint32_t code, low;
  if (!hex4(p, p->at, &code)) return json_fail(p, start, "\\u needs four hexadecimal digits");
  p->at += 4;
  if (code >= 0xD800 && code < 0xE000) {
    bool pair = code < 0xDC00 && p->len - p->at >= 6 && p->text[p->at] == '\\' && p->text[p->at + 1] == 'u' &&
                hex4(p, p->at + 2, &low) && low >= 0xDC00 && low < 0xE000;
    if (!pair) return json_fail(p, start, "half of a surrogate pair stands alone");
    p->at += 6;
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  }
  add_utf8(p->scratch, code);
  return true;
}

/* p->at is at the backslash. */
static bool escape(json_parser *p) {
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  char c = p->at + 1 < p->len ? p->text[p->at + 1] : '\0';
  const char *known = c ? strchr(from, c) : NULL;
  if (known) {
    buf_addc(p->scratch, to[known - from]);
    p->at += 2;
    return true;
  }
  if (c != 'u') return json_fail(p, p->at, "a backslash must be followed by one of \" \\ / b f n r t u");
  p->at += 2;
  return unicode_escape(p);
}

/* p->at is at the opening quote. A string without escapes is handed out where it stands. */
static bool read_string(json_parser *p, json_token *t) {
  size_t open = p->at++, start = p->at, copied = p->at;
  bool escaped = false;
  for (;;) {
    p->at += plain_run(p->text + p->at, p->len - p->at);
    if (p->at >= p->len) return json_fail(p, open, "this string has no end");
    unsigned char c = (unsigned char)p->text[p->at];
    if (c == '"') break;
    if (c == '\\') {
      if (!escaped) buf_clear(p->scratch);
      escaped = true;
      buf_add(p->scratch, p->text + copied, p->at - copied);
      if (!escape(p)) return false;
      copied = p->at;
    } else if (c < 0x20) {
      return json_fail(p, p->at, "control character 0x%02X in a string; write it as \\u%04x", c, c);
    } else {
      size_t len = utf8_sequence((const unsigned char *)p->text + p->at, p->len - p->at);
      if (!len) return json_fail(p, p->at, "not UTF-8 (byte 0x%02X)", c);
      p->at += len;
    }
  }
  t->text = p->text + start;
  t->len = p->at - start;
  if (escaped) {
    buf_add(p->scratch, p->text + copied, p->at - copied);
    if (!buf_ok(p->scratch)) return err_set(p->error, "memory", "not enough memory");
    t->text = buf_text(p->scratch);
    t->len = p->scratch->len;
  }
  p->at++;
  return true;
}

/* Numbers */

static size_t digit_run(const json_parser *p, size_t at) {
  size_t start = at;
  while (at < p->len && p->text[at] >= '0' && p->text[at] <= '9') at++;
  return at - start;
}

/* The exponent of a number, held within what no sum of digits can bring back into range. */
static long read_exponent(const json_parser *p, size_t at, size_t digits, bool negative) {
  const long far = 1000000000;
  long value = 0;
  for (size_t i = 0; i < digits && value < far; i++) value = value * 10 + (p->text[at + i] - '0');
  return negative ? -value : value;
}

/* digits * 10^exponent, correctly rounded. strtod gets no decimal point, since which one it knows depends on the
** locale of the process. */
static double to_double(json_parser *p, size_t start, size_t end, long exponent) {
  buf_clear(p->scratch);
  for (size_t i = start; i < end; i++) {
    if (p->text[i] != '.') buf_addc(p->scratch, p->text[i]);
  }
  buf_addf(p->scratch, "e%ld", exponent);
  return strtod(buf_text(p->scratch), NULL);
}

static const double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                      1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* Mantissa and power of ten are both exact as doubles, so one operation rounds once, as it should. */
static bool quick_double(uint64_t mantissa, long exponent, double *value) {
  if (mantissa > UINT64_C(1) << 53 || exponent < -22 || exponent > 22) return false;
  *value = (double)mantissa;
  if (exponent < 0)
    *value /= exact_powers[-exponent];
  else
    *value *= exact_powers[exponent];
  return true;
}

/* Finds the end of the number by the grammar; false (reported) when it is none. */
static bool scan_number(json_parser *p, size_t *whole, size_t *fraction, long *exponent) {
  bool negative = p->text[p->at] == '-';
  if (negative) p->at++;
  *whole = digit_run(p, p->at);
  *fraction = 0;
  *exponent = 0;
  if (!*whole) return unexpected(p, "a digit");
  if (*whole > 1 && p->text[p->at] == '0') return json_fail(p, p->at, "a number must not begin with 0");
  p->at += *whole;
  if (p->at < p->len && p->text[p->at] == '.') {
    *fraction = digit_run(p, ++p->at);
    if (!*fraction) return unexpected(p, "a digit after the point");
    p->at += *fraction;
  }
  if (p->at < p->len && (p->text[p->at] | 0x20) == 'e') {
    p->at++;
    bool down = p->at < p->len && p->text[p->at] == '-';
    if (down || (p->at < p->len && p->text[p->at] == '+')) p->at++;
    size_t digits = digit_run(p, p->at);
    if (!digits) return unexpected(p, "a digit in the exponent");
    *exponent = read_exponent(p, p->at, digits, down);
    p->at += digits;
  }
  return true;
}

static bool read_number(json_parser *p, json_token *t) {
  size_t start = p->at, whole, fraction;
  long exponent;
  bool negative = p->text[start] == '-';
  if (!scan_number(p, &whole, &fraction, &exponent)) return false;
  size_t digits_end = start + negative + whole + (fraction ? fraction + 1 : 0);
  bool integral = digits_end == p->at && !fraction;
  uint64_t mantissa = 0;
  bool fits = whole + fraction <= 19; /* 10^19 - 1 fits 64 bits */
  for (size_t i = start + negative; fits && i < digits_end; i++) {
    if (p->text[i] != '.') mantissa = mantissa * 10 + (uint64_t)(p->text[i] - '0');
  }
  if (integral && fits && mantissa <= (uint64_t)INT64_MAX + negative) {
    t->type = JSON_INTEGER;
    t->integer = negative ? (int64_t)(UINT64_C(0) - mantissa) : (int64_t)mantissa;
    return true;
  }
  t->type = JSON_NUMBER;
  exponent -= (long)fraction;
  if (!fits || !quick_double(mantissa, exponent, &t->number)) {
    t->number = fabs(to_double(p, start, digits_end, exponent));
  }
  if (!buf_ok(p->scratch)) return err_set(p->error, "memory", "not enough memory");
  if (isinf(t->number)) return json_fail(p, start, "this number is beyond the range of a double (1.8e308)");
  if (negative) t->number = -t->number;
  return true;
}

/* Values and structure */

static bool read_word(json_parser *p, json_token *t, const char *word, json_type type) {
  size_t n = strlen(word);
  if (p->len - p->at < n || memcmp(p->text + p->at, word, n) != 0) return unexpected(p, "a value");
  p->at += n;
  t->type = type;
  return true;
}

static bool open_container(json_parser *p, json_token *t, bool object) {
  if (p->depth >= p->max_depth) return json_fail(p, p->at, "nested deeper than %u levels", p->max_depth);
  unsigned char bit = (unsigned char)(1u << (p->depth & 7)), *bits = &p->objects[p->depth >> 3];
  *bits = (unsigned char)(object ? *bits | bit : *bits & ~bit);
  p->depth++;
  p->at++;
  p->expect = object ? FIRST_KEY : FIRST_ITEM;
  t->type = object ? JSON_OBJECT : JSON_ARRAY;
  return true;
}

static bool in_object(const json_parser *p) {
  return p->depth && p->objects[(p->depth - 1) >> 3] >> ((p->depth - 1) & 7) & 1;
}

static bool close_container(json_parser *p, json_token *t) {
  t->type = in_object(p) ? JSON_OBJECT_END : JSON_ARRAY_END;
  p->depth--;
  p->at++;
  p->expect = p->depth ? AFTER_VALUE : NOTHING;
  return true;
}

static bool read_value(json_parser *p, json_token *t) {
  char c = p->at < p->len ? p->text[p->at] : '\0';
  p->expect = p->depth ? AFTER_VALUE : NOTHING;
  switch (c) {
    case '"':
      t->type = JSON_STRING;
      return read_string(p, t);
    case '{':
      return open_container(p, t, true);
    case '[':
      return open_container(p, t, false);
    case 't':
      return read_word(p, t, "true", JSON_TRUE);
    case 'f':
      return read_word(p, t, "false", JSON_FALSE);
    case 'n':
      return read_word(p, t, "null", JSON_NULL);
    default:
      if (c == '-' || (c >= '0' && c <= '9')) return read_number(p, t);
      return unexpected(p, "a value");
  }
}

static inline void skip_space(json_parser *p) {
  while (p->at < p->len) {
    char c = p->text[p->at];
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r') return;
    p->at++;
  }
}

static bool read_key(json_parser *p, json_token *t, const char *wanted) {
  if (p->at >= p->len || p->text[p->at] != '"') return unexpected(p, wanted);
  t->type = JSON_KEY;
  if (!read_string(p, t)) return false;
  skip_space(p);
  if (p->at >= p->len || p->text[p->at] != ':') return unexpected(p, "':'");
  p->at++;
  p->expect = VALUE;
  return true;
}

static bool read_token(json_parser *p, json_token *t) {
  char c = p->at < p->len ? p->text[p->at] : '\0';
  bool object = in_object(p);
  switch (p->expect) {
    case FIRST_KEY:
      return c == '}' ? close_container(p, t) : read_key(p, t, "a member name in quotes, or '}'");
    case KEY:
      return read_key(p, t, "a member name in quotes");
    case FIRST_ITEM:
      return c == ']' ? close_container(p, t) : read_value(p, t);
    case AFTER_VALUE:
      if (c == (object ? '}' : ']')) return close_container(p, t);
      return unexpected(p, object ? "',' or '}'" : "',' or ']'");
    case NOTHING:
      t->type = JSON_END;
      return p->at >= p->len || unexpected(p, "nothing more");
    default:
      return read_value(p, t);
  }
}

void json_start(json_parser *p, const char *text, size_t len, buf *scratch, err *error) {
  p->text = text;
  p->len = len;
  p->at = 0;
  p->depth = 0;
  p->max_depth = JSON_DEPTH;
  p->expect = VALUE;
  p->scratch = scratch;
  p->error = error;
}

bool json_next(json_parser *p, json_token *token) {
  skip_space(p);
  if (p->expect == AFTER_VALUE && p->at < p->len && p->text[p->at] == ',') {
    p->at++;
    p->expect = in_object(p) ? KEY : VALUE;
    skip_space(p);
  }
  token->offset = p->at;
  bool ok = read_token(p, token);
  token->end = p->at;
  return ok;
}

bool json_skip(json_parser *p, const json_token *token) {
  if (token->type != JSON_ARRAY && token->type != JSON_OBJECT) return true;
  unsigned outside = p->depth - 1;
  json_token inner;
  while (p->depth > outside) {
    if (!json_next(p, &inner)) return false;
  }
  return true;
}

/* Writing */

bool json_write_string(buf *out, const char *text, size_t len) {
  static const char named[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
  buf_addc(out, '"');
  for (size_t at = 0; at < len;) {
    size_t run = plain_run(text + at, len - at);
    buf_add(out, text + at, run);
    at += run;
    if (at == len) break;
    unsigned char c = (unsigned char)text[at];
    size_t sequence = utf8_sequence((const unsigned char *)text + at, len - at);
    const char *name = c ? strchr(named, c) : NULL;
    if (!sequence) return false;
    if (sequence > 1) {
      buf_add(out, text + at, sequence);
    } else if (name) {
      buf_addc(out, '\\');
      buf_addc(out, letters[name - named]);
    } else {
      buf_addf(out, "\\u%04x", c);
    }
    at += sequence;
  }
  buf_addc(out, '"');
  return true;
}

void json_write_integer(buf *out, int64_t value) {
  char digits[24], *at = digits + sizeof digits;
  uint64_t rest = value < 0 ? UINT64_C(0) - (uint64_t)value : (uint64_t)value;
  do {
    *--at = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest);
  if (value < 0) *--at = '-';
  buf_add(out, at, (size_t)(digits + sizeof digits - at));
}

/* A positive double in decimal: digits[0].digits[1]digits[2]... * 10^exponent */
typedef struct decimal {
  char digits[24];
  int count;
  int exponent;
} decimal;

/* The nearest decimal of `count` digits, taken apart without regard to the locale's decimal point. */
static void nearest_decimal(double value, int count, decimal *d) {
  char text[64];
  snprintf(text, sizeof text, "%.*e", count - 1, value);
  char *e = strchr(text, 'e');
  d->count = 0;
  for (char *at = text; at < e; at++) {
    if (*at >= '0' && *at <= '9') d->digits[d->count++] = *at;
  }
  d->exponent = atoi(e + 1);
}

static bool reads_back(const decimal *d, double value) {
  char text[64];
  snprintf(text, sizeof text, "%.*se%d", d->count, d->digits, d->exponent - d->count + 1);
  return strtod(text, NULL) == value;
}

/* Fifteen digits always come back from a normal double, so it has no shorter form but by zeros at the end. Just above
** a power of two doubles are twice as far apart as below it, so there the next decimal up may do, not the nearest. */
static void shortest_decimal(double value, decimal *d) {
  for (int count = value < 2.3e-308 ? 1 : 15; count <= 17; count++) {
    nearest_decimal(value, count, d);
    if (reads_back(d, value)) break;
    if (d->digits[count - 1] == '9') continue;
    d->digits[count - 1]++;
    if (reads_back(d, value)) break;
  }
  while (d->count > 1 && d->digits[d->count - 1] == '0') d->count--;
}

bool json_write_number(buf *out, double value) {
  if (!isfinite(value)) return false;
  if (signbit(value)) buf_addc(out, '-');
  value = fabs(value);
  if (value < 1e15 && value == floor(value)) {
    json_write_integer(out, (int64_t)value);
    buf_adds(out, ".0");
    return true;
  }
  decimal d;
  shortest_decimal(value, &d);
  if (d.exponent < -5 || d.exponent > 16) {
    buf_addc(out, d.digits[0]);
    if (d.count > 1) buf_addf(out, ".%.*s", d.count - 1, d.digits + 1);
    buf_addf(out, "e%d", d.exponent);
  } else if (d.exponent < 0) {
    buf_addf(out, "0.%.*s%.*s", -d.exponent - 1, "00000", d.count, d.digits);
  } else {
    for (int i = 0; i <= d.exponent || i < d.count; i++) {
      if (i == d.exponent + 1) buf_addc(out, '.');
      buf_addc(out, i < d.count ? d.digits[i] : '0');
    }
    if (d.count <= d.exponent + 1) buf_adds(out, ".0");
  }
  return true;
}
