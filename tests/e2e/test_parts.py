"""The parts of pod-range for teams whose rights are split, and a copy that a team has made its own."""
import hashlib
import pathlib

import yaml

from witness import (
    FLAG, LABEL, PERIGEE, ZONE, Nothing, World, apply, assert_eniconfigs, assert_moved, assert_network,
    assert_replaced, assert_switched, aws_node, eniconfigs, environment, groups, perigee, pod_subnets, pods, thirds,
    zones_of)


def test_each_team_its_part(tmp_path):
    """Network, cluster and nodes one after the other: together the same as pod-range."""
    with World("guide") as world:
        before, old = aws_node(world), groups(world)
        with Nothing(world):
            too_early = {name: apply(world, playbook=name) for name in ("custom-networking", "replace-node-groups")}
        assert {result.code for result in too_early.values()} == {3}, too_early
        assert "-> run the playbook vpc-range first" in " ".join(too_early["custom-networking"].out.split())
        assert "-> run the step switch_cni" in " ".join(too_early["replace-node-groups"].out.split())

        network_part(world)
        review(world, tmp_path / "eniconfigs.yaml")

        result = apply(world, playbook="custom-networking")
        assert result.code == 0, result
        expected, tables = thirds(world)
        subnets = assert_network(world, expected, tables)
        assert_eniconfigs(world, subnets)
        assert_switched(world, before)
        assert groups(world)["workers"]["scalingConfig"]["maxSize"] == 3, "frozen"

        not_yet = perigee(world, "verify", "verify-pods")
        running = len([p for p in pods(world) if not p["spec"].get("hostNetwork")])
        assert not_yet.code == 4 and f"0 of {running} pods" in not_yet.out, not_yet

        result = apply(world, playbook="replace-node-groups")
        assert result.code == 0, result
        assert_replaced(world, old)
        moved = assert_moved(world)
        with Nothing(world):
            holds = perigee(world, "verify", "verify-pods", key="viewer")
            whole = apply(world)
        assert holds.code == 0 and f"{moved} of {moved} pods" in holds.out, holds
        assert whole.code == 0 and "nothing to change" in whole.out, whole


def network_part(world):
    """vpc-range under a key that the cluster does not know: the API server is not even asked."""
    events = len(world.kubernetes_requests())
    result = apply(world, playbook="vpc-range", key="network")
    assert result.code == 0, result
    assert world.kubernetes_requests()[events:] == []
    expected, tables = thirds(world)
    assert_network(world, expected, tables)
    with Nothing(world):
        again = apply(world, playbook="vpc-range", key="network")
    assert again.code == 0 and "nothing to change" in again.out, again


def review(world, path):
    """ENIConfigs as a file for GitOps, by one step alone: kubectl accepts it, and the cluster is as it was."""
    events, requests = len(world.kubernetes_requests(writes_only=True)), len(world.requests(mutating=True))
    result = apply(world, "--only", "write_eniconfigs", "--set", f"eniconfig_file={path}", playbook="custom-networking")
    assert result.code == 0, result
    assert len(world.kubernetes_requests(writes_only=True)) == events
    assert len(world.requests(mutating=True)) == requests
    said = world.kubectl("apply", "--dry-run=server", "-f", str(path))
    assert said.count("created (server dry run)") == 3, said
    assert eniconfigs(world) == {}
    documents = list(yaml.safe_load_all(path.read_text()))
    subnets = {zone: s["SubnetId"] for (zone, _), s in pod_subnets(world).items()}
    assert {d["metadata"]["name"]: d["spec"]["subnet"] for d in documents} == subnets
    assert all(d["apiVersion"] == "crd.k8s.amazonaws.com/v1alpha1" and d["spec"]["securityGroups"] for d in documents)
    written = path.stat().st_mtime_ns
    again = apply(world, "--only", "write_eniconfigs", "--set", f"eniconfig_file={path}", playbook="custom-networking")
    assert again.code == 0 and path.stat().st_mtime_ns == written, again


OWN_STEPS = '''
function greet(run)
  local cluster = eks.cluster(settings.cluster)
  run:target(eks.target(cluster))
  run:say(require("team").words(settings.ticket))
  run:check{ name = "ticket", rule = "every change has a ticket", test = function()
    return settings.ticket:match("^NET%-%d+$") ~= nil, settings.ticket .. " is no ticket", "--set ticket=NET-17"
  end }
end

function mark_vpc(run)
  local cluster = eks.cluster(settings.cluster)
  local ec2 = aws.ec2()
  local filters = { { Name = "resource-id", Values = { cluster.vpc } }, { Name = "key", Values = { "pods-by" } } }
  run:ensure{ kind = "mark of", name = cluster.vpc,
    find = function() return ec2:describe_tags{ Filters = filters }.Tags[1] end,
    same = function(tag) return tag.Value == settings.ticket, "it names " .. tag.Value end,
    create = function()
      ec2:create_tags{ Resources = { cluster.vpc }, Tags = { { Key = "pods-by", Value = settings.ticket } } }
    end }
end
'''


def own_copy(world, folder):
    """pod-range with steps in another order, two steps of its own, other names and an uneven mapping."""
    text = world.run([PERIGEE, "show", "pod-range", "--source"], check=True).out
    a, b, c = zones_of(world)
    steps = text[text.index("steps = {"):text.index("verify = ")]
    changes = {
        "zones = {}": f'''zones = {{
  {{ zone = "{c}", cidr = "100.64.0.0/19" }},
  {{ zone = "{a}", cidr = "100.64.128.0/17" }},
  {{ zone = "{b}", cidr = "100.64.64.0/18" }},
}}''',
        '"{cluster}-pods-{zone}"': '"pods of {cluster}, {zone}"',
        '"{group}-pods"': '"{group}-v2"',
        steps: '''steps = {
  "greet",
  "check_first",
  "mark_vpc",
  "add_range",
  "create_subnets",
  "write_eniconfigs",
  "join_route_tables",
  "switch_cni",
  "replace_node_groups",
  "verify_pods",
}

''',
        "settings = {\n": 'settings = {\n  ticket = required,   -- the change that this belongs to\n'}
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "our-pods.lua").write_text(text + OWN_STEPS)
    (folder / "team.lua").write_text(
        'return { words = function(ticket) return "change " .. ticket .. " of team network" end }\n')


def test_a_copy_of_ones_own(tmp_path):
    """The same binary, a folder of one's own on PERIGEE_PATH."""
    digest = hashlib.sha256(pathlib.Path(PERIGEE).read_bytes()).hexdigest()
    with World("guide") as world:
        before, old = aws_node(world), groups(world)
        own_copy(world, tmp_path)
        env = {"PERIGEE_PATH": str(tmp_path)}

        def run(*options):
            return apply(world, *options, playbook="our-pods", env=env)
        checked = world.run([PERIGEE, "check", "our-pods"], env=env)
        assert checked.code == 0, checked
        listed = world.run([PERIGEE, "list"], env=env)
        assert any(line.split()[0] == "our-pods" and str(tmp_path) in line for line in listed.out.splitlines()), listed
        with Nothing(world):
            missing, refused = run(), run("--set", "ticket=soon")
        assert missing.code == 2 and "ticket" in missing.err and "the change that this belongs to" in missing.err
        assert refused.code == 3 and "soon is no ticket" in refused.out and "--set ticket=NET-17" in refused.out, refused

        result = run("--set", "ticket=NET-17")
        assert result.code == 0, result
        assert "change NET-17 of team network" in result.out
        a, b, c = zones_of(world)
        uneven = {a: "100.64.128.0/17", b: "100.64.64.0/18", c: "100.64.0.0/19"}
        _, tables = thirds(world)
        subnets = assert_network(world, uneven, tables)
        assert {zone: next(t["Value"] for t in s["Tags"] if t["Key"] == "Name") for zone, s in subnets.items()} == {
            zone: f"pods of guide, {zone}" for zone in (a, b, c)}
        assert_eniconfigs(world, subnets)
        assert_switched(world, before)
        assert environment(aws_node(world))[FLAG] == "true" and environment(aws_node(world))[LABEL] == ZONE
        assert_replaced(world, old, "{group}-v2")
        assert_moved(world)
        marks = world.ec2.describe_vpcs(VpcIds=[world.ids["vpc"]])["Vpcs"][0]["Tags"]
        assert {"Key": "pods-by", "Value": "NET-17"} in marks
        order = [r["operation"] for r in world.requests(mutating=True)]
        assert order.index("CreateTags") < order.index("AssociateVpcCidrBlock")
        with Nothing(world):
            assert run("--set", "ticket=NET-17").code == 0
            verified = perigee(world, "verify", "our-pods", "--set", "ticket=NET-17", env=env)
        assert verified.code == 0, verified
    assert hashlib.sha256(pathlib.Path(PERIGEE).read_bytes()).hexdigest() == digest
