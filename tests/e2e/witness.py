"""What boto3, kubectl, the API server's audit log and the front's request log tell of a world.

Perigee's own words prove nothing here: each fact comes from somebody else.
"""
import datetime
import ipaddress
import json
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "servers"))

from servers import World  # noqa: E402,F401  pylint: disable=wrong-import-position,unused-import

PERIGEE = os.environ.get("PERIGEE", "perigee")
POD_RANGE = "100.64.0.0/16"
ZONE = "topology.kubernetes.io/zone"
FLAG, LABEL = "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "ENI_CONFIG_LABEL_DEF"


def perigee(world, command, playbook, *options, **how):
    """Runs a command of the playbook in a world; without a terminal, so that nobody is asked."""
    yes = ["--yes"] if command == "apply" else []
    words = [PERIGEE, command, playbook, "--set", f"cluster={world.cluster}", *yes, *options]
    return world.run(words, **{"timeout": 200, **how})


def apply(world, *options, playbook="pod-range", **how):
    """`perigee apply`."""
    return perigee(world, "apply", playbook, *options, **how)


def customised(world, path, *changes):
    """A copy of pod-range, as `perigee show --source` prints it, with texts replaced."""
    text = world.run([PERIGEE, "show", "pod-range", "--source"], check=True).out
    for old, new in changes:
        assert text.count(old) == 1, f"{old} is there {text.count(old)} times"
        text = text.replace(old, new)
    path.write_text(text)
    return str(path)


# -- what was sent ------------------------------------------------------------

def attempts(world):
    """Every request that would change something, whatever became of it."""
    return [f"aws {r['service']}:{r['operation']} {r['status']}" for r in world.requests(mutating=True)] + [
        f"k8s {e['verb']} {e['requestURI']}" for e in world.kubernetes_requests(writes_only=True)]


def files_of_runs(world):
    """The files that runs have left in PERIGEE_STATE: logs, locks."""
    state = world.folder / "home" / "state"
    return [path.name for path in state.rglob("*") if path.is_file()] if state.exists() else []


class Nothing:
    """`with Nothing(world):` what runs in it must not send a single write, nor leave a file."""

    def __init__(self, world):
        self.world = world

    def __enter__(self):
        self.before = attempts(self.world), files_of_runs(self.world)
        return self

    def __exit__(self, kind, *_rest):
        if kind is None:
            now = attempts(self.world), files_of_runs(self.world)
            # None of the world's own: every request that changes something is in these two logs.
            assert now == self.before, f"written: {now[0][len(self.before[0]):]}; files: {now[1]}"


def when(event):
    """The time of an audit event, in seconds since the epoch, as in requests.jsonl."""
    return datetime.datetime.fromisoformat(event["requestReceivedTimestamp"].replace("Z", "+00:00")).timestamp()


def kubernetes_writes(world, verb, resource, subresource=None):
    """Audit events of writes that were accepted."""
    found = []
    for event in world.kubernetes_requests(writes_only=True):
        thing = event.get("objectRef", {})
        if (event["verb"], thing.get("resource"), thing.get("subresource")) == (verb, resource, subresource) \
                and event["responseStatus"]["code"] < 300:
            found.append(event)
    return found


# -- AWS ----------------------------------------------------------------------

def blocks(world):
    """The VPC's blocks and the state of each."""
    vpc = world.ec2.describe_vpcs(VpcIds=[world.ids["vpc"]])["Vpcs"][0]
    return {b["CidrBlock"]: b["CidrBlockState"]["State"] for b in vpc["CidrBlockAssociationSet"]}


def pod_subnets(world, block=POD_RANGE):
    """The subnets inside a block: (zone, block) -> subnet."""
    mine = [{"Name": "vpc-id", "Values": [world.ids["vpc"]]}]
    return {(s["AvailabilityZone"], s["CidrBlock"]): s for s in world.ec2.describe_subnets(Filters=mine)["Subnets"]
            if ipaddress.ip_network(s["CidrBlock"]).subnet_of(ipaddress.ip_network(block))}


def table_of(world, subnet):
    """The route table that a subnet uses, and whether the association is explicit."""
    tables = world.ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [world.ids["vpc"]]}])["RouteTables"]
    main = None
    for table in tables:
        for association in table["Associations"]:
            if association.get("SubnetId") == subnet:
                return table["RouteTableId"], True
            if association.get("Main"):
                main = table["RouteTableId"]
    return main, False


def associations(world):
    """How many explicit associations each subnet has."""
    count = {}
    for table in world.ec2.describe_route_tables()["RouteTables"]:
        for association in table["Associations"]:
            if association.get("SubnetId"):
                count[association["SubnetId"]] = count.get(association["SubnetId"], 0) + 1
    return count


def acl_of(world, subnet):
    """The network ACL of a subnet."""
    found = world.ec2.describe_network_acls(Filters=[{"Name": "association.subnet-id", "Values": [subnet]}])
    return [acl["NetworkAclId"] for acl in found["NetworkAcls"]]


def groups(world):
    """The node groups by name, as DescribeNodegroup tells them."""
    return {name: world.eks.describe_nodegroup(clusterName=world.cluster, nodegroupName=name)["nodegroup"]
            for name in world.eks.list_nodegroups(clusterName=world.cluster)["nodegroups"]}


def max_pods(world, instance_type):
    """The formula of the CNI with custom networking, from DescribeInstanceTypes."""
    network = world.ec2.describe_instance_types(InstanceTypes=[instance_type])["InstanceTypes"][0]["NetworkInfo"]
    return (network["MaximumNetworkInterfaces"] - 1) * (network["Ipv4AddressesPerInterface"] - 1) + 2


# -- Kubernetes ---------------------------------------------------------------

def nodes(world):
    """The nodes by name."""
    return {n["metadata"]["name"]: n for n in world.kubectl("get", "nodes", "-ojson")["items"]}


def pods(world):
    """The pods that are not on their way out."""
    return [p for p in world.kubectl("get", "pods", "-A", "-ojson")["items"]
            if not p["metadata"].get("deletionTimestamp")]


def eniconfigs(world):
    """name -> spec of every ENIConfig."""
    return {e["metadata"]["name"]: e["spec"] for e in world.kubectl("get", "eniconfigs", "-ojson")["items"]}


def aws_node(world):
    """The DaemonSet aws-node."""
    return world.kubectl("get", "daemonset", "aws-node", "-n", "kube-system", "-ojson")


def environment(daemon_set):
    """name -> value of the container aws-node."""
    for container in daemon_set["spec"]["template"]["spec"]["containers"]:
        if container["name"] == "aws-node":
            return {e["name"]: e.get("value") for e in container.get("env", [])}
    raise AssertionError("no container aws-node")


def stream(text):
    """The objects of a stream of JSON texts, as `kubectl --watch -ojson` writes it; a torn last one is left out."""
    decoder, at, found = json.JSONDecoder(), 0, []
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        try:
            thing, at = decoder.raw_decode(text, at)
        except ValueError:
            return found
        found.append(thing)


# -- the end state ------------------------------------------------------------

def group_of(node):
    """The managed node group of a node, or None."""
    return node["metadata"]["labels"].get("eks.amazonaws.com/nodegroup")


def wait_for_leaving_nodes(world):
    """A deleted group's Node objects go a moment after the group itself, as they do on AWS."""
    world.wait("the nodes of deleted groups to go",
               lambda: {group_of(n) for n in nodes(world).values()} - {None} <= set(groups(world)), 60)


def assert_moved(world, block=POD_RANGE, subnet_of_zone=None):
    """Every pod off the host network has an address of its zone's pod subnet; the others one of the node subnets."""
    wait_for_leaving_nodes(world)
    known = nodes(world)
    taken = subnet_of_zone or {zone: cidr for zone, cidr in pod_subnets(world, block)}
    node_blocks = [ipaddress.ip_network(world.scenario["vpc"]["subnets"][name]["range"])
                   for group in world.scenario["node_groups"].values() for name in group["subnets"]]
    moved = 0
    for pod in pods(world):
        name, address = pod["metadata"]["name"], ipaddress.ip_address(pod["status"]["podIP"])
        assert pod["status"]["phase"] == "Running", name
        if pod["spec"].get("hostNetwork"):
            assert any(address in node_block for node_block in node_blocks), (name, address)
        else:
            zone = known[pod["spec"]["nodeName"]]["metadata"]["labels"][ZONE]
            assert address in ipaddress.ip_network(taken[zone]), (name, address, zone)
            moved += 1
    assert moved > 0
    assert not [n for n, node in known.items() if node["spec"].get("unschedulable")], "no node is left cordoned"
    for name in ("aws-node", "kube-proxy"):
        here = [p for p in pods(world) if p["metadata"]["name"].startswith(name + "-")]
        assert len(here) == len(known) and all(p["spec"]["hostNetwork"] for p in here)
    return moved


def assert_switched(world, before):
    """Both variables are set, by one change of the DaemonSet, whose rollout is through."""
    now = aws_node(world)
    values = environment(now)
    assert values[FLAG] == "true" and values[LABEL] == ZONE
    assert now["metadata"]["generation"] == before["metadata"]["generation"] + 1
    assert now["status"]["updatedNumberScheduled"] == now["status"]["desiredNumberScheduled"] \
        == now["status"]["numberReady"]
    kept = {name: value for name, value in environment(before).items() if name not in (FLAG, LABEL)}
    assert {name: values.get(name) for name in kept} == kept, "no other variable was touched"


def assert_replaced(world, before, names="{group}-pods"):
    """Each old group is gone; its replacement is like it, bears the mark, and its nodes' max-pods are right."""
    wait_for_leaving_nodes(world)
    now = groups(world)
    assert set(now) == {names.format(group=name) for name in before}
    for name, old in before.items():
        new = now[names.format(group=name)]
        for member in ("subnets", "nodeRole", "instanceTypes", "amiType", "capacityType", "labels", "scalingConfig"):
            assert new.get(member) == old.get(member), (name, member)
        assert new.get("taints", []) == old.get("taints", [])
        assert new["tags"] == {**old.get("tags", {}), "perigee:replaces": name}
        mine = [n for n in nodes(world).values() if group_of(n) == new["nodegroupName"]]
        assert len(mine) == old["scalingConfig"]["desiredSize"]
        for node in mine:
            kind = node["metadata"]["labels"]["node.kubernetes.io/instance-type"]
            assert int(node["status"]["allocatable"]["pods"]) == max_pods(world, kind)
    assert not [n for n in nodes(world).values() if group_of(n) in before]
    tags = world.eks.describe_cluster(name=world.cluster)["cluster"].get("tags", {})
    assert not [key for key in tags if key.startswith("perigee:")], "nothing of the way is left in the cluster's tags"


def assert_network(world, expected, tables):
    """The pod subnets: {zone: block}, each with the route table and the network ACL of a node subnet {zone: name}."""
    assert blocks(world)[POD_RANGE] == "associated"
    found = pod_subnets(world)
    assert set(found) == set(expected.items())
    count = associations(world)
    for (zone, _block), subnet in found.items():
        node_subnet = world.ids["subnet:" + tables[zone]]
        assert subnet["State"] == "available"
        assert table_of(world, subnet["SubnetId"]) == (table_of(world, node_subnet)[0], True)
        assert count[subnet["SubnetId"]] == 1
        assert acl_of(world, subnet["SubnetId"]) == acl_of(world, node_subnet)
    return {zone: subnet for (zone, _block), subnet in found.items()}


def assert_eniconfigs(world, subnets, names="{zone}"):
    """One ENIConfig per zone, with that zone's pod subnet and the groups of the nodes there."""
    found = eniconfigs(world)
    assert set(found) == {names.format(zone=zone) for zone in subnets}
    instances = [i for r in world.ec2.describe_instances()["Reservations"] for i in r["Instances"]
                 if i["State"]["Name"] == "running"]
    for zone, subnet in subnets.items():
        spec = found[names.format(zone=zone)]
        assert spec["subnet"] == subnet["SubnetId"]
        of_nodes = {g["GroupId"] for i in instances if i["Placement"]["AvailabilityZone"] == zone
                    for g in i["SecurityGroups"]}
        if of_nodes:
            assert set(spec["securityGroups"]) == of_nodes
        assert spec["securityGroups"]


def zones_of(world, letters="abc"):
    """The names of zones by their letters."""
    return [world.scenario["region"] + letter for letter in letters]


THIRDS = ("100.64.0.0/18", "100.64.64.0/18", "100.64.128.0/18")


def thirds(world, letters="abc"):
    """The even share of each zone, and the node subnet of each: what the guide's example comes to."""
    return (dict(zip(zones_of(world, letters), THIRDS)),
            {zone: f"node-{letter}" for zone, letter in zip(zones_of(world, letters), letters)})


def state(world):
    """What the world has come to, without ids and addresses: equal for two runs that did the same."""
    return {
        "blocks": blocks(world),
        "subnets": sorted((zone, block, [t for t in s["Tags"]] and sorted((t["Key"], t["Value"]) for t in s["Tags"]))
                          for (zone, block), s in pod_subnets(world).items()),
        "associations": sorted(associations(world).values()),
        "eniconfigs": sorted(eniconfigs(world)),
        "environment": environment(aws_node(world)),
        "groups": {name: [group[m] for m in ("labels", "scalingConfig", "tags", "status")]
                   for name, group in groups(world).items()},
        "pods": sorted(p["metadata"]["namespace"] + "/" + p["metadata"]["labels"].get("app", "")
                       for p in pods(world)),
        "cluster tags": world.eks.describe_cluster(name=world.cluster)["cluster"].get("tags", {}),
    }
