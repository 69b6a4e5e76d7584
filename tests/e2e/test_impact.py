"""The impact report: each line is provoked by a world. A refusal has written nothing; a warning lets the run go on."""
import json

import pytest

from witness import Nothing, World, apply, nodes

SNAT = {"AWS_VPC_K8S_CNI_EXTERNALSNAT": "true"}
OFFICE = {"office": {"attached": ["node-a", "node-b", "node-c"], "propagates": ["tgw-rtb-0123456789abcdef0"]}}

# name -> what is laid over the guide's scenario
WORLDS = {
    "unmasked": {"cni": {"env": SNAT}, "vpc": {
        "transit": {"hub": {"attached": ["node-a", "node-b", "node-c"]}},
        "peerings": {"partner": {"ranges": ["10.99.0.0/16"]}},
        "tables": {"private-a": {"routes": {"10.9.0.0/16": "transit:hub"}},
                   "private-b": {"routes": {"10.99.0.0/16": "peering:partner"}}}}},
    "advertised": {"vpc": {
        "transit": OFFICE, "vpn": {"office": {"connection": True, "interface": True}},
        "direct_connect": {"dc": {"before": "vpn:office", "prefixes": ["100.64.0.0/10"]},
                           "far": {"before": "transit:office", "prefixes": ["100.64.0.0/16"]}}},
        "keys": {"unread": {"groups": ["system:masters"]}}, "denies": {"unread": [
            "directconnect:*", "ec2:GetTransitGatewayAttachmentPropagations", "ec2:DescribeVpnConnections"]}},
}



def by_address(world):
    """A data store, an endpoint, an ACL, a policy and a load balancer that know callers by the VPC's first block."""
    ec2, vpc = world.ec2, world.ids["vpc"]
    for name in ("store", "endpoint"):
        group = ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
        port = {"store": 5432, "endpoint": 443}[name]
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": "10.42.0.0/16"}]}])
        world.ids[name] = group
    made = ec2.create_network_interface(SubnetId=world.ids["subnet:public-a"], Groups=[world.ids["store"]],
                                        Description="RDSNetworkInterface")
    world.ids["rds"] = made["NetworkInterface"]["NetworkInterfaceId"]
    endpoint = ec2.create_vpc_endpoint(
        VpcId=vpc, VpcEndpointType="Interface", ServiceName="com.amazonaws.cn-northwest-1.sts", PrivateDnsEnabled=True,
        SubnetIds=[world.ids["subnet:public-a"]], SecurityGroupIds=[world.ids["endpoint"]])["VpcEndpoint"]
    world.ids["sts"] = endpoint["VpcEndpointId"]
    acl = ec2.describe_network_acls(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["NetworkAcls"][0]["NetworkAclId"]
    world.ids["acl"] = acl
    ec2.create_network_acl_entry(NetworkAclId=acl, RuleNumber=90, Protocol="-1", RuleAction="deny", Egress=False,
                                 CidrBlock="100.64.0.0/10")
    control = world.ids["cluster-group"]
    ec2.revoke_security_group_ingress(GroupId=control, IpPermissions=[
        {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": control}]}])


POLICY = {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
          "metadata": {"name": "callers", "namespace": "default"},
          "spec": {"podSelector": {}, "ingress": [{"from": [{"ipBlock": {"cidr": "10.42.0.0/16"}}]}]}}
SERVICE = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "public", "namespace": "default"},
           "spec": {"type": "LoadBalancer", "selector": {"app": "web"}, "ports": [{"port": 80}],
                    "loadBalancerSourceRanges": ["10.42.0.0/16"]}}
WORLDS["by-address"] = {"objects": [POLICY, SERVICE]}
HOOK = {"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingWebhookConfiguration",
        "metadata": {"name": "gate"}, "webhooks": [{
            "name": "gate.example.dev", "sideEffects": "None", "admissionReviewVersions": ["v1"],
            "clientConfig": {"service": {"namespace": "default", "name": "hook"}},
            "rules": [{"apiGroups": ["example.dev"], "apiVersions": ["v1"], "operations": ["*"],
                       "resources": ["gates"]}]}]}
GATE = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "hook", "namespace": "default"},
        "spec": {"selector": {"app": "hook"}, "ports": [{"port": 443}]}}


def definition(group, kind, plural, scope):
    """A CRD that takes anything."""
    return {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "metadata": {"name": f"{plural}.{group}"},
            "spec": {"group": group, "scope": scope, "names": {"kind": kind, "plural": plural}, "versions": [{
                "name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": {
                    "type": "object", "x-kubernetes-preserve-unknown-fields": True}}}]}}


def apply_all(world, *things):
    """kubectl apply, one after the other; a CRD is waited for."""
    for thing in things:
        world.kubectl("apply", "-f", "-", input=json.dumps(thing))
        if thing["kind"] == "CustomResourceDefinition":
            world.kubectl("wait", "--for=condition=Established", "crd/" + thing["metadata"]["name"])


def drifted(world):
    """Karpenter that reserves nothing, Argo CD's mark on aws-node, and priorities that name the group."""
    apply_all(
        world, definition("karpenter.k8s.aws", "EC2NodeClass", "ec2nodeclasses", "Cluster"),
        {"apiVersion": "karpenter.k8s.aws/v1", "kind": "EC2NodeClass", "metadata": {"name": "spare"},
         "spec": {"subnetSelectorTerms": [{"id": world.ids["subnet:node-a"]}]}},
        {"apiVersion": "apps/v1", "kind": "Deployment",
         "metadata": {"name": "karpenter", "namespace": "kube-system",
                      "labels": {"app.kubernetes.io/name": "karpenter"}},
         "spec": {"replicas": 0, "selector": {"matchLabels": {"app": "karpenter"}}, "template": {
             "metadata": {"labels": {"app": "karpenter"}}, "spec": {"containers": [{"name": "c", "image": "x"}]}}}},
        {"apiVersion": "v1", "kind": "ConfigMap", "data": {"priorities": "10:\n- .*workers.*"},
         "metadata": {"name": "cluster-autoscaler-priority-expander", "namespace": "kube-system"}})
    world.kubectl("annotate", "daemonset", "aws-node", "-n", "kube-system",
                  "argocd.argoproj.io/tracking-id=platform:apps/DaemonSet:kube-system/aws-node")
    world.kubectl("label", "node", sorted(nodes(world))[0], "karpenter.sh/nodepool=spot")
    world.ec2.create_tags(Resources=[world.ids["vpc"]], Tags=[{"Key": "Terraform", "Value": "true"}])


def balanced(world):
    """A TargetGroupBinding with rules, and a second group that is not tagged either."""
    second = world.ec2.create_security_group(GroupName="second", Description="x", VpcId=world.ids["vpc"])["GroupId"]
    world.ids["second"] = second
    apply_all(
        world, definition("elbv2.k8s.aws", "TargetGroupBinding", "targetgroupbindings", "Namespaced"),
        {"apiVersion": "elbv2.k8s.aws/v1", "kind": "TargetGroupBinding",
         "metadata": {"name": "web", "namespace": "default"},
         "spec": {"targetType": "ip", "networking": {"ingress": []}, "serviceRef": {"name": "web", "port": 80}}})


WORLDS["drift"] = {"node_groups": {"workers": {
    "kubelet": "v1.34.1-eks-1", "tags": {"alpha.eksctl.io/cluster-name": "guide"}}}}
WORLDS["balancers"] = {}
WORLDS["quotas"] = {"quotas": {"L-1216C47A": 10}, "keys": {"no-quota": {"groups": ["system:masters"]}},
                    "denies": {"no-quota": ["servicequotas:*"]}}
WORLDS["workloads"] = {
    "objects": [HOOK, GATE],
    "workloads": {"pinned": {"replicas": 1, "node_selector": {"eks.amazonaws.com/nodegroup": "workers"}},
                  "hook": {"replicas": 1}, "web": {"pdb": {"min_available": 4}}}}
PREPARE = {"by-address": by_address, "drift": drifted, "balancers": balanced}

# world, playbook, settings, key, exit code, texts
CASES = {
    "unmasked": ("unmasked", "pod-range", {}, "admin", 3, [
        "x unmasked pods {ids[table:private-a]} ({a}) sends 10.9.0.0/16 to transit gateway {ids[transit:hub]}; with "
        "AWS_VPC_K8S_CNI_EXTERNALSNAT=true pods arrive there with addresses of 100.64.0.0/16",
        "{ids[table:private-b]} ({b}) sends 10.99.0.0/16 to peering {ids[peering:partner]}",
        "-> add a route for 100.64.0.0/16 on the far side and open its firewalls, then --set accept_unmasked=true"]),
    "unmasked-accepted": ("unmasked", "pod-range", {"accept_unmasked": "true"}, "admin", 0, [
        "! unmasked pods {ids[table:private-a]} ({a}) sends 10.9.0.0/16"]),
    "advertised": ("advertised", "pod-range", {}, "admin", 3, [
        "x advertised block {ids[vpn:office]} is attached to {ids[vpc]} and advertises every block of it: VPN "
        "connection {ids[connection:office]}, virtual interface dxvif-office, Direct Connect gateway dxgw-dc (it lets "
        "100.64.0.0/10 out) learns 100.64.0.0/16 at once",
        "{ids[attachment:office]} propagates the blocks of {ids[vpc]} to tgw-rtb-0123456789abcdef0",
        "dxgw-far advertises 100.64.0.0/16 for {ids[transit:office]}", "then --set accept_propagation=true"]),
    "advertised-by-vpc-range": ("advertised", "vpc-range", {}, "network", 3, ["x advertised block"]),
    "advertised-accepted": ("advertised", "vpc-range", {"accept_propagation": "true"}, "admin", 0, [
        "! advertised block {ids[vpn:office]} is attached"]),
    "by-address": ("by-address", "pod-range", {}, "admin", 0, [
        "! groups by address {ids[store]} (store) lets in tcp 5432 from 10.42.0.0/16, but not from 100.64.0.0/16; it "
        "is on 1 interface: RDSNetworkInterface {ids[rds]}",
        "-> aws ec2 authorize-security-group-ingress --group-id {ids[store]} --protocol tcp --port 5432-5432 --cidr "
        "100.64.0.0/16",
        "! VPC endpoints {ids[sts]} (com.amazonaws.cn-northwest-1.sts, private DNS) does not let in tcp 443 from "
        "100.64.0.0/16", "! network ACL rules {ids[acl]}", "but not from 100.64.0.0/16 (rule 90)",
        "-> add the rule for 100.64.0.0/16, with a number below 90",
        "! rules of pods' groups {ids[cluster-group]} let no tcp 443 pass from pods: the API server", "udp 53",
        "! network policies NetworkPolicy default/callers allows ingress from 10.42.0.0/16, but not from 100.64.0.0/16",
        "! source ranges the load balancer of Service default/public lets in 10.42.0.0/16, but not 100.64.0.0/16"]),
    "drift": ("drift", "pod-range", {}, "admin", 3, [
        "x version of new nodes 3 nodes of group workers run kubelet 1.34.1; new ones start from release "
        "1.34.4-20260120",
        "-> see that your workloads run there, then --set accept_upgrade=true",
        "x Karpenter's interfaces Karpenter reserves 0 interfaces", "of class spare",
        "-> set RESERVED_ENIS=1 for Karpenter",
        "x other nodes Karpenter's pool spot (1 node) is not replaced by this procedure",
        "-> to go on without it: --set replace_by_hand=spot; when the switch is on",
        "kubectl delete nodeclaims -l karpenter.sh/nodepool=spot",
        "! owners elsewhere {ids[vpc]} belongs to Terraform (tag terraform = true)",
        "! owners elsewhere node group workers belongs to eksctl (cluster guide)",
        "! owners elsewhere DaemonSet kube-system/aws-node is written by Argo CD, application platform",
        "! Cluster Autoscaler ConfigMap kube-system/cluster-autoscaler-priority-expander names workers"]),
    "balancers": ("balancers", "pod-range", {"security_groups": "{ids[cluster-group]},{ids[second]}"}, "admin", 3, [
        "x tags of pods' groups pods get 2 groups ({ids[cluster-group]}, {ids[second]}), of which none carries the tag "
        "kubernetes.io/cluster/guide; TargetGroupBinding default/web needs exactly one",
        "! readiness gates pods of namespace default are ip targets (web) without readiness gates"]),
    "quotas": ("quotas", "pod-range", {}, "admin", 3, [
        "x vCPU quota 3 new nodes (workers) take 6 vCPUs; of 10 for standard instances, on demand (L-1216C47A) 6 are "
        "in use: 2 nodes fit", "-> ask for more under quota L-1216C47A, or go in batches: --set surge=2"]),
    "quotas-unread": ("quotas", "pod-range", {}, "no-quota", 0, ["! vCPUs in use vCPU quotas cannot be read"]),
    "workloads": ("workloads", "pod-range", {}, "admin", 3, [
        "x pinned to a group Deployment default/pinned asks for eks.amazonaws.com/nodegroup=workers (nodeSelector): "
        "group workers is replaced, and its pods would stay Pending",
        "-> select by a label that both groups have, as team: shop, or by none",
        "! budgets that allow none budget default/web allows no eviction although all of its 4 pods are healthy",
        "! called by the control plane ValidatingWebhookConfiguration gate (gate.example.dev, failurePolicy Fail) "
        "is served by Service default/hook from 1 pod that moves",
        "-> give it a second replica; set failurePolicy: Ignore"]),
    "advertised-unread": ("advertised", "vpc-range", {}, "unread", 3, [
        "what is behind it (it cannot be read)", "! who advertises virtual interfaces of Direct Connect cannot be read",
        "! who advertises propagation of transit gateways cannot be read",
        "-> allow ec2:GetTransitGatewayAttachmentPropagations, or look yourself"]),
}


@pytest.fixture(scope="module", name="world")
def _world(request):
    """One world at a time; pytest keeps the tests of each together."""
    with World("guide", WORLDS[request.param]) as world:
        PREPARE.get(request.param, lambda _: None)(world)
        yield world


def cases():
    """The cases, world by world, so that each is started once."""
    order = list(WORLDS)
    for name, case in sorted(CASES.items(), key=lambda item: order.index(item[1][0])):
        yield pytest.param(case[0], case[1:], id=name, marks=pytest.mark.xdist_group("impact-" + case[0]))


@pytest.mark.parametrize(("world", "case"), list(cases()), indirect=["world"])
def test_report(world, case):
    """Exit code, object, effect and remedy; nothing was written, whether refused or warned of."""
    playbook, settings, key, code, texts = case
    words = [word for name, value in settings.items() for word in ("--set", f"{name}={value.format(ids=world.ids)}")]
    region = world.scenario["region"]
    with Nothing(world):
        result = apply(world, "--to", "check_first", "-v", *words, playbook=playbook, key=key)
    said = " ".join((result.out + result.err).split())
    assert result.code == code, result
    for text in texts:
        text = text.format(ids=world.ids, a=region + "a", b=region + "b", c=region + "c")
        assert text in said, (text, result)
