"""`perigee apply pod-range` from the first check to the verdict, on worlds that differ in what matters."""
import ipaddress
import json
import subprocess

import pytest

from witness import (
    FLAG, LABEL, POD_RANGE, ZONE, Nothing, World, apply, assert_eniconfigs, assert_moved, assert_network,
    assert_replaced, assert_switched, associations, attempts, aws_node, blocks, eniconfigs, environment, groups,
    kubernetes_writes, nodes, perigee, pod_subnets, pods, stream, table_of, thirds, when, zones_of)


def watch_pods(world, path):
    """kubectl watching all pods into a file from now on."""
    with open(path, "wb") as file:
        process = world.start(["kubectl", "get", "pods", "-A", "--watch", "--output-watch-events", "-ojson"],
                              stdout=file, stderr=subprocess.STDOUT)
    world.wait("the watch", lambda: len(stream(path.read_text())) >= len(pods(world)))
    return process


def all_proofs(world, before, old_groups, letters="abc"):
    """The whole end state of the procedure with an even share for each zone."""
    expected, tables = thirds(world, letters)
    subnets = assert_network(world, expected, tables)
    assert_eniconfigs(world, subnets)
    assert_switched(world, before)
    assert_replaced(world, old_groups)
    assert_moved(world)
    return subnets


@pytest.fixture(scope="module", name="guide")
def _guide(tmp_path_factory):
    """The guide's example, carried out once while kubectl watches; the tests look at different sides of it."""
    with World("guide") as world:
        world.before, world.old, world.pods_before = aws_node(world), groups(world), pods(world)
        path = tmp_path_factory.mktemp("watch") / "pods"
        watch = watch_pods(world, path)
        world.first = apply(world)
        assert world.first.code == 0, world.first
        watch.kill()
        world.events = stream(path.read_text())
        yield world


@pytest.mark.xdist_group("guide")
class TestGuide:
    """The guide's own example: Ningxia, three zones, 100.64.0.0/16."""

    def test_the_network(self, guide):
        """Range, subnets, route tables, ACLs; other associations are as they were."""
        expected, tables = thirds(guide)
        assert_network(guide, expected, tables)
        assert len(associations(guide)) == 9 and set(associations(guide).values()) == {1}

    def test_the_cni(self, guide):
        """ENIConfigs with explicit groups, before both variables came with one change."""
        subnets = {zone: s for (zone, _), s in pod_subnets(guide).items()}
        assert_eniconfigs(guide, subnets)
        assert_switched(guide, guide.before)
        changes = kubernetes_writes(guide, "patch", "daemonsets")
        assert len(changes) == 1
        container = changes[0]["requestObject"]["spec"]["template"]["spec"]["containers"][0]
        assert {e["name"]: e["value"] for e in container["env"]} == {FLAG: "true", LABEL: ZONE}
        written = kubernetes_writes(guide, "patch", "eniconfigs")
        assert len(written) == 3 and max(map(when, written)) < when(changes[0])

    def test_the_groups(self, guide):
        """The old group is gone, the new one is like it, and was created after the switch."""
        assert_replaced(guide, guide.old)
        switch = kubernetes_writes(guide, "patch", "daemonsets")[0]
        created, = guide.requests(operation="CreateNodegroup")
        deleted, = guide.requests(operation="DeleteNodegroup")
        assert when(switch) < created["time"] < deleted["time"]
        frozen = guide.requests(operation="UpdateNodegroupConfig")[0]
        assert json.loads(frozen["parameters"]["body"])["scalingConfig"]["maxSize"] == 3
        assert frozen["time"] < when(switch), "no node can come between the switch and the new group"

    def test_the_pods(self, guide):
        """All of them, each where it belongs; the verdict says the same."""
        moved = assert_moved(guide)
        assert f"{moved} of {moved} pods of 3 nodes are in {POD_RANGE}." in guide.first.out
        result = perigee(guide, "verify", "pod-range")
        assert result.code == 0 and f"{moved} of {moved} pods" in result.out, result

    def test_evictions_are_of_these_very_pods(self, guide):
        """Only evictions, each with the UID of a pod that ran before; no workload's pod was deleted otherwise."""
        evictions = kubernetes_writes(guide, "create", "pods", "eviction")
        uids = {p["metadata"]["name"]: p["metadata"]["uid"] for p in guide.pods_before
                if not p["spec"].get("hostNetwork")}
        assert {e["objectRef"]["name"] for e in evictions} == set(uids)
        for event in evictions:
            assert event["requestObject"]["deleteOptions"]["preconditions"]["uid"] == uids[event["objectRef"]["name"]]
        deleted = kubernetes_writes(guide, "delete", "pods")
        assert len(deleted) == 3
        for event in deleted:
            assert event["objectRef"]["name"].startswith("perigee-canary-")
            assert event["requestObject"]["preconditions"]["uid"]

    def test_proof_comes_before_the_first_eviction(self, guide):
        """Versions of a watch tell the order: a canary of each zone had its address before any pod had to go."""
        proven, first_gone = {}, None
        place = {name: node["metadata"]["labels"][ZONE] for name, node in nodes(guide).items()}
        for event in guide.events:
            pod, version = event["object"], int(event["object"]["metadata"]["resourceVersion"])
            name, address = pod["metadata"]["name"], pod.get("status", {}).get("podIP")
            if name.startswith("perigee-canary-"):
                if address and pod["spec"]["nodeName"] in place:
                    proven.setdefault(place[pod["spec"]["nodeName"]], (version, address))
            elif pod["metadata"].get("deletionTimestamp") and not pod["spec"].get("hostNetwork"):
                first_gone = min(first_gone or version, version)
        expected, _ = thirds(guide)
        assert set(proven) == set(expected)
        for zone, (version, address) in proven.items():
            assert version < first_gone
            assert ipaddress.ip_address(address) in ipaddress.ip_network(expected[zone])
        cordons = [when(e) for e in kubernetes_writes(guide, "patch", "nodes")]
        evictions = [when(e) for e in kubernetes_writes(guide, "create", "pods", "eviction")]
        assert len(cordons) == 3 and max(cordons) < min(evictions), "all old nodes are closed before the first eviction"

    def test_zz_a_second_run_changes_nothing(self, guide):
        """And says so."""
        with Nothing(guide):
            result = apply(guide)
        assert result.code == 0 and "nothing to change" in result.out, result
