#include "err.h"

#include <stdarg.h>
#include <stdio.h>

static void fill(err *e, const char *code, const char *format, va_list args) {
  snprintf(e->code, sizeof e->code, "%s", code);
  vsnprintf(e->message, sizeof e->message, format, args);
}

bool err_set(err *e, const char *code, const char *format, ...) {
  if (e) {
    va_list args;
    va_start(args, format);
    fill(e, code, format, args);
    va_end(args);
  }
  return false;
}

bool err_at(err *e, long line, long column, const char *code, const char *format, ...) {
  if (e) {
    va_list args;
    va_start(args, format);
    fill(e, code, format, args);
    va_end(args);
    e->line = line;
    e->column = column;
  }
  return false;
}

void err_position(const char *text, size_t len, size_t offset, long *line, long *column) {
  *line = 1;
  *column = 1;
  for (size_t i = 0; i < offset && i < len; i++) {
    if (text[i] == '\n') {
      ++*line;
      *column = 1;
    } else {
      ++*column;
    }
  }
}
