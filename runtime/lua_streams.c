/* Part of the shared library only. The distribution's liblua5.4.a is not position independent in one respect: it reads
** libc's stdin, stdout and stderr as if they were its own. The build renames these three in a copy of the archive
** (cmake/hidden_lua.cmake) to the variables below, so that Lua can live inside libperigee.so with its symbols hidden. */
#include <stdio.h>

FILE *perigee_stdin, *perigee_stdout, *perigee_stderr;

__attribute__((constructor)) static void set_streams(void) {
  perigee_stdin = stdin;
  perigee_stdout = stdout;
  perigee_stderr = stderr;
}
