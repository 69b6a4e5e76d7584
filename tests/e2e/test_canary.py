"""Ready is not proof: before the first eviction a canary in each zone resolves names, reaches the API server and is
reached by it. The canary's script really runs (busybox of this machine, in a root of its own), the name it asks for is
answered over UDP, and what it reaches, and what reaches it, is the API server itself."""
import pytest

from runs import Run, evictions, killed_when, only_run, said, undo, words_of_apply
from witness import Nothing, World, apply, assert_moved, kubernetes_writes, nodes, pods, when

RESTRICTED = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "proofs", "labels": {
    "pod-security.kubernetes.io/enforce": "restricted"}}}
TAINTED = {"subnets": ["node-a"], "types": ["m5.large"], "size": {"min": 1, "max": 2, "desired": 1},
           "taints": [{"key": "dedicated", "value": "batch", "effect": "NO_SCHEDULE"}]}
PAUSE, ALPINE = "registry.example.com/eks/pause:3.5", "registry.example.com/alpine:3.22"


def canaries(world):
    """The canary pods that are there."""
    return [p for p in pods(world) if "perigee.dev/canary" in p["metadata"].get("labels", {})]


def proxied(world):
    """Audit events of what the API server was asked to ask of canaries."""
    return [e for e in world.kubernetes_requests() if e.get("objectRef", {}).get("subresource") == "proxy"]


def assert_untouched(world):
    """Nothing was evicted or cordoned, and no canary is left."""
    assert not evictions(world)
    assert not [n for n in nodes(world).values() if n["spec"].get("unschedulable")]
    assert not canaries(world)


def test_all_of_it():
    """The API server's own log: it was asked for each canary, and all answered, before the first eviction."""
    with World("guide", {"objects": [RESTRICTED], "node_groups": {"batch": TAINTED}}) as world:
        result = apply(world, "--set", "canary_namespace=proofs", "--set", "canary_labels.team=net")
        assert result.code == 0, result
        assert "each resolves names, reaches the API server and is reached by it" in said(result), result
        made = kubernetes_writes(world, "create", "pods")
        assert {e["objectRef"]["namespace"] for e in made} == {"proofs"} and len(made) == 4, "a zone of each group"
        answered = [e for e in proxied(world) if e["responseStatus"]["code"] == 200]
        assert {e["objectRef"]["name"].partition(":")[0] for e in answered} == {
            e["objectRef"]["name"] for e in kubernetes_writes(world, "delete", "pods")}
        first = min(when(e) for e in kubernetes_writes(world, "create", "pods", "eviction"))
        assert max(when(e) for e in answered) < first
        assert_moved(world)
        assert not canaries(world)


@pytest.mark.parametrize(("broken", "says"), [
    ({"dns": False}, ["DNS in the pod: kubernetes.default.svc.cluster.local is not found to be ",
                      "-> see that CoreDNS and kube-proxy run on the new nodes"]),
    ({"api_server": False}, ["the API server from the pod: 10.100.0.1:443 does not answer: ",
                             "-> see that CoreDNS and kube-proxy run"]),
    ({"unpullable": ["public.ecr.aws/"]}, ["image public.ecr.aws/docker/library/busybox:1.37 does not come "
                                           "(ImagePullBackOff: ", "-> canary_image= one that this node can pull"]),
], ids=["dns", "api-server", "image"])
def test_not_proven(broken, says):
    """It stops before the first eviction, says where and why, and leaves no canary; `address` asks for less."""
    with World("guide", {"containers": broken}) as world:
        result = apply(world, "--set", "canary_timeout=8")
        assert result.code == 1, result
        for text in ["not proven on node ip-", "of zone cn-northwest-1", "nothing is evicted", *says]:
            assert text in said(result), result
        assert_untouched(world)
        asked = len(proxied(world))
        less = apply(world, "--set", "canary=address")
        assert less.code == 0 and "only their addresses are proven" in said(less), less
        assert len(proxied(world)) == asked
        assert_moved(world)


def test_images_that_prove_nothing():
    """What an image cannot prove is not proven; another image proves it."""
    with World("guide") as world:
        without = apply(world, "--set", f"canary_image={ALPINE}")
        assert without.code == 1, without
        # This busybox's shell takes every tool of its own for there, so what tells is that it does not start.
        for text in ["not proven on node ip-", "the pod from the API server: httpd has ended: sh: httpd: not found; ",
                     "nothing is evicted", "sh, nslookup, wget and httpd"]:
            assert text in said(without), without
        assert_untouched(world)
        result = apply(world, "--set", f"canary_image={PAUSE}")
        assert result.code == 1, result
        for text in ["not proven on node ip-", f"image {PAUSE} does not start (StartError: ", 'exec: "sh": executable '
                     "file not found", "sh, nslookup, wget and httpd", "or canary=address"]:
            assert text in said(result), result
        assert_untouched(world)
        again = apply(world, "--set", "canary_image=mirror.example.com/library/busybox:1.36")
        assert again.code == 0, again
        assert_moved(world)


def test_a_control_plane_that_learns_late():
    """While the API server does not reach pods nothing is evicted, and the wait says why; then the run goes on."""
    with World("guide", {"containers": {"reached": False}}) as world:
        run = Run(world, *words_of_apply(world))
        run.wait_for("waiting for the API server to reach canary")
        refused = {e["responseStatus"]["code"] for e in proxied(world)}
        assert refused and min(refused) >= 500, refused
        assert not evictions(world) and len(canaries(world)) == 3
        world.run(["/bin/sh", "-c", "PATH=$PATH:/sbin:/usr/sbin ip rule del pref 50"], check=True)
        assert run.end() == 0, run.text
        assert "EKS may need up to an hour after a new range; nothing is evicted until then: 50" in run.said()
        assert_moved(world)


def test_killed_while_it_waits():
    """A canary that a killed run has left is found again; `undo` takes it away; `address` needs no control plane."""
    with World("guide", {"containers": {"reached": False}}) as world:
        killed_when(world, "waiting for the API server to reach canary")
        assert len(canaries(world)) == 3 and not evictions(world)
        result = apply(world, "--set", "canary=address")
        assert result.code == 0, result
        assert_moved(world)
        assert not canaries(world)


def test_undo_of_a_run_that_waits():
    """Nothing was evicted, so the way back needs no proof; the canaries go with the rest."""
    with World("guide", {"containers": {"reached": False}}) as world:
        killed_when(world, "waiting for the API server to reach canary")
        result = undo(world, only_run(world))
        assert result.code == 0, result
        assert_untouched(world)


READ = ["pods", "nodes", "namespaces", "services", "configmaps", "persistentvolumes", "persistentvolumeclaims",
        "daemonsets", "deployments", "replicasets", "statefulsets", "jobs", "poddisruptionbudgets", "networkpolicies",
        "endpointslices", "leases", "eniconfigs", "apiservices", "customresourcedefinitions",
        "validatingwebhookconfigurations", "mutatingwebhookconfigurations"]
FEW = [{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "few"}, "rules": [
            {"apiGroups": ["*"], "resources": READ, "verbs": ["*"]},
            {"apiGroups": [""], "resources": ["pods/eviction"], "verbs": ["create"]}]},
       {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "few"},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "few"},
        "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": "few"}]}]


def test_refused_before_the_first_write():
    """A word that is none, a label that is none, and who may not ask a pod through the API server."""
    with World("guide", {"objects": FEW, "keys": {"few": {"groups": ["few"]}}}) as world, Nothing(world):
        result = apply(world, "--set", "canary=adress", "--set", "canary_labels.team=a b")
        assert result.code == 3, result
        for text in ['canary is "adress", and must be one of full, address, did you mean \'address\'?',
                     "-> --set canary=full, or canary=address", "canary_labels: team = a b is no label"]:
            assert text in said(result), result
        few = apply(world, key="few")
        assert few.code == 3 and "this identity may not get pods/proxy in kube-system -> give" in said(few), few
