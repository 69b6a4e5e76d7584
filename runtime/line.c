#include "line.h"

#include <errno.h>
#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { HISTORY_SIZE = 1000 };

struct line_editor {
  EditLine *el;
  History *history;
  const char *prompt;
  line_complete_fn complete;
  void *data;
};

static line_editor *self(EditLine *el) {
  void *e = NULL;
  el_get(el, EL_CLIENTDATA, &e);
  return e;
}

static char *prompt_of(EditLine *el) {
  return (char *)(size_t)self(el)->prompt;
}

/* The longest text that all candidates ('\n' after each) begin with. */
static size_t common_length(const char *candidates) {
  size_t first = strcspn(candidates, "\n"), common = first;
  for (const char *at = candidates + first + (candidates[first] != '\0'); *at;) {
    size_t n = 0;
    while (n < common && at[n] == candidates[n]) n++;
    common = n;
    at += strcspn(at, "\n");
    at += *at != '\0';
  }
  return common;
}

static void show_candidates(const char *candidates) {
  putchar('\n');
  for (const char *at = candidates; *at;) {
    size_t n = strcspn(at, "\n");
    printf("%.*s  ", (int)n, at);
    at += n + (at[n] != '\0');
  }
  putchar('\n');
  fflush(stdout);
}

static unsigned char on_tab(EditLine *el, int key) {
  (void)key;
  line_editor *e = self(el);
  const LineInfo *line = el_line(el);
  if (!e->complete) return CC_ERROR;
  buf text = BUF_INIT, candidates = BUF_INIT;
  buf_add(&text, line->buffer, (size_t)(line->lastchar - line->buffer));
  size_t replace = 0;
  e->complete(e->data, buf_text(&text), (size_t)(line->cursor - line->buffer), &candidates, &replace);
  unsigned char result = CC_ERROR;
  if (candidates.len && buf_ok(&candidates)) {
    size_t common = common_length(candidates.data);
    bool single = strcspn(candidates.data, "\n") + 1 >= candidates.len;
    if (common > replace) {
      buf rest = BUF_INIT;
      buf_add(&rest, candidates.data + replace, common - replace);
      el_insertstr(el, buf_text(&rest));
      buf_free(&rest);
      result = CC_REFRESH;
    } else if (!single) {
      show_candidates(candidates.data);
      result = CC_REDISPLAY;
    }
  }
  buf_free(&text);
  buf_free(&candidates);
  return result;
}

line_editor *line_new(void) {
  line_editor *e = calloc(1, sizeof *e);
  if (!e) return NULL;
  HistEvent event;
  e->history = history_init();
  e->el = el_init("perigee", stdin, stdout, stderr);
  if (!e->el || !e->history) {
    line_free(e);
    return NULL;
  }
  history(e->history, &event, H_SETSIZE, HISTORY_SIZE);
  history(e->history, &event, H_SETUNIQUE, 1);
  el_set(e->el, EL_CLIENTDATA, e);
  el_set(e->el, EL_PROMPT, prompt_of);
  el_set(e->el, EL_EDITOR, "emacs");
  el_set(e->el, EL_SIGNAL, 0);
  el_set(e->el, EL_HIST, history, e->history);
  /* The wide form keeps the two texts where they are; the other one copies them and never frees the copies. */
  el_wset(e->el, EL_ADDFN, L"perigee-complete", L"Complete the word before the cursor", on_tab);
  el_set(e->el, EL_BIND, "^I", "perigee-complete", NULL);
  el_set(e->el, EL_BIND, "^R", "em-inc-search-prev", NULL);
  el_source(e->el, NULL);
  return e;
}

void line_free(line_editor *e) {
  if (!e) return;
  if (e->el) el_end(e->el);
  if (e->history) history_end(e->history);
  free(e);
}

enum line_result line_read(line_editor *e, const char *prompt, line_complete_fn complete, void *data,
                           buf *out) {
  e->prompt = prompt;
  e->complete = complete;
  e->data = data;
  int n = 0;
  errno = 0;
  const char *line = el_gets(e->el, &n);
  if (!line || n < 0) {
    bool interrupted = errno == EINTR;
    if (interrupted) el_set(e->el, EL_PREP_TERM, 0);
    return interrupted ? LINE_INTERRUPTED : LINE_END;
  }
  size_t len = (size_t)n;
  while (len && (line[len - 1] == '\n' || line[len - 1] == '\r')) len--;
  buf_add(out, line, len);
  return LINE_READ;
}

void line_add_history(line_editor *e, const char *line) {
  HistEvent event;
  if (*line) history(e->history, &event, H_ENTER, line);
}

bool line_load_history(line_editor *e, const char *path) {
  HistEvent event;
  return history(e->history, &event, H_LOAD, path) >= 0;
}

bool line_save_history(line_editor *e, const char *path) {
  HistEvent event;
  return history(e->history, &event, H_SAVE, path) >= 0;
}
