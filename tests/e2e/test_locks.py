"""Two runs at once, on one machine and on two; a lock whose holder died, lives, or lost it."""
import datetime
import json
import time

from runs import Run, in_effect, journal_of, killed_when, lease, only_run, perigee, resume, runs, said, words_of_apply
from witness import Nothing, World, apply, assert_moved, attempts, blocks, pod_subnets

SOMEBODY = "run abc234 of jo on elsewhere, process 4711"
OTHER_RANGE = ("--set", "pod_range=100.65.0.0/16")  # so that it has something to write at once


def stamp(seconds_ago):
    """A MicroTime."""
    then = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=seconds_ago)
    return then.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def somebody_holds(world, seconds_ago, holder=SOMEBODY):
    """A Lease as a run elsewhere would have made it, renewed so long ago; back when the audit log has it."""
    def told():
        return [e for e in world.kubernetes_requests(writes_only=True) if e["objectRef"]["resource"] == "leases"
                and "kubectl" in e["requestURI"]]
    before = len(told())
    world.kubectl("apply", "-f", "-", input=json.dumps({
        "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
        "metadata": {"name": "perigee", "namespace": "kube-system"},
        "spec": {"holderIdentity": holder, "leaseDurationSeconds": 120, "acquireTime": stamp(seconds_ago + 60),
                 "renewTime": stamp(seconds_ago), "leaseTransitions": 0}}))
    world.wait("the audit log", lambda: len(told()) > before)


def holder_of(world):
    """Who holds the Lease."""
    return lease(world)["spec"]["holderIdentity"]


def test_a_second_run_at_once(tmp_path):
    """Here the file, elsewhere the Lease: exit 3 with who holds it, nothing written, no trace of a run left behind."""
    with World("guide", {"delays": {"associate": 12000}, "quotas": {"L-83CA0A9D": 9}}) as world:
        first = Run(world, *words_of_apply(world))
        first.wait_for("waiting for range")
        run, before, begun = only_run(world), attempts(world), time.monotonic()
        here = apply(world, *OTHER_RANGE)
        elsewhere = apply(world, *OTHER_RANGE, env={"PERIGEE_STATE": str(tmp_path / "state")})
        assert time.monotonic() - begun < 12, "the first run was waiting all the time"
        assert attempts(world) == before
        for result, words in ((here, "is writing to the same target"), (elsewhere, "holds the Lease kube-system/per")):
            assert result.code == 3, result
            assert f"run {run} of " in said(result) and f", process {first.process.pid} {words}" in said(result), result
            assert "Nothing was written" in said(result), result
        assert set(runs(world)) == {run}
        assert runs(world, env={"PERIGEE_STATE": str(tmp_path / "state")}) == {}, "what is refused is no run"
        assert holder_of(world).startswith(f"run {run} of ")
        assert first.end() == 0, first.text
        assert lease(world) is None
        assert_moved(world)


def test_what_is_refused_stands_as_it_stood(tmp_path):
    """A killed run whose target somebody else writes to: neither resumed nor taken back, and still killed."""
    with World("guide") as world:
        run = killed_when(world, "v create_subnets")  # no write is open, so undo has none to look for
        somebody_holds(world, 5)
        before = journal_of(world, run).read_text()
        for command in ("resume", "undo"):
            with Nothing(world):
                result = perigee(world, command, run, "--yes")
            assert result.code == 3 and SOMEBODY in said(result), result
            assert runs(world)[run]["state"] == "killed", command
        assert journal_of(world, run).read_text() == before
        assert holder_of(world) == SOMEBODY
        world.kubectl("delete", "lease", "perigee", "-n", "kube-system")
        assert resume(world, run).code == 0
        # and after the end: what is done stays done
        somebody_holds(world, 5)
        with Nothing(world):
            result = perigee(world, "undo", run, "--yes")
        assert result.code == 3 and runs(world)[run]["state"] == "done", result


def test_a_holder_that_lives(tmp_path):
    """Renewed just now by a run elsewhere: exit 3 with the seconds until it expires, nothing written."""
    with World("guide") as world:
        somebody_holds(world, 30)
        with Nothing(world):
            result = apply(world, env={"PERIGEE_STATE": str(tmp_path / "state")})
        assert result.code == 3, result
        assert f"{SOMEBODY} holds the Lease kube-system/perigee of this cluster, renewed 3" in said(result), result
        seconds = int(said(result).partition("its lock expires in ")[2].partition(" s")[0])
        assert 60 < seconds <= 90, result
        assert holder_of(world) == SOMEBODY


def test_a_holder_that_died(tmp_path):
    """Elsewhere: taken over when it has expired. Here: at once, since its process is seen to be gone. Both are said."""
    with World("guide") as world:
        somebody_holds(world, 121)
        first = Run(world, *words_of_apply(world))
        assert first.moment("range") == "range"
        assert SOMEBODY in first.said() and holder_of(world).startswith("run "), first.text
        first.kill()
        held = holder_of(world)
        assert f", process {first.process.pid}" in held, "its lock is still there"
        result = apply(world, env={"PERIGEE_STATE": str(tmp_path / "state")})
        assert result.code == 0, result
        assert held in said(result), result
        assert lease(world) is None
        assert_moved(world)


def test_a_lock_that_is_taken_away():
    """Renewed while the run only waits; taken by somebody else: it stops before its next write, tells what stands."""
    with World("guide", {"delays": {"associate": 70000}}) as world:
        going = Run(world, *words_of_apply(world))
        going.wait_for("waiting for range")
        held = lease(world)["spec"]
        world.wait("its renewal", lambda: lease(world)["spec"]["renewTime"] > held["renewTime"], 40)
        assert holder_of(world) == held["holderIdentity"]
        world.kubectl("patch", "lease", "perigee", "-n", "kube-system", "--type=merge", "-p",
                      json.dumps({"spec": {"holderIdentity": SOMEBODY, "renewTime": stamp(0)}}))
        code = going.end()
        assert code == 1, going.text
        words = f"the Lease kube-system/perigee is not this run's any more: {SOMEBODY} has it"
        assert words in going.said(), going.text
        assert "nothing more is written: another run has taken over" in going.said(), going.text
        assert "Written: range 100.64.0.0/16 created" in going.said(), going.text
        assert "perigee resume" in going.said() and "perigee undo" in going.said(), going.text
        assert pod_subnets(world) == {} and len(blocks(world)) == 2
        assert len(in_effect(world, "AssociateVpcCidrBlock")) == 1
        assert holder_of(world) == SOMEBODY, "the Lease is the other's"
        assert runs(world)[only_run(world)]["state"] == "failed"
