"""perigee on a disk that fails, and what was on that disk when a request came: by the disk's own log (disk.c)."""
import json
import pathlib
import subprocess
import tempfile
from urllib.parse import urlsplit

from witness import PERIGEE, when

HERE = pathlib.Path(__file__).resolve().parent
VERBS = {"POST": "create", "PATCH": "patch", "PUT": "update", "DELETE": "delete"}


class Disk:
    """perigee in a world, its journal on the disk of disk.c."""

    def __init__(self, world):
        self.world = world
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="perigee-disk-"))
        self.library, self.log = self.folder / "disk.so", self.folder / "log"
        self.state = world.folder / "home" / "state"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", self.library, HERE / "disk.c"],
                       check=True)

    def run(self, *words, fault=None):
        """perigee to its end; `fault` is (number, mode) of what the disk does, None for a disk that is well."""
        plan = {"PERIGEE_DISK": f"{fault[0]} {fault[1]}"} if fault else {}
        return self.world.run([PERIGEE, *words], timeout=250, env={
            "LD_PRELOAD": str(self.library), "PERIGEE_DISK_LOG": str(self.log), **plan})

    def operations(self):
        """All that was done to the disk, in its order."""
        return [json.loads(line) for line in self.log.read_text().splitlines()] if self.log.exists() else []

    def journals(self):
        """The files of runs."""
        return sorted(self.state.glob("*.jsonl"))


def named(disk, journal):
    """From when on a journal has its name on disk: its folder and the one above are synced. None: it has not."""
    when_synced = {}
    for operation in disk.operations():
        path = pathlib.PurePath(operation["path"])
        if operation["what"] == "create" and path.name == journal.name:
            when_synced.pop(disk.state.name, None)
        if operation["what"] == "fsync" and path.name in (disk.state.name, disk.state.parent.name) \
                and not operation["error"]:
            when_synced.setdefault(path.name, operation["time"])
    return max(when_synced.values()) if len(when_synced) == 2 else None


def pieces(disk, journal):
    """What each fsync has put on disk: (first byte, end, time); no time when it failed.

    That piece is lost, although a later fsync succeeds: the kernel has forgotten that it was to be written.
    """
    found, done = [], 0
    for operation in disk.operations():
        mine = operation["what"] == "fsync" and pathlib.PurePath(operation["path"]).name == journal.name
        if mine and operation["size"] > done:
            found.append((done, operation["size"], operation["time"] if not operation["error"] else None))
            done = operation["size"]
    return found, done


def on_disk(disk, journal):
    """The intents of a journal that a power cut could not take, each with the time from when on: (time, intent)."""
    name, (synced, end), found, at = named(disk, journal), pieces(disk, journal), [], 0
    for line in journal.read_bytes().splitlines(keepends=True):
        times = [name] + [time for first, last, time in synced if first < at + len(line) and last > at]
        at += len(line)
        if None in times or at > end or b'"phase":"intent"' not in line:
            continue
        try:
            found.append((max(times), json.loads(line)))
        except ValueError:  # torn: no line
            pass
    return found


def leaves(value):
    """All plain values of a tree, as texts."""
    if isinstance(value, dict):
        return set().union(*map(leaves, value.values()))
    if isinstance(value, list):
        return set().union(*map(leaves, value))
    return {str(value)}


def is_of(request, intent):
    """Whether an intent names this request: (time, operation, path, what it carries)."""
    _time, operation, path, carried = request
    if operation != VERBS.get(intent["operation"], intent["operation"]) or path not in (None, intent["object"]):
        return False
    params = intent["params"]
    if intent["service"] == "kubernetes":
        return operation != "create" or params["body"]["metadata"]["name"] in carried
    return path is not None or leaves(params) <= carried


def requests(world):
    """Everything that was to change something, as the servers got it; the Lease is no part of the procedure."""
    found = []
    for r in world.requests(mutating=True):
        found.append((r["time"], r["operation"], r["parameters"].get("path"), leaves(r["parameters"])))
    for event in world.kubernetes_requests(writes_only=True):
        if event["objectRef"]["resource"] != "leases":
            found.append((when(event), event["verb"], urlsplit(event["requestURI"]).path,
                          {event["objectRef"].get("name")}))
    return sorted(found, key=lambda request: request[0])


def assert_written_first(world, disk):
    """Each request has an intent of its own, which was on disk before the request came."""
    intents = sorted((pair for journal in disk.journals() for pair in on_disk(disk, journal)), key=lambda pair: pair[0])
    for request in requests(world):
        mine = [pair for pair in intents if pair[0] <= request[0] and is_of(request, pair[1])]
        assert mine, ("sent, and not on disk", request)
        intents.remove(mine[0])
