/* What the two files of module xml share. */
#ifndef PERIGEE_API_XML_H
#define PERIGEE_API_XML_H

#include <lua.h>

#include "../xml.h"

/* A tree that the Lua stack owns: freed when the function returns, raises, or its thread is closed. */
xml_tree *api_xml_push_tree(lua_State *L);
void api_xml_push_text(lua_State *L, const xml_tree *tree, xml_text text);

int api_xml_read(lua_State *L);

#endif
