/* The XML tree: its form, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "xml.h"

/* Writes a node as name{ns}(attribute=value,...)'text'[child child]. */
static void outline(const xml_tree *t, uint32_t index, buf *out) {
  const xml_node *node = xml_node_at(t, index);
  if (node->name.at == XML_NONE) {
    buf_addf(out, "\"%.*s\"", (int)node->text.len, xml_bytes(t, node->text));
    return;
  }
  buf_add(out, xml_bytes(t, node->name), node->name.len);
  if (node->namespace_.at != XML_NONE) {
    buf_addf(out, "{%.*s}", (int)node->namespace_.len, xml_bytes(t, node->namespace_));
  }
  for (uint32_t i = 0; i < node->attribute_count; i++) {
    const xml_attribute *a = xml_attribute_at(t, node->attributes + i);
    buf_addf(out, "(%.*s=%.*s)", (int)a->name.len, xml_bytes(t, a->name), (int)a->value.len,
             xml_bytes(t, a->value));
  }
  if (node->text.len) buf_addf(out, "'%.*s'", (int)node->text.len, xml_bytes(t, node->text));
  if (node->first_child == XML_NONE) return;
  buf_addc(out, '[');
  for (uint32_t i = node->first_child; i != XML_NONE; i = xml_node_at(t, i)->next) {
    if (i != node->first_child) buf_addc(out, ' ');
    outline(t, i, out);
  }
  buf_addc(out, ']');
}

static void check(const char *text, const char *expected) {
  xml_tree tree;
  err e = ERR_INIT;
  buf out = BUF_INIT;
  if (xml_parse(&tree, text, strlen(text), &e))
    outline(&tree, 0, &out);
  else
    buf_addf(&out, "!%s:%ld:%ld", e.code, e.line, e.column);
  assert_string_equal(buf_text(&out), expected);
  buf_free(&out);
  xml_free(&tree);
}

static void builds_trees(void **state) {
  (void)state;
  check("<a/>", "a");
  check("<a> x &lt;&#65;<![CDATA[<&]]><!-- c -->y </a>", "a' x <A<&y '");
  check("<a>\n  <b>1</b>\n  <b/>\n</a>", "a[b'1' b]");
  check("<a k='v' l=\"&quot;\"/>", "a(k=v)(l=\")");
  check("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>", "a'\xC3\xA9'");
}

static void keeps_mixed_content_in_order(void **state) {
  (void)state;
  check("<a>x<b/> <c/>y</a>", "a[\"x\" b \" \" c \"y\"]");
  check("<a> <b/>z</a>", "a[\" \" b \"z\"]");
}

static void tells_namespaces_where_they_change(void **state) {
  (void)state;
  check("<a xmlns='u'><b/><n:c xmlns:n='v'><n:d/><e/></n:c></a>", "a{u}[b c{v}[d e{u}]]");
  check("<a xmlns='u'><b xmlns=''><c/></b></a>", "a{u}[b{}[c]]");
  check("<a xmlns:n='u' n:k='1' k='2'/>", "a({u}k=1)(k=2)");
}

static void refuses_with_a_position(void **state) {
  (void)state;
  check("", "!xml:1:1");
  check("<a>\n <b></a>", "!xml:2:7");
  check("<a>&nope;</a>", "!xml:1:4");
  check("<a/><b/>", "!xml:1:5");
  check("<a>\xFF</a>", "!xml:1:4");
  check("<!DOCTYPE a><a/>", "!doctype:1:12");
  check("<!DOCTYPE a [<!ENTITY x 'y'>]>\n<a>&x;</a>", "!doctype:1:13");
}

static void limits_depth(void **state) {
  (void)state;
  for (int depth = XML_MAX_DEPTH; depth <= XML_MAX_DEPTH + 1; depth++) {
    buf text = BUF_INIT;
    xml_tree tree;
    err e = ERR_INIT;
    for (int i = 0; i < depth; i++) buf_adds(&text, "<a>");
    for (int i = 0; i < depth; i++) buf_adds(&text, "</a>");
    assert_int_equal(xml_parse(&tree, text.data, text.len, &e), depth == XML_MAX_DEPTH);
    assert_string_equal(e.code, depth == XML_MAX_DEPTH ? "" : "depth");
    xml_free(&tree);
    buf_free(&text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(builds_trees),
      cmocka_unit_test(keeps_mixed_content_in_order),
      cmocka_unit_test(tells_namespaces_where_they_change),
      cmocka_unit_test(refuses_with_a_position),
      cmocka_unit_test(limits_depth),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
