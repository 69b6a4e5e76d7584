#include "yaml_read.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#define ANCHOR_SLOTS 1024
#define MAX_ANCHORS 65536
#define STANDARD_TAG "tag:yaml.org,2002:"

typedef struct anchor {
  uint32_t name, len; /* in the document's text */
  uint32_t node;
  uint32_t next; /* in the same slot */
} anchor;

struct yaml_reader {
  yaml_parser_t parser;
  const char *input;
  size_t input_len;
  buf nodes; /* of yaml_node */
  buf text;
  buf anchors; /* of anchor */
  uint32_t slots[ANCHOR_SLOTS];
  uint32_t open[YAML_MAX_DEPTH];       /* the lists and maps that have begun */
  uint32_t last_child[YAML_MAX_DEPTH]; /* and the newest child of each */
  unsigned depth;
  uint64_t aliased;
  err *e;
};

static yaml_node *node_at(const yaml_reader *r, uint32_t index) {
  return (yaml_node *)(void *)r->nodes.data + index;
}

static uint32_t resolve(const yaml_reader *r, uint32_t index) {
  uint32_t target = node_at(r, index)->target;
  return target == YAML_NONE ? index : target;
}

const yaml_node *yaml_node_of(const yaml_reader *r, uint32_t index) {
  return node_at(r, resolve(r, index));
}

uint32_t yaml_next(const yaml_reader *r, uint32_t index) {
  return node_at(r, index)->next;
}

const char *yaml_text(const yaml_reader *r, const yaml_node *node) {
  return buf_text(&r->text) + node->text;
}

static bool fail_at(yaml_reader *r, const yaml_mark_t *mark, const char *code, const char *what) {
  long line = (long)mark->line + 1, column = (long)mark->column + 1;
  return err_at(r->e, line, column, code, "YAML: %s at line %ld, column %ld", what, line, column);
}

static bool fail_memory(yaml_reader *r) {
  return err_set(r->e, "memory", "YAML: not enough memory");
}

/* libyaml's own complaint, in its words. */
static bool fail_parser(yaml_reader *r) {
  const yaml_parser_t *p = &r->parser;
  if (p->error == YAML_MEMORY_ERROR) return fail_memory(r);
  if (p->error == YAML_READER_ERROR) {
    long line, column;
    err_position(r->input, r->input_len, p->problem_offset, &line, &column);
    return err_at(r->e, line, column, "yaml", "YAML: %s at line %ld, column %ld", p->problem, line, column);
  }
  return fail_at(r, &p->problem_mark, "yaml", p->problem ? p->problem : "malformed text");
}

static uint32_t add_text(yaml_reader *r, const char *text, size_t len) {
  uint32_t at = (uint32_t)r->text.len;
  buf_add(&r->text, text, len);
  buf_addc(&r->text, '\0');
  return at;
}

/* Appends a node, as the newest child of what is open; YAML_NONE (and the error set) when there are too many. */
static uint32_t add_node(yaml_reader *r, const yaml_mark_t *mark) {
  uint32_t index = (uint32_t)(r->nodes.len / sizeof(yaml_node));
  yaml_node fresh = {.target = YAML_NONE, .first_child = YAML_NONE, .next = YAML_NONE, .weight = 1};
  fresh.line = (long)mark->line + 1;
  fresh.column = (long)mark->column + 1;
  if (index >= YAML_MAX_NODES) {
    fail_at(r, mark, "size", "too many values");
    return YAML_NONE;
  }
  buf_add(&r->nodes, &fresh, sizeof fresh);
  if (!buf_ok(&r->nodes) || !buf_ok(&r->text)) {
    fail_memory(r);
    return YAML_NONE;
  }
  if (r->depth) {
    uint32_t *last = &r->last_child[r->depth - 1];
    if (*last == YAML_NONE)
      node_at(r, r->open[r->depth - 1])->first_child = index;
    else
      node_at(r, *last)->next = index;
    *last = index;
    node_at(r, r->open[r->depth - 1])->count++;
  }
  return index;
}

static uint32_t *slot_of(yaml_reader *r, const char *name, size_t len) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < len; i++) hash = (hash ^ (unsigned char)name[i]) * 16777619u;
  return &r->slots[hash % ANCHOR_SLOTS];
}

static bool add_anchor(yaml_reader *r, const yaml_char_t *text, uint32_t node, const yaml_mark_t *mark) {
  const char *name = (const char *)text;
  if (!name) return true;
  uint32_t *slot = slot_of(r, name, strlen(name));
  uint32_t index = (uint32_t)(r->anchors.len / sizeof(anchor));
  if (index >= MAX_ANCHORS) return fail_at(r, mark, "size", "too many anchors");
  anchor a = {add_text(r, name, strlen(name)), (uint32_t)strlen(name), node, *slot};
  buf_add(&r->anchors, &a, sizeof a);
  *slot = index; /* an anchor of the same name is hidden by the newer one */
  return (buf_ok(&r->anchors) && buf_ok(&r->text)) || fail_memory(r);
}

static bool is_open(const yaml_reader *r, uint32_t node) {
  for (unsigned i = 0; i < r->depth; i++) {
    if (r->open[i] == node) return true;
  }
  return false;
}

/* Makes `index` repeat `target`. Both are limited here: what one alias brings, and what all bring together. */
static bool repeat(yaml_reader *r, uint32_t index, uint32_t target, const yaml_mark_t *mark) {
  yaml_node *node = node_at(r, index);
  node->target = target;
  node->weight = node_at(r, target)->weight;
  node->height = node_at(r, target)->height;
  r->aliased += node->weight;
  return r->aliased <= YAML_MAX_ALIASED || fail_at(r, mark, "aliases", "aliases make the document too large");
}

static bool read_alias(yaml_reader *r, const yaml_event_t *event) {
  const char *name = (const char *)event->data.alias.anchor;
  size_t len = strlen(name);
  for (uint32_t i = *slot_of(r, name, len); i != YAML_NONE;) {
    anchor a;
    memcpy(&a, r->anchors.data + i * sizeof a, sizeof a);
    if (a.len == len && memcmp(r->text.data + a.name, name, len) == 0) {
      if (is_open(r, a.node)) {
        return fail_at(r, &event->start_mark, "aliases", "an alias stands inside what it names");
      }
      uint32_t index = add_node(r, &event->start_mark);
      return index != YAML_NONE && repeat(r, index, resolve(r, a.node), &event->start_mark);
    }
    i = a.next;
  }
  return fail_at(r, &event->start_mark, "yaml", "an alias without an anchor before it");
}

/* The name of a standard tag behind its prefix, "" for none, NULL for a foreign tag. */
static const char *tag_name(const yaml_char_t *tag) {
  const char *text = (const char *)tag;
  if (!text) return "";
  if (strcmp(text, "!") == 0) return "str";
  return strncmp(text, STANDARD_TAG, strlen(STANDARD_TAG)) == 0 ? text + strlen(STANDARD_TAG) : NULL;
}

static bool apply_tag(yaml_scalar *s, const char *tag, const char *text, size_t len) {
  *s = yaml_scalar_resolve(text, len);
  if (strcmp(tag, "str") == 0) {
    s->kind = YAML_KIND_STRING;
    return true;
  }
  if (strcmp(tag, "float") == 0 && s->kind == YAML_KIND_INT) {
    s->kind = YAML_KIND_FLOAT;
    s->number = (double)s->integer;
  }
  static const char *const tags[] = {[YAML_KIND_NULL] = "null",
                                     [YAML_KIND_BOOL] = "bool",
                                     [YAML_KIND_INT] = "int",
                                     [YAML_KIND_FLOAT] = "float",
                                     [YAML_KIND_STRING] = "str"};
  return strcmp(tag, tags[s->kind]) == 0;
}

static bool read_scalar(yaml_reader *r, const yaml_event_t *event) {
  const char *text = (const char *)event->data.scalar.value;
  size_t len = event->data.scalar.length;
  const char *tag = tag_name(event->data.scalar.tag);
  bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  uint32_t at = add_text(r, text, len);
  uint32_t index = add_node(r, &event->start_mark);
  if (index == YAML_NONE) return false;
  yaml_node *node = node_at(r, index);
  node->text = at;
  node->len = (uint32_t)len;
  node->weight = 1 + len / 64;
  node->scalar.kind = YAML_KIND_STRING;
  if (!tag) return fail_at(r, &event->start_mark, "tag", "a tag that is not known here");
  if (*tag) {
    if (!apply_tag(&node->scalar, tag, text, len)) {
      return fail_at(r, &event->start_mark, "tag",
                     "a scalar that does not fit its tag, or a tag not known here");
    }
  } else if (plain) {
    node->scalar = yaml_scalar_resolve(text, len);
    if (node->scalar.kind == YAML_KIND_FLOAT && isinf(node->scalar.number) && !strpbrk(text, "nN")) {
      return fail_at(r, &event->start_mark, "number", "a number beyond any float (text must be quoted)");
    }
    node->merge = strcmp(text, "<<") == 0;
  }
  return add_anchor(r, event->data.scalar.anchor, index, &event->start_mark);
}

static bool begin(yaml_reader *r, const yaml_event_t *event, yaml_kind kind, const yaml_char_t *tag,
                  const yaml_char_t *name) {
  const char *known = tag_name(tag);
  if (!known || (*known && strcmp(known, kind == YAML_KIND_LIST ? "seq" : "map") != 0)) {
    return fail_at(r, &event->start_mark, "tag", "a tag that is not known here");
  }
  if (r->depth == YAML_MAX_DEPTH) return fail_at(r, &event->start_mark, "depth", "nested too deeply");
  uint32_t index = add_node(r, &event->start_mark);
  if (index == YAML_NONE) return false;
  node_at(r, index)->scalar.kind = kind;
  r->open[r->depth] = index;
  r->last_child[r->depth++] = YAML_NONE;
  return add_anchor(r, name, index, &event->start_mark);
}

/* ---- the end of a map: its keys are looked at together ---- */

/* A pair of the map, or one that a merge brings. */
typedef struct entry {
  uint32_t key, value; /* nodes */
  uint32_t order;      /* the pair's own place; pairs that are merged come after all own ones */
} entry;

static int compare_entries(const void *a, const void *b, void *reader) {
  const entry *x = a, *y = b;
  const yaml_node *m = yaml_node_of(reader, x->key), *n = yaml_node_of(reader, y->key);
  int order = memcmp(yaml_text(reader, m), yaml_text(reader, n), m->len < n->len ? m->len : n->len);
  if (order == 0) order = (m->len > n->len) - (m->len < n->len);
  return order ? order : (x->order > y->order) - (x->order < y->order);
}

static bool same_key(const yaml_reader *r, const entry *a, const entry *b) {
  const yaml_node *m = yaml_node_of(r, a->key), *n = yaml_node_of(r, b->key);
  return m->len == n->len && memcmp(yaml_text(r, m), yaml_text(r, n), m->len) == 0;
}

static yaml_mark_t mark_of(const yaml_node *node) {
  return (yaml_mark_t){0, (size_t)node->line - 1, (size_t)node->column - 1};
}

static bool fail_node(yaml_reader *r, uint32_t index, const char *code, const char *what) {
  yaml_mark_t mark = mark_of(node_at(r, index));
  return fail_at(r, &mark, code, what);
}

static bool collect_merged(yaml_reader *r, uint32_t source, buf *entries, uint32_t *order) {
  const yaml_node *map = yaml_node_of(r, source);
  if (map->scalar.kind != YAML_KIND_MAP) return fail_node(r, source, "yaml", "'<<' merges mappings only");
  for (uint32_t key = map->first_child; key != YAML_NONE; key = yaml_next(r, yaml_next(r, key))) {
    entry n = {resolve(r, key), resolve(r, yaml_next(r, key)), (*order)++};
    r->aliased += 1;
    if (r->aliased > YAML_MAX_ALIASED) {
      return fail_node(r, source, "aliases", "merges make the document too large");
    }
    buf_add(entries, &n, sizeof n);
  }
  return true;
}

static bool collect(yaml_reader *r, const yaml_node *map, buf *entries, bool *merges) {
  uint32_t order = 0, merge = YAML_NONE;
  for (uint32_t key = map->first_child; key != YAML_NONE; key = yaml_next(r, yaml_next(r, key))) {
    const yaml_node *k = yaml_node_of(r, key);
    if (k->scalar.kind > YAML_KIND_STRING || k->scalar.kind == YAML_KIND_NULL) {
      return fail_node(r, key, "key", "a mapping key must be a string or another scalar");
    }
    if (node_at(r, key)->merge) {
      if (merge != YAML_NONE)
        return fail_node(r, key, "duplicate", "the key '<<' stands twice in one mapping");
      merge = yaml_next(r, key);
    } else {
      entry n = {key, yaml_next(r, key), order++};
      buf_add(entries, &n, sizeof n);
    }
  }
  *merges = merge != YAML_NONE;
  if (!*merges) return true;
  order = YAML_MAX_NODES; /* behind all own pairs */
  const yaml_node *source = yaml_node_of(r, merge);
  if (source->scalar.kind != YAML_KIND_LIST) return collect_merged(r, merge, entries, &order);
  for (uint32_t item = source->first_child; item != YAML_NONE; item = yaml_next(r, item)) {
    if (!collect_merged(r, item, entries, &order)) return false;
  }
  return true;
}

static bool fail_duplicate(yaml_reader *r, uint32_t key) {
  char what[128];
  const yaml_node *node = yaml_node_of(r, key);
  snprintf(what, sizeof what, "the key '%.80s' stands twice in one mapping", yaml_text(r, node));
  return fail_node(r, key, "duplicate", what);
}

/* Makes the map of the entries that remain; a merged pair becomes one that repeats its source. */
static bool rebuild(yaml_reader *r, uint32_t map, const entry *entries, size_t n) {
  uint32_t last = YAML_NONE, count = 0;
  node_at(r, map)->first_child = YAML_NONE;
  for (size_t i = 0; i < n; i++) {
    uint32_t pair[] = {entries[i].key, entries[i].value};
    bool merged = entries[i].order >= YAML_MAX_NODES;
    yaml_mark_t mark = mark_of(node_at(r, map));
    unsigned depth = r->depth;
    for (int k = 0; k < 2; k++) {
      if (merged) {
        r->depth = 0; /* the node is no child of what is open */
        uint32_t index = add_node(r, &mark);
        r->depth = depth;
        if (index == YAML_NONE || !repeat(r, index, pair[k], &mark)) return false;
        pair[k] = index;
      }
      node_at(r, pair[k])->next = YAML_NONE;
      if (last == YAML_NONE)
        node_at(r, map)->first_child = pair[k];
      else
        node_at(r, last)->next = pair[k];
      last = pair[k];
    }
    count++;
  }
  node_at(r, map)->count = 2 * count;
  return true;
}

static bool finish_map(yaml_reader *r, uint32_t map) {
  buf all = BUF_INIT;
  bool merges = false, done = collect(r, node_at(r, map), &all, &merges);
  entry *entries = (void *)all.data;
  size_t n = all.len / sizeof(entry), kept = 0;
  if (done && !buf_ok(&all)) done = fail_memory(r);
  if (done && n > 1) qsort_r(entries, n, sizeof *entries, compare_entries, r);
  for (size_t i = 0; done && i < n; i++) {
    if (kept && same_key(r, &entries[kept - 1], &entries[i])) {
      if (entries[i].order < YAML_MAX_NODES) done = fail_duplicate(r, entries[i].key);
    } else {
      entries[kept++] = entries[i];
    }
  }
  if (done && merges) done = rebuild(r, map, entries, kept);
  buf_free(&all);
  return done;
}

static bool finish(yaml_reader *r) {
  uint32_t index = r->open[--r->depth];
  bool map = node_at(r, index)->scalar.kind == YAML_KIND_MAP;
  if (map && !finish_map(r, index)) return false;
  yaml_node *node = node_at(r, index);
  for (uint32_t i = node->first_child; i != YAML_NONE; i = yaml_next(r, i)) {
    node->weight += node_at(r, i)->weight;
    if (node_at(r, i)->height > node->height) node->height = node_at(r, i)->height;
  }
  node->height++;
  if (map) node->count /= 2;
  /* Aliases of aliases can nest deeper than the text does. */
  return r->depth + node->height <= YAML_MAX_DEPTH || fail_node(r, index, "depth", "nested too deeply");
}

/* ---- events ---- */

static bool take(yaml_reader *r, const yaml_event_t *event) {
  switch (event->type) {
    case YAML_SCALAR_EVENT:
      return read_scalar(r, event);
    case YAML_ALIAS_EVENT:
      return read_alias(r, event);
    case YAML_SEQUENCE_START_EVENT:
      return begin(r, event, YAML_KIND_LIST, event->data.sequence_start.tag,
                   event->data.sequence_start.anchor);
    case YAML_MAPPING_START_EVENT:
      return begin(r, event, YAML_KIND_MAP, event->data.mapping_start.tag, event->data.mapping_start.anchor);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      return finish(r);
    default:
      return true;
  }
}

static void forget_document(yaml_reader *r) {
  buf_clear(&r->nodes);
  buf_clear(&r->text);
  buf_clear(&r->anchors);
  for (size_t i = 0; i < ANCHOR_SLOTS; i++) r->slots[i] = YAML_NONE;
  r->depth = 0;
  r->aliased = 0;
}

bool yaml_read(yaml_reader *r, uint32_t *root, err *e) {
  yaml_event_t event;
  yaml_event_type_t type;
  r->e = e;
  *root = YAML_NONE;
  if (r->input_len > YAML_MAX_SIZE) {
    return err_set(e, "size", "YAML: a text of %zu bytes is larger than the %zu that are read", r->input_len,
                   YAML_MAX_SIZE);
  }
  forget_document(r);
  do {
    if (!yaml_parser_parse(&r->parser, &event)) return fail_parser(r);
    type = event.type;
    bool taken = take(r, &event);
    yaml_event_delete(&event);
    if (!taken) return false;
  } while (type != YAML_DOCUMENT_END_EVENT && type != YAML_STREAM_END_EVENT && type != YAML_NO_EVENT);
  if (type == YAML_DOCUMENT_END_EVENT) *root = 0;
  return true;
}

yaml_reader *yaml_reader_new(const char *text, size_t len) {
  yaml_reader *r = calloc(1, sizeof *r);
  if (!r) return NULL;
  r->input = text;
  r->input_len = len;
  if (!yaml_parser_initialize(&r->parser)) {
    free(r);
    return NULL;
  }
  yaml_parser_set_input_string(&r->parser, (const unsigned char *)text, len);
  return r;
}

void yaml_reader_free(yaml_reader *r) {
  if (!r) return;
  yaml_parser_delete(&r->parser);
  buf_free(&r->nodes);
  buf_wipe(&r->text);
  buf_free(&r->anchors);
  free(r);
}
