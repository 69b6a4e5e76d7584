"""perigee in a world with the proxy in between, and which faults a run of the tests plays.

PERIGEE_EVERY_WRITE=all plays all (`every-write`); otherwise a random sample, by PERIGEE_FAULTS_SEED or new each time.
"""
import collections
import json
import os
import pathlib
import random
import sys
import tempfile

import proxy
from witness import PERIGEE, kubernetes_writes

HERE = pathlib.Path(__file__).resolve().parent
FAULTS = ["kill-before", "kill-after", "cut", "drop"]


def sample(what, every, number):
    """All of them, or so many that are new each time; every worker of pytest must collect the same."""
    if os.environ.get("PERIGEE_EVERY_WRITE") == "all":
        return every
    places = random.Random(what + os.environ["PERIGEE_FAULTS_SEED"]).sample(range(len(every)), number)
    return [every[place] for place in sorted(places)]


class Proxied:
    """perigee in a world, with the proxy between it and the servers."""

    def __init__(self, world):
        self.world = world
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="perigee-faults-"))
        self.kubeconfig = self.folder / "kubeconfig"
        authority = json.loads((world.folder / "kubeconfig").read_text())["clusters"][0]["cluster"]
        self.kubeconfig.write_text(json.dumps({
            "apiVersion": "v1", "kind": "Config", "current-context": "proxy",
            "clusters": [{"name": "proxy", "cluster": {
                **authority, "server": f"https://127.0.0.1:{proxy.KUBERNETES}"}}],
            "users": [{"name": "proxy", "user": {"exec": {
                "apiVersion": "client.authentication.k8s.io/v1beta1", "command": "aws", "interactiveMode": "Never",
                "args": ["--region", world.scenario["region"], "eks", "get-token", "--cluster-name", world.cluster,
                         "--output", "json"]}}}],
            "contexts": [{"name": "proxy", "context": {"cluster": "proxy", "user": "proxy"}}]}))
        self.plan("apply")
        world.start([sys.executable, HERE / "proxy.py", self.folder])
        world.wait("the proxy", (self.folder / "ready").exists)

    def plan(self, part, write=None, fault=None):
        """What goes wrong from now on, and the name of the part whose writes are counted."""
        (self.folder / "plan").write_text(json.dumps({"part": part, "write": write, "fault": fault}))

    def run(self, *words):
        """perigee to its end, whatever that is; gives exit code and what it said."""
        process = self.world.start(
            [PERIGEE, *words, "--yes", "--kubeconfig", self.kubeconfig], text=True, stdout=-1, stderr=-2, stdin=-3,
            env={"AWS_ENDPOINT_URL": f"http://127.0.0.1:{proxy.AWS}"})
        (self.folder / "pid").write_text(str(process.pid))
        said, _ = process.communicate(timeout=500)
        return process.returncode, said

    def apply(self):
        """The main job."""
        return self.run("apply", "pod-range", "--set", f"cluster={self.world.cluster}")

    def writes(self, part):
        """What the proxy has counted of a part."""
        lines = map(json.loads, (self.folder / "writes.jsonl").read_text().splitlines())
        return [line for line in lines if line["part"] == part]


def run_id(world):
    """The id of the only run of a world."""
    name, = [path.stem for path in (world.folder / "home" / "state").glob("*.jsonl")]
    return name


def token_of(request):
    """The client token of a request; that of AWS for a request without one."""
    body = json.loads(request["parameters"].get("body") or "{}")
    return body.get("clientRequestToken") or request["parameters"].get("ClientToken") or request["request_id"]


def effects(world):
    """How often each kind of write took effect, by the front and the audit log: equal for two runs that did the same.

    A request sent again with its token is one: that is what AWS has tokens for. A canary that died with its run is made
    again, and a cordon of a cordoned node changes nothing: both are left out.
    """
    done = [r for r in world.requests(mutating=True) if (r["status"] or 200) < 400]
    found = collections.Counter(operation for operation, _token in {(r["operation"], token_of(r)) for r in done})
    for write in (("patch", "eniconfigs"), ("delete", "eniconfigs"), ("patch", "daemonsets"),
                  ("create", "pods", "eviction")):
        found[write] = len(kubernetes_writes(world, *write))
    return found
