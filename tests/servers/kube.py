"""A small Kubernetes client for the servers themselves."""
import json

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry


class Kube:
    """One API server, one identity (a bearer token)."""

    def __init__(self, server, ca, token):
        self.server = server
        self.session = requests.Session()
        self.session.verify = ca
        # All that is sent here may be sent twice; a busy machine now and then drops a connection.
        again = Retry(total=4, backoff_factor=0.1, allowed_methods={"GET", "PATCH"}, raise_on_status=False)
        self.session.mount("https://", HTTPAdapter(max_retries=again))
        self.session.trust_env = False
        self.session.headers["Authorization"] = f"Bearer {token}"

    def call(self, method, path, body=None, kind="application/json", **query):
        """The answer's JSON; raises requests.HTTPError with the server's message."""
        data = None if body is None else json.dumps(body)
        answer = self.session.request(method, self.server + path, params=query, data=data,
                                      headers={"Content-Type": kind}, timeout=30)
        if answer.status_code >= 400:
            raise requests.HTTPError(f"{method} {path}: {answer.status_code} {answer.text}", response=answer)
        return answer.json() if answer.text.startswith(("{", "[")) else answer.text

    def get(self, path, **query):
        """GET."""
        return self.call("GET", path, **query)

    def apply(self, thing, manager="kubectl-client-side-apply", force=True):
        """Server-side apply of one object."""
        return self.call("PATCH", path_of(thing), thing, "application/apply-patch+yaml",
                         fieldManager=manager, force=str(force).lower())

    def ready(self):
        """Whether the API server says that it is."""
        try:
            return self.session.get(self.server + "/readyz", timeout=2).status_code == 200
        except requests.RequestException:
            return False


PLURALS = {
    "DaemonSet": "daemonsets", "Deployment": "deployments", "StatefulSet": "statefulsets", "Pod": "pods",
    "PodDisruptionBudget": "poddisruptionbudgets", "Service": "services", "ServiceAccount": "serviceaccounts",
    "ConfigMap": "configmaps", "Namespace": "namespaces", "ClusterRole": "clusterroles",
    "ClusterRoleBinding": "clusterrolebindings", "CustomResourceDefinition": "customresourcedefinitions",
    "ENIConfig": "eniconfigs", "PriorityClass": "priorityclasses", "Node": "nodes", "Job": "jobs",
    "PersistentVolume": "persistentvolumes", "PersistentVolumeClaim": "persistentvolumeclaims",
    "NetworkPolicy": "networkpolicies", "EC2NodeClass": "ec2nodeclasses",
}
CLUSTER_WIDE = {"Namespace", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "ENIConfig",
                "PriorityClass", "Node", "PersistentVolume", "EC2NodeClass", "APIService",
                "ValidatingWebhookConfiguration"}


def path_of(thing):
    """Where an object lives."""
    version, kind, name = thing["apiVersion"], thing["kind"], thing["metadata"]["name"]
    root = f"/apis/{version}" if "/" in version else f"/api/{version}"
    if kind not in CLUSTER_WIDE:
        root += f"/namespaces/{thing['metadata'].get('namespace', 'default')}"
    return f"{root}/{PLURALS.get(kind, kind.lower() + 's')}/{name}"
