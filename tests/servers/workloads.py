"""What runs in a test world's cluster: the objects of EKS and the scenario's own."""
import cni

IMAGE = "public.ecr.aws/docker/library/nginx:1.29"


def system(kube, scenario):
    """What a new EKS cluster comes with."""
    for thing, manager in cni.system_objects(scenario):
        kube.apply(thing, manager=manager)


def mark_addon(kube, scenario):
    """What the scenario says was changed by hand after the installation: `kubectl set env`."""
    by_hand = scenario["cni"].get("set_by_hand")
    if by_hand:
        patch = {"spec": {"template": {"spec": {"containers": [
            {"name": "aws-node", "env": [{"name": n, "value": str(v)} for n, v in by_hand.items()]}]}}}}
        kube.call("PATCH", "/apis/apps/v1/namespaces/kube-system/daemonsets/aws-node", patch,
                  "application/strategic-merge-patch+json", fieldManager="kubectl-set")


def users(kube, scenario, ids):
    """Read rights for the group `viewers`, the scenario's workloads, and its plain objects."""
    kube.apply({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole",
                "metadata": {"name": "servers-viewers"},
                "rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["get", "list", "watch"]}]})
    kube.apply({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding",
                "metadata": {"name": "servers-viewers"},
                "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "servers-viewers"},
                "subjects": [{"kind": "Group", "name": "viewers", "apiGroup": "rbac.authorization.k8s.io"}]})
    namespaces = {w.get("namespace", "default") for w in scenario["workloads"].values()} - {"default", "kube-system"}
    namespaces |= {o["metadata"].get("namespace", "default") for o in scenario["objects"]} - {"default", "kube-system"}
    for name in sorted(namespaces):
        kube.apply({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})
    for name, workload in scenario["workloads"].items():
        for thing in objects(name, workload):
            kube.apply(thing)
    for thing in scenario["objects"]:
        kube.apply(_named(thing, ids))


def _named(thing, ids):
    """Replaces `${subnet:NAME}` and the like by ids of the world."""
    if isinstance(thing, dict):
        return {key: _named(value, ids) for key, value in thing.items()}
    if isinstance(thing, list):
        return [_named(value, ids) for value in thing]
    if isinstance(thing, str) and thing.startswith("${") and thing.endswith("}"):
        return ids[thing[2:-1]]
    return thing


def objects(name, workload):
    """The Kubernetes objects of one workload of a scenario."""
    kind, namespace = workload.get("kind", "Deployment"), workload.get("namespace", "default")
    labels = {"app": name, **workload.get("labels", {})}
    container = {"name": "main", "image": workload.get("image", IMAGE)}
    if workload.get("port", 8080):
        container["ports"] = [{"containerPort": workload.get("port", 8080)}]
    spec = {"containers": [container], "terminationGracePeriodSeconds": 1, **workload.get("spec", {})}
    for source, target in (("host_network", "hostNetwork"), ("node_selector", "nodeSelector"),
                           ("tolerations", "tolerations")):
        if workload.get(source):
            spec[target] = workload[source]
    if workload.get("empty_dir"):
        spec["volumes"] = [{"name": "scratch", "emptyDir": {}}]
        container["volumeMounts"] = [{"name": "scratch", "mountPath": "/scratch"}]
    if workload.get("spread"):
        spec["topologySpreadConstraints"] = [{
            "maxSkew": 1, "topologyKey": "topology.kubernetes.io/zone", "whenUnsatisfiable": "ScheduleAnyway",
            "labelSelector": {"matchLabels": {"app": name}}}]
    metadata = {"name": name, "namespace": namespace, "labels": labels}
    if kind == "Pod":
        thing = {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}
    else:
        template = {"metadata": {"labels": labels, "annotations": workload.get("annotations", {})}, "spec": spec}
        body = {"selector": {"matchLabels": {"app": name}}, "template": template}
        if kind != "DaemonSet":
            body["replicas"] = workload.get("replicas", 1)
        if kind == "StatefulSet":
            body["serviceName"] = name
        thing = {"apiVersion": "apps/v1", "kind": kind, "metadata": metadata, "spec": body}
    result = [thing]
    if workload.get("pdb"):
        members = {"min_available": "minAvailable", "max_unavailable": "maxUnavailable"}
        budget = {members[key]: value for key, value in workload["pdb"].items()}
        result.append({"apiVersion": "policy/v1", "kind": "PodDisruptionBudget",
                       "metadata": {"name": name, "namespace": namespace},
                       "spec": {**budget, "selector": {"matchLabels": {"app": name}}}})
    return result


def nodes_wanted(scenario):
    """How many nodes the scenario begins with."""
    return sum(group.get("size", {}).get("desired", 1) for group in scenario["node_groups"].values())


def nodes_ready(kube, scenario):
    """Whether all nodes of the scenario are there and Ready (or only there, where it wants them broken)."""
    wanted = nodes_wanted(scenario)
    nodes = kube.get("/api/v1/nodes")["items"]
    if scenario["after"].get("nodes_not_ready"):
        return len(nodes) >= wanted
    return sum(_ready(node) for node in nodes) >= wanted


def settled(kube, scenario):
    """Whether all pods run that the scenario expects to."""
    if not nodes_wanted(scenario) or scenario["after"].get("nodes_not_ready"):
        return True
    pending = set(scenario["after"].get("pending", []))
    for kind in ("deployments", "statefulsets"):
        for thing in kube.get(f"/apis/apps/v1/{kind}")["items"]:
            if thing["metadata"]["name"] not in pending and (
                    thing["status"].get("readyReplicas", 0) < thing["spec"]["replicas"]):
                return False
    for thing in kube.get("/apis/apps/v1/daemonsets")["items"]:
        status = thing["status"]
        if status.get("observedGeneration") != thing["metadata"]["generation"] or (
                status.get("numberReady", 0) < status["desiredNumberScheduled"]):
            return False
    pods = [p for p in kube.get("/api/v1/pods")["items"] if not p["metadata"].get("ownerReferences")]
    return all(p["status"].get("phase") != "Pending" for p in pods if p["metadata"]["name"] not in pending) and all(
        "observedGeneration" in b.get("status", {})
        for b in kube.get("/apis/policy/v1/poddisruptionbudgets")["items"])


def _ready(node):
    return any(c["type"] == "Ready" and c["status"] == "True" for c in node["status"].get("conditions", []))
