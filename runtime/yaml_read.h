/* YAML text into trees, document by document, over libyaml's events.
**
** Plain scalars mean what the core schema of YAML 1.2 says: `yes`, `on` and dates are strings. Mapping keys are strings,
** as written. Keys that come twice, tags beyond the standard ones, and aliases that would make the document much larger
** than it is, are refused. The merge key `<<` is honoured, as kubectl does. */
#ifndef PERIGEE_YAML_READ_H
#define PERIGEE_YAML_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "err.h"
#include "yaml_scalar.h"

#define YAML_MAX_DEPTH 200
#define YAML_MAX_SIZE ((size_t)16 << 20)
#define YAML_MAX_NODES 2000000
#define YAML_MAX_ALIASED 200000 /* values (and each 64 bytes of text) that aliases and merges may add */
#define YAML_NONE UINT32_MAX

typedef struct yaml_node {
  yaml_scalar scalar; /* .kind tells what the node is */
  uint32_t text, len; /* a scalar as it was written, in the document's text */
  uint32_t target;    /* the node that this one repeats; YAML_NONE: it is one of its own */
  uint32_t first_child, next;
  uint32_t count;  /* items of a list, pairs of a map (whose children are key, value, key, value, ...) */
  uint32_t height; /* levels of lists and maps, aliases followed */
  uint64_t weight; /* how much it adds when it is repeated */
  bool merge;      /* the key `<<` of a merge */
  long line, column;
} yaml_node;

typedef struct yaml_reader yaml_reader;

/* The text must outlive the reader. NULL when memory is short. */
yaml_reader *yaml_reader_new(const char *text, size_t len);
void yaml_reader_free(yaml_reader *r);
/* Reads the next document: `*root` is its node, YAML_NONE when there is none any more. The document before is gone. */
bool yaml_read(yaml_reader *r, uint32_t *root, err *e);

/* The node with this index, aliases followed. */
const yaml_node *yaml_node_of(const yaml_reader *r, uint32_t index);
/* The index of what comes after it in its list or map. */
uint32_t yaml_next(const yaml_reader *r, uint32_t index);
const char *yaml_text(const yaml_reader *r, const yaml_node *node);

#endif
