/* A host program with Perigee inside: it plans addresses. The playbook plan.lua beside it decides how; the program
** gives it a function, `inventory.zones`, shows the events of the run, and ends with the run's exit code.
**
**   cc plan.c -o plan $(pkg-config --cflags --libs perigee)
**   ./plan plan.lua 100.64.0.0/16
*/
#include <perigee.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* inventory.zones("vpc-1") in Lua. Arguments and answer are JSON; the answer is malloc'd and the runtime frees it. */
static char *zones(void *data, const char *args, size_t len, char **error) {
  const char *known = data;
  if (len < 2 || strstr(args, known) == NULL) {
    *error = strdup("inventory.zones: no such VPC");
    return NULL;
  }
  return strdup("[\"one-a\", \"one-b\", \"one-c\"]");
}

static void on_event(void *data, const char *json, size_t len) {
  fprintf(data, "%.*s\n", (int)len, json);
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: plan PLAYBOOK BLOCK\n");
    return 2;
  }
  char options[128];
  int length =
      snprintf(options, sizeof options, "{\"yes\": true, \"settings\": {\"block\": \"%s\"}}", argv[2]);
  if (length < 0 || (size_t)length >= sizeof options) {
    fprintf(stderr, "plan: '%s' is no block\n", argv[2]);
    return 2;
  }

  pg_options wanted = {
      .size = sizeof wanted, .event = on_event, .event_data = stdout, .memory_limit = 64u << 20};
  pg_runtime *rt = pg_new(&wanted);
  if (!rt) {
    fprintf(stderr, "plan: out of memory\n");
    return 1;
  }
  int status = 1;
  if (pg_register(rt, "inventory", "zones", zones, (void *)"vpc-1") == 0 &&
      pg_start_playbook(rt, "apply", argv[1], options) == 0) {
    /* The program keeps its own loop: each turn lets Perigee do what can be done now. */
    while (pg_poll(rt, 50) == PG_RUNNING) {
    }
    status = pg_result(rt);
  }
  if (*pg_error(rt)) fprintf(stderr, "plan: %s\n", pg_error(rt));
  pg_free(rt);
  return status;
}
