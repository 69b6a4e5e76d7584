/* Any bytes through the XML parser; the tree that comes out must hang together. tests/fuzz/run builds and runs it. */
#include <stdint.h>
#include <stdlib.h>

#include "xml.h"

static void require(bool holds) {
  if (!holds) abort();
}

static void check_text(const xml_tree *tree, xml_text text) {
  require((size_t)text.at + text.len <= tree->text.len);
}

static void check_node(const xml_tree *tree, uint32_t index, unsigned depth) {
  const xml_node *node = xml_node_at(tree, index);
  uint32_t children = 0;
  require(depth <= XML_MAX_DEPTH && (size_t)index < tree->nodes.len / sizeof *node);
  check_text(tree, node->text);
  if (node->name.at == XML_NONE) return;
  check_text(tree, node->name);
  if (node->namespace_.at != XML_NONE) check_text(tree, node->namespace_);
  for (uint32_t i = 0; i < node->attribute_count; i++) {
    check_text(tree, xml_attribute_at(tree, node->attributes + i)->name);
    check_text(tree, xml_attribute_at(tree, node->attributes + i)->value);
  }
  for (uint32_t i = node->first_child; i != XML_NONE; i = xml_node_at(tree, i)->next) {
    require(xml_node_at(tree, i)->parent == index);
    children++;
    check_node(tree, i, depth + 1);
  }
  require(children == node->child_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
  xml_tree tree;
  err e = ERR_INIT;
  if (xml_parse(&tree, (const char *)data, len, &e))
    check_node(&tree, 0, 1);
  else
    require(e.code[0] && e.line >= 1 && e.column >= 1);
  xml_free(&tree);
  return 0;
}
