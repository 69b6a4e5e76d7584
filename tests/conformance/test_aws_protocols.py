"""Our AWS serialisers, parsers and host names against botocore's own, on generated input.

Whole services are distilled for this, not only the operations that Perigee ships. Each run draws a new seed (see
conftest.py); AWS_CASES sets the number of cases.
"""
import base64
import datetime
import json
import math
import os
import pathlib
import random
import re
import subprocess
import sys
import urllib.parse
from xml.sax.saxutils import escape

import botocore
import pytest
from botocore.awsrequest import HeadersDict, create_request_object, prepare_request_dict
from botocore.endpoint_provider import EndpointProvider
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.parsers import create_parser
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator
from botocore import xform_name

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PERIGEE = os.environ.get("PERIGEE", "perigee")
CASES = int(os.environ.get("AWS_CASES", 2400))
SERVICES = ["ec2", "sts", "iam", "autoscaling", "elbv2", "cloudformation", "eks", "batch", "sso", "service-quotas",
            "ssm", "directconnect", "ecs"]
# EC2 is half of what the procedure asks: it gets more than its share of cases.
WEIGHTS = [6, 1, 2, 2, 1, 1, 3, 2, 1, 1, 1, 1, 1]

loader = Loader()


@pytest.fixture(scope="session")
def services(tmp_path_factory):
    """The whole models of all services, in a folder that comes before the built-in ones."""
    folder = tmp_path_factory.mktemp("models")
    (folder / "aws/models").mkdir(parents=True)
    found = {}
    for name in SERVICES:
        text = subprocess.run([sys.executable, ROOT / "tools/distill-models", "--service", name, "--all", "--stdout"],
                              check=True, capture_output=True, text=True).stdout
        (folder / "aws/models" / (name.replace("-", "_") + ".lua")).write_text(text)
        found[name] = ServiceModel(loader.load_service_model(name, "service-2"), service_name=name)
    return folder, found


def drive(folder, jobs):
    """All jobs through one process of ours."""
    text = "".join(json.dumps({**job, "service": job["service"].replace("-", "_")}) + "\n" for job in jobs)
    done = subprocess.run([PERIGEE, HERE / "aws_protocols.lua"], input=text, capture_output=True, text=True,
                          env={**os.environ, "PERIGEE_PATH": str(folder)}, timeout=300)
    assert done.returncode == 0, done.stderr
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) == len(jobs)
    return results


def protocol_of(service):
    return next(p for p in ("ec2", "query", "rest-json", "json") if p in service.metadata["protocols"])


WORDS = ["blue", "a b", "ünï©ode", "x=y&z", "10.0.0.0/16", "<tag>", "arn:aws-cn:iam::1:role/x", "+%20", "\"q\"", "~-._",
         "日本", "tab\there"]


class Maker:
    """Random values of a shape: `value` as botocore takes it; `plain` turns it into what our side is given."""

    def __init__(self, rng):
        self.rng = rng

    def text(self):
        return self.rng.choice(WORDS) + str(self.rng.randrange(1000))

    def value(self, shape, depth=0):
        return getattr(self, "make_" + shape.type_name, lambda *_: self.text())(shape, depth)

    def make_string(self, shape, _):
        return self.rng.choice(shape.enum) if shape.enum else self.text()

    def make_integer(self, *_):
        return self.rng.choice([0, 1, -1, self.rng.randrange(-2**31, 2**31)])

    def make_long(self, *_):
        return self.rng.choice([0, 2**53 + 1, -2**63, 2**63 - 1, self.rng.randrange(2**40)])

    def make_boolean(self, *_):
        return self.rng.random() < 0.5

    def make_double(self, *_):
        return self.rng.choice([0.5, -1.25, 1e22, 5e-324, self.rng.uniform(-1e6, 1e6), 3.0])

    make_float = make_double

    def make_blob(self, *_):
        return self.text().encode()

    def make_timestamp(self, *_):
        return datetime.datetime.fromtimestamp(self.rng.randrange(0, 4102444800), datetime.timezone.utc)

    def make_structure(self, shape, depth):
        if getattr(shape, "is_document_type", False):
            return {"any": [1, "x", None]}
        if shape.is_tagged_union:
            name = self.rng.choice(sorted(shape.members))
            return {name: self.value(shape.members[name], depth + 1)}
        out = {}
        for name, member in shape.members.items():
            wanted = name in shape.required_members or self.rng.random() < (0.7 if depth < 2 else 0.25)
            if wanted and (depth < 6 or name in shape.required_members):
                out[name] = self.value(member, depth + 1)
        return out

    def make_list(self, shape, depth):
        return [self.value(shape.member, depth + 1) for _ in range(self.rng.choice([0, 1, 1, 2, 3]) if depth < 6 else 0)]

    def make_map(self, shape, depth):
        keys = {self.make_string(shape.key, depth) for _ in range(self.rng.choice([0, 1, 2]) if depth < 6 else 0)}
        return {key: self.value(shape.value, depth + 1) for key in sorted(keys)}  # ours are numbered in this order


def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    return value


def pick(rng, services):
    name = rng.choices(SERVICES, WEIGHTS)[0]
    service = services[name]
    return name, service, service.operation_model(rng.choice(service.operation_names))


def empty_uri(shape, params):
    """A path parameter that is empty is refused by both sides before anything is sent."""
    return any(m.serialization.get("location") == "uri" and params.get(n) in ("", None)
               for n, m in (shape.members.items() if shape else ()))


# ---- requests


def theirs(service, operation, params):
    request = create_serializer(protocol_of(service), include_validation=False).serialize_to_request(params, operation)
    prepare_request_dict(request, endpoint_url="https://host.example")
    prepared = create_request_object(request).prepare()
    return prepared


def same_number(a, b):
    try:
        x, y = float(a), float(b)
    except (TypeError, ValueError):
        return False
    return x == y or math.isnan(x) and math.isnan(y)


def same_form(ours, reference):
    a = dict(urllib.parse.parse_qsl(ours, keep_blank_values=True))
    b = dict(urllib.parse.parse_qsl(reference, keep_blank_values=True))
    return a.keys() == b.keys() and all(a[k] == b[k] or a[k].lower() == b[k].lower() and b[k] in ("True", "False")
                                        or same_number(a[k], b[k]) for k in a)


def sorted_query(text):
    return sorted(urllib.parse.parse_qsl(text, keep_blank_values=True))


def test_requests_equal_botocores(services, rng):
    folder, models = services
    cases = []
    while len(cases) < CASES:
        name, service, operation = pick(rng, models)
        params = Maker(rng).value(operation.input_shape) if operation.input_shape else {}
        if not empty_uri(operation.input_shape, params):
            cases.append((name, service, operation, params))
    jobs = [{"kind": "serialise", "service": n, "operation": o.name, "params": plain(p)} for n, _, o, p in cases]
    for (name, service, operation, params), job, ours in zip(cases, jobs, drive(folder, jobs)):
        about = f"{name} {operation.name} {json.dumps(job['params'])}\nours: {ours}"
        assert "crash" not in ours, about
        reference = theirs(service, operation, params)
        url = urllib.parse.urlsplit(reference.url)
        body = reference.body.decode() if isinstance(reference.body, bytes) else reference.body or ""
        about += f"\ntheirs: {reference.url} {body}"
        assert ours["method"] == reference.method, about
        assert ours["path"] == url.path, about
        assert sorted_query(ours["query"]) == sorted_query(url.query), about
        if protocol_of(service) in ("ec2", "query"):
            assert same_form(ours["body"], body), about
        elif body or ours["body"]:
            assert json.loads(ours["body"] or "null") == json.loads(body or "null"), about
        for header, value in reference.headers.items():
            if header.lower() not in ("content-length", "content-type", "user-agent"):
                value = value.decode() if isinstance(value, bytes) else value
                assert {k.lower(): v for k, v in ours["headers"].items()}.get(header.lower()) == value, about


def test_parameters_that_botocore_accepts_are_accepted(services, rng):
    folder, models = services
    cases = []
    while len(cases) < CASES // 2:
        name, _, operation = pick(rng, models)
        if operation.input_shape:
            params = Maker(rng).value(operation.input_shape)
            broken = rng.random() < 0.5 and break_one(rng, operation.input_shape, params)
            if not empty_uri(operation.input_shape, params):
                cases.append((name, operation, params, broken))
    jobs = [{"kind": "check", "service": n, "operation": o.name, "params": plain(p)} for n, o, p, _ in cases]
    refused = 0
    for (name, operation, params, broken), ours in zip(cases, drive(folder, jobs)):
        report = ParamValidator().validate(params, operation.input_shape)
        # Lengths and ranges are left to the service.
        theirs_refuse = [e for e in report._errors if e[0] not in ("invalid range", "invalid length")]
        token = [n for n, m in operation.input_shape.members.items() if m.metadata.get("idempotencyToken")]
        if broken and broken in token:
            continue
        assert ("code" in ours) == bool(theirs_refuse), (name, operation.name, params, report.generate_report(), ours)
        refused += "code" in ours
    assert refused > 50


def break_one(rng, shape, params):
    """Leaves out a required parameter, adds one that does not exist, or gives one a wrong type."""
    how = rng.choice(["missing", "unknown", "type"])
    if how == "missing" and shape.required_members:
        name = rng.choice(shape.required_members)
        if shape.members[name].serialization.get("location") == "uri":
            return None
        params.pop(name, None)
        return name
    if how == "type" and params:
        name = rng.choice(sorted(params))
        if shape.members[name].serialization.get("location") == "uri":
            return None
        wrong = {"string": {"a": 1}, "structure": "text", "list": "text", "map": "text", "boolean": "yes",
                 "integer": "seven", "long": "seven", "double": "x", "float": "x"}.get(shape.members[name].type_name)
        if wrong is None or getattr(shape.members[name], "is_document_type", False):
            return None
        params[name] = wrong
        return name
    params["NoSuchParameter"] = "x"
    return "NoSuchParameter"


# ---- answers


class Xml:
    """Renders a value as an answer of the query or ec2 protocol."""

    def __init__(self, protocol):
        self.protocol = protocol

    def render(self, shape, value, name):
        kind = getattr(self, "as_" + shape.type_name, None)
        return kind(shape, value, name) if kind else f"<{name}>{self.scalar(shape, value)}</{name}>"

    def scalar(self, shape, value):
        if shape.type_name == "boolean":
            return "true" if value else "false"
        if shape.type_name == "timestamp":
            return value.strftime("%Y-%m-%dT%H:%M:%S") + random.Random(str(value)).choice(["Z", ".000Z", "+00:00"])
        if shape.type_name == "blob":
            return base64.b64encode(value).decode()
        return escape(str(value)) if not isinstance(value, float) else repr(value)

    def name_of(self, shape, default):
        return shape.serialization.get("name", default)

    def as_structure(self, shape, value, name):
        inner = "".join(self.member(shape.members[k], v, k) for k, v in value.items())
        return f"<{name}>{inner}</{name}>"

    def member(self, shape, value, key):
        name = self.name_of(shape, key)
        if shape.type_name == "list" and shape.serialization.get("flattened"):
            name = shape.member.serialization.get("name", name)
            return "".join(self.render(shape.member, v, name) for v in value)
        return self.render(shape, value, name)

    def as_list(self, shape, value, name):
        item = shape.member.serialization.get("name", "item" if self.protocol == "ec2" else "member")
        return f"<{name}>" + "".join(self.render(shape.member, v, item) for v in value) + f"</{name}>"

    def as_map(self, shape, value, name):
        key, item = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
        entries = "".join(f"<entry>{self.render(shape.key, k, key)}{self.render(shape.value, v, item)}</entry>"
                          for k, v in value.items())
        return f"<{name}>{entries}</{name}>"


def as_json(shape, value):
    kind = shape.type_name
    if getattr(shape, "is_document_type", False):
        return value
    if kind == "structure":
        return {shape.members[k].serialization.get("name", k): as_json(shape.members[k], v) for k, v in value.items()
                if "location" not in shape.members[k].serialization}
    if kind == "list":
        return [as_json(shape.member, v) for v in value]
    if kind == "map":
        return {k: as_json(shape.value, v) for k, v in value.items()}
    if kind == "timestamp":
        form = shape.serialization.get("timestampFormat")
        return value.strftime("%Y-%m-%dT%H:%M:%SZ") if form == "iso8601" else value.timestamp()
    if kind == "blob":
        return base64.b64encode(value).decode()
    return value


def headers_of(shape, value):
    headers = {}
    for name, member in shape.members.items():
        where, wire = member.serialization.get("location"), member.serialization.get("name", name)
        if name in value and where == "header":
            if member.type_name == "timestamp":
                headers[wire.lower()] = value[name].strftime("%a, %d %b %Y %H:%M:%S GMT")
            else:
                headers[wire.lower()] = Xml("query").scalar(member, value[name])
    return headers


def body_of(operation, value, protocol):
    shape = operation.output_shape
    if protocol == "ec2":
        inner = Xml("ec2").as_structure(shape, value, "x")[3:-4] if shape else ""
        return f'<?xml version="1.0" encoding="UTF-8"?><{operation.name}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">' \
               f"<requestId>req-1</requestId>{inner}</{operation.name}Response>"
    if protocol == "query":
        wrapper = shape.serialization.get("resultWrapper") if shape else None
        inner = Xml("query").as_structure(shape, value, wrapper or "x") if shape else ""
        if shape and not wrapper:
            inner = inner[3:-4]
        return f'<{operation.name}Response xmlns="urn:x">{inner}<ResponseMetadata><RequestId>req-1</RequestId>' \
               f"</ResponseMetadata></{operation.name}Response>"
    payload = shape.serialization.get("payload") if shape else None
    if payload:
        inner = shape.members[payload]
        if inner.type_name in ("blob", "string"):
            return plain(value.get(payload, ""))
        return json.dumps(as_json(inner, value.get(payload, {})))
    return json.dumps(as_json(shape, value)) if shape else "{}"


def comparable(value):
    """Empty lists and absent ones are the same to us; times are seconds; blobs text."""
    if isinstance(value, dict):
        out = {k: comparable(v) for k, v in value.items()}
        return {k: v for k, v in out.items() if v != [] and v is not None and k != "ResponseMetadata"}
    if isinstance(value, list):
        return [{} if comparable(v) == [] else comparable(v) for v in value]
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    return value


def tidy(value):
    """An empty structure and an empty list look alike in our driver's output when nothing is in them."""
    if isinstance(value, dict):
        return {k: w for k, v in value.items() if (w := tidy(v)) not in ({}, [], None)}
    if isinstance(value, list):
        return [tidy(v) or {} if isinstance(v, (dict, list)) else v for v in value]
    return value


def close(a, b):
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(close(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(close, a, b))
    return a == b


def streaming(operation):
    return operation.has_streaming_output or operation.has_event_stream_output


def answers(rng, models, count):
    cases = []
    while len(cases) < count:
        name, service, operation = pick(rng, models)
        if streaming(operation):
            continue
        shape, protocol = operation.output_shape, protocol_of(service)
        value = Maker(rng).value(shape) if shape else {}
        headers = {"content-type": "text/xml" if protocol in ("ec2", "query") else "application/json"}
        if shape and protocol == "rest-json":
            headers.update(headers_of(shape, value))
        cases.append((name, service, operation, {"status": 200, "headers": headers,
                                                 "body": body_of(operation, value, protocol)}))
    return cases


def test_answers_equal_botocores(services, rng):
    folder, models = services
    cases = answers(rng, models, CASES)
    jobs = [{"kind": "parse", "service": n, "operation": o.name, "response": r} for n, _, o, r in cases]
    for (name, service, operation, response), ours in zip(cases, drive(folder, jobs)):
        reference = create_parser(protocol_of(service)).parse(
            {"status_code": 200, "headers": HeadersDict(response["headers"]), "body": response["body"].encode()},
            operation.output_shape)
        expected = tidy(comparable(reference))
        about = f"{name} {operation.name}\n{response}\nours: {ours}\ntheirs: {expected}"
        assert "answer" in ours, about
        assert close(tidy(ours["answer"]), expected), about


def test_damaged_answers_are_failures_and_never_crash(services, rng):
    folder, models = services
    jobs = []
    for name, _, operation, response in answers(rng, models, CASES // 4):
        body = response["body"]
        how = rng.choice(["cut", "html", "swap", "empty"])
        if how == "cut":
            body = body[:rng.randrange(len(body))] if body else body
        elif how == "html":
            body = "<html><body><h1>502 Bad Gateway</h1></body></html>"
        elif how == "swap" and body:
            at = rng.randrange(len(body))
            body = body[:at] + rng.choice("<>&\"{}[]:,x\x00") + body[at + 1:]
        else:
            body = ""
        jobs.append((how, {"kind": "parse", "service": name, "operation": operation.name,
                           "response": {**response, "body": body}}))
    failed = 0
    for (how, job), ours in zip(jobs, drive(folder, [job for _, job in jobs])):
        assert "crash" not in ours, (job, ours)
        if how == "html" and models[job["service"]].operation_model(job["operation"]).output_shape is not None:
            payload = models[job["service"]].operation_model(job["operation"]).output_shape.serialization.get("payload")
            assert payload or ours.get("code") == "MalformedAnswer", (job, ours)
        failed += ours.get("code") == "MalformedAnswer"
    assert failed > len(jobs) // 3


def error_body(rng, protocol, code, message):
    if protocol == "ec2":
        return f"<Response><Errors><Error><Code>{code}</Code><Message>{escape(message)}</Message></Error></Errors>" \
               "<RequestID>req-7</RequestID></Response>", {}
    if protocol == "query":
        return f'<ErrorResponse xmlns="urn:x"><Error><Type>Sender</Type><Code>{code}</Code>' \
               f"<Message>{escape(message)}</Message></Error><RequestId>req-7</RequestId></ErrorResponse>", {}
    key, typed = rng.choice(["message", "Message"]), rng.choice([code, "com.amazonaws#" + code])
    if protocol == "rest-json" and rng.random() < 0.5:
        return json.dumps({key: message}), {"x-amzn-errortype": code + rng.choice(["", ":http://internal.amazon.com/x/"])}
    return json.dumps({"__type": typed, key: message}), {}


def test_errors_equal_botocores(services, rng):
    folder, models = services
    cases = []
    for _ in range(CASES // 4):
        name, service, operation = pick(rng, models)
        protocol = protocol_of(service)
        code, message = rng.choice(["InvalidVpc.Range", "Throttling", "ResourceInUseException"]), rng.choice(WORDS)
        body, headers = error_body(rng, protocol, code, message)
        cases.append((name, service, operation, {"status": 400, "headers": headers, "body": body}))
    jobs = [{"kind": "error", "service": n, "operation": o.name, "response": r} for n, _, o, r in cases]
    for (_, service, operation, response), ours in zip(cases, drive(folder, jobs)):
        reference = create_parser(protocol_of(service)).parse(
            {"status_code": 400, "headers": HeadersDict(response["headers"]), "body": response["body"].encode()},
            operation.output_shape)
        assert (ours.get("code"), ours.get("message")) == (reference["Error"]["Code"], reference["Error"]["Message"]), \
            (response, ours, reference)
        if protocol_of(service) in ("ec2", "query"):
            assert ours["request_id"] == reference["ResponseMetadata"]["RequestId"]


# ---- models


def test_the_shipped_models_are_what_the_distiller_makes():
    made_of = re.search(r"botocore ([\d.]+)", (ROOT / "lua/stdlib/aws/models/ec2.lua").read_text())[1]
    if made_of != botocore.__version__:
        pytest.skip(f"the models are made of botocore {made_of} (tests/servers/requirements.txt)")
    done = subprocess.run([sys.executable, ROOT / "tools/distill-models", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_whole_service_costs_hardly_more_than_one_operation(services):
    """All 750 operations of EC2 are there; reading the model and making one request decodes only what that takes."""
    folder, models = services
    script = folder / "load.lua"
    script.write_text("""
      local begun = os.clock()
      local model = require("aws.model").load "ec2"
      local operation = model:find "describe_vpcs"
      require("aws.serialise.ec2").request(model, operation, { Filters = { { Name = "vpc-id", Values = { "v" } } } })
      local seconds, shapes, all = os.clock() - begun, 0, model:operation_names()
      for _ in pairs(model.shapes) do shapes = shapes + 1 end
      print(#all, shapes, seconds)
    """)
    done = subprocess.run([PERIGEE, script], capture_output=True, text=True,
                          env={**os.environ, "PERIGEE_PATH": str(folder)}, timeout=60)
    operations, shapes, seconds = done.stdout.split()
    assert int(operations) == len(models["ec2"].operation_names) > 700
    assert int(shapes) < 10
    assert float(seconds) < 0.1  # a few milliseconds on an idle machine


# ---- host names and method names


def test_hosts_equal_botocores(services):
    folder, models = services
    partitions = [p for p in loader.load_data("partitions")["partitions"] if p["id"] in ("aws", "aws-cn", "aws-us-gov")]
    cases = []
    for name in models:
        provider = EndpointProvider(loader.load_service_model(name, "endpoint-rule-set-1"), loader.load_data("partitions"))
        for region in (r for p in partitions for r in p["regions"] if not r.endswith("-global")):
            for fips, dual in ((False, False), (True, False), (False, True), (True, True)):
                given = {"Region": region, "UseFIPS": fips, "UseDualStack": dual, "UseGlobalEndpoint": False}
                try:
                    endpoint = provider.resolve_endpoint(**{k: v for k, v in given.items()
                                                            if k in provider.ruleset.parameters})
                except Exception:
                    continue
                schemes = endpoint.properties.get("authSchemes") or [{}]
                cases.append(({"kind": "host", "service": name, "region": region, "fips": fips, "dual": dual},
                              (endpoint.url, schemes[0].get("signingRegion", region))))
    results = drive(folder, [job for job, _ in cases])
    for (job, expected), ours in zip(cases, results):
        assert (ours.get("url"), ours.get("signing_region")) == expected, (job, ours)
    assert len(cases) > 1000


def test_method_names_are_those_of_other_sdks_and_reversible():
    sys.path.insert(0, str(HERE))
    source = (ROOT / "tools/distill-models").read_text()
    scope = {"re": re}
    exec(source[source.index("def method_name"):source.index("def wanted_operations")], scope)
    for name in loader.list_available_services("service-2"):
        operations = loader.load_service_model(name, "service-2")["operations"]
        ours = {op: scope["method_name"](op) for op in operations}
        assert len(set(ours.values())) == len(ours), name
        if name in SERVICES:
            assert all(method == xform_name(op) for op, method in ours.items()), name
