/* Values into YAML text, over libyaml's emitter: block style, and quotes around everything that any reader could take
** for something else. Feed it in order: document, value (or list/map, its content, end), end of document. A call that
** fails makes all later ones fail; yaml_writer_error tells why. */
#ifndef PERIGEE_YAML_WRITE_H
#define PERIGEE_YAML_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "err.h"

typedef struct yaml_writer yaml_writer;

/* Appends to `out`, which must outlive the writer. NULL when memory is short. */
yaml_writer *yaml_writer_new(buf *out);
void yaml_writer_free(yaml_writer *w);
/* Ends the stream: all text is in `out` then. */
bool yaml_writer_close(yaml_writer *w);
bool yaml_writer_error(const yaml_writer *w, err *e);

/* `marked`: begin with a `---` line. */
bool yaml_begin_document(yaml_writer *w, bool marked);
bool yaml_end_document(yaml_writer *w);
bool yaml_begin_list(yaml_writer *w, bool empty);
bool yaml_end_list(yaml_writer *w);
/* A map's content is key (a string), value, key, value, ... */
bool yaml_begin_map(yaml_writer *w, bool empty);
bool yaml_end_map(yaml_writer *w);

/* The text must be UTF-8 (yaml_scalar_is_utf8) and end in a NUL that is not counted. */
bool yaml_write_key(yaml_writer *w, const char *text, size_t len);
bool yaml_write_string(yaml_writer *w, const char *text, size_t len);
bool yaml_write_integer(yaml_writer *w, int64_t value);
bool yaml_write_number(yaml_writer *w, double value);
bool yaml_write_bool(yaml_writer *w, bool value);
bool yaml_write_null(yaml_writer *w);

#endif
