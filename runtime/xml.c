#include "xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#define SEPARATOR '\n' /* between namespace and name: no name can hold it, and a URI should not */

typedef struct reader {
  xml_tree *tree;
  XML_Parser parser;
  uint32_t open; /* the innermost element that has begun */
  unsigned depth;
  bool refused;
  err *e;
} reader;

static xml_node *node_at(const xml_tree *tree, uint32_t index) {
  return (xml_node *)(void *)tree->nodes.data + index;
}

const xml_node *xml_node_at(const xml_tree *tree, uint32_t index) {
  return node_at(tree, index);
}

const xml_attribute *xml_attribute_at(const xml_tree *tree, uint32_t index) {
  return (const xml_attribute *)(const void *)tree->attributes.data + index;
}

const char *xml_bytes(const xml_tree *tree, xml_text text) {
  return buf_text(&tree->text) + text.at;
}

static bool fail_here(reader *r, const char *code, const char *what) {
  return err_at(r->e, (long)XML_GetCurrentLineNumber(r->parser),
                (long)XML_GetCurrentColumnNumber(r->parser) + 1, code, "XML: %s at line %ld, column %ld",
                what, (long)XML_GetCurrentLineNumber(r->parser),
                (long)XML_GetCurrentColumnNumber(r->parser) + 1);
}

static void refuse(reader *r, const char *code, const char *what) {
  if (r->refused) return; /* expat may still deliver what it had begun */
  r->refused = true;
  fail_here(r, code, what);
  XML_StopParser(r->parser, XML_FALSE);
}

static bool grown(reader *r) {
  xml_tree *t = r->tree;
  /* A long namespace is spelt out for each name that uses it: that alone can outgrow the input. */
  if (t->text.len > 2 * XML_MAX_SIZE) {
    refuse(r, "size", "the names are too long");
    return false;
  }
  if (buf_ok(&t->text) && buf_ok(&t->nodes) && buf_ok(&t->attributes)) return true;
  refuse(r, "memory", "not enough memory");
  return false;
}

static xml_text add_text(reader *r, const char *bytes, size_t len) {
  xml_text t = {(uint32_t)r->tree->text.len, (uint32_t)len};
  buf_add(&r->tree->text, bytes, len);
  return t;
}

/* Appends a node to the children of the open element; XML_NONE when memory is short. */
static uint32_t add_node(reader *r, bool element) {
  xml_tree *t = r->tree;
  uint32_t index = (uint32_t)(t->nodes.len / sizeof(xml_node));
  xml_text none = {XML_NONE, 0};
  xml_node fresh = {.name = none, .namespace_ = none, .parent = r->open, .next = XML_NONE};
  fresh.first_child = fresh.last_child = XML_NONE;
  if (element) fresh.name = (xml_text){0, 0};
  buf_add(&t->nodes, &fresh, sizeof fresh);
  if (!grown(r)) return XML_NONE;
  if (r->open != XML_NONE) {
    xml_node *parent = node_at(t, r->open);
    if (parent->last_child == XML_NONE)
      parent->first_child = index;
    else
      node_at(t, parent->last_child)->next = index;
    parent->last_child = index;
    parent->child_count++;
  }
  return index;
}

/* Namespaces are stored where they differ from the parent's only. */
static xml_text namespace_of(reader *r, const char *uri, size_t len) {
  for (uint32_t up = r->open; up != XML_NONE; up = node_at(r->tree, up)->parent) {
    xml_text of_parent = node_at(r->tree, up)->namespace_;
    if (of_parent.at == XML_NONE) continue;
    bool same = of_parent.len == len && memcmp(xml_bytes(r->tree, of_parent), uri, len) == 0;
    return same ? (xml_text){XML_NONE, 0} : add_text(r, uri, len);
  }
  return len ? add_text(r, uri, len) : (xml_text){XML_NONE, 0};
}

static void add_attributes(reader *r, uint32_t index, const XML_Char **attributes) {
  uint32_t first = (uint32_t)(r->tree->attributes.len / sizeof(xml_attribute)), count = 0;
  for (; attributes[0]; attributes += 2, count++) {
    xml_attribute a;
    const char *name = strrchr(attributes[0], SEPARATOR);
    a.name.at = (uint32_t)r->tree->text.len;
    if (name) {
      buf_addc(&r->tree->text, '{');
      buf_add(&r->tree->text, attributes[0], (size_t)(name - attributes[0]));
      buf_addc(&r->tree->text, '}');
    }
    buf_adds(&r->tree->text, name ? name + 1 : attributes[0]);
    a.name.len = (uint32_t)r->tree->text.len - a.name.at;
    a.value = add_text(r, attributes[1], strlen(attributes[1]));
    buf_add(&r->tree->attributes, &a, sizeof a);
  }
  if (!grown(r)) return;
  node_at(r->tree, index)->attributes = first;
  node_at(r->tree, index)->attribute_count = count;
}

static void XMLCALL on_start(void *data, const XML_Char *full, const XML_Char **attributes) {
  reader *r = data;
  if (r->refused) return;
  if (++r->depth > XML_MAX_DEPTH) {
    refuse(r, "depth", "elements are nested too deeply");
    return;
  }
  const char *name = strrchr(full, SEPARATOR);
  xml_text ns = namespace_of(r, full, name ? (size_t)(name - full) : 0);
  name = name ? name + 1 : full;
  xml_text local = add_text(r, name, strlen(name));
  uint32_t index = add_node(r, true);
  if (index == XML_NONE) return;
  node_at(r->tree, index)->name = local;
  node_at(r->tree, index)->namespace_ = ns;
  add_attributes(r, index, attributes);
  r->open = index;
}

static void XMLCALL on_text(void *data, const XML_Char *bytes, int len) {
  reader *r = data;
  if (r->refused) return;
  uint32_t last = node_at(r->tree, r->open)->last_child;
  /* Expat hands out a text in pieces; they follow one another in the buffer. */
  if (last == XML_NONE || node_at(r->tree, last)->name.at != XML_NONE) {
    last = add_node(r, false);
    if (last == XML_NONE) return;
    node_at(r->tree, last)->text = (xml_text){(uint32_t)r->tree->text.len, 0};
  }
  buf_add(&r->tree->text, bytes, (size_t)len);
  if (grown(r)) node_at(r->tree, last)->text.len += (uint32_t)len;
}

static bool is_blank(const xml_tree *t, xml_text text) {
  const char *p = xml_bytes(t, text);
  for (uint32_t i = 0; i < text.len; i++) {
    if (p[i] != ' ' && p[i] != '\t' && p[i] != '\n' && p[i] != '\r') return false;
  }
  return true;
}

/* White space between elements is layout, unless there is other text among them. */
static void drop_layout(const xml_tree *t, xml_node *element) {
  uint32_t kept = XML_NONE;
  for (uint32_t i = element->first_child; i != XML_NONE; i = node_at(t, i)->next) {
    if (node_at(t, i)->name.at == XML_NONE && !is_blank(t, node_at(t, i)->text)) return;
  }
  for (uint32_t i = element->first_child; i != XML_NONE; i = node_at(t, i)->next) {
    if (node_at(t, i)->name.at == XML_NONE) {
      element->child_count--;
    } else {
      if (kept == XML_NONE)
        element->first_child = i;
      else
        node_at(t, kept)->next = i;
      kept = i;
    }
  }
  element->last_child = kept;
  node_at(t, kept)->next = XML_NONE;
}

static void XMLCALL on_end(void *data, const XML_Char *name) {
  reader *r = data;
  (void)name;
  if (r->refused) return;
  xml_node *element = node_at(r->tree, r->open);
  uint32_t only = element->first_child;
  if (only != XML_NONE && element->child_count == 1 && node_at(r->tree, only)->name.at == XML_NONE) {
    element->text = node_at(r->tree, only)->text;
    element->first_child = element->last_child = XML_NONE;
    element->child_count = 0;
  } else if (only != XML_NONE) {
    drop_layout(r->tree, element);
  }
  r->open = element->parent;
  r->depth--;
}

static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int internal) {
  (void)name, (void)system, (void)public, (void)internal;
  refuse(data, "doctype", "a DOCTYPE is not accepted");
}

static bool run(reader *r, const char *text, size_t len) {
  XML_SetUserData(r->parser, r);
  XML_SetElementHandler(r->parser, on_start, on_end);
  XML_SetCharacterDataHandler(r->parser, on_text);
  XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
  if (XML_Parse(r->parser, text, (int)len, 1) == XML_STATUS_OK) return !r->refused;
  if (r->refused) return false;
  return fail_here(r, "xml", XML_ErrorString(XML_GetErrorCode(r->parser)));
}

bool xml_parse(xml_tree *tree, const char *text, size_t len, err *e) {
  memset(tree, 0, sizeof *tree);
  if (len > XML_MAX_SIZE) return err_set(e, "size", "XML: %zu bytes are more than is accepted", len);
  reader r = {.tree = tree, .open = XML_NONE, .e = e};
  r.parser = XML_ParserCreateNS(NULL, SEPARATOR);
  /* Room for all text at once: nothing is copied while it grows, and no copy of a secret stays behind. */
  if (!r.parser || !buf_reserve(&tree->text, len)) {
    if (r.parser) XML_ParserFree(r.parser);
    return err_set(e, "memory", "XML: not enough memory for a document of %zu bytes", len);
  }
  bool done = run(&r, text, len);
  XML_ParserFree(r.parser);
  return done;
}

void xml_free(xml_tree *tree) {
  buf_wipe(&tree->text);
  buf_free(&tree->nodes);
  buf_free(&tree->attributes);
}
