/* The INI form of AWS's config and credentials files, pulled event by event. As in the AWS command line:
**
** - `[section]`, then `key = value` (or `key: value`); keys are lower-cased; whole-line comments begin with # or ;
** - a line that is indented deeper than its key goes on with the value (joined by a line feed)
** - a key without a value of its own, followed by indented `key = value` lines, is a block of such pairs
**
** A section or key that appears twice is not an error here: the later value counts, as in AWS's other SDKs. */
#ifndef PERIGEE_INI_H
#define PERIGEE_INI_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "err.h"

#define INI_MAX_SIZE ((size_t)16 << 20)

typedef enum ini_kind {
  INI_SECTION, /* name */
  INI_VALUE,   /* name, value: in the section */
  INI_BLOCK,   /* name: a block begins; its pairs follow as INI_PAIR */
  INI_PAIR,    /* name, value: in the block */
  INI_END,
} ini_kind;

/* Names and values are valid until the next event. */
typedef struct ini_event {
  ini_kind kind;
  const char *name, *value;
  size_t name_len, value_len;
} ini_event;

typedef struct ini_reader {
  const char *at, *end; /* what is still to be read */
  long line;
  bool in_section;
  buf name, value;
  size_t pairs_at; /* where the next pair of a block begins in `value` */
  bool in_block;
} ini_reader;

/* The text must outlive the reader. */
void ini_open(ini_reader *r, const char *text, size_t len);
/* False and `e` with a line when the text is not of this form. */
bool ini_next(ini_reader *r, ini_event *event, err *e);
/* Wipes what was read: values may be secret. */
void ini_close(ini_reader *r);

#endif
