/* What a piece of YAML text without quotes means: for the reader by the core schema of YAML 1.2, for the writer by the
** most suspicious reader there is. */
#ifndef PERIGEE_YAML_SCALAR_H
#define PERIGEE_YAML_SCALAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum yaml_kind {
  YAML_KIND_NULL,
  YAML_KIND_BOOL,
  YAML_KIND_INT,
  YAML_KIND_FLOAT,
  YAML_KIND_STRING,
  YAML_KIND_LIST,
  YAML_KIND_MAP,
} yaml_kind;

typedef struct yaml_scalar {
  yaml_kind kind;
  bool boolean;
  int64_t integer;
  double number; /* an integer beyond 64 bits becomes the nearest one, as in JSON */
} yaml_scalar;

/* The text must end in a NUL that is not counted. */
yaml_scalar yaml_scalar_resolve(const char *text, size_t len);

/* No reader of YAML 1.1 or 1.2 can take this text, written without quotes, for anything but this string. */
bool yaml_scalar_is_plain(const char *text, size_t len);

/* Every reader gets these lines back from a literal block (`|`). */
bool yaml_scalar_is_block(const char *text, size_t len);

bool yaml_scalar_is_utf8(const char *text, size_t len);

#endif
