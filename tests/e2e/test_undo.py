"""`perigee undo`: after success and after half, killed and given again, beside others who use or change what the run
made; the world is as it was before, no workload is lost, and nothing of anybody else's is touched."""
import ipaddress
import json

import pytest

from runs import (
    Run, cni, evictions, everything, journal_of, killed_at, killed_when, lease, only_run, resume, runs, said, undo,
    words_of_apply)
from test_batches import THREE, least_ready, watch
from witness import (
    FLAG, LABEL, ZONE, Nothing, World, apply, assert_moved, aws_node, blocks, eniconfigs, environment, group_of, groups,
    kubernetes_writes, nodes, pod_subnets, pods)

BATCH = {"subnets": ["node-a"], "types": ["m5.large"], "size": {"min": 1, "max": 2, "desired": 1},
         "labels": {"team": "jobs"}, "tags": {"owner": "jobs"},
         "taints": [{"key": "dedicated", "value": "batch", "effect": "NO_SCHEDULE"}]}


def assert_back(world, before):
    """All that a run can change is as it was; every pod has an address of its node's subnet; no node is cordoned."""
    def gone():
        return not [n for n in nodes(world).values() if group_of(n) not in groups(world)]
    world.wait("the nodes of the new groups to go", gone, 60)

    def running():
        return all(p["status"].get("podIP") for p in pods(world)) and everything(world)["pods"] == before["pods"]
    world.wait("all pods to run", running, 60)
    now = everything(world)
    for part in before:
        assert now[part] == before[part], part
    assert_in_node_subnets(world)
    assert not [p for p in pods(world) if "canary" in p["metadata"]["name"]]
    assert lease(world) is None


def assert_in_node_subnets(world):
    """Every pod has an address of the subnet that its node is in."""
    subnets = [ipaddress.ip_network(s["CidrBlock"]) for s in world.ec2.describe_subnets()["Subnets"]]
    known = nodes(world)
    for pod in pods(world):
        node = next(a["address"] for a in known[pod["spec"]["nodeName"]]["status"]["addresses"]
                    if a["type"] == "InternalIP")
        place = next(s for s in subnets if ipaddress.ip_address(node) in s)
        assert ipaddress.ip_address(pod["status"]["podIP"]) in place, pod["metadata"]["name"]


def told_of(world, pod):
    """All that the audit log tells of a pod of this name, the servers' own deletions too."""
    lines = [json.loads(line) for line in (world.folder / "audit.jsonl").read_text().splitlines()]
    return [(e["verb"], e["objectRef"].get("subresource"), e["user"]["username"], e["responseStatus"]["code"],
             e["requestReceivedTimestamp"]) for e in lines if e.get("objectRef", {}).get("name") == pod
            and e["verb"] in ("create", "delete")]


def assert_only_evicted(world, events, before):
    """Each pod that went, went by an accepted eviction; the API server was asked to delete canaries only."""
    accepted = set(evictions(world))
    here = {p["metadata"]["uid"] for p in pods(world)}
    mine = {e["object"]["metadata"]["uid"]: e["object"] for e in events["pods"]
            if not e["object"]["spec"].get("hostNetwork")}
    ended = {uid for uid in mine if uid not in here and "canary" not in mine[uid]["metadata"]["name"]}
    assert ended <= accepted, [(mine[uid], told_of(world, mine[uid]["metadata"]["name"])) for uid in ended - accepted]
    assert before <= ended
    for event in kubernetes_writes(world, "delete", "pods"):
        assert event["objectRef"]["name"].startswith("perigee-canary-"), event["objectRef"]
    assert not kubernetes_writes(world, "deletecollection", "pods")


def workloads(world):
    """The uids of the pods that DaemonSets have nothing to do with."""
    return {p["metadata"]["uid"] for p in pods(world) if not p["spec"].get("hostNetwork")}


# -- after success ----------------------------------------------------------------------------------------------------

@pytest.fixture(scope="module", name="undone")
def _undone(tmp_path_factory):
    """Two groups, one with taints; a whole run and its undo, while kubectl watches."""
    with World("guide", {"node_groups": {"batch": BATCH}}) as world:
        world.before, world.workloads = everything(world), workloads(world)
        end = watch(world, tmp_path_factory.mktemp("watch"))
        first = apply(world)
        assert first.code == 0, first
        assert_moved(world)
        world.first, world.begun = first, only_run(world)
        world.result = undo(world, world.begun)
        world.events = end()
        assert world.result.code == 0, world.result
        yield world


@pytest.mark.xdist_group("undone")
class TestUndone:
    """A run that was through, taken back."""

    def test_all_is_as_before(self, undone):
        """Blocks, subnets, associations, ACLs, ENIConfigs, variables, groups with sizes, labels, taints and tags."""
        assert_back(undone, undone.before)

    def test_pods_went_by_evictions(self, undone):
        """There and back; the budget held at every moment."""
        assert_only_evicted(undone, undone.events, undone.workloads)
        assert least_ready(undone.events["pods"], "web", 4) >= 2

    def test_it_said_what_stays(self, undone):
        """Evictions cannot be taken back: said before the first write, of the run itself and of its undo."""
        said_first = " ".join(undone.first.out.partition("      + ")[0].split())
        assert f"undo cannot bring back: {len(undone.workloads)} pods that will be evicted" in said_first, said_first
        text = undone.result.out
        assert 0 < text.index("not taken back:") < text.index("      + "), undone.result
        assert "evict" in text[text.index("not taken back:"):].partition("\n")[0], undone.result

    def test_no_second_time(self, undone):
        """Undo again has nothing left; resume is refused; neither writes."""
        with Nothing(undone):
            again, forward = undo(undone, undone.begun), resume(undone, undone.begun)
        assert again.code == 0 and "nothing that is left to take back" in said(again), again
        assert forward.code == 2 and f"run {undone.begun} has been undone" in said(forward), forward
        assert runs(undone)[undone.begun]["state"] == "undone"

    def test_zz_and_forward_again(self, undone):
        """The playbook run anew does all of it again, as a run of its own, which can be taken back as well."""
        result = apply(undone)
        assert result.code == 0, result
        assert_moved(undone)
        newer, = set(runs(undone)) - {undone.begun}
        result = undo(undone, newer)
        assert result.code == 0, result
        assert_back(undone, undone.before)


# -- after half -------------------------------------------------------------------------------------------------------

def taints_of(world):
    """The taints of each node, those aside that the control plane gives and takes."""
    return {name: [t for t in node["spec"].get("taints", []) if not t["key"].startswith("node.kubernetes.io/")]
            for name, node in nodes(world).items()}


@pytest.mark.parametrize("moment", ["exclude from load balancers", "delete node group"])
def test_marks_of_groups_whose_turn_comes_later(moment):
    """One group is empty or gone, the others' nodes are avoided by the scheduler; undone, they are as they were.

    When nothing ran on the empty group its subnet has no address for a canary, and none is needed to go back.
    """
    with World("two-groups", THREE) as world:
        before = everything(world)
        taints = taints_of(world)
        run = killed_at(world, moment)
        marked = [n for n in nodes(world).values() if "perigee.dev/leaving" in json.dumps(n["spec"].get("taints"))]
        assert {group_of(n) for n in marked} == {"workers", "batch"} and len(marked) == 10
        result = undo(world, run)
        assert result.code == 0, result
        assert_back(world, before)
        now = taints_of(world)
        stayed = taints.keys() & now.keys()
        assert len(stayed) >= 10 and {n: now[n] for n in stayed} == {n: taints[n] for n in stayed}
        assert "perigee.dev/leaving" not in json.dumps(now)


def test_after_half_and_killed_itself(tmp_path):
    """Killed in the drain; the undo killed while it evicts and while it deletes subnets; the third one ends it."""
    with World("guide") as world:
        before, mine = everything(world), workloads(world)
        end = watch(world, tmp_path)
        run = killed_when(world, "waiting for workers empty")
        for moment in ("+ evict", "+ subnet"):
            back = Run(world, "undo", run, "--yes")
            back.wait_for(moment)
            back.kill()
            assert runs(world)[run]["state"] == "killed"
            refused = resume(world, run)
            assert refused.code == 2 and f"`perigee undo {run}` goes on with that" in said(refused), refused
        result = undo(world, run)
        events = end()
        assert result.code == 0, result
        assert_back(world, before)
        accepted = set(evictions(world))
        gone = {e["object"]["metadata"]["uid"] for e in events["pods"] if e["type"] == "DELETED"
                and not e["object"]["spec"].get("hostNetwork") and "canary" not in e["object"]["metadata"]["name"]}
        assert gone <= accepted and gone & mine, "what went was evicted"
        assert least_ready(events["pods"], "web", 4) >= 2
        assert runs(world)[run]["state"] == "undone"


@pytest.mark.parametrize("moment", ["waiting for subnet", "waiting for variables of aws-node",
                                    "waiting for node group", "+ canary pod"])
def test_killed_early(moment):
    """What was written until then is taken back, though nobody waited for it to be ready; no pod is touched."""
    with World("guide") as world:
        before, mine = everything(world), workloads(world)
        run = killed_when(world, moment)
        result = undo(world, run)
        assert result.code == 0, result
        assert_back(world, before)
        assert workloads(world) == mine and not evictions(world)


# -- other owners, other keys -----------------------------------------------------------------------------------------

@pytest.mark.parametrize("scenario", ["addon", "addon-set-by-hand"])
def test_a_managed_addon(scenario):
    """Its configuration and the DaemonSet's variables, those set by hand too, are as before."""
    with World(scenario) as world:
        before = everything(world)
        result = apply(world)
        assert result.code == 0, result
        assert cni(world) != before["cni"]
        result = undo(world, only_run(world))
        assert result.code == 0, result
        assert_back(world, before)


def test_an_addon_that_was_changed_since():
    """Somebody gives the add-on another setting after the run: undo does not take that away, exit 3 with both."""
    with World("addon") as world:
        assert apply(world).code == 0
        now = cni(world)["addon"][0]
        changed = {**now, "env": {**now["env"], "WARM_ENI_TARGET": "3"}}
        world.eks.update_addon(clusterName=world.cluster, addonName="vpc-cni",
                               configurationValues=json.dumps(changed), resolveConflicts="OVERWRITE")
        world.wait("the add-on", lambda: cni(world)["addon"][1] == "ACTIVE")
        with Nothing(world):
            result = undo(world, only_run(world))
        assert result.code == 3 and "vpc-cni" in said(result) and "changed since" in said(result), result
        assert cni(world)["addon"][0] == changed


def test_the_network_team():
    """`vpc-range` under a key that the cluster does not know: taken back without asking the cluster anything."""
    with World("guide") as world:
        before, events = everything(world), len(world.kubernetes_requests())
        result = apply(world, playbook="vpc-range", key="network")
        assert result.code == 0 and len(pod_subnets(world)) == 3, result
        run = only_run(world, key="network")
        result = undo(world, run, key="network")
        assert result.code == 0, result
        assert world.kubernetes_requests()[events:] == [] or all(
            "perigee" not in e["userAgent"].lower() for e in world.kubernetes_requests()[events:])
        assert everything(world) == before
        with Nothing(world):
            again = undo(world, run, key="network")
        assert again.code == 0 and "nothing that is left" in said(again), again


# -- others have begun to use it --------------------------------------------------------------------------------------

class Others:
    """A run that is through, and four things that others have done since: each stops undo in its turn."""

    def __init__(self, world):
        self.world, self.zone = world, world.scenario["region"] + "a"
        self.subnets = {zone: s["SubnetId"] for (zone, _), s in pod_subnets(world).items()}
        self.config = eniconfigs(world)[self.zone]

    def set_variable(self, value):
        """kubectl set env."""
        self.world.kubectl("set", "env", "-n", "kube-system", "daemonset/aws-node", f"{LABEL}={value}")
        self.world.kubectl("rollout", "status", "-n", "kube-system", "daemonset/aws-node", "--timeout=60s")

    def edit_eniconfig(self, groups_):
        """kubectl edit."""
        self.world.kubectl("patch", "eniconfig", self.zone, "--type=merge", "-p",
                           json.dumps({"spec": {"securityGroups": groups_}}))

    def interface(self):
        """An interface of somebody else in a pod subnet."""
        made = self.world.ec2.create_network_interface(SubnetId=self.subnets[self.zone], Description="somebody's")
        return made["NetworkInterface"]["NetworkInterfaceId"]

    def subnet(self):
        """A subnet of somebody else in the new block."""
        made = self.world.ec2.create_subnet(VpcId=self.world.ids["vpc"], CidrBlock="100.64.192.0/24",
                                            AvailabilityZone=self.zone)
        return made["Subnet"]["SubnetId"]


def test_others_use_what_it_made():
    """Undo goes as far as it may, names what stops it, leaves that alone; when it is away, the same undo goes on."""
    with World("guide") as world:
        before = everything(world)
        assert apply(world).code == 0
        run, others = only_run(world), Others(world)
        others.set_variable("example.com/zone")
        others.edit_eniconfig([*others.config["securityGroups"], "sg-0123456789abcdef0"])
        interface, subnet = others.interface(), others.subnet()

        # 1. the variables that the run has set say something else now
        with Nothing(world):
            result = undo(world, run)
        assert result.code == 3 and LABEL in said(result) and "example.com/zone" in said(result), result
        assert "Nothing was written" in said(result) and runs(world)[run]["state"] == "done", result
        assert environment(aws_node(world))[LABEL] == "example.com/zone"
        others.set_variable(ZONE)

        # 2. an ENIConfig is not as it was written
        result = undo(world, run)
        assert result.code == 1 and f"ENIConfig {others.zone}" in said(result), result
        assert "sg-0123456789abcdef0" in json.dumps(eniconfigs(world)[others.zone])
        assert set(groups(world)) == {"workers"} and environment(aws_node(world)).get(FLAG) in (None, "false")
        with Nothing(world):
            again = undo(world, run)
        assert again.code == 3 and f"ENIConfig {others.zone}" in said(again), again
        others.edit_eniconfig(others.config["securityGroups"])

        # 3. an interface is in a pod subnet
        result = undo(world, run)
        assert result.code == 1 and f"interface {interface} (somebody's) is in" in said(result), result
        assert others.subnets[others.zone] in {s["SubnetId"] for s in pod_subnets(world).values()}
        assert eniconfigs(world) == {} and result.seconds < 60, "nobody will take it away: it is not waited for"
        world.ec2.delete_network_interface(NetworkInterfaceId=interface)

        # 4. a subnet of somebody else is in the block
        result = undo(world, run)
        assert result.code == 1 and f"subnet {subnet} (100.64.192.0/24) lies in it" in said(result), result
        assert [s["SubnetId"] for s in pod_subnets(world).values()] == [subnet] and len(blocks(world)) == 2
        world.ec2.delete_subnet(SubnetId=subnet)

        result = undo(world, run)
        assert result.code == 0, result
        assert_back(world, before)
        assert runs(world)[run]["state"] == "undone"


def test_a_pod_that_nobody_would_start_again():
    """A bare pod on a new node: undo stops before it evicts it, both groups alive; when it is gone, undo goes on."""
    with World("guide") as world:
        before = everything(world)
        assert apply(world).code == 0
        run = only_run(world)
        world.kubectl("run", "bare", "--image=example.com/bare")
        world.wait("the pod", lambda: [p for p in pods(world) if p["metadata"]["name"] == "bare"
                                       and p["status"].get("podIP")])
        result = undo(world, run)
        assert result.code == 1 and "default/bare has no controller" in said(result), result
        assert [p for p in pods(world) if p["metadata"]["name"] == "bare"]
        assert {name: g["status"] for name, g in groups(world).items()} == {"workers": "ACTIVE",
                                                                            "workers-pods": "ACTIVE"}
        world.kubectl("delete", "pod", "bare", "--wait=true")
        result = undo(world, run)
        assert result.code == 0, result
        assert_back(world, before)


# -- from batches -----------------------------------------------------------------------------------------------------

def test_from_the_first_batch(tmp_path):
    """Three of nine nodes are on their way: the old group grows again by what is free, and all is as before."""
    with World("nearly-full") as world:
        before, mine = everything(world), workloads(world)
        end = watch(world, tmp_path)
        run = killed_when(world, "+ terminate node")
        result = undo(world, run)
        events = end()
        assert result.code == 0, result
        assert_back(world, before)
        assert least_ready(events["pods"], "web", 18) >= 14 and least_ready(events["pods"], "store", 3) >= 2
        assert workloads(world) != mine


def fill(world, subnets):
    """Interfaces of somebody else take every address that is left; gives their ids."""
    made = []
    while True:
        open_ = [s["SubnetId"] for s in world.ec2.describe_subnets(SubnetIds=subnets)["Subnets"]
                 if s["AvailableIpAddressCount"] > 0]
        if not open_:
            return made
        made += [world.ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
                 for subnet in open_]


def test_no_room_to_go_back():
    """Others have taken what the old nodes gave back: refused with the figures before anything is changed, and the run
    still goes forward to its end."""
    with World("nearly-full") as world:
        run, subnets = killed_when(world, "workers: 3 of 9 nodes replaced"), groups(world)["workers"]["subnets"]
        world.wait("the terminated nodes to go", lambda: len(nodes(world)) < 12, 60)
        interfaces, mine = fill(world, subnets), workloads(world)
        journal, before = journal_of(world, run).read_text(), everything(world)
        result = undo(world, run)
        assert result.code == 3, result
        assert "workers has lost 3 nodes" in said(result) and "free are subnet-" in said(result), result
        assert f"perigee resume {run}" in said(result) and "Nothing was written" in said(result), result
        assert mine <= workloads(world) and journal_of(world, run).read_text() == journal
        now = everything(world)
        assert (now["groups"], now["cni"], now["tags"]) == (before["groups"], before["cni"], before["tags"])
        for interface in interfaces:
            world.ec2.delete_network_interface(NetworkInterfaceId=interface)
        result = resume(world, run)
        assert result.code == 0, result
        assert set(groups(world)) == {"workers-pods"}
        assert_moved(world)
