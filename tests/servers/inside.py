"""Runs as the first process of a world's own namespaces: starts the servers,
builds the world, then runs a command or waits. When it ends, the kernel ends
every process of the namespace, and the files go with its private tmpfs.
"""
import base64
import datetime
import ipaddress
import json
import os
import pathlib
import re
import secrets
import signal
import subprocess
import sys
import threading
import time

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

import workloads
from kube import Kube

HERE = pathlib.Path(__file__).resolve().parent
FRONT = "http://127.0.0.1:4566"
API = "https://127.0.0.1:6443"
DYING = re.compile(r"panic: |fatal error: |runtime: |unexpected fault")
# The servers' own identities; the audit log's readers leave them out.
ROBOTS = {
    "servers:builder": "system:masters", "servers:eks": "system:masters", "servers:nodeside": "system:masters",
    "servers:kwok": "system:masters", "system:kube-controller-manager": "system:masters",
    "system:kube-scheduler": "system:masters",
}


class Inside:
    """The servers of one world."""

    def __init__(self, folder, tools, request):
        self.folder, self.tools, self.request = folder, tools, request
        self.scenario = request["scenario"]
        self.processes, self.commands, self.down = {}, {}, set()
        self.tokens = {user: secrets.token_hex(16) for user in ROBOTS}
        self.began = time.monotonic()

    def say(self, text):
        """A line of progress, when asked for."""
        if self.request.get("verbose"):
            print(f"servers: {time.monotonic() - self.began:5.1f} s  {text}", file=sys.stderr, flush=True)

    # -- the namespace --------------------------------------------------------

    def network(self):
        """Loopback, and a default route that leads nowhere: the API server wants to know its address."""
        commands = "\n".join([
            "link set lo up", "link add perigee0 type veth peer name perigee1",
            "addr add 192.0.2.1/24 dev perigee0", "link set perigee0 up", "link set perigee1 up",
            "route add default via 192.0.2.2 dev perigee0",
        ])
        if not self.scenario["containers"]["reached"]:
            # Ahead of the rule of local addresses: whoever dials a canary's port is refused by the kernel.
            commands += "\n".join(["", "rule add pref 100 lookup local", "rule del pref 0",
                                   "rule add pref 50 ipproto tcp dport 10250 to 100.64.0.0/10 prohibit"])
        subprocess.run(["ip", "-batch", "-"], input=commands, text=True, check=True, env={"PATH": "/usr/sbin:/sbin"})

    def start(self, name, *command):
        """A server, in a session of its own: a Ctrl-C on the terminal is for the command."""
        self.commands[name] = command
        log = open(self.folder / "logs" / f"{name}.log", "ab")
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "AWS_EC2_METADATA_DISABLED": "true",
                       "PYTHONDONTWRITEBYTECODE": "1", "MOTO_EC2_LOAD_DEFAULT_AMIS": "false",
                       "PYTHONPATH": str(HERE), "GOMAXPROCS": "2", "LANG": "C.UTF-8", "AWS_DATA_PATH": ""}
        if name == "kube-apiserver":
            environment["GOGC"] = "200"
        self.processes[name] = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            env=environment, start_new_session=True, cwd=self.folder)

    def check(self):
        """Fails when a server has died."""
        for name, process in self.processes.items():
            if name not in self.down and process.poll() is not None:
                raise RuntimeError(f"{name} ended with {process.returncode}:\n{self.last_words(name)}")

    def last_words(self, name):
        """Why a server died: where a Go program's crash begins, or how its log ends."""
        lines = (self.folder / "logs" / f"{name}.log").read_text(errors="replace").splitlines()
        for number, line in enumerate(lines):
            if DYING.match(line):
                return "\n".join(lines[max(0, number - 5):number + 60])
        return "\n".join(lines[-20:])

    def watch(self):
        """Says so when a server dies while the world is in use: what runs in it only sees that nobody answers. A file
        `stopped/NAME` ends that server, and keeps it down until the file is taken away."""
        def look():
            said = None
            while True:
                self.obey()
                try:
                    self.check()
                except RuntimeError as death:
                    if str(death) != said:
                        said = str(death)
                        print(f"servers: {death}", file=sys.stderr, flush=True)
                time.sleep(0.05)
        threading.Thread(target=look, daemon=True).start()

    def obey(self):
        """Ends and starts servers as the files in `stopped` say."""
        for name, process in list(self.processes.items()):
            stopped = (self.folder / "stopped" / name).exists()
            if stopped and name not in self.down:
                self.down.add(name)
                process.kill()
                process.wait()
            elif not stopped and name in self.down:
                self.start(name, *self.commands[name])
                self.down.remove(name)

    def wait(self, what, ready, seconds=150):
        """Waits until something holds, watching that the servers live."""
        end = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > end:
                raise RuntimeError(f"waited {seconds} s for {what}; logs in {self.folder}/logs\n{self.diagnosis()}")
            time.sleep(0.05)
        self.say(what)

    def diagnosis(self):
        """What does not run yet, and how the logs of those end that should see to it."""
        parts = []
        try:
            kube = Kube(API, str(self.folder / "pki" / "ca.crt"), self.tokens["servers:builder"])
            for kind, path in (("node", "/api/v1/nodes"), ("pod", "/api/v1/pods")):
                for thing in kube.get(path)["items"]:
                    status = thing.get("status", {})
                    told = [f"{c['type']}={c['status']} {c.get('message', '')}" for c in status.get("conditions", [])
                            if c["type"] in ("Ready", "PodScheduled")]
                    parts.append(f"{kind} {thing['metadata']['name']} {status.get('phase', '')} "
                                 f"{status.get('podIP', '')} {'; '.join(told)}")
        except requests.RequestException as error:
            parts.append(str(error))
        for name in self.processes:
            path = self.folder / "logs" / f"{name}.log"
            parts.append(f"--- {name}\n" + path.read_text(errors="replace")[-1500:])
        return "\n".join(parts)

    # -- files ----------------------------------------------------------------

    def files(self):
        """Certificates, tokens, kubeconfigs, and what the API server is configured by."""
        for name in ("logs", "pki", "home", "bin", "stopped", "containers"):
            (self.folder / name).mkdir()
        pki = self.folder / "pki"
        authority_key, authority = _certificate("perigee-test-authority")
        _write(pki / "ca.crt", authority)
        for name, subject, group in (("server", "kube-apiserver", None),
                                     ("admin", "kubernetes-admin", "system:masters")):
            key, certificate = _certificate(subject, group, authority_key, authority)
            _write(pki / f"{name}.crt", certificate)
            _write(pki / f"{name}.key", key)
        _write(pki / "accounts.key", rsa.generate_private_key(public_exponent=65537, key_size=2048))
        (pki / "tokens.csv").write_text("".join(
            f'{token},{user},{user},"{ROBOTS[user]}"\n' for user, token in self.tokens.items()))
        authority_text = (pki / "ca.crt").read_bytes()
        for user, token in self.tokens.items():
            _kubeconfig(pki / f"{user.rpartition(':')[2]}.kubeconfig", authority_text, {"token": token})
        _kubeconfig(self.folder / "kubeconfig", authority_text, {
            "client-certificate-data": base64.b64encode((pki / "admin.crt").read_bytes()).decode(),
            "client-key-data": base64.b64encode((pki / "admin.key").read_bytes()).decode()})
        (pki / "webhook.json").write_text(json.dumps({
            "apiVersion": "v1", "kind": "Config", "current-context": "c",
            "clusters": [{"name": "c", "cluster": {"server": FRONT + "/_servers/review"}}],
            "users": [{"name": "c"}], "contexts": [{"name": "c", "context": {"cluster": "c", "user": "c"}}]}))
        robots = [*ROBOTS, "system:apiserver"]
        (pki / "audit.json").write_text(json.dumps({
            "apiVersion": "audit.k8s.io/v1", "kind": "Policy", "omitStages": ["RequestReceived"],
            "rules": [# Whoever ends a pod is told of, the servers too: a witness of what went without an eviction.
                      {"level": "Request", "verbs": ["delete"], "resources": [{"resources": ["pods"]}]},
                      {"level": "None", "users": robots},
                      {"level": "None", "userGroups": ["system:serviceaccounts", "system:nodes"]},
                      # With their bodies: what a deletion is conditional on, and what one change holds.
                      {"level": "Request", "verbs": ["create"], "resources": [{"resources": ["pods/eviction"]}]},
                      {"level": "Request", "verbs": ["update", "patch"],
                       "resources": [{"group": "apps", "resources": ["daemonsets"]}]},
                      {"level": "Metadata"}]}))
        kubectl = self.folder / "bin" / "kubectl"
        kubectl.write_text(f'#!/bin/sh\nexec "{self.tools["controlplane"]}" kubectl "$@"\n')
        kubectl.chmod(0o755)
        (self.folder / "scenario.json").write_text(json.dumps(self.scenario))
        (self.folder / "front.json").write_text(json.dumps({
            "port": 4566, "api_server": API, "authority": str(pki / "ca.crt"), "token": self.tokens["servers:eks"]}))
        (self.folder / "aws-config").write_text("")
        (self.folder / "aws-credentials").write_text("")

    # -- servers --------------------------------------------------------------

    def bring_up(self):
        """Everything, as far in parallel as it goes."""
        control, pki = self.tools["controlplane"], self.folder / "pki"
        self.network()
        self.files()
        self.start("etcd", control, "etcd", "--unsafe-no-fsync", "--data-dir", self.folder / "etcd",
                   "--listen-client-urls", "http://127.0.0.1:2379",
                   "--advertise-client-urls", "http://127.0.0.1:2379",
                   "--listen-peer-urls", "http://127.0.0.1:2380",
                   "--initial-advertise-peer-urls", "http://127.0.0.1:2380",
                   "--initial-cluster", "default=http://127.0.0.1:2380", "--log-level", "warn")
        self.start(
            "kube-apiserver", control, "kube-apiserver", "--etcd-servers", "http://127.0.0.1:2379",
            "--bind-address", "127.0.0.1", "--advertise-address", "192.0.2.1", "--secure-port", "6443",
            "--cert-dir", pki, "--tls-cert-file", pki / "server.crt", "--tls-private-key-file", pki / "server.key",
            "--client-ca-file", pki / "ca.crt", "--token-auth-file", pki / "tokens.csv",
            "--authentication-token-webhook-config-file", pki / "webhook.json",
            "--authentication-token-webhook-version", "v1", "--authentication-token-webhook-cache-ttl", "10s",
            "--service-account-key-file", pki / "accounts.key", "--service-account-signing-key-file",
            pki / "accounts.key", "--service-account-issuer", "https://kubernetes.default.svc",
            "--service-cluster-ip-range", self.scenario["cluster"]["service_range"], "--authorization-mode",
            "Node,RBAC",
            "--disable-admission-plugins", "ServiceAccount", "--kubelet-preferred-address-types", "InternalIP",
            "--audit-policy-file", pki / "audit.json", "--audit-log-path", self.folder / "audit.jsonl",
            "--audit-log-mode", "blocking", "--v", "1")
        self.start("front", sys.executable, HERE / "front.py", self.folder)
        kube = Kube(API, str(pki / "ca.crt"), self.tokens["servers:builder"])
        self.wait("the API server is ready", kube.ready)
        for name in ("kube-controller-manager", "kube-scheduler"):
            extra = ["--service-account-private-key-file", pki / "accounts.key", "--root-ca-file", pki / "ca.crt",
                     "--use-service-account-credentials=false", "--node-monitor-grace-period=20s",
                     "--kube-api-qps=500", "--kube-api-burst=1000"] if name.endswith("manager") else [
                         "--kube-api-qps=500", "--kube-api-burst=1000"]
            config = pki / f"{name}.kubeconfig"
            self.start(name, control, name, "--kubeconfig", config, "--authentication-kubeconfig", config,
                       "--authorization-kubeconfig", config, "--leader-elect=false", "--secure-port", "0", *extra)
        self.start("kwok", self.tools["kwok"], "--kubeconfig", pki / "kwok.kubeconfig",
                   "--config", HERE / "kwok.yaml",
                   "--manage-all-nodes=true", "--node-lease-duration-seconds=40", "--cidr", "192.0.2.128/25")
        workloads.system(kube, self.scenario)
        self.say("the cluster's own objects are there")
        cloud = self.folder / "cloud.json"
        self.wait("the AWS side is built", cloud.exists)
        self.start("nodeside", self.tools["nodeside"], "--config", pki / "nodeside.kubeconfig",
                   "--front", FRONT + "/_servers", "--containers", self.folder / "containers",
                   "--plan", json.dumps(self.scenario["containers"]))
        self.state = json.loads(cloud.read_text())
        # Pods come after the nodes, or the first node to be Ready would get them all.
        self.wait("the nodes are ready", lambda: workloads.nodes_ready(kube, self.scenario))
        workloads.users(kube, self.scenario, self.state["ids"])
        self.wait("the nodes and pods run", lambda: workloads.settled(kube, self.scenario))
        requests.post(FRONT + "/_servers/settle", json={}, timeout=10).raise_for_status()
        workloads.mark_addon(kube, self.scenario)

    def environment(self, key="admin"):
        """What the command inside is given."""
        access, secret = self.state["keys"][key]
        keep = {k: v for k, v in self.request["environment"].items()
                if not k.startswith(("AWS_", "KUBE")) and not k.lower().endswith("_proxy")}
        path = f"{self.folder}/bin:{keep.get('PATH', '/usr/bin:/bin')}"
        result = {
            **keep, "PATH": path, "HOME": str(self.folder / "home"), "AWS_ENDPOINT_URL": FRONT,
            "AWS_REGION": self.scenario["region"], "AWS_DEFAULT_REGION": self.scenario["region"],
            "AWS_ACCESS_KEY_ID": access, "AWS_SECRET_ACCESS_KEY": secret,
            "AWS_CONFIG_FILE": str(self.folder / "aws-config"), "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_SHARED_CREDENTIALS_FILE": str(self.folder / "aws-credentials"),
            "KUBECONFIG": str(self.folder / "kubeconfig"), "CLUSTER": self.scenario["cluster"]["name"],
            "SERVERS_DIR": str(self.folder), "PERIGEE_STATE": str(self.folder / "home" / "state"),
        }
        if not self.scenario["cluster"]["reachable"]:
            # Who cannot reach the endpoint has no other way in either.
            del result["KUBECONFIG"]
        return result


def _certificate(name, group=None, signer_key=None, signer=None):
    """A key and its certificate: an authority, or one signed by it."""
    key = ec.generate_private_key(ec.SECP256R1())
    names = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if group:
        names.insert(0, x509.NameAttribute(NameOID.ORGANIZATION_NAME, group))
    subject, now = x509.Name(names), datetime.datetime.now(datetime.timezone.utc)
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(signer.subject if signer else subject)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1)).not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=signer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([
            x509.DNSName("localhost"), x509.DNSName("kubernetes.default.svc"),
            x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False))
    if signer is not None:
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer_key.public_key()), critical=False)
    return key, builder.sign(signer_key or key, hashes.SHA256())


def _write(path, thing):
    if isinstance(thing, x509.Certificate):
        path.write_bytes(thing.public_bytes(serialization.Encoding.PEM))
    else:
        path.write_bytes(thing.private_bytes(serialization.Encoding.PEM,
                                             serialization.PrivateFormat.TraditionalOpenSSL,
                                             serialization.NoEncryption()))


def _kubeconfig(path, authority, user):
    path.write_text(json.dumps({
        "apiVersion": "v1", "kind": "Config", "current-context": "world",
        "clusters": [{"name": "world", "cluster": {
            "server": API, "certificate-authority-data": base64.b64encode(authority).decode()}}],
        "users": [{"name": "world", "user": user}],
        "contexts": [{"name": "world", "context": {"cluster": "world", "user": "world"}}]}, indent=1))


def run_command(world, command):
    """Runs the command; gives its exit code as a shell would."""
    child = subprocess.Popen(command, env=world.environment(world.request.get("key") or "admin"),
                             cwd=world.request["directory"])

    def forward(number, _frame):
        child.send_signal(number)
    signal.signal(signal.SIGINT, (lambda *_: None) if os.isatty(0) else forward)
    signal.signal(signal.SIGTERM, forward)
    code = child.wait()
    return 128 - code if code < 0 else code


def main():
    """Called by servers.py with a folder and the descriptor that the request comes on."""
    folder, request_file = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    with os.fdopen(request_file) as source:
        request = json.load(source)
    subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", "mode=0755", "perigee-world", str(folder)], check=True)
    world = Inside(folder, request["tools"], request)
    # The first process of a PID namespace ignores what it has no handler for.
    signal.signal(signal.SIGTERM, lambda *_: os._exit(143))
    try:
        world.bring_up()
    except Exception as error:
        print(f"servers: the world did not come up: {error}", file=sys.stderr, flush=True)
        os._exit(125)
    world.say("up")
    world.watch()
    if request["command"]:
        code = run_command(world, request["command"])
        sys.stdout.flush()
        os._exit(code)
    with os.fdopen(request["answer"], "w") as answer:
        json.dump({"environment": {k: world.environment(k) for k in world.state["keys"]}, "ids": world.state["ids"],
                   "seconds": time.monotonic() - world.began}, answer)
        answer.write("\n")
    while True:
        signal.pause()


if __name__ == "__main__":
    main()
