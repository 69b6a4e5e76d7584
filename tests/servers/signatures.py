"""Checks signatures with botocore, which nobody here wrote: of requests, and of
the presigned URL inside an EKS token."""
import base64
import datetime
import hmac
import hashlib
import re
from urllib.parse import parse_qsl, urlsplit

from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials

AUTHORIZATION = re.compile(
    r"^AWS4-HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$")
TOKEN_PARAMETERS = {
    "action", "version", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-expires",
    "x-amz-security-token", "x-amz-signature", "x-amz-signedheaders",
}


class Refused(Exception):
    """A signature that does not hold; `code` is one of unsigned, unknown, wrong, expired."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class _ListedHeaders(SigV4Auth):
    """Signs just the headers the client says it signed, in place of botocore's own choice."""

    def headers_to_sign(self, request):
        listed = HTTPHeaders()
        for name, value in request.headers.items():
            listed[name.lower()] = value
        return listed


def _age(stamp, now):
    try:
        then = datetime.datetime.strptime(stamp or "", "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
    except ValueError as error:
        raise Refused("unsigned", "no valid X-Amz-Date") from error
    return (now - then).total_seconds()


def key_id(headers):
    """The access key of a request's Authorization header, or None."""
    match = AUTHORIZATION.match(headers.get("Authorization", ""))
    return match.group(1).split("/")[0] if match else None


def check_request(method, url, headers, body, secrets, ahead=0):
    """Raises Refused unless the request is signed by a known key. Gives (key, region, service).

    `secrets(key)` gives (secret, session token) or None; `ahead` seconds are what this service's clock is fast.
    """
    match = AUTHORIZATION.match(headers.get("Authorization", ""))
    if not match:
        raise Refused("unsigned", "Request is missing Authentication Token")
    scope, names, given = match.groups()
    try:
        key, date, region, service, end = scope.split("/")
    except ValueError as error:
        raise Refused("unsigned", "Credential must have five parts") from error
    known = secrets(key)
    if known is None:
        raise Refused("unknown", "The security token included in the request is invalid.")
    secret, token = known
    if token and headers.get("X-Amz-Security-Token") != token:
        raise Refused("unknown", "The security token included in the request is invalid.")
    stamp = headers.get("X-Amz-Date")
    if abs(_age(stamp, datetime.datetime.now(datetime.timezone.utc)) + ahead) > 900:
        raise Refused("expired", "Signature expired: the request's time is more than 15 minutes off")
    names = names.split(";")
    digest = headers.get("X-Amz-Content-SHA256")
    if digest and digest != "UNSIGNED-PAYLOAD" and digest != hashlib.sha256(body).hexdigest():
        raise Refused("wrong", "The provided 'x-amz-content-sha256' header does not match what was computed.")
    must = {"host", "x-amz-date"} | ({"x-amz-security-token"} if headers.get("X-Amz-Security-Token") else set())
    if end != "aws4_request" or not stamp.startswith(date) or not must <= set(names) or names != sorted(names):
        raise Refused("wrong", "The scope or the list of signed headers is wrong")
    request = AWSRequest(method=method, url=url, data=body, headers={n: headers.get(n, "") for n in names})
    request.context["timestamp"] = stamp
    auth = _ListedHeaders(Credentials(key, secret, token), service, region)
    if digest:
        # Only then it takes the digest from the header; otherwise it hashes the body, as the service does.
        request.headers["X-Amz-Content-SHA256"] = digest
        if "x-amz-content-sha256" not in names:
            del request.headers["X-Amz-Content-SHA256"]
    canonical = auth.canonical_request(request)
    wanted = auth.signature(auth.string_to_sign(request, canonical), request)
    if not hmac.compare_digest(wanted, given):
        raise Refused("wrong", "The request signature we calculated does not match the signature you provided. "
                      f"Check your key and signing method.\n\nThe Canonical String for this request should have been\n"
                      f"'{canonical}'\n\nThe String-to-Sign should have been\n"
                      f"'{auth.string_to_sign(request, canonical)}'")
    return key, region, service


def check_token(token, cluster, region, suffix, secrets, ahead=0):
    """Raises Refused unless this is an EKS token for the cluster. Gives the access key."""
    if not token.startswith("k8s-aws-v1."):
        raise Refused("unsigned", "not an EKS token")
    if len(token) > 4096:
        raise Refused("wrong", "the token is too long")
    text = token[len("k8s-aws-v1."):]
    if "=" in text:
        raise Refused("wrong", "the token is padded")
    try:
        url = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
    except ValueError as error:
        raise Refused("wrong", "the token is not base64url of a URL") from error
    parts = urlsplit(url)
    hosts = {f"sts.{region}.{suffix}"} | ({"sts.amazonaws.com"} if suffix == "amazonaws.com" else set())
    if parts.scheme != "https" or parts.netloc not in hosts or parts.path != "/":
        raise Refused("wrong", f"the token's URL is not STS of {region}: {parts.scheme}://{parts.netloc}{parts.path}")
    pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)
    query = {name.lower(): value for name, value in pairs}
    if len(query) != len(pairs) or not set(query) <= TOKEN_PARAMETERS:
        raise Refused("wrong", "the token's query has a parameter twice, or one that is not allowed")
    if query.get("action") != "GetCallerIdentity" or query.get("version") != "2011-06-15":
        raise Refused("wrong", "the token's action is not GetCallerIdentity")
    signed = query.get("x-amz-signedheaders", "").split(";")
    if "x-k8s-aws-id" not in signed or "host" not in signed or set(signed) != {"host", "x-k8s-aws-id"}:
        raise Refused("wrong", "the token's signed headers must be host;x-k8s-aws-id")
    expires = query.get("x-amz-expires", "")
    if not expires.isdigit() or int(expires) > 900:
        raise Refused("wrong", "the token's X-Amz-Expires is out of range")
    age = _age(query.get("x-amz-date"), datetime.datetime.now(datetime.timezone.utc)) + ahead
    if age > 900 or age < -300:
        raise Refused("expired", "the token has expired")
    key, _, scope = query.get("x-amz-credential", "").partition("/")
    known = secrets(key)
    if known is None:
        raise Refused("unknown", "the token's access key is unknown")
    secret, session = known
    if session and query.get("x-amz-security-token") != session:
        raise Refused("unknown", "the token lacks the session token of its key")
    unsigned = "&".join(p for p in parts.query.split("&") if not p.lower().startswith("x-amz-signature="))
    request = AWSRequest(method="GET", url=f"https://{parts.netloc}/?{unsigned}",
                         headers={"host": parts.netloc, "x-k8s-aws-id": cluster})
    request.context["timestamp"] = query["x-amz-date"]
    auth = SigV4QueryAuth(Credentials(key, secret, session), "sts", region, expires=int(expires or 0))
    if scope != f"{query['x-amz-date'][:8]}/{region}/sts/aws4_request":
        raise Refused("wrong", f"the token's scope is {scope}")
    canonical = "\n".join([
        "GET", "/", auth.canonical_query_string(request),
        f"host:{parts.netloc}\nx-k8s-aws-id:{cluster}\n", "host;x-k8s-aws-id", hashlib.sha256(b"").hexdigest(),
    ])
    wanted = auth.signature(auth.string_to_sign(request, canonical), request)
    if not hmac.compare_digest(wanted, query.get("x-amz-signature", "")):
        raise Refused("wrong", "the token's signature does not hold")
    return key
