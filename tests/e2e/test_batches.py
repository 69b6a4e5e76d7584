"""Node groups whose second does not fit whole into the node subnets: replaced in batches, by what is free."""
import json
import signal
import subprocess

import pytest

from witness import (
    PERIGEE, ZONE, Nothing, World, apply, assert_moved, assert_replaced, group_of, groups, kubernetes_writes, nodes,
    pods, stream, when)

TERMINATE = "TerminateInstanceInAutoScalingGroup"


# Over "two-groups": three of them in subnets with one free address each, so they go one after the other.
THREE = {
    "vpc": {"subnets": {name: {"free": 1} for name in ("node-a", "node-b", "node-c")}},
    "node_groups": {"workers": {"size": {"min": 4, "max": 8, "desired": 6}},
                    "batch": {"size": {"min": 4, "max": 8, "desired": 4}},
                    "small": {"subnets": ["node-c"], "size": {"min": 1, "max": 1, "desired": 1}}}}


def instance_of(node):
    """The EC2 instance of a Node."""
    return node["spec"]["providerID"].rpartition("/")[2]


def watch(world, folder):
    """kubectl watching pods and nodes into files; gives a function that ends it and gives the events of each."""
    files = {kind: folder / kind for kind in ("pods", "nodes")}
    started = []
    for kind, path in files.items():
        with open(path, "wb") as file:
            started.append(world.start(["kubectl", "get", kind, "-A", "--watch", "--output-watch-events", "-ojson"],
                                       stdout=file, stderr=subprocess.STDOUT))
    world.wait("the watches", lambda: all(len(stream(path.read_text())) >= len(nodes(world))
                                          for path in files.values()))

    def end():
        for process in started:
            process.kill()
        return {kind: stream(path.read_text()) for kind, path in files.items()}
    return end


def version(thing):
    """When a state was: one count for all kinds, since they lie in one etcd."""
    return int(thing["metadata"]["resourceVersion"])


def terminated(world):
    """The terminations that took effect, in their order: instance -> time."""
    found = {}
    for request in world.requests(operation=TERMINATE):
        if request["status"] in (200, None):  # None: the answer was lost on its way
            assert request["parameters"]["ShouldDecrementDesiredCapacity"] == "true"
            assert request["parameters"]["InstanceId"] not in found, "each once"
            found[request["parameters"]["InstanceId"]] = request["time"]
    return found


def assert_batches(world, old, old_nodes, largest):
    """Every old node went by a termination of its own, after its last eviction; the new group grew no faster."""
    ended = terminated(world)
    assert set(ended) == {instance_of(n) for n in old_nodes.values()}
    evicted = {}
    place = {p["metadata"]["uid"]: p["spec"]["nodeName"] for p in world.pods_before}
    for event in kubernetes_writes(world, "create", "pods", "eviction"):
        uid = event["requestObject"]["deleteOptions"]["preconditions"]["uid"]
        if uid in place:
            evicted[place[uid]] = max(when(event), evicted.get(place[uid], 0))
    for name, node in old_nodes.items():
        assert evicted.get(name, 0) < ended[instance_of(node)], name
    sizes = [(r["time"], json.loads(r["parameters"]["body"])["scalingConfig"], r["parameters"]["path"])
             for r in world.requests(operation="UpdateNodegroupConfig") + world.requests(operation="CreateNodegroup")
             if r["status"] == 200]
    grown = sorted((when_, size["desiredSize"]) for when_, size, _ in sizes if "desiredSize" in size)
    wanted = old["workers"]["scalingConfig"]["desiredSize"]
    steps = [after - before for (_, before), (_, after) in zip([(0, 0), *grown], grown)]
    assert grown[-1][1] == wanted and grown[0][1] < wanted and max(steps) <= largest, steps
    assert not [size for _, size, path in sizes if "/workers/" in path and "desiredSize" in size], \
        "the old group's desired size is never named: Auto Scaling would choose who goes"
    # At no moment were there fewer nodes than the group is wanted to have.
    count, events = len(old_nodes), sorted([(t, -1) for t in ended.values()] + [
        (t, step) for (t, _), step in zip(grown, steps)])
    for _, change in events:
        count += change
        assert count >= wanted, events


def assert_put_back(world, old):
    """AZRebalance was off from before the first eviction until no node was left; bounds are the old ones."""
    suspended, = world.requests(operation="SuspendProcesses")
    resumed, = world.requests(operation="ResumeProcesses")
    for request in (suspended, resumed):
        assert request["parameters"]["ScalingProcesses.member.1"] == "AZRebalance"
        assert request["parameters"]["AutoScalingGroupName"] == \
            old["workers"]["resources"]["autoScalingGroups"][0]["name"]
    deleted, = world.requests(operation="DeleteNodegroup")
    evictions = [when(e) for e in kubernetes_writes(world, "create", "pods", "eviction")]
    assert suspended["time"] < min(evictions) and max(evictions) < resumed["time"] < deleted["time"]
    assert groups(world)["workers-pods"]["health"]["issues"] == [], "every instance found an address"
    for group in world.autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]:
        assert not group["SuspendedProcesses"]
        size = old["workers"]["scalingConfig"]
        assert (group["MinSize"], group["MaxSize"], group["DesiredCapacity"]) == (
            size["minSize"], size["maxSize"], size["desiredSize"])


def least_ready(events, app, all_of_them):
    """The fewest Ready pods of an app at any moment from when all were Ready."""
    ready, least = set(), None
    for event in events:
        pod = event["object"]
        if pod["metadata"].get("labels", {}).get("app") != app:
            continue
        uid = pod["metadata"]["uid"]
        if event["type"] != "DELETED" and not pod["metadata"].get("deletionTimestamp") and any(
                c["type"] == "Ready" and c["status"] == "True" for c in pod["status"].get("conditions", [])):
            ready.add(uid)
        else:
            ready.discard(uid)
        if least is not None or len(ready) == all_of_them:
            least = min(len(ready), all_of_them if least is None else least)
    return least


@pytest.fixture(scope="module", name="full")
def _full(tmp_path_factory):
    """Nine nodes beside five free addresses, replaced once while kubectl watches."""
    with World("nearly-full") as world:
        world.old, world.old_nodes, world.pods_before = groups(world), nodes(world), pods(world)
        end = watch(world, tmp_path_factory.mktemp("watch"))
        world.first = apply(world)
        world.events = end()
        assert world.first.code == 0, world.first
        yield world


@pytest.mark.xdist_group("nearly full")
class TestNearlyFull:
    """The world that operators come from: a second group of the same size does not fit."""

    def test_the_end(self, full):
        """All pods moved, the group replaced by one like it, nothing of the way left behind."""
        assert_replaced(full, full.old)
        assert_moved(full)
        zones = [n["metadata"]["labels"][ZONE] for n in nodes(full).values()]
        assert sorted(map(zones.count, set(zones))) == [3, 3, 3]

    def test_batches(self, full):
        """The new group grew by what was free; the old one went node by node, by terminations of these very nodes."""
        assert_batches(full, full.old, full.old_nodes, 6)
        assert json.loads(full.requests(operation="CreateNodegroup")[0]["parameters"]["body"])["scalingConfig"] == {
            "minSize": 3, "maxSize": 12, "desiredSize": 3}
        first = full.requests(operation=TERMINATE)[:3]
        zone_of = {instance_of(n): n["metadata"]["labels"][ZONE] for n in full.old_nodes.values()}
        assert len({zone_of[r["parameters"]["InstanceId"]] for r in first}) == 3, "one of each zone"

    def test_put_back(self, full):
        """Bounds and AZRebalance."""
        assert_put_back(full, full.old)

    def test_no_workload_was_lost(self, full):
        """The order of all events tells: nodes went when they were empty, and budgets held."""
        leave = {e["object"]["metadata"]["uid"]: e["object"] for e in full.events["nodes"] if e["type"] == "DELETED"}
        assert set(leave) == {n["metadata"]["uid"] for n in full.old_nodes.values()}
        place = {n["metadata"]["name"]: version(leave[n["metadata"]["uid"]]) for n in full.old_nodes.values()}
        mine = {p["metadata"]["uid"]: p for p in full.pods_before if not p["spec"].get("hostNetwork")}
        ended = {e["object"]["metadata"]["uid"]: version(e["object"]) for e in full.events["pods"]
                 if e["type"] == "DELETED"}
        for uid, pod in mine.items():
            assert ended[uid] < place[pod["spec"]["nodeName"]], pod["metadata"]["name"]
        evicted = {e["requestObject"]["deleteOptions"]["preconditions"]["uid"]
                   for e in kubernetes_writes(full, "create", "pods", "eviction")}
        assert set(mine) <= evicted, "each went by an eviction"
        assert {e["objectRef"]["name"].startswith("perigee-canary-")
                for e in kubernetes_writes(full, "delete", "pods")} == {True}
        assert least_ready(full.events["pods"], "web", 18) >= 14
        assert least_ready(full.events["pods"], "store", 3) >= 2

    def test_it_says_so(self, full):
        """What an operator reads."""
        for line in ("workers: in batches, the first of 3 of 9 nodes", "workers: 3 of 9 nodes replaced",
                     "workers: 9 of 9 nodes replaced"):
            assert line in full.first.out, full.first

    def test_zz_a_second_run_changes_nothing(self, full):
        """And says so."""
        with Nothing(full):
            result = apply(full)
        assert result.code == 0 and "nothing to change" in result.out, result


def test_five_free_in_each_subnet_are_enough_for_nine():
    """Three more nodes in each zone fit: no batches, nothing is terminated one by one."""
    free = {name: {"free": 5} for name in ("node-a", "node-b", "node-c")}
    with World("nearly-full", {"vpc": {"subnets": free}}) as world:
        old = groups(world)
        result = apply(world)
        assert result.code == 0 and "batch" not in result.out, result
        assert_replaced(world, old)
        assert_moved(world)
        assert not world.requests(operation=TERMINATE) and not world.requests(operation="SuspendProcesses")


def test_a_batch_of_three_by_setting():
    """`surge=3` on the guide's example with six nodes: room for all, and yet three at a time. AZRebalance that somebody
    else has suspended stays so."""
    with World("guide", {"node_groups": {"workers": {"size": {"min": 6, "max": 8, "desired": 6}}}}) as world:
        world.pods_before, old, old_nodes = pods(world), groups(world), nodes(world)
        name = old["workers"]["resources"]["autoScalingGroups"][0]["name"]
        world.autoscaling.suspend_processes(AutoScalingGroupName=name, ScalingProcesses=["AZRebalance"])
        result = apply(world, "--set", "surge=3")
        assert result.code == 0, result
        assert_replaced(world, old)
        assert_moved(world)
        assert_batches(world, old, old_nodes, 3)
        assert len(world.requests(operation="SuspendProcesses")) == 1, "the one of this test"
        assert not world.requests(operation="ResumeProcesses")
        with Nothing(world):
            again = apply(world, "--set", "surge=3")
        assert again.code == 0 and "nothing to change" in again.out, again


def stopped_at(world, texts, number):
    """A run that gets a signal when it says one of these; gives its exit code, what it said, and which it was."""
    process = world.start([PERIGEE, "apply", "pod-range", "--set", f"cluster={world.cluster}", "--yes"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = ""
    for line in process.stdout:
        said += line
        reached = [text for text in texts if text in line]
        if reached:
            break
    else:
        raise AssertionError(f"none of {texts} came:\n{said}")
    process.send_signal(number)
    said += process.stdout.read()
    return process.wait(30), said, reached[0]


MOMENTS = ["+ wanted size for workers", "+ node group workers-pods", "+ minimum of node group workers",
           "+ AZRebalance of", "+ cordon", "+ evict", "+ exclude from load balancers", "+ terminate node",
           "+ size of node group workers-pods", "+ bounds of node group", "+ delete node group"]


def test_killed_at_every_kind_of_write():
    """SIGKILL again and again; each run goes on from the middle, and the last one comes to the same end."""
    with World("nearly-full") as world:
        old, old_nodes, world.pods_before = groups(world), nodes(world), pods(world)
        seen, left = [], MOMENTS
        while left:
            # On a busy machine a kill may come late: then the next write is done already, and the one after it is next.
            code, said, moment = stopped_at(world, left, signal.SIGKILL)
            assert code == -signal.SIGKILL, said
            assert "workers" in groups(world) or moment == MOMENTS[-1], "the old group goes last"
            seen.append(moment)
            left = MOMENTS[MOMENTS.index(moment) + 1:]
        assert len(seen) > len(MOMENTS) / 2, seen
        result = apply(world)
        assert result.code == 0, result
        assert_replaced(world, old)
        assert_moved(world)
        assert set(terminated(world)) == {instance_of(n) for n in old_nodes.values()}
        assert not [p for p in pods(world) if "canary" in p["metadata"]["name"]]
        assert groups(world)["workers-pods"]["health"]["issues"] == []
        with Nothing(world):
            again = apply(world)
        assert again.code == 0 and "nothing to change" in again.out, again


def test_interrupted_between_terminations():
    """Ctrl-C: exit 130, what stands is told, nothing further is sent. A lost answer to a termination, a change of size
    or a suspension is looked after, not repeated."""
    faults = [{"operation": f"{service}:{name}", "call": call, "kind": "timeout-after-write", "seconds": 0.1}
              for service, name, call in (("autoscaling", TERMINATE, 5), ("autoscaling", "SuspendProcesses", 1),
                                          ("autoscaling", "ResumeProcesses", 1), ("eks", "TagResource", 2),
                                          ("eks", "UpdateNodegroupConfig", 2), ("eks", "UpdateNodegroupConfig", 4))]
    with World("nearly-full", {"faults": faults}) as world:
        old, old_nodes, world.pods_before = groups(world), nodes(world), pods(world)
        code, said, _ = stopped_at(world, ["+ terminate node"], signal.SIGINT)
        text = " ".join(said.split())
        assert code == 130 and "stack traceback" not in said, said
        assert "Not touched: pods that were not evicted. workers is alive with 6 nodes or more" in text, said
        assert "perigee resume" in text and 1 <= len(terminated(world)) <= 3, said
        result = apply(world)
        assert result.code == 0, result
        assert len([r for r in world.requests() if r["fault"]]) == 6, "all faults were played"
        assert_replaced(world, old)
        assert_moved(world)
        assert set(terminated(world)) == {instance_of(n) for n in old_nodes.values()}
        assert_put_back(world, old)


def workloads(world):
    """The pods that DaemonSets have nothing to do with."""
    return {p["metadata"]["uid"] for p in pods(world) if not p["spec"].get("hostNetwork")}


def test_it_stops_where_nothing_fits():
    """Pods that waited for room fill the first new nodes, and no address is left: exit 1 with the figures, no pod was
    touched. When room is made the same command goes on to the end."""
    hog = {"replicas": 12, "spec": {"containers": [
        {"name": "main", "image": "example.com/hog", "resources": {"requests": {"cpu": "1900m"}}}]}}
    free = {name: {"free": 1} for name in ("node-a", "node-b", "node-c")}
    with World("nearly-full", {"vpc": {"subnets": free}, "workloads": {"hog": hog, "jobs": None},
                               "after": {"pending": ["hog"]}}) as world:
        old, before = groups(world), workloads(world)
        result = apply(world)
        text = " ".join(result.out.split())
        assert result.code == 1, result
        for part in ("workers-pods has 3 of 9 nodes, and no further one fits into the node subnets; free are subnet-",
                     "of the 9 nodes of workers there is none whose pods fit on the new ones, by slots, CPU and memory",
                     "no warm target frees any in subnet-", "or scale down what runs on the new nodes; then run again",
                     "Not touched: pods that were not evicted. workers is alive with 9 nodes or more",
                     "the minimum of workers stays 0 and its AZRebalance suspended"):
            assert part in text, (part, result)
        assert not kubernetes_writes(world, "create", "pods", "eviction") and not terminated(world)
        assert before <= workloads(world)
        assert {g["status"] for g in groups(world).values()} == {"ACTIVE"} and len(groups(world)) == 2
        world.kubectl("scale", "deployment", "hog", "--replicas=9")
        again = apply(world)
        assert again.code == 0, again
        assert_replaced(world, old)
        assert_moved(world)


@pytest.mark.parametrize(("options", "one_by_one"), [([], ["batch"]), (["--set", "surge=3"], ["batch", "workers"])])
def test_groups_that_share_full_subnets(options, one_by_one):
    """The one that fits whole goes first, then one in batches; what it gives back is enough for the last to go whole,
    unless a setting bounds that too."""
    with World("two-groups", THREE) as world:
        placed = [p for p in pods(world) if not p["spec"].get("hostNetwork")]
        old, old_nodes = groups(world), nodes(world)
        result = apply(world, *options)
        assert result.code == 0, result
        assert_replaced(world, old)
        world.wait("all pods", lambda: all(p["status"].get("podIP") for p in pods(world)), 60)
        assert_moved(world)
        deleted = [r["parameters"]["path"].rpartition("/")[2] for r in world.requests(operation="DeleteNodegroup")]
        assert deleted == ["small", "batch", "workers"]
        # Nobody goes from an old node to one that is still to go.
        moved = [e["objectRef"]["name"] for e in kubernetes_writes(world, "create", "pods", "eviction")]
        assert len(moved) == len(placed), moved
        assert set(terminated(world)) == {instance_of(n) for n in old_nodes.values() if group_of(n) in one_by_one}
        assert [g["health"]["issues"] for g in groups(world).values()] == [[], [], []]
        with Nothing(world):
            assert apply(world, *options).code == 0
