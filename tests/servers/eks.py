"""What moto's EKS lacks, built from the service's public description: add-ons
with their schema, and updates that take time. All of it is our own evidence.
"""
import copy
import json
import re
import threading
import time
import uuid

import jsonschema
import requests

import cni

STRING = {"type": "string"}
# Closed as the published schema is; only what a test may want to set is spelled out.
ENV_NAMES = [
    "ADDITIONAL_ENI_TAGS", "ANNOTATE_POD_IP", "AWS_EC2_ENDPOINT", "AWS_EXTERNAL_SERVICE_CIDRS",
    "AWS_MANAGE_ENIS_NON_SCHEDULABLE", "AWS_VPC_CNI_NODE_PORT_SUPPORT", "AWS_VPC_ENI_MTU",
    "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS", "AWS_VPC_K8S_CNI_EXTERNALSNAT",
    "AWS_VPC_K8S_CNI_LOGLEVEL", "AWS_VPC_K8S_CNI_LOG_FILE", "AWS_VPC_K8S_CNI_RANDOMIZESNAT",
    "AWS_VPC_K8S_CNI_VETHPREFIX", "AWS_VPC_K8S_PLUGIN_LOG_FILE", "AWS_VPC_K8S_PLUGIN_LOG_LEVEL",
    "CLUSTER_ENDPOINT", "DISABLE_INTROSPECTION", "DISABLE_LEAKED_ENI_CLEANUP", "DISABLE_METRICS",
    "DISABLE_NETWORK_RESOURCE_PROVISIONING", "DISABLE_POD_V6", "ENABLE_BANDWIDTH_PLUGIN", "ENABLE_POD_ENI",
    "ENABLE_PREFIX_DELEGATION", "ENABLE_SUBNET_DISCOVERY", "ENABLE_V4_EGRESS", "ENABLE_V6_EGRESS",
    "ENI_CONFIG_ANNOTATION_DEF", "ENI_CONFIG_LABEL_DEF", "INTROSPECTION_BIND_ADDRESS", "IP_COOLDOWN_PERIOD",
    "MAX_ENI", "MINIMUM_IP_TARGET", "NETWORK_POLICY_ENFORCING_MODE", "POD_MTU",
    "POD_SECURITY_GROUP_ENFORCING_MODE", "WARM_ENI_TARGET", "WARM_IP_TARGET", "WARM_PREFIX_TARGET",
]
SCHEMA = {
    "$schema": "http://json-schema.org/draft-06/schema#",
    "$ref": "#/definitions/VpcCni",
    "definitions": {
        "VpcCni": {
            "title": "VpcCni", "type": "object", "additionalProperties": False,
            "properties": {
                "affinity": {"type": ["object", "null"]},
                "enableNetworkPolicy": {"type": "string", "format": "boolean"},
                "enableWindowsIpam": {"type": "string", "format": "boolean"},
                "env": {"$ref": "#/definitions/Env"}, "eniConfig": {"$ref": "#/definitions/EniConfig"},
                "init": {"$ref": "#/definitions/Init"}, "nodeAgent": {"$ref": "#/definitions/NodeAgent"},
                "resources": {"$ref": "#/definitions/Resources"},
                "livenessProbeTimeoutSeconds": {"type": "integer"},
                "readinessProbeTimeoutSeconds": {"type": "integer"},
                "podAnnotations": {"type": "object"}, "podLabels": {"type": "object"},
                "tolerations": {"type": "array", "items": {"type": "object"}},
            },
        },
        "Env": {"title": "Env", "type": "object", "additionalProperties": False,
                "properties": {name: STRING for name in ENV_NAMES}},
        "Init": {"title": "Init", "type": "object", "additionalProperties": False, "properties": {
            "env": {"type": "object", "additionalProperties": False,
                    "properties": {"DISABLE_TCP_EARLY_DEMUX": STRING, "ENABLE_V6_EGRESS": STRING}}}},
        "NodeAgent": {"title": "NodeAgent", "type": "object", "additionalProperties": False, "properties": {
            "enableCloudWatchLogs": STRING, "enablePolicyEventLogs": STRING, "healthProbeBindAddr": STRING,
            "metricsBindAddr": STRING, "resources": {"$ref": "#/definitions/Resources"}}},
        "Resources": {"title": "Resources", "type": "object", "additionalProperties": False, "properties": {
            "limits": {"$ref": "#/definitions/Amounts"}, "requests": {"$ref": "#/definitions/Amounts"}}},
        "Amounts": {"title": "Amounts", "type": "object", "additionalProperties": False,
                    "properties": {"cpu": STRING, "memory": STRING}},
        "EniConfig": {
            "title": "EniConfig", "type": "object", "additionalProperties": False, "required": ["create", "region"],
            "properties": {
                "create": {"type": "boolean"}, "region": STRING,
                "subnets": {"type": "object", "minProperties": 1, "additionalProperties": {
                    "type": "object", "additionalProperties": False, "required": ["id"],
                    "properties": {"id": STRING, "securityGroups": {"type": "array", "items": STRING}}}},
            },
        },
    },
}
ADDON = r"/clusters/(?P<cluster>[^/]+)/addons/(?P<addon>[^/]+)"


class Refusal(Exception):
    """An error answer of EKS."""

    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code = status, code


class Eks:
    """Add-ons and updates of one cluster."""

    def __init__(self, cloud, kube):
        self.cloud, self.kube = cloud, kube
        self.addons, self.updates, self.tokens = {}, {}, {}
        scenario = cloud.scenario
        self.cluster = scenario["cluster"]["name"]
        if scenario["cni"]["kind"] == "addon":
            self._add("vpc-cni", scenario["cni"]["version"], scenario["cni"]["configuration"])
        for name, version in scenario["cni"].get("other_addons", {}).items():
            self._add(name, version, None)
        self.routes = [
            ("GET", r"/clusters/(?P<cluster>[^/]+)/addons", self.list_addons),
            ("GET", ADDON, self.describe_addon),
            ("POST", ADDON + "/update", self.update_addon),
            ("GET", "/addons/supported-versions", self.describe_versions),
            ("GET", "/addons/configuration-schemas", self.describe_configuration),
            ("GET", r"/clusters/(?P<cluster>[^/]+)/updates/(?P<update>[^/]+)", self.describe_update),
            ("GET", "/tags/(?P<arn>.+)", self.list_tags),
            ("POST", "/tags/(?P<arn>.+)", self.tag),
            ("DELETE", "/tags/(?P<arn>.+)", self.untag),
        ]

    def _add(self, name, version, configuration):
        region, partition = self.cloud.region, self.cloud.partition
        now = time.time()
        self.addons[name] = {
            "addonName": name, "clusterName": self.cluster, "status": "ACTIVE", "addonVersion": version,
            "health": {"issues": []}, "createdAt": now, "modifiedAt": now, "tags": {}, "owner": "aws",
            "publisher": "eks", "podIdentityAssociations": [],
            "addonArn": f"arn:{partition}:eks:{region}:123456789012:addon/{self.cluster}/{name}/{uuid.uuid4()}",
        }
        if configuration:
            self.addons[name]["configurationValues"] = (
                configuration if isinstance(configuration, str) else json.dumps(configuration))

    def answer(self, method, path, query, body):
        """(status, answer) for what moto lacks; None for everything else."""
        for verb, pattern, handler in self.routes:
            match = re.fullmatch(pattern, path)
            if match and verb == method:
                found = match.groupdict()
                if found.get("cluster", self.cluster) != self.cluster:
                    raise Refusal(404, "ResourceNotFoundException", f"No cluster found for name: {found['cluster']}.")
                return handler(found, query, json.loads(body or b"{}"))
        return None

    def _addon(self, name):
        if name not in self.addons:
            raise Refusal(404, "ResourceNotFoundException", f"No addon: {name} found in cluster: {self.cluster}")
        return self.addons[name]

    def _tags_of(self, arn):
        """The tags of a cluster, node group or add-on; moto only knows a cluster's."""
        cluster = self.cloud.eks.clusters[self.cluster]
        if cluster.arn == arn:
            return cluster.tags
        for group in cluster.nodegroups.values():
            if group.arn == arn:
                return group.tags
        for addon in self.addons.values():
            if addon["addonArn"] == arn:
                return addon["tags"]
        return None

    def list_tags(self, found, _query, _body):
        """ListTagsForResource."""
        tags = self._tags_of(found["arn"])
        return None if tags is None else {"tags": dict(tags)}

    def tag(self, found, _query, body):
        """TagResource."""
        tags = self._tags_of(found["arn"])
        if tags is None:
            return None
        tags.update(body.get("tags", {}))
        return {}

    def untag(self, found, query, _body):
        """UntagResource."""
        tags = self._tags_of(found["arn"])
        if tags is None:
            return None
        for key in query.get("tagKeys", []):
            tags.pop(key, None)
        return {}

    def list_addons(self, _found, query, _body):
        """ListAddons."""
        names, start = sorted(self.addons), int(query.get("nextToken", 0))
        end = start + int(query.get("maxResults", 100))
        return {"addons": names[start:end], "nextToken": str(end) if end < len(names) else None}

    def describe_addon(self, found, _query, _body):
        """DescribeAddon."""
        return {"addon": copy.deepcopy(self._addon(found["addon"]))}

    def describe_versions(self, _found, query, _body):
        """DescribeAddonVersions: the one that is installed, and nothing else."""
        wanted = query.get("addonName")
        return {"addons": [{
            "addonName": name, "type": "networking", "owner": "aws", "publisher": "eks",
            "addonVersions": [{
                "addonVersion": addon["addonVersion"], "architecture": ["amd64", "arm64"],
                "requiresConfiguration": False,
                "compatibilities": [{"clusterVersion": self.cloud.scenario["cluster"]["version"],
                                     "platformVersions": ["*"], "defaultVersion": True}]}],
        } for name, addon in self.addons.items() if wanted in (None, name)]}

    def describe_configuration(self, _found, query, _body):
        """DescribeAddonConfiguration."""
        name = query.get("addonName", "")
        schema = SCHEMA if name == "vpc-cni" else {"type": "object"}
        return {"addonName": name, "addonVersion": query.get("addonVersion"),
                "configurationSchema": json.dumps(schema)}

    def describe_update(self, found, query, _body):
        """DescribeUpdate: found only with the name of the group or add-on that it belongs to."""
        update = self.updates.get(found["update"])
        if update is None or update["owner"] not in (query.get("nodegroupName"), query.get("addonName")):
            raise Refusal(404, "ResourceNotFoundException", f"No update found for ID: {found['update']}")
        return {"update": update["shown"]}

    def start_update(self, owner, kind, params, work, update_id=None):
        """An update that is in progress for a while, does its work, and ends."""
        shown = {"id": update_id or str(uuid.uuid4()), "status": "InProgress", "type": kind,
                 "params": params, "createdAt": time.time(), "errors": []}
        self.updates[shown["id"]] = {"owner": owner, "shown": shown}

        def run():
            try:
                errors = work() or []
            except (requests.RequestException, KeyError) as error:
                errors = [{"errorCode": "Unknown", "errorMessage": str(error), "resourceIds": []}]
            shown["errors"] = errors
            shown["status"] = "Failed" if errors else "Successful"
        # The work talks to the API server, whose webhook talks to us: not under the lock.
        self.cloud.later(self.cloud.scenario["delays"]["update"], lambda: threading.Thread(target=run).start())
        return {"update": copy.deepcopy(shown)}

    def update_addon(self, found, _query, body):
        """UpdateAddon."""
        addon = self._addon(found["addon"])
        token = body.get("clientRequestToken")
        if token and token in self.tokens:
            return {"update": self.updates[self.tokens[token]]["shown"]}
        if addon["status"] == "UPDATING":
            raise Refusal(409, "ResourceInUseException", f"Addon {found['addon']} cannot be updated as it is UPDATING")
        mode = body.get("resolveConflicts", "NONE")
        if mode not in ("NONE", "OVERWRITE", "PRESERVE"):
            raise Refusal(400, "InvalidParameterException", f"resolveConflicts: {mode}")
        text = body.get("configurationValues", addon.get("configurationValues"))
        values = self._values(found["addon"], text)
        addon["status"] = "UPDATING"

        def work():
            errors = []
            if found["addon"] == "vpc-cni":
                errors = self._apply(values, mode, body.get("addonVersion", addon["addonVersion"]))
            addon["status"] = "UPDATE_FAILED" if errors else "ACTIVE"
            addon["modifiedAt"] = time.time()
            if not errors:
                addon["addonVersion"] = body.get("addonVersion", addon["addonVersion"])
                if text is not None:
                    addon["configurationValues"] = text
            return errors
        params = [{"type": "ResolveConflicts", "value": mode}]
        if "configurationValues" in body:
            params.append({"type": "ConfigurationValues", "value": body["configurationValues"]})
        answer = self.start_update(found["addon"], "AddonUpdate", params, work)
        if token:
            self.tokens[token] = answer["update"]["id"]
        return answer

    def _values(self, name, text):
        if not text:
            return {}
        try:
            values = json.loads(text)
            if name == "vpc-cni":
                jsonschema.Draft6Validator(SCHEMA).validate(values)
        except (ValueError, jsonschema.ValidationError) as error:
            reason = getattr(error, "message", str(error))
            raise Refusal(400, "InvalidParameterException", "ConfigurationValue provided in request is not supported: "
                          f"Json schema validation failed with error: [{reason}]") from error
        return values

    def _apply(self, values, mode, version):
        """Server-side apply as EKS does it: the API server itself finds the conflicts."""
        scenario = self.cloud.scenario
        wanted = cni.daemon_set(scenario, {**cni.DEFAULT_ENV, **values.get("env", {})}, version)
        template = wanted["spec"]["template"]["spec"]
        template.update({key: values[key] for key in ("tolerations", "affinity") if values.get(key)})
        containers = {c["name"]: c for c in template["containers"] + template["initContainers"]}
        if values.get("resources"):
            containers["aws-node"]["resources"] = values["resources"]
        if values.get("nodeAgent", {}).get("resources"):
            containers["aws-eks-nodeagent"]["resources"] = values["nodeAgent"]["resources"]
        init = {**cni.INIT_ENV, **values.get("init", {}).get("env", {})}
        containers["aws-vpc-cni-init"]["env"] = [{"name": n, "value": v} for n, v in init.items()]
        for _ in range(10):
            try:
                self.kube.apply(wanted, manager="eks", force=mode == "OVERWRITE")
                break
            except requests.HTTPError as error:
                if error.response is None or error.response.status_code != 409:
                    raise
                clashes = [c.get("field", "") for c in error.response.json().get("details", {}).get("causes", [])]
                if mode == "NONE":
                    return [{"errorCode": "ConfigurationConflict", "resourceIds": [], "errorMessage":
                             "Conflicts found when trying to apply. Will not continue due to resolve conflicts mode. "
                             f"Conflicts: DaemonSet.apps aws-node - {', '.join(clashes)}"}]
                self._keep(wanted, clashes)
        eni = values.get("eniConfig") or {}
        if eni.get("create"):
            for name, subnet in eni.get("subnets", {}).items():
                spec = {"subnet": subnet["id"]}
                if subnet.get("securityGroups"):
                    spec["securityGroups"] = subnet["securityGroups"]
                self.kube.apply({"apiVersion": "crd.k8s.amazonaws.com/v1alpha1", "kind": "ENIConfig",
                                 "metadata": {"name": name}, "spec": spec}, manager="eks")
        return []

    def _keep(self, wanted, clashes):
        """PRESERVE: what others set by hand is applied as it stands."""
        names = set(re.findall(r'env\[name="([^"]+)"\]', " ".join(clashes)))
        live = self.kube.get("/apis/apps/v1/namespaces/kube-system/daemonsets/aws-node")["spec"]["template"]["spec"]
        values = {(c["name"], e["name"]): e for c in live["containers"] for e in c.get("env", [])}
        for container in wanted["spec"]["template"]["spec"]["containers"]:
            container["env"] = [
                values.get((container["name"], e["name"]), e) if e["name"] in names else e
                for e in container.get("env", [])]
