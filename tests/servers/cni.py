"""The objects that every EKS cluster carries: aws-node, kube-proxy, coredns and
the ENIConfig definition, in the form that each way of installing them gives."""
import copy

import scenario as scenarios

ACCOUNTS = {"cn-north-1": "918309763551", "cn-northwest-1": "961992271922",
            "us-gov-east-1": "151742754352", "us-gov-west-1": "013241004608"}

DEFAULT_ENV = {
    "ADDITIONAL_ENI_TAGS": "{}", "AWS_VPC_CNI_NODE_PORT_SUPPORT": "true", "AWS_VPC_ENI_MTU": "9001",
    "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "false", "AWS_VPC_K8S_CNI_EXTERNALSNAT": "false",
    "AWS_VPC_K8S_CNI_RANDOMIZESNAT": "prng", "ENABLE_PREFIX_DELEGATION": "false", "WARM_ENI_TARGET": "1",
    "WARM_PREFIX_TARGET": "1",
}

INIT_ENV = {"DISABLE_TCP_EARLY_DEMUX": "false", "ENABLE_IPv6": "false"}

MANAGERS = {"addon": "eks", "plain": "kubectl-client-side-apply", "helm": "helm"}


def image(region, name, tag):
    """The region's own registry, as EKS writes it."""
    return f"{ACCOUNTS.get(region, '602401143452')}.dkr.ecr.{region}.{scenarios.suffix(region)}/{name}:{tag}"


def _labels(kind):
    labels = {"k8s-app": "aws-node", "app.kubernetes.io/name": "aws-node", "app.kubernetes.io/instance": "aws-vpc-cni"}
    if kind == "helm":
        labels.update({"app.kubernetes.io/managed-by": "Helm", "helm.sh/chart": "aws-vpc-cni-1.20.4"})
    return labels


def daemon_set(scenario, env, version=None):
    """The DaemonSet aws-node."""
    region, kind = scenario["region"], scenario["cni"]["kind"]
    version = version or scenario["cni"]["version"]
    fields = {"MY_NODE_NAME": "spec.nodeName", "MY_POD_NAME": "metadata.name"}
    variables = [{"name": name, "value": str(value)} for name, value in sorted(env.items()) if value is not None]
    variables += [{"name": n, "valueFrom": {"fieldRef": {"apiVersion": "v1", "fieldPath": p}}}
                  for n, p in fields.items()]
    metadata = {"name": "aws-node", "namespace": "kube-system",
                "labels": {**_labels(kind), "app.kubernetes.io/version": version}}
    if kind == "helm":
        metadata["annotations"] = {"meta.helm.sh/release-name": scenario["cni"].get("release", "aws-vpc-cni"),
                                   "meta.helm.sh/release-namespace": "kube-system"}
    main_image = scenario["cni"].get("image") or image(region, "amazon-k8s-cni", version)
    containers = [{"name": "aws-node", "image": main_image, "env": variables,
                   "ports": [{"containerPort": 61678, "name": "metrics", "protocol": "TCP"}]}]
    if _at_least(version, (1, 14)):
        agent = {"name": "aws-eks-nodeagent", "image": image(region, "amazon/aws-network-policy-agent",
                                                             "v1.2.7-eksbuild.1")}
        # The agent stands first: a client has to find aws-node by its name.
        containers.insert(0, agent)
    return {
        "apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": metadata,
        "spec": {
            "selector": {"matchLabels": {"k8s-app": "aws-node"}},
            "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "10%"}},
            "template": {
                "metadata": {"labels": {"k8s-app": "aws-node", "app.kubernetes.io/name": "aws-node"}},
                "spec": {
                    "hostNetwork": True, "terminationGracePeriodSeconds": 1, "serviceAccountName": "aws-node",
                    "priorityClassName": "system-node-critical", "tolerations": [{"operator": "Exists"}],
                    "initContainers": [{"name": "aws-vpc-cni-init",
                                        "image": image(region, "amazon-k8s-cni-init", version),
                                        "env": [{"name": n, "value": v} for n, v in INIT_ENV.items()]}],
                    "containers": containers,
                },
            },
        },
    }


def _at_least(version, floor):
    digits = version.lstrip("v").split("-")[0].split(".")
    try:
        return tuple(int(d) for d in digits[:2]) >= floor
    except ValueError:
        return True


def installed_env(scenario):
    """The variables that aws-node runs with when the world begins."""
    env = {**DEFAULT_ENV, **scenario["cni"]["env"]}
    configuration = scenario["cni"]["configuration"]
    if isinstance(configuration, dict):
        env.update(configuration.get("env", {}))
    return env


def system_objects(scenario):
    """[(object, field manager)] that a new EKS cluster comes with."""
    kind, region = scenario["cni"]["kind"], scenario["region"]
    proxy = {
        "apiVersion": "apps/v1", "kind": "DaemonSet",
        "metadata": {"name": "kube-proxy", "namespace": "kube-system", "labels": {"k8s-app": "kube-proxy"}},
        "spec": {
            "selector": {"matchLabels": {"k8s-app": "kube-proxy"}},
            "template": {
                "metadata": {"labels": {"k8s-app": "kube-proxy"}},
                "spec": {"hostNetwork": True, "tolerations": [{"operator": "Exists"}],
                         "terminationGracePeriodSeconds": 1,
                         "priorityClassName": "system-node-critical",
                         "containers": [{"name": "kube-proxy", "image": image(
                             region, "eks/kube-proxy", f"v{scenario['cluster']['version']}.4-eksbuild.1")}]},
            },
        },
    }
    dns = {
        "apiVersion": "apps/v1", "kind": "Deployment",
        "metadata": {"name": "coredns", "namespace": "kube-system", "labels": {"k8s-app": "kube-dns"}},
        "spec": {
            "replicas": 2, "selector": {"matchLabels": {"k8s-app": "kube-dns"}},
            "template": {
                "metadata": {"labels": {"k8s-app": "kube-dns"}},
                "spec": {
                    "terminationGracePeriodSeconds": 1,
                    "priorityClassName": "system-cluster-critical",
                    "tolerations": [{"key": "CriticalAddonsOnly", "operator": "Exists"}] + scenario["cni"].get(
                        "dns_tolerations", []),
                    "containers": [{"name": "coredns", "image": image(region, "eks/coredns", "v1.12.4-eksbuild.1"),
                                    "ports": [{"containerPort": 53, "protocol": "TCP", "name": "dns-tcp"}]}],
                },
            },
        },
    }
    budget = {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget",
              "metadata": {"name": "coredns", "namespace": "kube-system"},
              "spec": {"maxUnavailable": 1, "selector": {"matchLabels": {"k8s-app": "kube-dns"}}}}
    account = {"apiVersion": "v1", "kind": "ServiceAccount",
               "metadata": {"name": "aws-node", "namespace": "kube-system"}}
    definition = {
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
        "metadata": {"name": "eniconfigs.crd.k8s.amazonaws.com"},
        "spec": {
            "group": "crd.k8s.amazonaws.com", "scope": "Cluster", "preserveUnknownFields": False,
            "names": {"plural": "eniconfigs", "singular": "eniconfig", "kind": "ENIConfig",
                      "listKind": "ENIConfigList"},
            "versions": [{"name": "v1alpha1", "served": True, "storage": True, "schema": {"openAPIV3Schema": {
                "type": "object", "x-kubernetes-preserve-unknown-fields": True, "properties": {
                    "spec": {"type": "object", "x-kubernetes-preserve-unknown-fields": True, "properties": {
                        "subnet": {"type": "string"},
                        "securityGroups": {"type": "array", "items": {"type": "string"}}}}}}}}],
        },
    }
    manager = MANAGERS[kind]
    objects = [(definition, manager), (account, manager), (proxy, "eks"), (dns, "eks"), (budget, "eks")]
    if kind != "none":
        objects.append((daemon_set(scenario, installed_env(scenario)), manager))
    return [(copy.deepcopy(thing), by) for thing, by in objects]
