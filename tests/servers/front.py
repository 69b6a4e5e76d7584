"""The AWS endpoint of a test world: one HTTP service for every AWS API.

Each request's signature is checked with botocore; then it goes to moto, which
runs in this process, or to what moto lacks (eks.py, quotas). Every request is a
line of requests.jsonl. Beside that it is the webhook that tells the API server
who an EKS token belongs to, and the feed of the node side.
"""
import argparse
import fnmatch
import ipaddress
import json
import os
import pathlib
import re
import socket
import sys
import threading
import time
import traceback
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from urllib.parse import parse_qsl, unquote, urlsplit

import botocore.session
from botocore.exceptions import ClientError
from moto.server import DomainDispatcherApplication, create_backend_app

import eks as eks_module
import scenario as scenarios
import signatures
from cloud import ACCOUNT, Cloud
from kube import Kube

READ_ONLY = re.compile(r"^(Describe|List|Get|Search|Assume|BatchGet|Lookup|Simulate)")
QUOTAS = {
    "vpc": {"L-83CA0A9D": ("IPv4 CIDR blocks per VPC", 5), "L-407747CB": ("Subnets per VPC", 200),
            "L-589F43AA": ("Route tables per VPC", 200), "L-DF5E4CA3": ("Network interfaces per Region", 5000),
            "L-2AFB9258": ("Security groups per network interface", 5),
            "L-FE5A380F": ("NAT gateways per Availability Zone", 5)},
    "ec2": {"L-1216C47A": ("Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances", 1152),
            "L-34B43A08": ("All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests", 1152)},
    "eks": {"L-6D54EA21": ("Managed node groups per cluster", 30), "L-BD136A63": ("Nodes per managed node group", 450)},
}


SIGN_IN = b"<!DOCTYPE html><html><head><title>Hotel network</title></head><body>Please sign in.</body></html>"


class Truncated(bytes):
    """A body of which only the first half is sent."""


class Problem(Exception):
    """An error answer, in the words of the service's protocol."""

    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code = status, code


class Request:
    """One AWS request: what it is, beside its bytes."""

    def __init__(self, method, target, headers, body):
        self.method, self.target, self.headers, self.body = method, target, headers, body
        parts = urlsplit(target)
        self.path, self.query = parts.path, dict(parse_qsl(parts.query))
        if "tagKeys" in self.query:
            self.query["tagKeys"] = [value for name, value in parse_qsl(parts.query) if name == "tagKeys"]
        self.form = {}
        if "x-www-form-urlencoded" in headers.get("Content-Type", ""):
            self.form = dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
        match = signatures.AUTHORIZATION.match(headers.get("Authorization", ""))
        scope = match.group(1).split("/") if match else []
        self.key = scope[0] if scope else None
        self.service = scope[3] if len(scope) == 5 else None
        self.id = str(uuid.uuid4())
        self.operation = None

    @property
    def mutating(self):
        """Whether it changes something."""
        return not READ_ONLY.match(self.operation or "") and self.form.get("DryRun", "").lower() != "true"


class Front:
    """Everything behind the HTTP service of one world."""

    def __init__(self, scenario, folder, settings):
        self.scenario, self.folder, self.settings = scenario, pathlib.Path(folder), settings
        self.cloud = Cloud(scenario)
        self.kube = Kube(settings["api_server"], settings["authority"], settings["token"])
        self.eks = eks_module.Eks(self.cloud, self.kube)
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.log = open(self.folder / "requests.jsonl", "a", buffering=1, encoding="utf-8")
        self.counts = {}
        model = botocore.session.get_session().get_service_model("eks")
        self.eks_routes = []
        for name in model.operation_names:
            http = model.operation_model(name).http
            pattern = re.sub(r"\\{[^}]+\\}", "[^/]+", re.escape(http["requestUri"].split("?")[0]))
            self.eks_routes.append((http["method"], re.compile(pattern + "$"), name))

    # -- one request ----------------------------------------------------------

    def handle(self, request):
        """(status, headers, body) of an AWS request; None closes the connection without an answer."""
        start = time.monotonic()
        request.operation = self.operation(request)
        try:
            fault = None
            self.authenticate(request)
            fault = self.fault(request)
            answer = self.serve(request, fault)
        except Problem as problem:
            answer = self.error(request, problem)
        except eks_module.Refusal as refusal:
            answer = self.error(request, Problem(refusal.status, refusal.code, str(refusal)))
        self.note(request, answer, start, fault)
        return answer

    def note(self, request, answer, start, fault):
        """The request's line of requests.jsonl; the servers' own are left out."""
        if request.key == self.cloud.keys["servers"][0]:
            return
        self.log.write(json.dumps({
            "time": time.time(), "service": request.service, "operation": request.operation,
            "key": request.key, "user": self.cloud.by_id.get(request.key), "request_id": request.id,
            "status": answer[0] if answer else None, "ms": round((time.monotonic() - start) * 1000, 2),
            "mutating": request.mutating, "fault": fault["kind"] if fault else None,
            "parameters": {k: v for k, v in request.form.items() if k not in ("Action", "Version")} or (
                {"path": request.path, "query": request.query,
                 "body": request.body.decode(errors="replace") or None}),
        }) + "\n")

    def operation(self, request):
        """The operation's name, by protocol."""
        if "X-Amz-Target" in request.headers:
            return request.headers["X-Amz-Target"].rpartition(".")[2]
        if request.form.get("Action") or request.query.get("Action"):
            return request.form.get("Action") or request.query["Action"]
        for method, pattern, name in self.eks_routes:
            if method == request.method and pattern.match(request.path):
                return name
        return None

    def authenticate(self, request):
        """Signature, then the scenario's denies."""
        url = f"http://{request.headers.get('Host', '')}{request.target}"
        try:
            signatures.check_request(request.method, url, request.headers, request.body, self.cloud.secret_of,
                                     self.ahead(request.key))
        except signatures.Refused as refused:
            raise self.refusal(request, refused) from refused
        user = self.cloud.by_id.get(request.key, "")
        name = f"{request.service}:{request.operation}"
        for pattern in self.scenario["denies"].get(user, []):
            if fnmatch.fnmatchcase(name, pattern):
                code = {"ec2": "UnauthorizedOperation", "eks": "AccessDeniedException",
                        "servicequotas": "AccessDeniedException",
                        "directconnect": "AccessDeniedException"}.get(request.service, "AccessDenied")
                arn = f"arn:{self.cloud.partition}:iam::{ACCOUNT}:user/{user}"
                raise Problem(403, code, f"User: {arn} is not authorized to perform: {name} "
                              "because no identity-based policy allows the action")

    def ahead(self, key):
        """Seconds by which the clock of the services is ahead of the machine's, for all keys but the servers' own."""
        return 0 if key == self.cloud.keys["servers"][0] else self.scenario["clock"]

    @staticmethod
    def refusal(request, refused):
        """A bad signature, in the words of the service that was asked."""
        json_service = request.service in ("eks", "servicequotas", "ssm", None)
        ec2 = request.service == "ec2"
        status, code = {
            "unsigned": (403, "MissingAuthenticationTokenException" if json_service else "MissingAuthenticationToken"),
            "unknown": (401, "AuthFailure") if ec2 else
                       (403, "UnrecognizedClientException" if json_service else "InvalidClientTokenId"),
            "wrong": (403, "InvalidSignatureException" if json_service else "SignatureDoesNotMatch"),
            "expired": (400, "RequestExpired") if ec2 else
                       (403, "InvalidSignatureException" if json_service else "SignatureDoesNotMatch"),
        }[refused.code]
        message = str(refused)
        if ec2 and refused.code == "unknown":
            message = "AWS was not able to validate the provided access credentials"
        return Problem(status, code, message)

    def fault(self, request):
        """The scenario's fault for this very call, if there is one."""
        if request.key == self.cloud.keys["servers"][0]:
            return None
        name = f"{request.service}:{request.operation}"
        found = None
        for index, fault in enumerate(self.scenario["faults"]):
            user = fault.get("key", self.cloud.by_id.get(request.key))
            if fnmatch.fnmatchcase(name, fault["operation"]) and user == self.cloud.by_id.get(request.key):
                self.counts[index] = self.counts.get(index, 0) + 1
                first = fault.get("call", 1)
                if first <= self.counts[index] < first + fault.get("times", 1):
                    found = fault
        return found

    def serve(self, request, fault):
        """The answer, with the fault played."""
        kind = fault["kind"] if fault else None
        ec2 = request.service == "ec2"
        if kind == "throttle":
            raise Problem(503 if ec2 else 400, "RequestLimitExceeded" if ec2 else "ThrottlingException",
                          "Request limit exceeded." if ec2 else "Rate exceeded")
        if kind == "500":
            raise Problem(500, "InternalError" if ec2 else "ServerException", "An internal error has occurred")
        if kind == "drop":
            return None
        if kind == "error":
            raise Problem(fault.get("status", 400), fault["code"], fault.get("message", fault["code"]))
        if kind == "html":
            return fault.get("status", 200), [("Content-Type", "text/html")], SIGN_IN
        answer = self.dispatch(request)
        if kind == "truncate":
            return answer[0], answer[1], Truncated(answer[2])
        if kind == "timeout-after-write":
            time.sleep(fault.get("seconds", 120))
            return None
        return answer

    def dispatch(self, request):
        """moto, or what moto lacks; one request at a time."""
        with self.cloud.lock:
            self.cloud.tick()
            if request.service == "servicequotas":
                return self.json_answer(self.quotas(request), "application/x-amz-json-1.1")
            if request.service == "directconnect":
                return self.json_answer(self.direct_connect(request), "application/x-amz-json-1.1")
            if request.operation == "GetTransitGatewayAttachmentPropagations":
                return self.propagations(request)
            if request.service == "eks":
                own = self.eks.answer(request.method, unquote(request.path), request.query, request.body)
                if own is not None:
                    return self.json_answer(own)
                return self.eks_call(request)
            if request.service == "ec2":
                self.before_ec2(request)
            if request.operation == "TerminateInstanceInAutoScalingGroup":
                self.before_termination(request)
            answer = self.call_moto(request)
            if request.service == "ec2" and answer[0] == 200:
                self.after_ec2(request, answer)
            return answer

    def json_answer(self, value, kind="application/json"):
        """A JSON answer with the headers of the services."""
        return 200, [("Content-Type", kind), ("x-amzn-RequestId", str(uuid.uuid4()))], json.dumps(value).encode()

    def error(self, request, problem):
        """An error in the form of the service's protocol."""
        text = str(problem)
        json_services = ("eks", "servicequotas", "ssm", "directconnect")
        if request.service in json_services or (request.service is None and not request.form):
            return problem.status, [("Content-Type", "application/json"), ("x-amzn-ErrorType", problem.code),
                                    ("x-amzn-RequestId", request.id)], json.dumps(
                                        {"__type": problem.code, "message": text}).encode()
        text = text.replace("&", "&amp;").replace("<", "&lt;")
        if request.service == "ec2":
            body = (f'<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>{problem.code}</Code>'
                    f"<Message>{text}</Message></Error></Errors><RequestID>{request.id}</RequestID></Response>")
        else:
            body = (f"<ErrorResponse><Error><Type>Sender</Type><Code>{problem.code}</Code><Message>{text}</Message>"
                    f"</Error><RequestId>{request.id}</RequestId></ErrorResponse>")
        return problem.status, [("Content-Type", "text/xml"), ("x-amzn-RequestId", request.id)], body.encode()

    # -- moto -----------------------------------------------------------------

    def call_moto(self, request, method=None, target=None, body=None):
        """Runs moto's own WSGI application on the request."""
        target = target or request.target
        parts = urlsplit(target)
        body = request.body if body is None else body
        environ = {
            "REQUEST_METHOD": method or request.method, "SCRIPT_NAME": "", "PATH_INFO": unquote(parts.path),
            "QUERY_STRING": parts.query, "RAW_URI": target, "REQUEST_URI": target, "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "4566", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http", "wsgi.input": BytesIO(body), "wsgi.errors": sys.stderr,
            "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
            "CONTENT_LENGTH": str(len(body)),
        }
        for name, value in request.headers.items():
            key = name.upper().replace("-", "_")
            if key == "CONTENT_TYPE":
                environ["CONTENT_TYPE"] = value
            elif key not in ("CONTENT_LENGTH", "EXPECT"):
                environ["HTTP_" + key] = value
        started = {}

        def start_response(status, headers, _info=None):
            started["status"], started["headers"] = int(status.split()[0]), headers
        app = self.moto.get_application(environ)
        text = b"".join(app(environ, start_response))
        drop = {"content-length", "connection", "date", "server"}
        return started["status"], [(k, v) for k, v in started["headers"] if k.lower() not in drop], text

    # -- EC2 ------------------------------------------------------------------

    def before_ec2(self, request):
        """Where EC2 refuses and moto does not."""
        form, ec2 = request.form, self.cloud.ec2
        if request.operation == "AssociateVpcCidrBlock" and form.get("VpcId") in ec2.vpcs:
            limit = int(self.scenario["quotas"].get("L-83CA0A9D", 5))
            blocks = [b for b in ec2.vpcs[form["VpcId"]].cidr_block_association_set
                      if b["cidr_block_state"]["state"] in ("associated", "associating")]
            if len(blocks) >= limit:
                raise Problem(400, "CidrLimitExceeded",
                              f"This network '{form['VpcId']}' has met its maximum number of allowed CIDRs: {limit}")
        if request.operation == "AssociateRouteTable" and form.get("SubnetId"):
            for table in ec2.route_tables.values():
                if form["SubnetId"] in table._associations.values():
                    raise Problem(400, "Resource.AlreadyAssociated",
                                  f"the specified association for route table {form.get('RouteTableId')} conflicts "
                                  "with an existing association")
        if request.operation == "CreateSubnet" and form.get("VpcId") in ec2.vpcs:
            blocks = ec2.vpcs[form["VpcId"]].cidr_block_association_set
            for block in blocks:
                if block["cidr_block_state"]["state"] == "associating" and _inside(
                        form.get("CidrBlock", ""), block["cidr_block"]):
                    raise Problem(400, "InvalidSubnet.Range", f"The CIDR '{form['CidrBlock']}' is invalid.")

    def before_termination(self, request):
        """Auto Scaling does not decrement below the group's minimum."""
        if request.form.get("ShouldDecrementDesiredCapacity", "").lower() != "true":
            return
        for group in self.cloud.autoscaling.autoscaling_groups.values():
            if request.form.get("InstanceId") in [i.instance.id for i in group.instance_states] and (
                    group.desired_capacity <= group.min_size):
                raise Problem(400, "ValidationError",
                              f"Currently, desiredSize equals minSize ({group.min_size}). Terminating instance "
                              "without replacement will violate group's min size constraint. Either set "
                              "shouldDecrementDesiredCapacity flag to false or lower group's min size.")

    def after_ec2(self, request, answer):
        """States that take a while in EC2 and no time in moto."""
        delays, ec2 = self.scenario["delays"], self.cloud.ec2
        if request.operation == "AssociateVpcCidrBlock":
            for block in ec2.vpcs[request.form["VpcId"]].cidr_block_association_set:
                if block["association_id"].encode() in answer[2]:
                    state = block["cidr_block_state"]
                    state["state"] = "associating"
                    self.cloud.later(delays["associate"], lambda: state.update(state="associated"))
        if request.operation == "CreateSubnet":
            found = re.search(rb"<subnetId>(subnet-[0-9a-f]+)</subnetId>", answer[2])
            if found and request.key != self.cloud.keys["servers"][0]:
                subnet = ec2.get_subnet(found.group(1).decode())
                subnet.state = "pending"
                self.cloud.later(delays["subnet"], lambda: setattr(subnet, "state", "available"))
        if request.operation in ("TerminateInstances", "DeleteSubnet"):
            self.cloud.sweep()

    # -- EKS ------------------------------------------------------------------

    def eks_call(self, request):
        """Node groups: moto notes them, the cloud makes them happen."""
        match = re.fullmatch(r"/clusters/([^/]+)/node-groups/([^/]+)(/.*)?", unquote(request.path))
        if request.operation == "DeleteNodegroup" and match:
            answer = self.call_moto(request, method="GET")
            if answer[0] == 200:
                self.cloud.delete_group(match.group(1), match.group(2))
                answer = self.call_moto(request, method="GET")
            return answer
        if request.operation == "CreateNodegroup":
            return self.create_group(request)
        if request.operation == "UpdateNodegroupVersion":
            raise Problem(400, "InvalidRequestException", "the test servers do not upgrade node groups")
        if request.operation == "UpdateNodegroupConfig":
            self.check_size(json.loads(request.body), self.cloud.eks.clusters.get(match.group(1)), match.group(2))
        answer = self.call_moto(request)
        if request.operation == "UpdateNodegroupConfig" and answer[0] == 200:
            shown = json.loads(answer[2])["update"]
            if json.loads(request.body).get("scalingConfig"):
                self.cloud.resize(match.group(1), match.group(2))
            return self.json_answer(self.eks.start_update(match.group(2), "ConfigUpdate", shown["params"],
                                                          lambda: None, shown["id"]))
        return answer

    @staticmethod
    def check_size(asked, cluster, name):
        """Minimum, desired and maximum must stand in that order."""
        known = cluster.nodegroups[name].scaling_config if cluster and name in cluster.nodegroups else {}
        size = {"minSize": 0, "desiredSize": 1, "maxSize": 1, **known, **(asked.get("scalingConfig") or {})}
        if not size["minSize"] <= size["desiredSize"] <= size["maxSize"] or size["maxSize"] < 1:
            raise Problem(400, "InvalidParameterException",
                          f"Minimum capacity {size['minSize']}, desired capacity {size['desiredSize']} and maximum "
                          f"capacity {size['maxSize']} are not in order")

    def create_group(self, request):
        """CreateNodegroup, with the client token that makes it safe to repeat."""
        asked = json.loads(request.body)
        cluster = unquote(request.path.split("/")[2])
        token, known = asked.get("clientRequestToken"), self.cloud.eks.clusters.get(cluster)
        if known and token and asked["nodegroupName"] in known.nodegroups and (
                known.nodegroups[asked["nodegroupName"]].client_request_token == token):
            return self.call_moto(request, "GET", f"/clusters/{cluster}/node-groups/{asked['nodegroupName']}", b"")
        if asked.get("launchTemplate") and {"id", "name"} <= set(asked["launchTemplate"]):
            raise Problem(400, "InvalidParameterException",
                          "Launch template id and name cannot both be specified.")
        if asked.get("scalingConfig"):
            self.check_size(asked, None, None)
        version = asked.get("version")
        if version and known and version != known.version:
            raise Problem(400, "InvalidParameterException",
                          f"Requested Nodegroup version {version} is not the cluster's version {known.version}")
        answer = self.call_moto(request)
        if answer[0] == 200:
            self.cloud.adopt_group(cluster, asked["nodegroupName"], asked)
            answer = self.call_moto(request, "GET", f"/clusters/{cluster}/node-groups/{asked['nodegroupName']}", b"")
        return answer

    # -- what advertises the VPC's blocks -------------------------------------

    def direct_connect(self, request):
        """Direct Connect: gateways in front of the scenario's VPN and transit gateways, and virtual interfaces."""
        ask, vpc = json.loads(request.body or b"{}"), self.scenario["vpc"]
        if request.operation == "DescribeVirtualInterfaces":
            return {"virtualInterfaces": [
                {"virtualInterfaceId": f"dxvif-{name}", "virtualInterfaceState": "available",
                 "virtualInterfaceType": "private", "virtualGatewayId": self.cloud.ids[f"vpn:{name}"]}
                for name, vpn in vpc["vpn"].items() if vpn.get("interface")]}
        if request.operation == "DescribeDirectConnectGatewayAssociations":
            return {"directConnectGatewayAssociations": [
                {"directConnectGatewayId": f"dxgw-{name}", "associationState": "associated",
                 "associatedGateway": {"id": self.cloud.ids[gateway["before"]], "ownerAccount": ACCOUNT},
                 "allowedPrefixesToDirectConnectGateway": [{"cidr": p} for p in gateway["prefixes"]]}
                for name, gateway in vpc["direct_connect"].items()
                if self.cloud.ids[gateway["before"]] == ask.get("associatedGatewayId")]}
        raise Problem(400, "UnknownOperationException", f"no {request.operation} here")

    def propagations(self, request):
        """The transit gateway's route tables that learn an attachment's blocks."""
        asked, tables = request.form.get("TransitGatewayAttachmentId"), []
        for name, transit in self.scenario["vpc"]["transit"].items():
            if self.cloud.ids.get(f"attachment:{name}") == asked:
                tables = transit.get("propagates", [])
        items = "".join("<item><state>enabled</state>"
                        f"<transitGatewayRouteTableId>{t}</transitGatewayRouteTableId></item>" for t in tables)
        body = ('<?xml version="1.0" encoding="UTF-8"?>\n<GetTransitGatewayAttachmentPropagationsResponse '
                f'xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>{request.id}</requestId>'
                f"<transitGatewayAttachmentPropagations>{items}</transitGatewayAttachmentPropagations>"
                "</GetTransitGatewayAttachmentPropagationsResponse>")
        return 200, [("Content-Type", "text/xml"), ("x-amzn-RequestId", request.id)], body.encode()

    # -- Service Quotas -------------------------------------------------------

    def quotas(self, request):
        """Service Quotas, from the scenario's values or the defaults."""
        ask = json.loads(request.body or b"{}")
        service, code = ask.get("ServiceCode"), ask.get("QuotaCode")
        known = {c: self.quota(service, c, n, v, request.operation) for c, (n, v) in QUOTAS.get(service, {}).items()}
        if request.operation in ("ListServiceQuotas", "ListAWSDefaultServiceQuotas"):
            return {"Quotas": list(known.values())}
        if request.operation in ("GetServiceQuota", "GetAWSDefaultServiceQuota"):
            if code not in known:
                raise Problem(400, "NoSuchResourceException", f"The request failed because the quota {code} "
                              f"of {service} does not exist")
            return {"Quota": known[code]}
        raise Problem(400, "UnknownOperationException", f"no {request.operation} here")

    def quota(self, service, code, name, value, operation):
        """One quota."""
        if "Default" not in operation:
            value = self.scenario["quotas"].get(code, value)
        return {"ServiceCode": service, "ServiceName": service, "QuotaCode": code, "QuotaName": name,
                "Value": float(value), "Unit": "None", "Adjustable": True, "GlobalQuota": False,
                "QuotaArn": f"arn:{self.cloud.partition}:servicequotas:{self.cloud.region}:{ACCOUNT}:{service}/{code}"}

    # -- the private doors ----------------------------------------------------

    def review(self, ask):
        """The API server's TokenReview."""
        token = ask.get("spec", {}).get("token", "")
        status = {"authenticated": False}
        cluster = self.scenario["cluster"]["name"]
        try:
            key = signatures.check_token(token, cluster, self.cloud.region, scenarios.suffix(self.cloud.region),
                                         self.cloud.secret_of, self.scenario["clock"])
        except signatures.Refused as refused:
            status["error"] = str(refused)
        else:
            user = self.cloud.by_id.get(key, "assumed-role")
            groups = {"admin": ["system:masters"], "viewer": ["viewers"]}
            groups.update({n: k["groups"] for n, k in self.scenario["keys"].items() if k and "groups" in k})
            if user in groups:
                arn = f"arn:{self.cloud.partition}:iam::{ACCOUNT}:user/{user}"
                status = {"authenticated": True, "user": {"username": arn, "uid": key, "groups": groups[user]}}
            else:
                status["error"] = "no access entry for this identity"
        return {"apiVersion": ask.get("apiVersion", "authentication.k8s.io/v1"), "kind": "TokenReview",
                "status": status}

    def private(self, path, ask):
        """The node side's feed, the webhook, and the world's own start."""
        if path == "/_servers/review":
            return self.review(ask)
        with self.cloud.lock:
            doors = {"/_servers/instances": lambda: self.cloud.instances(ask.get("ready", [])),
                     "/_servers/interface": lambda: {"id": self.cloud.interface(ask).id},
                     "/_servers/take": lambda: self.cloud.take(ask), "/_servers/give": lambda: self.cloud.give(ask),
                     "/_servers/settle": lambda: self.cloud.settle() or {},
                     "/_servers/ids": lambda: {"ids": self.cloud.ids, "keys": self.cloud.keys}}
            return doors[path]()


def _inside(block, outer):
    """Whether one block lies in another; no when it is no block."""
    try:
        return ipaddress.ip_network(block).subnet_of(ipaddress.ip_network(outer))
    except ValueError:
        return False


class Handler(BaseHTTPRequestHandler):
    """HTTP/1.1 with connections that stay open, as the real services'."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "AmazonEC2", ""
    front = None

    def setup(self):
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def answer(self):
        """Any method."""
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        try:
            if self.path.startswith("/_servers/"):
                value = self.front.private(urlsplit(self.path).path, json.loads(body or b"{}"))
                result = 200, [("Content-Type", "application/json")], json.dumps(value).encode()
            else:
                result = self.front.handle(Request(self.command, self.path, self.headers, body))
        except (ValueError, ClientError) as error:
            result = 422, [("Content-Type", "text/plain")], str(error).encode()
        except Exception as error:  # A fault of these servers: it must be seen, and answered.
            traceback.print_exc()
            result = 599, [("Content-Type", "text/plain")], f"test servers: {error!r}".encode()
        if result is None:
            self.close_connection = True
            self.connection.close()
            return
        status, headers, text = result
        # The services' Date, where their clock is not the machine's.
        self.ahead = self.front.ahead(Request(self.command, self.path, self.headers, b"").key)
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        if isinstance(text, Truncated):
            self.close_connection, text = True, text[:len(text) // 2]
        self.wfile.write(text)

    ahead = 0

    def date_time_string(self, timestamp=None):
        """The Date of an answer."""
        return super().date_time_string((timestamp or time.time()) + self.ahead)

    do_GET = do_POST = do_DELETE = do_PUT = do_PATCH = answer

    def log_message(self, *_arguments):
        """requests.jsonl is the log."""


class Server(ThreadingHTTPServer):
    """One thread per connection."""

    daemon_threads = True
    request_queue_size = 128


def main():
    """Serves, builds the world, and says so in a file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    folder = pathlib.Path(parser.parse_args().folder)
    settings = json.loads((folder / "front.json").read_text())
    scenario = json.loads((folder / "scenario.json").read_text())
    Handler.front = front = Front(scenario, folder, settings)
    server = Server(("127.0.0.1", settings["port"]), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    authority = pathlib.Path(settings["authority"]).read_bytes()
    front.cloud.build(f"http://127.0.0.1:{settings['port']}", settings["api_server"], authority)
    state = {"ids": front.cloud.ids, "keys": {n: list(k) for n, k in front.cloud.keys.items()}}
    (folder / "cloud.json.new").write_text(json.dumps(state))
    os.rename(folder / "cloud.json.new", folder / "cloud.json")
    thread.join()


if __name__ == "__main__":
    main()
