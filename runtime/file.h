/* Files as the live world offers them: whole reads with a bound, atomic writes that are on disk when they return. */
#ifndef PERIGEE_FILE_H
#define PERIGEE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "buf.h"
#include "err.h"

/* All functions: false and *e (code: not_found, permission, exists, no_space, too_large, not_a_file, io). */
bool file_read(const char *path, size_t limit, buf *out, err *e);
/* Writes beside the file, syncs, renames: a reader sees the old text or the new. With `exclusive` an existing file is
** an error. */
bool file_write(const char *path, const char *text, size_t len, mode_t mode, bool exclusive, err *e);
/* Appends and syncs; creates the file when it is missing, and then syncs its folder, as it does with `name`. */
bool file_append(const char *path, const char *text, size_t len, mode_t mode, bool name, err *e);
/* On disk too, with the parents that it makes. */
bool file_make_dir(const char *path, mode_t mode, bool parents, err *e);
bool file_remove(const char *path, err *e);
/* Takes a lock that the system drops when the process ends; creates the file when it is missing and puts `text` into
** it. A descriptor to be closed, which drops the lock; -1 when another process holds it (code: locked). */
int file_lock(const char *path, const char *text, size_t len, mode_t mode, err *e);
/* Fills *e from an errno value. */
bool file_error(err *e, int number, const char *doing, const char *path);

#endif
