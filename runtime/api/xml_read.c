/* xml.read: what is in a document becomes what a description says it is, without a tree of tables in between. What the
** description does not name is not looked at. */
#include <string.h>

#include "api.h"
#include "json_value.h"
#include "xml.h"

enum { READ_REF = 2, READ_OPTIONS, READ_NAMES, READ_RESOLVE, READ_VALUE };

typedef struct reader {
  lua_State *L;
  const xml_tree *tree;
} reader;

static const xml_node no_node = {.text = {0, 0}, .first_child = XML_NONE};

static const xml_node *next_element(const reader *r, uint32_t at) {
  while (at != XML_NONE && xml_node_at(r->tree, at)->name.at == XML_NONE) at = xml_node_at(r->tree, at)->next;
  return at == XML_NONE ? NULL : xml_node_at(r->tree, at);
}

static const xml_node *child_named(const reader *r, const xml_node *node, const char *name) {
  const xml_node *child = next_element(r, node->first_child);
  for (; child; child = next_element(r, child->next)) {
    if (strlen(name) == child->name.len &&
        memcmp(xml_bytes(r->tree, child->name), name, child->name.len) == 0)
      break;
  }
  return child;
}

static void read_node(reader *r, const xml_node *node);

static void resolve(lua_State *L, int reference) {
  lua_pushvalue(L, READ_RESOLVE);
  lua_pushvalue(L, reference);
  lua_call(L, 1, 0);
}

/* reference -> shape, ready to be read; its kind, which the shape keeps alive */
static const char *follow(lua_State *L) {
  int reference = lua_gettop(L);
  if (lua_getfield(L, reference, "type") == LUA_TNIL) {
    resolve(L, reference);
    lua_pop(L, 1);
    lua_getfield(L, reference, "type");
  }
  if (!lua_istable(L, -1)) luaL_error(L, "a reference of the description has no type");
  lua_getfield(L, -1, "kind");
  const char *kind = lua_tostring(L, -1);
  if (!kind) luaL_error(L, "a shape of the description has no kind");
  if (strcmp(kind, "struct") == 0 && lua_getfield(L, -2, "by_element") == LUA_TNIL) resolve(L, reference);
  lua_settop(L, reference + 1);
  lua_replace(L, reference);
  return kind;
}

static void push_array(lua_State *L, uint32_t room) {
  lua_createtable(L, (int)room, 0);
  api_mark_array(L, lua_gettop(L));
}

/* map, table -> the same, with one more entry */
static void read_entry(reader *r, const xml_node *node) {
  lua_State *L = r->L;
  int table = lua_gettop(L);
  lua_getfield(L, -2, "key");
  const xml_node *key = child_named(r, node, api_field_string(L, lua_gettop(L), "wire", "key"));
  lua_getfield(L, table - 1, "value");
  const xml_node *value = child_named(r, node, api_field_string(L, lua_gettop(L), "wire", "value"));
  if (key && value) {
    lua_getfield(L, table - 1, "value");
    api_xml_push_text(L, r->tree, key->child_count ? no_node.text : key->text);
    lua_insert(L, -2);
    read_node(r, value);
    lua_rawset(L, table);
  }
  lua_settop(L, table);
}

/* structure, member -> structure: one more element of a flat list or map */
static void read_flat(reader *r, const xml_node *node) {
  lua_State *L = r->L;
  int out = lua_gettop(L) - 1;
  lua_pushvalue(L, -1);
  bool is_list = strcmp(follow(L), "list") == 0;
  lua_getfield(L, out + 1, "name");
  lua_pushvalue(L, -1);
  if (lua_rawget(L, out) == LUA_TNIL) {
    lua_pop(L, 1);
    if (is_list)
      push_array(L, 0);
    else
      lua_newtable(L);
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -2);
    lua_rawset(L, out);
  }
  lua_remove(L, -2); /* structure, member, shape, list or map */
  if (is_list) {
    lua_getfield(L, -2, "element");
    read_node(r, node);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
  } else {
    read_entry(r, node);
  }
  lua_settop(L, out);
}

/* structure -> structure: lists that the document leaves out are there and empty */
static void add_absent_lists(lua_State *L) {
  lua_getfield(L, -2, "lists");
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) { /* out, lists, name */
    lua_pushvalue(L, -1);
    if (lua_rawget(L, -4) == LUA_TNIL) {
      lua_pop(L, 1);
      push_array(L, 0);
      lua_rawset(L, -4);
    } else {
      lua_pop(L, 2);
    }
  }
  lua_pop(L, 2);
}

/* shape -> shape, structure */
static void read_struct(reader *r, const xml_node *node) {
  enum { EXPECTED = 64 };
  lua_State *L = r->L;
  lua_getfield(L, -1, "by_element");
  int by_element = lua_gettop(L), out = by_element + 1;
  lua_createtable(L, 0, (int)(node->child_count < EXPECTED ? node->child_count : EXPECTED));
  for (const xml_node *c = next_element(r, node->first_child); c; c = next_element(r, c->next)) {
    api_xml_push_text(L, r->tree, c->name);
    if (lua_gettable(L, by_element) == LUA_TTABLE) { /* structure, member; which may be looked up only now */
      if (api_field_bool(L, out + 1, "flat", false)) {
        read_flat(r, c);
      } else {
        lua_getfield(L, out + 1, "name");
        lua_insert(L, -2);
        read_node(r, c);
        lua_rawset(L, out);
      }
    }
    lua_settop(L, out);
  }
  lua_remove(L, by_element);
  add_absent_lists(L);
}

/* shape -> shape, list */
static void read_list(reader *r, const xml_node *node) {
  lua_State *L = r->L;
  push_array(L, node->child_count);
  lua_getfield(L, -2, "element");
  lua_Integer n = 0;
  for (const xml_node *c = next_element(r, node->first_child); c; c = next_element(r, c->next)) {
    lua_pushvalue(L, -1);
    read_node(r, c);
    if (lua_isnil(L, -1))
      lua_pop(L, 1);
    else
      lua_rawseti(L, -3, ++n);
  }
  lua_pop(L, 1);
}

/* shape -> shape, map */
static void read_map(reader *r, const xml_node *node) {
  lua_newtable(r->L);
  lua_insert(r->L, -2);
  lua_pushvalue(r->L, -2); /* map, shape, map */
  for (const xml_node *c = next_element(r, node->first_child); c; c = next_element(r, c->next))
    read_entry(r, c);
  lua_remove(r->L, -3);
}

/* shape -> shape, value: text as it is, whole numbers and truth here, all else by the function given */
static void read_scalar(reader *r, const xml_node *node, const char *kind) {
  lua_State *L = r->L;
  xml_text text = node->child_count ? no_node.text : node->text;
  const char *bytes = xml_bytes(r->tree, text);
  if (node != &no_node && api_is_secret_name(L, READ_NAMES, xml_bytes(r->tree, node->name), node->name.len)) {
    api_push_secret(L, bytes, text.len);
  } else if (strcmp(kind, "str") == 0 || strcmp(kind, "enum") == 0) {
    api_xml_push_text(L, r->tree, text);
  } else if (strcmp(kind, "bool") == 0 && text.len == 4 && memcmp(bytes, "true", 4) == 0) {
    lua_pushboolean(L, 1);
  } else if (strcmp(kind, "bool") == 0 && text.len == 5 && memcmp(bytes, "false", 5) == 0) {
    lua_pushboolean(L, 0);
  } else {
    lua_pushvalue(L, READ_VALUE);
    lua_pushvalue(L, -2);
    api_xml_push_text(L, r->tree, text);
    api_xml_push_text(L, r->tree, node->name);
    lua_call(L, 3, 1);
  }
}

/* reference -> value. Recursion is bounded by the depth that the parser accepts. */
static void read_node(reader *r, const xml_node *node) {
  lua_State *L = r->L;
  luaL_checkstack(L, 16, "XML is nested too deeply");
  const char *kind = follow(L);
  if (strcmp(kind, "struct") == 0)
    read_struct(r, node);
  else if (strcmp(kind, "list") == 0)
    read_list(r, node);
  else if (strcmp(kind, "map") == 0)
    read_map(r, node);
  else
    read_scalar(r, node, kind);
  lua_remove(L, -2);
}

/* read(text, reference, {resolve=, value=, wrapper=, secret=}) -> value, name of the root */
int api_xml_read(lua_State *L) {
  size_t len;
  err e = ERR_INIT;
  const char *text = api_check_text(L, 1, &len);
  luaL_checktype(L, READ_REF, LUA_TTABLE);
  luaL_checktype(L, READ_OPTIONS, LUA_TTABLE);
  lua_settop(L, READ_OPTIONS);
  api_secret_names(L, READ_OPTIONS);
  lua_settop(L, READ_NAMES);
  api_field(L, READ_OPTIONS, "resolve", LUA_TFUNCTION, true);
  api_field(L, READ_OPTIONS, "value", LUA_TFUNCTION, true);
  const char *wrapper = api_field_string(L, READ_OPTIONS, "wrapper", NULL);
  lua_settop(L, READ_VALUE);
  xml_tree *tree = api_xml_push_tree(L);
  if (!xml_parse(tree, text, len, &e)) return api_fail(L, &e);
  reader r = {L, tree};
  const xml_node *root = xml_node_at(tree, 0), *node = wrapper ? child_named(&r, root, wrapper) : root;
  lua_pushvalue(L, READ_REF);
  read_node(&r, node ? node : &no_node);
  api_xml_push_text(L, tree, root->name);
  return 2;
}
