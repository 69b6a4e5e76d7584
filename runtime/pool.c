#include "pool.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Under AddressSanitizer each object keeps a block of its own, so that a use after free is found. */
#if defined(__SANITIZE_ADDRESS__)
#define POOLED_UP_TO 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POOLED_UP_TO 0
#endif
#endif
#ifndef POOLED_UP_TO
#define POOLED_UP_TO POOL_LARGEST
#endif

/* As large and as aligned as a large page of most machines, so that the kernel may hand it out in one piece instead of
** with one page fault for every 4 KiB. */
enum { CHUNK = 2 * 1024 * 1024 };

static size_t steps(size_t size) {
  return (size + POOL_STEP - 1) / POOL_STEP;
}

static void *pop(void **list) {
  void *block = *list;
  memcpy(list, block, sizeof *list);
  return block;
}

static void push(void **list, void *block) {
  memcpy(block, list, sizeof *list);
  *list = block;
}

/* What is left of a chunk that is too short now still serves smaller objects. */
static void keep_rest(pool *p) {
  size_t rest = (size_t)(p->end - p->at) / POOL_STEP;
  if (rest) push(&p->waiting[rest], p->at);
}

static void *take(pool *p, size_t size) {
  size_t n = steps(size);
  if (p->waiting[n]) return pop(&p->waiting[n]);
  if ((size_t)(p->end - p->at) < n * POOL_STEP) {
    char *chunk = aligned_alloc(CHUNK, CHUNK);
    if (!chunk) return NULL;
    madvise(chunk, CHUNK, MADV_HUGEPAGE); /* where there are none, small pages do */
    keep_rest(p);
    push(&p->chunks, chunk);
    p->at = chunk + POOL_STEP;
    p->end = chunk + CHUNK;
  }
  void *block = p->at;
  p->at += n * POOL_STEP;
  return block;
}

static void give_back(pool *p, void *block, size_t size) {
  if (!block) return;
  if (size > POOLED_UP_TO)
    free(block);
  else
    push(&p->waiting[steps(size)], block);
}

void *pool_resize(pool *p, void *block, size_t old, size_t size) {
  if (size == 0) {
    give_back(p, block, old);
    return NULL;
  }
  if (!block) return size > POOLED_UP_TO ? malloc(size) : take(p, size);
  if (old > POOLED_UP_TO && size > POOLED_UP_TO) return realloc(block, size);
  if (old <= POOLED_UP_TO && size <= POOLED_UP_TO && steps(old) == steps(size)) return block;
  void *moved = size > POOLED_UP_TO ? malloc(size) : take(p, size);
  /* A block that is larger than it need be does as well: it will wait among the blocks of the smaller size. */
  if (!moved) return size < old ? block : NULL;
  memcpy(moved, block, old < size ? old : size);
  give_back(p, block, old);
  return moved;
}

void pool_free(pool *p) {
  while (p->chunks) free(pop(&p->chunks));
  *p = (pool){0};
}
