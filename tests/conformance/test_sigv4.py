"""Signatures against botocore's: header and presigned form, S3 and the others, on generated requests."""

import datetime
import json
import string
from types import SimpleNamespace
from unittest import mock
from urllib.parse import parse_qsl, quote, urlsplit

from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

CASES = 2000
UNSAFE = " !\"#$&'()*+,/:;<=>?@[]^`{|}~%\\"
WORDS = ["a", "A", "b", "key", "Name", "zone-1", "x.y", "é", "中文", "🙂", "_", "10", "2", "~"]


def text(rng, most=4):
    return "".join(rng.choice([rng.choice(WORDS), rng.choice(UNSAFE)]) for _ in range(rng.randint(0, most)))


def host(rng, scheme):
    name = rng.choice(["ec2.cn-northwest-1.amazonaws.com.cn", "sts.amazonaws.com", "Bucket.S3.amazonaws.com",
                       "localhost", "127.0.0.1", "[::1]", "[2001:db8::A]"])
    port = rng.choice(["", "", ":443", ":80", ":8443", ":5000"])
    user = rng.choice(["", "", "", "", "me:pass@"])
    return f"{scheme}://{user}{name}{port}"


def path(rng, s3):
    if s3:  # as a client of S3 writes it: each key encoded once
        return "/" + "/".join(quote(text(rng), safe="~") for _ in range(rng.randint(0, 4)))
    parts = []
    for _ in range(rng.randint(0, 5)):
        part = rng.choice([text(rng), rng.choice(["", ".", "..", "...", "a b", "a%20b", "%2E%2E"])])
        raw = "".join(c for c in part if c not in "?#/\\[]")
        parts.append(raw if rng.random() < 0.4 else quote(part, safe="~"))
    if not parts:
        return rng.choice(["", "/", "//"])
    return rng.choice(["/", "//"]) + "/".join(parts) + rng.choice(["", "/"])


def query(rng, unique, plus):
    """Pairs as they stand in a URL: encoded in full, some without a value, some names twice."""
    pairs, names = [], set()
    for _ in range(rng.randint(0, 6)):
        name = text(rng, 3) or "n"
        if unique and name in names:
            continue
        names.add(name)
        pair = quote(name, safe="-_.~")
        if rng.random() < 0.85:
            value = quote(text(rng), safe="-_.~")
            pair += "=" + (value.replace("%20", "+") if plus else value)
        elif unique:
            pair += "="
        pairs.append(pair)
    return "&".join(pairs)


def headers(rng):
    found = {}
    for _ in range(rng.randint(0, 5)):
        name = rng.choice(["X-Amz-Target", "Content-Type", "x-k8s-aws-id", "X-" + rng.choice("abcdef"), "User-Agent",
                           "Accept", "Expect", "x-amzn-trace-id", "X-Amz-Meta-Ünï".encode("ascii", "ignore").decode(),
                           "Connection", "content-length", "TE"])
        if name.lower() not in {n.lower() for n in found}:
            words = [rng.choice(["a", "b;c", '"q  q"', "é", "中", "1,2", "=", "application/json"])
                     for _ in range(rng.randint(0, 4))]
            gap = rng.choice([" ", "  ", " \t "])
            found[name] = rng.choice(["", " ", "\t"]) + gap.join(words) + rng.choice(["", "  "])
    return found


def make_case(rng):
    s3, form = rng.random() < 0.3, rng.choice(["sign", "presign"])
    scheme = rng.choice(["https", "https", "http"])
    target = host(rng, scheme) + path(rng, s3)
    if form == "presign" or rng.random() < 0.7:
        fragment = ""  # botocore would put its signature behind it
    else:
        fragment = "#part"
    asked = query(rng, unique=form == "presign", plus=form == "presign" and rng.random() < 0.5)
    keys = {"access_key_id": "".join(rng.choices(string.ascii_uppercase + string.digits, k=20)),
            "secret_access_key": "".join(rng.choices(string.ascii_letters + string.digits + "/+", k=40))}
    if rng.random() < 0.5:
        keys["session_token"] = "".join(rng.choices(string.ascii_letters + string.digits + "/+=", k=rng.randint(1, 99)))
    request = {
        "method": rng.choice(["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"]),
        "url": target + ("?" + asked if asked else "") + fragment,
        "headers": headers(rng),
        "service": rng.choice(["ec2", "sts", "eks", "iam", "s3", "autoscaling"]),
        "region": rng.choice(["us-east-1", "cn-northwest-1", "us-gov-west-1"]),
        "credentials": keys,
        "time": rng.randrange(4_000_000_000),
    }
    if form == "sign" or rng.random() < 0.2:
        request["body"] = text(rng, 20)
    if s3:
        request["path"] = "s3"
    if form == "presign":
        request["expires"] = rng.randrange(604801)
    elif rng.random() < 0.2:
        request["payload"] = "UNSIGNED-PAYLOAD"
    return {"form": form, "opaque": rng.random() < 0.5, "request": request}


def botocore_signs(case):
    request, form = case["request"], case["form"]
    keys = request["credentials"]
    keys = Credentials(keys["access_key_id"], keys["secret_access_key"], keys.get("session_token"))
    aws = AWSRequest(request["method"], request["url"], request["headers"], request.get("body", "").encode())
    classes = {("sign", None): SigV4Auth, ("sign", "s3"): S3SigV4Auth,
               ("presign", None): SigV4QueryAuth, ("presign", "s3"): S3SigV4QueryAuth}
    signer_class = classes[form, request.get("path")]
    if form == "presign":
        body, aws.data = aws.data, b""  # botocore would move a body into the query
        signer = signer_class(keys, request["service"], request["region"], expires=request["expires"])
        if not request.get("path"):
            signer.payload = lambda r: SigV4Auth.payload(signer, AWSRequest("POST", request["url"], {}, body))
    else:
        signer = signer_class(keys, request["service"], request["region"])
        if request.get("payload"):
            aws.context["payload_signing_enabled"] = False
            aws.context["client_config"] = SimpleNamespace(s3={"payload_signing_enabled": False})
            signer.payload = lambda r: "UNSIGNED-PAYLOAD"  # botocore insists on a hash without TLS
    seen = {}
    real = signer.string_to_sign
    signer.string_to_sign = lambda r, canonical: seen.update(canonical=canonical) or real(r, canonical)
    now = datetime.datetime.fromtimestamp(request["time"], datetime.timezone.utc)
    with mock.patch("botocore.auth.get_current_datetime", return_value=now):
        signer.add_auth(aws)
    return aws, seen["canonical"]


def without_order(url):
    parts = urlsplit(url)
    return parts.scheme, parts.netloc, parts.path or "/", sorted(parse_qsl(parts.query, keep_blank_values=True))


def test_signatures(rng, batch):
    cases = [make_case(rng) for _ in range(CASES)]
    presigned = 0
    for case, line in zip(cases, batch("sigv4_batch.lua", [json.dumps(case) for case in cases])):
        ours = json.loads(line)
        theirs, canonical = botocore_signs(case)
        assert ours.get("canonical_request") == canonical, case
        if case["form"] == "presign":
            presigned += 1
            assert without_order(ours["url"]) == without_order(theirs.url), case
            continue
        for name in ["Authorization", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-SHA256"]:
            mine = {n.lower(): v for n, v in ours["headers"].items()}.get(name.lower())
            assert mine == theirs.headers.get(name), (name, case)
        for name, value in case["request"]["headers"].items():
            assert ours["headers"][name] == value
    assert CASES / 4 < presigned < CASES * 3 / 4
