/* JSON values in Lua, for the other bindings: null, the mark that keeps [] from becoming {}, and whole texts. */
#ifndef PERIGEE_API_JSON_VALUE_H
#define PERIGEE_API_JSON_VALUE_H

#include "api.h"

#define API_JSON_ARRAY "json.array"
#define API_JSON_OBJECT "json.object"
#define API_JSON_NULL "json.null"

/* Pushes the one value that stands for null (json.null). */
void api_push_null(lua_State *L);
bool api_is_null(lua_State *L, int index);
/* Marks the table at `index` as an array, so that it is one even when empty. */
void api_mark_array(lua_State *L, int index);

/* Pushes what the text says, with the limits that json.decode has by default; false (nothing pushed) on an error.
** With `skip_managed_fields` the items of a Kubernetes list come without metadata.managedFields, nearly half of a list
** of pods, which hardly anybody reads. */
bool api_json_push(lua_State *L, const char *text, size_t len, bool skip_managed_fields, err *e);

typedef struct api_json_style {
  bool pretty;   /* one member a line, indented by two */
  bool sort;     /* members in the order of their names */
  bool integral; /* a float without a fraction is written as an integer */
} api_json_style;

/* Appends the value at `index`; raises an argument error (for argument `arg`) that names the path to what JSON cannot
** hold. `out` must be a scratch buffer, which the error then frees. */
void api_json_write(lua_State *L, int index, int arg, buf *out, const api_json_style *style);

#endif
