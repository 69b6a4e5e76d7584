/* Any bytes through the YAML reader. What it accepts is written, must be accepted again, and must then be written as
** the same bytes. tests/fuzz/run builds and runs it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "yaml_read.h"
#include "yaml_write.h"

static void require(bool holds) {
  if (!holds) abort();
}

static void write_node(const yaml_reader *r, const yaml_node *node, yaml_writer *w, unsigned depth) {
  const char *text = yaml_text(r, node);
  bool done = true;
  require(depth <= YAML_MAX_DEPTH + 1);
  switch (node->scalar.kind) {
    case YAML_KIND_NULL:
      done = yaml_write_null(w);
      break;
    case YAML_KIND_BOOL:
      done = yaml_write_bool(w, node->scalar.boolean);
      break;
    case YAML_KIND_INT:
      done = yaml_write_integer(w, node->scalar.integer);
      break;
    case YAML_KIND_FLOAT:
      done = yaml_write_number(w, node->scalar.number);
      break;
    case YAML_KIND_STRING:
      require(yaml_scalar_is_utf8(text, node->len));
      done = yaml_write_string(w, text, node->len);
      break;
    case YAML_KIND_LIST:
      require(yaml_begin_list(w, node->count == 0));
      for (uint32_t i = node->first_child; i != YAML_NONE; i = yaml_next(r, i)) {
        write_node(r, yaml_node_of(r, i), w, depth + 1);
      }
      done = yaml_end_list(w);
      break;
    case YAML_KIND_MAP:
      require(yaml_begin_map(w, node->count == 0));
      for (uint32_t i = node->first_child; i != YAML_NONE; i = yaml_next(r, i)) {
        const yaml_node *key = yaml_node_of(r, i);
        require(yaml_write_key(w, yaml_text(r, key), key->len));
        i = yaml_next(r, i);
        write_node(r, yaml_node_of(r, i), w, depth + 1);
      }
      done = yaml_end_map(w);
      break;
  }
  require(done);
}

static bool rewrite(const char *text, size_t len, buf *out) {
  err e = ERR_INIT;
  uint32_t root;
  bool ok;
  yaml_reader *r = yaml_reader_new(text, len);
  yaml_writer *w = yaml_writer_new(out);
  require(r && w);
  while ((ok = yaml_read(r, &root, &e)) && root != YAML_NONE) {
    require(yaml_begin_document(w, true));
    write_node(r, yaml_node_of(r, root), w, 1);
    require(yaml_end_document(w));
  }
  require(!ok || yaml_writer_close(w));
  require(ok || e.code[0]);
  yaml_writer_free(w);
  yaml_reader_free(r);
  return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
  buf once = BUF_INIT, twice = BUF_INIT;
  if (rewrite((const char *)data, len, &once)) {
    require(rewrite(buf_text(&once), once.len, &twice));
    require(once.len == twice.len && memcmp(buf_text(&once), buf_text(&twice), once.len) == 0);
  }
  buf_free(&once);
  buf_free(&twice);
  return 0;
}
