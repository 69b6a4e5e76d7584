"""Client CPU of bare requests to the front of a test world: no signing, no serialising, no parsing, no TLS."""
import os
import statistics
import subprocess

REQUESTS, ROUNDS = 260, 5
PROGRAM = """
local world = require "world"
for _ = 1, {count} do
  world.request{{ url = os.getenv "AWS_ENDPOINT_URL" .. "/_servers/ids" }}
  if {pause} > 0 then world.sleep({pause}) end
end
"""


def cpu(count, pause):
    """Milliseconds of user and system time of one process that sends so many."""
    code = PROGRAM.format(count=count, pause=pause)
    process = subprocess.Popen([os.environ["PERIGEE"], "-e", code], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return 1000 * (usage.ru_utime + usage.ru_stime)


def main():
    """Prints the start alone, and what each request adds to it."""
    start = statistics.median(cpu(0, 0) for _ in range(ROUNDS))
    print(f"  start of the process              {start:6.2f} ms")
    for text, pause in (("one after the other", 0), ("20 ms before each", 0.02)):
        each = statistics.median((cpu(REQUESTS, pause) - start) / REQUESTS for _ in range(ROUNDS))
        print(f"  a bare request, {text:<19}{each:6.3f} ms")


if __name__ == "__main__":
    main()
