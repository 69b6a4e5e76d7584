/* JSON as RFC 8259 has it, exactly: a parser that is pulled token by token and calls nobody back, and the scalars of a
** writer. Refuses what other readers guess at: trailing text, leading zeros, NaN, control characters, invalid UTF-8
** (escapes included). Duplicate members are for whoever keeps the members to refuse: json_fail says where. */
#ifndef PERIGEE_JSON_H
#define PERIGEE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "err.h"

#define JSON_DEPTH_LIMIT 1000 /* nesting that no option can raise */
#define JSON_DEPTH 200        /* nesting unless told otherwise */

typedef enum json_type {
  JSON_END, /* the text is over; told again by every later call */
  JSON_NULL,
  JSON_TRUE,
  JSON_FALSE,
  JSON_INTEGER, /* no fraction, no exponent, and it fits 64 bits */
  JSON_NUMBER,  /* any other number; an integer beyond 64 bits is the nearest double */
  JSON_STRING,
  JSON_KEY, /* the value of this member is the next token */
  JSON_ARRAY,
  JSON_ARRAY_END,
  JSON_OBJECT,
  JSON_OBJECT_END
} json_type;

typedef struct json_token {
  json_type type;
  size_t offset;    /* where the token begins */
  size_t end;       /* and where it is over */
  const char *text; /* JSON_STRING, JSON_KEY: the decoded bytes, good until the next call; may hold NULs */
  size_t len;
  int64_t integer;
  double number;
} json_token;

typedef struct json_parser {
  const char *text;
  size_t len;
  size_t at;
  unsigned depth;
  unsigned max_depth;
  int expect; /* what the grammar allows next */
  buf *scratch;
  err *error;
  unsigned char objects[JSON_DEPTH_LIMIT / 8 + 1]; /* one bit for each open container: is it an object? */
} json_parser;

/* Borrows text, scratch (where strings with escapes are decoded) and error until the last call of json_next. */
void json_start(json_parser *p, const char *text, size_t len, buf *scratch, err *error);
/* The next token; false on an error, which is in `error` and final. */
bool json_next(json_parser *p, json_token *token);
/* Passes over the value that begins with `token`: nothing more to do for a scalar. */
bool json_skip(json_parser *p, const json_token *token);
/* Reports an error at `offset` in the parser's words; returns false. */
bool json_fail(json_parser *p, size_t offset, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Appends a string with its quotes; false when it is not UTF-8. */
bool json_write_string(buf *out, const char *text, size_t len);
void json_write_integer(buf *out, int64_t value);
/* The shortest text that reads back as the same double, always with a point or an exponent, so that it stays a
** float; false for NaN and infinities, which JSON does not have. */
bool json_write_number(buf *out, double value);

#endif
