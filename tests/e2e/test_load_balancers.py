"""Old nodes leave their load balancers before they go: label, deregistration, end of the drain, only then deletion.

Ours here are the controller (a thread that deregisters instances whose node has the label, as the AWS Load Balancer
Controller does) and the time that deregistration takes: moto forgets a target at once and never shows `draining`, so the
thread begins late. That `draining` is waited for is shown in tests/spec/load_balancers_spec.lua.
"""
import threading
import time

from witness import World, apply, groups, kubernetes_writes, nodes, when

LABEL = "node.kubernetes.io/exclude-from-external-load-balancers"
LATE = 5  # seconds that the stand-in for the controller takes


def instance_of(node):
    """The EC2 instance of a Node."""
    return node["spec"]["providerID"].rpartition("/")[2]


def registered(world, instances):
    """A network load balancer that sends to these instances; gives the ARN of its target group."""
    elb = world.client("elbv2")
    subnets = {s["AvailabilityZone"]: s["SubnetId"] for s in world.ec2.describe_subnets(
        Filters=[{"Name": "vpc-id", "Values": [world.ids["vpc"]]}])["Subnets"]}
    balancer = elb.create_load_balancer(Name="web", Type="network", Subnets=list(subnets.values()))["LoadBalancers"][0]
    group = elb.create_target_group(Name="web", Protocol="TCP", Port=30080, VpcId=world.ids["vpc"],
                                    TargetType="instance")["TargetGroups"][0]["TargetGroupArn"]
    elb.create_listener(LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="TCP", Port=80,
                        DefaultActions=[{"Type": "forward", "TargetGroupArn": group}])
    elb.register_targets(TargetGroupArn=group, Targets=[{"Id": i} for i in instances])
    return group


class Controller:
    """Deregisters the instance of every labelled node, some seconds after it has seen the label."""

    def __init__(self, world, group):
        self.world, self.group, self.done, self.end = world, group, {}, threading.Event()
        self.thread = threading.Thread(target=self.follow)

    def follow(self):
        """Until it is told to stop."""
        elb, seen = self.world.client("elbv2"), {}
        while not self.end.wait(0.5):
            for node in nodes(self.world).values():
                if LABEL in node["metadata"]["labels"]:
                    seen.setdefault(instance_of(node), time.time())
            for instance, since in seen.items():
                if instance not in self.done and time.time() - since > LATE:
                    elb.deregister_targets(TargetGroupArn=self.group, Targets=[{"Id": instance}])
                    self.done[instance] = time.time()

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_what):
        self.end.set()
        self.thread.join()


def test_label_then_deregistered_then_deleted():
    """DeleteNodegroup comes after the label on every old node, and after the last deregistration."""
    with World("guide") as world:
        old = nodes(world)
        group = registered(world, [instance_of(n) for n in old.values()])
        with Controller(world, group) as controller:
            result = apply(world)
        assert result.code == 0, result
        assert set(controller.done) == {instance_of(n) for n in old.values()}
        deleted, = world.requests(operation="DeleteNodegroup")
        # The audit log has no bodies: what the stand-in saw tells which patch of a node was the label.
        patched = {}
        for event in sorted(kubernetes_writes(world, "patch", "nodes"), key=when):
            patched.setdefault(event["objectRef"]["name"], []).append(when(event))
        assert set(patched) == set(old) and all(len(times) == 2 for times in patched.values()), patched
        evicted = [when(e) for e in kubernetes_writes(world, "create", "pods", "eviction")]
        labelled = [times[1] for times in patched.values()]
        assert max(evicted) < min(labelled), "pods go first: the label would cut off externalTrafficPolicy Local"
        assert max(labelled) < min(controller.done.values()), "nothing was deregistered before its label"
        assert max(controller.done.values()) < deleted["time"]
        looks = [r["time"] for r in world.requests(operation="DescribeTargetHealth")]
        assert max(controller.done.values()) < max(looks) < deleted["time"], "it has looked, and not only slept"
        assert not [n for n in nodes(world).values() if LABEL in n["metadata"]["labels"]]
        assert set(groups(world)) == {"workers-pods"}
