/* A disk that fails, for LD_PRELOAD: what is done to files in PERIGEE_STATE is counted, told, and refused.
 *
 * PERIGEE_DISK_LOG  gets a line of JSON per operation that a disk may refuse: mkdir, create, write, fsync
 * PERIGEE_DISK      "7 once": the seventh operation fails; "7 on": so do all that follow
 *
 * A write stops half way with ENOSPC, all else fails with EIO. An fsync that fails has not been done. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static atomic_int count;

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Whether the path is the folder of the journals or something in it. */
static bool is_ours(const char *path) {
  const char *folder = getenv("PERIGEE_STATE");
  size_t len = folder ? strlen(folder) : 0;
  return len && strncmp(path, folder, len) == 0 && (path[len] == '/' || path[len] == '\0');
}

/* Whether it is the folder that the folder of the journals is in: it has the name of that. */
static bool is_above(const char *path) {
  const char *folder = getenv("PERIGEE_STATE"), *slash = folder ? strrchr(folder, '/') : NULL;
  return slash && strncmp(path, folder, (size_t)(slash - folder)) == 0 && path[slash - folder] == '\0';
}

static bool is_ours_open(int fd, char path[PATH_MAX]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t len = readlink(link, path, PATH_MAX - 1);
  path[len > 0 ? len : 0] = '\0';
  return is_ours(path);
}

/* The number of the operation that comes now; negative when it is to fail. */
static int next(void) {
  int now = atomic_fetch_add(&count, 1) + 1, first = 0;
  char mode[8] = "";
  const char *plan = getenv("PERIGEE_DISK");
  if (plan) sscanf(plan, "%d %7s", &first, mode);
  bool fails = first && (now == first || (now > first && strcmp(mode, "on") == 0));
  return fails ? -now : now;
}

/* Told by bare system calls, after the operation, so that its time is never too early. */
static void tell(int number, const char *what, const char *path, int fd, int error) {
  struct timespec t;
  struct stat s = {0};
  clock_gettime(CLOCK_REALTIME, &t);
  if (fd >= 0) fstat(fd, &s);
  char line[PATH_MAX + 256];
  int len = snprintf(line, sizeof line,
                     "{\"number\":%d,\"what\":\"%s\",\"path\":\"%s\",\"size\":%lld,\"error\":%d,"
                     "\"pid\":%d,\"time\":%lld.%06ld}\n",
                     abs(number), what, path, (long long)s.st_size, error, (int)getpid(), (long long)t.tv_sec,
                     t.tv_nsec / 1000);
  int log =
      (int)syscall(SYS_openat, AT_FDCWD, getenv("PERIGEE_DISK_LOG"), O_WRONLY | O_APPEND | O_CREAT, 0600);
  if (log < 0 || syscall(SYS_write, log, line, len) != len)
    abort(); /* a test without its witness proves nothing */
  syscall(SYS_close, log);
}

static int refused(int number, const char *what, const char *path, int fd, int error) {
  tell(number, what, path, fd, error);
  errno = error;
  return -1;
}

int mkdir(const char *path, mode_t mode) {
  if (!is_ours(path) || access(path, F_OK) == 0) return NEXT(mkdir)(path, mode);
  int number = next();
  if (number < 0) return refused(number, "mkdir", path, -1, EIO);
  int result = NEXT(mkdir)(path, mode), error = errno;
  tell(number, "mkdir", path, -1, result < 0 ? error : 0);
  errno = error;
  return result;
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  if (!(flags & O_CREAT) || !is_ours(path) || access(path, F_OK) == 0) return NEXT(open)(path, flags, mode);
  int number = next();
  if (number < 0) return refused(number, "create", path, -1, EIO);
  int fd = NEXT(open)(path, flags, mode), error = errno;
  tell(number, "create", path, fd, fd < 0 ? error : 0);
  errno = error;
  return fd;
}

ssize_t write(int fd, const void *text, size_t len) {
  static atomic_int full = -1; /* the file whose write has stopped half way */
  char path[PATH_MAX];
  if (!is_ours_open(fd, path)) return NEXT(write)(fd, text, len);
  int half = fd;
  if (atomic_compare_exchange_strong(&full, &half, -1)) {
    errno = ENOSPC;
    return -1;
  }
  int number = next();
  if (number < 0) {
    ssize_t some = len > 1 ? NEXT(write)(fd, text, len / 2) : 0;
    if (some <= 0) return refused(number, "write", path, fd, ENOSPC);
    atomic_store(&full, fd);
    tell(number, "write", path, fd, ENOSPC);
    return some;
  }
  ssize_t result = NEXT(write)(fd, text, len);
  int error = errno;
  tell(number, "write", path, fd, result < 0 ? error : 0);
  errno = error;
  return result;
}

int fsync(int fd) {
  char path[PATH_MAX];
  if (!is_ours_open(fd, path) && !is_above(path)) return NEXT(fsync)(fd);
  int number = next();
  if (number < 0) return refused(number, "fsync", path, fd, EIO);
  int result = NEXT(fsync)(fd), error = errno;
  tell(number, "fsync", path, fd, result < 0 ? error : 0);
  errno = error;
  return result;
}
