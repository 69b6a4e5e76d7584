"""Stands between perigee and both of its servers, counts what would change something, and plays one fault.

    proxy.py FOLDER

AWS is served on port 4570 and forwarded to the front, Kubernetes on 6450 (TLS, HTTP/1.1) and forwarded to the API
server. FOLDER gets `writes.jsonl` (a line per write: part, number, what, fault) and is told the process to kill
(`pid`) and the `plan`: {"part": "undo", "write": 7, "fault": "kill-after"}. Another part begins to count anew.
Faults, at the write of that number, once:
  kill-before  SIGKILL, and the request is not forwarded
  kill-after   forwarded, SIGKILL when its answer is there
  cut          the connection is closed, the request is not forwarded
  drop         forwarded, and the connection is closed in place of an answer
"""
import http.client
import json
import os
import pathlib
import re
import signal
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

READ_ONLY = re.compile(r"^(Describe|List|Get|Search|Assume|BatchGet|Lookup|Simulate)")
AWS, KUBERNETES = 4570, 6450


class Faults:
    """The count of writes, and the one that goes wrong."""

    def __init__(self, folder):
        self.folder, self.part, self.count = folder, None, 0
        self.lock = threading.Lock()
        self.log = open(folder / "writes.jsonl", "a", buffering=1, encoding="utf-8")

    def next(self, what):
        """The fault of the write that comes now, or None."""
        with self.lock:
            plan = json.loads((self.folder / "plan").read_text())
            self.count = self.count + 1 if plan["part"] == self.part else 1
            self.part = plan["part"]
            fault = plan["fault"] if self.count == plan["write"] else None
            self.log.write(json.dumps({"part": self.part, "number": self.count, "what": what, "fault": fault}) + "\n")
            return fault

    def kill(self):
        """Ends perigee as a power cut would."""
        os.kill(int((self.folder / "pid").read_text()), signal.SIGKILL)


def aws_write(request, body):
    """The operation of a request that changes something in AWS, or None."""
    form = dict(parse_qsl(body.decode(errors="replace"))) if b"Action=" in body else {}
    target = request.headers.get("X-Amz-Target", "").rpartition(".")[2]
    name = form.get("Action") or target
    if name:
        return None if READ_ONLY.match(name) or form.get("DryRun") == "true" else name
    return None if request.command == "GET" else f"{request.command} {urlsplit(request.path).path}"


def kubernetes_write(request, _body):
    """The same for Kubernetes; the Lease of the run is no part of the procedure."""
    path = urlsplit(request.path)
    harmless = ("accessreviews", "dryRun=All", "/leases")
    if request.command == "GET" or any(word in request.path for word in harmless):
        return None
    return f"{request.command} {path.path}"


class Handler(BaseHTTPRequestHandler):
    """Forwards one request after the other, whole."""

    protocol_version = "HTTP/1.1"
    faults = upstream = write_of = None

    def forward(self, body):
        """The answer of the server behind."""
        connection = self.upstream()
        headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
        connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(body if body else None)
        return connection.getresponse()

    def give(self, answer):
        """Hands an answer on; a watch as it comes, until its end."""
        stream = "watch=" in self.path or "follow=" in self.path
        text = b"" if stream else answer.read()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        if stream:
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            while piece := answer.read1(65536):
                self.wfile.write(piece)
            return
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def answer(self):
        """Any method."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        what = self.write_of(self, body)
        fault = self.faults.next(what) if what else None
        if fault in ("kill-before", "cut"):
            if fault == "kill-before":
                self.faults.kill()
            self.close_connection = True
            return self.connection.close()
        answer = self.forward(body)
        if fault in ("kill-after", "drop"):
            answer.read()
            if fault == "kill-after":
                self.faults.kill()
            self.close_connection = True
            return self.connection.close()
        return self.give(answer)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def log_message(self, *_arguments):
        """writes.jsonl is the log."""

    def handle(self):
        try:
            super().handle()
        except OSError:  # perigee is gone
            pass


class Server(ThreadingHTTPServer):
    """One thread per connection."""

    daemon_threads = True
    request_queue_size = 64


def main():
    """Serves until it is ended."""
    folder = pathlib.Path(sys.argv[1])
    faults = Faults(folder)
    pki = pathlib.Path(os.environ["SERVERS_DIR"]) / "pki"
    trust = ssl.create_default_context(cafile=str(pki / "ca.crt"))
    aws = type("Aws", (Handler,), {"faults": faults, "write_of": staticmethod(aws_write), "upstream": staticmethod(
        lambda: http.client.HTTPConnection("127.0.0.1", 4566))})
    kubernetes = type("Kubernetes", (Handler,), {"faults": faults, "write_of": staticmethod(kubernetes_write),
                      "upstream": staticmethod(lambda: http.client.HTTPSConnection("127.0.0.1", 6443, context=trust))})
    servers = [Server(("127.0.0.1", AWS), aws), Server(("127.0.0.1", KUBERNETES), kubernetes)]
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(pki / "server.crt", pki / "server.key")
    own.set_alpn_protocols(["http/1.1"])
    servers[1].socket = own.wrap_socket(servers[1].socket, server_side=True)
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    (folder / "ready").touch()
    signal.pause()


if __name__ == "__main__":
    main()
