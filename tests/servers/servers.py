"""Test worlds: real servers for one scenario, in namespaces of their own.

    with World("guide") as world:
        world.run(["perigee", "apply", "pod-range"])
        world.ec2.describe_subnets()
        assert world.writes() == []

A world is a process tree in a network, mount and PID namespace (and a user
namespace without root), so two worlds never meet and nothing outlives them: when
the first process goes, for whatever reason, the kernel ends all others, and the
files lie on a tmpfs that only they could see.
"""
import contextlib
import ctypes
import json
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
PREFIX = "perigee-world-"
PR_SET_PDEATHSIG = 1
SERVERS_USERS = re.compile(r"^(servers:|system:(kube-|apiserver|serviceaccount:|node:))")
MUTATING_VERBS = {"create", "update", "patch", "delete", "deletecollection"}


def tools():
    """The installed programs; installs what is missing."""
    text = subprocess.run([str(HERE / "install"), "--paths"], check=True, stdout=subprocess.PIPE, text=True).stdout
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def _die_with_parent(number=signal.SIGKILL):
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number)


def _owner(pid):
    """A process's id and when it began, which no later process shares; None when it is gone."""
    try:
        return f"{pid}-" + pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return None


def sweep():
    """Removes the empty mount points of worlds whose owner was killed."""
    for folder in pathlib.Path(tempfile.gettempdir()).glob(PREFIX + "*-*-*"):
        pid, began = folder.name[len(PREFIX):].split("-")[:2]
        if _owner(pid) != f"{pid}-{began}":
            try:
                folder.rmdir()
            except OSError:
                pass


def _unshare():
    root = os.geteuid() == 0
    # /proc stays the machine's: /proc/self is right in it for those who enter later, without the PID namespace.
    return ["unshare", *([] if root else ["--user", "--map-root-user"]), "--net", "--mount", "--pid", "--fork",
            "--kill-child=SIGKILL"]


class _Namespaces:
    """The process tree of one world, seen from outside."""

    def __init__(self, scenario, command, key, verbose, answer=None):
        sys.path.insert(0, str(HERE))
        sweep()
        self.tools = tools()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"{PREFIX}{_owner(os.getpid())}-"))
        request = {"scenario": scenario, "command": command, "key": key, "verbose": verbose, "tools": self.tools,
                   "environment": dict(os.environ), "directory": os.getcwd(), "answer": answer}
        read, write = os.pipe()
        keep = [read] + ([answer] if answer is not None else [])
        environment = {**os.environ, "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            self.process = subprocess.Popen(
                [*_unshare(), self.tools["python"], str(HERE / "inside.py"), str(self.folder), str(read)],
                pass_fds=keep, preexec_fn=_die_with_parent, env=environment,
                stdin=None if command else subprocess.DEVNULL)
        finally:
            os.close(read)
        with os.fdopen(write, "w") as pipe:
            json.dump(request, pipe)

    @property
    def first(self):
        """The first process inside, by the pid that it has out here."""
        pid = self.process.pid
        return int(pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])

    def end(self):
        """Ends everything and removes the mount point."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for _ in range(100):
            try:
                self.folder.rmdir()
                return
            except FileNotFoundError:
                return
            except OSError:
                time.sleep(0.02)
        shutil.rmtree(self.folder, ignore_errors=True)


class Result:
    """What a command in a world did: exit code, output and errors as text."""

    def __init__(self, code, out, err, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds

    def __repr__(self):
        return f"exit {self.code} after {self.seconds:.1f} s\n--- out\n{self.out}\n--- err\n{self.err}"


class World:
    """A world for pytest; see the module's comment."""

    def __init__(self, scenario, overrides=None, verbose=False):
        sys.path.insert(0, str(HERE))
        self.source = {"extends": scenario, **overrides} if overrides else scenario
        self.verbose = verbose

    def __enter__(self):
        self._load()
        # The servers say why they did not come up. Seen once in some hundred worlds, on a machine under load.
        state = self._bring_up() or self._bring_up()
        if not state:
            raise RuntimeError("the world did not come up, twice; see the messages above")
        self.environments, self.ids, self.seconds = state["environment"], state["ids"], state["seconds"]
        self.folder = pathlib.Path(f"/proc/{self._inner.first}/root{self._inner.folder}")
        self._relay = _Relay(self)
        self._clients, self._started = {}, []
        return self

    def _bring_up(self):
        """What the first process inside tells once the servers stand; None when they do not come up."""
        read, write = os.pipe()
        self._inner = _Namespaces(self.scenario, None, None, self.verbose, answer=write)
        os.close(write)
        with os.fdopen(read) as answer:
            text = answer.readline() if _readable(answer, 400) else ""
        if not text:
            self._inner.end()
            return None
        return json.loads(text)

    def __exit__(self, *_error):
        self._relay.close()
        for process in self._started:
            if process.poll() is None:
                process.kill()
                process.wait()
        self._inner.end()

    def _load(self):
        code = "import json,sys,scenario; print(json.dumps(scenario.load(json.loads(sys.argv[1]))))"
        found = subprocess.run([tools()["python"], "-c", code, json.dumps(self.source)], cwd=HERE,
                               stdout=subprocess.PIPE, text=True, check=True)
        self.scenario = json.loads(found.stdout)

    @property
    def cluster(self):
        """The cluster's name."""
        return self.scenario["cluster"]["name"]

    def enter(self):
        """The command prefix that runs something inside."""
        user = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
        return ["nsenter", "--target", str(self._inner.first), *user, "--net", "--mount"]

    def start(self, command, key="admin", env=None, **options):
        """A Popen of a command inside: its pid is the command's own, so signals reach it."""
        environment = {**self.environments[key], **(env or {})}
        environment = {name: value for name, value in environment.items() if value is not None}
        options.setdefault("cwd", os.getcwd())
        wrapped = [*self.enter(), "--", "env", f"--chdir={options.pop('cwd')}", *map(str, command)]
        options.setdefault("preexec_fn", _die_with_parent)
        process = subprocess.Popen(wrapped, env=environment, **options)
        self._started.append(process)
        return process

    def run(self, command, key="admin", env=None, timeout=300, check=False, input=None, cwd=None):
        """Runs a command inside and gives its Result."""
        began = time.monotonic()
        options = {"cwd": str(cwd)} if cwd else {}
        process = self.start(command, key, env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             stdin=subprocess.PIPE if input is not None else subprocess.DEVNULL,
                             start_new_session=True, **options)
        try:
            out, err = process.communicate(input, timeout=timeout)
        except subprocess.TimeoutExpired:
            # The whole session: a child that keeps the pipe open would keep us waiting.
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            raise AssertionError(f"{command} took longer than {timeout} s\n{out}\n{err}") from None
        result = Result(process.returncode, out, err, time.monotonic() - began)
        if check and result.code != 0:
            raise AssertionError(f"{command}: {result!r}")
        return result

    def kubectl(self, *arguments, input=None, check=True):
        """kubectl inside; gives its output, parsed when it is asked for as JSON."""
        config = f"{self.environments['admin']['SERVERS_DIR']}/kubeconfig"
        result = self.run(["kubectl", "--kubeconfig", config, *arguments], input=input, check=check)
        if check and "-ojson" in arguments:
            return json.loads(result.out)
        return result.out if check else result

    def client(self, service, key="admin"):
        """A boto3 client from out here."""
        import boto3
        from botocore.config import Config
        if (service, key) not in self._clients:
            env = self.environments[key]
            self._clients[service, key] = boto3.client(
                service, region_name=self.scenario["region"], endpoint_url=self._relay.url,
                aws_access_key_id=env["AWS_ACCESS_KEY_ID"], aws_secret_access_key=env["AWS_SECRET_ACCESS_KEY"],
                config=Config(retries={"max_attempts": 1}, read_timeout=150))
        return self._clients[service, key]

    ec2 = property(lambda self: self.client("ec2"))
    eks = property(lambda self: self.client("eks"))
    autoscaling = property(lambda self: self.client("autoscaling"))

    def requests(self, **match):
        """The lines of requests.jsonl whose members equal the ones given."""
        path = self.folder / "requests.jsonl"
        lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        return [line for line in lines if all(line.get(k) == v for k, v in match.items())]

    def kubernetes_requests(self, writes_only=False):
        """The API server's audit events of everybody but the servers themselves."""
        path = self.folder / "audit.jsonl"
        lines = [json.loads(line) for line in path.read_text().splitlines() if line.endswith("}")]
        lines = [e for e in lines if not SERVERS_USERS.match(e["user"].get("username", ""))]
        if writes_only:
            lines = [e for e in lines if e["verb"] in MUTATING_VERBS and "dryRun=" not in e["requestURI"]
                     and e.get("objectRef", {}).get("resource") not in ("selfsubjectaccessreviews",
                                                                        "selfsubjectrulesreviews")]
        return lines

    def writes(self, user=None):
        """All that changed something, AWS and Kubernetes, as short texts."""
        result = [f"aws {r['service']}:{r['operation']}" for r in self.requests(mutating=True)
                  if user in (None, r["user"]) and r["status"] and r["status"] < 400]
        for event in self.kubernetes_requests(writes_only=True):
            name = event["user"].get("username", "")
            thing = event.get("objectRef", {})
            if event.get("responseStatus", {}).get("code", 0) >= 400 or user not in (None, name.rpartition("/")[2]):
                continue
            result.append(f"k8s {event['verb']} {thing.get('resource')}/{thing.get('name', '')}" + (
                f"/{thing['subresource']}" if thing.get("subresource") else ""))
        return result

    @contextlib.contextmanager
    def without(self, name):
        """`with world.without("kube-apiserver"):` that server is killed, and started again at the end."""
        mark = self.folder / "stopped" / name
        mark.touch()
        try:
            yield
        finally:
            mark.unlink()

    def wait(self, what, ready, seconds=30):
        """Waits until a function gives something true, and gives that."""
        end = time.monotonic() + seconds
        while True:
            value = ready()
            if value:
                return value
            if time.monotonic() > end:
                raise AssertionError(f"waited {seconds} s for {what}")
            time.sleep(0.1)


def _readable(stream, seconds):
    return bool(select.select([stream], [], [], seconds)[0])


class _Relay:
    """A port out here that leads to the front in there, over `socat`-like children."""

    PROGRAM = ("import socket,threading,sys\n"
               "a=socket.socket(fileno=int(sys.argv[1]))\n"
               "b=socket.create_connection(('127.0.0.1',4566))\n"
               "def pump(x,y):\n"
               " try:\n"
               "  while (d:=x.recv(65536)): y.sendall(d)\n"
               " except OSError: pass\n"
               " for s in (x,y):\n"
               "  try: s.shutdown(2)\n"
               "  except OSError: pass\n"
               "t=threading.Thread(target=pump,args=(a,b));t.start();pump(b,a);t.join()\n")

    def __init__(self, world):
        self.world = world
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.children = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                self.children.append(subprocess.Popen(
                    [*self.world.enter(), "--", self.world._inner.tools["python"], "-c", self.PROGRAM,
                     str(connection.fileno())], pass_fds=[connection.fileno()], stderr=subprocess.DEVNULL,
                    preexec_fn=_die_with_parent))

    def close(self):
        self.listener.close()
        for child in self.children:
            child.kill()
            child.wait()


def run(arguments):
    """`with`: one command in a world; its exit code."""
    import scenario as scenarios
    options = {"--verbose": False, "--keep": False, "--key": None}
    while arguments and arguments[0].startswith("--") and arguments[0] != "--":
        name, _, value = arguments.pop(0).partition("=")
        if name not in options:
            print(f"with: unknown option {name}", file=sys.stderr)
            return 2
        options[name] = value or (arguments.pop(0) if name == "--key" else True)
    if not arguments:
        print("usage: with [--verbose] [--keep] [--key NAME] SCENARIO [--] COMMAND...\nscenarios: "
              + ", ".join(scenarios.names()), file=sys.stderr)
        return 2
    name = arguments.pop(0)
    if arguments and arguments[0] == "--":
        arguments.pop(0)
    if options["--keep"]:
        shown = " ".join(arguments)
        arguments = ["sh", "-c", (f"{shown}\n" if shown else "") + 'echo "exit $?; a shell in the world, '
                     'exit ends it; logs in $SERVERS_DIR/logs" >&2; exec "${SHELL:-/bin/sh}"']
    if not arguments:
        print("with: no command", file=sys.stderr)
        return 2
    try:
        scenario = scenarios.load(name)
    except scenarios.ScenarioError as error:
        print(f"with: {error}", file=sys.stderr)
        return 2
    world = _Namespaces(scenario, arguments, options["--key"], bool(options["--verbose"]))

    def stop(number, _frame):
        # Not here: what was interrupted may hold the lock that ending needs.
        raise SystemExit(128 + number)
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
    _die_with_parent(signal.SIGTERM)
    interrupted = []

    def interrupt(number, frame):
        # On a terminal the command has its own Ctrl-C; a second one, or one sent to us alone, ends all.
        if os.isatty(0) and not interrupted:
            interrupted.append(number)
        else:
            stop(number, frame)
    signal.signal(signal.SIGINT, interrupt)
    try:
        code = world.process.wait()
        return 128 - code if code < 0 else code
    finally:
        world.end()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
