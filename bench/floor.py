"""Client CPU of bare requests to the servers of a test world: no signing, no serialising, no parsing.

A request costs more where the machine has slept before it, so besides two even rows there is the real one: each at the
moment at which a main job on these servers sends one."""
import os
import statistics
import subprocess
import sys
import time

from main_job import PERIGEE, World, answer_times

REQUESTS, ROUNDS = 260, 5
ROW = """
local world = require "world"
for _ = 1, {count} do
  world.request{{ url = "{url}" }}
  if {pause} > 0 then world.sleep({pause}) end
end
"""
MOMENTS = """
local task, world = require "task", require "world"
local send = {send}
for _, at in ipairs{{ {moments} }} do
  task.spawn(function()
    task.sleep(at)
    if send then world.request{{ url = "{url}" }} end
  end)
end
"""


def cpu(world, code):
    """Milliseconds of user and system time of one process that runs this."""
    process = world.start([PERIGEE, "-e", code], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, code[:200]
    return 1000 * (usage.ru_utime + usage.ru_stime)


def median(world, code):
    """Of a few processes."""
    return statistics.median(cpu(world, code) for _ in range(ROUNDS))


def moments_of_a_run(world):
    """Seconds since the first request, of each request of the main job."""
    began = time.time()
    process = world.start([PERIGEE, "apply", "pod-range", "--set", f"cluster={world.cluster}", "--yes"],
                          stdout=subprocess.DEVNULL)
    if process.wait(120) != 0:
        sys.exit(f"the main job ended with {process.returncode}")
    time.sleep(0.3)  # the logs are written behind the answers
    starts = sorted(start for start, _ in answer_times(world, began, time.time()))
    return [start - starts[0] for start in starts]


def main():
    """Prints the start alone, and what each request adds to it."""
    with World("guide") as world:
        moments = moments_of_a_run(world)
        url = world.environments["admin"]["AWS_ENDPOINT_URL"] + "/_servers/ids"
        start = median(world, ROW.format(url=url, count=0, pause=0))
        print(f"  start of the process                 {start:6.2f} ms")
        for text, pause in (("one after the other", 0), ("20 ms before each", 0.02)):
            each = (median(world, ROW.format(url=url, count=REQUESTS, pause=pause)) - start) / REQUESTS
            print(f"  a bare request, {text:<22}{each:6.3f} ms")
        given = {"url": url, "moments": ", ".join(f"{moment:.4f}" for moment in moments)}
        idle = median(world, MOMENTS.format(send="false", **given))
        whole = median(world, MOMENTS.format(send="true", **given))
        print(f"  a bare request, at a run's moments    {(whole - idle) / len(moments):6.3f} ms")
        print(f"  {len(moments)} of these, with the start  {whole - idle + start:10.1f} ms, "
              f"{(whole - idle + start) / len(moments):.3f} ms each")


if __name__ == "__main__":
    main()
