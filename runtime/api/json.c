/* json: decodes straight into Lua tables of the right size, encodes tables as they are or says where they cannot be. */
#include "json_value.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../json.h"

#define MAX_SIZE (64.0 * 1024 * 1024)

void api_push_null(lua_State *L) {
  if (lua_getfield(L, LUA_REGISTRYINDEX, "perigee.null") != LUA_TNIL) return;
  lua_pop(L, 1);
  lua_newuserdatauv(L, 0, 0);
  lua_pushvalue(L, -1);
  lua_setfield(L, LUA_REGISTRYINDEX, "perigee.null");
}

bool api_is_null(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TUSERDATA) return false;
  index = lua_absindex(L, index);
  api_push_null(L);
  bool is = lua_rawequal(L, index, -1);
  lua_pop(L, 1);
  return is;
}

void api_mark_array(lua_State *L, int index) {
  index = lua_absindex(L, index);
  luaL_newmetatable(L, API_JSON_ARRAY);
  lua_setmetatable(L, index);
}

/* Decoding. The values of a container wait on the Lua stack until their number is known, so that nearly every table is
** made once, in its final size; only a long one is filled in portions. */

enum { PORTION = 256 };

typedef struct decoder {
  lua_State *L;
  json_parser parser;
  int null, array_mark, secret_names; /* stack indexes */
  bool skip_managed_fields;
  bool in_items, in_metadata; /* the member of the list, and of its item, that is being read */
} decoder;

static bool push_value(decoder *d, const json_token *t, bool secret);

/* The table at `base` (made now if `size` is 0) takes the n values above it as items size + 1 and up. */
static void take_items(lua_State *L, int base, int n, lua_Integer size) {
  if (!size) {
    lua_createtable(L, n, 0);
    lua_replace(L, base);
  }
  for (int i = n; i >= 1; i--) lua_rawseti(L, base, size + i);
}

static bool push_array(decoder *d, bool secret) {
  lua_State *L = d->L;
  int base = lua_gettop(L) + 1, waiting = 0;
  lua_Integer size = 0;
  json_token t;
  luaL_checkstack(L, PORTION + 8, "JSON is nested too deep");
  lua_pushnil(L); /* the table's place */
  for (;;) {
    if (!json_next(&d->parser, &t)) return false;
    if (t.type == JSON_ARRAY_END) break;
    if (!push_value(d, &t, secret)) return false;
    if (++waiting < PORTION) continue;
    take_items(L, base, waiting, size);
    size += waiting;
    waiting = 0;
  }
  if (waiting || !size) take_items(L, base, waiting, size);
  lua_pushvalue(L, d->array_mark);
  lua_setmetatable(L, -2);
  return true;
}

/* Reads the object again, which began at `offset`, to say where its member `key` comes the second time. */
static bool fail_repeated(decoder *d, size_t offset, const char *key, size_t len) {
  json_parser p = d->parser;
  json_token t;
  json_start(&p, d->parser.text, d->parser.len, d->parser.scratch, d->parser.error);
  p.at = offset;
  p.max_depth = JSON_DEPTH_LIMIT;
  bool seen = false;
  while (json_next(&p, &t) && t.type != JSON_END) {
    if (p.depth != 1 || t.type != JSON_KEY || t.len != len || memcmp(t.text, key, len) != 0) continue;
    if (seen) break;
    seen = true;
  }
  return json_fail(&p, t.offset, "the member \"%.100s\" is there twice", key);
}

/* The same as take_items for n names and values; false when a name is there already. */
static bool take_members(decoder *d, int base, int n, bool first, size_t offset) {
  lua_State *L = d->L;
  if (first) {
    lua_createtable(L, 0, n);
    lua_replace(L, base);
  }
  for (; n > 0; n--) { /* from the top of the stack down */
    lua_pushvalue(L, -2);
    if (lua_rawget(L, base) != LUA_TNIL) {
      size_t len;
      const char *key = lua_tolstring(L, -3, &len);
      return fail_repeated(d, offset, key, len);
    }
    lua_pop(L, 1);
    lua_rawset(L, base);
  }
  return true;
}

/* Is this key the managedFields of an item of a list, and not of, say, a ConfigMap's data? */
static bool is_managed_fields(decoder *d, const json_token *key) {
  switch (d->parser.depth) {
    case 1: /* the list */
      d->in_items = key->len == 5 && memcmp(key->text, "items", 5) == 0;
      return false;
    case 3: /* an item */
      d->in_metadata = key->len == 8 && memcmp(key->text, "metadata", 8) == 0;
      return false;
    case 4:
      return d->in_items && d->in_metadata && key->len == 13 && memcmp(key->text, "managedFields", 13) == 0;
    default:
      return false;
  }
}

static bool push_object(decoder *d, size_t offset, bool secret) {
  lua_State *L = d->L;
  int base = lua_gettop(L) + 1, waiting = 0;
  bool first = true;
  json_token t;
  luaL_checkstack(L, PORTION + 8, "JSON is nested too deep");
  lua_pushnil(L); /* the table's place */
  for (;;) {
    if (!json_next(&d->parser, &t)) return false;
    if (t.type == JSON_OBJECT_END) break;
    if (d->skip_managed_fields && is_managed_fields(d, &t)) {
      if (!json_next(&d->parser, &t) || !json_skip(&d->parser, &t)) return false;
      continue;
    }
    bool hide = secret || api_is_secret_name(L, d->secret_names, t.text, t.len);
    lua_pushlstring(L, t.text, t.len);
    if (!json_next(&d->parser, &t) || !push_value(d, &t, hide)) return false;
    if (++waiting < PORTION / 2) continue;
    if (!take_members(d, base, waiting, first, offset)) return false;
    first = false;
    waiting = 0;
  }
  return (!waiting && !first) || take_members(d, base, waiting, first, offset);
}

static void push_scalar(decoder *d, const json_token *t) {
  lua_State *L = d->L;
  switch (t->type) {
    case JSON_STRING:
      lua_pushlstring(L, t->text, t->len);
      break;
    case JSON_INTEGER:
      lua_pushinteger(L, t->integer);
      break;
    case JSON_NUMBER:
      lua_pushnumber(L, t->number);
      break;
    case JSON_TRUE:
    case JSON_FALSE:
      lua_pushboolean(L, t->type == JSON_TRUE);
      break;
    default:
      lua_pushvalue(L, d->null);
  }
}

static void push_hidden(decoder *d, const json_token *t) {
  if (t->type == JSON_NULL)
    lua_pushvalue(d->L, d->null);
  else if (t->type == JSON_STRING)
    api_push_secret(d->L, t->text, t->len);
  else
    api_push_secret(d->L, d->parser.text + t->offset, t->end - t->offset);
}

static bool push_value(decoder *d, const json_token *t, bool secret) {
  if (t->type == JSON_ARRAY) return push_array(d, secret);
  if (t->type == JSON_OBJECT) return push_object(d, t->offset, secret);
  if (secret)
    push_hidden(d, t);
  else
    push_scalar(d, t);
  return true;
}

/* Pushes the one value of the text and whatever it needs below it. */
static bool push_text(lua_State *L, const char *text, size_t len, int names, unsigned depth,
                      bool skip_managed_fields, buf *scratch, err *e) {
  decoder d;
  json_token t;
  d.L = L;
  d.secret_names = names;
  d.skip_managed_fields = skip_managed_fields;
  d.in_items = d.in_metadata = false;
  luaL_newmetatable(L, API_JSON_ARRAY);
  d.array_mark = lua_gettop(L);
  api_push_null(L);
  d.null = lua_gettop(L);
  json_start(&d.parser, text, len, scratch, e);
  d.parser.max_depth = depth;
  return json_next(&d.parser, &t) && push_value(&d, &t, false) && json_next(&d.parser, &t);
}

/* Called with a light userdata; runs as a function of its own, so that its scratch memory ends with it. */
typedef struct whole_text {
  const char *text;
  size_t len;
  bool skip_managed_fields;
  err *error;
} whole_text;

static int decode_whole(lua_State *L) {
  whole_text *w = lua_touserdata(L, 1);
  lua_pushnil(L);
  buf *scratch = api_scratch_secret(L);
  bool ok = push_text(L, w->text, w->len, 2, JSON_DEPTH, w->skip_managed_fields, scratch, w->error);
  return ok ? 1 : 0;
}

bool api_json_push(lua_State *L, const char *text, size_t len, bool skip_managed_fields, err *e) {
  whole_text w = {text, len, skip_managed_fields, e};
  int top = lua_gettop(L);
  lua_pushcfunction(L, decode_whole);
  lua_pushlightuserdata(L, &w);
  lua_call(L, 1, LUA_MULTRET);
  return lua_gettop(L) > top;
}

static int f_decode(lua_State *L) {
  size_t len;
  const char *text = api_check_text(L, 1, &len);
  lua_settop(L, 2);
  if (lua_isnil(L, 2)) {
    lua_newtable(L);
    lua_replace(L, 2);
  }
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_Number depth = api_field_number(L, 2, "max_depth", JSON_DEPTH);
  lua_Number size = api_field_number(L, 2, "max_size", MAX_SIZE);
  luaL_argcheck(L, depth >= 1 && depth <= JSON_DEPTH_LIMIT, 2, "max_depth must be between 1 and 1000");
  api_secret_names(L, 2);
  bool wipe = api_is_secret(L, 1) || !lua_isnil(L, 3);
  buf *scratch = wipe ? api_scratch_secret(L) : api_scratch(L);
  err e = ERR_INIT;
  if ((lua_Number)len > size) {
    err_set(&e, "json", "JSON text of %zu bytes is larger than max_size (%.0f)", len, size);
    return api_fail(L, &e);
  }
  if (!push_text(L, text, len, 3, (unsigned)depth, false, scratch, &e)) return api_fail(L, &e);
  return 1;
}

static int f_encode(lua_State *L) {
  luaL_checkany(L, 1);
  lua_settop(L, 2);
  api_json_style style = {false, true, false};
  if (!lua_isnil(L, 2)) {
    luaL_checktype(L, 2, LUA_TTABLE);
    style.pretty = api_field_bool(L, 2, "pretty", style.pretty);
    style.sort = api_field_bool(L, 2, "sort", style.sort);
    style.integral = api_field_bool(L, 2, "integral", style.integral);
  }
  buf *out = api_scratch(L);
  api_json_write(L, 1, 1, out, &style);
  lua_pushlstring(L, buf_text(out), out->len);
  return 1;
}

/* Marks */

static int mark(lua_State *L, const char *type) {
  if (lua_isnoneornil(L, 1)) {
    lua_settop(L, 0);
    lua_newtable(L);
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  bool marked =
      luaL_getmetafield(L, 1, "__name") == LUA_TSTRING && strncmp(lua_tostring(L, -1), "json.", 5) == 0;
  lua_settop(L, 1);
  luaL_argcheck(L, marked || !lua_getmetatable(L, 1), 1, "this table has a metatable of its own");
  luaL_newmetatable(L, type);
  lua_setmetatable(L, 1);
  return 1;
}

static int f_array(lua_State *L) {
  return mark(L, API_JSON_ARRAY);
}

static int f_object(lua_State *L) {
  return mark(L, API_JSON_OBJECT);
}

static int null_tostring(lua_State *L) {
  lua_pushliteral(L, "null");
  return 1;
}

static const luaL_Reg lib[] = {
    {"array", f_array}, {"decode", f_decode}, {"encode", f_encode}, {"object", f_object}, {NULL, NULL},
};

int luaopen_json(lua_State *L) {
  luaL_newlib(L, lib);
  api_push_null(L);
  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, null_tostring);
  lua_setfield(L, -2, "__tostring");
  lua_pushliteral(L, API_JSON_NULL);
  lua_setfield(L, -2, "__name");
  lua_setmetatable(L, -2);
  lua_setfield(L, -2, "null");
  return 1;
}
