/* XML text into a tree, over expat: one pass, every byte of text stored once. Documents with a DOCTYPE are refused, so
** there are no entities beyond the five of XML itself. Depth and size are limited. */
#ifndef PERIGEE_XML_H
#define PERIGEE_XML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "err.h"

#define XML_MAX_DEPTH 200
#define XML_MAX_SIZE ((size_t)64 << 20)
#define XML_NONE UINT32_MAX

/* A piece of the tree's text. */
typedef struct xml_text {
  uint32_t at, len;
} xml_text;

typedef struct xml_attribute {
  xml_text name; /* `{namespace}name` when it has a namespace */
  xml_text value;
} xml_attribute;

/* An element, or (name.at == XML_NONE) a run of text between the elements of mixed content. */
typedef struct xml_node {
  xml_text name;       /* without prefix */
  xml_text namespace_; /* .at == XML_NONE: the same as its parent's */
  xml_text text;       /* of an element without child elements: all its text, exactly */
  uint32_t attributes, attribute_count;
  uint32_t parent, first_child, last_child, next; /* XML_NONE: no such node */
  uint32_t child_count;                           /* text runs that are only white space are left out */
} xml_node;

typedef struct xml_tree {
  buf text;
  buf nodes;      /* of xml_node; the first is the root */
  buf attributes; /* of xml_attribute */
} xml_tree;

/* Fills the tree, which the caller frees in any case. False and `e` with a position when it is not acceptable XML. */
bool xml_parse(xml_tree *tree, const char *text, size_t len, err *e);
void xml_free(xml_tree *tree);

const xml_node *xml_node_at(const xml_tree *tree, uint32_t index);
const xml_attribute *xml_attribute_at(const xml_tree *tree, uint32_t index);
const char *xml_bytes(const xml_tree *tree, xml_text text);

#endif
