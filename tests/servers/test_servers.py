"""The test servers prove themselves, without Perigee: a world comes up, the
guide's procedure can be walked by hand in it, what must be refused is refused,
and nothing is left behind.

Needs the installed servers (tests/servers/install), and their Python.
"""
import base64
import ipaddress
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

import boto3
import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.signers import RequestSigner

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import scenario as scenarios  # noqa: E402
from servers import World  # noqa: E402

POD_RANGE = "100.64.0.0/16"


def processes():
    """The command lines of the servers that run on this machine, in any namespace."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                text = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if "perigee-world-" in text:
                found.append((int(entry.name), text))
    return found


def ours(folder):
    """The processes of the one world that uses a folder."""
    return [entry for entry in processes() if str(folder) in entry[1]]


def code_of(caught):
    """The error code of a botocore error."""
    return caught.value.response["Error"]["Code"]


def pods_of(world, selector=None):
    """Pods as kubectl tells them."""
    extra = ["-l", selector] if selector else []
    return world.kubectl("get", "pods", "-A", "-ojson", *extra)["items"]


def token(world, key="admin", cluster=None, expires=60):
    """An EKS token, made by botocore's signer."""
    env, region = world.environments[key], world.scenario["region"]
    session = botocore.session.get_session()
    session.set_credentials(env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"])
    signer = RequestSigner(session.get_service_model("sts").service_id, region, "sts", "v4",
                           session.get_credentials(), session.get_component("event_emitter"))
    host = f"https://sts.{region}.{scenarios.suffix(region)}/"
    url = signer.generate_presigned_url(
        {"method": "GET", "url": f"{host}?Action=GetCallerIdentity&Version=2011-06-15", "body": {},
         "headers": {"x-k8s-aws-id": cluster or world.cluster}, "context": {}},
        region_name=region, expires_in=expires, operation_name="")
    return "k8s-aws-v1." + base64.urlsafe_b64encode(url.encode()).decode().rstrip("=")


@pytest.fixture(scope="module")
def guide():
    """A guide world that tests share which change nothing that another one reads."""
    with World("guide") as world:
        yield world


def test_a_world_is_what_its_scenario_says(guide):
    zones = {n["metadata"]["labels"]["topology.kubernetes.io/zone"]
             for n in guide.kubectl("get", "nodes", "-ojson")["items"]}
    assert zones == {"cn-northwest-1a", "cn-northwest-1b", "cn-northwest-1c"}
    for pod in pods_of(guide):
        assert pod["status"]["phase"] == "Running"
        assert ipaddress.ip_address(pod["status"]["podIP"]) in ipaddress.ip_network("10.42.1.0/24")
    cluster = guide.eks.describe_cluster(name=guide.cluster)["cluster"]
    assert cluster["status"] == "ACTIVE" and cluster["arn"].startswith("arn:aws-cn:")
    group = guide.eks.describe_nodegroup(clusterName=guide.cluster, nodegroupName="workers")["nodegroup"]
    assert group["status"] == "ACTIVE" and group["labels"] == {"team": "shop"} and "remoteAccess" not in group
    assert guide.writes() == []


def test_subnets_lose_the_addresses_that_nodes_and_pods_take(guide):
    subnet = guide.ids["subnet:node-a"]
    free = guide.ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["AvailableIpAddressCount"]
    net = ipaddress.ip_network("10.42.1.0/26")
    node = [n for n in guide.kubectl("get", "nodes", "-ojson")["items"]
            if n["metadata"]["labels"]["topology.kubernetes.io/zone"] == "cn-northwest-1a"]
    own = [p for p in pods_of(guide) if not p["spec"].get("hostNetwork")
           and ipaddress.ip_address(p["status"]["podIP"]) in net]
    assert own and free == 64 - 5 - len(node) - len(own)


def test_a_wrong_signature_is_refused_in_the_words_of_each_protocol(guide):
    env = guide.environments["admin"]

    def client(service, key, secret):
        return boto3.client(service, region_name=guide.scenario["region"], endpoint_url=guide._relay.url,
                            aws_access_key_id=key, aws_secret_access_key=secret,
                            config=Config(retries={"max_attempts": 0}))
    wrong = (env["AWS_ACCESS_KEY_ID"], "not the secret")
    unknown = ("AKIAUNKNOWN000000000", env["AWS_SECRET_ACCESS_KEY"])
    calls = {"ec2": lambda c: c.describe_vpcs(), "eks": lambda c: c.list_clusters(),
             "sts": lambda c: c.get_caller_identity(), "service-quotas": lambda c: c.get_service_quota(
                 ServiceCode="vpc", QuotaCode="L-83CA0A9D")}
    expected = {"ec2": ("SignatureDoesNotMatch", "AuthFailure"),
                "eks": ("InvalidSignatureException", "UnrecognizedClientException"),
                "sts": ("SignatureDoesNotMatch", "InvalidClientTokenId"),
                "service-quotas": ("InvalidSignatureException", "UnrecognizedClientException")}
    for service, call in calls.items():
        for credentials, code in zip((wrong, unknown), expected[service]):
            with pytest.raises(ClientError) as caught:
                call(client(service, *credentials))
            assert code_of(caught) == code
        call(client(service, env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"]))


def test_eks_tokens_are_checked_by_all_their_rules(guide):
    def get(text, path="/api/v1/nodes"):
        return guide.run(["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "--cacert",
                          f"{guide.environments['admin']['SERVERS_DIR']}/pki/ca.crt",
                          "-H", f"Authorization: Bearer {text}", f"https://127.0.0.1:6443{path}"], check=True).out
    good = token(guide)
    assert get(good) == "200"
    assert get(token(guide, key="viewer")) == "200"
    assert get(token(guide, key="network")) == "401"
    assert get(token(guide, cluster="another")) == "401"
    assert get(token(guide, expires=1000)) == "401"
    assert get(good[:-2] + ("AA" if good[-2:] != "AA" else "BB")) == "401"
    url = base64.urlsafe_b64decode(good[11:] + "=" * (-len(good[11:]) % 4)).decode()

    def made(text):
        return "k8s-aws-v1." + base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    assert made(url) == good
    assert get(made(url + "&Action=GetCallerIdentity")) == "401"
    assert get(made(url.replace("https:", "http:"))) == "401"
    assert get(made(url.replace("amazonaws.com.cn", "example.com"))) == "401"


def test_pods_answer_at_their_addresses(guide):
    pod = pods_of(guide, "app=web")[0]
    name, address = pod["metadata"]["name"], pod["status"]["podIP"]
    answer = guide.kubectl("get", "--raw", f"/api/v1/namespaces/default/pods/{name}:8080/proxy/")
    assert answer.strip() == f"default/{name} {address}"
    assert guide.run(["curl", "-s", "-m", "2", "http://10.42.1.60:8080/"]).code != 0
    assert guide.kubectl("logs", name) == f"started default/{name} main\n"


def test_a_container_with_a_command_really_runs(guide):
    """Its own root, user and process 1; the API server behind its service; what it serves itself; its last words."""
    ask = "wget -qO - --no-check-certificate https://$KUBERNETES_SERVICE_HOST/livez"
    script = (f"cd /w; echo $$ $(id -u) $(ls /) $({ask}) >index.html; httpd -f -p $IP:9000 & "
              "until [ -e end ]; do sleep 0.1; done; echo bye >/dev/termination-log")
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "runs"}, "spec": {
        "restartPolicy": "Never", "securityContext": {"runAsUser": 65535},
        "volumes": [{"name": "w", "emptyDir": {}}],
        "containers": [{"name": "c", "image": "busybox:1",
                        "command": ["sh", "-c", script],
                        "env": [{"name": "IP", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}}],
                        "volumeMounts": [{"name": "w", "mountPath": "/w"}]}]}}
    guide.run(["kubectl", "apply", "-f", "-"], input=json.dumps(pod), check=True)

    def answer():
        found = guide.kubectl("get", "--raw", "/api/v1/namespaces/default/pods/runs:9000/proxy/", check=False)
        return found.out if found.code == 0 else None
    guide.wait("it answers", answer, 30)
    # In a world of somebody who is not root there is but one user.
    assert answer().split() == ["1", "0" if os.getuid() else "65535", "bin", "dev", "etc", "w", "ok"]
    guide.run(["sh", "-c", "for w in $SERVERS_DIR/containers/*/w; do touch $w/end; done"], check=True)
    guide.wait("it ends", lambda: guide.kubectl("get", "pod", "runs", "-ojson")["status"]["phase"] == "Succeeded", 30)
    ended = guide.kubectl("get", "pod", "runs", "-ojson")["status"]["containerStatuses"][0]["state"]["terminated"]
    assert (ended["exitCode"], ended["message"]) == (0, "bye\n")
    guide.kubectl("delete", "pod", "runs")


def test_signals_reach_a_command_inside(guide):
    process = guide.start(["sleep", "60"])
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)  # SIGINT is ignored by what a shell starts in the background
    assert process.wait(5) == -signal.SIGTERM
    result = guide.run(["sh", "-c", "readlink /proc/self/exe; ip -brief address show lo; exit 5"])
    assert result.code == 5 and "/readlink" in result.out and "10.42.1." in result.out
    with pytest.raises(AssertionError, match="longer than 1 s"):
        guide.run(["sh", "-c", "sleep 30 & wait"], timeout=1)


def test_denies_and_faults():
    changes = {
        "denies": {"network": ["eks:*"], "viewer": ["ec2:CreateSubnet"]},
        "faults": [{"operation": "ec2:DescribeVpcs", "call": 2, "kind": "throttle"},
                   {"operation": "ec2:CreateTags", "kind": "drop"},
                   {"operation": "eks:ListNodegroups", "kind": "500"},
                   {"operation": "ec2:AssociateVpcCidrBlock", "kind": "timeout-after-write", "seconds": 0.1}],
        "quotas": {"L-83CA0A9D": 2}, "node_groups": {"workers": None}, "workloads": {"web": None, "store": None}}
    with World("guide", changes) as world:
        def client(service, key="admin"):
            env = world.environments[key]
            return boto3.client(service, region_name=world.scenario["region"], endpoint_url=world._relay.url,
                                aws_access_key_id=env["AWS_ACCESS_KEY_ID"],
                                aws_secret_access_key=env["AWS_SECRET_ACCESS_KEY"],
                                config=Config(retries={"max_attempts": 0}))
        with pytest.raises(ClientError) as caught:
            client("eks", "network").describe_cluster(name=world.cluster)
        assert code_of(caught) == "AccessDeniedException"
        with pytest.raises(ClientError) as caught:
            client("ec2", "viewer").create_subnet(VpcId=world.ids["vpc"], CidrBlock="10.42.200.0/24")
        assert code_of(caught) == "UnauthorizedOperation"
        ec2 = client("ec2")
        ec2.describe_vpcs()
        with pytest.raises(ClientError) as caught:
            ec2.describe_vpcs()
        assert code_of(caught) == "RequestLimitExceeded"
        ec2.describe_vpcs()
        with pytest.raises(Exception, match="onnection"):
            ec2.create_tags(Resources=[world.ids["vpc"]], Tags=[{"Key": "a", "Value": "b"}])
        with pytest.raises(ClientError) as caught:
            client("eks").list_nodegroups(clusterName=world.cluster)
        assert code_of(caught) == "ServerException"
        with pytest.raises(Exception, match="onnection"):
            ec2.associate_vpc_cidr_block(VpcId=world.ids["vpc"], CidrBlock=POD_RANGE)
        blocks = ec2.describe_vpcs()["Vpcs"][0]["CidrBlockAssociationSet"]
        assert [b["CidrBlock"] for b in blocks] == ["10.42.0.0/16", POD_RANGE]
        with pytest.raises(ClientError) as caught:
            ec2.associate_vpc_cidr_block(VpcId=world.ids["vpc"], CidrBlock="100.65.0.0/16")
        assert code_of(caught) == "CidrLimitExceeded"
        quota = client("service-quotas").get_service_quota(ServiceCode="vpc", QuotaCode="L-83CA0A9D")["Quota"]
        assert quota["Value"] == 2


def add_range(world):
    """Steps 1 to 4 of the guide: the range, a subnet per zone, its route table."""
    vpc, subnets = world.ids["vpc"], {}
    answer = world.ec2.associate_vpc_cidr_block(VpcId=vpc, CidrBlock=POD_RANGE)
    assert answer["CidrBlockAssociation"]["CidrBlockState"]["State"] == "associating"
    with pytest.raises(ClientError) as caught:
        world.ec2.create_subnet(VpcId=vpc, CidrBlock="100.64.1.0/24")
    assert code_of(caught) == "InvalidSubnet.Range"

    def state():
        blocks = world.ec2.describe_vpcs(VpcIds=[vpc])["Vpcs"][0]["CidrBlockAssociationSet"]
        return {b["CidrBlock"]: b["CidrBlockState"]["State"] for b in blocks}[POD_RANGE]
    world.wait("associated", lambda: state() == "associated")
    for number, letter in enumerate("abc", 1):
        zone = world.scenario["region"] + letter
        subnet = world.ec2.create_subnet(VpcId=vpc, CidrBlock=f"100.64.{number}.0/24", AvailabilityZone=zone)
        subnets[zone] = subnet["Subnet"]["SubnetId"]
        table = world.ec2.describe_route_tables(
            Filters=[{"Name": "association.subnet-id", "Values": [world.ids[f"subnet:node-{letter}"]]}])
        table = table["RouteTables"][0]
        default = [r for r in table["Routes"] if r.get("DestinationCidrBlock") == "0.0.0.0/0"]
        assert default[0]["NatGatewayId"] == world.ids[f"nat:{letter}"] and default[0]["State"] == "active"
        assert POD_RANGE in [r.get("DestinationCidrBlock") for r in table["Routes"]]
        world.ec2.associate_route_table(RouteTableId=table["RouteTableId"], SubnetId=subnets[zone])
        with pytest.raises(ClientError) as caught:
            world.ec2.associate_route_table(RouteTableId=table["RouteTableId"], SubnetId=subnets[zone])
        assert code_of(caught) == "Resource.AlreadyAssociated"
    return subnets


def write_eniconfigs(world, subnets):
    """Step 6."""
    text = "\n---\n".join(json.dumps({
        "apiVersion": "crd.k8s.amazonaws.com/v1alpha1", "kind": "ENIConfig", "metadata": {"name": zone},
        "spec": {"subnet": subnet, "securityGroups": [world.ids["cluster-group"]]}})
        for zone, subnet in subnets.items())
    world.kubectl("apply", "-f", "-", input=text)


def new_group(world, name="workers-2", size=3):
    """The new node group of step 8, until all its nodes are Ready."""
    old = world.eks.describe_nodegroup(clusterName=world.cluster, nodegroupName="workers")["nodegroup"]
    world.eks.create_nodegroup(
        clusterName=world.cluster, nodegroupName=name, subnets=old["subnets"], nodeRole=old["nodeRole"],
        instanceTypes=old["instanceTypes"], labels=old["labels"],
        scalingConfig={"minSize": 1, "maxSize": 6, "desiredSize": size})

    def status():
        group = world.eks.describe_nodegroup(clusterName=world.cluster, nodegroupName=name)["nodegroup"]
        return group["status"] == "ACTIVE"
    assert not status()
    world.wait(f"{name} ACTIVE", status)
    return world.kubectl("get", "nodes", "-l", f"eks.amazonaws.com/nodegroup={name}", "-ojson")["items"]


def test_the_guide_by_hand():
    """The whole procedure with boto3 and kubectl: so the servers are proven before Perigee runs on them."""
    with World("guide") as world:
        old_nodes = [n["metadata"]["name"] for n in world.kubectl("get", "nodes", "-ojson")["items"]]
        subnets = add_range(world)
        write_eniconfigs(world, subnets)
        world.kubectl("set", "env", "daemonset", "aws-node", "-n", "kube-system",
                      "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=true", "ENI_CONFIG_LABEL_DEF=topology.kubernetes.io/zone")
        world.kubectl("rollout", "status", "daemonset/aws-node", "-n", "kube-system", "--timeout=60s")
        nodes = new_group(world)
        assert len(nodes) == 3
        for node in nodes:
            # m5.large with one of its three interfaces lost to pods: facts of EKS, not of this code.
            assert node["status"]["allocatable"]["pods"] == "20"
        for name in old_nodes:
            world.kubectl("cordon", name)
        for name in old_nodes:
            world.kubectl("drain", name, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=60s")
        world.wait("workloads are whole again", lambda: len([
            p for p in pods_of(world, "app in (web, store)") if p["status"].get("podIP")
            and p["status"]["phase"] == "Running"]) == 6)
        zone_of = {n["metadata"]["name"]: n["metadata"]["labels"]["topology.kubernetes.io/zone"] for n in nodes}
        blocks = {zone: ipaddress.ip_network(f"100.64.{i}.0/24") for i, zone in enumerate(sorted(subnets), 1)}
        for pod in pods_of(world):
            if pod["spec"].get("hostNetwork") or pod["spec"]["nodeName"] in old_nodes:
                continue
            assert ipaddress.ip_address(pod["status"]["podIP"]) in blocks[zone_of[pod["spec"]["nodeName"]]]
            port = pod["spec"]["containers"][0]["ports"][0]["containerPort"]
            name, space = pod["metadata"]["name"], pod["metadata"]["namespace"]
            assert name in world.kubectl("get", "--raw", f"/api/v1/namespaces/{space}/pods/{name}:{port}/proxy/")
        for node in nodes:
            machine = node["spec"]["providerID"].rpartition("/")[2]
            second = world.ec2.describe_network_interfaces(
                Filters=[{"Name": "attachment.instance-id", "Values": [machine]}])["NetworkInterfaces"]
            second = [n for n in second if n["Attachment"]["DeviceIndex"] > 0]
            assert [n["SubnetId"] for n in second] == [subnets[zone_of[node["metadata"]["name"]]]]
            assert [g["GroupId"] for g in second[0]["Groups"]] == [world.ids["cluster-group"]]
        world.eks.delete_nodegroup(clusterName=world.cluster, nodegroupName="workers")
        group = world.eks.describe_nodegroup(clusterName=world.cluster, nodegroupName="workers")["nodegroup"]
        assert group["status"] == "DELETING"
        world.wait("the old group is gone", lambda: world.eks.list_nodegroups(
            clusterName=world.cluster)["nodegroups"] == ["workers-2"])
        world.wait("its nodes are gone", lambda: len(world.kubectl("get", "nodes", "-ojson")["items"]) == 3)
        assert not any(n in old_nodes for n in zone_of)
        writes = world.writes()
        assert writes.count("aws ec2:CreateSubnet") == 3 and "aws eks:DeleteNodegroup" in writes
        assert any(w.startswith("k8s create pods/web") and w.endswith("/eviction") for w in writes)


def test_without_an_eniconfig_a_node_stays_not_ready():
    with World("guide", {"workloads": {"web": None, "store": None}}) as world:
        world.kubectl("set", "env", "daemonset", "aws-node", "-n", "kube-system",
                      "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=true", "ENI_CONFIG_LABEL_DEF=topology.kubernetes.io/zone")

        def states():
            return [c["status"] for n in world.kubectl("get", "nodes", "-ojson")["items"]
                    for c in n["status"]["conditions"] if c["type"] == "Ready"]
        world.wait("a node whose CNI restarted is NotReady", lambda: "False" in states())
        subnets = add_range(world)
        write_eniconfigs(world, subnets)
        world.wait("all are Ready again", lambda: set(states()) == {"True"})


def test_a_budget_refuses_an_eviction():
    with World("guide", {"workloads": {"web": {"replicas": 2, "pdb": {"min_available": 2}}}}) as world:
        pod = pods_of(world, "app=web")[0]["metadata"]
        eviction = json.dumps({"apiVersion": "policy/v1", "kind": "Eviction",
                               "metadata": {"name": pod["name"], "namespace": pod["namespace"]}})
        result = world.kubectl("create", "--raw", f"/api/v1/namespaces/default/pods/{pod['name']}/eviction", "-f", "-",
                               input=eviction, check=False)
        assert result.code != 0 and "disruption budget" in result.err
        codes = [e["responseStatus"]["code"] for e in world.kubernetes_requests(writes_only=True)]
        assert codes == [429]
        assert world.writes() == []


def test_a_group_follows_its_size_and_its_auto_scaling_group():
    with World("guide", {"workloads": {"web": None, "store": None}}) as world:
        group = world.eks.describe_nodegroup(clusterName=world.cluster, nodegroupName="workers")["nodegroup"]
        name = group["resources"]["autoScalingGroups"][0]["name"]

        def count():
            return len(world.kubectl("get", "nodes", "-ojson")["items"])
        update = world.eks.update_nodegroup_config(
            clusterName=world.cluster, nodegroupName="workers",
            scalingConfig={"minSize": 2, "maxSize": 6, "desiredSize": 4})["update"]
        assert update["status"] == "InProgress"
        world.wait("the update ends", lambda: world.eks.describe_update(
            name=world.cluster, updateId=update["id"], nodegroupName="workers")["update"]["status"] == "Successful")
        world.wait("four nodes", lambda: count() == 4)
        asg = world.autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"][0]
        victim = asg["Instances"][0]["InstanceId"]
        with pytest.raises(ClientError) as caught:
            world.eks.update_nodegroup_config(clusterName=world.cluster, nodegroupName="workers",
                                              scalingConfig={"minSize": 5})
        assert code_of(caught) == "InvalidParameterException"
        world.autoscaling.terminate_instance_in_auto_scaling_group(
            InstanceId=victim, ShouldDecrementDesiredCapacity=True)
        world.wait("three nodes", lambda: count() == 3)
        group = world.eks.describe_nodegroup(clusterName=world.cluster, nodegroupName="workers")["nodegroup"]
        assert group["scalingConfig"] == {"minSize": 2, "maxSize": 6, "desiredSize": 3}
        world.autoscaling.update_auto_scaling_group(AutoScalingGroupName=name, MinSize=3)
        with pytest.raises(ClientError) as caught:
            world.autoscaling.terminate_instance_in_auto_scaling_group(
                InstanceId=asg["Instances"][1]["InstanceId"], ShouldDecrementDesiredCapacity=True)
        assert code_of(caught) == "ValidationError"


def test_states_that_the_scenario_asks_for():
    """One crowded world instead of many: what clients are to be refused for must show in the answers."""
    changes = {
        "cluster": {"status": "UPDATING", "ip_family": "ipv6", "auto_mode": True, "public": False},
        "vpc": {
            "ranges": ["10.42.0.0/16", "10.43.0.0/16"],
            "nat": {"b": {"state": "deleted"}, "c": {"kind": "private"}},
            "transit": {"hub": {"attached": ["node-a", "node-b"], "state": "pendingAcceptance"}},
            "endpoints": {"inspect": {"subnets": ["public-a"]}},
            "peerings": {"partner": {"ranges": ["10.99.0.0/16", "100.64.32.0/20"], "requester": "them"},
                         "asked": {"ranges": ["10.98.0.0/16"], "state": "pending-acceptance"}},
            "tables": {"private-a": {"routes": {"0.0.0.0/0": {"via": "nat:a", "state": "blackhole"},
                                                "100.64.1.0/24": "transit:hub"}},
                       "private-b": {"routes": {"0.0.0.0/0": "endpoint:inspect", "10.99.0.0/16": "peering:partner"}},
                       "private-c": {"routes": {"0.0.0.0/0": "internet"}}},
            "subnets": {"node-a": {"free": 7}, "node-b": {"table": None}},
        },
        "node_groups": {"workers": {"status": "DEGRADED", "health": [
            {"code": "AsgInstanceLaunchFailures", "message": "no room", "resourceIds": []}]}},
        "workloads": {"web": None, "store": None},
    }
    with World("guide", changes) as world:
        ids, ec2 = world.ids, world.ec2
        cluster = world.eks.describe_cluster(name=world.cluster)["cluster"]
        assert cluster["status"] == "UPDATING" and cluster["computeConfig"]["enabled"] is True
        assert cluster["kubernetesNetworkConfig"]["ipFamily"] == "ipv6"
        assert cluster["resourcesVpcConfig"]["endpointPublicAccess"] is False
        group = world.eks.describe_nodegroup(clusterName=world.cluster, nodegroupName="workers")["nodegroup"]
        assert group["status"] == "DEGRADED" and group["health"]["issues"][0]["code"] == "AsgInstanceLaunchFailures"
        vpcs = ec2.describe_vpcs()["Vpcs"]
        assert [b["CidrBlock"] for b in vpcs[0]["CidrBlockAssociationSet"]] == ["10.42.0.0/16", "10.43.0.0/16"]
        assert len(vpcs) == 1 and len(ec2.describe_network_acls()["NetworkAcls"]) == 1

        def routes(name):
            table = ec2.describe_route_tables(RouteTableIds=[ids[f"table:{name}"]])["RouteTables"][0]
            return {r["DestinationCidrBlock"]: r for r in table["Routes"]}
        assert routes("private-a")["0.0.0.0/0"]["State"] == "blackhole"
        assert routes("private-a")["100.64.1.0/24"]["TransitGatewayId"] == ids["transit:hub"]
        assert routes("private-b")["0.0.0.0/0"]["GatewayId"] == ids["endpoint:inspect"]
        assert routes("private-b")["10.99.0.0/16"]["VpcPeeringConnectionId"] == ids["peering:partner"]
        assert routes("private-c")["0.0.0.0/0"]["GatewayId"] == ids["internet"]
        assert set(routes("private-c")) == {"0.0.0.0/0", "10.42.0.0/16", "10.43.0.0/16"}
        explicit = ec2.describe_route_tables(
            Filters=[{"Name": "association.subnet-id", "Values": [ids["subnet:node-b"]]}])["RouteTables"]
        assert explicit == []
        nats = {n["NatGatewayId"]: n for n in ec2.describe_nat_gateways()["NatGateways"]}
        assert [nats[ids[f"nat:{n}"]]["State"] for n in "abc"] == ["available", "deleted", "available"]
        assert nats[ids["nat:c"]]["ConnectivityType"] == "private"
        attachment = ec2.describe_transit_gateway_vpc_attachments()["TransitGatewayVpcAttachments"][0]
        assert attachment["State"] == "pendingAcceptance"
        assert set(attachment["SubnetIds"]) == {ids["subnet:node-a"], ids["subnet:node-b"]}
        peerings = {p["VpcPeeringConnectionId"]: p for p in
                    ec2.describe_vpc_peering_connections()["VpcPeeringConnections"]}
        partner, asked = peerings[ids["peering:partner"]], peerings[ids["peering:asked"]]
        assert partner["Status"]["Code"] == "active" and asked["Status"]["Code"] == "pending-acceptance"
        assert [b["CidrBlock"] for b in partner["RequesterVpcInfo"]["CidrBlockSet"]] == [
            "10.99.0.0/16", "100.64.32.0/20"]
        assert partner["AccepterVpcInfo"]["VpcId"] == asked["RequesterVpcInfo"]["VpcId"] == ids["vpc"]
        free = ec2.describe_subnets(SubnetIds=[ids["subnet:node-a"]])["Subnets"][0]["AvailableIpAddressCount"]
        assert free == 7


def test_a_group_that_cannot_come_up():
    with World("fail-new-group", {"workloads": {"web": None, "store": None}}) as world:
        old = world.eks.describe_nodegroup(clusterName=world.cluster, nodegroupName="workers")["nodegroup"]
        world.eks.create_nodegroup(clusterName=world.cluster, nodegroupName="next", subnets=old["subnets"],
                                   nodeRole=old["nodeRole"])

        def failed():
            group = world.eks.describe_nodegroup(clusterName=world.cluster, nodegroupName="next")["nodegroup"]
            return group if group["status"] == "CREATE_FAILED" else None
        group = world.wait("the group fails", failed)
        assert group["health"]["issues"][0]["code"] == "NodeCreationFailure"
        assert len(world.kubectl("get", "nodes", "-ojson")["items"]) == 3
        world.eks.delete_nodegroup(clusterName=world.cluster, nodegroupName="next")
        world.wait("it goes", lambda: world.eks.list_nodegroups(clusterName=world.cluster)["nodegroups"] == ["workers"])


def test_node_groups_and_addons_carry_tags():
    changes = {"workloads": {"web": None, "store": None},
               "node_groups": {"workers": {"size": {"desired": 0, "min": 0}}}}
    with World("addon", changes) as world:
        group = world.eks.describe_nodegroup(clusterName=world.cluster, nodegroupName="workers")["nodegroup"]
        addon = world.eks.describe_addon(clusterName=world.cluster, addonName="vpc-cni")["addon"]
        cluster = world.eks.describe_cluster(name=world.cluster)["cluster"]
        for arn, before in ((group["nodegroupArn"], {"owner": "platform"}), (addon["addonArn"], {}),
                            (cluster["arn"], {})):
            world.eks.tag_resource(resourceArn=arn, tags={"a": "1", "b": "2", "c": "3"})
            world.eks.untag_resource(resourceArn=arn, tagKeys=["a", "b"])
            assert world.eks.list_tags_for_resource(resourceArn=arn)["tags"] == {**before, "c": "3"}
        group = world.eks.describe_nodegroup(clusterName=world.cluster, nodegroupName="workers")["nodegroup"]
        assert group["tags"] == {"owner": "platform", "c": "3"}


def test_an_addon_is_applied_by_the_api_server_itself():
    with World("addon", {"workloads": {"web": None, "store": None}}) as world:
        eks, name = world.eks, {"clusterName": world.cluster, "addonName": "vpc-cni"}
        schema = json.loads(eks.describe_addon_configuration(
            addonName="vpc-cni", addonVersion="v1")["configurationSchema"])
        assert schema["definitions"]["VpcCni"]["additionalProperties"] is False
        for bad in ('{"env":{"NO_SUCH":"1"}}', '{"env":{"WARM_IP_TARGET":1}}', "{"):
            with pytest.raises(ClientError) as caught:
                eks.update_addon(**name, configurationValues=bad)
            assert code_of(caught) == "InvalidParameterException"

        def update(**members):
            started = eks.update_addon(**name, **members)["update"]

            def done():
                found = eks.describe_update(name=world.cluster, updateId=started["id"], addonName="vpc-cni")["update"]
                return found if found["status"] != "InProgress" else None
            return world.wait("the update ends", done)

        def env():
            spec = world.kubectl("get", "ds", "-n", "kube-system", "aws-node", "-ojson")["spec"]["template"]["spec"]
            container = [c for c in spec["containers"] if c["name"] == "aws-node"][0]
            return {e["name"]: e.get("value") for e in container["env"]}
        assert update(configurationValues='{"env":{"WARM_IP_TARGET":"3"}}')["status"] == "Successful"
        assert env()["WARM_IP_TARGET"] == "3"
        world.kubectl("set", "env", "ds/aws-node", "-n", "kube-system", "-c", "aws-node", "WARM_ENI_TARGET=2")
        wanted = '{"env":{"WARM_ENI_TARGET":"5"}}'
        failed = update(configurationValues=wanted)
        assert failed["status"] == "Failed" and failed["errors"][0]["errorCode"] == "ConfigurationConflict"
        assert update(configurationValues=wanted, resolveConflicts="PRESERVE")["status"] == "Successful"
        assert env()["WARM_ENI_TARGET"] == "2"
        assert update(configurationValues=wanted, resolveConflicts="OVERWRITE")["status"] == "Successful"
        assert env()["WARM_ENI_TARGET"] == "5" and "WARM_IP_TARGET" not in env()


def answers(world):
    """Whether the world's API server says that it is ready."""
    return world.kubectl("get", "--raw", "/readyz", check=False).code == 0


def test_two_worlds_at_once(guide):
    with World("guide", {"cluster": {"name": "second"}}) as other:
        assert other.eks.list_clusters()["clusters"] == ["second"]
        assert guide.eks.list_clusters()["clusters"] == ["guide"]
        with other.without("kube-apiserver"):
            other.wait("the API server to be gone", lambda: not answers(other))
            assert answers(guide), "that of another world is left alone"
        other.wait("the API server to be back", lambda: answers(other))
        assert len(other.kubectl("get", "nodes", "-ojson")["items"]) == 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_nothing_is_left_behind(number, tmp_path):
    marker = tmp_path / "up"
    with subprocess.Popen([str(HERE / "with"), "guide", "--", "sh", "-c", f"echo $SERVERS_DIR > {marker}; sleep 60"],
                          stdin=subprocess.DEVNULL) as process:
        end = time.monotonic() + 60
        while not (marker.exists() and marker.read_text()) and time.monotonic() < end:
            time.sleep(0.1)
        folder = pathlib.Path(marker.read_text().strip())
        assert len(ours(folder)) > 5
        os.kill(process.pid, number)
        process.wait(20)
    end = time.monotonic() + 5
    while ours(folder) and time.monotonic() < end:
        time.sleep(0.1)
    assert ours(folder) == []
    if number == signal.SIGKILL:
        subprocess.run([str(HERE / "with"), "guide", "true"], check=True)
    assert not folder.exists()


def test_a_world_ends_with_the_parent_of_its_command(tmp_path):
    marker = tmp_path / "up"
    script = f"{HERE}/with empty -- sh -c 'echo $SERVERS_DIR > {marker}; sleep 60'; true"
    with subprocess.Popen(["sh", "-c", script], stdin=subprocess.DEVNULL) as parent:
        end = time.monotonic() + 60
        while not (marker.exists() and marker.read_text()) and time.monotonic() < end:
            time.sleep(0.1)
        parent.kill()
    folder = pathlib.Path(marker.read_text().strip())
    end = time.monotonic() + 5
    while (ours(folder) or folder.exists()) and time.monotonic() < end:
        time.sleep(0.1)
    assert ours(folder) == [] and not folder.exists()


def test_the_exit_code_is_the_commands():
    assert subprocess.run([str(HERE / "with"), "empty", "--", "sh", "-c", "exit 7"], check=False).returncode == 7
    assert subprocess.run([str(HERE / "with"), "no-such-scenario", "true"], check=False).returncode == 2


@pytest.mark.parametrize("name", scenarios.names())
def test_every_scenario_is_well_formed(name):
    assert scenarios.load(name)["description"]
