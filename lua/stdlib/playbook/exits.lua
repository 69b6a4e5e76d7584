-- The exit codes of the command, by name; documented in surface and in `perigee help`.
return {
  done = 0,
  failed = 1,
  usage = 2,
  refused = 3,
  verdict = 4,
  interrupted = 130,
}
