"""A run that is stopped, interrupted or killed, and started again: the end is the same, nothing is there twice."""
import signal
import subprocess
import threading

import pytest

from runs import MOMENTS
from witness import (
    PERIGEE, Nothing, World, apply, assert_eniconfigs, assert_moved, assert_network, assert_replaced, associations,
    aws_node, blocks, eniconfigs, environment, groups, kubernetes_writes, nodes, pod_subnets, pods, state, thirds)

STEPS = ["check_first", "add_range", "create_subnets", "join_route_tables", "write_eniconfigs", "switch_cni",
         "replace_node_groups", "verify_pods"]


class Run:
    """`perigee apply pod-range` that can be stopped at a moment."""

    def __init__(self, world):
        self.world, self.text = world, ""
        self.requests, self.events = len(world.requests()), len(world.kubernetes_requests(writes_only=True))
        self.process = world.start([PERIGEE, "apply", "pod-range", "--set", f"cluster={world.cluster}", "--yes"],
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.limit = threading.Timer(150, self.process.kill)
        self.limit.start()

    def wait_for(self, moment):
        """Reads until it announces this write, or one that comes after it; gives the moment that it is."""
        for line in self.process.stdout:
            self.text += line
            for reached in MOMENTS[MOMENTS.index(moment):]:
                if line.startswith(f"      + {reached}"):
                    return reached
        raise AssertionError(f"{moment} did not come:\n{self.text}")

    def stop(self, number):
        """Sends a signal and gives the exit code; what is said until then is read too."""
        self.process.send_signal(number)
        self.text += self.process.stdout.read()
        code = self.process.wait(30)
        self.limit.cancel()
        return code

    def written(self):
        """The writes of this run that AWS and the API server have carried out."""
        done = [f"aws {r['operation']}" for r in self.world.requests()[self.requests:]
                if r["mutating"] and (r["status"] or 500) < 400]
        done += [f"k8s {e['objectRef']['resource']}" for e in
                 self.world.kubernetes_requests(writes_only=True)[self.events:] if e["responseStatus"]["code"] < 400]
        return done


def runs_to_stop(world, seen):
    """Runs, each of which has just announced a further kind of write; `seen` gets which. On a busy machine the one before
    may have been stopped late, when the next write was done already: then the one after it is next."""
    left = MOMENTS
    while left:
        run = Run(world)
        seen.append(run.wait_for(left[0]))
        left = MOMENTS[MOMENTS.index(seen[-1]) + 1:]
        yield run


def assert_same_end(world, old, straight):
    """The end of the procedure, everything once, and equal to that of a run that nobody disturbed."""
    expected, tables = thirds(world)
    assert_eniconfigs(world, assert_network(world, expected, tables))
    assert_replaced(world, old)
    assert_moved(world)
    assert state(world) == straight
    assert len(pod_subnets(world)) == 3 and set(associations(world).values()) == {1}
    for operation, times in (("AssociateVpcCidrBlock", 1), ("CreateSubnet", 3), ("CreateNodegroup", 1),
                             ("DeleteNodegroup", 1)):
        assert len([r for r in world.requests(operation=operation) if r["status"] < 400]) == times, operation
    assert not [p for p in pods(world) if "canary" in p["metadata"]["name"]]
    with Nothing(world):
        again = apply(world)
    assert again.code == 0 and "nothing to change" in again.out, again


@pytest.mark.xdist_group("stop and go")
def test_stopped_after_each_step(straight):
    """`--to STEP` for one step after the other: each run does that step and no other."""
    def there(world):
        return {
            "add_range": "100.64.0.0/16" in blocks(world),
            "create_subnets": len(pod_subnets(world)) == 3,
            "join_route_tables": len(associations(world)) == 9,
            "write_eniconfigs": len(eniconfigs(world)) == 3,
            "switch_cni": "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG" in environment(aws_node(world)) and
            environment(aws_node(world))["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"] == "true",
            "replace_node_groups": set(groups(world)) == {"workers-pods"},
        }
    with World("guide") as world:
        old = groups(world)
        for number, step in enumerate(STEPS):
            result = apply(world, "--to", step)
            assert result.code == 0, result
            assert there(world) == {name: STEPS.index(name) <= number for name in there(world)}, step
        assert_same_end(world, old, straight)


@pytest.mark.xdist_group("stop and go")
def test_killed_at_every_kind_of_write(straight):
    """SIGKILL while a write is on its way; the next run looks what became of it and goes on."""
    with World("guide") as world:
        old, seen = groups(world), []
        for run in runs_to_stop(world, seen):
            assert run.stop(signal.SIGKILL) == -signal.SIGKILL
            assert "workers" in groups(world) or seen[-1] == "delete node group", "the old group goes last"
        assert len(seen) > len(MOMENTS) / 2, seen
        assert apply(world).code == 0
        assert_same_end(world, old, straight)


@pytest.mark.xdist_group("stop and go")
def test_interrupted_at_every_kind_of_write(straight):
    """Ctrl-C: exit 130, the write on its way is finished and told, nothing further is sent; the next run goes on."""
    with World("guide") as world:
        old, seen = groups(world), []
        for run in runs_to_stop(world, seen):
            assert run.stop(signal.SIGINT) == 130, run.text
            text = " ".join(run.text.split())
            told = text.rpartition("Written: ")[2].partition(" Now: ")
            assert told[1] and "perigee resume" in told[2] and "perigee undo" in told[2], run.text
            written = run.written()
            assert ("nothing" in told[0].partition(" Not ")[0]) == (written == []), (run.text, written)
            assert "stack traceback" not in run.text and "Not done:" in told[0] and "verify_pods" in told[0], run.text
        assert len(seen) > len(MOMENTS) / 2, seen
        result = apply(world)
        assert result.code == 0, result
        assert_same_end(world, old, straight)


def test_a_group_that_fails_leaves_everything_running():
    """The new group's nodes cannot join: exit 1, what was written and what was not, both groups alive, no eviction."""
    with World("fail-new-group") as world:
        before = {p["metadata"]["uid"]: p["status"]["podIP"] for p in pods(world) if not p["spec"].get("hostNetwork")}
        result = apply(world)
        assert result.code == 1, result
        text = " ".join(result.out.split())
        assert "NodeCreationFailure" in text and "Instances failed to join the kubernetes cluster" in text, result
        assert "Not touched: workers: all pods run" in text and "Written: range 100.64.0.0/16 created" in text, result
        assert "-> workers and its pods are untouched; delete workers-pods when the cause is gone" in text, result
        after = {p["metadata"]["uid"]: p["status"]["podIP"] for p in pods(world) if not p["spec"].get("hostNetwork")}
        assert after == before
        assert not kubernetes_writes(world, "create", "pods", "eviction")
        assert not [n for n in nodes(world).values() if n["spec"].get("unschedulable")]
        assert groups(world)["workers"]["status"] == "ACTIVE"
        # The same again says the same, and makes no third group.
        again = apply(world)
        assert again.code in (1, 3) and "workers-pods" in again.out, again
        assert set(groups(world)) == {"workers", "workers-pods"}


def test_answers_that_never_come():
    """Throttled, failed and lost answers: what took effect is not repeated, what did not is."""
    faults = [
        {"operation": "ec2:DescribeSubnets", "call": 2, "kind": "500"},
        {"operation": "ec2:AssociateVpcCidrBlock", "kind": "timeout-after-write", "seconds": 0.1},
        {"operation": "ec2:CreateSubnet", "call": 2, "times": 2, "kind": "throttle"},
        {"operation": "ec2:AssociateRouteTable", "kind": "timeout-after-write", "seconds": 0.1},
        {"operation": "eks:UpdateNodegroupConfig", "kind": "timeout-after-write", "seconds": 0.1},
        {"operation": "eks:CreateNodegroup", "kind": "timeout-after-write", "seconds": 0.1},
        {"operation": "eks:DescribeNodegroup", "call": 5, "kind": "drop"},
        {"operation": "eks:DeleteNodegroup", "kind": "timeout-after-write", "seconds": 0.1}]
    with World("guide", {"faults": faults}) as world:
        old = groups(world)
        result = apply(world)
        assert result.code == 0, result
        played = {(r["service"], r["operation"]) for r in world.requests() if r["fault"]}
        assert len(played) == 8, played
        expected, tables = thirds(world)
        assert_network(world, expected, tables)
        assert_replaced(world, old)
        assert_moved(world)
        assert set(associations(world).values()) == {1}
