/* Lua values as JSON. Tables are written as they are: nothing is guessed, what JSON cannot hold is refused by path. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../json.h"
#include "json_value.h"

/* Where the writer is: a chain on the C stack, read only to name a path or to find a cycle. */
typedef struct place {
  const struct place *up;
  const void *table;
  unsigned depth;
  const char *key; /* NULL: the item `index` */
  lua_Integer index;
} place;

typedef struct member {
  const char *name;
  size_t len;
  int slot; /* where on the stack the name is */
} member;

typedef struct encoder {
  lua_State *L;
  int arg;
  buf *out;
  member *members; /* a stack shared by all levels, in a userdata at `memory` */
  size_t used, room;
  const api_json_style *style;
  int array_mark, object_mark, memory; /* stack indexes */
} encoder;

static void write_value(encoder *e, int index, const place *at);

static void add_path(buf *out, const place *at) {
  if (!at) return;
  add_path(out, at->up);
  if (at->key)
    buf_addf(out, "%s%.60s", at->up ? "." : "", at->key);
  else if (at->index)
    buf_addf(out, "[%lld]", (long long)at->index);
}

static void refuse(encoder *e, const place *at, const char *why) {
  buf_clear(e->out);
  add_path(e->out, at);
  if (e->out->len) why = lua_pushfstring(e->L, "%s: %s", buf_text(e->out), why);
  luaL_argerror(e->L, e->arg, why);
}

static void new_line(encoder *e, unsigned depth) {
  if (!e->style->pretty) return;
  buf_addc(e->out, '\n');
  for (unsigned i = 0; i < depth; i++) buf_adds(e->out, "  ");
}

static void refuse_key(encoder *e, const place *at, int index) {
  if (lua_isinteger(e->L, index) && lua_tointeger(e->L, index) > 0)
    refuse(e, at, "named members and numbered items in one table; an object has names only");
  const char *key = luaL_tolstring(e->L, index, NULL);
  refuse(e, at, lua_pushfstring(e->L, "%s is no key for JSON (names, or items from 1)", key));
}

/* Is the table at `index` a list, and how long? Refuses what is neither a list nor a record. */
static bool measure(encoder *e, int index, bool marked, const place *at, lua_Integer *size) {
  lua_State *L = e->L;
  lua_Integer count = 0, most = 0;
  bool named = false;
  lua_pushnil(L);
  while (lua_next(L, index)) {
    lua_pop(L, 1);
    if (lua_type(L, -1) == LUA_TSTRING) {
      named = true;
      if (!count && !marked) break; /* a record; writing it finds any other key */
      continue;
    }
    if (!lua_isinteger(L, -1) || lua_tointeger(L, -1) < 1) refuse_key(e, at, -1);
    count++;
    if (lua_tointeger(L, -1) > most) most = lua_tointeger(L, -1);
  }
  if (named) {
    if (count) {
      lua_pushinteger(L, most);
      refuse_key(e, at, -1);
    }
    if (marked) refuse(e, at, "an array has a named member");
    lua_settop(L, index);
  } else if (most > count) {
    refuse(e, at, "the list has holes (json.null stands for null)");
  }
  *size = count;
  return count || marked;
}

static void write_items(encoder *e, int index, place *here, lua_Integer size) {
  buf_addc(e->out, '[');
  for (here->index = 1; here->index <= size; here->index++) {
    if (here->index > 1) buf_addc(e->out, ',');
    new_line(e, here->depth);
    lua_rawgeti(e->L, index, here->index);
    write_value(e, lua_gettop(e->L), here);
    lua_pop(e->L, 1);
  }
  if (size) new_line(e, here->depth - 1);
  buf_addc(e->out, ']');
}

/* The value is on top of the stack. */
static void write_member(encoder *e, place *here, const char *name, size_t len, bool first) {
  here->key = name;
  if (!first) buf_addc(e->out, ',');
  new_line(e, here->depth);
  if (!json_write_string(e->out, name, len)) refuse(e, here, "the name is not UTF-8");
  buf_adds(e->out, e->style->pretty ? ": " : ":");
  write_value(e, lua_gettop(e->L), here);
}

static const char *check_name(encoder *e, const place *at, int index, size_t *len) {
  if (lua_type(e->L, index) != LUA_TSTRING) refuse_key(e, at, index);
  return lua_tolstring(e->L, index, len);
}

static int by_name(const void *a, const void *b) {
  const member *x = a, *y = b;
  int order = memcmp(x->name, y->name, x->len < y->len ? x->len : y->len);
  return order ? order : (x->len > y->len) - (x->len < y->len);
}

static void add_member(encoder *e, member m) {
  if (e->used == e->room) {
    e->room = e->room ? 2 * e->room : 64;
    member *moved = lua_newuserdatauv(e->L, e->room * sizeof m, 0);
    if (e->used) memcpy(moved, e->members, e->used * sizeof m);
    e->members = moved;
    lua_replace(e->L, e->memory);
  }
  e->members[e->used++] = m;
}

/* Leaves all names of the table on the stack and notes them, sorted, on top of e->members. */
static void sort_members(encoder *e, int index, const place *here) {
  lua_State *L = e->L;
  size_t start = e->used;
  lua_pushnil(L);
  while (lua_next(L, index)) {
    luaL_checkstack(L, 8, "too many members to sort; sort = false writes them");
    lua_pop(L, 1);
    member m = {NULL, 0, lua_gettop(L)};
    m.name = check_name(e, here, m.slot, &m.len);
    add_member(e, m);
    lua_pushvalue(L, -1);
  }
  if (e->used > start + 1) qsort(e->members + start, e->used - start, sizeof(member), by_name);
}

static void write_sorted(encoder *e, int index, place *here) {
  size_t start = e->used;
  sort_members(e, index, here);
  for (size_t i = start, end = e->used; i < end; i++) {
    member m = e->members[i]; /* they move when levels below need more room */
    lua_pushvalue(e->L, m.slot);
    lua_rawget(e->L, index);
    write_member(e, here, m.name, m.len, i == start);
    lua_pop(e->L, 1);
  }
  e->used = start;
}

static void write_unsorted(encoder *e, int index, place *here) {
  bool first = true;
  lua_pushnil(e->L);
  while (lua_next(e->L, index)) {
    size_t len;
    here->key = NULL;
    const char *name = check_name(e, here, -2, &len);
    write_member(e, here, name, len, first);
    first = false;
    lua_pop(e->L, 1);
  }
}

static void write_members(encoder *e, int index, place *here) {
  buf_addc(e->out, '{');
  size_t open = e->out->len;
  if (e->style->sort)
    write_sorted(e, index, here);
  else
    write_unsorted(e, index, here);
  if (e->out->len > open) new_line(e, here->depth - 1);
  buf_addc(e->out, '}');
  lua_settop(e->L, index);
}

/* A table that shows its content through __pairs (a read-only view, say) is replaced on the stack by a plain copy. */
static void copy_view(lua_State *L, int index) {
  lua_newtable(L);
  int copy = lua_gettop(L);
  lua_getmetatable(L, index);
  lua_getfield(L, -1, "__pairs");
  lua_pushvalue(L, index);
  lua_call(L, 1, 3);
  for (;;) { /* copy, metatable, iterator, state, control */
    lua_pushvalue(L, -3);
    lua_pushvalue(L, -3);
    lua_pushvalue(L, -3);
    lua_call(L, 2, 2);
    if (lua_isnil(L, -2)) break;
    lua_pushvalue(L, -2);
    lua_replace(L, -4);
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, copy);
    lua_pop(L, 1);
  }
  lua_settop(L, copy);
  lua_replace(L, index);
}

/* What the metatable says: a mark of this module, a view to be copied, or nothing. */
static void look_at_marks(encoder *e, int index, bool *array, bool *object) {
  *array = *object = false;
  if (!lua_getmetatable(e->L, index)) return;
  *array = lua_rawequal(e->L, -1, e->array_mark);
  *object = lua_rawequal(e->L, -1, e->object_mark);
  bool view = !*array && !*object && lua_getfield(e->L, -1, "__pairs") != LUA_TNIL;
  lua_settop(e->L, index);
  if (view) copy_view(e->L, index);
}

/* The table is on top of the stack, at `index`. */
static void write_table(encoder *e, int index, const place *at) {
  place here = {at, lua_topointer(e->L, index), at ? at->depth + 1 : 1, NULL, 0};
  lua_Integer size = 0;
  bool array, object;
  for (const place *p = at; p; p = p->up) {
    if (p->table == here.table) refuse(e, at, "this table contains itself");
  }
  if (here.depth > JSON_DEPTH_LIMIT) refuse(e, NULL, "nested too deep for JSON");
  luaL_checkstack(e->L, 12, "nested too deep for JSON");
  look_at_marks(e, index, &array, &object);
  if (!object && measure(e, index, array, at, &size))
    write_items(e, index, &here, size);
  else
    write_members(e, index, &here);
}

static void write_float(encoder *e, lua_Number n, const place *at) {
  lua_Integer whole;
  if (e->style->integral && lua_numbertointeger(n, &whole) && (lua_Number)whole == n)
    json_write_integer(e->out, whole);
  else if (!json_write_number(e->out, n))
    refuse(e, at, isnan(n) ? "NaN is no JSON" : "infinity is no JSON");
}

static void write_value(encoder *e, int index, const place *at) {
  lua_State *L = e->L;
  size_t len;
  switch (lua_type(L, index)) {
    case LUA_TSTRING: {
      const char *text = lua_tolstring(L, index, &len);
      if (!json_write_string(e->out, text, len)) refuse(e, at, "a string that is not UTF-8");
      break;
    }
    case LUA_TNUMBER:
      if (lua_isinteger(L, index))
        json_write_integer(e->out, lua_tointeger(L, index));
      else
        write_float(e, lua_tonumber(L, index), at);
      break;
    case LUA_TBOOLEAN:
      buf_adds(e->out, lua_toboolean(L, index) ? "true" : "false");
      break;
    case LUA_TTABLE:
      write_table(e, index, at);
      break;
    default:
      if (api_is_secret(L, index)) refuse(e, at, "a secret must not be written as JSON");
      if (!api_is_null(L, index))
        refuse(e, at, lua_pushfstring(L, "a %s is no JSON", luaL_typename(L, index)));
      buf_adds(e->out, "null");
  }
}

void api_json_write(lua_State *L, int index, int arg, buf *out, const api_json_style *style) {
  encoder e = {L, arg, out, NULL, 0, 0, style, 0, 0, 0};
  int top = lua_gettop(L);
  index = lua_absindex(L, index);
  luaL_checkstack(L, 12, "no room for JSON");
  luaL_newmetatable(L, API_JSON_ARRAY);
  luaL_newmetatable(L, API_JSON_OBJECT);
  lua_pushnil(L);
  e.array_mark = top + 1;
  e.object_mark = top + 2;
  e.memory = top + 3;
  lua_pushvalue(L, index);
  write_value(&e, top + 4, NULL);
  if (!buf_ok(out)) luaL_error(L, "not enough memory");
  lua_settop(L, top);
}
