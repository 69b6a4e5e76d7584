"""Whatever is wrong around a run: one clear message with the next thing to try, the right exit code, no traceback, and
no half-done write that is not reported."""
import json
import os
import pty
import signal
import subprocess

import pytest

from witness import (
    PERIGEE, POD_RANGE, ROOT, Nothing, World, apply, assert_moved, associations, blocks, eniconfigs, groups,
    pod_subnets)

EVERYTHING = {"groups": ["system:masters"]}
# Keys of which each meets other answers in the same world.
FAULTS = {
    "html": [{"operation": "ec2:DescribeNatGateways", "kind": "html", "times": 99}],
    "html-502": [{"operation": "eks:DescribeCluster", "kind": "html", "status": 502, "times": 99}],
    "truncated": [{"operation": "ec2:DescribeSubnets", "kind": "truncate", "times": 99}],
    "truncated-once": [{"operation": "ec2:DescribeSubnets", "kind": "truncate"}],
    "throttled": [{"operation": "ec2:Describe*", "kind": "throttle", "times": 2},
                  {"operation": "eks:DescribeCluster", "kind": "throttle", "times": 2}],
    "broken": [{"operation": "ec2:DescribeVpcs", "kind": "500", "times": 2},
               {"operation": "eks:DescribeCluster", "kind": "500", "times": 2}],
    "always-broken": [{"operation": "eks:DescribeCluster", "kind": "500", "times": 99}],
    "expired": [{"operation": "*:*", "kind": "error", "code": "ExpiredToken", "status": 403, "times": 99,
                 "message": "The security token included in the request is expired"}],
}
ODD = {"keys": {name: EVERYTHING for name in FAULTS},
       "faults": [{**fault, "key": name} for name, faults in FAULTS.items() for fault in faults]}


def said(result):
    """Both streams, without line breaks."""
    return " ".join((result.out + " " + result.err).split())


def holds(result, code, *texts):
    """The exit code, every text, and nothing that only a programmer reads."""
    assert result.code == code, result
    for text in texts:
        assert text in said(result), (text, result)
    assert "traceback" not in said(result) and ".lua:" not in said(result).replace("pod-range.lua:", ""), result


@pytest.fixture(scope="module", name="odd")
def _odd():
    """One world for all that writes nothing."""
    with World("guide", ODD) as world:
        yield world


def refused(world, code, texts, *options, **how):
    """A run that fails before any write."""
    with Nothing(world):
        result = apply(world, *options, **how)
    holds(result, code, *texts)
    return result


# -- what the operator gives ------------------------------------------------------------------------------------------

BROKEN_PLAYBOOKS = {
    "syntax": (lambda t: t.replace("function add_range(run)", "function add_range(run"),
               ["pod-range.lua:", "')' expected"]),
    "section": (lambda t: t.replace("\nzones = {}", "\nzone_map = {}"), ["'zone_map'", "did you mean 'zones'?"]),
    "step": (lambda t: t.replace('"add_range",', '"add_rnge",'), ["'add_rnge'", "did you mean 'add_range'"]),
    "global": (lambda t: t.replace("vpc.add_range(run", "vcp.add_range(run"), ["'vcp'", "did you mean 'vpc'?"]),
    "setting": (lambda t: t.replace("settings.rollout_timeout", "x").replace("settings.cluster)", "settings.clustr)"),
                ["'clustr'", "did you mean 'cluster'?"]),
    "binary": (lambda t: "\x1bLua" + t, ["pod-range.lua: a playbook is Lua source; this is a compiled chunk"]),
}


@pytest.mark.xdist_group("odd")
@pytest.mark.parametrize("name", BROKEN_PLAYBOOKS)
def test_a_malformed_playbook(odd, tmp_path, name):
    """It does not load: file, line and the nearest valid word; nobody is asked anything."""
    change, texts = BROKEN_PLAYBOOKS[name]
    text = (ROOT / "playbooks" / "pod-range.lua").read_text()
    assert change(text) != text
    path = tmp_path / "pod-range.lua"
    path.write_text(change(text))
    before = len(odd.requests())
    refused(odd, 2, texts, playbook=path)
    assert len(odd.requests()) == before


@pytest.mark.xdist_group("odd")
@pytest.mark.parametrize(("options", "texts"), [
    (["--set", "pod_rnge=100.64.0.0/16"], ["there is no setting 'pod_rnge', did you mean 'pod_range'?"]),
    (["--set", "drain_timeout=soon"], ["'drain_timeout' is a whole number (default 900), 'soon' is not"]),
    (["--set", "accept_way_out=maybe"], ["'accept_way_out' is", "'maybe' is not"]),
    (["--set", "cluster"], ["the form is --set key=value"]),
    (["--values", "/does/not/exist.yaml"], ["/does/not/exist.yaml: cannot be read"]),
    (["--only", "add_rnge"], ["--only add_rnge: there is no such step, did you mean 'add_range'?"]),
    (["--sett", "a=b"], ["--sett", "perigee help apply"]),
], ids=["setting", "number", "boolean", "form", "values", "step", "option"])
def test_a_wrong_option(odd, options, texts):
    """Usage: exit 2, with what was probably meant."""
    refused(odd, 2, texts, *options)


@pytest.mark.xdist_group("odd")
def test_an_unknown_cluster(odd):
    """The message names the cluster, the region and the clusters there."""
    refused(odd, 3, ['there is no cluster "gudie" in cn-northwest-1', "-> clusters there: guide",
                     "Nothing was written."], "--set", "cluster=gudie")


# -- who asks, and where ----------------------------------------------------------------------------------------------

ELSEWHERE = {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}
CREDENTIALS = {
    "none": ({"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None, "AWS_EC2_METADATA_DISABLED": "true"},
             ["no AWS credentials", "->"]),
    "unknown": ({"AWS_ACCESS_KEY_ID": "AKIAAAAAAAAAAAAAAAAA"},
                ["UnrecognizedClientException", "status 403", "-> the credentials in use (environment)"]),
    "wrong-secret": ({"AWS_SECRET_ACCESS_KEY": "not/the/secret"},
                     ["EKS DescribeCluster", "InvalidSignatureException", "-> the secret key of the credentials in use "
                      "(environment) does not fit its key id"]),
    "no-such-profile": ({"AWS_PROFILE": "opps", "AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None},
                        ["opps", "->"]),
    "unreachable": (ELSEWHERE, ["EKS DescribeCluster", "127.0.0.1:1", "-> check that http://127.0.0.1:1 can be reached "
                                "from here", "AWS_ENDPOINT_URL"]),
    "no-such-host": ({"AWS_ENDPOINT_URL": "http://eks.nowhere.invalid"}, ["eks.nowhere.invalid", "-> check that"]),
    "tls-to-plain": ({"AWS_ENDPOINT_URL": "https://127.0.0.1:4566"}, ["https://127.0.0.1:4566", "is it http instead "
                                                                      "of https?"]),
    "unknown-ca": ({"AWS_ENDPOINT_URL": "https://127.0.0.1:6443"}, ["the certificate of https://127.0.0.1:6443 was not "
                                                                    "accepted", "AWS_CA_BUNDLE"]),
    "wrong-region": ({"AWS_REGION": "cn-north-1"}, ['there is no cluster "guide" in cn-north-1', "-> check --region "
                                                    "and --profile"]),
    "no-region": ({"AWS_REGION": None, "AWS_DEFAULT_REGION": None}, ["region", "-> "]),
}


@pytest.mark.xdist_group("odd")
@pytest.mark.parametrize("name", CREDENTIALS)
def test_identity_and_endpoint(odd, name):
    """Credentials, region and endpoint of AWS: what is in use, where it is from, what to do."""
    environment, texts = CREDENTIALS[name]
    code = 3 if name == "wrong-region" else 1  # a cluster that is not there is refused as by a check
    refused(odd, code, [*texts, "Nothing was written."], env={**environment, "AWS_MAX_ATTEMPTS": "2"})


ANSWERS = {
    "html": (3, ["EC2 DescribeNatGateways: the answer cannot be read", "content type text/html", "Hotel network",
                 "-> something between here and the service may have answered"]),
    "html-502": (1, ["EKS DescribeCluster", "status 502", "-> "]),
    "truncated": (1, ["EC2 DescribeSubnets", "-> "]),
    "always-broken": (1, ["EKS DescribeCluster: An internal error has occurred (ServerException, status 500",
                          "-> the service failed 2 times in a row"]),
    "expired": (1, ["expired", "-> the credentials in use (environment) have expired: sign in again"]),
}


@pytest.mark.xdist_group("odd")
@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_that_cannot_be_used(odd, name):
    """It is named as what it is; after a few attempts the run gives up."""
    code, texts = ANSWERS[name]
    refused(odd, code, [*texts, "Nothing was written."], key=name, env={"AWS_MAX_ATTEMPTS": "2"})


@pytest.mark.xdist_group("odd")
@pytest.mark.parametrize("name", ["throttled", "broken", "truncated-once"])
def test_a_service_that_recovers(odd, name):
    """Throttling, 500s and a torn answer to a read: the run goes on."""
    with Nothing(odd):
        result = apply(odd, "--to", "check_first", key=name)
    holds(result, 0, "check_first")


# -- the Kubernetes API -----------------------------------------------------------------------------------------------

SERVER = """
import sys, http.server
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"<!DOCTYPE html><html><body>Please sign in.</body></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body) * (2 if sys.argv[1] == "truncated" else 1)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True
    do_POST = do_PATCH = do_GET
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
"""


def other_authority(world, tmp_path):
    """A CA of the same kind that has signed nothing here."""
    made = world.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                      "-subj", "/CN=another", "-keyout", tmp_path / "key.pem", "-out", tmp_path / "ca.pem"])
    assert made.code == 0, made
    return tmp_path / "ca.pem"


def kubeconfig(tmp_path, server, **cluster):
    """A kubeconfig of one cluster."""
    path = tmp_path / "kubeconfig"
    path.write_text(json.dumps({
        "apiVersion": "v1", "kind": "Config", "current-context": "x",
        "contexts": [{"name": "x", "context": {"cluster": "x", "user": "x"}}],
        "clusters": [{"name": "x", "cluster": {"server": server, **cluster}}],
        "users": [{"name": "x", "user": {"token": "abc"}}]}))
    return ["--kubeconfig", str(path)]


@pytest.mark.xdist_group("odd")
@pytest.mark.parametrize("kind", ["html", "truncated"])
def test_kubernetes_that_is_something_else(odd, tmp_path, kind):
    """What answers is no Kubernetes API: a check says so before any write."""
    with odd.start(["python3", "-c", SERVER, kind], stdout=subprocess.PIPE, text=True) as server:
        try:
            url = f"http://127.0.0.1:{int(server.stdout.readline())}"
            refused(odd, 3, [f"endpoint {url} ", "text/html" if kind == "html" else "transfer closed", "-> ", "Nothing was written."],
                    *kubeconfig(tmp_path, url))
        finally:
            server.kill()


@pytest.mark.xdist_group("odd")
def test_kubernetes_with_another_authority(odd, tmp_path):
    """A CA that has not signed the server's certificate."""
    authority = str(other_authority(odd, tmp_path))
    refused(odd, 3, ["endpoint could not ask the server's version: TLS failed at https://127.0.0.1:6443",
                      "certificate problem", "-> the CA comes from", "ca.pem", "Nothing was written."],
            *kubeconfig(tmp_path, "https://127.0.0.1:6443", **{"certificate-authority": authority}))


@pytest.mark.xdist_group("odd")
def test_kubernetes_that_nobody_serves(odd, tmp_path):
    """A port on which nobody listens."""
    refused(odd, 3, ["endpoint", "127.0.0.1:1", "-> ", "Nothing was written."],
            *kubeconfig(tmp_path, "https://127.0.0.1:1"))


@pytest.mark.xdist_group("odd")
def test_no_such_kubeconfig(odd):
    """A file that is not there, and one that is no kubeconfig."""
    refused(odd, 3, ["/does/not/exist", "-> "], "--kubeconfig", "/does/not/exist")
    refused(odd, 3, ["endpoint", "-> "], "--kubeconfig", str(ROOT / "README.md"))


@pytest.mark.xdist_group("odd")
def test_no_such_context(odd):
    """A context that the kubeconfig does not have."""
    refused(odd, 3, ["no-such", "-> "], "--context", "no-such")


# -- the clock --------------------------------------------------------------------------------------------------------

@pytest.mark.xdist_group("clock")
@pytest.mark.parametrize("ahead", [3600, -3600])
def test_a_wrong_clock(ahead):
    """The services' clock is an hour off: requests and tokens are signed by theirs, and the checks are made."""
    with World("guide", {"clock": ahead}) as world:
        with Nothing(world):
            result = apply(world, "--to", "check_first", "-v", env={"KUBECONFIG": None})
        holds(result, 0, "check_first")
        statuses = [r["status"] for r in world.requests()]
        assert statuses.count(403) + statuses.count(400) >= 1, "the first request was refused for its time"


# -- writes whose answer never comes ----------------------------------------------------------------------------------

@pytest.mark.xdist_group("unanswered")
def test_unanswered_writes():
    """Each of the writes that must not be done twice takes effect and is not answered: the run looks, and goes on."""
    lost = {"kind": "timeout-after-write", "seconds": 0.5}
    with World("guide", {"faults": [
            {"operation": "ec2:AssociateVpcCidrBlock", **lost}, {"operation": "ec2:CreateSubnet", "call": 2, **lost},
            {"operation": "ec2:AssociateRouteTable", "call": 3, **lost}, {"operation": "eks:CreateNodegroup", **lost},
            {"operation": "ec2:DescribeRouteTables", "kind": "throttle", "times": 2},
            {"operation": "ec2:CreateSubnet", "call": 1, "kind": "throttle"}]}) as world:
        result = apply(world)
        holds(result, 0, "! no answer to 'create range 100.64.0.0/16'", "(EC2 AssociateVpcCidrBlock: no answer from",
              "the connection was closed without an answer (closed)): looking whether it took effect")
        assert blocks(world) == {"10.42.0.0/16": "associated", POD_RANGE: "associated"}
        assert len(pod_subnets(world)) == 3 and len(world.ec2.describe_subnets()["Subnets"]) == 9
        assert set(associations(world).values()) == {1} and len(associations(world)) == 9
        assert list(groups(world)) == ["workers-pods"]
        for operation, times in (("AssociateVpcCidrBlock", 1), ("AssociateRouteTable", 3)):
            assert len(world.requests(operation=operation)) == times, operation
        tokens = [json.loads(r["parameters"]["body"])["clientRequestToken"]
                  for r in world.requests(operation="CreateNodegroup")]
        assert len(tokens) == 2 and len(set(tokens)) == 1, "sent again, as one that EKS recognises"
        assert [r["status"] for r in world.requests(operation="CreateSubnet")].count(503) == 1
        assert len(world.requests(operation="CreateSubnet")) == 4, "three subnets and the one that was throttled"
        assert_moved(world)


# -- the machine of the operator --------------------------------------------------------------------------------------

def entries(world, folder=None):
    """The lines of the run logs, by file."""
    folder = folder or world.folder / "home" / "state"
    return {path.name: [json.loads(line) for line in path.read_text().splitlines()] for path in folder.glob("*.jsonl")}


def tmpfs(world, name, options):
    """A file system of a few KB in the world; gives its path in there."""
    path = f"{world.environments['admin']['HOME']}/{name}"
    world.run(["mkdir", "-p", path], check=True)
    world.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", path], check=True)
    return path


@pytest.fixture(scope="module", name="machine")
def _machine():
    """A world of which the last tests carry out the first steps."""
    with World("guide", {"keys": {"slow": EVERYTHING}, "faults": [
            {"operation": "ec2:AssociateVpcCidrBlock", "key": "slow", "kind": "timeout-after-write", "seconds": 60}
    ]}) as world:
        yield world


@pytest.mark.xdist_group("machine")
class TestMachine:
    """In this order: what writes nothing first."""

    def test_a_full_disk(self, machine):
        """No room for the log of the first write: it is not sent."""
        state = tmpfs(machine, "full", "size=4k")
        machine.run(["sh", "-c", f"head -c 4096 /dev/zero > {state}/filler"], check=True)
        refused(machine, 1, [f"{state}/", "cannot be written", "so nothing was sent", "-> free space or rights there, "
                             "or another folder in PERIGEE_STATE", "Nothing was written."], env={"PERIGEE_STATE": state})

    def test_a_state_that_is_read_only(self, machine):
        """The same for a folder in which nobody may write."""
        state = tmpfs(machine, "fixed", "ro")
        refused(machine, 1, [f"{state}/", "Read-only file system", "so nothing was sent", "PERIGEE_STATE"],
                env={"PERIGEE_STATE": state})

    def test_a_state_that_is_a_file(self, machine, tmp_path):
        """The same for a path that is no folder."""
        (tmp_path / "file").write_text("")
        refused(machine, 1, ["so nothing was sent", "PERIGEE_STATE"], env={"PERIGEE_STATE": str(tmp_path / "file")})

    def test_a_full_disk_under_standard_output(self, machine):
        """Nobody could read what the run says: it does not write."""
        command = f"{PERIGEE} apply pod-range --yes --set cluster=guide > /dev/full"
        with Nothing(machine):
            result = machine.run(["sh", "-c", command], timeout=60)
        assert result.code not in (0, 3) and "No space left on device" in result.err, result

    def test_a_reader_that_goes_away(self, machine):
        """`| head -1`: the run ends before the first write, and quietly."""
        command = f"{PERIGEE} apply pod-range --yes --set cluster=guide | head -1; exit ${{PIPESTATUS[0]}}"
        with Nothing(machine):
            result = machine.run(["bash", "-c", command], timeout=60)
        assert result.code == 130 and result.out.startswith("pod-range on cluster guide"), result
        assert "traceback" not in result.err, result

    def test_two_interrupts(self, machine):
        """The first waits for the answer of a write; the second does not, and the log says what was sent."""
        process = machine.start([PERIGEE, "apply", "pod-range", "--yes", "--set", "cluster=guide"], key="slow",
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
        machine.wait("the write", lambda: POD_RANGE in blocks(machine))
        process.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=1)
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=10)
        assert process.returncode == 130 and "traceback" not in err, (process.returncode, err)
        lines, = entries(machine).values()
        lines = [line for line in lines if line["phase"] in ("begin", "intent", "outcome", "end")]
        assert [line["phase"] for line in lines] == ["begin", "intent"]
        assert lines[1]["operation"] == "AssociateVpcCidrBlock"

    def test_a_terminal_that_closes(self, machine):
        """The window is gone after the first write: the run ends, and its log tells all that was sent."""
        before = len(entries(machine))
        master, slave = pty.openpty()
        process = machine.start([PERIGEE, "apply", "pod-range", "--yes", "--set", "cluster=guide"], stdin=slave,
                                stdout=slave, stderr=slave, preexec_fn=os.setsid, env={"TERM": "xterm"})
        os.close(slave)
        # What the terminal shows is read, or the run would wait for its reader.
        while "CreateSubnet" not in str(machine.requests(operation="CreateSubnet")):
            os.read(master, 4096)
        os.close(master)
        assert process.wait(timeout=30) != 0
        logs = entries(machine)
        assert len(logs) == before + 1
        lines = max(logs.values(), key=lambda l: l[0]["time"])
        intents = [line for line in lines if line["phase"] == "intent"]
        assert intents and len(intents) == len([line for line in lines if line["phase"] == "outcome"])
        sent = machine.requests(operation="CreateSubnet") + machine.requests(operation="AssociateRouteTable")
        assert len(sent) == len(intents), "all that was sent is in the log"

    def test_the_same_command_again(self, machine):
        """After all this it is enough to run it again: nothing is there twice."""
        holds(apply(machine), 0, "verify_pods")
        assert len(pod_subnets(machine)) == 3 and set(associations(machine).values()) == {1}
        assert list(groups(machine)) == ["workers-pods"] and len(eniconfigs(machine)) == 3
        assert set(blocks(machine)) == {"10.42.0.0/16", POD_RANGE}
