"""world.request and kube.request against a server of another make: reuse, bounds, TLS, streams, and what a failure says."""

import json
import os
import subprocess
import time

import pytest
from http_server import Server, make_certificates, tls_context

PERIGEE = os.environ.get("PERIGEE", "perigee")


@pytest.fixture
def server():
    s = Server()
    yield s
    s.close()


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return make_certificates(tmp_path_factory.mktemp("tls"))


def lua(code, *args, env=None, timeout=60):
    """Runs a program; gives what it printed, as JSON when it is."""
    clean = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    done = subprocess.run([PERIGEE, "-e", code, *map(str, args)], capture_output=True, text=True, timeout=timeout,
                          env={**clean, **(env or {})}, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout.startswith(("{", "[", '"')) else done.stdout


HEAD = """
local world, json, task = require "world", require "json", require "task"
local url, dir = ...
local function read(name) return dir and assert(world.read_file(dir .. "/" .. name)) end
local function show(answer, err)
  if answer then return { status = answer.status, body = answer.body, headers = answer.headers } end
  return { code = err.code, message = err.message, sent = err.sent }
end
"""


def ask(server, path, more="", directory="", env=None):
    return lua(HEAD + 'print(json.encode(show(world.request{url = url .. "%s", %s})))' % (path, more),
               server.url, directory, env=env)


def test_headers_bodies_and_secrets_arrive(server):
    answer = ask(server, "/echo", """method = "PUT", body = "b\\0dy", headers = {
        ["X-One"] = "1", Authorization = { "Bearer ", require "secret".new "s3cret" }, Empty = "" }""")
    echoed = json.loads(answer["body"])
    assert echoed["body"] == "b\0dy"
    assert echoed["headers"]["authorization"] == "Bearer s3cret"
    assert echoed["headers"]["empty"] == ""
    assert "expect" not in echoed["headers"]
    assert server.seen[0][1] == "PUT"


def test_connections_are_reused(server):
    lua(HEAD + 'for _ = 1, 20 do assert(world.request{url = url .. "/echo"}) end', server.url)
    assert len(server.seen) == 20 and server.connections == 1


def test_redirects_are_not_followed(server):
    assert ask(server, "/redirect")["status"] == 302
    assert len(server.seen) == 1


def test_a_repeated_header_is_joined(server):
    assert ask(server, "/twice")["headers"]["x-a"] == "1, 2"


@pytest.mark.parametrize(
    "path, more, code, sent",
    [
        ("/silent", "timeout = 0.3", "timeout", True),
        ("/silent", "idle_timeout = 1", "idle_timeout", True),
        ("/trickle", "idle_timeout = 1", "idle_timeout", True),
        ("/large", "max_body = 99999", "body_too_large", True),
        ("/short", "", "closed", True),
        ("/drop", "", "closed", True),
        ("/garbage", "", "protocol", True),
    ],
)
def test_bounds_and_broken_answers(server, path, more, code, sent):
    start = time.monotonic()
    answer = ask(server, path, more)
    assert (answer.get("code"), answer.get("sent")) == (code, sent), answer
    assert time.monotonic() - start < 5


def test_what_was_never_sent_says_so():
    unused = Server()
    unused.close()
    answer = ask(unused, "/")
    assert (answer["code"], answer["sent"]) == ("connect", False)
    for url in ("http://no-such-host.invalid/", "ftp://127.0.0.1/", "no url"):
        answer = lua(HEAD + "print(json.encode(show(world.request{url = url})))", url)
        assert answer["sent"] is False and answer["code"] in ("dns", "url"), answer


def test_a_write_is_not_repeated_on_a_dead_connection(server):
    """curl alone would send it again on a fresh connection; the first may have taken effect."""
    answer = lua(HEAD + """assert(world.request{url = url .. "/drop-next"})
        print(json.encode(show(world.request{method = "POST", url = url .. "/echo", body = "write"})))""", server.url)
    assert (answer["code"], answer["sent"]) == ("closed", True)
    time.sleep(0.1)
    assert [s[1] for s in server.seen] == ["GET", "DROPPED"]


def test_a_write_without_a_body_is_not_repeated_either(server):
    answer = lua(HEAD + """assert(world.request{url = url .. "/echo"})
        print(json.encode(show(world.request{method = "DELETE", url = url .. "/drop"})))""", server.url)
    assert answer["code"] == "closed"
    assert [s[1] for s in server.seen] == ["GET", "DELETE"]


def test_streams_come_piece_by_piece(server):
    pieces = lua(HEAD + """local answer = assert(world.request{url = url .. "/chunks", stream = true})
        local pieces = {}
        for chunk in function() return answer.stream:read() end do pieces[#pieces + 1] = chunk end
        answer.stream:close()
        print(json.encode(pieces))""", server.url)
    assert pieces == ["one", "two", "three"]


def test_a_slow_reader_holds_the_stream_back(server):
    """8 MB wait at the server, not in memory, until they are read; all of them arrive."""
    total = lua(HEAD + """local answer = assert(world.request{url = url .. "/flood", stream = true})
        task.sleep(0.3)
        local total, largest = 0, 0
        for chunk in function() return answer.stream:read() end do
          total = total + #chunk
          largest = math.max(largest, #chunk)
        end
        print(json.encode{total, largest < 4e6})""", server.url)
    assert total == [8_000_000, True]


def test_a_cancelled_stream_closes_its_connection(server):
    taken = lua(HEAD + """local start = world.monotonic()
        local ok, err = pcall(task.timeout, 0.2, function()
          local answer = assert(world.request{url = url .. "/trickle", stream = true})
          local stream <close> = answer.stream
          while stream:read() do end
        end)
        print(json.encode{err.code, world.monotonic() - start < 0.4})""", server.url)
    assert taken == ["timeout", True]


def test_tls_with_an_authority_from_memory(certificates):
    s = Server(tls_context(certificates))
    good = ask(s, "/echo", 'tls = { ca = read "ca.pem" }', certificates)
    assert good["status"] == 200
    unknown = ask(s, "/echo", "", certificates)
    assert (unknown["code"], unknown["sent"]) == ("tls", False)
    assert ask(s, "/echo", "tls = { insecure = true }", certificates)["status"] == 200
    assert ask(s, "/echo", 'tls = { ca = "not a certificate" }', certificates)["code"] == "tls"
    s.close()


def test_tls_names(certificates):
    s = Server(tls_context(certificates, "other"))
    assert ask(s, "/echo", 'tls = { ca = read "ca.pem" }', certificates)["code"] == "tls"
    good = ask(s, "/echo", 'tls = { ca = read "ca.pem", server_name = "other.internal" }', certificates)
    assert good["status"] == 200
    wrong = ask(s, "/echo", 'tls = { ca = read "ca.pem", server_name = "third.internal" }', certificates)
    assert wrong["code"] == "tls"
    s.close()


def test_client_certificates_with_a_secret_key(certificates):
    s = Server(tls_context(certificates, clients=True))
    tls = 'tls = { ca = read "ca.pem", cert = read "client.pem", key = world.read_file(dir .. "/client.key", {secret = true}) }'
    assert ask(s, "/echo", tls, certificates)["status"] == 200
    assert ask(s, "/echo", 'tls = { ca = read "ca.pem" }', certificates).get("status") is None
    s.close()


def test_a_proxy_from_the_environment(server):
    answer = lua(HEAD + 'print(json.encode(show(world.request{url = "http://service.invalid/echo"})))',
                 env={"http_proxy": server.url})
    assert answer["status"] == 404 and server.seen[0][2] == "http://service.invalid/echo"
    direct = ask(server, "/echo", env={"http_proxy": "http://127.0.0.1:1", "no_proxy": "127.0.0.1"})
    assert direct["status"] == 200


def test_wrong_arguments_are_the_callers(server):
    for code, message in (("world.request{}", "field 'url' must be a string"),
                          ("world.request{url = url, headers = { A = {} , B = true }}", "header 'B' must be"),
                          ("world.request{url = url, headers = { A = 'x\\r\\nB: y' }}", "holds a line end")):
        text = lua(HEAD + "print(select(2, pcall(function() return %s end)))" % code, server.url)
        assert message in text, text


def test_kube_requests(server):
    conn = 'local kube, secret = require "kube", require "secret"\nlocal conn = { server = url .. "/", token = secret.new "tok" }\n'
    lua(HEAD + conn + """
        kube.request(conn, { path = "/api/v1/nodes", query = { labelSelector = "a in (b,c)", limit = 50 } })
        kube.request(conn, { path = "/x", patch = "strategic", body = { spec = { list = json.array{} } } })
        kube.request(conn, { path = "/x", patch = "apply", body = "{}", query = { fieldManager = "perigee" } })
        kube.request(conn, { path = "/x", body = {} })
        kube.request(conn, { path = "/x", method = "DELETE" })
        kube.request({ server = url, user = "u", password = secret.new "p" }, { path = "/x" })""", server.url)
    asked = [(m, p, h.get("content-type"), b) for _, m, p, h, b in server.seen]
    assert asked[0][:2] == ("GET", "/api/v1/nodes?labelSelector=a%20in%20%28b%2Cc%29&limit=50")
    assert asked[1] == ("PATCH", "/x", "application/strategic-merge-patch+json", b'{"spec":{"list":[]}}')
    assert asked[2] == ("PATCH", "/x?fieldManager=perigee", "application/apply-patch+yaml", b"{}")
    assert asked[3] == ("POST", "/x", "application/json", b"{}")
    assert asked[4] == ("DELETE", "/x", None, b"")
    assert server.seen[0][3]["authorization"] == "Bearer tok"
    assert server.seen[5][3]["authorization"] == "Basic dTpw"
