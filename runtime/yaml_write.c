#include "yaml_write.h"

#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "yaml_scalar.h"

struct yaml_writer {
  yaml_emitter_t emitter;
  buf *out;
  unsigned depth;
  bool failed;
};

static int take_text(void *data, unsigned char *bytes, size_t n) {
  yaml_writer *w = data;
  buf_add(w->out, bytes, n);
  return buf_ok(w->out);
}

/* The emitter owns the event from here on. */
static bool emit(yaml_writer *w, int made, yaml_event_t *event) {
  if (w->failed) {
    if (made) yaml_event_delete(event);
    return false;
  }
  w->failed = !made || !yaml_emitter_emit(&w->emitter, event);
  return !w->failed;
}

yaml_writer *yaml_writer_new(buf *out) {
  yaml_event_t event;
  yaml_writer *w = calloc(1, sizeof *w);
  if (!w) return NULL;
  w->out = out;
  if (!yaml_emitter_initialize(&w->emitter)) {
    free(w);
    return NULL;
  }
  yaml_emitter_set_output(&w->emitter, take_text, w);
  yaml_emitter_set_unicode(&w->emitter, 1);
  yaml_emitter_set_indent(&w->emitter, 2);
  yaml_emitter_set_width(&w->emitter, -1); /* never fold a line: readers disagree about blanks there */
  emit(w, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING), &event);
  return w;
}

void yaml_writer_free(yaml_writer *w) {
  if (!w) return;
  yaml_emitter_delete(&w->emitter);
  free(w);
}

bool yaml_writer_close(yaml_writer *w) {
  yaml_event_t event;
  return emit(w, yaml_stream_end_event_initialize(&event), &event);
}

bool yaml_writer_error(const yaml_writer *w, err *e) {
  return err_set(e, "yaml", "cannot write YAML: %s",
                 w->emitter.problem ? w->emitter.problem : "not enough memory");
}

bool yaml_begin_document(yaml_writer *w, bool marked) {
  yaml_event_t event;
  return emit(w, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, !marked), &event);
}

bool yaml_end_document(yaml_writer *w) {
  yaml_event_t event;
  return emit(w, yaml_document_end_event_initialize(&event, 1), &event);
}

bool yaml_begin_list(yaml_writer *w, bool empty) {
  yaml_event_t event;
  w->depth++;
  yaml_sequence_style_t style = empty ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE;
  return emit(w, yaml_sequence_start_event_initialize(&event, NULL, NULL, 1, style), &event);
}

bool yaml_end_list(yaml_writer *w) {
  yaml_event_t event;
  w->depth--;
  return emit(w, yaml_sequence_end_event_initialize(&event), &event);
}

bool yaml_begin_map(yaml_writer *w, bool empty) {
  yaml_event_t event;
  w->depth++;
  yaml_mapping_style_t style = empty ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE;
  return emit(w, yaml_mapping_start_event_initialize(&event, NULL, NULL, 1, style), &event);
}

bool yaml_end_map(yaml_writer *w) {
  yaml_event_t event;
  w->depth--;
  return emit(w, yaml_mapping_end_event_initialize(&event), &event);
}

static bool write_scalar(yaml_writer *w, const char *text, size_t len, yaml_scalar_style_t style) {
  yaml_event_t event;
  int made =
      len <= INT_MAX && yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)text, (int)len,
                                                     1, style != YAML_PLAIN_SCALAR_STYLE, style);
  return emit(w, made, &event);
}

bool yaml_write_key(yaml_writer *w, const char *text, size_t len) {
  bool plain = yaml_scalar_is_plain(text, len);
  return write_scalar(w, text, len, plain ? YAML_PLAIN_SCALAR_STYLE : YAML_DOUBLE_QUOTED_SCALAR_STYLE);
}

bool yaml_write_string(yaml_writer *w, const char *text, size_t len) {
  if (w->depth && yaml_scalar_is_block(text, len))
    return write_scalar(w, text, len, YAML_LITERAL_SCALAR_STYLE);
  return yaml_write_key(w, text, len);
}

static bool write_plain(yaml_writer *w, const char *text) {
  return write_scalar(w, text, strlen(text), YAML_PLAIN_SCALAR_STYLE);
}

bool yaml_write_integer(yaml_writer *w, int64_t value) {
  char text[32];
  snprintf(text, sizeof text, "%" PRId64, value);
  return write_plain(w, text);
}

/* Readers of YAML 1.1 know a float by its point, also in front of an exponent, which needs its sign. */
static void add_point(char *text, size_t size) {
  char exponent[16] = "";
  char *e = strpbrk(text, "e");
  if (strchr(text, '.')) return;
  if (e) {
    snprintf(exponent, sizeof exponent, "%s", e);
    *e = '\0';
  }
  size_t n = strlen(text);
  snprintf(text + n, size - n, ".0%s", exponent);
}

bool yaml_write_number(yaml_writer *w, double value) {
  char text[64];
  if (isnan(value)) return write_plain(w, ".nan");
  if (isinf(value)) return write_plain(w, value < 0 ? "-.inf" : ".inf");
  for (int digits = 15; digits <= 17; digits++) {
    snprintf(text, sizeof text, "%.*g", digits, value);
    if (strtod(text, NULL) == value) break;
  }
  add_point(text, sizeof text);
  return write_plain(w, text);
}

bool yaml_write_bool(yaml_writer *w, bool value) {
  return write_plain(w, value ? "true" : "false");
}

bool yaml_write_null(yaml_writer *w) {
  return write_plain(w, "null");
}
