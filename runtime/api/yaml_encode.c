/* yaml.encode: tables into documents. What a table is, a list or a map, is judged as json.encode does. */
#include <stdlib.h>
#include <string.h>

#include "../yaml_read.h"
#include "../yaml_write.h"
#include "json_value.h"

#define WRITER "perigee.yaml.writer"

int api_yaml_encode(lua_State *L);
int api_yaml_encode_all(lua_State *L);

/* Where the encoder is: a chain on the C stack, to name the path to what cannot be written, and to find a cycle. */
typedef struct place {
  const struct place *up;
  const void *table;
  unsigned depth;
  const char *name; /* NULL: item number `item` */
  lua_Integer item;
} place;

/* A key whose bytes lie in `names`. */
typedef struct member {
  size_t at, len;
  int rank; /* the order of Kubernetes objects, before that of the names */
} member;

typedef struct encoder {
  lua_State *L;
  yaml_writer *writer;
  buf *out;
  buf *names, *members; /* used as stacks, one portion for each open map */
} encoder;

static void write_value(encoder *e, const place *at);

static void add_path(buf *b, const place *at) {
  if (!at) return;
  add_path(b, at->up);
  if (at->name)
    buf_addf(b, "%s%.60s", at->up ? "." : "", at->name);
  else
    buf_addf(b, "[%lld]", (long long)at->item);
}

static void refuse(encoder *e, const place *at, const char *why) {
  buf_clear(e->out);
  add_path(e->out, at);
  if (e->out->len) why = lua_pushfstring(e->L, "%s: %s", buf_text(e->out), why);
  luaL_argerror(e->L, 1, why);
}

static void check_written(encoder *e, bool written) {
  err problem = ERR_INIT;
  if (written) return;
  yaml_writer_error(e->writer, &problem);
  luaL_error(e->L, "%s", problem.message);
}

/* A table that shows its content through __pairs (a read-only view) is replaced on the stack by a plain copy. */
static void copy_view(lua_State *L) {
  int view = lua_gettop(L);
  lua_newtable(L);
  luaL_getmetafield(L, view, "__pairs");
  lua_pushvalue(L, view);
  lua_call(L, 1, 3);
  int next = lua_gettop(L) - 2; /* the function, its state, the key before */
  for (;;) {
    lua_pushvalue(L, next);
    lua_pushvalue(L, next + 1);
    lua_pushvalue(L, next + 2);
    lua_call(L, 2, 2);
    if (lua_isnil(L, -2)) break;
    lua_pushvalue(L, -2);
    lua_copy(L, -1, next + 2);
    lua_insert(L, -2);
    lua_rawset(L, view + 1);
    lua_settop(L, next + 2);
  }
  lua_settop(L, view + 1);
  lua_replace(L, view);
}

typedef enum mark { UNMARKED, LIST, MAP } mark;

static mark mark_of(lua_State *L) {
  mark found = UNMARKED;
  if (!lua_getmetatable(L, -1)) return found;
  luaL_getmetatable(L, API_JSON_ARRAY);
  luaL_getmetatable(L, API_JSON_OBJECT);
  if (lua_rawequal(L, -3, -2)) found = LIST;
  if (lua_rawequal(L, -3, -1)) found = MAP;
  lua_pop(L, 3);
  return found;
}

/* Looks at all keys of the table on top of the stack: is it a list, and how long? */
static bool is_list(encoder *e, const place *at, mark marked, lua_Integer *size) {
  lua_State *L = e->L;
  lua_Integer items = 0, last = 0;
  bool named = false;
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
    if (lua_type(L, -2) == LUA_TSTRING) {
      named = true;
    } else if (lua_isinteger(L, -2) && lua_tointeger(L, -2) > 0 && marked != MAP) {
      items++;
      if (lua_tointeger(L, -2) > last) last = lua_tointeger(L, -2);
    } else {
      refuse(
          e, at,
          lua_pushfstring(L, "%s is no key for YAML (names, or items from 1)", luaL_tolstring(L, -2, NULL)));
    }
  }
  if (named && (items || marked == LIST)) refuse(e, at, "names and numbered items in one table");
  if (last > items) refuse(e, at, "the list has holes (json.null stands for null)");
  *size = items;
  return items > 0 || marked == LIST;
}

static int rank_of(const char *name, bool object) {
  static const char *const first[] = {"apiVersion", "kind", "metadata", "spec"};
  const int n = sizeof first / sizeof *first;
  for (int i = 0; object && i < n; i++) {
    if (strcmp(name, first[i]) == 0) return i;
  }
  return n;
}

static int compare_members(const void *a, const void *b, void *names) {
  const member *x = a, *y = b;
  if (x->rank != y->rank) return x->rank - y->rank;
  int order = memcmp((char *)names + x->at, (char *)names + y->at, x->len < y->len ? x->len : y->len);
  return order ? order : (x->len > y->len) - (x->len < y->len);
}

static bool has_string(lua_State *L, const char *name) {
  lua_pushstring(L, name);
  bool has = lua_rawget(L, -2) == LUA_TSTRING;
  lua_pop(L, 1);
  return has;
}

/* Notes the names of the table on top of the stack, sorted; only strings are left after is_list. */
static size_t sort_members(encoder *e) {
  lua_State *L = e->L;
  size_t start = e->members->len, n = 0;
  bool object = has_string(L, "apiVersion") && has_string(L, "kind");
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1), n++) {
    member m = {.at = e->names->len};
    const char *name = lua_tolstring(L, -2, &m.len);
    m.rank = rank_of(name, object);
    buf_add(e->names, name, m.len + 1);
    buf_add(e->members, &m, sizeof m);
  }
  if (!buf_ok(e->names) || !buf_ok(e->members)) luaL_error(L, "not enough memory");
  if (n > 1) qsort_r(e->members->data + start, n, sizeof(member), compare_members, e->names->data);
  return n;
}

static void write_map(encoder *e, place *here) {
  lua_State *L = e->L;
  size_t names = e->names->len, start = e->members->len, n = sort_members(e);
  check_written(e, yaml_begin_map(e->writer, n == 0));
  for (size_t i = 0; i < n; i++) {
    member m;
    memcpy(&m, e->members->data + start + i * sizeof m, sizeof m); /* deeper levels may move the buffer */
    here->name = lua_pushlstring(L, e->names->data + m.at, m.len);
    if (!yaml_scalar_is_utf8(here->name, m.len)) refuse(e, here, "the name is not UTF-8");
    check_written(e, yaml_write_key(e->writer, here->name, m.len));
    lua_pushvalue(L, -1); /* the name stays on the stack, for the path */
    lua_rawget(L, -3);
    write_value(e, here);
    lua_pop(L, 2);
  }
  check_written(e, yaml_end_map(e->writer));
  e->names->len = names;
  e->members->len = start;
}

static void write_list(encoder *e, place *here, lua_Integer size) {
  check_written(e, yaml_begin_list(e->writer, size == 0));
  for (here->item = 1; here->item <= size; here->item++) {
    lua_rawgeti(e->L, -1, here->item);
    write_value(e, here);
    lua_pop(e->L, 1);
  }
  check_written(e, yaml_end_list(e->writer));
}

static void write_table(encoder *e, const place *at) {
  lua_State *L = e->L;
  place here = {at, lua_topointer(L, -1), at ? at->depth + 1 : 1, NULL, 0};
  lua_Integer size;
  for (const place *p = at; p; p = p->up) {
    if (p->table == here.table) refuse(e, at, "this table contains itself");
  }
  if (here.depth > YAML_MAX_DEPTH) refuse(e, at, "nested too deeply for YAML");
  luaL_checkstack(L, 16, "nested too deeply for YAML");
  mark marked = mark_of(L);
  if (marked == UNMARKED && luaL_getmetafield(L, -1, "__pairs") != LUA_TNIL) {
    lua_pop(L, 1);
    copy_view(L);
  }
  if (is_list(e, at, marked, &size))
    write_list(e, &here, size);
  else
    write_map(e, &here);
}

static void write_string(encoder *e, const place *at) {
  size_t len;
  const char *text = lua_tolstring(e->L, -1, &len);
  if (!yaml_scalar_is_utf8(text, len)) refuse(e, at, "the string is not UTF-8");
  check_written(e, yaml_write_string(e->writer, text, len));
}

/* Writes the value on top of the stack, and leaves it (or a plain copy) there. */
static void write_value(encoder *e, const place *at) {
  lua_State *L = e->L;
  switch (lua_type(L, -1)) {
    case LUA_TSTRING:
      write_string(e, at);
      break;
    case LUA_TNUMBER:
      if (lua_isinteger(L, -1))
        check_written(e, yaml_write_integer(e->writer, lua_tointeger(L, -1)));
      else
        check_written(e, yaml_write_number(e->writer, lua_tonumber(L, -1)));
      break;
    case LUA_TBOOLEAN:
      check_written(e, yaml_write_bool(e->writer, lua_toboolean(L, -1)));
      break;
    case LUA_TTABLE:
      write_table(e, at);
      break;
    default:
      if (api_is_secret(L, -1)) refuse(e, at, "a secret must not be written as YAML");
      if (!api_is_null(L, -1)) refuse(e, at, lua_pushfstring(L, "a %s is no YAML", luaL_typename(L, -1)));
      check_written(e, yaml_write_null(e->writer));
  }
}

static int writer_free(lua_State *L) {
  yaml_writer **w = lua_touserdata(L, 1);
  yaml_writer_free(*w);
  *w = NULL;
  return 0;
}

static void open_writer(lua_State *L, encoder *e) {
  e->L = L;
  e->out = api_scratch(L);
  e->names = api_scratch(L);
  e->members = api_scratch(L);
  yaml_writer **w = lua_newuserdatauv(L, sizeof *w, 0);
  *w = NULL;
  api_set_release(L, WRITER, writer_free);
  lua_toclose(L, -1);
  e->writer = *w = yaml_writer_new(e->out);
  if (!*w) luaL_error(L, "not enough memory");
}

static int finish(encoder *e) {
  check_written(e, yaml_writer_close(e->writer));
  lua_pushlstring(e->L, buf_text(e->out), e->out->len);
  return 1;
}

static void write_document(encoder *e, bool marked, const place *at) {
  check_written(e, yaml_begin_document(e->writer, marked));
  write_value(e, at);
  check_written(e, yaml_end_document(e->writer));
}

int api_yaml_encode(lua_State *L) {
  encoder e;
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  open_writer(L, &e);
  lua_pushvalue(L, 1);
  write_document(&e, false, NULL);
  return finish(&e);
}

int api_yaml_encode_all(lua_State *L) {
  encoder e;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  open_writer(L, &e);
  place at = {NULL, lua_topointer(L, 1), 1, NULL, 0};
  for (at.item = 1; lua_geti(L, 1, at.item) != LUA_TNIL; at.item++) {
    write_document(&e, true, &at);
    lua_pop(L, 1);
  }
  return finish(&e);
}
