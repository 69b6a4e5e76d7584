"""A small HTTP/1.1 server that misbehaves on demand, for the tests of world.request; plain, TLS, or with client certificates."""

import json
import socket
import ssl
import subprocess
import threading
import time


class Server:
    """Listens on loopback; `seen` holds (connection number, method, path, headers, body) of every request."""

    def __init__(self, context=None):
        self.context = context
        self.seen = []
        self.connections = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)  # a thread in accept() would keep the port open
        self.socket.close()

    def _accept(self):
        while True:
            try:
                peer, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(peer, self.connections), daemon=True).start()

    def _serve(self, peer, number):
        try:
            if self.context:
                peer = self.context.wrap_socket(peer, server_side=True)
            with peer, peer.makefile("rb") as lines:
                while self._one(peer, lines, number):
                    pass
        except (OSError, ValueError):
            pass

    def _one(self, peer, lines, number):
        first = lines.readline().decode("latin-1").split()
        if len(first) < 2:
            return False
        headers = {}
        while (line := lines.readline().strip()) != b"":
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        body = lines.read(int(headers.get("content-length", 0)))
        self.seen.append((number, first[0], first[1], headers, body))
        return self.answer(peer, first[1], headers, body)

    def answer(self, peer, path, headers, body):
        def send(status, text, more=""):
            peer.sendall(f"HTTP/1.1 {status} X\r\nContent-Length: {len(text)}\r\n{more}\r\n".encode() + text)
            return True

        if path.startswith("/echo"):
            return send(200, json.dumps({"headers": headers, "body": body.decode("latin-1")}).encode())
        if path == "/redirect":
            return send(302, b"", f"Location: {self.url}/echo\r\n")
        if path == "/silent":
            time.sleep(30)
        if path == "/trickle":
            peer.sendall(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n")
            time.sleep(30)
        if path == "/chunks":
            peer.sendall(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n")
            for text in (b"one", b"two", b"three"):
                time.sleep(0.05)
                peer.sendall(b"%x\r\n%s\r\n" % (len(text), text))
            peer.sendall(b"0\r\n\r\n")
            return True
        if path == "/large":
            return send(200, b"x" * 100_000)
        if path == "/flood":
            peer.sendall(b"HTTP/1.1 200 X\r\nContent-Length: 8000000\r\n\r\n" + b"y" * 8_000_000)
            return True
        if path == "/short":
            peer.sendall(b"HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\nonly this")
            return False
        if path == "/drop":
            return False
        if path == "/twice":
            return send(200, b"", "X-A: 1\r\nX-A: 2\r\n")
        if path == "/drop-next":
            send(200, b"ok")
            self.drop_after(peer)
            return False
        if path == "/garbage":
            peer.sendall(b"this is not HTTP\r\n\r\n")
            return False
        return send(404, b"")

    def drop_after(self, peer):
        """Reads one more request of a kept connection, and hangs up: as a server that dies while it works on it."""
        peer.recv(65536)
        self.seen.append((0, "DROPPED", "", {}, b""))


def make_certificates(folder):
    """An authority, a server's and a client's certificate; gives the folder."""

    def openssl(*args):
        subprocess.run(["openssl", *args], cwd=folder, check=True, capture_output=True)

    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=test authority", "-keyout", "ca.key", "-out", "ca.pem")
    for name, extension in (("server", "subjectAltName=DNS:kube.internal,IP:127.0.0.1"), ("client", "extendedKeyUsage=clientAuth"),
                            ("other", "subjectAltName=DNS:other.internal")):
        (folder / f"{name}.ext").write_text(extension + "\n")
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}",
                "-keyout", f"{name}.key", "-out", f"{name}.csr")
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                "-days", "2", "-extfile", f"{name}.ext", "-out", f"{name}.pem")
    return folder


def tls_context(folder, name="server", clients=False):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    if clients:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(folder / "ca.pem")
    return context
