"""The AWS side of a test world, held by moto in this process.

What moto can hold is made through its API with boto3. What it has no call for
(a route's state, a NAT gateway that was deleted, asynchronous states) is set on
moto's own objects. Node groups get their Auto Scaling group, launch template
and instances here, since moto's EKS only notes them down.
"""
import base64
import re
import threading
import time

import boto3
from botocore.config import Config
from moto.autoscaling.models import FakeAutoScalingGroup, InstanceState
from moto.autoscaling.models import autoscaling_backends
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT
from moto.ec2.models import ec2_backends
from moto.ec2.models.instance_types import INSTANCE_TYPES
from moto.ec2.models.route_tables import Route
from moto.ec2.models.vpc_peering_connections import VPCPeeringConnection
from moto.eks.models import eks_backends
from moto.iam.models import AWSManagedPolicy, iam_backends
from moto.sts.models import sts_backends

import scenario as scenarios

EFFECTS = {"NO_SCHEDULE": "NoSchedule", "NO_EXECUTE": "NoExecute", "PREFER_NO_SCHEDULE": "PreferNoSchedule"}
ROLE_POLICIES = {
    "cluster": ["AmazonEKSClusterPolicy"],
    "node": ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly"],
}
NODE_IMAGE = "ami-0e4b1d0d3a1f5c7e9"

# A route whose target has gone is a blackhole; moto calls every route active.
Route.state = property(lambda route: getattr(route, "state_of_world", "active"))


def _with_all_ranges(end, whose):
    """EC2 tells every range of both ends of a peering; moto only the first."""
    def info(peering):
        ranges = getattr(peering, whose).cidr_block_association_set
        return {**end.fget(peering), "CidrBlockSet": [{"CidrBlock": r["cidr_block"]} for r in ranges]}
    return property(info)


VPCPeeringConnection.requester_vpc_info = _with_all_ranges(VPCPeeringConnection.requester_vpc_info, "vpc")
VPCPeeringConnection.accepter_vpc_info = _with_all_ranges(VPCPeeringConnection.accepter_vpc_info, "peer_vpc")


class Cloud:
    """moto's backends of one region, and what the scenario says about them."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.region = scenario["region"]
        self.partition = scenarios.partition(self.region)
        self.lock = threading.RLock()
        self.ids = {}
        self.keys = {}
        self.ready = set()
        self.groups = {}
        self.subnet_ready = {}
        self.timers = []
        self.ec2 = ec2_backends[ACCOUNT][self.region]
        self.eks = eks_backends[ACCOUNT][self.region]
        self.autoscaling = autoscaling_backends[ACCOUNT][self.region]
        self._make_keys()
        cloud = self

        def launch(group, count, tags):
            cloud.launch(group, count, tags)
        FakeAutoScalingGroup.replace_autoscaling_group_instances = launch

    # -- keys -----------------------------------------------------------------

    def _make_keys(self):
        iam = iam_backends[ACCOUNT]["aws" if self.partition == "aws" else self.partition]
        for name in {**self.scenario["keys"], "servers": {}}:
            iam.create_user(self.region, name)
            key = iam.create_access_key(name)
            self.keys[name] = (key.access_key_id, key.secret_access_key)
        self.by_id = {key: name for name, (key, _) in self.keys.items()}

    def secret_of(self, key):
        """(secret, session token) of an access key, or None."""
        name = self.by_id.get(key)
        if name:
            return self.keys[name][1], None
        role = sts_backends[ACCOUNT][self.partition].get_assumed_role_from_access_key(key)
        return (role.secret_access_key, role.session_token) if role else None

    def client(self, service, endpoint):
        """A boto3 client of the servers' own identity."""
        key, secret = self.keys["servers"]
        return boto3.client(service, region_name=self.region, endpoint_url=endpoint, aws_access_key_id=key,
                            aws_secret_access_key=secret, config=Config(retries={"max_attempts": 0}))

    # -- building -------------------------------------------------------------

    def build(self, endpoint, api_server, authority):
        """Makes the scenario's VPC, cluster and node groups."""
        ec2, vpc = self.client("ec2", endpoint), self.scenario["vpc"]
        for default in list(self.ec2.vpcs):
            self._forget(default)
        self._build_vpc(ec2, vpc)
        self._build_targets(ec2, vpc)
        self._build_routes(ec2, vpc)
        self._build_cluster(ec2, endpoint, api_server, authority)
        for name, group in self.scenario["node_groups"].items():
            self._build_group(ec2, endpoint, name, group)

    def _forget(self, vpc_id):
        """Takes a VPC away that must not be seen: moto's default one, or a peer's."""
        self.ec2.vpcs.pop(vpc_id)
        self.ec2.groups.pop(vpc_id, None)
        for things in (self.ec2.route_tables, self.ec2.network_acls):
            for thing in [t for t in things.values() if t.vpc_id == vpc_id]:
                things.pop(thing.id)
        for zone in self.ec2.subnets.values():
            for subnet in [s for s in zone.values() if s.vpc_id == vpc_id]:
                zone.pop(subnet.id)

    def _name(self, kind, name):
        return [{"ResourceType": kind, "Tags": [{"Key": "Name", "Value": name}]}]

    def zone(self, letter):
        """The zone's name for a scenario's letter."""
        return letter if letter.startswith(self.region) else self.region + letter

    def _build_vpc(self, ec2, vpc):
        name = self.scenario["cluster"]["name"]
        made = ec2.create_vpc(CidrBlock=vpc["ranges"][0], TagSpecifications=self._name("vpc", name))["Vpc"]
        self.vpc_id = self.ids["vpc"] = made["VpcId"]
        for attribute in ("EnableDnsHostnames", "EnableDnsSupport"):
            ec2.modify_vpc_attribute(VpcId=self.vpc_id, **{attribute: {"Value": bool(vpc["dns"])}})
        for block in vpc["ranges"][1:]:
            self.ec2.associate_vpc_cidr_block(self.vpc_id, block, False)
        if vpc["internet"]:
            gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
            ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=self.vpc_id)
            self.ids["internet"] = gateway
        for subnet_name, subnet in vpc["subnets"].items():
            tags = [{"Key": "Name", "Value": subnet_name}]
            tags += [{"Key": k, "Value": str(v)} for k, v in subnet.get("tags", {}).items()]
            answer = ec2.create_subnet(
                VpcId=self.vpc_id, CidrBlock=subnet["range"], AvailabilityZone=self.zone(subnet["zone"]),
                TagSpecifications=[{"ResourceType": "subnet", "Tags": tags}])
            self.ids[f"subnet:{subnet_name}"] = answer["Subnet"]["SubnetId"]
        main = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [self.vpc_id]}])["RouteTables"]
        for table_name, table in vpc["tables"].items():
            if table.get("main"):
                self.ids[f"table:{table_name}"] = main[0]["RouteTableId"]
                continue
            answer = ec2.create_route_table(VpcId=self.vpc_id,
                                            TagSpecifications=self._name("route-table", table_name))
            self.ids[f"table:{table_name}"] = answer["RouteTable"]["RouteTableId"]
        for subnet_name, subnet in vpc["subnets"].items():
            if subnet.get("table"):
                ec2.associate_route_table(RouteTableId=self.ids[f"table:{subnet['table']}"],
                                          SubnetId=self.ids[f"subnet:{subnet_name}"])

    def _build_targets(self, ec2, vpc):
        for name, nat in vpc["nat"].items():
            answer = ec2.create_nat_gateway(SubnetId=self.ids[f"subnet:{nat['subnet']}"],
                                            ConnectivityType=nat.get("kind", "public"))
            self.ids[f"nat:{name}"] = answer["NatGateway"]["NatGatewayId"]
        for name, transit in vpc["transit"].items():
            gateway = ec2.create_transit_gateway(Description=name)["TransitGateway"]["TransitGatewayId"]
            self.ids[f"transit:{name}"] = gateway
            if transit.get("attached"):
                attachment = ec2.create_transit_gateway_vpc_attachment(
                    TransitGatewayId=gateway, VpcId=self.vpc_id,
                    SubnetIds=[self.ids[f"subnet:{s}"] for s in transit["attached"]])
                self.ids[f"attachment:{name}"] = (
                    attachment["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"])
        for name, vpn in vpc["vpn"].items():
            self.ids[f"vpn:{name}"] = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
            ec2.attach_vpn_gateway(VpnGatewayId=self.ids[f"vpn:{name}"], VpcId=self.vpc_id)
            if vpn.get("connection"):
                far = ec2.create_customer_gateway(Type="ipsec.1", BgpAsn=65000, PublicIp="203.0.113.7")
                made = ec2.create_vpn_connection(
                    Type="ipsec.1", CustomerGatewayId=far["CustomerGateway"]["CustomerGatewayId"],
                    VpnGatewayId=self.ids[f"vpn:{name}"])
                self.ids[f"connection:{name}"] = made["VpnConnection"]["VpnConnectionId"]
        for name, endpoint in vpc["endpoints"].items():
            answer = ec2.create_vpc_endpoint(
                VpcId=self.vpc_id, VpcEndpointType=endpoint.get("type", "GatewayLoadBalancer"),
                ServiceName=endpoint.get("service", f"com.amazonaws.vpce.{self.region}.{name}"),
                SubnetIds=[self.ids[f"subnet:{s}"] for s in endpoint["subnets"]])
            self.ids[f"endpoint:{name}"] = answer["VpcEndpoint"]["VpcEndpointId"]
        for name, peering in vpc["peerings"].items():
            self._build_peering(ec2, name, peering)

    def _build_peering(self, ec2, name, peering):
        ranges = peering["ranges"]
        other = ec2.create_vpc(CidrBlock=ranges[0])["Vpc"]["VpcId"]
        for block in ranges[1:]:
            self.ec2.associate_vpc_cidr_block(other, block, False)
        ends = (self.vpc_id, other) if peering.get("requester", "us") == "us" else (other, self.vpc_id)
        answer = ec2.create_vpc_peering_connection(VpcId=ends[0], PeerVpcId=ends[1])["VpcPeeringConnection"]
        self.ids[f"peering:{name}"] = answer["VpcPeeringConnectionId"]
        made = self.ec2.vpc_pcxs[answer["VpcPeeringConnectionId"]]
        made._status.code = peering.get("state", "active")
        # The peer is somebody else's VPC: it must not appear among ours.
        self._forget(other)

    def _build_routes(self, ec2, vpc):
        for name, table in vpc["tables"].items():
            table_id = self.ids[f"table:{name}"]
            for destination, via in table.get("routes", {}).items():
                via = via if isinstance(via, dict) else {"via": via}
                ec2.create_route(RouteTableId=table_id, DestinationCidrBlock=destination,
                                 **self._target(via["via"]))
                if via.get("state"):
                    for route in self.ec2.route_tables[table_id].routes:
                        if route.destination_cidr_block == destination:
                            route.state_of_world = via["state"]
        for name, nat in vpc["nat"].items():
            self.ec2.nat_gateways[self.ids[f"nat:{name}"]].state = nat.get("state", "available")
        for name, transit in vpc["transit"].items():
            if f"attachment:{name}" in self.ids:
                made = self.ec2.transit_gateway_attachments[self.ids[f"attachment:{name}"]]
                made.state = transit.get("state", "available")

    def _target(self, via):
        kind, _, name = via.partition(":")
        if kind == "internet":
            return {"GatewayId": self.ids["internet"]}
        members = {"nat": "NatGatewayId", "transit": "TransitGatewayId", "endpoint": "VpcEndpointId",
                   "peering": "VpcPeeringConnectionId", "vpn": "GatewayId"}
        if kind not in members:
            raise scenarios.ScenarioError(f"no route target '{via}'")
        return {members[kind]: self.ids[f"{kind}:{name}"]}

    def _build_cluster(self, ec2, endpoint, api_server, authority):
        wanted = self.scenario["cluster"]
        group = ec2.create_security_group(GroupName=f"eks-cluster-sg-{wanted['name']}", VpcId=self.vpc_id,
                                          Description="EKS created security group applied to ENIs")["GroupId"]
        # EKS lets everything that has this group talk to everything else that has it.
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
            {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": group}]}])
        self.ids["cluster-group"] = group
        self._build_roles()
        groups = self.scenario["node_groups"].values()
        subnets = wanted["subnets"] or sorted({s for g in groups for s in g["subnets"]}) or list(
            self.scenario["vpc"]["subnets"])
        eks = self.client("eks", endpoint)
        eks.create_cluster(
            name=wanted["name"], version=wanted["version"], roleArn=self._role("cluster"),
            resourcesVpcConfig={"subnetIds": [self.ids[f"subnet:{s}"] for s in subnets]},
            kubernetesNetworkConfig={"serviceIpv4Cidr": wanted["service_range"]}, tags=wanted.get("tags", {}))
        made = self.eks.clusters[wanted["name"]]
        made.endpoint = api_server if wanted["reachable"] else "https://10.255.255.1"
        made.certificate_authority = {"data": base64.b64encode(authority).decode()}
        made.resources_vpc_config = {
            "vpcId": self.vpc_id, "subnetIds": [self.ids[f"subnet:{s}"] for s in subnets], "securityGroupIds": [],
            "clusterSecurityGroupId": group, "endpointPublicAccess": wanted["public"],
            "endpointPrivateAccess": wanted["private"],
            "publicAccessCidrs": ["0.0.0.0/0"] if wanted["public"] else [],
        }
        family = wanted["ip_family"]
        made.kubernetes_network_config = {"ipFamily": family}
        if family == "ipv6":
            made.kubernetes_network_config["serviceIpv6Cidr"] = "fd30:1c53:5f8a::/108"
        else:
            made.kubernetes_network_config["serviceIpv4Cidr"] = wanted["service_range"]
        made.access_config = {"authenticationMode": wanted["authentication"]}
        made.compute_config = {"enabled": bool(wanted["auto_mode"])}
        if wanted["auto_mode"]:
            made.compute_config.update(nodePools=["general-purpose", "system"], nodeRoleArn=self._role("node"))
        made.health = {"issues": wanted.get("health", [])}

    def settle(self):
        """Once all nodes and pods stand: the states that building had to do without."""
        with self.lock:
            self.eks.clusters[self.scenario["cluster"]["name"]].status = self.scenario["cluster"]["status"]
            self._hold_in_reserve()
            for name, subnet in self.scenario["vpc"]["subnets"].items():
                if "free" in subnet:
                    made = self.ec2.get_subnet(self.ids[f"subnet:{name}"])
                    made._available_ip_addresses += subnet["free"] - made.available_ip_address_count
            for name, group in self.scenario["node_groups"].items():
                if not group.get("self_managed"):
                    made = self.eks.clusters[self.scenario["cluster"]["name"]].nodegroups[name]
                    made.status = group.get("status", "ACTIVE")
                    made.health = {"issues": group.get("health", [])}

    def _hold_in_reserve(self):
        """The addresses that the scenario's nodes hold beside those of their pods."""
        for asg_name, meta in self.groups.items():
            name = meta["nodegroup"][1] if "nodegroup" in meta else asg_name
            for state in self.autoscaling.autoscaling_groups[asg_name].instance_states:
                nic = state.instance.nics[0]
                for _ in range(self.scenario["node_groups"][name].get("warm", 0)):
                    address = nic.subnet.get_available_subnet_ip(state.instance)
                    nic.private_ip_addresses.append({"Primary": False, "PrivateIpAddress": address})

    def _role(self, name):
        return f"arn:{self.partition}:iam::{ACCOUNT}:role/{self.scenario['cluster']['name']}-{name}"

    def _build_roles(self):
        iam = iam_backends[ACCOUNT][self.partition]
        for name in ("cluster", "node"):
            role = iam.create_role(f"{self.scenario['cluster']['name']}-{name}", "{}", "/", None, "", [], "3600")
            for policy in ROLE_POLICIES[name]:
                made = AWSManagedPolicy(policy, account_id=ACCOUNT, region=self.region, path="/", document="{}")
                role.managed_policies[made.arn] = made

    # -- node groups ----------------------------------------------------------

    def _build_group(self, ec2, endpoint, name, group):
        """A node group of the scenario, through the same API that a client uses."""
        template = group.get("template")
        if template is not None:
            data = {"TagSpecifications": [{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": name}]}]}
            data.update({k: self._resolve(v) for k, v in template.items() if k != "UserData"})
            if "UserData" in template:
                data["UserData"] = base64.b64encode(template["UserData"].encode()).decode()
            made = ec2.create_launch_template(LaunchTemplateName=f"{name}-template", LaunchTemplateData=data)
            self.ids[f"template:{name}"] = made["LaunchTemplate"]["LaunchTemplateId"]
        size = group.get("size", {})
        size = {"minSize": size.get("min", 0), "maxSize": size.get("max", size.get("desired", 1)),
                "desiredSize": size.get("desired", 1)}
        subnets = [self.ids[f"subnet:{s}"] for s in group["subnets"]]
        if group.get("self_managed"):
            self._self_managed(ec2, endpoint, name, group, size, subnets)
            return
        request = {
            "clusterName": self.scenario["cluster"]["name"], "nodegroupName": name, "subnets": subnets,
            "nodeRole": self._role("node"), "scalingConfig": size, "labels": group.get("labels", {}),
            "taints": group.get("taints", []), "tags": group.get("tags", {}),
            "updateConfig": group.get("update", {"maxUnavailable": 1}),
        }
        if template is None or "InstanceType" not in template:
            request["instanceTypes"] = group.get("types", ["m5.large"])
        if template is not None:
            request["launchTemplate"] = {"id": self.ids[f"template:{name}"], "version": "1"}
        else:
            request["amiType"] = group.get("image", "AL2023_x86_64_STANDARD")
            request["diskSize"] = group.get("disk", 20)
        if group.get("capacity"):
            request["capacityType"] = group["capacity"]
        self.client("eks", endpoint).create_nodegroup(**request)

    def _resolve(self, value):
        """`${cluster-group}` and the like, as ids of this world."""
        if isinstance(value, list):
            return [self._resolve(item) for item in value]
        if isinstance(value, str) and value.startswith("${") and value.endswith("}"):
            return self.ids[value[2:-1]]
        return value

    def _self_managed(self, ec2, endpoint, name, group, size, subnets):
        kind = group.get("types", ["m5.large"])[0]
        if f"template:{name}" not in self.ids:
            made = ec2.create_launch_template(LaunchTemplateName=f"{name}-template", LaunchTemplateData={
                "InstanceType": kind, "ImageId": NODE_IMAGE, "SecurityGroupIds": [self.ids["cluster-group"]]})
            self.ids[f"template:{name}"] = made["LaunchTemplate"]["LaunchTemplateId"]
        cluster = self.scenario["cluster"]["name"]
        self.groups[name] = {"labels": group.get("labels", {}), "taints": group.get("taints", []), "types": [kind],
                             "managed": False, "max_pods": group.get("max_pods", 0), "image": True}
        self.client("autoscaling", endpoint).create_auto_scaling_group(
            AutoScalingGroupName=name, MinSize=size["minSize"], MaxSize=size["maxSize"],
            DesiredCapacity=size["desiredSize"], VPCZoneIdentifier=",".join(subnets),
            LaunchTemplate={"LaunchTemplateId": self.ids[f"template:{name}"], "Version": "1"},
            Tags=[{"Key": f"kubernetes.io/cluster/{cluster}", "Value": "owned", "PropagateAtLaunch": True},
                  {"Key": "Name", "Value": name, "PropagateAtLaunch": True}])

    def adopt_group(self, cluster, name, asked):
        """After moto noted a new node group down: its Auto Scaling group and instances."""
        group = self.eks.clusters[cluster].nodegroups[name]
        template_data, template_id, version = {}, None, None
        if asked.get("launchTemplate"):
            template_id = group.launch_template["id"]
            template = self.ec2.launch_templates[template_id]
            version = str(asked["launchTemplate"].get("version") or template.default_version_number)
            template_data = template.get_version(version).data
            group.launch_template["version"] = version
        custom_image = "ImageId" in template_data
        # moto fills in values that EKS leaves out.
        group.remote_access = asked.get("remoteAccess")
        group.disk_size = None if template_id else int(asked.get("diskSize") or 20)
        group.instance_types = asked.get("instanceTypes") or (
            None if "InstanceType" in template_data else ["t3.medium"])
        group.ami_type = "CUSTOM" if custom_image else asked.get("amiType") or "AL2023_x86_64_STANDARD"
        if template_id is None:
            group.launch_template = None
        group.version = self.eks.clusters[cluster].version
        group.release_version = template_data.get("ImageId") or asked.get(
            "releaseVersion") or f"{group.version}.4-20260120"
        group.update_config = asked.get("updateConfig") or {"maxUnavailable": 1}
        group.health = {"issues": []}
        group.scaling_config = dict(group.scaling_config)
        types = group.instance_types or [template_data["InstanceType"]]
        asg_name = f"eks-{name}-{group.uuid}"
        group.resources = {"autoScalingGroups": [{"name": asg_name}]}
        group.status = "CREATING"
        data = {"InstanceType": types[0], "ImageId": template_data.get("ImageId", NODE_IMAGE),
                "SecurityGroupIds": template_data.get("SecurityGroupIds") or [self.ids["cluster-group"]],
                "TagSpecifications": template_data.get("TagSpecifications", [])}
        made = self.ec2.create_launch_template(f"eks-{group.uuid}", "", data, {})
        user_data = template_data.get("UserData")
        self.groups[asg_name] = {
            "nodegroup": (cluster, name), "types": types, "managed": True, "image": custom_image,
            "max_pods": _max_pods(user_data), "labels": {
                **asked.get("labels", {}), "eks.amazonaws.com/nodegroup": name,
                "eks.amazonaws.com/nodegroup-image": data["ImageId"],
                "eks.amazonaws.com/capacityType": group.capacity_type,
                **({"eks.amazonaws.com/sourceLaunchTemplateId": template_id,
                    "eks.amazonaws.com/sourceLaunchTemplateVersion": version} if template_id else {}),
            },
            "taints": asked.get("taints", []), "since": time.monotonic(),
        }
        size = group.scaling_config
        self.autoscaling.create_auto_scaling_group(
            name=asg_name, availability_zones=None, desired_capacity=size["desiredSize"], max_size=size["maxSize"],
            min_size=size["minSize"], launch_config_name=None,
            launch_template={"LaunchTemplateId": made.id, "Version": "1"},
            vpc_zone_identifier=",".join(group.subnets), default_cooldown=None, health_check_period=None,
            health_check_type="EC2", load_balancers=[], target_group_arns=[], placement_group=None,
            termination_policies=[], tags=[
                {"Key": "eks:cluster-name", "Value": cluster, "PropagateAtLaunch": True},
                {"Key": "eks:nodegroup-name", "Value": name, "PropagateAtLaunch": True},
                {"Key": f"kubernetes.io/cluster/{cluster}", "Value": "owned", "PropagateAtLaunch": True}],
            instance_id=None, mixed_instances_policy=None, capacity_rebalance=False)

    def launch(self, group, count, tags):
        """Instances for an Auto Scaling group, spread over its subnets as AWS does.

        Takes the place of moto's own, which puts them all into the first subnet.
        """
        subnets = [self.ec2.get_subnet(s) for s in group.vpc_zone_identifier.split(",")]
        tags = {**tags, "aws:autoscaling:groupName": group.name, **group.instance_tags}
        for _ in range(count):
            load = {s.id: sum(1 for i in group.instance_states if i.instance.subnet_id == s.id) for s in subnets}
            open_ones = [s for s in subnets if s.available_ip_address_count > 0]
            if not open_ones:
                self._health(group.name, "InsufficientFreeAddresses",
                             "One or more of the subnets associated with your managed node group does not have "
                             "enough available IP addresses for new nodes.", [s.id for s in subnets])
                return
            subnet = min(open_ones, key=lambda s: load[s.id])
            template = {"LaunchTemplateId": group.ec2_launch_template.id}
            made = self.ec2.run_instances(
                group.image_id, 1, group.user_data, [], instance_type=group.instance_type,
                tags={"instance": dict(tags)}, launch_template=template, is_instance_type_default=False,
                associate_public_ip=False, subnet_id=subnet.id)
            for instance in made.instances:
                instance.region_name = self.region
                instance.autoscaling_group = group
                group.instance_states.append(InstanceState(instance, protected_from_scale_in=False))

    def _health(self, asg_name, code, message, ids):
        meta = self.groups.get(asg_name, {})
        if "nodegroup" in meta:
            cluster, name = meta["nodegroup"]
            self.eks.clusters[cluster].nodegroups[name].health = {
                "issues": [{"code": code, "message": message, "resourceIds": ids}]}

    def delete_group(self, cluster, name):
        """The beginning of a deletion; `tick` ends it."""
        group = self.eks.clusters[cluster].nodegroups[name]
        if group.status != "DELETING":
            group.status = "DELETING"
            self.later(self.scenario["delays"]["group_delete"], lambda: self._end_group(cluster, name))

    def _end_group(self, cluster, name):
        group = self.eks.clusters[cluster].nodegroups.pop(name, None)
        if group is None:
            return
        self.eks.clusters[cluster].nodegroup_count -= 1
        asg_name = group.resources["autoScalingGroups"][0]["name"]
        if asg_name in self.autoscaling.autoscaling_groups:
            self.autoscaling.delete_auto_scaling_group(asg_name)
        self.groups.pop(asg_name, None)
        self.sweep()

    def resize(self, cluster, name):
        """Carries a node group's new scaling configuration to its Auto Scaling group."""
        group = self.eks.clusters[cluster].nodegroups[name]
        asg = self.autoscaling.autoscaling_groups[group.resources["autoScalingGroups"][0]["name"]]
        size = group.scaling_config
        asg.min_size, asg.max_size = size["minSize"], size["maxSize"]
        asg.set_desired_capacity(size["desiredSize"])
        self.sweep()

    # -- time -----------------------------------------------------------------

    def later(self, milliseconds, action):
        """Does something once, when `tick` next comes by after that long."""
        self.timers.append((time.monotonic() + milliseconds / 1000, action))

    def tick(self):
        """Moves asynchronous states on. Called before each request and feed poll."""
        now = time.monotonic()
        due = [entry for entry in self.timers if entry[0] <= now]
        self.timers = [entry for entry in self.timers if entry[0] > now]
        for _, action in due:
            action()
        for asg_name, meta in self.groups.items():
            if "nodegroup" not in meta:
                continue
            cluster, name = meta["nodegroup"]
            group = self.eks.clusters[cluster].nodegroups.get(name)
            asg = self.autoscaling.autoscaling_groups.get(asg_name)
            if group is None or asg is None:
                continue
            group.scaling_config.update(minSize=asg.min_size, maxSize=asg.max_size, desiredSize=asg.desired_capacity)
            if group.status == "CREATING":
                self._settle_creation(group, asg, meta, now)

    def _settle_creation(self, group, asg, meta, now):
        after = self.scenario["after"].get("create_nodegroup")
        if after and group.nodegroup_name not in self.scenario["node_groups"]:
            if now - meta["since"] > after.get("milliseconds", 1000) / 1000:
                group.status = "CREATE_FAILED"
                group.health = {"issues": [{"code": after["code"], "message": after.get("message", after["code"]),
                                            "resourceIds": []}]}
            return
        ids = {i.instance.id for i in asg.instance_states}
        if len(ids) >= asg.desired_capacity and ids <= self.ready and (
                now - meta["since"] > self.scenario["delays"]["group_create"] / 1000):
            group.status = "ACTIVE"

    def sweep(self):
        """Takes the interfaces of terminated instances away, and frees their addresses."""
        for instance in self.ec2.all_instances():
            if instance.state == "terminated" and not getattr(instance, "swept", False):
                instance.swept = True
                for nic in list(instance.nics.values()):
                    for address in nic.private_ip_addresses:
                        nic.subnet.del_subnet_ip(address["PrivateIpAddress"])
                    self.ec2.enis.pop(nic.id, None)

    # -- the feed of the node side --------------------------------------------

    def instances(self, ready):
        """The instances that ought to be nodes."""
        self.ready = set(ready)
        self.tick()
        self.sweep()
        result = []
        for asg in self.autoscaling.autoscaling_groups.values():
            meta = self.groups.get(asg.name, {"labels": {}, "taints": [], "types": [], "managed": False,
                                              "max_pods": 0, "image": True})
            for state in asg.instance_states:
                machine = state.instance
                if machine.state != "running" or self._never_joins(meta):
                    continue
                kinds = INSTANCE_TYPES.get(machine.instance_type, {})
                result.append({
                    "id": machine.id, "name": machine.private_dns_name, "address": machine.private_ip_address,
                    "zone": machine.placement.zone,
                    "region": self.region, "subnet": machine.subnet_id, "type": machine.instance_type,
                    "group_types": meta["types"], "vcpus": kinds.get("VCpuInfo", {}).get("DefaultVCpus", 2),
                    "group": asg.name, "managed": meta["managed"], "custom_image": meta["image"],
                    "max_pods": meta["max_pods"], "labels": meta["labels"],
                    "annotations": self._annotations(meta, asg.name),
                    "taints": [{"key": t["key"], "value": t.get("value", ""),
                                "effect": EFFECTS.get(t["effect"], t["effect"])} for t in meta["taints"]],
                    "version": self._kubelet(meta), "state": machine.state,
                })
        return {"instances": result}

    def _kubelet(self, meta):
        """The kubelet of a group's nodes: that of its release, unless the scenario says that they are older."""
        group = self.scenario["node_groups"].get(meta["nodegroup"][1], {}) if "nodegroup" in meta else {}
        return group.get("kubelet", f"v{self.scenario['cluster']['version']}.4")

    def _annotations(self, meta, asg_name):
        """What the scenario's nodes carry; those of later groups carry nothing."""
        name = meta["nodegroup"][1] if "nodegroup" in meta else asg_name
        return self.scenario["node_groups"].get(name, {}).get("annotations", {})

    def _never_joins(self, meta):
        """Nodes of a group whose creation the scenario lets fail do not come up."""
        return "create_nodegroup" in self.scenario["after"] and "nodegroup" in meta and (
            meta["nodegroup"][1] not in self.scenario["node_groups"])

    def interface(self, ask):
        """Attaches a further interface in a subnet, unless the instance has one there."""
        machine = self.ec2.get_instance(ask["instance"])
        for index, nic in machine.nics.items():
            if int(index) > 0 and nic.subnet.id == ask["subnet"]:
                return nic
        return self._new_interface(machine, ask)

    def _new_interface(self, machine, ask):
        subnet = self.ec2.get_subnet(ask["subnet"])
        if subnet.availability_zone != machine.placement.zone:
            raise ValueError(f"subnet {subnet.id} is not in the instance's zone {machine.placement.zone}")
        if subnet.available_ip_address_count <= 0:
            raise ValueError(f"no free address in {subnet.id}")
        groups = ask.get("groups") or [g.id for g in machine.nics[0].group_set]
        cluster = self.scenario["cluster"]["name"]
        nic = self.ec2.create_network_interface(
            subnet, subnet.get_available_subnet_ip(machine), group_ids=groups,
            description=f"aws-K8S-{machine.id}",
            tags={"node.k8s.amazonaws.com/instance_id": machine.id, "cluster.k8s.amazonaws.com/name": cluster})
        machine.attach_eni(nic, max(int(i) for i in machine.nics) + 1)
        return nic

    def take(self, ask):
        """A pod's address, as a secondary one of an interface of its node."""
        machine = self.ec2.get_instance(ask["instance"])
        subnet = self.ec2.get_subnet(ask["subnet"])
        if subnet.available_ip_address_count <= 0:
            raise ValueError(f"no free address in {subnet.id}")
        fit = [nic for index, nic in sorted(machine.nics.items(), key=lambda pair: int(pair[0]))
               if nic.subnet.id == subnet.id and (int(index) > 0 or ask["primary_too"])
               and len(nic.private_ip_addresses) < ask["limit"]]
        nic = fit[0] if fit else self._new_interface(machine, ask)
        address = subnet.get_available_subnet_ip(machine)
        nic.private_ip_addresses.append({"Primary": False, "PrivateIpAddress": address})
        return {"address": address}

    def give(self, ask):
        """Takes a pod's address back."""
        for nic in self.ec2.enis.values():
            for entry in list(nic.private_ip_addresses):
                if entry["PrivateIpAddress"] == ask["address"] and not entry.get("Primary"):
                    nic.private_ip_addresses.remove(entry)
                    nic.subnet.del_subnet_ip(ask["address"])
        return {}


def _max_pods(user_data):
    """The max-pods value that a launch template's user data sets, or 0."""
    if not user_data:
        return 0
    try:
        # moto keeps user data in a type of its own; a plain text is base64 too.
        text = user_data.decode() if hasattr(user_data, "decode") else base64.b64decode(user_data).decode()
    except ValueError:
        return 0
    match = re.search(r"(?:maxPods:\s*|--max-pods[= ]|max-pods\s*=\s*)(\d+)", text)
    return int(match.group(1)) if match else 0
