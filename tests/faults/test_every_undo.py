"""A whole run, taken back with one fault at one write of `undo`; `undo` given again ends it, as if there had been none.

`undo` waits for five minutes only for creations of the run whose answer was lost, and this run knows every answer. So
the sample draws from all faults.
"""
import pytest

from faulty import FAULTS, Proxied, effects, run_id, sample
from runs import everything
from test_batches import least_ready, watch
from test_undo import assert_back, assert_only_evicted, workloads
from witness import Nothing, World, aws_node

WRITES = 36  # of going back over the guide's scenario, at least: an eviction may be refused for a moment
EVERY = [(write, fault) for write in range(1, WRITES + 1) for fault in FAULTS]


@pytest.fixture(scope="module", name="straight")
def _straight():
    """What takes effect there and back when nobody disturbs it."""
    with World("guide") as world:
        proxied = Proxied(world)
        code, said = proxied.apply()
        assert code == 0, said
        proxied.plan("undo")
        code, said = proxied.run("undo", run_id(world))
        assert code == 0, said
        assert len(proxied.writes("undo")) >= WRITES, proxied.writes("undo")
        return effects(world)


@pytest.mark.parametrize(("write", "fault"), sample("undo", EVERY, 3))
def test_one_fault(straight, tmp_path, write, fault):
    """One write of undo goes wrong; the same command, or that and once more, brings back what was there before."""
    with World("guide") as world:
        before, mine, proxied = everything(world), workloads(world), Proxied(world)
        generation = aws_node(world)["metadata"]["generation"]
        end = watch(world, tmp_path)
        code, said = proxied.apply()
        assert code == 0, said
        proxied.plan("undo", write, fault)
        code, said = proxied.run("undo", run_id(world))
        assert [w for w in proxied.writes("undo") if w["fault"] == fault], "the fault was played"
        if fault.startswith("kill"):
            assert code == -9, said
        proxied.plan("undo again")
        if code != 0:
            assert "stack traceback" not in said
            code, said = proxied.run("undo", run_id(world))
        events = end()
        assert code == 0, said
        assert_back(world, before)
        assert effects(world) == straight
        assert aws_node(world)["metadata"]["generation"] == generation + 2, "there and back, each by one change"
        assert_only_evicted(world, events, mine)
        assert least_ready(events["pods"], "web", 4) >= 2 and least_ready(events["pods"], "store", 2) >= 1
        with Nothing(world):
            code, said = proxied.run("undo", run_id(world))
        assert code == 0 and "nothing that is left to take back" in " ".join(said.split()), said
