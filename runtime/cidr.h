/* Blocks of IPv4 and IPv6 addresses: exact arithmetic on 32 and 128 bits, canonical text. Nothing here allocates. */
#ifndef PERIGEE_CIDR_H
#define PERIGEE_CIDR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

#define CIDR_TEXT 48 /* bytes that any block's or address's text needs, its NUL included */

/* An address as a number; IPv4 uses the lowest 32 bits. */
typedef struct cidr_number {
  uint64_t high, low;
} cidr_number;

typedef struct cidr_block {
  cidr_number address; /* as it was written; its host bits may be set */
  cidr_number first, last;
  int family; /* 4 or 6 */
  int prefix;
} cidr_block;

/* Reads "10.0.0.0/8", "2001:db8::/32", or an address alone, which is a block of one. */
bool cidr_parse(const char *text, size_t len, cidr_block *block, err *e);
/* The canonical text of an address (RFC 5952 for IPv6), and of a block: its first address and its prefix. */
void cidr_format_address(int family, cidr_number address, char text[CIDR_TEXT]);
void cidr_format(const cidr_block *block, char text[CIDR_TEXT]);

/* Length of an address in bits: 32 or 128. */
int cidr_width(int family);
/* The number of addresses is 2 to this power. */
int cidr_size_bits(const cidr_block *block);

bool cidr_contains(const cidr_block *outer, const cidr_block *inner);
bool cidr_overlaps(const cidr_block *a, const cidr_block *b);
/* A total order: IPv4 before IPv6, then by first address, then the larger block first. For qsort too. */
int cidr_compare(const void *a, const void *b);

/* The n-th block of this prefix within `block`, or the address with host number n: counted from 0, or from the end by
** -1 and down. False when there are fewer. */
bool cidr_nth(const cidr_block *block, int prefix, int64_t n, cidr_block *found);
bool cidr_host(const cidr_block *block, int64_t n, cidr_number *found);

/* Sorts the blocks and merges them in place into the fewest that hold the same addresses; returns their number. */
size_t cidr_collapse(cidr_block *blocks, size_t n);

/* Walks what is left of a block when others are taken from it: the fewest blocks that hold it, in order. */
typedef struct cidr_gaps {
  cidr_number at, last;
  int family;
  const cidr_block *taken;
  size_t n, next;
  bool over;
} cidr_gaps;

/* `taken` must be sorted by cidr_compare; it may hold blocks of either family, nested, and outside of `block`. */
void cidr_gaps_start(cidr_gaps *gaps, const cidr_block *block, const cidr_block *taken, size_t n);
bool cidr_gaps_next(cidr_gaps *gaps, cidr_block *gap);
/* The first block of this prefix in `block` that touches none of `taken` (sorted); false when there is none. */
bool cidr_first_free(const cidr_block *block, int prefix, const cidr_block *taken, size_t n,
                     cidr_block *found);

#endif
