/* yaml: documents into tables; api/yaml_encode.c is the way back. */
#include "../yaml_read.h"

#include "json_value.h"

#define READER "perigee.yaml.reader"

int api_yaml_encode(lua_State *L);
int api_yaml_encode_all(lua_State *L);

/* Where a decoder keeps its things on the stack. */
enum { NAMES = 3, NULL_VALUE, OWNER };

static int reader_free(lua_State *L) {
  yaml_reader **r = lua_touserdata(L, 1);
  yaml_reader_free(*r);
  *r = NULL;
  return 0;
}

static yaml_reader *push_reader(lua_State *L, const char *text, size_t len) {
  yaml_reader **r = lua_newuserdatauv(L, sizeof *r, 0);
  *r = NULL;
  api_set_release(L, READER, reader_free);
  lua_toclose(L, -1);
  *r = yaml_reader_new(text, len);
  if (!*r) luaL_error(L, "not enough memory");
  return *r;
}

static void push_scalar(lua_State *L, const yaml_reader *r, const yaml_node *node, bool secret) {
  if (node->scalar.kind == YAML_KIND_NULL)
    lua_pushvalue(L, NULL_VALUE);
  else if (secret)
    api_push_secret(L, yaml_text(r, node), node->len);
  else if (node->scalar.kind == YAML_KIND_BOOL)
    lua_pushboolean(L, node->scalar.boolean);
  else if (node->scalar.kind == YAML_KIND_INT)
    lua_pushinteger(L, node->scalar.integer);
  else if (node->scalar.kind == YAML_KIND_FLOAT)
    lua_pushnumber(L, node->scalar.number);
  else
    lua_pushlstring(L, yaml_text(r, node), node->len);
}

/* Recursion is bounded by the depth that the reader accepts. */
static void push_node(lua_State *L, const yaml_reader *r, const yaml_node *node, bool secret) {
  luaL_checkstack(L, 8, "YAML is nested too deeply");
  if (node->scalar.kind == YAML_KIND_LIST) {
    lua_Integer n = 0;
    lua_createtable(L, (int)node->count, 0);
    for (uint32_t i = node->first_child; i != YAML_NONE; i = yaml_next(r, i)) {
      push_node(L, r, yaml_node_of(r, i), secret);
      lua_rawseti(L, -2, ++n);
    }
    api_mark_array(L, -1);
  } else if (node->scalar.kind == YAML_KIND_MAP) {
    lua_createtable(L, 0, (int)node->count);
    for (uint32_t i = node->first_child; i != YAML_NONE; i = yaml_next(r, i)) {
      const yaml_node *key = yaml_node_of(r, i);
      const char *name = yaml_text(r, key);
      i = yaml_next(r, i);
      lua_pushlstring(L, name, key->len);
      push_node(L, r, yaml_node_of(r, i), secret || api_is_secret_name(L, NAMES, name, key->len));
      lua_rawset(L, -3);
    }
  } else {
    push_scalar(L, r, node, secret);
  }
}

static yaml_reader *open_text(lua_State *L) {
  size_t len;
  const char *text = api_check_text(L, 1, &len);
  lua_settop(L, 2);
  api_secret_names(L, 2);
  api_push_null(L);
  return push_reader(L, text, len);
}

static int f_decode(lua_State *L) {
  err e = ERR_INIT;
  uint32_t root;
  yaml_reader *r = open_text(L);
  if (!yaml_read(r, &root, &e)) return api_fail(L, &e);
  if (root == YAML_NONE)
    lua_pushvalue(L, NULL_VALUE); /* no document says as much as an empty one */
  else
    push_node(L, r, yaml_node_of(r, root), false);
  if (root != YAML_NONE && !yaml_read(r, &root, &e)) return api_fail(L, &e);
  if (root != YAML_NONE) {
    const yaml_node *second = yaml_node_of(r, root);
    err_at(&e, second->line, second->column, "documents",
           "YAML: a second document begins before line %ld (yaml.decode_all reads all)", second->line);
    return api_fail(L, &e);
  }
  return 1;
}

static int f_decode_all(lua_State *L) {
  err e = ERR_INIT;
  uint32_t root;
  yaml_reader *r = open_text(L);
  lua_newtable(L);
  api_mark_array(L, -1);
  for (lua_Integer n = 1;; n++) {
    if (!yaml_read(r, &root, &e)) return api_fail(L, &e);
    if (root == YAML_NONE) return 1;
    push_node(L, r, yaml_node_of(r, root), false);
    lua_rawseti(L, -2, n);
  }
}

static const luaL_Reg lib[] = {
    {"decode", f_decode},
    {"decode_all", f_decode_all},
    {"encode", api_yaml_encode},
    {"encode_all", api_yaml_encode_all},
    {NULL, NULL},
};

int luaopen_yaml(lua_State *L) {
  luaL_newlib(L, lib);
  return 1;
}
