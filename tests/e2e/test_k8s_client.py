"""The Kubernetes client on a real API server: k8s_client_spec.lua inside a world, and what each access key is told."""

import os
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "servers"))

from servers import World  # noqa: E402  pylint: disable=wrong-import-position

PERIGEE = os.environ.get("PERIGEE", "perigee")

# Stops the API server of the world, compacts etcd so that no older version can be watched, and starts it again.
RESTART = r"""
set -e
answers() { curl -sk https://127.0.0.1:6443/readyz | grep -qx ok; }
touch "$SERVERS_DIR/stopped/kube-apiserver"
while answers; do sleep 0.1; done
revision=$(curl -sf http://127.0.0.1:2379/v3/kv/range -d '{"key":"AA=="}' | sed 's/.*"revision":"\([0-9]*\)".*/\1/')
curl -sf http://127.0.0.1:2379/v3/kv/put -d '{"key":"cGVyaWdlZQ==","value":"MQ=="}' >/dev/null
curl -sf http://127.0.0.1:2379/v3/kv/compaction -d "{\"revision\":$((revision + 1)),\"physical\":true}" >/dev/null
rm "$SERVERS_DIR/stopped/kube-apiserver"
for i in $(seq 200); do
  if answers; then exit 0; fi
  sleep 0.2
done
exit 1
"""


@pytest.fixture(scope="module", name="world")
def _world():
    with World("guide") as world:
        yield world


def lua(world, code, key="admin"):
    """Runs Lua code inside and gives its Result."""
    return world.run([PERIGEE, "-e", code], key=key, timeout=60)


def test_client(world):
    """Everything that k8s_client_spec.lua asks for."""
    spec = [PERIGEE, ROOT / "tests/spec/run.lua", ROOT / "tests/e2e/k8s_client_spec.lua"]
    result = world.run(spec, env={"RESTART": RESTART}, timeout=400)
    assert result.code == 0, f"{result.out}\n{result.err}"
    asked_for = (ROOT / "tests/e2e/k8s_client_spec.lua").read_text().count("\nt.test(")
    assert f"{asked_for} passed, 0 failed" in result.out


def test_reading_is_not_writing(world):
    """A key that may only read can ask what it may do, and is told which right it lacks."""
    code = """
      local c = k8s.connect{cluster = os.getenv "CLUSTER"}
      print(c:can_i("list", "pods"), (c:can_i("create", "pods/eviction", {namespace = "default"})))
      print(#c:list("nodes"))
      local _, err = c:try("patch", "nodes", c:list("nodes")[1].metadata.name, {spec = {unschedulable = true}})
      print(err.code, err.hint)
    """
    before = len(world.kubernetes_requests(writes_only=True))
    result = lua(world, code, key="viewer")
    assert result.code == 0, result
    lines = result.out.splitlines()
    assert lines[0].split() == ["true", "false"]
    assert lines[1] == "3"
    assert lines[2].startswith("Forbidden") and "needs verb `patch` on `nodes`" in lines[2]
    refused = [e for e in world.kubernetes_requests(writes_only=True)[before:] if e["responseStatus"]["code"] != 403]
    assert refused == []


def test_unknown_identity(world):
    """A key that the cluster does not know is told so, with the key's id and what to do."""
    result = lua(world, 'k8s.connect{cluster = os.getenv "CLUSTER"}:version()', key="network")
    assert result.code == 1, result
    assert "does not accept the identity (EKS token for cluster 'guide'" in result.err
    assert world.environments["network"]["AWS_ACCESS_KEY_ID"] in result.err
    assert "access entry" in result.err and "aws-auth" in result.err.replace("\n    ", " ")


@pytest.mark.parametrize(
    "server, said",
    [
        ("https://127.0.0.1:1", "cannot be reached at https://127.0.0.1:1"),
        ("https://nowhere.invalid", "does not resolve"),
        ("http://127.0.0.1:4566", "could not ask the server's version"),
        ("https://127.0.0.1:6443", "TLS failed"),
    ],
)
def test_wrong_server(world, server, said):
    """A kubeconfig that leads elsewhere: refused, no such name, another service, a certificate of another authority."""
    kubeconfig = (
        "{apiVersion: v1, kind: Config, current-context: x, contexts: [{name: x, context: {cluster: c}}],"
        f" clusters: [{{name: c, cluster: {{server: '{server}'}}}}]}}"
    )
    code = f"""
      local path = os.getenv "HOME" .. "/elsewhere"
      assert(world.write_file(path, [[{kubeconfig}]]))
      k8s.connect{{kubeconfig = path}}:version()
    """
    result = lua(world, "world = require 'world'" + code)
    assert result.code == 1, result
    assert said in result.err, result
    assert "->" in result.err, "it says what to do"
    assert result.seconds < 20
