#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_error(err *e, int number, const char *doing, const char *path) {
  const char *code = number == ENOENT || number == ENOTDIR  ? "not_found"
                     : number == EACCES || number == EPERM  ? "permission"
                     : number == EROFS                      ? "permission"
                     : number == EEXIST                     ? "exists"
                     : number == ENOSPC || number == EDQUOT ? "no_space"
                     : number == EFBIG                      ? "too_large"
                     : number == EISDIR                     ? "not_a_file"
                                                            : "io";
  return err_set(e, code, "cannot %s %s: %s", doing, path, strerror(number));
}

static bool read_all(int fd, const char *path, size_t limit, buf *out, err *e) {
  for (;;) {
    char *to = buf_reserve(out, 65536);
    if (!to) return file_error(e, ENOMEM, "read", path);
    ssize_t n = read(fd, to, 65536);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return file_error(e, errno, "read", path);
    if (n == 0) break;
    out->len += (size_t)n;
    if (limit && out->len > limit) return file_error(e, EFBIG, "read", path);
  }
  if (out->data) out->data[out->len] = '\0';
  return true;
}

bool file_read(const char *path, size_t limit, buf *out, err *e) {
  /* O_NONBLOCK: a pipe that nobody writes to must not hang the loop */
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return file_error(e, errno, "open", path);
  bool ok = read_all(fd, path, limit, out, e);
  close(fd);
  return ok;
}

static int sync_fd(int fd) {
  /* EINVAL, EROFS: what cannot be synced at all, a pipe or a device */
  return fsync(fd) < 0 && errno != EINVAL && errno != EROFS ? errno : 0;
}

static int write_all(int fd, const char *text, size_t len) {
  while (len) {
    ssize_t n = write(fd, text, len);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    text += n;
    len -= (size_t)n;
  }
  return sync_fd(fd);
}

/* What was made in a folder has its name on disk only when the folder has been synced too. */
static int sync_folder_of(const char *path) {
  char *copy = strdup(path);
  if (!copy) return ENOMEM;
  int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int number = fd < 0 ? errno : sync_fd(fd);
  if (fd >= 0) close(fd);
  free(copy);
  return number == EACCES ? 0 : number; /* one may write into a folder that one may not open */
}

static bool is_special(const char *path) {
  struct stat s;
  return stat(path, &s) == 0 && !S_ISREG(s.st_mode) && !S_ISDIR(s.st_mode);
}

/* A device or a pipe (/dev/stdout) is written to; it cannot be renamed over. */
static bool write_special(const char *path, const char *text, size_t len, err *e) {
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  int number = fd < 0 ? errno : write_all(fd, text, len);
  if (fd >= 0) close(fd);
  return number ? file_error(e, number, "write", path) : true;
}

bool file_write(const char *path, const char *text, size_t len, mode_t mode, bool exclusive, err *e) {
  if (is_special(path)) return write_special(path, text, len, e);
  buf temporary = BUF_INIT;
  buf_addf(&temporary, "%s.XXXXXX", path);
  if (!buf_ok(&temporary)) return file_error(e, ENOMEM, "write", path);
  int fd = mkostemp(temporary.data, O_CLOEXEC);
  int number = fd < 0 ? errno : 0;
  if (!number && fchmod(fd, mode) < 0) number = errno;
  if (!number) number = write_all(fd, text, len);
  if (fd >= 0 && close(fd) < 0 && !number) number = errno;
  if (!number && exclusive && link(temporary.data, path) < 0) number = errno;
  if (!number && !exclusive && rename(temporary.data, path) < 0) number = errno;
  if (fd >= 0 && (number || exclusive)) unlink(temporary.data);
  buf_free(&temporary);
  if (!number) number = sync_folder_of(path);
  return number ? file_error(e, number, "write", path) : true;
}

bool file_append(const char *path, const char *text, size_t len, mode_t mode, bool name, err *e) {
  name = name || access(path, F_OK) < 0;
  int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, mode);
  if (fd < 0) return file_error(e, errno, "open", path);
  int number = write_all(fd, text, len);
  if (close(fd) < 0 && !number) number = errno;
  if (!number && name) number = sync_folder_of(path);
  return number ? file_error(e, number, "write", path) : true;
}

/* Its name is on disk, or it is not there. */
static int make_one(const char *path, mode_t mode) {
  if (mkdir(path, mode) < 0) return errno;
  int number = sync_folder_of(path);
  if (number) rmdir(path);
  return number;
}

bool file_make_dir(const char *path, mode_t mode, bool parents, err *e) {
  char *copy = strdup(path);
  if (!copy) return file_error(e, ENOMEM, "make", path);
  int number = 0;
  for (char *at = copy + 1; parents && *at && !number; at++) {
    if (*at != '/') continue;
    *at = '\0';
    number = make_one(copy, mode);
    if (number == EEXIST) number = 0;
    *at = '/';
  }
  struct stat s;
  if (!number) number = make_one(copy, mode);
  if (number == EEXIST && parents && stat(copy, &s) == 0 && S_ISDIR(s.st_mode)) number = 0;
  free(copy);
  return number ? file_error(e, number, "make folder", path) : true;
}

int file_lock(const char *path, const char *text, size_t len, mode_t mode, err *e) {
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, mode);
  if (fd < 0) {
    file_error(e, errno, "open", path);
    return -1;
  }
  int number = flock(fd, LOCK_EX | LOCK_NB) < 0 ? errno : 0;
  if (number == EWOULDBLOCK) {
    close(fd);
    err_set(e, "locked", "another process holds the lock %s", path);
    return -1;
  }
  if (!number && ftruncate(fd, 0) < 0) number = errno;
  if (!number) number = write_all(fd, text, len);
  if (!number) return fd;
  close(fd);
  file_error(e, number, "lock", path);
  return -1;
}

bool file_remove(const char *path, err *e) {
  return remove(path) == 0 ? true : file_error(e, errno, "remove", path);
}
