"""What happens around a run: others change groups, nodes and pods meanwhile, and worlds are odd. No workload is lost."""
import json
import subprocess

import pytest

from witness import (
    PERIGEE, Nothing, World, apply, assert_moved, groups, kubernetes_writes, nodes, pod_subnets, pods, zones_of)


class Held:
    """`perigee apply pod-range` in a world whose budget holds the drain, from the moment that it does."""

    def __init__(self, world, path, *options):
        self.world, self.path = world, path
        with open(path, "wb") as file:
            self.process = world.start([PERIGEE, "apply", "pod-range", "--set", f"cluster={world.cluster}", "--yes",
                                        *options], stdout=file, stderr=subprocess.STDOUT)
        world.wait("the budget", lambda: 'budget "web"' in self.text() or self.process.poll() is not None, 120)
        assert self.process.poll() is None, self.text()

    def text(self):
        """What was said so far, in one line."""
        return " ".join(self.path.read_text().split())

    def release(self):
        """The owner loosens the budget."""
        self.world.kubectl("patch", "pdb", "web", "--type=merge", "-p", '{"spec": {"minAvailable": 1}}')

    def end(self):
        """The exit code."""
        return self.process.wait(150)


def web_of(world):
    """The running pods of the workload `web`, by UID."""
    return {p["metadata"]["uid"] for p in pods(world) if p["metadata"]["labels"].get("app") == "web"}


def of_group(world, name):
    """The nodes of a group."""
    return [n for n in nodes(world).values() if n["metadata"]["labels"].get("eks.amazonaws.com/nodegroup") == name]


def test_somebody_deletes_the_new_group(tmp_path):
    """Evictions stop, the old group and what it still runs live, and a second run makes the group anew."""
    with World("pdb-blocks") as world:
        held = Held(world, tmp_path / "out")
        before = web_of(world)
        world.eks.delete_nodegroup(clusterName=world.cluster, nodegroupName="workers-pods")
        assert held.end() == 1, held.text()
        assert "new group workers-pods is DELETING" in held.text() or "workers-pods is gone" in held.text()
        assert "workers is alive" in held.text()
        assert web_of(world) == before and groups(world)["workers"]["status"] == "ACTIVE"
        world.wait("the group's end", lambda: "workers-pods" not in groups(world), 60)
        held.release()
        result = apply(world)
        assert result.code == 0, result
        assert set(groups(world)) == {"workers-pods"}
        world.wait("all pods", lambda: all(p["status"].get("podIP") for p in pods(world)), 60)
        assert_moved(world)


def test_an_autoscaler_grows_the_old_group(tmp_path):
    """Nodes that appear in the old group during the drain are cordoned and drained too."""
    with World("pdb-blocks") as world:
        held = Held(world, tmp_path / "out")
        name = groups(world)["workers"]["resources"]["autoScalingGroups"][0]["name"]
        world.autoscaling.update_auto_scaling_group(AutoScalingGroupName=name, MaxSize=4, DesiredCapacity=4)
        world.wait("a fourth node", lambda: len(of_group(world, "workers")) == 4, 60)
        world.wait("its cordon", lambda: all(n["spec"].get("unschedulable") for n in of_group(world, "workers")), 60)
        held.release()
        assert held.end() == 0, held.text()
        assert set(groups(world)) == {"workers-pods"}
        assert_moved(world)


def test_an_old_node_goes_during_the_drain(tmp_path):
    """A node that somebody ends is one less to drain."""
    with World("pdb-blocks") as world:
        held = Held(world, tmp_path / "out")
        victim = of_group(world, "workers")[0]["spec"]["providerID"].rsplit("/", 1)[1]
        world.ec2.terminate_instances(InstanceIds=[victim])
        held.release()
        assert held.end() == 0, held.text()
        assert_moved(world)


def test_a_pod_that_does_not_end(tmp_path):
    """The run names it and what holds it, within its time; a second run goes on when it is gone."""
    with World("guide") as world:
        victim = next(p["metadata"]["name"] for p in pods(world) if p["metadata"]["labels"].get("app") == "web")
        world.kubectl("patch", "pod", victim, "--type=merge", "-p", '{"metadata": {"finalizers": ["example.com/hold"]}}')
        result = apply(world, "--set", "drain_timeout=3")
        said = " ".join(result.out.split())
        assert result.code == 1, result
        assert f"default/{victim} to end on" in said and "finalizers example.com/hold" in said
        assert set(groups(world)) == {"workers", "workers-pods"} and "both groups are alive" in said
        world.kubectl("patch", "pod", victim, "--type=merge", "-p", '{"metadata": {"finalizers": null}}')
        result = apply(world)
        assert result.code == 0, result
        evicted = [e["objectRef"]["name"] for e in kubernetes_writes(world, "create", "pods", "eviction")]
        assert evicted.count(victim) == 1
        assert_moved(world)


@pytest.mark.parametrize("kind", ["pod", "node"])
def test_a_mark_holds_pods(kind):
    """Whoever asks not to be disturbed is told of before the first write, waited for, and not evicted; the rest goes on."""
    with World("guide") as world:
        mark = "karpenter.sh/do-not-disrupt"
        running = [p for p in pods(world) if not p["spec"].get("hostNetwork")]
        name, place = running[0]["metadata"]["name"], running[0]["spec"]["nodeName"]
        held = {p["metadata"]["name"] for p in running if kind == "node" and p["spec"]["nodeName"] == place} or {name}
        thing = ["pod", name] if kind == "pod" else ["node", place]
        world.kubectl("annotate", *thing, f"{mark}=true")
        result = apply(world, "--set", "drain_timeout=4")
        said = " ".join(result.out.split())
        assert result.code == 1 and "both groups are alive" in said, result
        assert said.index(f"{mark}=true: it is not evicted") < said.index("+ range") < said.index("held: "), result
        moved = {e["objectRef"]["name"] for e in kubernetes_writes(world, "create", "pods", "eviction")}
        assert moved and not held & moved and len(moved) == len(running) - len(held)
        assert held <= {p["metadata"]["name"] for p in pods(world)}
        world.kubectl("annotate", *thing, f"{mark}-")
        result = apply(world)
        assert result.code == 0, result
        assert_moved(world)


ODD = {
    "region": "us-gov-west-1",
    "cluster": {"service_range": "10.200.0.0/16"},
    "vpc": {
        "ranges": ["172.20.0.0/20", "100.70.0.0/16"],
        "subnets": {
            "public-a": {"range": "172.20.0.0/26"}, "public-b": {"range": "172.20.0.64/26"},
            "public-c": {"range": "172.20.0.128/26"},
            "node-a": {"range": "172.20.1.0/26", "tags": {"team": "net", "karpenter.sh/discovery": "x",
                                                          "kubernetes.io/role/internal-elb": "1"}},
            "node-b": {"range": "172.20.1.64/26"}, "node-c": {"range": "172.20.1.128/26"},
            # a second node subnet in zone b, by whose table no pod gets out
            "node-b2": {"zone": "b", "range": "172.20.2.0/26", "table": "public"}}},
    "cni": {"kind": "addon", "configuration": {"env": {"WARM_IP_TARGET": "3"},
                                               "tolerations": [{"operator": "Exists"}]}},
    "node_groups": {
        "workers": {"types": ["m5.large", "m5.xlarge"], "size": {"min": 2, "max": 5, "desired": 3}},
        "asleep": {"subnets": ["node-a", "node-c"], "types": ["c5.xlarge"], "size": {"min": 0, "max": 3, "desired": 0}},
        "solo": {"subnets": ["node-b", "node-b2"], "types": ["c5.large"], "size": {"min": 1, "max": 1, "desired": 1},
                 "labels": {"purpose": "solo"},
                 "taints": [{"key": "a", "value": "1", "effect": "NO_SCHEDULE"},
                            {"key": "b", "value": "2", "effect": "NO_EXECUTE"},
                            {"key": "c", "value": "3", "effect": "PREFER_NO_SCHEDULE"}]}},
    "workloads": {"web": {"node_selector": {"team": "shop"}},
                  "local": {"kind": "DaemonSet", "empty_dir": True, "port": 9300},
                  "job": {"kind": "Deployment", "replicas": 2, "node_selector": {"purpose": "solo"},
                          "tolerations": [{"key": "a", "operator": "Exists"}, {"key": "b", "operator": "Exists"}]}},
}


def test_an_odd_world():
    """Another partition and range, a block more, groups asleep and of one zone, all taints, an add-on with settings."""
    with World("guide", ODD) as world:
        before = groups(world)
        result = apply(world)
        assert result.code == 0, result
        now = groups(world)
        assert set(now) == {name + "-pods" for name in before}
        for name, old in before.items():
            new = now[name + "-pods"]
            for member in ("subnets", "instanceTypes", "labels", "scalingConfig"):
                assert new.get(member) == old.get(member), (name, member)
            assert new.get("taints", []) == old.get("taints", [])
        assert_moved(world)
        subnets = pod_subnets(world)
        assert sorted(zone for zone, _ in subnets) == zones_of(world)
        tags = {t["Key"] for t in subnets[(zones_of(world)[0], "100.64.0.0/18")]["Tags"]}
        assert "team" in tags and not {t for t in tags if t.startswith(("karpenter.sh", "kubernetes.io"))}
        addon = world.eks.describe_addon(clusterName=world.cluster, addonName="vpc-cni")["addon"]
        assert '"WARM_IP_TARGET":"3"' in addon["configurationValues"] and "tolerations" in addon["configurationValues"]
        with Nothing(world):
            assert apply(world).code == 0


def local_volume(name, node):
    """A volume that lies on a node, its claim, and a StatefulSet that uses it."""
    host = {"key": "kubernetes.io/hostname", "operator": "In", "values": [node]}
    return [
        {"apiVersion": "v1", "kind": "PersistentVolume", "metadata": {"name": name},
         "spec": {"capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"], "storageClassName": "none",
                  "local": {"path": "/data"}, "claimRef": {"namespace": "default", "name": f"data-{name}-0"},
                  "nodeAffinity": {"required": {"nodeSelectorTerms": [{"matchExpressions": [host]}]}}}},
        {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": name, "namespace": "default"},
         "spec": {"selector": {"matchLabels": {"app": name}}, "serviceName": name, "template": {
             "metadata": {"labels": {"app": name}},
             "spec": {"containers": [{"name": "main", "image": "public.ecr.aws/docker/library/nginx:1.29",
                                      "volumeMounts": [{"name": "data", "mountPath": "/data"}]}]}},
             "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": {
                 "accessModes": ["ReadWriteOnce"], "storageClassName": "none",
                 "resources": {"requests": {"storage": "1Gi"}}}}]}}]


def test_pods_that_could_not_go(tmp_path):
    """Data on an old node, and a workload that tolerates a cordon, are told before the first write."""
    with World("guide", {"workloads": {"clingy": {"tolerations": [{"operator": "Exists"}]}}}) as world:
        node = sorted(nodes(world))[0]
        path = tmp_path / "objects.yaml"
        path.write_text("---\n".join(json.dumps(thing) + "\n" for thing in local_volume("db", node)))
        world.kubectl("apply", "-f", str(path))
        world.wait("db-0", lambda: any(p["metadata"]["name"] == "db-0" and p["status"]["phase"] == "Running"
                                       for p in pods(world)), 60)
        with Nothing(world):
            result = apply(world)
        said = " ".join(result.out.split())
        assert result.code == 3, result
        assert f"default/db-0 keeps its data in volume db, which lies on node {node}" in said
        assert "tolerates the taint of a cordon" in said and "default/clingy-" in said


@pytest.mark.parametrize("step", ["join_route_tables", "write_eniconfigs", "switch_cni", "replace_node_groups"])
def test_a_step_too_early(step):
    """A step alone, before those that it needs: it writes nothing and says which one to run."""
    with World("guide") as world, Nothing(world):
        result = apply(world, "--only", step)
    assert result.code in (1, 3), result
    assert "->" in result.out and "traceback" not in result.out, result
