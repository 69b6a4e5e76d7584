/* Any bytes through the INI reader; its events must come in an order that makes sense. tests/fuzz/run builds and runs
** it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ini.h"

static void require(bool holds) {
  if (!holds) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
  ini_reader r;
  ini_event event;
  err e = ERR_INIT;
  bool section = false, block = false;
  char *exact = malloc(len ? len : 1);
  if (len) memcpy(exact, data, len);
  ini_open(&r, exact, len);
  do {
    if (!ini_next(&r, &event, &e)) {
      require(e.code[0] && e.line >= 1 && e.column >= 1);
      break;
    }
    section = section || event.kind == INI_SECTION;
    block = event.kind == INI_BLOCK || (block && event.kind == INI_PAIR);
    require(event.kind == INI_END || section);
    require(event.kind != INI_PAIR || block);
    require(event.name_len <= len && event.value_len <= len);
    for (size_t i = 0; i < event.name_len; i++) require(event.name[i] != '\n');
  } while (event.kind != INI_END);
  ini_close(&r);
  free(exact);
  return 0;
}
