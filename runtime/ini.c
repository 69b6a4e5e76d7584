#include "ini.h"

#include <string.h>

typedef struct line {
  const char *text; /* without white space at both ends */
  size_t len;
  size_t indent;
  bool comment;
} line;

static bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static void trim(const char **text, size_t *len) {
  while (*len && is_blank(**text)) ++*text, --*len;
  while (*len && is_blank((*text)[*len - 1])) --*len;
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Looks at the next line and tells where the one after it begins; NULL at the end. */
static const char *peek(const ini_reader *r, line *l) {
  if (r->at == r->end) return NULL;
  const char *stop = memchr(r->at, '\n', (size_t)(r->end - r->at));
  const char *next = stop ? stop + 1 : r->end;
  l->text = r->at;
  l->len = (size_t)((stop ? stop : r->end) - r->at);
  trim(&l->text, &l->len);
  l->indent = (size_t)(l->text - r->at);
  l->comment = l->len && (*l->text == '#' || *l->text == ';');
  return next;
}

static void advance(ini_reader *r, const char *next) {
  r->at = next;
  r->line++;
}

static bool fail(const ini_reader *r, const line *l, err *e, const char *what) {
  return err_at(e, r->line, (long)l->indent + 1, "ini", "%s at line %ld", what, r->line);
}

/* Takes the lines that go on with the value of a key at `indent`. Empty lines count only between other lines. */
static bool read_continuation(ini_reader *r, size_t indent, err *e) {
  line l;
  size_t empty = 0;
  bool block = r->value.len == 0;
  for (const char *next; (next = peek(r, &l)) != NULL; advance(r, next)) {
    if (l.comment) continue;
    if (l.len == 0) {
      empty++;
      continue;
    }
    if (l.indent <= indent) break;
    if (block && !memchr(l.text, '=', l.len)) {
      r->line++;
      return fail(r, &l, e, "expected 'key = value' in the indented block");
    }
    for (; empty && !block; empty--) buf_addc(&r->value, '\n');
    buf_addc(&r->value, '\n');
    buf_add(&r->value, l.text, l.len);
  }
  r->in_block = block && r->value.len;
  r->pairs_at = 0;
  return true;
}

static void set_name(ini_reader *r, ini_event *event, const char *name, size_t len) {
  trim(&name, &len);
  event->name = name;
  event->name_len = len;
  buf_clear(&r->name);
}

static bool read_option(ini_reader *r, const line *l, ini_event *event, err *e) {
  size_t split = 0;
  while (split < l->len && l->text[split] != '=' && l->text[split] != ':') split++;
  if (split == l->len) return fail(r, l, e, "expected 'key = value' or '[section]'");
  if (split == 0) return fail(r, l, e, "expected a key before the equals sign");
  if (!r->in_section) return fail(r, l, e, "a key stands before the first '[section]'");
  set_name(r, event, l->text, split);
  for (size_t i = 0; i < event->name_len; i++) buf_addc(&r->name, lower(event->name[i]));
  const char *value = l->text + split + 1;
  size_t len = l->len - split - 1;
  trim(&value, &len);
  buf_clear(&r->value);
  buf_add(&r->value, value, len);
  if (!read_continuation(r, l->indent, e)) return false;
  event->name = buf_text(&r->name);
  event->name_len = r->name.len;
  event->value = buf_text(&r->value);
  event->value_len = r->value.len;
  event->kind = r->in_block ? INI_BLOCK : INI_VALUE;
  return (buf_ok(&r->name) && buf_ok(&r->value)) || err_set(e, "memory", "not enough memory");
}

static bool read_section(ini_reader *r, const line *l, ini_event *event, err *e) {
  size_t close = l->len;
  while (close && l->text[close - 1] != ']') close--;
  if (close < 2) return fail(r, l, e, "expected ']' after the section's name");
  set_name(r, event, l->text + 1, close - 2);
  if (event->name_len == 0) return fail(r, l, e, "the section has no name");
  r->in_section = true;
  event->kind = INI_SECTION;
  return true;
}

/* The lines of a block were checked when they were collected: each has an equals sign. */
static void read_pair(ini_reader *r, ini_event *event) {
  const char *text = r->value.data + r->pairs_at + 1; /* behind the line feed */
  size_t rest = r->value.len - r->pairs_at - 1;
  const char *stop = memchr(text, '\n', rest);
  size_t len = stop ? (size_t)(stop - text) : rest;
  const char *equal = memchr(text, '=', len);
  r->pairs_at += 1 + len;
  r->in_block = r->pairs_at < r->value.len;
  event->kind = INI_PAIR;
  event->name = text;
  event->name_len = (size_t)(equal - text);
  event->value = equal + 1;
  event->value_len = (size_t)(text + len - event->value);
  trim(&event->name, &event->name_len);
  trim(&event->value, &event->value_len);
}

void ini_open(ini_reader *r, const char *text, size_t len) {
  memset(r, 0, sizeof *r);
  bool marked =
      len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0; /* a byte order mark, as Windows editors write */
  r->at = text + (marked ? 3 : 0);
  r->end = text + len;
}

bool ini_next(ini_reader *r, ini_event *event, err *e) {
  line l;
  memset(event, 0, sizeof *event);
  event->kind = INI_END;
  if ((size_t)(r->end - r->at) > INI_MAX_SIZE) return err_set(e, "size", "the text is too large");
  /* No value outgrows what is left of the text, so a secret is never copied by growing. */
  if (!r->value.data && !buf_reserve(&r->value, (size_t)(r->end - r->at))) {
    return err_set(e, "memory", "not enough memory");
  }
  if (r->in_block) {
    read_pair(r, event);
    return true;
  }
  for (const char *next; (next = peek(r, &l)) != NULL;) {
    advance(r, next);
    if (l.comment || l.len == 0) continue;
    return *l.text == '[' ? read_section(r, &l, event, e) : read_option(r, &l, event, e);
  }
  return true;
}

void ini_close(ini_reader *r) {
  buf_wipe(&r->name);
  buf_wipe(&r->value);
  r->at = r->end = NULL;
}
