"""Refusals: each names the rule, the object and the remedy, ends with 3, and has written nothing at all.

Nothing is written, so one world serves many refusals; a refusal that needs another cluster or VPC has a world of its
own. What a world must be like is said in WORLDS, what is asked of it in REFUSALS.
"""
import re
from dataclasses import dataclass, field

import pytest

from witness import ROOT, Nothing, World, apply

OFFICE = {"office": {"attached": ["node-a", "node-b", "node-c"]}}
GROUP = {"subnets": ["node-a"], "types": ["m5.large"], "size": {"min": 0, "max": 1, "desired": 0}}
FAILED = {"status": "CREATE_FAILED",
          "health": [{"code": "NodeCreationFailure", "message": "Instances failed to join", "resourceIds": ["i-1"]}]}

# name -> scenario, and what is laid over it
WORLDS = {
    # Routes, peers and blocks of which each is in the way of some ranges, and none in the way of 100.64.0.0/16.
    "network": ("guide", {
        "vpc": {
            "ranges": ["10.42.0.0/16", "10.1.0.0/16", "100.70.0.0/16"], "transit": OFFICE,
            "peerings": {"partner": {"ranges": ["10.99.0.0/16", "100.72.32.0/20"]}},
            "tables": {"private-b": {"routes": {"100.64.0.0/10": "transit:office", "100.73.1.0/24": "transit:office",
                                                "100.74.0.0/16": "transit:office"}}}},
        "keys": {"no-quota": {"groups": ["system:masters"]}, "eks-only": {"groups": ["system:masters"]}},
        "denies": {"no-quota": ["servicequotas:*"], "eks-only": ["ec2:*"]}}),
    "subnets": ("guide", {"vpc": {
        "ranges": ["10.42.0.0/16", "100.64.0.0/16"],
        "subnets": {"other": {"zone": "c", "range": "100.64.200.0/24", "table": "private-c"},
                    "own-table": {"zone": "a", "range": "100.64.0.0/18", "table": "public"}}}}),
    "pending": ("refuse-peering-pending", None),
    "quota": ("refuse-quota", None),
    "raised-quota": ("refuse-quota", {"quotas": {"L-83CA0A9D": 6}}),
    "restricted": ("refuse-restricted-range", None),
    "ways-out": ("guide", {"vpc": {
        "nat": {"b": {"state": "deleted"}, "c": {"kind": "private"}},
        "tables": {"private-a": {"routes": {"0.0.0.0/0": {"via": "nat:a", "state": "blackhole"}}}}}}),
    "no-ways-out": ("guide", {"vpc": {
        "transit": {"hub": {"attached": ["node-a", "node-b"]}},
        "tables": {"private-a": {"routes": {"0.0.0.0/0": "internet"}}, "private-b": {"routes": {"0.0.0.0/0": None}},
                   "private-c": {"routes": {"0.0.0.0/0": "transit:hub"}}}}}),
    "transit-pending": ("refuse-transit-pending", None),
    "full": ("refuse-taken", None),
    "ipv6": ("refuse-ipv6", None),
    "auto-mode": ("refuse-auto-mode", None),
    "updating": ("refuse-cluster-updating", None),
    "two-interfaces": ("refuse-two-interfaces", None),
    "unreachable": ("refuse-unreachable", None),
    "degraded": ("refuse-group-degraded", None),
    "leftover": ("guide", {"node_groups": {"half": {**GROUP, **FAILED, "tags": {"perigee:replaces": "workers"}}}}),
    "taken-name": ("guide", {"node_groups": {"workers-pods": GROUP}}),
    "helm": ("helm", None),
    "full-nodes": ("full-node-subnets", None),
}

@dataclass
class Refusal:
    """What is asked of a world, and what the answer must say."""

    world: str
    says: list
    settings: dict = field(default_factory=dict)
    playbook: str = "pod-range"
    sections: dict = field(default_factory=dict)  # sections of a copy of the playbook, as Lua
    key: str = "admin"
    before: list = field(default_factory=list)    # kubectl, by hand, before and after
    after: list = field(default_factory=list)
    code: int = 3


def range_(block, *says, world="network", **more):
    """A refused block."""
    return Refusal(world, list(says), {"pod_range": block}, **more)


def zones(*lines, says, world="subnets", **more):
    """A `zones` section that cannot be carried out; {a}, {b}, {c} stand for the zones."""
    return Refusal(world, says, sections={"zones": "{{ " + ", ".join(lines) + " }}"}, **more)


def image(reference, *says):
    """An aws-node of another version."""
    def container(value):
        return ["set", "image", "daemonset/aws-node", "-n", "kube-system", f"aws-node={value}"]
    return Refusal("network", list(says), before=[container(reference)],
                   after=[container("961992271922.dkr.ecr.cn-northwest-1.amazonaws.com.cn/amazon-k8s-cni:v1.20.4")])


CNI = "961992271922.dkr.ecr.cn-northwest-1.amazonaws.com.cn/amazon-k8s-cni:"
ANOTHER = "-> choose another block, for example --set pod_range=100.64.0.0/16"
A, B, C = ('{{ zone = "{a}", %s }}', '{{ zone = "{b}", %s }}', '{{ zone = "{c}", %s }}')
BLOCKS = [A % 'cidr = "100.64.0.0/18"', B % 'cidr = "100.64.64.0/18"', C % 'cidr = "100.64.128.0/18"']

REFUSALS = {
    "bounds": Refusal("network", ["bounds drain_parallel is 0, and must be at least 1", "-> --set drain_parallel=N",
                                  "drain_timeout is -5"], {"drain_parallel": 0, "drain_timeout": -5}),
    "bound-of-batches": Refusal("network", ["bounds surge is -1, and must be at least 0", "-> --set surge=N"],
                                {"surge": -1}),
    # -- room
    "no-node-per-zone": Refusal("full-nodes", [
        "room for new nodes group workers has 3 nodes; a second group does not fit whole beside it, and batches need "
        "room for one new node in each zone, which there is not in {c}; free are", "({c}) 0",
        "-> set WARM_IP_TARGET=1 on aws-node until the groups are replaced (WARM_ENI_TARGET=1 now): it frees 3 of the ",
        "addresses that 1 node holds in subnet-"]),
    # -- the range
    "range-172": range_("172.16.0.0/16", "range rule 172.16.0.0/16 lies in 172.16.0.0/12, which AWS does not add to a "
                        "VPC that holds 10.42.0.0/16 (10.0.0.0/8)", ANOTHER),
    "range-192": range_("192.168.0.0/16", "range rule 192.168.0.0/16 lies in 192.168.0.0/16", ANOTHER),
    "range-198": range_("198.19.128.0/17", "range rule 198.19.128.0/17 lies in 198.19.0.0/16", ANOTHER),
    "range-host-bits": range_("172.20.3.9/16", "range rule 172.20.0.0/16 lies in 172.16.0.0/12", ANOTHER),
    "range-10.0": range_("10.0.64.0/18", "range rule 10.0.64.0/18 lies in 10.0.0.0/16, which AWS does not add to a VPC "
                         "that holds 10.1.0.0/16 (inside 10.0.0.0/15)", ANOTHER),
    "range-10-beside-192": range_("10.5.0.0/16", "range rule 10.5.0.0/16 lies in 10.0.0.0/8, which AWS does not add to "
                                  "a VPC that holds 192.168.0.0/16", ANOTHER, world="restricted"),
    "range-too-large": range_("100.64.0.0/15", "pod range 100.64.0.0/15 is a /15; a VPC takes blocks of /16 to /28",
                              "-> choose one /16 of it"),
    "range-too-small": range_("100.64.0.0/29", "pod range 100.64.0.0/29 is a /29; a VPC takes blocks of /16 to /28",
                              "-> choose a larger block"),
    "range-no-block": range_("100.64.0.0-16", 'pod range pod_range "100.64.0.0-16" is not an IPv4 block',
                             "-> write it as 100.64.0.0/16"),
    "range-ipv6": range_("fd00:64::/56", 'pod range pod_range "fd00:64::/56" is not an IPv4 block',
                         "-> write it as 100.64.0.0/16"),
    "range-loopback": range_("127.64.0.0/16", "pod range 127.64.0.0/16 lies in 127.0.0.0/8", "->"),
    "range-by-vpc-range": range_("172.16.0.0/16", "range rule 172.16.0.0/16", ANOTHER, playbook="vpc-range",
                                 key="network"),
    "own-primary": range_("10.42.128.0/17", "own blocks", "10.42.128.0/17 overlaps 10.42.0.0/16, which {ids[vpc]} "
                          "holds", ANOTHER),
    "own-secondary": range_("100.70.0.0/17", "own blocks", "100.70.0.0/17 overlaps 100.70.0.0/16, which {ids[vpc]} "
                            "holds", ANOTHER),
    "service-range": range_("10.100.0.0/16", "service range 10.100.0.0/16 overlaps the cluster's service range "
                            "10.100.0.0/16", ANOTHER),
    "peering": range_("100.72.0.0/16", "peering 100.72.0.0/16 overlaps 100.72.32.0/20 of vpc-",
                      "peer over {ids[peering:partner]} (active)", ANOTHER),
    "peering-pending": range_("100.64.0.0/16", "peering {ids[peering:partner]} to vpc-", "waits to be accepted; until "
                              "then its requester can take no block", "-> have the peering accepted, rejected or "
                              "deleted first", world="pending"),
    "route-inside": range_("100.73.0.0/16", "route overlaps {ids[table:private-b]} sends 100.73.1.0/24 to "
                           "{ids[transit:office]}", "-> use a block without it (--set pod_range=...), or remove that "
                           "route"),
    "route-equal": range_("100.74.0.0/16", "route overlaps {ids[table:private-b]} sends 100.74.0.0/16 to "
                          "{ids[transit:office]}", "-> use a block without it"),
    "quota": range_("100.64.0.0/16", "block quota 5 of 5 IPv4 blocks per VPC are in use (Service Quotas), 1 more is "
                    "needed", "-> ask for more under quota L-83CA0A9D", world="quota"),
    "full": range_("100.64.0.0/16", "zones 100.64.0.0/16 has no room left for 3 more subnets",
                   "-> name existing subnets or other blocks in `zones`, or choose another pod_range", world="full"),

    # -- the way out, each zone in its own way
    "blackhole": Refusal("ways-out", ["no way out the default route of {ids[table:private-a]} (zone {a}) is a "
                                      "blackhole: {ids[nat:a]} does not take it", "-> point the route to a gateway "
                                      "that exists"]),
    "nat-deleted": Refusal("ways-out", ["no way out the default route of {ids[table:private-b]} (zone {b}): "
                                        "{ids[nat:b]} is deleted", "-> create a NAT gateway in that zone"]),
    "nat-private": Refusal("ways-out", ["no way out the default route of {ids[table:private-c]} (zone {c}): "
                                        "{ids[nat:c]} is a private NAT gateway", "--set accept_way_out=true"]),
    "ways-out-by-vpc-range": Refusal("ways-out", ["no way out", "{ids[nat:b]} is deleted"], playbook="vpc-range",
                                     key="network"),
    "internet-gateway": Refusal("no-ways-out", ["no way out the default route of {ids[table:private-a]} (zone {a}): it "
                                                "leads to internet gateway {ids[internet]}, and pods have no public "
                                                "address", "-> use a node subnet behind a NAT gateway"]),
    "no-default-route": Refusal("no-ways-out", ["no way out {ids[table:private-b]} (zone {b}) has no default route",
                                                "-> add a default route"]),
    "transit-zone": Refusal("no-ways-out", ["no way out the default route of {ids[table:private-c]} (zone {c}): "
                                            "{ids[attachment:hub]} has no subnet in {c}, so {ids[transit:hub]} cannot "
                                            "be reached from there", "-> add a subnet of that zone to the attachment"]),
    "transit-pending": Refusal("transit-pending", ["no way out", "the attachment of {ids[vpc]} to {ids[transit:hub]} "
                                                   "is pendingAcceptance", "-> attach the VPC to the transit gateway, "
                                                   "or have the attachment accepted"]),

    # -- the zone mapping
    "zone-unknown": zones(*BLOCKS, '{{ zone = "cn-northwest-1x", cidr = "100.64.192.0/19" }}', says=[
        "zones no node can appear in zone cn-northwest-1x", "-> take the line out of `zones`"]),
    "zone-twice": zones(*BLOCKS, A % 'cidr = "100.64.192.0/19"', code=2, says=[
        "pod-range.lua:", "{a}", "zones"]),
    "zone-of-no-name": zones(*BLOCKS[:2], '{{ cidr = "100.64.128.0/18" }}', code=2, says=[
        "pod-range.lua:", "line 3 of zones names no zone"]),
    "zone-missing": zones(*BLOCKS[:2], says=[
        "nodes can appear in zone {c} (group workers", "`zones` has no line for it", '-> add {{ zone = "{c}"']),
    "zone-blocks-overlap": zones(BLOCKS[0], BLOCKS[1], C % 'cidr = "100.64.96.0/19"', says=[
        "100.64.96.0/19 of zone {c} overlaps 100.64.64.0/18 of zone {b}", "-> give each zone a block of its own"]),
    "zone-outside": zones(BLOCKS[0], B % 'cidr = "100.65.0.0/18"', BLOCKS[2], says=[
        "100.65.0.0/18 of zone {b} lies outside pod_range 100.64.0.0/16", "-> choose a block inside it"]),
    "zone-no-block": zones(BLOCKS[0], B % 'cidr = "100.64.64.0/33"', BLOCKS[2], says=[
        'cidr "100.64.64.0/33" of zone {b} is not a block', "-> write it as 100.64.0.0/18"]),
    "zone-taken": zones(BLOCKS[0], BLOCKS[1], C % 'cidr = "100.64.192.0/18"', says=[
        "100.64.192.0/18 of zone {c} overlaps 100.64.200.0/24 ({ids[subnet:other]}) in {c}",
        "-> choose another block, or name that subnet"]),
    "subnet-id": zones(BLOCKS[0], B % 'subnet = "subnet-08cb25ce86ab2a4cs"', BLOCKS[2], says=[
        '"subnet-08cb25ce86ab2a4cs" of zone {b} is not the id of a subnet: 8 or 17 hexadecimal digits after subnet-',
        "-> copy it from the console"]),
    "subnet-elsewhere": zones(BLOCKS[0], B % 'subnet = "subnet-0212576e31c02c077"', BLOCKS[2], says=[
        "subnet-0212576e31c02c077 of zone {b} is not in {ids[vpc]}", "-> name a subnet of this VPC"]),
    "subnet-zone": zones(BLOCKS[0], B % 'subnet = "{ids[subnet:other]}"', BLOCKS[2], says=[
        "{ids[subnet:other]} lies in {c}, not in {b}", "-> name a subnet of that zone"]),
    "subnet-of-nodes": zones(BLOCKS[0], B % 'subnet = "{ids[subnet:node-b]}"', BLOCKS[2], says=[
        "{ids[subnet:node-b]} of zone {b} is a subnet of nodes; pods need one of their own", "-> name another subnet"]),
    "subnet-own-table": zones(A % 'subnet = "{ids[subnet:own-table]}"', BLOCKS[1], BLOCKS[2], says=[
        "{ids[subnet:own-table]} is associated with {ids[table:public]}, the node subnets of zone {a} use "
        "{ids[table:private-a]}", "-> associate it with {ids[table:private-a]} yourself, or accept its table in "
        '`zones`: route_table = "{ids[table:public]}"']),

    # -- the cluster
    "ipv6": Refusal("ipv6", ["ip family cluster guide gives its pods IPv6 addresses", "-> an IPv6 cluster does not run "
                             "out of pod addresses"]),
    "auto-mode": Refusal("auto-mode", ["auto mode cluster guide is in Auto Mode", "-> name pod subnets in the "
                                       "NodeClass instead: podSubnetSelectorTerms"]),
    "updating": Refusal("updating", ["cluster cluster guide is UPDATING", "-> wait until it is ACTIVE"]),
    "unreachable": Refusal("unreachable", ["endpoint https://", "cannot be reached from here (public access is off, "
                                           "private access is on)", "-> the endpoint is private: run from inside the "
                                           "VPC or a network joined to it, or through HTTPS_PROXY"]),
    "no-access": Refusal("network", ["endpoint https://127.0.0.1:6443 answers 401", "-> the role or user needs an EKS "
                                     "access entry"], key="network"),
    "read-only": Refusal("network", ["rights in the cluster", "may not patch eniconfigs.crd.k8s.amazonaws.com",
                                     "create pods/eviction", "-> give this identity", "playbook vpc-range needs no "
                                     "right in the cluster"], key="viewer"),
    "read-only-cni": Refusal("subnets", ["rights in the cluster", "patch daemonsets.apps in kube-system"],
                             playbook="custom-networking", key="viewer"),
    "no-pod-subnets": Refusal("network", ["pod subnets zone {a} has no pod subnet 100.64.0.0/18",
                                          "-> run the playbook vpc-range first, or name an existing subnet"],
                              playbook="custom-networking"),
    "not-switched": Refusal("network", ["custom networking is on custom networking is not on", "-> run the step switch_cni (playbook "
                                        "custom-networking)"],
                            playbook="replace-node-groups"),

    # -- the CNI
    "cni-1.5.7": image(CNI + "v1.5.7", "cni too old aws-node runs amazon-k8s-cni v1.5.7", "newer than 1.6.3",
                       "-> update the vpc-cni add-on to 1.8.0 or newer, one minor version at a time"),
    "cni-1.6.3": image(CNI + "v1.6.3-eksbuild.1", "cni too old aws-node runs amazon-k8s-cni v1.6.3; custom networking "
                       "as described here needs a version newer than 1.6.3", "-> update the vpc-cni add-on"),
    "cni-1.7.10": image(CNI + "v1.7.10-eksbuild.1", "cni too old aws-node runs amazon-k8s-cni v1.7.10; custom "
                        "networking with explicit security groups needs 1.8.0", "-> update the vpc-cni add-on"),
    "cni-tag": image("registry.example.com/cni:production", "cni too old the version of aws-node cannot be told from "
                     "its image registry.example.com/cni:production", "-> use an image whose tag names the version"),
    "cni-digest": image("registry.example.com/cni@sha256:" + "0f1e2d3c" * 8, "cannot be told from its image "
                        "registry.example.com/cni@sha256:0f1e2d3c", "-> use an image whose tag names the version"),
    "helm": Refusal("helm", ["owner of aws-node aws-node belongs to the Helm release aws-vpc-cni",
                             "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"]),
    "eniconfig-name": Refusal("network", ['ENIConfig names ENIConfig "pods-{a}": nodes of zone {a} look for "{a}" '
                                          "(label topology.kubernetes.io/zone)", '-> name ENIConfigs after the zone: '
                                          'names.eniconfig = "{{zone}}"'],
                              sections={"names": '{{ subnet = "{{cluster}}-pods-{{zone}}", eniconfig = "pods-{{zone}}",'
                                                 ' node_group = "{{group}}-pods" }}'}),
    "eniconfig-label": Refusal("network", ['ENIConfig names', "new nodes of group workers in zone {a} will look for "
                                           'ENIConfig "shop" (label team), not "{a}"', "-> name ENIConfigs after the "
                                           "zone"], {"node_label": "team"}),
    "eniconfig-annotation": Refusal(
        "network", ["nodes find their ENIConfig", 'looks for ENIConfig "team-config" (annotation '
                    "k8s.amazonaws.com/eniConfig), which is not there", "-> make that ENIConfig, or take the mark off "
                    "the node"],
        before=[["annotate", "nodes", "--all", "k8s.amazonaws.com/eniConfig=team-config"]],
        after=[["annotate", "nodes", "--all", "k8s.amazonaws.com/eniConfig-"]]),
    "eniconfig-foreign": Refusal(
        "network", ["ENIConfigs there ENIConfig {b} exists and has subnet-0212576e31c02c077",
                    "kubectl delete eniconfig {b}"],
        before=["apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: {{name: {b}}}\n"
                "spec: {{subnet: subnet-0212576e31c02c077}}\n"], after=[["delete", "eniconfig", "--all"]]),
    "security-groups": Refusal("network", ["security groups", "sg-0123456789abcdef0", "-> name groups that exist"],
                               {"security_groups": "sg-0123456789abcdef0"}),

    # -- the node groups and what runs on them
    "two-interfaces": Refusal("two-interfaces", ["interfaces t3.micro of group workers has 2 interfaces",
                                                 "-> move the group to a type with three interfaces or more first, or "
                                                 "--set accept_two_enis=true"]),
    "degraded": Refusal("degraded", ["groups active node group workers is DEGRADED: AsgInstanceLaunchFailures: Could "
                                     "not launch On-Demand Instances.", "-> repair it or leave it out of node_groups"]),
    "leftover": Refusal("leftover", ["replacements node group half, which shall replace workers, is CREATE_FAILED: "
                                     "NodeCreationFailure: Instances failed to join (i-1)",
                                     "-> delete half when the cause is gone"]),
    "taken-name": Refusal("taken-name", ["names of new groups", "the group that replaces workers would be called workers-pods, "
                                         "which is taken", "-> change names.node_group"]),
    "unknown-group": Refusal("network", ["node groups cluster guide has no node group worker", "-> correct "
                                         "node_groups; empty means all"], {"node_groups": "worker"}),
    "two-budgets": Refusal(
        "network", ["budgets default/web-", "has 2 budgets (web, web-too): Kubernetes evicts no such pod",
                    "-> leave one of them"],
        before=[["create", "poddisruptionbudget", "web-too", "--selector=app=web", "--max-unavailable=1"]],
        after=[["delete", "poddisruptionbudget", "web-too"]]),
    "bare-pod": Refusal(
        "network", ["pods can be evicted default/alone has no controller: nobody would start it again",
                    "--set force_unmanaged=true"],
        before=[["run", "alone", "--image=registry.example.com/alone:1"],
                ["wait", "--for=condition=Ready", "pod/alone", "--timeout=60s"]],
        after=[["delete", "pod", "alone", "--now"]]),
}


def filled(text, world):
    """A text with the ids and zones of a world."""
    region = world.scenario["region"]
    return text.format(ids=world.ids, a=region + "a", b=region + "b", c=region + "c")


def by_hand(world, commands):
    """kubectl, or kubectl apply where a text is given."""
    for command in commands:
        if isinstance(command, str):
            world.kubectl("apply", "-f", "-", input=filled(command, world))
        else:
            world.kubectl(*command)


def playbook_of(refusal, world, folder):
    """The stock playbook, or a copy with other sections."""
    if not refusal.sections:
        return refusal.playbook
    text = (ROOT / "playbooks" / f"{refusal.playbook}.lua").read_text()
    for name, value in refusal.sections.items():
        pattern = re.compile(rf"^{name} = \{{\}}|^{name} = \{{[^\n]*\n.*?^\}}", re.DOTALL | re.MULTILINE)
        found = pattern.search(text)
        assert found, f"{refusal.playbook} has no section {name}"
        text = text[:found.start()] + f"{name} = {filled(value, world)}" + text[found.end():]
    path = folder / f"{refusal.playbook}.lua"
    path.write_text(text)
    return path


def ask(refusal, world, folder):
    """The run, with the proof that it changed nothing."""
    by_hand(world, refusal.before)
    try:
        settings = [word for name, value in refusal.settings.items() for word in ("--set", f"{name}={value}")]
        with Nothing(world):
            result = apply(world, *settings, playbook=playbook_of(refusal, world, folder), key=refusal.key)
    finally:
        by_hand(world, refusal.after)
    return result


@pytest.fixture(scope="module", name="world")
def _world(request):
    """One world at a time; pytest keeps the tests of each together."""
    scenario, overrides = WORLDS[request.param]
    with World(scenario, overrides) as world:
        yield world


def cases():
    """The refusals, world by world, so that each is started once."""
    order = list(WORLDS)
    for name, refusal in sorted(REFUSALS.items(), key=lambda item: order.index(item[1].world)):
        yield pytest.param(refusal.world, refusal, id=name, marks=pytest.mark.xdist_group("refusals-" + refusal.world))


@pytest.mark.parametrize(("world", "refusal"), list(cases()), indirect=["world"])
def test_refused(world, refusal, tmp_path):
    """Exit 3 (2: it does not load); rule, object and remedy are named; nothing was written, sent or left behind."""
    result = ask(refusal, world, tmp_path)
    said = " ".join((result.out + result.err).split())
    assert result.code == refusal.code, result
    for text in refusal.says:
        assert filled(text, world) in said, (filled(text, world), result)
    assert "traceback" not in said, result
    if result.code == 3:
        assert "Nothing was written." in said and " -> " in said and result.err == "", result


@pytest.mark.parametrize(("world", "options"), [
    pytest.param("network", [], id="a-larger-route", marks=pytest.mark.xdist_group("refusals-network")),
    pytest.param("raised-quota", [], id="a-raised-quota", marks=pytest.mark.xdist_group("refusals-raised-quota")),
    pytest.param("two-interfaces", ["--set", "accept_two_enis=true"], id="accepted-interfaces",
                 marks=pytest.mark.xdist_group("refusals-two-interfaces")),
], indirect=["world"])
def test_not_refused(world, options):
    """The rules do not refuse more than they must."""
    with Nothing(world):
        result = apply(world, "--to", "check_first", *options)
    assert result.code == 0 and "check_first" in result.out, result
