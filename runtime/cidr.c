#include "cidr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Numbers of 128 bits */

static cidr_number number(uint64_t low) {
  return (cidr_number){0, low};
}

static int compare(cidr_number a, cidr_number b) {
  if (a.high != b.high) return a.high < b.high ? -1 : 1;
  return (a.low > b.low) - (a.low < b.low);
}

static cidr_number add(cidr_number a, cidr_number b) {
  cidr_number sum = {a.high + b.high, a.low + b.low};
  if (sum.low < a.low) sum.high++;
  return sum;
}

static cidr_number subtract(cidr_number a, cidr_number b) {
  return (cidr_number){a.high - b.high - (a.low < b.low), a.low - b.low};
}

/* The lowest `bits` bits set: what is free within a block, and its size less one. */
static cidr_number low_bits(int bits) {
  if (bits >= 128) return (cidr_number){UINT64_MAX, UINT64_MAX};
  if (bits >= 64) return (cidr_number){bits == 64 ? 0 : UINT64_MAX >> (128 - bits), UINT64_MAX};
  return number(bits == 0 ? 0 : UINT64_MAX >> (64 - bits));
}

static cidr_number shift_left(cidr_number a, int bits) {
  if (bits >= 128) return number(0);
  if (bits >= 64) return (cidr_number){a.low << (bits - 64), 0};
  if (bits == 0) return a;
  return (cidr_number){a.high << bits | a.low >> (64 - bits), a.low << bits};
}

static bool bit_is_set(cidr_number a, int bit) {
  return (bit < 64 ? a.low >> bit : a.high >> (bit - 64)) & 1;
}

int cidr_width(int family) {
  return family == 4 ? 32 : 128;
}

static cidr_block make(int family, cidr_number address, int prefix) {
  cidr_number rest = low_bits(cidr_width(family) - prefix);
  cidr_number first = {address.high & ~rest.high, address.low & ~rest.low};
  return (cidr_block){address, first, add(first, rest), family, prefix};
}

/* Reading */

typedef struct reader {
  const char *text;
  size_t len;
  size_t at;
  err *error;
} reader;

/* The text as it can be shown in a message: short, on one line. */
static bool fail(const reader *r, const char *why) {
  char shown[64];
  size_t n = r->len < sizeof shown - 1 ? r->len : sizeof shown - 1;
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)r->text[i];
    shown[i] = c >= ' ' && c < 0x7F ? (char)c : '?';
  }
  shown[n] = '\0';
  return err_set(r->error, "cidr", "'%s'%s is no address block: %s", shown, n < r->len ? "..." : "", why);
}

static bool fail_at(const reader *r, const char *what, int which, const char *why) {
  char text[128];
  snprintf(text, sizeof text, "%s %d %s", what, which, why);
  return fail(r, text);
}

static char peek(const reader *r) {
  return r->at < r->len ? r->text[r->at] : '\0';
}

static bool accept(reader *r, char c) {
  if (r->at >= r->len || r->text[r->at] != c) return false;
  r->at++;
  return true;
}

static int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

/* Reads at most `most` digits; returns how many there are, also those beyond it. */
static size_t read_digits(reader *r, int base, size_t most, unsigned *value) {
  size_t n = 0;
  *value = 0;
  for (; digit_value(peek(r)) < base; r->at++) {
    if (n++ < most) *value = *value * (unsigned)base + (unsigned)digit_value(peek(r));
  }
  return n;
}

static bool read_ipv4(reader *r, uint64_t *address) {
  *address = 0;
  for (int i = 1; i <= 4; i++) {
    unsigned octet;
    if (i > 1 && !accept(r, '.')) {
      if (r->at < r->len && peek(r) != '/')
        return fail_at(r, "octet", i - 1, "is followed by something else than '.'");
      return fail_at(r, "an IPv4 address has four octets, octet", i, "is missing");
    }
    size_t start = r->at, digits = read_digits(r, 10, 3, &octet);
    if (!digits) return fail_at(r, "octet", i, "is no number");
    if (digits > 1 && r->text[start] == '0') return fail_at(r, "octet", i, "has a leading zero");
    if (digits > 3 || octet > 255) return fail_at(r, "octet", i, "is larger than 255");
    *address = *address << 8 | octet;
  }
  if (peek(r) == '.') return fail(r, "an IPv4 address has four octets, here are more");
  return true;
}

/* An IPv4 address may stand for the last two groups: is one there? */
static bool at_ipv4(const reader *r) {
  size_t at = r->at;
  while (at < r->len && r->text[at] >= '0' && r->text[at] <= '9') at++;
  return at > r->at && at < r->len && r->text[at] == '.';
}

static bool read_ipv4_tail(reader *r, unsigned *groups, int *n) {
  uint64_t tail;
  if (*n > 6) return fail(r, "there is no room for an IPv4 address after more than six groups");
  if (!read_ipv4(r, &tail)) return false;
  groups[(*n)++] = (unsigned)(tail >> 16);
  groups[(*n)++] = (unsigned)(tail & 0xFFFF);
  return true;
}

/* Reads groups of hexadecimal digits and notes before which of them the "::" stands (-1: nowhere). */
static bool read_groups(reader *r, unsigned *groups, int *n, int *gap) {
  *n = 0;
  *gap = -1;
  if (peek(r) == ':' && !(r->at + 1 < r->len && r->text[r->at + 1] == ':'))
    return fail(r, "it begins with a single ':'");
  for (;;) {
    if (r->at + 1 < r->len && r->text[r->at] == ':' && r->text[r->at + 1] == ':') {
      if (*gap >= 0) return fail(r, "'::' stands there twice");
      *gap = *n;
      r->at += 2;
      if (r->at == r->len || peek(r) == '/') return true;
    } else if (*n && !accept(r, ':')) {
      return true;
    }
    if (*n == 8) return fail(r, "an IPv6 address has eight groups, here are more");
    if (at_ipv4(r)) return read_ipv4_tail(r, groups, n);
    size_t digits = read_digits(r, 16, 4, &groups[*n]);
    if (!digits) return fail_at(r, "group", *n + 1, "is no hexadecimal number");
    if (digits > 4) return fail_at(r, "group", *n + 1, "has more than four digits");
    ++*n;
  }
}

static bool read_ipv6(reader *r, cidr_number *address) {
  unsigned groups[8];
  int n, gap;
  if (!read_groups(r, groups, &n, &gap)) return false;
  if (gap < 0 && n < 8) return fail(r, "an IPv6 address has eight groups, here are fewer and no '::'");
  if (gap >= 0 && n == 8) return fail(r, "'::' stands for no group: all eight are there");
  *address = number(0);
  for (int i = 0; i < 8; i++) {
    int absent = 8 - n; /* the groups that "::" stands for are zero */
    unsigned group = gap < 0 || i < gap ? groups[i] : i < gap + absent ? 0 : groups[i - absent];
    *address = shift_left(*address, 16);
    address->low |= group;
  }
  return true;
}

static bool read_prefix(reader *r, int width, int *prefix) {
  unsigned value;
  size_t start = r->at, digits = read_digits(r, 10, 4, &value);
  if (!digits) return fail(r, "the prefix after '/' is no number");
  if (r->at < r->len) return fail(r, "something follows the prefix");
  if (digits > 1 && r->text[start] == '0') return fail(r, "the prefix has a leading zero");
  if (digits > 3 || value > (unsigned)width) {
    return fail(r, width == 32 ? "the prefix is longer than 32" : "the prefix is longer than 128");
  }
  *prefix = (int)value;
  return true;
}

bool cidr_parse(const char *text, size_t len, cidr_block *block, err *e) {
  reader r = {text, len, 0, e};
  cidr_number address = {0, 0};
  if (!len) return fail(&r, "it is empty");
  int family = memchr(text, ':', len) ? 6 : 4, prefix = cidr_width(family);
  if (!(family == 4 ? read_ipv4(&r, &address.low) : read_ipv6(&r, &address))) return false;
  if (accept(&r, '/')) {
    if (!read_prefix(&r, cidr_width(family), &prefix)) return false;
  } else if (r.at < len) {
    return fail(&r, peek(&r) == '%' ? "a zone ('%') has no place here" : "something follows the address");
  }
  *block = make(family, address, prefix);
  return true;
}

/* Writing */

static void format_ipv6(cidr_number address, char *text) {
  unsigned groups[8];
  int from = 8, longest = 1; /* where the longest run of two or more zero groups begins */
  for (int i = 0; i < 8; i++)
    groups[i] = (unsigned)((i < 4 ? address.high : address.low) >> (48 - i % 4 * 16)) & 0xFFFF;
  for (int i = 0; i < 8; i++) {
    int run = 0;
    while (i + run < 8 && groups[i + run] == 0) run++;
    if (run > longest) {
      from = i;
      longest = run;
    }
  }
  char *at = text;
  for (int i = 0; i < 8; i++) {
    if (i == from) {
      *at++ = ':';
      if (from + longest == 8) *at++ = ':';
      i += longest - 1;
    } else {
      at += snprintf(at, 6, i ? ":%x" : "%x", groups[i]);
    }
  }
  *at = '\0';
}

void cidr_format_address(int family, cidr_number address, char text[CIDR_TEXT]) {
  if (family == 6) {
    format_ipv6(address, text);
    return;
  }
  unsigned a = (unsigned)address.low;
  snprintf(text, CIDR_TEXT, "%u.%u.%u.%u", a >> 24, a >> 16 & 255, a >> 8 & 255, a & 255);
}

void cidr_format(const cidr_block *block, char text[CIDR_TEXT]) {
  cidr_format_address(block->family, block->first, text);
  size_t n = strlen(text);
  snprintf(text + n, CIDR_TEXT - n, "/%d", block->prefix);
}

/* Questions */

int cidr_size_bits(const cidr_block *block) {
  return cidr_width(block->family) - block->prefix;
}

bool cidr_contains(const cidr_block *outer, const cidr_block *inner) {
  return outer->family == inner->family && compare(outer->first, inner->first) <= 0 &&
         compare(outer->last, inner->last) >= 0;
}

bool cidr_overlaps(const cidr_block *a, const cidr_block *b) {
  return a->family == b->family && compare(a->first, b->last) <= 0 && compare(b->first, a->last) <= 0;
}

int cidr_compare(const void *a, const void *b) {
  const cidr_block *x = a, *y = b;
  if (x->family != y->family) return x->family < y->family ? -1 : 1;
  int order = compare(x->first, y->first);
  return order ? order : (x->prefix > y->prefix) - (x->prefix < y->prefix);
}

/* n as a number from 0 up, where -1 stands for `most`; false beyond it. */
static bool count_from(int64_t n, cidr_number most, cidr_number *index) {
  cidr_number steps = number(n < 0 ? (uint64_t)(-(n + 1)) : (uint64_t)n);
  if (compare(steps, most) > 0) return false;
  *index = n < 0 ? subtract(most, steps) : steps;
  return true;
}

bool cidr_nth(const cidr_block *block, int prefix, int64_t n, cidr_block *found) {
  int width = cidr_width(block->family);
  cidr_number index;
  if (prefix < block->prefix || prefix > width) return false;
  if (!count_from(n, low_bits(prefix - block->prefix), &index)) return false;
  *found = make(block->family, add(block->first, shift_left(index, width - prefix)), prefix);
  return true;
}

bool cidr_host(const cidr_block *block, int64_t n, cidr_number *found) {
  cidr_number index;
  if (!count_from(n, low_bits(cidr_size_bits(block)), &index)) return false;
  *found = add(block->first, index);
  return true;
}

/* Sets of blocks */

/* Are these, in this order, the two halves of one block? */
static bool are_halves(const cidr_block *a, const cidr_block *b) {
  return a->family == b->family && a->prefix == b->prefix && a->prefix > 0 &&
         !bit_is_set(a->first, cidr_size_bits(a)) && compare(add(a->last, number(1)), b->first) == 0;
}

size_t cidr_collapse(cidr_block *blocks, size_t n) {
  size_t kept = 0;
  if (n) qsort(blocks, n, sizeof *blocks, cidr_compare);
  for (size_t i = 0; i < n; i++) {
    if (kept && cidr_contains(&blocks[kept - 1], &blocks[i])) continue;
    blocks[kept++] = blocks[i];
    while (kept > 1 && are_halves(&blocks[kept - 2], &blocks[kept - 1])) {
      kept--;
      blocks[kept - 1] = make(blocks[kept - 1].family, blocks[kept - 1].first, blocks[kept - 1].prefix - 1);
    }
  }
  return kept;
}

void cidr_gaps_start(cidr_gaps *gaps, const cidr_block *block, const cidr_block *taken, size_t n) {
  *gaps = (cidr_gaps){block->first, block->last, block->family, taken, n, 0, false};
}

/* Moves on beyond what is taken; false when nothing is left. */
static bool skip_taken(cidr_gaps *g) {
  for (; g->next < g->n; g->next++) {
    const cidr_block *t = &g->taken[g->next];
    if (t->family != g->family || compare(t->last, g->at) < 0) continue;
    if (compare(t->first, g->at) > 0) break;
    if (compare(t->last, g->last) >= 0) return false;
    g->at = add(t->last, number(1));
  }
  return true;
}

/* The largest block that begins at `from` and ends at `to` or before. */
static cidr_block largest_from(int family, cidr_number from, cidr_number to) {
  int bits = 0, width = cidr_width(family);
  while (bits < width && !bit_is_set(from, bits) && compare(add(from, low_bits(bits + 1)), to) <= 0) bits++;
  return make(family, from, width - bits);
}

bool cidr_gaps_next(cidr_gaps *g, cidr_block *gap) {
  if (g->over || !skip_taken(g)) {
    g->over = true;
    return false;
  }
  cidr_number stop = g->last;
  if (g->next < g->n && g->taken[g->next].family == g->family &&
      compare(g->taken[g->next].first, stop) <= 0) {
    stop = subtract(g->taken[g->next].first, number(1));
  }
  *gap = largest_from(g->family, g->at, stop);
  g->over = compare(gap->last, g->last) >= 0;
  g->at = add(gap->last, number(1));
  return true;
}

bool cidr_first_free(const cidr_block *block, int prefix, const cidr_block *taken, size_t n,
                     cidr_block *found) {
  cidr_gaps gaps;
  cidr_block gap;
  cidr_gaps_start(&gaps, block, taken, n);
  while (cidr_gaps_next(&gaps, &gap)) {
    if (gap.prefix <= prefix) return cidr_nth(&gap, prefix, 0, found);
  }
  return false;
}
