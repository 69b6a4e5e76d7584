/* Memory for the many small objects that Lua makes and drops. A freed block waits for the next object of its size; all
** blocks go back to the system at once in pool_free. Not for several threads at a time. */
#ifndef PERIGEE_POOL_H
#define PERIGEE_POOL_H

#include <stddef.h>

enum { POOL_STEP = 16, POOL_LARGEST = 256 };

typedef struct pool {
  void *waiting[POOL_LARGEST / POOL_STEP + 1]; /* freed blocks by size in steps, each holds the next */
  void *chunks;                                /* what the system gave, each holds the next */
  char *at, *end;                              /* what is left of the newest chunk */
} pool;

/* As realloc, told the size that the block was asked for with (0: there is none yet); size 0 frees. NULL when memory
** is short, which never happens when a block gets smaller. */
void *pool_resize(pool *p, void *block, size_t old, size_t size);

/* Frees all blocks of up to POOL_LARGEST bytes; larger ones are their owners' to free. */
void pool_free(pool *p);

#endif
