"""The main job with one fault at one write, then resumed, then held against a run that nobody disturbed.

The witnesses are the audit log, what the front has recorded and the world's end state, never our own journal.
"""
import pytest

from faulty import FAULTS, Proxied, effects, run_id, sample
from witness import World, apply, assert_moved, blocks, kubernetes_writes, pods, state

WRITES = 36  # of the guide's scenario; an eviction that a budget refuses for a moment is one more
EVERY = [(write, fault) for write in range(1, WRITES + 1) for fault in FAULTS]


@pytest.fixture(scope="module", name="straight")
def _straight():
    """What an undisturbed run comes to, and what took effect on the way."""
    with World("guide") as world:
        proxied = Proxied(world)
        code, said = proxied.apply()
        assert code == 0, said
        assert len(proxied.writes("apply")) >= WRITES, proxied.writes("apply")
        return state(world), effects(world)


def assert_nothing_lost(world, before):
    """No pod went but by an accepted eviction, canaries and DaemonSet pods aside."""
    evicted = {e["objectRef"]["name"] for e in kubernetes_writes(world, "create", "pods", "eviction")}
    deleted = {e["objectRef"]["name"] for e in kubernetes_writes(world, "delete", "pods")}
    assert all("canary" in name for name in deleted), deleted
    there = {p["metadata"]["name"] for p in pods(world)}
    for pod in before:
        owner = (pod["metadata"].get("ownerReferences") or [{}])[0].get("kind")
        gone = pod["metadata"]["name"] not in there
        assert not gone or owner == "DaemonSet" or pod["metadata"]["name"] in evicted, pod["metadata"]["name"]


@pytest.mark.parametrize(("write", "fault"), sample("apply", EVERY, 5))
def test_one_fault(straight, write, fault):
    """One write goes wrong; then the run, or its resumption, comes to the end of a run that nobody disturbed."""
    with World("guide") as world:
        before = pods(world)
        proxied = Proxied(world)
        proxied.plan("apply", write, fault)
        code, said = proxied.apply()
        assert [w for w in proxied.writes("apply") if w["fault"] == fault], "the fault was played"
        if fault.startswith("kill"):
            assert code == -9, said
        proxied.plan("resume")
        if code != 0:
            assert "stack traceback" not in said
            code, said = proxied.run("resume", run_id(world))
        assert code == 0, said
        assert_moved(world)
        assert (state(world), effects(world)) == straight
        assert_nothing_lost(world, before)
        assert not [p for p in pods(world) if "canary" in p["metadata"]["name"]]
        assert "lease.coordination.k8s.io/perigee" not in world.kubectl("get", "lease", "-A", "-oname").split()
        assert blocks(world)["100.64.0.0/16"] == "associated"
        again = apply(world)
        assert again.code == 0 and "nothing to change" in again.out, again
