/* Blocks of all sizes keep what is in them, freed ones are used again, and all are gone with the pool. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pool.h"

enum { BLOCKS = 400, TURNS = 40000 };

static size_t number(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static void holds(const unsigned char *block, size_t size, unsigned char mark) {
  for (size_t i = 0; i < size; i++) assert_int_equal(block[i], mark);
}

static void keeps_what_is_stored(void **state) {
  (void)state;
  static unsigned char *blocks[BLOCKS];
  static size_t sizes[BLOCKS];
  pool p = {0};
  uint32_t seed = 7;
  for (int turn = 0; turn < TURNS; turn++) {
    size_t i = number(&seed) % BLOCKS;
    unsigned char mark = (unsigned char)(i % 251);
    size_t size = number(&seed) % 5 == 0 ? 0 : number(&seed) % (3 * POOL_LARGEST);
    unsigned char *moved = pool_resize(&p, blocks[i], sizes[i], size);
    assert_true((moved == NULL) == (size == 0));
    if (moved) {
      assert_int_equal((uintptr_t)moved % _Alignof(max_align_t), 0);
      holds(moved, sizes[i] < size ? sizes[i] : size, mark);
      memset(moved, mark, size);
    }
    blocks[i] = moved;
    sizes[i] = size;
  }
  for (size_t i = 0; i < BLOCKS; i++) {
    holds(blocks[i], sizes[i], (unsigned char)(i % 251));
    pool_resize(&p, blocks[i], sizes[i], 0);
  }
  pool_free(&p);
  pool_free(&p);
}

/* A program that makes and drops objects for ever stays as large as it is. */
static void does_not_grow(void **state) {
  (void)state;
  pool p = {0};
  void *chunks = NULL;
  for (int turn = 0; turn < TURNS; turn++) {
    void *block = pool_resize(&p, NULL, 0, 1 + (size_t)turn % POOL_LARGEST);
    assert_non_null(block);
    pool_resize(&p, block, 1 + (size_t)turn % POOL_LARGEST, 0);
    if (turn == POOL_LARGEST) chunks = p.chunks;
  }
  assert_ptr_equal(p.chunks, chunks);
  pool_free(&p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keeps_what_is_stored),
      cmocka_unit_test(does_not_grow),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
