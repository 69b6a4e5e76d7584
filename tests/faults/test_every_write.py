"""The main job with one fault at one write, then resumed, then held against a run that nobody disturbed.

By default a new random sample; PERIGEE_EVERY_WRITE=all goes through every write and every fault (`every-write`).
The witnesses are the audit log, what the front has recorded and the world's end state, never our own journal.
"""
import json
import os
import pathlib
import random
import sys
import tempfile

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))

from witness import (  # noqa: E402  pylint: disable=wrong-import-position
    PERIGEE, World, apply, assert_moved, blocks, kubernetes_writes, pods, state)

sys.path.insert(0, str(HERE))
import proxy  # noqa: E402  pylint: disable=wrong-import-position

FAULTS = ["kill-before", "kill-after", "cut", "drop"]
WRITES = 35  # of the guide's scenario, at least; the proxy counts them
ONCE = {"AssociateVpcCidrBlock": 1, "CreateSubnet": 3, "AssociateRouteTable": 3, "CreateNodegroup": 1,
        "DeleteNodegroup": 1}


def sample():
    """(write, fault) pairs: all of them, or eight that are new each time."""
    every = [(write, fault) for write in range(1, WRITES + 1) for fault in FAULTS]
    # Both workers of a run must collect the same sample.
    chance = random.Random(os.environ.get("PYTEST_XDIST_TESTRUNUID"))
    return every if os.environ.get("PERIGEE_EVERY_WRITE") == "all" else sorted(chance.sample(every, 8))


class Proxied:
    """perigee in a world, with the proxy between it and the servers."""

    def __init__(self, world, plan):
        self.world = world
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="perigee-faults-"))
        self.kubeconfig = self.folder / "kubeconfig"
        authority = json.loads((world.folder / "kubeconfig").read_text())["clusters"][0]["cluster"]
        self.kubeconfig.write_text(json.dumps({
            "apiVersion": "v1", "kind": "Config", "current-context": "proxy",
            "clusters": [{"name": "proxy", "cluster": {
                **authority, "server": f"https://127.0.0.1:{proxy.KUBERNETES}"}}],
            "users": [{"name": "proxy", "user": {"exec": {
                "apiVersion": "client.authentication.k8s.io/v1beta1", "command": "aws", "interactiveMode": "Never",
                "args": ["--region", world.scenario["region"], "eks", "get-token", "--cluster-name", world.cluster,
                         "--output", "json"]}}}],
            "contexts": [{"name": "proxy", "context": {"cluster": "proxy", "user": "proxy"}}]}))
        world.start([sys.executable, HERE / "proxy.py", self.folder, json.dumps(plan)])
        world.wait("the proxy", (self.folder / "ready").exists)

    def run(self, *words):
        """perigee to its end, whatever that is; gives exit code and what it said."""
        process = self.world.start(
            [PERIGEE, *words, "--yes", "--kubeconfig", self.kubeconfig], text=True, stdout=-1, stderr=-2, stdin=-3,
            env={"AWS_ENDPOINT_URL": f"http://127.0.0.1:{proxy.AWS}"})
        (self.folder / "pid").write_text(str(process.pid))
        said, _ = process.communicate(timeout=500)
        return process.returncode, said

    def writes(self):
        """What the proxy has counted."""
        return [json.loads(line) for line in (self.folder / "writes.jsonl").read_text().splitlines()]


def run_id(world):
    """The id of the only run of a world."""
    name, = [path.stem for path in (world.folder / "home" / "state").glob("*.jsonl")]
    return name


@pytest.fixture(scope="module", name="straight")
def _straight():
    """What an undisturbed run comes to, and how many writes it takes."""
    with World("guide") as world:
        proxied = Proxied(world, {"fault": None})
        code, said = proxied.run("apply", "pod-range", "--set", f"cluster={world.cluster}")
        assert code == 0, said
        assert len(proxied.writes()) >= WRITES, proxied.writes()
        return state(world)


def assert_nothing_lost(world, before):
    """Nothing took effect twice; no pod went but by an accepted eviction, canaries and DaemonSet pods aside."""
    for operation, times in ONCE.items():
        done = [r for r in world.requests(operation=operation) if (r["status"] or 200) < 400]
        assert len(done) == times, (operation, done)
    evicted = {e["objectRef"]["name"] for e in kubernetes_writes(world, "create", "pods", "eviction")}
    deleted = {e["objectRef"]["name"] for e in kubernetes_writes(world, "delete", "pods")}
    assert all("canary" in name for name in deleted), deleted
    there = {p["metadata"]["name"] for p in pods(world)}
    for pod in before:
        owner = (pod["metadata"].get("ownerReferences") or [{}])[0].get("kind")
        gone = pod["metadata"]["name"] not in there
        assert not gone or owner == "DaemonSet" or pod["metadata"]["name"] in evicted, pod["metadata"]["name"]


@pytest.mark.parametrize(("write", "fault"), sample())
def test_one_fault(straight, write, fault):
    """One write goes wrong; then the run, or its resumption, comes to the end of a run that nobody disturbed."""
    with World("guide") as world:
        before = pods(world)
        proxied = Proxied(world, {"write": write, "fault": fault})
        code, said = proxied.run("apply", "pod-range", "--set", f"cluster={world.cluster}")
        assert [w for w in proxied.writes() if w["fault"] == fault], "the fault was played"
        if fault.startswith("kill"):
            assert code == -9, said
        if code != 0:
            assert "stack traceback" not in said
            code, said = proxied.run("resume", run_id(world))
        assert code == 0, said
        assert_moved(world)
        assert state(world) == straight
        assert_nothing_lost(world, before)
        assert not [p for p in pods(world) if "canary" in p["metadata"]["name"]]
        assert "lease.coordination.k8s.io/perigee" not in world.kubectl("get", "lease", "-A", "-oname").split()
        assert blocks(world)["100.64.0.0/16"] == "associated"
        again = apply(world)
        assert again.code == 0 and "nothing to change" in again.out, again
