/* Any bytes through the JSON parser. What it accepts is written out again token by token, must be accepted again, and
** must then be written as the same bytes. tests/fuzz/run builds and runs it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"

static void require(bool holds) {
  if (!holds) abort();
}

/* Appends one token; what stands before it is known from the byte before. */
static void write_token(buf *out, const json_token *t) {
  char last = out->len ? out->data[out->len - 1] : '[';
  bool closes = t->type == JSON_ARRAY_END || t->type == JSON_OBJECT_END;
  if (!closes && t->type != JSON_END && !strchr("[{:", last)) buf_addc(out, ',');
  switch (t->type) {
    case JSON_NULL:
      buf_adds(out, "null");
      break;
    case JSON_TRUE:
      buf_adds(out, "true");
      break;
    case JSON_FALSE:
      buf_adds(out, "false");
      break;
    case JSON_INTEGER:
      json_write_integer(out, t->integer);
      break;
    case JSON_NUMBER:
      require(json_write_number(out, t->number));
      break;
    case JSON_STRING:
    case JSON_KEY:
      require(json_write_string(out, t->text, t->len));
      if (t->type == JSON_KEY) buf_addc(out, ':');
      break;
    case JSON_ARRAY:
    case JSON_OBJECT:
      buf_addc(out, t->type == JSON_ARRAY ? '[' : '{');
      break;
    case JSON_ARRAY_END:
    case JSON_OBJECT_END:
      buf_addc(out, t->type == JSON_ARRAY_END ? ']' : '}');
      break;
    default:
      break;
  }
}

static bool rewrite(const char *text, size_t len, buf *out) {
  buf scratch = BUF_INIT;
  err e = ERR_INIT;
  json_parser p;
  json_token t = {JSON_NULL, 0, 0, NULL, 0, 0, 0};
  bool ok = true;
  json_start(&p, text, len, &scratch, &e);
  while (t.type != JSON_END && (ok = json_next(&p, &t))) {
    require(t.offset <= t.end && t.end <= len);
    write_token(out, &t);
  }
  require(ok || (e.code[0] && e.line >= 1 && e.column >= 1));
  buf_free(&scratch);
  return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
  buf once = BUF_INIT, twice = BUF_INIT;
  if (rewrite((const char *)data, len, &once)) {
    require(rewrite(buf_text(&once), once.len, &twice));
    require(once.len == twice.len && memcmp(buf_text(&once), buf_text(&twice), once.len) == 0);
  }
  buf_free(&once);
  buf_free(&twice);
  return 0;
}
