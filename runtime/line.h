/* Reading a line from a terminal with editing, history and completion, over libedit. Plain C. */
#ifndef PERIGEE_LINE_H
#define PERIGEE_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"

typedef struct line_editor line_editor;

/* Asked for completions of `text` up to `cursor`: appends each candidate and a '\n' to `out` and sets *replace to the
** number of bytes before the cursor that a candidate stands for. */
typedef void (*line_complete_fn)(void *data, const char *text, size_t cursor, buf *out, size_t *replace);

enum line_result { LINE_READ, LINE_END, LINE_INTERRUPTED };

line_editor *line_new(void);
void line_free(line_editor *e);
/* Fills `out` with the line, without its end. */
enum line_result line_read(line_editor *e, const char *prompt, line_complete_fn complete, void *data,
                           buf *out);
void line_add_history(line_editor *e, const char *line);
bool line_load_history(line_editor *e, const char *path);
bool line_save_history(line_editor *e, const char *path);

#endif
