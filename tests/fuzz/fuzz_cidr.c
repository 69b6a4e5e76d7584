/* Any lines through the reader of address blocks. The text of what it accepts must read back as the same block; the
** blocks together must collapse, and leave gaps, without overlap and without a step beyond memory. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cidr.h"

enum { MOST = 64 };

static void require(bool holds) {
  if (!holds) abort();
}

static void check_text(const cidr_block *b) {
  char text[CIDR_TEXT], again[CIDR_TEXT];
  cidr_block back;
  cidr_format(b, text);
  require(strlen(text) < CIDR_TEXT);
  require(cidr_parse(text, strlen(text), &back, NULL));
  require(cidr_compare(b, &back) == 0 && cidr_contains(b, &back) && cidr_contains(&back, b));
  cidr_format(&back, again);
  require(strcmp(text, again) == 0);
}

static void check_set(cidr_block *blocks, size_t n, const cidr_block *outer) {
  cidr_gaps gaps;
  cidr_block gap, free_block;
  n = cidr_collapse(blocks, n);
  for (size_t i = 1; i < n; i++) {
    require(cidr_compare(&blocks[i - 1], &blocks[i]) < 0 && !cidr_overlaps(&blocks[i - 1], &blocks[i]));
  }
  cidr_gaps_start(&gaps, outer, blocks, n);
  while (cidr_gaps_next(&gaps, &gap)) {
    require(cidr_contains(outer, &gap));
    for (size_t i = 0; i < n; i++) require(!cidr_overlaps(&gap, &blocks[i]));
  }
  int prefix = (outer->prefix + cidr_width(outer->family)) / 2;
  if (cidr_first_free(outer, prefix, blocks, n, &free_block)) {
    require(cidr_contains(outer, &free_block) && free_block.prefix == prefix);
    for (size_t i = 0; i < n; i++) require(!cidr_overlaps(&free_block, &blocks[i]));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
  cidr_block blocks[MOST];
  size_t n = 0;
  const char *at = (const char *)data, *end = at + len;
  while (at < end && n < MOST) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    if (!stop) stop = end;
    err e = ERR_INIT;
    if (cidr_parse(at, (size_t)(stop - at), &blocks[n], &e))
      check_text(&blocks[n++]);
    else
      require(e.code[0] && e.message[0]);
    at = stop + 1;
  }
  if (n) {
    cidr_block outer = blocks[0];
    check_set(blocks + 1, n - 1, &outer);
  }
  return 0;
}
