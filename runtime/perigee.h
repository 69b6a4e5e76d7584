/* Perigee: a scripting runtime that hosts Lua 5.4 and gives it signed AWS requests, Kubernetes requests, CIDR math,
** YAML, JSON and XML, and playbooks that use them.
**
** Ownership: text given to a function is copied before it returns; text that a function returns belongs to the runtime
** and stays valid until the next call with that runtime; what a callback receives is valid during the call only.
** A pg_function returns malloc'd text, which the runtime frees.
** Threads: a runtime belongs to the thread that uses it; pg_cancel alone may be called from any thread. Different
** runtimes share nothing. */
#ifndef PERIGEE_H
#define PERIGEE_H

#include <stddef.h>

#ifndef PG_API
#define PG_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define PG_VERSION "0.1.0"

typedef struct pg_runtime pg_runtime;

/* One event of a run as a line of JSON, without the line end: see docs/reference/events.md. */
typedef void (*pg_event_fn)(void *data, const char *json, size_t len);

/* A function of the host program, called from Lua as module.name(...). `args` is the JSON array of its arguments; the
** answer is malloc'd JSON text (NULL: nil), or, after setting *error to malloc'd text, an error raised in Lua. */
typedef char *(*pg_function)(void *data, const char *args, size_t len, char **error);

typedef struct pg_options {
  size_t size; /* sizeof(pg_options): later versions append members */
  const char *
      module_path; /* folders of playbooks and modules, separated by ':'; searched before the built-in ones */
  size_t memory_limit;  /* bytes of Lua memory, 0: none */
  int read_environment; /* non-zero: PERIGEE_PATH and the like count too */
  int cancel_by_signal; /* non-zero: pg_cancel is only called by a signal handler of the runtime's own thread. Code that
                              never waits can then be cancelled at no cost; otherwise it costs a sixth of Lua's speed */
  pg_event_fn event; /* may be NULL */
  void *event_data;
} pg_options;

enum pg_state {
  PG_IDLE,    /* nothing runs; pg_result holds */
  PG_RUNNING, /* call pg_poll again */
};

/* NULL when memory is short. `options` may be NULL. */
PG_API pg_runtime *pg_new(const pg_options *options);
PG_API void pg_free(pg_runtime *rt);

/* Makes `module.name(...)` call fn. To be called between runs. 0, or -1 when memory is short. */
PG_API int pg_register(pg_runtime *rt, const char *module, const char *name, pg_function fn, void *data);

/* Start running; pg_poll or pg_wait carries it on. -1 when something runs already or the text does not load (pg_error).
** A playbook is named as on the command line (a file or a stock name); `options` is a JSON object:
** {"settings": {...}, "yes": true, "only": "...", "region": "...", ...}. */
PG_API int pg_start_chunk(pg_runtime *rt, const char *code, size_t len, const char *name);
PG_API int pg_start_file(pg_runtime *rt, const char *path, int argc, const char *const *argv);
PG_API int pg_start_playbook(pg_runtime *rt, const char *command, const char *playbook, const char *options);

/* Does what can be done now, waiting at most `timeout_ms` (< 0: until something happens) for more. */
PG_API enum pg_state pg_poll(pg_runtime *rt, int timeout_ms);
/* Runs to the end; returns pg_result. */
PG_API int pg_wait(pg_runtime *rt);
/* Ends the run: it raises `cancelled` where it waits, and closes what it has open. From any thread. */
PG_API void pg_cancel(pg_runtime *rt);

/* The exit code of the last run, as the command has them: 0 done, 1 failed, 2 usage or load, 3 refused before the first
** write, 4 the verdict does not hold, 130 cancelled. */
PG_API int pg_result(const pg_runtime *rt);
/* Why the last call or run failed, or "". */
PG_API const char *pg_error(const pg_runtime *rt);

#ifdef __cplusplus
}
#endif

#endif
