"""Runs the main job both ways, each on fresh servers, and reports what the client cost."""
import argparse
import datetime
import json
import os
import pathlib
import statistics
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
PERIGEE = pathlib.Path(os.environ["PERIGEE"]).resolve()
sys.path.insert(0, str(ROOT / "tests/servers"))
from servers import World  # noqa: E402  the path above finds it

GOALS = {"cpu_ms_per_request": 0.3, "cpu_share_of_runbook": 1 / 30, "own_time_share": 0.10}


def union(intervals):
    """The seconds that the intervals cover."""
    total, end = 0.0, float("-inf")
    for start, stop in sorted(intervals):
        total += max(0.0, stop - max(start, end))
        end = max(end, stop)
    return total


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def answer_times(world, began, ended):
    """When the servers were at work for the client: one interval per request within the run. A watch is none of them:
    it is open while the client waits for something else."""
    intervals = [(r["time"] - r["ms"] / 1000, r["time"]) for r in world.requests()]
    for event in world.kubernetes_requests():
        if event["verb"] != "watch":
            intervals.append((moment(event["requestReceivedTimestamp"]), moment(event["stageTimestamp"])))
    return [(max(start, began), min(stop, ended)) for start, stop in intervals if began <= stop and start <= ended]


class PeakMemory(threading.Thread):
    """Follows the high-water mark of the perigee process, in KiB."""

    def __init__(self):
        super().__init__(daemon=True)
        self.peak, self.pid, self.done = 0, None, threading.Event()

    def run(self):
        while not self.done.wait(0.02):
            try:
                self.pid = self.pid or self.find()
                status = pathlib.Path(f"/proc/{self.pid}/status").read_text() if self.pid else ""
            except OSError:
                continue
            for line in status.splitlines():
                if line.startswith("VmHWM:"):
                    self.peak = max(self.peak, int(line.split()[1]))

    @staticmethod
    def find():
        for entry in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if os.readlink(entry / "exe") == str(PERIGEE) and b"apply" in (entry / "cmdline").read_bytes():
                    return entry.name
            except OSError:
                continue
        return None


def measured(command, path, log):
    """Runs a command in a fresh world; what it cost."""
    with World("guide") as world, open(log, "wb") as out:
        environment = {"PATH": f"{path}:{world.environments['admin']['PATH']}"}
        memory = PeakMemory()
        memory.start()
        began = time.time()
        process = world.start(command, env=environment, stdout=out, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        ended = time.time()
        process.returncode = os.waitstatus_to_exitcode(status)
        memory.done.set()
        if process.returncode != 0:
            sys.exit(f"{command[0]} ended with {process.returncode}; see {log}")
        time.sleep(0.3)  # the logs are written behind the answers
        answers = answer_times(world, began, ended)
        aws, kubernetes = len(world.requests()), len(world.kubernetes_requests())
        pods = world.kubectl("get", "pods", "-A", "-ojson")["items"]
        left = [p["metadata"]["name"] for p in pods if not p["spec"].get("hostNetwork")
                and not p["status"].get("podIP", "").startswith("100.64.")]
        if left:
            sys.exit(f"{command[0]} left pods outside the new range: {left}")
    cpu = usage.ru_utime + usage.ru_stime
    return {"answers_s": union(answers), "wall_s": ended - began, "cpu_s": cpu, "requests": aws + kubernetes, "aws_requests": aws,
            "kubernetes_requests": kubernetes, "cpu_ms_per_request": 1000 * cpu / (aws + kubernetes),
            "answers": answers, "began": began, "ended": ended, "peak_memory_mib": memory.peak / 1024}


def waits(log):
    """The intervals in which perigee waited for the world, from its events: each has a beginning, looks that did not find
    what is awaited, and an end. Second: what lies between the last such look and the end, which may be perigee's own."""
    last, opened, intervals, tails = {}, {}, [], []
    for line in pathlib.Path(log).read_text().splitlines():
        event = json.loads(line) if line.startswith("{") else {}
        if event.get("event") != "progress":
            continue
        key, now = (event.get("step"), event.get("what")), event["time"]
        if event.get("phase") == "begin":
            opened[key] = now
        elif event.get("phase") == "end" and key in opened:
            intervals.append((opened.pop(key), now))
            tails.append((last[key], now))
        last[key] = now
    return intervals, tails


def startup():
    """Median wall milliseconds of a program that does nothing."""
    times = []
    for _ in range(31):
        began = time.monotonic()
        subprocess.run([PERIGEE, "-e", ""], check=True)
        times.append(1000 * (time.monotonic() - began))
    return statistics.median(times)


def one_round(number, folder):
    books = measured([HERE / "runbook.sh"], os.environ["AWS_CLI"], folder / f"runbook-{number}.log")
    log = folder / f"perigee-{number}.log"
    ours = measured(["perigee", "apply", "pod-range", "--set", "cluster=guide", "--yes", "--output", "json"],
                    PERIGEE.parent, log)
    waited, tails = waits(log)
    covered = union([(max(a, ours["began"]), min(b, ours["ended"])) for a, b in ours["answers"] + waited])
    ours["waits_s"], ours["tails_s"] = union(waited), union(tails)
    ours["own_time_share"] = (ours["wall_s"] - covered) / ours["wall_s"]
    ours["cpu_share_of_runbook"] = ours["cpu_s"] / books["cpu_s"]
    return books, ours


def report(rounds):
    def row(name, member, pattern, who=(0, 1)):
        cells = [pattern.format(statistics.median(r[i][member] for r in rounds)) if i in who else "-" for i in (0, 1)]
        print(f"  {name:<34}{cells[0]:>14}{cells[1]:>14}")
    print(f"\n  {'median of ' + str(len(rounds)):<34}{'runbook':>14}{'perigee':>14}")
    row("wall", "wall_s", "{:.2f} s")
    row("client CPU", "cpu_s", "{:.3f} s")
    row("requests", "requests", "{:.0f}")
    row("  of these to AWS", "aws_requests", "{:.0f}")
    row("  of these to Kubernetes", "kubernetes_requests", "{:.0f}")
    row("client CPU per request", "cpu_ms_per_request", "{:.3f} ms")
    row("a server was answering", "answers_s", "{:.2f} s")
    row("waits for the world", "waits_s", "{:.2f} s", (1,))
    row("  after the last look in vain", "tails_s", "{:.2f} s", (1,))
    row("wall beyond answers and waits", "own_time_share", "{:.1%}", (1,))
    row("client CPU, share of the runbook's", "cpu_share_of_runbook", "{:.4f}", (1,))
    row("peak memory", "peak_memory_mib", "{:.1f} MiB", (1,))
    print(f"  {'binary size':<34}{'-':>14}{PERIGEE.stat().st_size / 2**20:>10.2f} MiB")
    print(f"  {'start-up':<34}{'-':>14}{startup():>11.2f} ms\n")
    missed = 0
    for member, goal in GOALS.items():
        got = statistics.median(r[1][member] for r in rounds)
        missed += got > goal
        print(f"  {member} {got:.4f}, goal at most {goal:.4f}: {'not met' if got > goal else 'met'}")
    return missed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=pathlib.Path, help="write the figures of all runs to this file")
    options = parser.parse_args()
    folder = PERIGEE.parent / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    rounds = []
    for number in range(1, options.runs + 1):
        print(f"round {number} of {options.runs}: two fresh worlds, about a minute", flush=True)
        rounds.append(one_round(number, folder))
    missed = report(rounds)
    if options.json:
        for pair in rounds:
            for run in pair:
                del run["answers"]
        options.json.write_text(json.dumps([{"runbook": a, "perigee": b} for a, b in rounds], indent=1))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
