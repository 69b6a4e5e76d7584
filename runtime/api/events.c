/* Module `perigee.events`: hands the events of a run to the host program's callback. */
#include "../instance.h"
#include "api.h"

/* emit(text): one event as a line of JSON; without a callback nobody hears it. */
static int f_emit(lua_State *L) {
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  const pg_options *options = &instance_of(L)->options;
  if (options->event) options->event(options->event_data, text, len);
  return 0;
}

static const luaL_Reg lib[] = {
    {"emit", f_emit},
    {NULL, NULL},
};

int luaopen_events(lua_State *L) {
  luaL_newlib(L, lib);
  return 1;
}
