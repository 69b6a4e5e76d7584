"""Reads scenario files: what a test world consists of.

A scenario is YAML. `extends: NAME` takes another file as its base; maps are
merged key by key, everything else replaces, and `null` takes a key away.
README.md describes the members.
"""
import copy
import pathlib

import yaml

FOLDER = pathlib.Path(__file__).resolve().parent / "scenarios"

SECTIONS = {
    "description", "region", "cluster", "vpc", "node_groups", "cni", "workloads", "objects",
    "quotas", "delays", "keys", "denies", "faults", "after", "clock", "containers",
}

DEFAULTS = {
    "region": "cn-northwest-1",
    "cluster": {
        "name": "guide", "version": "1.34", "status": "ACTIVE", "ip_family": "ipv4",
        "service_range": "10.100.0.0/16", "auto_mode": False, "public": True, "private": True,
        "reachable": True, "authentication": "API_AND_CONFIG_MAP", "subnets": None,
    },
    "vpc": {
        "ranges": ["10.0.0.0/16"], "internet": True, "dns": True, "nat": {}, "transit": {}, "endpoints": {},
        "peerings": {}, "vpn": {}, "direct_connect": {}, "tables": {}, "subnets": {},
    },
    "node_groups": {}, "workloads": {}, "objects": [], "quotas": {}, "denies": {}, "faults": [], "after": {}, "clock": 0,
    "containers": {"dns": True, "api_server": True, "reached": True, "unpullable": []},
    "cni": {"kind": "plain", "version": "v1.20.4-eksbuild.1", "env": {}, "configuration": None},
    "keys": {"admin": {}, "network": {}, "viewer": {}},
    # Milliseconds that the asynchronous states of the real services are played for.
    "delays": {"associate": 400, "subnet": 150, "group_create": 300, "group_delete": 1500, "update": 300},
}


class ScenarioError(Exception):
    """A scenario file that cannot be used, with the reason."""


def merge(base, over):
    """Lays one map over another; lists and scalars replace, None removes."""
    result = copy.deepcopy(base)
    for key, value in over.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merge(result[key], value)
        else:
            result[key] = copy.deepcopy(value)
    return result


def _path(name, beside=None):
    for folder in filter(None, (beside, FOLDER, pathlib.Path.cwd())):
        candidate = pathlib.Path(folder) / (name if str(name).endswith(".yaml") else f"{name}.yaml")
        if candidate.is_file():
            return candidate
    raise ScenarioError(f"no scenario '{name}'; there are: {', '.join(names())}")


def names():
    """The names of the scenarios of this folder."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def _read(source, beside=None, seen=()):
    if isinstance(source, dict):
        text, folder, label = source, beside, "(given as data)"
    else:
        path = _path(source, beside)
        if path in seen:
            raise ScenarioError(f"{path}: extends itself")
        text, folder, label, seen = yaml.safe_load(path.read_text()) or {}, path.parent, path, (*seen, path)
    unknown = set(text) - SECTIONS - {"extends"}
    if unknown:
        raise ScenarioError(f"{label}: unknown section {', '.join(sorted(unknown))}")
    own = {key: value for key, value in text.items() if key != "extends"}
    base = _read(text["extends"], folder, seen) if "extends" in text else {}
    return merge(base, own)


def load(source):
    """The whole scenario: a name, a path, or a dict (which may extend a file)."""
    scenario = merge(DEFAULTS, _read(source))
    _check(scenario)
    return scenario


def _check(scenario):
    vpc = scenario["vpc"]
    for name, subnet in vpc["subnets"].items():
        table = subnet.get("table")
        if table and table not in vpc["tables"]:
            raise ScenarioError(f"subnet {name}: no table {table}")
    for name, group in scenario["node_groups"].items():
        for subnet in group["subnets"]:
            if subnet not in vpc["subnets"]:
                raise ScenarioError(f"node group {name}: no subnet {subnet}")
    if scenario["cni"]["kind"] not in ("addon", "plain", "helm"):
        raise ScenarioError("cni.kind is addon, plain or helm")


def partition(region):
    """The partition a region belongs to."""
    return "aws-cn" if region.startswith("cn-") else "aws-us-gov" if region.startswith("us-gov-") else "aws"


def suffix(region):
    """The domain that a region's service names end in."""
    return "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
