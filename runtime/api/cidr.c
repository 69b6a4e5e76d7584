/* cidr: address blocks as text. parse and whatever gives a value back answer nil, failure to a bad text; the questions
** (contains, overlaps, compare) raise, so that a bad text never passes for a no. */
#include "../cidr.h"

#include <math.h>
#include <stdlib.h>

#include "json_value.h"

enum { SPLIT_BITS = 16 }; /* split makes at most 2^16 blocks */

/* Arguments */

/* False, with the failure pushed, when the text is no block. */
static bool to_block(lua_State *L, int arg, cidr_block *block) {
  size_t len;
  const char *text = luaL_checklstring(L, arg, &len);
  err e = ERR_INIT;
  if (cidr_parse(text, len, block, &e)) return true;
  api_fail(L, &e);
  return false;
}

static void check_block(lua_State *L, int arg, cidr_block *block) {
  size_t len;
  const char *text = luaL_checklstring(L, arg, &len);
  err e = ERR_INIT;
  if (!cidr_parse(text, len, block, &e)) luaL_argerror(L, arg, e.message);
}

/* Pushes memory that holds the blocks of a list; NULL, with the failure pushed, when one is bad. */
static cidr_block *to_blocks(lua_State *L, int arg, size_t *n) {
  luaL_checktype(L, arg, LUA_TTABLE);
  *n = 0;
  while (lua_geti(L, arg, (lua_Integer)*n + 1) != LUA_TNIL) {
    if (lua_type(L, -1) != LUA_TSTRING) {
      luaL_argerror(
          L, arg,
          lua_pushfstring(L, "item %d is a %s, not the text of a block", (int)*n + 1, luaL_typename(L, -1)));
    }
    ++*n;
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  cidr_block *blocks = lua_newuserdatauv(L, (*n + 1) * sizeof *blocks, 0);
  for (size_t i = 0; i < *n; i++) {
    lua_geti(L, arg, (lua_Integer)i + 1);
    if (!to_block(L, lua_gettop(L), &blocks[i])) return NULL;
    lua_pop(L, 1);
  }
  return blocks;
}

/* Results */

static void push_block(lua_State *L, const cidr_block *block) {
  char text[CIDR_TEXT];
  cidr_format(block, text);
  lua_pushstring(L, text);
}

/* An array for JSON too when it is empty. */
static void push_list(lua_State *L, size_t n) {
  lua_createtable(L, (int)n, 0);
  api_mark_array(L, -1);
}

static void push_address(lua_State *L, int family, cidr_number address) {
  char text[CIDR_TEXT];
  cidr_format_address(family, address, text);
  lua_pushstring(L, text);
}

static int refuse(lua_State *L, const char *code, const char *message) {
  err e = ERR_INIT;
  err_set(&e, code, "%s", message);
  return api_fail(L, &e);
}

/* A prefix argument that a part of `block` may have; false, with the failure pushed, otherwise. */
static bool to_prefix(lua_State *L, int arg, const cidr_block *block, int *prefix) {
  lua_Integer n = luaL_checkinteger(L, arg);
  if (n >= block->prefix && n <= cidr_width(block->family)) {
    *prefix = (int)n;
    return true;
  }
  push_block(L, block);
  refuse(L, "cidr",
         lua_pushfstring(L, "a part of %s has a prefix from %d to %d, not %I", lua_tostring(L, -1),
                         block->prefix, cidr_width(block->family), (LUAI_UACINT)n));
  return false;
}

/* Functions */

static int f_parse(lua_State *L) {
  cidr_block b;
  if (!to_block(L, 1, &b)) return 2;
  lua_createtable(L, 0, 6);
  push_address(L, b.family, b.address);
  lua_setfield(L, -2, "address");
  push_block(L, &b);
  lua_setfield(L, -2, "network");
  push_address(L, b.family, b.first);
  lua_setfield(L, -2, "first");
  push_address(L, b.family, b.last);
  lua_setfield(L, -2, "last");
  lua_pushinteger(L, b.prefix);
  lua_setfield(L, -2, "prefix");
  lua_pushinteger(L, b.family);
  lua_setfield(L, -2, "family");
  return 1;
}

static int f_contains(lua_State *L) {
  cidr_block a, b;
  check_block(L, 1, &a);
  check_block(L, 2, &b);
  lua_pushboolean(L, cidr_contains(&a, &b));
  return 1;
}

static int f_overlaps(lua_State *L) {
  cidr_block a, b;
  check_block(L, 1, &a);
  check_block(L, 2, &b);
  lua_pushboolean(L, cidr_overlaps(&a, &b));
  return 1;
}

static int f_compare(lua_State *L) {
  cidr_block a, b;
  check_block(L, 1, &a);
  check_block(L, 2, &b);
  lua_pushinteger(L, cidr_compare(&a, &b));
  return 1;
}

/* An integer, or from 2^63 on a float: exact as well, since every size is a power of two. */
static int f_size(lua_State *L) {
  cidr_block b;
  if (!to_block(L, 1, &b)) return 2;
  int bits = cidr_size_bits(&b);
  if (bits < 63)
    lua_pushinteger(L, (lua_Integer)1 << bits);
  else
    lua_pushnumber(L, ldexp(1.0, bits));
  return 1;
}

static int f_split(lua_State *L) {
  cidr_block b, part;
  int prefix;
  if (!to_block(L, 1, &b) || !to_prefix(L, 2, &b, &prefix)) return 2;
  if (prefix - b.prefix > SPLIT_BITS) {
    push_block(L, &b);
    return refuse(
        L, "cidr_limit",
        lua_pushfstring(
            L, "%s has 2^%d blocks of /%d, more than the 65536 that split lists; nth gives one of them",
            lua_tostring(L, -1), prefix - b.prefix, prefix));
  }
  int n = 1 << (prefix - b.prefix);
  push_list(L, (size_t)n);
  for (int i = 0; i < n && cidr_nth(&b, prefix, i, &part); i++) {
    push_block(L, &part);
    lua_rawseti(L, -2, i + 1);
  }
  return 1;
}

/* Counts from 1, as items of what split lists, and from the end by -1. */
static int f_nth(lua_State *L) {
  cidr_block b, part;
  int prefix;
  lua_Integer n = luaL_checkinteger(L, 3);
  if (!to_block(L, 1, &b) || !to_prefix(L, 2, &b, &prefix)) return 2;
  if (n == 0 || !cidr_nth(&b, prefix, n > 0 ? n - 1 : n, &part)) {
    push_block(L, &b);
    return refuse(
        L, "cidr_range",
        lua_pushfstring(L, "%s has no block number %I of /%d; they count from 1, or -1 from the end",
                        lua_tostring(L, -1), (LUAI_UACINT)n, prefix));
  }
  push_block(L, &part);
  return 1;
}

/* Host number n: what is added to the first address, so 0 is that address and -1 the last one. */
static int f_host(lua_State *L) {
  cidr_block b;
  cidr_number address;
  lua_Integer n = luaL_checkinteger(L, 2);
  if (!to_block(L, 1, &b)) return 2;
  if (!cidr_host(&b, n, &address)) {
    push_block(L, &b);
    return refuse(L, "cidr_range",
                  lua_pushfstring(L, "%s has no host number %I; they count from 0, or -1 from the end",
                                  lua_tostring(L, -1), (LUAI_UACINT)n));
  }
  push_address(L, b.family, address);
  return 1;
}

static int f_range(lua_State *L) {
  cidr_block b;
  if (!to_block(L, 1, &b)) return 2;
  push_address(L, b.family, b.first);
  push_address(L, b.family, b.last);
  return 2;
}

static int f_first_free(lua_State *L) {
  cidr_block b, found;
  size_t n;
  int prefix;
  if (!to_block(L, 1, &b) || !to_prefix(L, 2, &b, &prefix)) return 2;
  cidr_block *taken = to_blocks(L, 3, &n);
  if (!taken) return 2;
  if (n) qsort(taken, n, sizeof *taken, cidr_compare);
  if (!cidr_first_free(&b, prefix, taken, n, &found)) {
    push_block(L, &b);
    return refuse(
        L, "cidr_full",
        lua_pushfstring(L, "no /%d is free in %s: %d blocks are taken", prefix, lua_tostring(L, -1), (int)n));
  }
  push_block(L, &found);
  return 1;
}

static int f_collapse(lua_State *L) {
  size_t n;
  cidr_block *blocks = to_blocks(L, 1, &n);
  if (!blocks) return 2;
  n = cidr_collapse(blocks, n);
  push_list(L, n);
  for (size_t i = 0; i < n; i++) {
    push_block(L, &blocks[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static int f_exclude(lua_State *L) {
  cidr_block b, gap;
  cidr_gaps gaps;
  size_t n;
  if (!to_block(L, 1, &b)) return 2;
  cidr_block *taken = to_blocks(L, 2, &n);
  if (!taken) return 2;
  n = cidr_collapse(taken, n);
  push_list(L, 0);
  cidr_gaps_start(&gaps, &b, taken, n);
  for (lua_Integer i = 1; cidr_gaps_next(&gaps, &gap); i++) {
    push_block(L, &gap);
    lua_rawseti(L, -2, i);
  }
  return 1;
}

static const luaL_Reg lib[] = {
    {"collapse", f_collapse},
    {"compare", f_compare},
    {"contains", f_contains},
    {"exclude", f_exclude},
    {"first_free", f_first_free},
    {"host", f_host},
    {"nth", f_nth},
    {"overlaps", f_overlaps},
    {"parse", f_parse},
    {"range", f_range},
    {"size", f_size},
    {"split", f_split},
    {NULL, NULL},
};

int luaopen_cidr(lua_State *L) {
  luaL_newlib(L, lib);
  return 1;
}
