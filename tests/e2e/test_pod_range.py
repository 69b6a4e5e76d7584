"""`perigee apply pod-range` from the first check to the verdict, on worlds that differ in what matters."""
import ipaddress
import json
import re
import subprocess
import textwrap

import pytest
import yaml

from witness import (
    FLAG, LABEL, PERIGEE, POD_RANGE, ZONE, Nothing, World, apply, assert_eniconfigs, assert_moved, assert_network,
    assert_replaced, assert_switched, associations, aws_node, customised, environment, groups,
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
        assert f"{moved} of {moved} pods of " in guide.first.out and f"are in {POD_RANGE}." in guide.first.out
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
        patches = sorted(when(e) for e in kubernetes_writes(guide, "patch", "nodes"))
        cordons, labels = patches[:3], patches[3:]
        evictions = [when(e) for e in kubernetes_writes(guide, "create", "pods", "eviction")]
        assert len(cordons) == 3 and max(cordons) < min(evictions), "all old nodes are closed before the first eviction"
        assert len(labels) == 3 and min(labels) > max(evictions), "they leave load balancers when they are empty"

    def test_zz_a_second_run_changes_nothing(self, guide):
        """And says so."""
        with Nothing(guide):
            result = apply(guide)
        assert result.code == 0 and "nothing to change" in result.out, result


def carried_out(world, letters="abc"):
    """Applies pod-range and holds the world against what it must have come to; gives the Result and the subnets."""
    before, old = aws_node(world), groups(world)
    result = apply(world)
    assert result.code == 0, result
    return result, all_proofs(world, before, old, letters)


def test_main_table_only():
    """Node subnets without a table of their own: pod subnets are associated with the main one, explicitly."""
    with World("main-table-only") as world:
        result, subnets = carried_out(world)
        main, _ = table_of(world, world.ids["subnet:node-a"])
        assert {table_of(world, s["SubnetId"]) for s in subnets.values()} == {(main, True)}
        assert [table_of(world, world.ids[f"subnet:node-{letter}"])[1] for letter in "abc"] == [False] * 3
        assert f"{main} (NAT {world.ids['nat:a']})" in result.out, result


def test_transit_gateway_in_another_partition():
    """The way out is a transit gateway; and nothing is special about China."""
    with World("transit-gateway", {"region": "us-east-1"}) as world:
        result, _ = carried_out(world)
        assert result.out.count("(transit gateway tgw-") == 3, result
        assert "us-east-1" in result.out and "cn-" not in result.out


def test_two_groups():
    """Labels, taints, types and capacity go over to each replacement; pods find the nodes that they need."""
    with World("two-groups") as world:
        carried_out(world)
        place = {name: node["metadata"]["labels"]["eks.amazonaws.com/nodegroup"] for name, node in nodes(world).items()}
        where = {}
        for pod in pods(world):
            where.setdefault(pod["metadata"]["labels"].get("app"), set()).add(place[pod["spec"]["nodeName"]])
        assert where["cruncher"] == {"batch-pods"} and where["web"] == {"workers-pods"}
        batch = groups(world)["batch-pods"]
        assert batch["taints"] == [{"key": "dedicated", "value": "batch", "effect": "NO_SCHEDULE"}]
        assert batch["capacityType"] == "SPOT"
        for node, group in place.items():
            taints = [t["key"] for t in nodes(world)[node]["spec"].get("taints", [])]
            assert taints == (["dedicated"] if group == "batch-pods" else [])


def test_two_of_three_zones():
    """The third zone has no node now and can get one at any time: it has its subnet and its ENIConfig."""
    with World("two-of-three-zones") as world:
        _, subnets = carried_out(world)
        assert len(subnets) == 3
        assert {n["metadata"]["labels"][ZONE] for n in nodes(world).values()} == set(zones_of(world, "ab"))


def test_managed_addon():
    """The variables go into the add-on's configuration, beside what is there and what was set by hand."""
    with World("addon-set-by-hand") as world:
        before = aws_node(world)
        assert environment(before)["WARM_IP_TARGET"] == "4"
        carried_out(world)
        addon = world.eks.describe_addon(clusterName=world.cluster, addonName="vpc-cni")["addon"]
        assert addon["status"] == "ACTIVE"
        assert json.loads(addon["configurationValues"])["env"] == {
            "WARM_ENI_TARGET": "1", "WARM_IP_TARGET": "4", FLAG: "true", LABEL: ZONE}
        assert kubernetes_writes(world, "patch", "daemonsets") == []
        with Nothing(world):
            assert apply(world).code == 0


def test_what_was_set_past_the_addon():
    """What OVERWRITE would reset, in any container: refused with the command that keeps it, and the rest is named."""
    with World("addon") as world:
        world.kubectl("patch", "ds", "aws-node", "-n", "kube-system", "--type=strategic", "-p", json.dumps(
            {"spec": {"template": {"spec": {"tolerations": [{"operator": "Exists", "effect": "NoSchedule"}],
             "initContainers": [{"name": "aws-vpc-cni-init", "env": [
                 {"name": "DISABLE_TCP_EARLY_DEMUX", "value": "true"}, {"name": "ENABLE_IPv6", "value": "true"}]}],
             "containers": [
                 {"name": "aws-node", "resources": {"limits": {"memory": "300Mi"}},
                  "env": [{"name": "WARM_ENI_TARGET", "value": "2"}]},
                 {"name": "aws-eks-nodeagent", "resources": {"requests": {"cpu": "50m"}}}]}}}}))

        def kept():
            spec = aws_node(world)["spec"]["template"]["spec"]
            found = {c["name"]: c for c in spec["containers"] + spec["initContainers"]}
            init = {e["name"]: e["value"] for e in found["aws-vpc-cni-init"]["env"]}
            return (spec["tolerations"], found["aws-node"]["resources"], found["aws-eks-nodeagent"]["resources"],
                    init["DISABLE_TCP_EARLY_DEMUX"], environment(aws_node(world))["WARM_ENI_TARGET"])
        by_hand = kept()
        assert by_hand[2:] == ({"requests": {"cpu": "50m"}}, "true", "2")
        with Nothing(world):
            result = apply(world, "--output", "json")
        assert result.code == 3, result
        refused = next(e for e in map(json.loads, result.out.splitlines())
                       if e.get("name") == "aws-node by hand" and e.get("status") != "ok")
        assert ("env.WARM_ENI_TARGET, init.env.DISABLE_TCP_EARLY_DEMUX, nodeAgent.resources, resources, tolerations of "
                "aws-node were set by hand") in json.dumps(refused), refused
        assert "has no key for it: env.ENABLE_IPv6 of aws-vpc-cni-init; the update (OVERWRITE) may" in result.out, result
        command = re.search(r"aws eks update-addon .*--configuration-values '(.*)'", refused["problems"][0]["remedy"])
        world.eks.update_addon(clusterName=world.cluster, addonName="vpc-cni", resolveConflicts="OVERWRITE",
                               configurationValues=command[1])
        world.wait("the add-on", lambda: world.eks.describe_addon(
            clusterName=world.cluster, addonName="vpc-cni")["addon"]["status"] == "ACTIVE")
        assert kept() == by_hand
        carried_out(world)
        assert kept() == by_hand


def test_budget_that_blocks_and_is_released(tmp_path):
    """The run names pod, budget and owner, keeps both groups, and goes on when the budget lets it."""
    with World("pdb-blocks") as world:
        before, old = aws_node(world), groups(world)
        out = tmp_path / "out"
        with open(out, "wb") as file:
            process = apply_in_background(world, file)
        world.wait("the budget", lambda: 'budget "web"' in out.read_text() or process.poll() is not None, 120)
        assert process.poll() is None, out.read_text()
        text = " ".join(out.read_text().split())
        assert 'budget "web" allows 0 of 2 (2 needed); owner Deployment default/web' in text
        assert "default/web-" in text
        assert set(groups(world)) == {"workers", "workers-pods"}
        web = {p["metadata"]["uid"] for p in pods(world) if p["metadata"]["labels"].get("app") == "web"}
        assert len(web) == 2 and not world.requests(operation="DeleteNodegroup")
        world.kubectl("patch", "pdb", "web", "--type=merge", "-p", '{"spec": {"minAvailable": 1}}')
        assert process.wait(120) == 0, out.read_text()
        all_proofs(world, before, old)
        gone = {e["requestObject"]["deleteOptions"]["preconditions"]["uid"]
                for e in kubernetes_writes(world, "create", "pods", "eviction")}
        assert web <= gone, "both went by eviction"


def apply_in_background(world, file, *options):
    """`perigee apply pod-range` that goes on while the test looks."""
    return world.start([PERIGEE, "apply", "pod-range", "--set", f"cluster={world.cluster}", "--yes", *options],
                       stdout=file, stderr=subprocess.STDOUT)


def test_existing_pod_subnets(tmp_path):
    """Subnets named in `zones` are used as they are: none is created, and those on the main table get their table."""
    with World("pod-subnets-main-table") as world:
        before, old = aws_node(world), groups(world)
        subnets = {zone: s["SubnetId"] for (zone, _), s in pod_subnets(world).items()}
        assert {table_of(world, s)[1] for s in subnets.values()} == {False}
        lines = "".join(f'  {{ zone = "{zone}", subnet = "{subnet}" }},\n' for zone, subnet in subnets.items())
        playbook = customised(world, tmp_path / "named.lua", ("zones = {}", "zones = {\n" + lines + "}"))
        result = apply(world, playbook=playbook)
        assert result.code == 0, result
        assert world.requests(operation="CreateSubnet") == [] == world.requests(operation="AssociateVpcCidrBlock")
        assert {zone: s["SubnetId"] for (zone, _), s in pod_subnets(world).items()} == subnets
        all_proofs(world, before, old)
        with Nothing(world):
            assert apply(world, playbook=playbook).code == 0


def test_helm_owns_the_cni():
    """Refused with the values for the release and the order that is safe; who follows it gets to the end."""
    with World("helm") as world:
        old = groups(world)
        with Nothing(world):
            result = apply(world)
        assert result.code == 3 and "Helm release aws-vpc-cni" in result.out, result
        said = result.out.split(" env:\n")[1].split("\n\n")[0]
        env = yaml.safe_load(textwrap.dedent(said))
        assert env == {FLAG: "true", LABEL: ZONE}
        assert apply(world, playbook="vpc-range").code == 0
        assert apply(world, "--only", "write_eniconfigs", playbook="custom-networking").code == 0
        assert environment(aws_node(world)).get(FLAG) != "true"
        # What `helm upgrade` with these values does to the cluster.
        world.kubectl("set", "env", "daemonset/aws-node", "-n", "kube-system", *(f"{k}={v}" for k, v in env.items()))
        before = aws_node(world)
        result = apply(world)
        assert result.code == 0, result
        assert aws_node(world)["metadata"]["generation"] == before["metadata"]["generation"]
        assert_replaced(world, old)
        assert_moved(world)
