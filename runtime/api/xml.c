/* xml: text into a tree of tables, or into the values that a description promises. */
#include "xml.h"

#include "api.h"

#define TREE "perigee.xml.tree"

static int tree_free(lua_State *L) {
  xml_free(lua_touserdata(L, 1));
  return 0;
}

/* A tree that the Lua stack owns: freed when the function returns, raises, or its thread is closed. */
xml_tree *api_xml_push_tree(lua_State *L) {
  xml_tree *tree = lua_newuserdatauv(L, sizeof *tree, 0);
  *tree = (xml_tree){BUF_INIT, BUF_INIT, BUF_INIT};
  api_set_release(L, TREE, tree_free);
  lua_toclose(L, -1);
  return tree;
}

void api_xml_push_text(lua_State *L, const xml_tree *tree, xml_text text) {
  lua_pushlstring(L, xml_bytes(tree, text), text.len);
}

static void push_value(lua_State *L, const xml_tree *tree, xml_text name, xml_text value, int names) {
  if (api_is_secret_name(L, names, xml_bytes(tree, name), name.len))
    api_push_secret(L, xml_bytes(tree, value), value.len);
  else
    api_xml_push_text(L, tree, value);
}

static void push_attributes(lua_State *L, const xml_tree *tree, const xml_node *node, int names) {
  lua_createtable(L, 0, (int)node->attribute_count);
  for (uint32_t i = 0; i < node->attribute_count; i++) {
    const xml_attribute *a = xml_attribute_at(tree, node->attributes + i);
    api_xml_push_text(L, tree, a->name);
    push_value(L, tree, a->name, a->value, names);
    lua_rawset(L, -3);
  }
}

/* Recursion is bounded by the depth that the parser accepts. */
static void push_node(lua_State *L, const xml_tree *tree, const xml_node *node, int names) {
  luaL_checkstack(L, 8, "XML is nested too deeply");
  lua_createtable(L, (int)node->child_count, 2);
  api_xml_push_text(L, tree, node->name);
  lua_setfield(L, -2, "name");
  if (node->namespace_.at != XML_NONE) {
    api_xml_push_text(L, tree, node->namespace_);
    lua_setfield(L, -2, "ns");
  }
  if (node->attribute_count) {
    push_attributes(L, tree, node, names);
    lua_setfield(L, -2, "attrs");
  }
  if (node->child_count == 0) {
    push_value(L, tree, node->name, node->text, names);
    lua_setfield(L, -2, "text");
  }
  lua_Integer n = 0;
  for (uint32_t i = node->first_child; i != XML_NONE;) {
    const xml_node *child = xml_node_at(tree, i);
    if (child->name.at == XML_NONE)
      push_value(L, tree, node->name, child->text, names);
    else
      push_node(L, tree, child, names);
    lua_rawseti(L, -2, ++n);
    i = child->next;
  }
}

static int f_decode(lua_State *L) {
  size_t len;
  err e = ERR_INIT;
  const char *text = api_check_text(L, 1, &len);
  lua_settop(L, 2);
  api_secret_names(L, 2);
  xml_tree *tree = api_xml_push_tree(L);
  if (!xml_parse(tree, text, len, &e)) return api_fail(L, &e);
  push_node(L, tree, xml_node_at(tree, 0), 3);
  return 1;
}

static const luaL_Reg lib[] = {
    {"decode", f_decode},
    {"read", api_xml_read},
    {NULL, NULL},
};

int luaopen_xml(lua_State *L) {
  luaL_newlib(L, lib);
  return 1;
}
